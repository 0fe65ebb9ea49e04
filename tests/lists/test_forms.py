"""Columns that somebody corrected are known the next time, in whatever order they then stand."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from duodesk.lists import forms, kinds
from duodesk.lists.kinds import Draft
from duodesk.lists.read import open_file
from duodesk.store.store import Store

HEADINGS = ["Nom", "Prénom", "Bureau", "Zone", "Code X"]
ROW = ["Diallo", "Amina", "0470 11 22 33", "Ixelles", "rouge"]


def drafted(store: Store, folder: Path, headings: list[str], row: list[str]) -> Draft:
    book = Workbook()
    book.active.append(headings)
    book.active.append(row)
    book.save(folder / "liste.xlsx")
    return kinds.draft(store, open_file(folder / "liste.xlsx"), kind="mentee")


def meant(draft: Draft) -> dict[str, str]:
    return {column.heading: column.target for column in draft.columns}


def test_a_correction_is_applied_to_the_next_list_whatever_its_order(
    store: Store, tmp_path: Path
) -> None:
    draft = drafted(store, tmp_path, HEADINGS, ROW).remapped(4, "known_as")
    forms.keep(store, draft.sheet, draft.columns, kind=draft.kind.subject)
    again = drafted(store, tmp_path, HEADINGS[::-1], ROW[::-1])
    assert meant(again)["Code X"] == "known_as"
    assert all(column.sure for column in again.columns)
    (said,) = [str(one) for one in again.sheet.warnings]
    assert said == f"Columns as you set them on {store.clock.today():%d/%m}."
    plan = kinds.dry_run(store, again)
    assert plan.rows[0].person.known_as == "rouge"


def test_a_column_that_came_along_keeps_its_guess_and_an_other_list_all_of_its_own(
    store: Store, tmp_path: Path
) -> None:
    draft = drafted(store, tmp_path, HEADINGS, ROW).remapped(4, "note")
    forms.keep(store, draft.sheet, draft.columns, kind=draft.kind.subject)
    more = drafted(store, tmp_path, [*HEADINGS, "Courriel"], [*ROW, "a@example.org"])
    assert meant(more)["Courriel"] == "email"
    assert more.form is not None
    other = drafted(store, tmp_path, ["Naam", "Voornaam", "GSM"], ["A", "B", "0470112233"])
    assert other.form is None


def test_remembering_is_one_step_of_undo_and_said_again_one_form(
    store: Store, tmp_path: Path
) -> None:
    draft = drafted(store, tmp_path, HEADINGS, ROW)
    forms.keep(store, draft.sheet, draft.remapped(4, "known_as").columns, kind="people")
    assert "remembered" in str(store.undo_label)
    forms.keep(store, draft.sheet, draft.remapped(4, "street").columns, kind="people")
    assert meant(drafted(store, tmp_path, HEADINGS, ROW))["Code X"] == "street"
    store.undo()
    assert meant(drafted(store, tmp_path, HEADINGS, ROW))["Code X"] == "known_as"
    store.undo()
    assert drafted(store, tmp_path, HEADINGS, ROW).form is None


def test_the_rows_to_mend_of_a_list_are_known_as_the_list_was(store: Store, tmp_path: Path) -> None:
    draft = drafted(store, tmp_path, HEADINGS, ROW).remapped(4, "street")
    forms.keep(store, draft.sheet, draft.columns, kind="people")
    added = ["Ligne", "What is wrong", "What to do", "Proposal", "Use the proposal (x)"]
    mended = drafted(store, tmp_path, [*HEADINGS, *added], [*ROW, "7", "", "", "", ""])
    assert meant(mended)["Code X"] == "street"


def test_a_form_may_be_forgotten(store: Store, tmp_path: Path) -> None:
    draft = drafted(store, tmp_path, HEADINGS, ROW).remapped(4, "street")
    forms.keep(store, draft.sheet, draft.columns, kind="people")
    kept = drafted(store, tmp_path, HEADINGS, ROW).form
    assert kept is not None
    forms.forget(store, kept.id)
    assert drafted(store, tmp_path, HEADINGS, ROW).form is None

"""The screen of all papers: chips, the same paper again, how it was handed over, the papers of a
day's signatures, and the question before open places are printed.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from sqlalchemy import select

from duodesk.base.ids import Id
from duodesk.documents.catalog import LETTERS
from duodesk.documents.commands import print_letter
from duodesk.documents.draw import draw
from duodesk.documents.letters import letter
from duodesk.documents.listed import ListedPaper, Medium, listed
from duodesk.model.documents import Document, Signatory
from duodesk.model.pairing import Answer, Duo, DuoStage
from duodesk.office.commands import change_office
from duodesk.pairing import queries as pairing
from duodesk.pairing.first_meeting import Appointment, answer, plan_signing
from duodesk.people import queries as people
from duodesk.people.cards import person
from duodesk.people.words import Role
from duodesk.tour.stage import Stage
from duodesk.ui.documents.batch import SignaturesDialog
from duodesk.ui.documents.page import DocumentsPage
from duodesk.ui.one_paper import OnePaperDialog, Shown
from duodesk.ui.open_places import OpenPlacesDialog
from duodesk.ui.settings.page import SettingsPage
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.dialog import Dialog
from tests.documents.every import paper
from tests.ui.test_screens import nameless

pytestmark = pytest.mark.gui


def documents(stage: Stage, subject: object = None) -> DocumentsPage:
    page = stage.page("documents", subject)
    assert isinstance(page, DocumentsPage)
    return page


def form(stage: Stage, n: int) -> list[Id]:
    """So many duos that are to sign."""
    store = stage.desk.store
    for one in stage.desk.read(pairing.proposals, office_id=store.office_id)[:n]:
        for side in (Signatory.MENTEE, Signatory.MENTOR):
            answer(store, one.id, side, Answer.YES)
    with store.read() as session:
        return list(session.scalars(select(Duo.id).where(Duo.stage == DuoStage.TO_SIGN)))


def plan(stage: Stage, duo: Id, days: int = 1) -> None:
    day = stage.desk.today + timedelta(days=days)
    plan_signing(stage.desk.store, duo, Appointment(on=day, start=600, place="Ici"))


def shown(stage: Stage, kind: type[Dialog]) -> list[Any]:
    stage.settle()
    return [one for one in stage.dialogs() if isinstance(one, kind)]


def rows(stage: Stage, kind: str) -> list[ListedPaper]:
    found = stage.desk.read(listed, office_id=stage.desk.office_id)
    return [one for one in found if one.kind == kind]


def printed(stage: Stage) -> int:
    with stage.desk.store.read() as session:
        return session.query(Document).where(Document.printed_at.is_not(None)).count()


def mentee(stage: Stage) -> tuple[Id, Id]:
    """Somebody with their enrolment."""
    found = stage.desk.read(people.people, today=stage.desk.today)
    first = next(row.id for row in found if list(row.roles) == [Role.MENTEE])
    card = stage.desk.read(person, first, today=stage.desk.today)
    assert card is not None
    return first, card.enrolments[0].id


def write_letter(stage: Stage) -> Id:
    """A letter that was printed today; whose it is."""
    person_id, enrolment_id = mentee(stage)
    made = stage.desk.read(letter, enrolment_id, LETTERS[0])
    stage.desk.do(print_letter, person_id, made)
    return person_id


def test_the_note_is_printed_signed_for_and_handed_over(stage: Stage) -> None:
    page = documents(stage)
    note = rows(stage, "information_note")[0]
    assert note.state == "to_print"
    page.kinds.set_value(frozenset({"note"}))
    page.kinds.changed.emit()
    assert {card.data.kind for card in page.cards.cards.cards()} == {"information_note"}
    assert page.cards.choose(note.key)
    assert page.preview.pages == 2
    assert not page.side.handed.isVisible()
    page.save()
    assert stage.answers.files[-1].name.startswith(f"{note.number}-N1-")
    page = documents(stage, note.person_id)
    assert page.states.value() == "to_sign"
    assert nameless(page) == []
    page.side.handed.medium.set_value(str(Medium.BY_HAND))
    page.side.handed.hand_over()
    stage.settle()
    assert not page.side.handed._form.isVisible()
    known = next(one for one in rows(stage, "information_note") if one.key == note.key)
    assert known.printed[0].medium == Medium.BY_HAND
    assert known.printed[0].handed_by == "Annick Delvaux"
    page.side.signing.place.set_value("Bruxelles")
    page.side.signing.sign(Signatory.MENTOR)
    stage.settle()
    known = next(one for one in rows(stage, "information_note") if one.key == note.key)
    assert (known.state, known.signed_on) == ("signed", stage.desk.today)


def test_a_paper_in_two_languages_is_saved_into_one_folder(stage: Stage) -> None:
    page = documents(stage)
    row = next(one for one in rows(stage, "agreement") if len(page.side._wanted(one)) > 1)
    wanted = page.side._wanted(row)
    page.side.show_row(row)
    page.save()
    saved = {path.name for path in stage.answers.place.glob("*.pdf")}
    assert len(saved) == len(wanted)
    known = next(one for one in rows(stage, "agreement") if one.key == row.key)
    assert {f"{one.number}.pdf" for one in known.printed} >= saved
    stage.refuse_complaints()


def test_a_letter_stands_under_done_and_comes_again_as_it_was(stage: Stage) -> None:
    person_id = write_letter(stage)
    change_office(stage.desk.store, stage.desk.office_id, phone="02 999 99 99")
    page = documents(stage, person_id)
    assert page.states.value() == "signed"
    assert page.side.row is not None
    assert page.side.row.person_id == person_id
    assert not page.side.signing.isVisible()
    assert "as it was printed on 24/11/2026" in page.side.notice.label.text()
    before = printed(stage)
    page.save()
    said = PdfReader(stage.answers.files[-1]).pages[0].extract_text()
    assert "02 999 99 99" not in said
    assert printed(stage) == before


def test_what_is_long_done_is_found_by_searching(stage: Stage) -> None:
    page = documents(stage)
    page.states.set_value("signed")
    page.reload()
    assert page.cards.cards.rowCount() == 0
    assert page.recent.isVisible()
    old = rows(stage, "end_certificate")[0]
    page.search.setText(old.number)
    page.search.searched.emit(old.number)
    assert old.key in {card.id for card in page.cards.cards.cards()}


def test_tomorrows_papers_are_ticked_and_lie_in_one_file(stage: Stage) -> None:
    first, second = form(stage, 2)[:2]
    plan(stage, first)
    page = documents(stage)
    page.open_batch()
    (dialog,) = shown(stage, SignaturesDialog)
    assert nameless(dialog) == []
    assert {line.duo.duo_id for line in dialog.table.rows_model.rows()} == {first, second}
    assert {line.duo.duo_id for line in dialog.table.picks} == {first}
    dialog.copies.set_value(2)
    before = printed(stage)
    dialog.save()
    stage.finish_jobs()
    stage.settle()
    assert shown(stage, SignaturesDialog) == []
    assert stage.answers.files[-1].name == "papers-for-signatures-2026-11-25.pdf"
    assert printed(stage) > before
    assert stage.appearance.settings.signing_copies == 2
    assert {one.state for one in rows(stage, "agreement") if one.duo_id == first} == {"to_sign"}
    stage.desk.undo()
    assert printed(stage) == before


def test_tomorrows_papers_are_printed_in_one_go_and_undone_as_one(
    stage: Stage, tmp_path: Path
) -> None:
    plan(stage, form(stage, 1)[0])
    page = documents(stage)
    page.open_batch()
    (dialog,) = shown(stage, SignaturesDialog)
    before, copies = printed(stage), sum(n for _owned, n in dialog._wanted())
    dialog.print()
    stage.settle()
    (asked,) = [one for one in stage.window.findChildren(QPrintDialog) if one.isVisible()]
    asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    asked.printer().setOutputFileName(str(tmp_path / "out.pdf"))
    asked.accepted.emit(asked.printer())
    asked.reject()
    stage.finish_jobs()
    stage.settle()
    assert shown(stage, SignaturesDialog) == []
    pages = PdfReader(tmp_path / "out.pdf").pages
    assert len(pages) >= 2 * copies
    assert printed(stage) > before
    stage.desk.undo()
    assert printed(stage) == before


def test_who_closes_the_dialog_while_papers_are_drawn_prints_nothing(stage: Stage) -> None:
    for duo in form(stage, 3):
        plan(stage, duo)
    page = documents(stage)
    page.open_batch()
    (dialog,) = shown(stage, SignaturesDialog)
    before = printed(stage)
    dialog.save()
    assert stage.jobs.current is not None
    dialog.reject()
    stage.finish_jobs()
    stage.settle()
    assert (printed(stage), stage.answers.files) == (before, [])


def test_open_places_are_asked_about_once_and_lead_to_where_they_are_filled(stage: Stage) -> None:
    first, second = form(stage, 2)[:2]
    for duo in (first, second):
        plan(stage, duo)
    change_office(stage.desk.store, stage.desk.office_id, policy_number=None)
    page = documents(stage)
    page.open_batch()
    (dialog,) = shown(stage, SignaturesDialog)
    before = printed(stage)
    dialog.print()
    (question,) = shown(stage, OpenPlacesDialog)
    assert "number of the insurance policy" in question.words.text()
    assert nameless(question) == []
    question.reject()
    stage.settle()
    assert printed(stage) == before
    dialog.print()
    (question,) = shown(stage, OpenPlacesDialog)
    question.print()
    stage.settle()
    asked = [one for one in stage.window.findChildren(QPrintDialog) if one.isVisible()]
    assert len(asked) == 1
    asked[0].reject()
    stage.settle()
    assert printed(stage) == before
    dialog.print()
    (question,) = shown(stage, OpenPlacesDialog)
    stage.press("To the settings of the office", question)
    stage.settle()
    assert shown(stage, SignaturesDialog) == []
    assert stage.window.shell is not None
    assert isinstance(stage.window.shell.page, SettingsPage)
    assert stage.window.shell.page.parts.value() == "office"


def test_one_paper_with_open_places_leads_to_its_person(stage: Stage) -> None:
    person_id, _enrolment = mentee(stage)
    left: list[str] = []
    one = Shown(
        "fr", draw(paper(LETTERS[0], "fr")), "X", ("mid_term", "insurer", "lump_sum_day"),
        lambda: left.append("left"), (("people", person_id),),
    )  # fmt: skip
    dialog = OnePaperDialog(stage.desk, "X", lambda _code: one, parent=stage.window)
    dialog.open_over()
    dialog.print()
    (question,) = shown(stage, OpenPlacesDialog)
    ways = {button.text().strip() for button in question.findChildren(Button)}
    assert {"To the settings of the office", "To the caps of lump sums"} < ways
    stage.press("To the person", question)
    stage.settle()
    assert shown(stage, Dialog) == []
    assert stage.window.shell is not None
    assert stage.window.shell.page is not None
    assert stage.window.shell.page.subject() == person_id
    assert left == []


def test_a_paper_without_open_places_is_not_asked_about(stage: Stage) -> None:
    (duo,) = form(stage, 1)[:1]
    plan(stage, duo)
    page = documents(stage, duo)
    assert page.side.row is not None
    page.cards.choose((duo, "code_of_conduct"))
    assert not page.side.notice.isVisible()
    page.print_page()
    assert shown(stage, OpenPlacesDialog) == []
    (asked,) = [one for one in stage.window.findChildren(QPrintDialog) if one.isVisible()]
    asked.reject()

"""Rows that cannot be read come back with a proposal for each cell, which a tick accepts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from duodesk.base.dates import parse_date
from duodesk.base.i18n import set_language
from duodesk.lists import kinds, repairs
from duodesk.lists.read import open_file
from duodesk.store.store import Store
from tests.lists.conftest import Writer

TODAY = date(2026, 11, 26)
ROWS = [
    ["Nom", "Prénom", "Né le", "Remarques"],
    ["Diallo", "Amina", "03/29/1998", "a"],
    ["Haidara", "Mariam", "31/02/1998", "b"],
    ["Celik", "Yusuf", "12/03/2098", "c"],
    ["Claes", "An", "12/03/1998", "d"],
]


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("03/29/1998", "29/03/1998"), ("l2/O3/1998", "12/03/1998"), ("12031998", "12/03/1998"),
        ("né 12.3.98", "12/03/1998"), ("12/03/2098", "12/03/1998"), ("31/02/1998", ""),
        ("bientôt", ""), ("45/99/2002", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_day_is_proposed_where_one_can_be_known(text: str, proposed: str) -> None:
    assert repairs.day(text, TODAY, birth=True) == proposed


@given(st.text(max_size=20))
def test_whatever_is_proposed_is_a_day(text: str) -> None:
    proposed = repairs.day(text, TODAY)
    assert not proposed or parse_date(proposed)


@pytest.mark.parametrize("code", ["en", "fr", "nl", "de"])
def test_ticked_proposals_are_taken_and_only_those_rows_come_in(
    store: Store, tmp_path: Path, workbook: Writer, code: str
) -> None:
    set_language(code)
    plan = kinds.dry_run(store, kinds.draft(store, open_file(workbook(ROWS)), kind="mentee"))
    assert plan.unreadable == 3
    kinds.apply(store, plan)
    path = tmp_path / "mend.xlsx"
    path.write_bytes(repairs.problems_book(plan, made_at=store.clock.now()))
    set_language("en")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head = next(r for r in range(1, 9) if sheet.cell(r, 1).value == "Nom")
    proposals = [sheet.cell(head + n, 8).value for n in (1, 2, 3)]
    assert proposals == ["Né le: 29/03/1998", "Né le: ?", "Né le: 12/03/1998"]
    for n in (1, 2, 3):
        sheet.cell(head + n, 9).value = "x"
    sheet.cell(head + 2, 3).value = "28/02/1998"  # corrected by hand
    book.save(path)
    again = kinds.dry_run(store, kinds.draft(store, open_file(path), kind="mentee"))
    births = {row.person.given_name: row.person.birth_date for row in again.rows}
    assert births == {
        "Amina": date(1998, 3, 29), "Mariam": date(1998, 2, 28), "Yusuf": date(1998, 3, 12),
    }  # fmt: skip
    assert not again.problems
    assert all(row.note in {"Remarques: a", "Remarques: b", "Remarques: c"} for row in again.rows)


def test_a_proposal_that_nobody_ticked_is_not_taken(
    store: Store, tmp_path: Path, workbook: Writer
) -> None:
    plan = kinds.dry_run(store, kinds.draft(store, open_file(workbook(ROWS)), kind="mentee"))
    path = tmp_path / "mend.xlsx"
    path.write_bytes(repairs.problems_book(plan, made_at=store.clock.now()))
    again = kinds.dry_run(store, kinds.draft(store, open_file(path), kind="mentee"))
    assert (again.unreadable, again.coming) == (3, 0)

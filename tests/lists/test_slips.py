"""A slip of the keys is proposed to be mended, and the cell comes in as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from duodesk.lists import kinds, repairs, slips, words
from duodesk.lists.read import open_file
from duodesk.model.people import Role
from duodesk.people import commands
from duodesk.people.checks import email_warning, phone_warning
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.lists.conftest import Writer

HEADINGS = ["Nom", "Prénom", "Né le", "E-mail", "GSM", "Code postal", "Langues", "Disponibilités"]
SLIPS = [
    "amina@gmail,com", "O47O 11 22 33", "B-1000 Bruxelles", "FR B 1, NL A2", "mardi l7h-19h",
]  # fmt: skip
MENDED = ["amina@gmail.com", "0470 11 22 33", "1000", "FR B1, NL A2", "mardi 17h-19h"]


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("amina@gmail,com", "amina@gmail.com"), ("amina @ gmail.com", "amina@gmail.com"),
        ("amina@gmailcom", "amina@gmail.com"), ("a.b@HotmailBe", "a.b@hotmail.be"),
        ("amina@gmail..com.", "amina@gmail.com"), ("amina", ""), ("amina@work", ""),
        ("a@x.be, b@y.be", ""), ("amina@gmail.com", ""), ("", ""),
    ],
)  # fmt: skip
def test_an_address_is_proposed_where_the_slip_is_plain(text: str, proposed: str) -> None:
    assert slips.email(text) == proposed


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("O47O 11 22 33", "0470 11 22 33"), ("0470/l1.22.33", "0470/11.22.33"),
        ("+32 0470 11 22 33", "+32 470 11 22 33"), ("+320470112233", "+32 470112233"),
        ("0032 02 511 22 33", "0032 2 511 22 33"), ("+32 (0)470 11 22 33", ""),
        ("+32 470 11 22 33", ""), ("0470 11 22 33", ""), ("bureau", ""), ("o", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_number_is_proposed_where_letters_stand_for_figures(text: str, proposed: str) -> None:
    assert slips.phone(text) == proposed


@pytest.mark.parametrize(
    ("text", "proposed"),
    [("B-1000", "1000"), ("1000 Bruxelles", "1000"), ("BE 9000", "9000"), ("1050, Ixelles", "1050"),
     ("1000", ""), ("75011", ""), ("rue 12", ""), ("1000 - 1020", ""), ("", "")],
)  # fmt: skip
def test_a_postcode_is_proposed_out_of_what_stands_around_it(text: str, proposed: str) -> None:
    assert slips.postcode(text) == proposed


@pytest.mark.parametrize(
    ("text", "proposed"),
    [("B 1", "B1"), ("b-l", "B1"), ("CI", "C1"), ("B1", ""), ("B3", ""), ("", "")],
)
def test_a_level_is_proposed_where_its_figure_is_hidden(text: str, proposed: str) -> None:
    assert slips.level(text) == proposed


def test_languages_and_hours_are_proposed_only_where_all_of_them_can_then_be_read() -> None:
    assert slips.languages("FR BI; turc", words.find) == "FR B1; turc"
    assert not slips.languages("FR BI; klingon", words.find)
    assert slips.hours("mardi l7h-19h") == "mardi 17h-19h"
    assert not slips.hours("mardi 17h-19h")
    assert not slips.hours("jamais l7h")
    assert slips.figures("4O") == "40"
    assert not slips.figures("38 lundi")


@given(st.text(max_size=20))
def test_whatever_is_proposed_is_sound_and_something_else(text: str) -> None:
    mail, phone = slips.email(text), slips.phone(text)
    assert not mail or (email_warning(mail) is None and mail != text)
    assert not phone or (phone_warning(phone) is None and phone != text)
    assert not slips.email(mail)
    assert not slips.phone(phone)


def test_a_slip_is_told_with_its_proposal_and_comes_in_as_it_was_typed(
    store: Store, workbook: Writer
) -> None:
    rows = [HEADINGS, ["Diallo", "Amina", "12/03/1998", *SLIPS]]
    plan = kinds.dry_run(store, kinds.draft(store, open_file(workbook(rows)), kind="mentee"))
    (row,) = plan.rows
    assert [remark.repair for remark in row.remarks] == MENDED
    assert (row.person.email, row.person.phone) == tuple(SLIPS[:2])
    assert row.person.postcode == "B-1000 Bruxelles"
    assert row.profile.slots == ()  # a Tuesday until 19:00 was not said
    assert "Proposal: amina@gmail.com." in repairs.told(row.remarks[0])


def test_a_row_that_stays_out_offers_all_its_proposals_for_one_tick(
    store: Store, workbook: Writer, tmp_path: Path
) -> None:
    rows = [HEADINGS, ["Diallo", "Amina", "l2/03/1998", *SLIPS]]
    plan = kinds.dry_run(store, kinds.draft(store, open_file(workbook(rows)), kind="mentee"))
    assert plan.unreadable == 1
    path = tmp_path / "mend.xlsx"
    path.write_bytes(repairs.problems_book(plan, made_at=store.clock.now()))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head = next(n for n in range(1, 9) if sheet.cell(n, 1).value == "Nom")
    sheet.cell(head + 1, len(HEADINGS) + 5).value = "x"
    book.save(path)
    again = kinds.dry_run(store, kinds.draft(store, open_file(path), kind="mentee"))
    (row,) = again.rows
    assert not row.remarks
    assert (row.person.email, row.person.phone, row.person.postcode) == tuple(MENDED[:3])


def test_hours_of_work_with_a_letter_are_not_read_as_fewer(store: Store, workbook: Writer) -> None:
    values = PersonValues(given_name="Mariam", family_name="Haidara")
    commands.register(store, Role.MENTEE, values=values)
    rows = [
        ["Mentee", "Type de solution", "Date", "Employeur", "Heures par semaine"],
        ["Haidara Mariam", "CDI", "01/10/2025", "Delhaize", "3O"],
    ]
    (row,) = kinds.dry_run(store, kinds.draft(store, open_file(workbook(rows)))).rows
    assert row.weekly_hours is None
    assert [remark.repair for remark in row.remarks] == ["30"]

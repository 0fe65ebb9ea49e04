"""Attendance out of a list: a line to a day, or days side by side under their dates."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from duodesk.base.ids import Id
from duodesk.lists import kinds
from duodesk.lists.plan import Plan, State
from duodesk.lists.read import open_file
from duodesk.model.people import Note, Person
from duodesk.model.training import Attended, EventKind
from duodesk.people import commands
from duodesk.store import dump
from duodesk.store.store import Store
from duodesk.training import attendance, events, seats
from duodesk.training.events import EventValues
from tests.lists.conftest import Writer
from tests.training.desk import BEFORE, LATER, mentor
from tests.training.desk import planned as series_of

GRID = ["Nom", "Prénom", *(datetime(d.year, d.month, d.day) for d in BEFORE), "Remarques"]


@pytest.fixture
def mentors(store: Store) -> dict[str, Id]:
    return {name: mentor(store, name) for name in ("De Smet", "Claes")}


def planned(store: Store, path: Path) -> Plan[Any]:
    return kinds.dry_run(store, kinds.draft(store, open_file(path)))


def grid(store: Store, series_id: Id) -> dict[str, list[Attended | None]]:
    with store.read() as session:
        found = attendance.grid(session, series_id)
    return {row.name: [cell.presence for cell in row.cells] for row in found.rows}


def state(store: Store) -> object:
    with store.engine.connect() as connection:
        return dump.state(connection)


def test_days_side_by_side_come_in_once_and_are_undone_in_one_step(
    store: Store, workbook: Writer, mentors: dict[str, Id]
) -> None:
    made = series_of(store)
    rows = [
        GRID,
        ["De Smet", "Lieve", "x", "abs", "exc.", None, "=1+1"],
        ["Claes", "Lieve", "P", "P", "Absence excusée", "afwezig", None],
        ["Personne", "Ici", "x", "x", "x", "x", None],
    ]
    before, path = state(store), workbook(rows, name="presences.xlsx")
    plan = planned(store, path)
    assert (plan.kind, plan.unreadable) == ("attendance", 1)
    assert str(plan.problems[0].reason) == "is nobody who is registered"
    assert (plan.rows[1].name, plan.rows[1].what) == (
        "Claes, Lieve",
        "10/11/2026: Present; 12/11/2026: Present; 17/11/2026: Excused; 19/11/2026: Absent",
    )
    assert kinds.apply(store, plan).n == 2
    present, absent, excused = Attended.PRESENT, Attended.ABSENT, Attended.EXCUSED
    assert grid(store, made) == {
        "Claes, Lieve": [present, present, excused, absent],
        "De Smet, Lieve": [present, absent, excused, None],
    }
    with store.read() as session:
        note = session.scalars(select(Note)).one()
        assert (note.person_id, note.text) == (mentors["De Smet"], "Remarques: =1+1")
    again = planned(store, path)
    assert again.states()[State.SAME] == 2
    assert kinds.apply(store, again).changes.operation is None
    store.undo()
    assert state(store) == before


def test_a_line_to_a_day_by_number_mail_or_name(
    store: Store, workbook: Writer, mentors: dict[str, Id]
) -> None:
    made = series_of(store)
    commands.change_person(store, mentors["Claes"], email="lieve.claes@example.org")
    with store.read() as session:
        number = session.get_one(Person, mentors["De Smet"]).number
    rows = [
        ["Nummer", "Naam", "E-mail", "Opleidingsdag", "Aanwezig"],
        [number, None, None, BEFORE[0], "ja"],
        [None, None, "lieve.claes@example.org", BEFORE[1], "nee"],
        [None, "Claes Lieve", None, BEFORE[2], "peut-être"],
        [None, "Claes Lieve", None, "01/01/2026", "ja"],
        [None, "Claes Lieve", None, None, "ja"],
        [number, None, None, BEFORE[0], "nee"],
    ]
    plan = planned(store, workbook(rows, name="aanwezigheden.xlsx"))
    assert plan.kind == "attendance"
    assert [(p.row, str(p.reason)) for p in plan.problems] == [
        (4, "does not say who came"),
        (5, "is no training day of the calendar"),
        (6, "the day is missing"),
        (7, "the same day of the same person as in row 2"),
    ]
    kinds.apply(store, plan)
    found = grid(store, made)
    assert found["De Smet, Lieve"][0] == Attended.PRESENT
    assert found["Claes, Lieve"][1] == Attended.ABSENT


def test_a_list_of_those_who_came_needs_no_word_for_it(
    store: Store, workbook: Writer, mentors: dict[str, Id]
) -> None:
    made = series_of(store)
    path = workbook([["Mentor", "Date"], ["Claes Lieve", BEFORE[3]]])
    draft = kinds.draft(store, open_file(path), kind="attendance")
    kinds.apply(store, kinds.dry_run(store, draft))
    assert grid(store, made)["Claes, Lieve"] == [None, None, None, Attended.PRESENT]


def test_what_is_noted_stays_and_is_said(
    store: Store, workbook: Writer, mentors: dict[str, Id]
) -> None:
    series_of(store)
    heads = ["Nom", "Prénom", BEFORE[0].strftime("Jour 1 (%d/%m/%Y)")]
    kinds.apply(store, planned(store, workbook([heads, ["Claes", "Lieve", "x"]], name="a.xlsx")))
    plan = planned(store, workbook([heads, ["Claes", "Lieve", "absente"]], name="b.xlsx"))
    assert plan.rows[0].state == State.SAME
    assert str(plan.remarks[0].text) == "is noted as “Present”, which stays"


def test_of_two_events_of_a_day_the_one_with_a_seat_is_meant(
    store: Store, workbook: Writer, mentors: dict[str, Id]
) -> None:
    made = series_of(store)
    meeting = events.plan_event(
        store, EventValues(held_on=BEFORE[0], kind=EventKind.MENTORS_MEETING)
    ).id
    seats.book(store, [mentors["Claes"]], event_id=meeting)
    heads = ["Nom", "Prénom", "Date", "Présence"]
    lines = [[name, "Lieve", BEFORE[0], "oui"] for name in ("Claes", "De Smet")]
    kinds.apply(store, planned(store, workbook([heads, *lines])))
    assert "Claes, Lieve" not in grid(store, made)
    assert grid(store, made)["De Smet, Lieve"][0] == Attended.PRESENT
    with store.read() as session:
        (row,) = attendance.event_grid(session, meeting).rows
    assert (row.name, row.cells[0].presence) == ("Claes, Lieve", Attended.PRESENT)


def test_a_day_to_come_can_only_be_excused(
    store: Store, workbook: Writer, mentors: dict[str, Id]
) -> None:
    made = series_of(store, days=LATER)
    heads = ["Nom", "Prénom", "Date", "Présence"]
    lines = [
        ["Claes", "Lieve", LATER[0], "excusée"],
        ["De Smet", "Lieve", LATER[0], "présente"],
    ]
    plan = planned(store, workbook([heads, *lines]))
    assert [(p.row, str(p.reason)) for p in plan.problems] == [(3, "lies in the future")]
    kinds.apply(store, plan)
    assert grid(store, made) == {"Claes, Lieve": [Attended.EXCUSED, None, None, None]}


def test_a_list_of_people_with_a_day_is_no_list_of_attendance(
    store: Store, workbook: Writer
) -> None:
    rows = [
        ["Nom", "Prénom", "Date de naissance", "GSM", "Inscrit le"],
        ["Diallo", "Awa", date(2001, 1, 5), "0470 11 22 33", date(2026, 3, 1)],
    ]
    assert kinds.draft(store, open_file(workbook(rows))).kind.subject == "people"

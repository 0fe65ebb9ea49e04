"""Duos, meetings and outcomes come in beside people: found, doubted, written once."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from duodesk.lists import kinds
from duodesk.lists.meetings import minutes
from duodesk.lists.plan import Action, Plan, State
from duodesk.lists.read import open_file
from duodesk.model.followup import DuoStep, Held, Meeting, OutcomeEvent, StepKind
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.people import commands
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.lists.conftest import Writer

DUOS = ["Mentee", "Mentor", "Début", "Fin", "État"]


@pytest.fixture
def people(store: Store) -> dict[str, str]:
    """Two mentees and a mentor, by name, with their numbers."""
    numbers = {}
    for role, given, family in (
        (Role.MENTEE, "Mariam", "Haidara"),
        (Role.MENTEE, "Yusuf", "Çelik"),
        (Role.MENTOR, "Monique", "Lambert"),
    ):
        values = PersonValues(given_name=given, family_name=family, email=f"{given}@example.org")
        made = commands.register(store, role, values=values)
        with store.read() as session:
            numbers[given] = session.get_one(Person, made.person_id).number
    return numbers


def planned(store: Store, path: Path, kind: str | None = None) -> Plan[Any]:
    draft = kinds.draft(store, open_file(path), kind=kind)
    return kinds.dry_run(store, draft)


def test_a_duo_comes_in_with_its_dates_and_both_people_are_in_it(
    store: Store, workbook: Writer, people: dict[str, str]
) -> None:
    rows = [DUOS, ["Haidara Mariam", people["Monique"], "01/09/2025", None, "en cours"]]
    plan = planned(store, workbook(rows))
    assert plan.kind == "duos"
    assert kinds.apply(store, plan).n == 1
    assert str(store.undo_label) == "Bring in 1 duos from liste.xlsx"
    with store.read() as session:
        duo = session.scalars(select(Duo)).one()
        assert (duo.stage, duo.start_date) == (DuoStage.ACTIVE, date(2025, 9, 1))
        assert duo.expected_end == date(2026, 3, 2)
        assert duo.unsigned_reason == "From the list liste.xlsx"
        states = session.scalars(select(Enrolment.status).order_by(Enrolment.id)).all()
        assert states == [Status.IN_DUO, Status.REGISTERED, Status.IN_DUO]
    store.undo()
    with store.read() as session:
        assert session.scalars(select(Duo)).all() == []


def test_a_duo_that_runs_gets_its_plan_and_what_is_over_is_out_of_question(
    store: Store, workbook: Writer, people: dict[str, str]
) -> None:
    """Read on 24 November 2026, twelve weeks after the start; one that ended gets none."""
    ended = ["Çelik Yusuf", people["Monique"], "01/09/2025", "02/03/2026", ""]
    rows = [DUOS, ["Haidara Mariam", people["Monique"], "01/09/2026", None, "en cours"], ended]
    assert kinds.apply(store, planned(store, workbook(rows))).n == 2
    assert written_plan(store) == {"skipped": 9, "open": 8}
    # The list is corrected: what is open moves along with the start, all in one step.
    rows[1][2] = "08/09/2026"
    before = halfway(store)
    plan = planned(store, workbook(rows))
    kinds.apply(store, plan.decided(2, Action.REPLACE))
    assert halfway(store) - before == timedelta(days=7)
    store.undo()
    assert halfway(store) == before


def written_plan(store: Store) -> Counter[str]:
    with store.read() as session:
        steps = session.scalars(select(DuoStep)).all()
    return Counter("skipped" if step.skipped_on else "open" for step in steps)


def halfway(store: Store) -> date:
    with store.read() as session:
        asked = select(DuoStep.due_on).where(DuoStep.kind == StepKind.MID_TERM)
        return session.scalars(asked).one()


def test_a_duo_read_again_is_the_same_and_an_end_is_offered_to_be_replaced(
    store: Store, workbook: Writer, people: dict[str, str]
) -> None:
    kinds.apply(store, planned(store, workbook(
        [DUOS, ["Haidara Mariam", "Lambert Monique", "01/09/2025", None, None]])))  # fmt: skip
    ended = workbook(
        [DUOS, ["Haidara Mariam", "Lambert Monique", "01/09/2025", "01/02/2026", "terminé"]]
    )
    plan = planned(store, ended)
    (row,) = plan.rows
    assert row.state == State.CHANGED
    assert [one.name for one in row.changes] == ["ended_on"]
    kinds.apply(store, plan.decided_all({State.CHANGED}, Action.REPLACE))
    with store.read() as session:
        duo = session.scalars(select(Duo)).one()
        assert (duo.stage, duo.ended_on) == (DuoStage.ENDED, date(2026, 2, 1))
        mentor = session.scalars(select(Enrolment).where(Enrolment.role == Role.MENTOR)).one()
        assert mentor.status == Status.ACCEPTED
    assert kinds.apply(store, planned(store, ended)).changes.operation is None


def test_who_is_not_registered_is_a_problem_with_likely_people(
    store: Store, workbook: Writer, people: dict[str, str]
) -> None:
    rows = [
        DUOS,
        ["Haidarra Mariame", "Lambert Monique", "01/09/2025", None, None],
        ["Nobody Atall", "Lambert Monique", "01/09/2025", None, None],
        ["Çelik Yusuf", None, "31/11/2025", None, None],
    ]
    plan = planned(store, workbook(rows))
    told = [(p.row, p.heading, str(p.way), p.repair) for p in plan.problems]
    likely = f"Perhaps Haidara, Mariam ({people['Mariam']}). Write the number."
    assert told[0] == (2, "Mentee", likely, people["Mariam"])
    assert told[1][2] == "Register the person first, then bring this row in."
    assert [row for row, *_rest in told] == [2, 3, 4, 4]
    assert not plan.rows


def test_a_mentee_in_another_duo_waits_for_a_decision(
    store: Store, workbook: Writer, people: dict[str, str]
) -> None:
    values = PersonValues(given_name="An", family_name="Claes")
    commands.register(store, Role.MENTOR, values=values)
    kinds.apply(store, planned(store, workbook(
        [DUOS, ["Haidara Mariam", "Lambert Monique", "01/09/2025", None, None]])))  # fmt: skip
    rows = [DUOS, ["Haidara Mariam", "Claes An", "01/10/2025", None, None]]
    plan = planned(store, workbook(rows, name="other.xlsx"))
    assert plan.rows[0].state == State.LIKELY
    assert kinds.apply(store, plan).changes.operation is None


def test_meetings_are_found_by_number_or_people_and_come_in_once(
    store: Store, workbook: Writer, people: dict[str, str]
) -> None:
    kinds.apply(store, planned(store, workbook(
        [DUOS, ["Haidara Mariam", "Lambert Monique", "01/09/2025", None, None]])))  # fmt: skip
    rows = [
        ["Duo", "Mentee", "Mentor", "Rencontre", "Présent", "Durée", "Sujets"],
        ["BRU-D10001", None, None, "08/09/2025", "x", "1h30", "CV; la météo"],
        [None, "Mariam Haidara", "Lambert Monique", "15/09/2025", "excusé", 60, None],
    ]
    path = workbook(rows, name="rencontres.xlsx")
    plan = planned(store, path)
    assert (plan.kind, plan.unreadable) == ("meetings", 0)
    kinds.apply(store, plan)
    with store.read() as session:
        found = session.scalars(select(Meeting).order_by(Meeting.held_on)).all()
        assert [(m.state, m.minutes) for m in found] == [(Held.MET, 90), (Held.EXCUSED, None)]
        assert found[0].note == "la météo"
    assert kinds.apply(store, planned(store, path)).changes.operation is None


def test_outcomes_are_known_by_the_words_offices_use(
    store: Store, workbook: Writer, people: dict[str, str]
) -> None:
    rows = [
        ["Mentee", "Type de solution", "Date", "Employeur", "Heures par semaine"],
        ["Haidara Mariam", "CDI", "01/10/2025", "Delhaize", "38h"],
        ["Çelik Yusuf", "Contract van bepaalde duur", "12/03/2026", "VZW <b>", 20],
        ["Çelik Yusuf", "astronaute", "12/03/2026", None, None],
    ]
    path = workbook(rows)
    plan = planned(store, path)
    assert (plan.kind, plan.unreadable) == ("outcomes", 1)
    assert kinds.apply(store, plan).n == 2
    with store.read() as session:
        found = session.scalars(select(OutcomeEvent).order_by(OutcomeEvent.started_on)).all()
        assert [(e.kind, e.weekly_hours, e.employer) for e in found] == [
            ("permanent", 38, "Delhaize"), ("fixed_term", 20, "VZW <b>"),
        ]  # fmt: skip
    assert kinds.apply(store, planned(store, path)).changes.operation is None


@pytest.mark.parametrize(
    ("cell", "length"),
    [("1h30", 90), ("1:30", 90), ("90", 90), (90.0, 90), ("1,5 uur", 90), ("2u", 120), ("?", None)],
)
def test_lengths_are_read_in_all_forms(cell: str | float, length: int | None) -> None:
    assert minutes(cell) == length


def test_the_list_may_replace_what_is_known_for_one_row_or_all(
    store: Store, workbook: Writer, people: dict[str, str]
) -> None:
    rows = [
        ["Nom", "Prénom", "E-mail", "GSM", "Langues"],
        ["Haidara", "Mariam", "new@example.org", "0470 11 22 33", "FR B2"],
    ]
    commands.change_person(
        store, _id(store, people["Mariam"]), phone="0470 11 22 33", birth_date=date(2002, 5, 14)
    )
    path = workbook(rows)
    plan = planned(store, path, kind="mentee").decided(2, Action.SAME)
    (row,) = plan.rows
    assert [one.name for one in row.changes] == ["person_language"]
    assert {one.name for one in row.differences} == {"person_language", "email"}
    kinds.apply(store, plan.decided_all({State.CHANGED}, Action.REPLACE))
    with store.read() as session:
        assert session.get_one(Person, _id(store, people["Mariam"])).email == "new@example.org"
    again = planned(store, path, kind="mentee")
    assert again.states()[State.SAME] == 1


def _id(store: Store, number: str) -> Any:
    with store.read() as session:
        return session.scalars(select(Person.id).where(Person.number == number)).one()

"""The calendar between laptops: what is followed anywhere counts everywhere, nothing is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, DuoStage, Proposal
from duodesk.model.people import Role, Status
from duodesk.model.training import Attendance, Attended, Event, EventKind, Seat, Trainer
from duodesk.people import commands
from duodesk.people.values import EnrolmentValues, PersonValues
from duodesk.training import attendance, events, seats
from duodesk.training.events import EventValues, TrainerValues
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import state
from tests.exchange.test_kin import clean, erase
from tests.exchange.test_offices import CANARY
from tests.training.desk import LATER, days_of, follow, mentor, planned, shown, training

DONE = date(2026, 11, 23)


def two(offices: Offices) -> tuple[Laptop, Laptop]:
    bru = offices.found()
    return bru, offices.join("LIE", "Jean")


def test_a_unit_followed_in_another_office_completes_the_training(offices: Offices) -> None:
    bru, lie = two(offices)
    person = mentor(bru.store)
    ours = planned(bru.store)
    follow(bru.store, ours, person, (1, 2, 3))
    offices.everybody()
    theirs = events.plan_event(
        lie.store,
        EventValues(kind=EventKind.TRAINING, held_on=DONE,
                    unit_ids=tuple(u.id for u in shown(lie.store, ours).days[3].units)),
    ).id  # fmt: skip
    attendance.mark(lie.store, theirs, [person], Attended.MADE_UP)
    assert not training(bru.store, person).done
    offices.everybody()
    assert training(bru.store, person).done_on == training(lie.store, person).done_on == DONE
    with bru.store.read() as session:
        (row,) = attendance.grid(session, ours).rows
    assert row.cells[3].elsewhere == (DONE, "Liège")


def test_two_laptops_gave_the_last_seat_away_and_both_keep_theirs(offices: Offices) -> None:
    bru = offices.found()
    second = offices.join("BRU", "Youssef")
    made = planned(bru.store, LATER, capacity=1)
    people = [mentor(bru.store, name) for name in "AB"]
    offices.everybody()
    for laptop, person in zip((bru, second), people, strict=True):
        assert seats.book(laptop.store, [person], series_id=made).booked == (person,)
    offices.everybody()
    for laptop in (bru, second):
        row = shown(laptop.store, made)
        assert (row.booked, row.waiting, row.seats_left) == (2, 0, -1)
    assert state(bru) == state(second)


def test_two_laptops_marked_the_same_cell_and_agree(offices: Offices) -> None:
    bru = offices.found()
    second = offices.join("BRU", "Youssef")
    made, person = planned(bru.store), mentor(bru.store)
    offices.everybody()
    day = days_of(bru.store, made)[0]
    attendance.mark(bru.store, day, [person], Attended.PRESENT)
    attendance.mark(second.store, day, [person], Attended.ABSENT)
    offices.everybody()
    assert training(bru.store, person) == training(second.store, person)
    attendance.mark(bru.store, day, [person], Attended.PRESENT)
    offices.everybody()
    assert training(second.store, person).followed == 1
    with second.store.read() as session:
        assert session.query(Attendance).count() == 1


def test_erasing_a_mentor_takes_the_calendar_along(offices: Offices, tmp_path: Path) -> None:
    bru, lie = two(offices)
    person, other = mentor(bru.store), mentor(bru.store, "Peeters")
    made = planned(bru.store)
    seats.book(bru.store, [person, other], series_id=made)
    follow(bru.store, made, person, (1, 2))
    follow(bru.store, made, other, (1,))
    paired(bru, person)
    offices.everybody()
    erase(bru, person)
    offices.everybody()
    for laptop in (bru, lie):
        with laptop.store.read() as session:
            assert {row.person_id for row in session.query(Seat)} == {other}
            assert {row.person_id for row in session.query(Attendance)} == {other}
            assert {row.kind for row in session.query(Event)} == {EventKind.TRAINING}
            assert session.query(Trainer).count() == 0
    assert clean([bru, lie], tmp_path)


def paired(laptop: Laptop, mentor_id: Id) -> None:
    """A proposal with its first meeting, a duo with its signing, and an interview."""
    mentee = commands.register(
        laptop.store, Role.MENTEE, values=PersonValues(given_name="Awa"),
        enrolment=EnrolmentValues(status=Status.ACCEPTED),
    ).person_id  # fmt: skip
    with laptop.store.write("A pair") as write:
        proposal, duo = write.new_id(), write.new_id()
        office_id = write.office_id
        pair: dict[str, Any] = {"mentee_id": mentee, "mentor_id": mentor_id, "office_id": office_id}
        write.session.add(Proposal(id=proposal, **pair))
        write.session.add(Duo(id=duo, number="BRU-D1", stage=DuoStage.ACTIVE, **pair))
    for values in (
        {"kind": EventKind.FIRST_MEETING, "proposal_id": proposal},
        {"kind": EventKind.SIGNING, "duo_id": duo},
        {"kind": EventKind.INTERVIEW, "person_id": mentor_id},
    ):
        events.plan_event(
            laptop.store,
            EventValues(held_on=LATER[0], title=CANARY, place=CANARY,
                        trainers=(TrainerValues(name=CANARY),), **values),  # type: ignore[arg-type]
        )  # fmt: skip

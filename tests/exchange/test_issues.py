"""Remarks about what two laptops wrote side by side, and about what points to nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from duodesk.base.ids import Id
from duodesk.exchange import issues
from duodesk.exchange.issues import Issue
from duodesk.exchange.naming import Subject
from duodesk.followup import commands, expenses
from duodesk.followup.commands import MeetingValues, OutcomeValues
from duodesk.model.base import Record
from duodesk.model.documents import Document, Signatory, Signature
from duodesk.model.followup import Expense, Meeting, OutcomeEvent, Questionnaire
from duodesk.model.pairing import Decided, Duo, MatchingDecision, MatchingMeeting
from duodesk.model.requests import DataRequest, Wish
from duodesk.model.training import EventKind
from duodesk.model.vocabulary import leads_to, record_tables, references
from duodesk.office import settings
from duodesk.pairing import matching
from duodesk.pairing.matching import DecisionValues
from duodesk.people import requests
from duodesk.training import events, seats
from duodesk.training.dated import dated
from duodesk.training.entry import Key, Source
from duodesk.training.events import EventValues
from duodesk.training.moving import move
from tests.conftest import MORNING
from tests.exchange.desks import Laptop, Offices
from tests.followup.desk import begun
from tests.training.desk import BEFORE, LATER, mentor, planned

TODAY = date(2026, 11, 24)
DAY = date(2026, 12, 8)


def remarks(laptop: Laptop) -> list[Issue]:
    with laptop.store.read() as session:
        found = issues.issues(session)
        assert issues.count(session) == len(found)
        return found


def alike(offices: Offices) -> list[Issue]:
    """What all laptops remark, by the same names, once they have heard each other."""
    offices.everybody()
    told = [remarks(laptop) for laptop in offices.laptops]
    named = [{(one.id, one.rule, str(one.text), one.subjects) for one in found} for found in told]
    assert all(one == named[0] for one in named)
    return told[0]


def acknowledged(offices: Offices) -> None:
    """The last laptop says of everything that it is all right; so it is for all."""
    last = offices.laptops[-1]
    for one in remarks(last):
        issues.acknowledge(last.store, one.id, one.rule)
    assert alike(offices) == []


def rules(offices: Offices) -> list[str]:
    return [one.rule for one in alike(offices)]


@pytest.fixture
def all_three(offices: Offices) -> Offices:
    """Brussels, Antwerp, and a second laptop in Brussels."""
    offices.found()
    offices.join("ANT", "Koen")
    offices.join("BRU", "Youssef")
    return offices


@dataclass(frozen=True, slots=True)
class Known:
    """A duo and a matching meeting that all laptops know."""

    duo: Id
    mentee: Id
    mentor: Id
    matching: Id


@pytest.fixture
def known(all_three: Offices) -> Known:
    store = all_three.laptops[0].store
    duo_id = begun(store, TODAY - timedelta(days=60))
    settings.choose(store, settings.EXPENSES, "1")
    held = matching.open_meeting(store, held_on=TODAY - timedelta(days=7)).matching_id
    with store.read() as session:
        duo = session.get_one(Duo, duo_id)
        found = Known(duo_id, duo.mentee_id, duo.mentor_id, held)
    assert alike(all_three) == []
    return found


def outcome(laptop: Laptop, known: Known) -> None:
    commands.record_outcome(laptop.store, known.mentee, OutcomeValues("permanent", TODAY))


def answers(laptop: Laptop, known: Known) -> None:
    with laptop.store.write("Asked and answered") as write:
        write.session.add(
            Questionnaire(
                id=write.new_id(), duo_id=known.duo, person_id=known.mentee, kind="mentee",
                answered_on=TODAY,
            )
        )  # fmt: skip


def meeting(laptop: Laptop, known: Known) -> None:
    commands.log_meeting(laptop.store, known.duo, MeetingValues(held_on=TODAY, minutes=60))


def signature(laptop: Laptop, known: Known) -> None:
    """Each on a paper and a day of its own."""
    with laptop.store.write("Signed") as write:
        paper = write.new_id()
        write.session.add(
            Document(
                id=paper, kind="agreement", number="1", language="fr", office_id=write.office_id,
                duo_id=known.duo,
            )
        )  # fmt: skip
        write.session.add(
            Signature(
                id=write.new_id(), document_id=paper, signatory=Signatory.MENTEE,
                signed_on=write.today - timedelta(days=9),
            )
        )  # fmt: skip


def expense(laptop: Laptop, known: Known) -> None:
    expenses.add_expense(laptop.store, known.mentor, on=TODAY, cents=2_000)


def matching_meeting(laptop: Laptop, known: Known) -> None:
    matching.open_meeting(laptop.store)


def decision(laptop: Laptop, known: Known) -> None:
    values = DecisionValues(decided=Decided.LATER)
    matching.decide(laptop.store, known.matching, known.mentee, values)


def request(laptop: Laptop, known: Known) -> None:
    requests.receive(laptop.store, known.mentee, Wish.ACCESS, on=TODAY)


ONCE: list[tuple[str, type[Record], Callable[[Laptop, Known], None]]] = [
    ("outcome_twice", OutcomeEvent, outcome),
    ("answers_twice", Questionnaire, answers),
    ("meeting_twice", Meeting, meeting),
    ("signed_twice", Signature, signature),
    ("paid_twice", Expense, expense),
    ("matching_twice", MatchingMeeting, matching_meeting),
    ("decided_twice", MatchingDecision, decision),
    ("asked_twice", DataRequest, request),
]


RULES = sorted(rule for rule, *_ in ONCE)


def once_more(laptop: Laptop, kind: type[Record]) -> None:
    """The row that was written last stands there once more, with a day of its own for a
    signature.
    """
    with laptop.store.write("Once more") as write:
        last = write.session.query(kind).order_by(kind.id.desc()).first()
        told = {one.name: getattr(last, one.name) for one in kind.__table__.columns}
        if kind is Signature:
            told["signed_on"] -= timedelta(days=9)
        write.session.add(kind(**told | {"id": write.new_id()}))


def test_what_two_laptops_wrote_side_by_side_is_remarked_once_for_all(
    all_three: Offices, known: Known
) -> None:
    first, _, second = all_three.laptops
    for _, kind, written in ONCE:
        written(first, known)
        if kind is Signature:
            second.clock.advance(timedelta(days=1))
        written(second, known)
        second.clock.set(MORNING)
    found = alike(all_three)
    assert sorted(one.rule for one in found) == RULES
    assert [one.rule for one in found if not all(s.page for s in one.subjects)] == []
    acknowledged(all_three)
    for _, kind, _ in ONCE:
        once_more(second, kind)
    assert sorted(rules(all_three)) == RULES


def test_what_one_laptop_wrote_twice_it_saw(all_three: Offices, known: Known) -> None:
    for _, kind, written in ONCE:
        written(all_three.laptops[0], known)
        once_more(all_three.laptops[0], kind)
    assert alike(all_three) == []


def test_a_remark_goes_when_one_of_the_two_is_taken_away(all_three: Offices, known: Known) -> None:
    first, _, second = all_three.laptops
    meeting(first, known)
    meeting(second, known)
    assert rules(all_three) == ["meeting_twice"]
    with first.store.read() as session:
        row = session.query(Meeting).order_by(Meeting.id).first()
    assert row is not None
    commands.remove_meeting(first.store, row.id)
    assert alike(all_three) == []


def test_the_last_seat_given_away_on_two_laptops_is_remarked(all_three: Offices) -> None:
    first, other, second = all_three.laptops
    made = planned(first.store, LATER, capacity=1)
    people = [mentor(first.store, name) for name in "ABC"]
    alike(all_three)
    for laptop, person in zip((first, second), people, strict=False):
        assert seats.book(laptop.store, [person], series_id=made).booked == (person,)
    (found,) = alike(all_three)
    assert (found.rule, found.subjects) == (
        "over_full", (Subject("Mentors, November", "training", made),)
    )  # fmt: skip
    assert "2 for 1" in str(found.text)
    acknowledged(all_three)
    seats.book(other.store, people[2:], series_id=made)
    assert alike(all_three) == []
    seats.take_in(other.store, people[2:], series_id=made)
    assert rules(all_three) == ["over_full"]
    seats.give_back(first.store, people[1:], series_id=made)
    assert alike(all_three) == []


def test_seats_that_one_laptop_gave_beyond_the_room_it_saw(all_three: Offices) -> None:
    first = all_three.laptops[0]
    made = planned(first.store, LATER, capacity=1)
    people = [mentor(first.store, name) for name in "AB"]
    seats.book(first.store, people, series_id=made)
    seats.take_in(first.store, people, series_id=made)
    assert alike(all_three) == []


def test_a_day_that_two_laptops_filled_alone_is_remarked_by_its_day(all_three: Offices) -> None:
    first, other, _ = all_three.laptops
    made = events.plan_event(
        first.store,
        EventValues(kind=EventKind.WORKSHOP, held_on=DAY, start=600, title="CV", capacity=1),
    ).id
    people = [mentor(first.store, name) for name in "AB"]
    alike(all_three)
    for laptop, person in zip((first, other), people, strict=True):
        seats.book(laptop.store, [person], event_id=made)
    (found,) = alike(all_three)
    place = Subject("08/12/2026 10:00 CV", "training", Key(Source.EVENT, made))
    assert (found.rule, found.subjects) == ("over_full", (place,))


def plan(laptop: Laptop, person_id: Id, start: int | None, on: date = DAY) -> Id:
    values = EventValues(
        kind=EventKind.OTHER, held_on=on, start=start, minutes=60, title="Talk", person_id=person_id
    )
    return events.plan_event(laptop.store, values).id


def moved(laptop: Laptop, event_id: Id, day: date) -> None:
    move(laptop.store, Key(Source.EVENT, event_id), held_on=day)


def test_somebody_expected_at_two_places_is_remarked_until_one_is_moved(
    all_three: Offices,
) -> None:
    first, other, _ = all_three.laptops
    lieve = mentor(first.store)
    alike(all_three)
    mine, theirs = plan(first, lieve, 540), plan(other, lieve, 570)
    (found,) = alike(all_three)
    assert found.rule == "two_places"
    assert "08/12/2026" in str(found.text)
    assert found.subjects[0] == Subject("Lieve De Smet", "people", lieve)
    assert {subject.row for subject in found.subjects[1:]} == {
        Key(Source.EVENT, mine), Key(Source.EVENT, theirs)
    }  # fmt: skip
    acknowledged(all_three)
    moved(first, mine, DAY + timedelta(days=1))
    assert alike(all_three) == []
    moved(other, theirs, DAY + timedelta(days=1))
    assert rules(all_three) == ["two_places"]


def test_who_can_be_at_both_is_no_remark(all_three: Offices) -> None:
    """Afterwards, without an hour yet, on another day; and what is over troubles nobody."""
    first, other, _ = all_three.laptops
    over = TODAY - timedelta(days=14)
    planned_at = [(540, DAY, 600, DAY), (540, DAY, None, DAY),
                  (540, DAY, 540, DAY + timedelta(days=1)), (540, over, 540, over)]  # fmt: skip
    people = [mentor(first.store, name) for name in "ABCD"]
    alike(all_three)
    for person, (start, on, their_start, their_day) in zip(people, planned_at, strict=True):
        plan(first, person, start, on)
        plan(other, person, their_start, their_day)
    assert alike(all_three) == []


def test_a_seat_holds_against_an_appointment_elsewhere_unless_it_was_given_back(
    all_three: Offices,
) -> None:
    first, other, _ = all_three.laptops
    made, lieve = planned(first.store, LATER), mentor(first.store)
    seats.book(first.store, [lieve], series_id=made)
    alike(all_three)
    plan(other, lieve, 600, LATER[1])
    assert rules(all_three) == ["two_places"]
    with first.store.read() as session:
        (day,) = (
            one.key.id
            for one in dated(session, first=LATER[1], last=LATER[1])
            if one.series_id == made
        )
    seats.give_back(first.store, [lieve], event_id=day)
    assert alike(all_three) == []


def test_a_laptop_whose_clock_is_ahead_ends_no_day_for_the_others(all_three: Offices) -> None:
    first, other, second = all_three.laptops
    lieve = mentor(first.store)
    alike(all_three)
    plan(first, lieve, 540)
    plan(other, lieve, 540)
    second.clock.advance(timedelta(days=900))
    mentor(second.store, "Peeters")
    assert rules(all_three) == ["two_places"]
    later = DAY + timedelta(days=1) - TODAY
    for laptop in (first, other):
        laptop.clock.advance(later)
        mentor(laptop.store, f"Maes {laptop.folder.name}")
    assert alike(all_three) == []


def test_every_reference_is_known_to_lead_to_a_table() -> None:
    tables = {table.name for table in record_tables()}
    assert {leads_to(column) for _, column in references()} <= tables
    assert leads_to("from_office_id") == "office"
    assert leads_to("unheard_of_id") is None


def test_whatever_points_to_an_entry_that_is_not_here_is_remarked_until_it_comes(
    all_three: Offices,
) -> None:
    first, other, _ = all_three.laptops
    missing: set[tuple[str, Id]] = set()
    pointing = [
        (table, column) for table, column in references()
        if leads_to(column) not in {"office", "author"}
    ]  # fmt: skip
    with first.store.write("Points to what is not here") as write:
        for table, column in pointing:
            row, target = write.new_id(), write.new_id()
            write.session.connection().exec_driver_sql(
                f'INSERT INTO "{table}" (id, "{column}") VALUES (?, ?)', (row.bytes, target.bytes)
            )
            missing.add((str(leads_to(column)), target))
    found = [one for one in alike(all_three) if one.rule == "not_received"]
    assert len(found) == len(missing) > 70
    acknowledged(all_three)
    with other.store.write("One more") as write:
        row, late = write.new_id(), write.new_id()
        write.session.connection().exec_driver_sql(
            "INSERT INTO event (id, series_id) VALUES (?, ?)", (row.bytes, late.bytes)
        )
    assert rules(all_three) == ["not_received"]
    with first.store.write("It comes") as write:
        write.session.connection().exec_driver_sql(
            "INSERT INTO series (id) VALUES (?)", (late.bytes,)
        )
    assert alike(all_three) == []


def test_what_every_desk_knows_is_not_awaited(all_three: Offices, known: Known) -> None:
    """The programme's curricula and its follow-up stand in no table."""
    first = all_three.laptops[0]
    planned(first.store, BEFORE)
    with first.store.read() as session:
        stored = session.connection().exec_driver_sql(
            "SELECT count(*) FROM curriculum, follow_up_template"
        )
        assert stored.scalar_one() == 0
    assert alike(all_three) == []

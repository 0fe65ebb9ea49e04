"""Something dated goes to another day or hour, whatever table it stands in."""

from __future__ import annotations

from datetime import date

import pytest

from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, Proposal, Stage
from duodesk.model.people import Role
from duodesk.model.training import EventKind
from duodesk.people import interviews, sessions
from duodesk.people.sessions import SessionValues
from duodesk.store.store import Store
from duodesk.training import events
from duodesk.training.dated import Dated, Key, Source, dated
from duodesk.training.events import EventValues
from duodesk.training.moving import move
from tests.training.desk import mentor, state

DAY, LATER, SPRING = date(2026, 11, 26), date(2026, 12, 1), date(2027, 3, 28)


def shown(store: Store) -> Dated:
    with store.read() as session:
        (found,) = dated(session, first=date(2026, 11, 1), last=date(2027, 12, 31))
    return found


def moved(store: Store, found: Dated) -> tuple[date, int | None, int | None]:
    """Where it stands now; undone, it is back where it was."""
    now = shown(store)
    store.undo()
    assert shown(store) == found
    return now.day, now.start, now.minutes


def session(store: Store) -> Id:
    values = SessionValues(held_on=DAY, start=600, minutes=90)
    return sessions.plan_session(store, values).session_id


def proposal(store: Store, stage: Stage) -> Id:
    mentee, lieve = mentor(store, "Diallo"), mentor(store)
    with store.write("Propose") as write:
        row = Proposal(
            id=write.new_id(), mentee_id=mentee, mentor_id=lieve, stage=stage,
            office_id=write.office_id, meeting_on=DAY,
        )  # fmt: skip
        write.session.add(row)
        return row.id


def test_an_event(store: Store) -> None:
    events.plan_event(store, EventValues(kind=EventKind.OTHER, held_on=DAY, start=600, minutes=90))
    found = shown(store)
    move(store, found.key, held_on=LATER)
    assert moved(store, found) == (LATER, 600, 90)
    move(store, found.key, held_on=DAY, start=615, minutes=60)
    assert moved(store, found) == (DAY, 615, 60)


def test_an_information_session(store: Store) -> None:
    session(store)
    found = shown(store)
    move(store, found.key, held_on=LATER)
    assert moved(store, found) == (LATER, 600, 90)
    move(store, found.key, held_on=LATER, start=None, minutes=None)
    assert moved(store, found) == (LATER, None, None)


def test_an_interview_goes_to_another_day(store: Store) -> None:
    interviews.start_interview(store, mentor(store), Role.MENTOR, on=DAY)
    found = shown(store)
    move(store, found.key, held_on=LATER, start=600)
    assert str(store.undo_label) == "Move the interview of Lieve D.S. to 01/12/2026"
    assert moved(store, found) == (LATER, None, None)


def test_a_finished_interview_does_not(store: Store) -> None:
    started = interviews.start_interview(store, mentor(store), Role.MENTOR, on=DAY)
    interviews.finish_interview(store, started.interview_id, notes="", minutes=50)
    with pytest.raises(UserError, match="is finished"):
        move(store, shown(store).key, held_on=LATER)
    assert shown(store).day == DAY


def test_a_first_meeting_without_an_hour(store: Store) -> None:
    proposal(store, Stage.FIRST_MEETING)
    found = shown(store)
    move(store, found.key, held_on=LATER)
    assert moved(store, found) == (LATER, None, None)


def test_a_closed_proposal_stays_where_it_is(store: Store) -> None:
    proposal(store, Stage.REFUSED)
    with pytest.raises(UserError, match="This proposal is closed"):
        move(store, shown(store).key, held_on=LATER)


def test_what_follows_from_a_duo_moves_with_it(store: Store) -> None:
    with store.write("Pair") as write:
        write.session.add(
            Duo(
                id=write.new_id(), number="BRU-D1", mentee_id=write.new_id(),
                mentor_id=write.new_id(), office_id=write.office_id, expected_end=DAY,
            )
        )  # fmt: skip
    with pytest.raises(UserError, match="Change the duo's dates"):
        move(store, shown(store).key, held_on=LATER)


@pytest.mark.parametrize("start", [120, 150])
def test_no_session_at_an_hour_that_no_clock_shows(store: Store, start: int) -> None:
    found_id = session(store)
    before = state(store)
    with pytest.raises(UserError, match="there is no 02:"):
        move(store, Key(Source.SESSION, found_id), held_on=SPRING, start=start)
    with pytest.raises(UserError, match="over midnight"):
        move(store, Key(Source.SESSION, found_id), held_on=DAY, start=1400)
    assert state(store) == before


@pytest.mark.parametrize("source", list(Source))
def test_what_was_removed_meanwhile_is_said(store: Store, source: Source) -> None:
    with pytest.raises(UserError):
        move(store, Key(source, store.new_id()), held_on=LATER)
    with pytest.raises(UserError, match="Save it first"):
        move(store, Key(source), held_on=LATER)

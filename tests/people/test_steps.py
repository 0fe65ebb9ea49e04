"""The way in: order guides, nothing is blocked, and every state has one next step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.model.people import Status
from duodesk.people.steps import (
    ON_THE_WAY,
    ORDER,
    Facts,
    Haste,
    Mark,
    Patience,
    State,
    Step,
    marks,
    next_step,
)

MONDAY = date(2026, 11, 9)
NEW = Facts(status=Status.REGISTERED, registered_on=MONDAY)
DAYS = st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1))
FACTS = st.builds(
    Facts,
    status=st.sampled_from(Status),
    registered_on=DAYS,
    tried_on=DAYS,
    called_on=DAYS,
    session_ahead=DAYS,
    session_missed=DAYS,
    session_on=DAYS,
    interview_begun=DAYS,
    interviewed_on=DAYS,
    decided_on=DAYS,
)


def states(facts: Facts) -> list[State]:
    return [mark.state for mark in marks(facts)]


@pytest.mark.parametrize(
    ("today", "haste"),
    [(10, Haste.CALM), (11, Haste.CALM), (12, Haste.SOON), (13, Haste.LATE)],
)
def test_the_first_call_is_due_two_working_days_after_registering(today: int, haste: Haste) -> None:
    """Wednesday 11 November is a holiday, so Monday's registration is called until Thursday."""
    coming = next_step(NEW, date(2026, 11, today), Patience())
    assert coming is not None
    assert (coming.step, coming.due, coming.haste) == (Step.CALL, date(2026, 11, 12), haste)


def test_a_call_without_an_answer_is_told_apart_and_due_again_on_the_next_working_day() -> None:
    facts = replace(NEW, tried_on=date(2026, 11, 12))
    coming = next_step(facts, date(2026, 11, 13), Patience())
    assert states(facts)[1] == State.TRIED
    assert coming is not None
    assert (coming.step, coming.state, coming.due) == (Step.CALL, State.TRIED, date(2026, 11, 13))
    early = next_step(replace(NEW, tried_on=MONDAY), MONDAY, Patience())
    assert early is not None
    assert early.due == date(2026, 11, 12)


def test_what_was_done_last_decides_and_what_was_passed_over_is_told() -> None:
    facts = replace(NEW, status=Status.INTERVIEWED, interviewed_on=date(2026, 11, 20))
    assert states(facts) == [State.DONE, State.SKIPPED, State.SKIPPED, State.DONE, State.NEXT]
    coming = next_step(facts, date(2026, 11, 24), Patience())
    assert coming is not None
    assert (coming.step, coming.since, coming.haste) == (
        Step.DECISION,
        date(2026, 11, 20),
        Haste.CALM,
    )


def test_an_interview_of_a_list_counts_without_its_day() -> None:
    facts = Facts(status=Status.INTERVIEWED, registered_on=MONDAY)
    assert marks(facts)[3] == Mark(Step.INTERVIEW, State.DONE, None)


def test_an_invitation_waits_for_its_day_and_then_for_the_ticking() -> None:
    facts = replace(NEW, status=Status.INVITED, session_ahead=date(2026, 11, 26))
    before = next_step(facts, date(2026, 11, 24), Patience())
    after = next_step(facts, date(2026, 12, 1), Patience())
    assert before is not None
    assert after is not None
    assert (before.step, before.state, before.haste) == (Step.SESSION, State.PLANNED, Haste.CALM)
    assert after.haste == Haste.LATE


def test_a_missed_session_comes_next_again() -> None:
    facts = replace(NEW, session_missed=date(2026, 11, 12))
    coming = next_step(facts, date(2026, 11, 27), Patience())
    assert coming is not None
    assert (coming.step, coming.state, coming.haste) == (Step.SESSION, State.MISSED, Haste.SOON)


def test_the_waiting_list_waits_since_the_decision() -> None:
    facts = replace(NEW, status=Status.WAITING, decided_on=date(2026, 11, 1))
    coming = next_step(facts, date(2026, 11, 24), Patience())
    assert coming is not None
    assert (coming.step, coming.haste) == (Step.DECISION, Haste.LATE)
    assert marks(facts)[4].day == date(2026, 11, 1)


@given(FACTS, st.dates(date(2025, 1, 1), date(2027, 1, 1)))
def test_who_is_on_the_way_has_one_next_step_that_is_not_done(facts: Facts, today: date) -> None:
    coming = next_step(facts, today, Patience())
    assert (coming is not None) == (facts.status in ON_THE_WAY)
    told = marks(facts)
    assert [mark.step for mark in told] == list(ORDER)
    if coming is not None:
        at = ORDER.index(coming.step)
        assert told[at].state not in {State.DONE, State.SKIPPED, State.AHEAD}
        assert all(mark.state == State.AHEAD for mark in told[at + 1 :])
        assert all(mark.state != State.AHEAD for mark in told[:at])


@given(FACTS, st.integers(0, 60))
def test_waiting_longer_is_never_less_pressing(facts: Facts, days: int) -> None:
    order = list(Haste)
    today = date(2026, 11, 24)
    now = next_step(facts, today, Patience())
    later = next_step(facts, today + timedelta(days=days), Patience())
    if now is not None and later is not None:
        assert order.index(later.haste) >= order.index(now.haste)

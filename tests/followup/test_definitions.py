"""Definitions B, D, E and the job on the last day of the window."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.followup.definitions import Measures, Story, measure, working_days
from duodesk.followup.outcomes import Check, Event, Outcome, Rules, classify
from duodesk.model.followup import Situation

START, ENDED = date(2025, 1, 6), date(2025, 7, 7)
LATER = date(2026, 11, 24)
RULES = Rules()


def measured(
    *events: Event,
    ended: date | None = ENDED,
    on: date = LATER,
    checks: tuple[Check, ...] = (),
) -> Measures:
    found = classify(START, events, checks, RULES, on=on)
    return measure(Story(START, ended, events, checks, on), found, RULES)


@pytest.mark.parametrize(
    ("begun", "after"),
    [
        (START - timedelta(days=1), Outcome.UNKNOWN),
        (START, Outcome.JOB),
        (date(2026, 7, 7), Outcome.JOB),
        (date(2026, 7, 8), Outcome.UNKNOWN),
    ],
)
def test_after_the_support_counts_from_the_start_to_a_year_after_the_end(
    begun: date, after: Outcome
) -> None:
    assert measured(Event("permanent", begun)).after_support is after


@pytest.mark.parametrize(("day", "known"), [(6, False), (7, True)])
def test_nothing_is_said_before_the_year_after_the_end_is_over(day: int, known: bool) -> None:
    found = measured(on=date(2026, 7, day))
    assert (found.after_support is not None, found.worked_days is not None) == (known, known)
    assert measured(ended=None).worked_days is None


def test_ninety_days_are_workdays_of_jobs_in_the_year_after() -> None:
    before_and_after = Event("agency", date(2025, 6, 2), date(2025, 7, 20))
    official = Event(
        "fixed_term", date(2025, 7, 14), date(2025, 7, 27), documented=True, administrative=True
    )
    internship = Event("internship", date(2025, 9, 1), date(2025, 12, 1))
    found = measured(before_and_after, official, internship)
    # 8 to 18 July, then up to 25 July: each Monday to Friday once.
    assert (found.worked_days, found.official_days) == (14, 10)


def test_an_open_job_covers_the_whole_year_and_one_from_before_the_duo_none() -> None:
    assert measured(Event("permanent", ENDED)).worked_days == 261
    assert measured(Event("permanent", START - timedelta(days=1))).worked_days == 0


def test_durable_is_a_stable_job_or_a_training_with_a_recognised_certificate() -> None:
    long = (date(2025, 3, 3), date(2025, 9, 1))
    assert measured(Event("permanent", START)).durable
    assert measured(Event("studies", *long, certificate=True)).durable
    assert not measured(Event("studies", *long)).durable
    assert not measured(Event("agency", START, START)).durable
    short = Event("vocational_training", START, START + timedelta(days=9), certificate=True)
    assert not measured(short).durable


@pytest.mark.parametrize(
    ("first", "last", "covers"),
    [
        (date(2025, 5, 1), None, True),
        (date(2025, 5, 1), date(2026, 1, 6), True),
        (date(2025, 5, 1), date(2026, 1, 5), False),
        (date(2026, 1, 6), None, True),
        (date(2026, 1, 7), None, False),
    ],
)
def test_the_job_at_twelve_months_covers_the_last_day(
    first: date, last: date | None, covers: bool
) -> None:
    assert measured(Event("fixed_term", first, last)).job_at_end is covers


def test_an_answer_given_after_the_day_of_looking_is_not_known_yet() -> None:
    late = (Check(date(2026, 3, 1), Situation.LOOKING),)
    before = classify(START, (), late, RULES, on=date(2026, 2, 28))
    assert before.outcome is Outcome.UNKNOWN
    assert classify(START, (), late, RULES, on=LATER).outcome is Outcome.NOT_POSITIVE


SPELLS = st.lists(
    st.builds(
        lambda day, length: Event(
            "agency",
            ENDED + timedelta(days=day),
            None if length is None else ENDED + timedelta(days=day + length),
        ),
        st.integers(-60, 420),
        st.none() | st.integers(0, 200),
    ),
    max_size=6,
)


@given(SPELLS)
def test_workdays_are_those_that_counting_day_by_day_finds(jobs: list[Event]) -> None:
    first, last = ENDED + timedelta(days=1), ENDED + timedelta(days=365)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    slow = sum(
        day.weekday() < 5 and any(e.start <= day <= (e.end or last) for e in jobs) for day in days
    )
    assert working_days(jobs, first, last) == slow


def test_a_job_in_the_year_after_the_end_can_be_too_late_for_definition_a() -> None:
    late = Event("permanent", date(2026, 6, 1))
    assert measured(late).after_support is Outcome.JOB
    assert classify(START, [late], [], RULES, on=LATER).outcome is Outcome.UNKNOWN

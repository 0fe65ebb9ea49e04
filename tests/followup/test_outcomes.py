"""What events count as: cases reckoned by hand, and laws that hold for any events."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base import reference
from duodesk.followup.outcomes import (
    POSITIVE,
    Check,
    Event,
    Outcome,
    Result,
    Rules,
    class_of,
    classify,
    is_stable,
    said,
    window_end,
)
from duodesk.model.followup import Situation

START = date(2025, 1, 6)
RULES = Rules()


def at(day: int) -> date:
    return START + timedelta(days=day)


def result(*events: Event, checks: tuple[Check, ...] = ()) -> Result:
    return classify(START, events, checks, RULES)


def test_a_job_after_an_internship_counts_once_as_a_job() -> None:
    found = result(Event("internship", at(40), at(70)), Event("fixed_term", at(300), at(340)))
    assert (found.outcome, found.day) == (Outcome.JOB, 300)


def test_the_last_day_of_the_window_counts_and_the_next_does_not() -> None:
    end = window_end(START, RULES)
    assert result(Event("permanent", end)).outcome is Outcome.JOB
    assert result(Event("permanent", end + timedelta(days=1))).outcome is Outcome.UNKNOWN


def test_windows_end_on_the_last_day_of_a_shorter_month() -> None:
    assert window_end(date(2024, 2, 29), RULES) == date(2025, 2, 28)


def test_training_in_a_company_is_training_until_the_hire() -> None:
    assert (
        result(Event("pfi", at(200), at(379)), Event("permanent", at(380))).outcome
        is Outcome.TRAINING
    )


def test_no_event_is_unknown_and_no_only_when_asked_late_enough() -> None:
    end = window_end(START, RULES)
    assert result().outcome is Outcome.UNKNOWN
    assert result(checks=(Check(at(210), Situation.LOOKING),)).outcome is Outcome.UNKNOWN
    late = (Check(end - timedelta(days=10), Situation.LOOKING),)
    assert result(checks=late).outcome is Outcome.NOT_POSITIVE
    assert result(checks=(Check(at(700), Situation.LOOKING),)).outcome is Outcome.NOT_POSITIVE
    assert result(checks=(Check(end, Situation.UNREACHABLE),)).outcome is Outcome.UNKNOWN


def test_out_of_scope_only_before_the_window_ends_and_before_anything_positive() -> None:
    left = Check(at(100), Situation.OUT_OF_SCOPE)
    assert result(checks=(left,)).outcome is Outcome.OUT_OF_SCOPE
    assert result(Event("permanent", at(50)), checks=(left,)).outcome is Outcome.JOB
    assert result(Event("permanent", at(150)), checks=(left,)).outcome is Outcome.OUT_OF_SCOPE
    assert result(checks=(Check(at(400), Situation.OUT_OF_SCOPE),)).outcome is Outcome.UNKNOWN


def test_a_job_from_before_the_duo_never_counts() -> None:
    assert result(Event("permanent", at(-1))).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(("days", "outcome"), [(27, Outcome.UNKNOWN), (28, Outcome.TRAINING)])
def test_a_training_counts_from_four_weeks(days: int, outcome: Outcome) -> None:
    assert result(Event("vocational_training", at(10), at(10 + days - 1))).outcome is outcome


def test_a_student_job_and_a_language_course_are_further_steps() -> None:
    assert class_of("flexi_job") is None
    assert class_of("language_course") is None
    assert class_of("something newer") is None


def test_stable_is_permanent_or_three_months_with_one_employer() -> None:
    permanent = Event("permanent", at(10))
    assert is_stable(permanent, [permanent], RULES)
    short = Event("fixed_term", date(2025, 2, 1), date(2025, 3, 31), "Bakkerij Zon")
    again = Event("fixed_term", date(2025, 4, 7), date(2025, 5, 1), "bakkerij zon ")
    other = Event("fixed_term", date(2025, 4, 1), date(2025, 6, 1), "Maan")
    assert not is_stable(short, [short, other], RULES)
    assert is_stable(short, [short, again], RULES)
    exact = Event("fixed_term", date(2025, 2, 1), date(2025, 4, 30))
    assert is_stable(exact, [exact], RULES)
    assert not is_stable(Event("fixed_term", at(10)), [], RULES)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Event("permanent", at(143)), "job, stable, within 12 months (day 143)"),
        (Event("agency", at(20), at(30)), "job, within 12 months (day 20)"),
        (Event("internship", at(9)), "internship"),
        (Event("studies", at(9), at(200)), "training, within 12"),
        (Event("studies", at(9), at(12)), "shorter than 4 weeks"),
        (Event("flexi_job", at(9)), "further step"),
        (Event("permanent", at(-3)), "before the duo"),
        (Event("permanent", at(400)), "after 12 months (day 400)"),
    ],
)
def test_what_an_event_counts_as_is_said(event: Event, words: str) -> None:
    assert words in str(said(START, event, [event], RULES))


EVENTS = st.lists(
    st.builds(
        lambda kind, day, length: Event(kind, at(day), at(day + length) if length else None),
        st.sampled_from(sorted(reference.picklist("outcome"))),
        st.integers(-50, 450),
        st.integers(0, 200),
    ),
    max_size=6,
)
CHECKS = st.lists(
    st.builds(lambda d, s: Check(at(d), s), st.integers(0, 500), st.sampled_from(list(Situation))),
    max_size=3,
)


@given(EVENTS, CHECKS, st.randoms())
def test_the_order_of_entries_never_matters(
    events: list[Event], checks: list[Check], random
) -> None:
    before = classify(START, events, checks, RULES)
    random.shuffle(events)
    random.shuffle(checks)
    after = classify(START, events, checks, RULES)
    assert (after.outcome, after.stable, after.day) == (before.outcome, before.stable, before.day)


@given(EVENTS)
def test_another_job_in_time_never_lowers_the_class(events: list[Event]) -> None:
    assert classify(START, [*events, Event("permanent", at(100))], (), RULES).outcome is Outcome.JOB


@given(EVENTS, CHECKS)
def test_everyone_has_exactly_one_class(events: list[Event], checks: list[Check]) -> None:
    found = classify(START, events, checks, RULES)
    assert (found.event is not None) == (found.outcome in POSITIVE)
    assert not found.stable or found.outcome is Outcome.JOB

"""The other definitions of a good outcome, against what domain.md §5.7 decided."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from duodesk.followup.definitions import Measures, Story, measure, working_days
from duodesk.followup.outcomes import Event, Outcome, Rules, classify

START, END, DAY = date(2025, 1, 6), date(2025, 7, 7), date(2026, 11, 24)
RULES = Rules()


def measured(*events: Event, ended: date | None = END, on: date = DAY) -> Measures:
    found = classify(START, events, [], RULES, on=on)
    return measure(Story(START, ended, events, [], on), found, RULES)


def test_b_counts_from_the_start_to_a_year_after_the_end() -> None:
    late = Event("permanent", date(2026, 6, 1))
    assert measured(late).after_support is Outcome.JOB
    assert classify(START, [late], [], RULES, on=DAY).outcome is Outcome.UNKNOWN
    assert measured(Event("permanent", date(2026, 7, 8))).after_support is Outcome.UNKNOWN


def test_b_and_d_wait_until_the_year_after_the_end_is_over() -> None:
    story = measured(Event("permanent", START), on=date(2026, 7, 6))
    assert (story.after_support, story.worked_days) == (None, None)
    assert measured(Event("permanent", START), ended=None).after_support is None


def test_d_counts_each_weekday_once_and_proof_apart() -> None:
    one = Event("fixed_term", date(2025, 9, 1), date(2025, 9, 14))
    other = Event("agency", date(2025, 9, 8), date(2025, 9, 21))
    found = measured(one, other)
    assert found.worked_days == 15
    assert found.official_days == 0


def test_a_job_that_covers_the_last_day_is_held_at_twelve_months() -> None:
    assert measured(Event("fixed_term", date(2025, 12, 1), date(2026, 1, 6))).job_at_end
    assert not measured(Event("fixed_term", date(2025, 12, 1), date(2026, 1, 5))).job_at_end
    assert not measured(Event("permanent", date(2026, 1, 7))).job_at_end


@given(
    st.lists(st.tuples(st.integers(-30, 400), st.integers(0, 200)), max_size=6),
)
def test_days_worked_are_the_weekdays_that_any_job_covers(spans: list[tuple[int, int]]) -> None:
    first, last = END + timedelta(days=1), date(2026, 7, 7)
    jobs = [
        Event("agency", first + timedelta(days=begin), first + timedelta(days=begin + length))
        for begin, length in spans
    ]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    expected = sum(
        day.weekday() < 5 and any(j.start <= day <= (j.end or last) for j in jobs) for day in days
    )
    assert working_days(jobs, first, last) == expected

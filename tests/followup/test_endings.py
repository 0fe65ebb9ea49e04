"""What an end counts as, and from when on it is prepared."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base import reference
from duodesk.followup.endings import Ending, ending, opens_on, proposed_reason, said
from duodesk.model.followup import Situation

TERM = date(2026, 11, 23)
REASONS = sorted(reference.picklist("end_reason"))


def test_a_job_found_in_week_nine_is_no_drop_out() -> None:
    """It ends early, and well: what is found counts before the term that is not reached."""
    week_9 = TERM - timedelta(weeks=17)
    assert ending(week_9, TERM, "positive_outcome") is Ending.POSITIVE_EARLY
    assert ending(week_9, TERM, "mentee_stopped") is Ending.DROP_OUT


@pytest.mark.parametrize("reason", REASONS)
def test_from_two_weeks_before_the_term_every_end_is_complete(reason: str) -> None:
    assert ending(TERM - timedelta(days=14), TERM, reason) is Ending.COMPLETED
    assert ending(TERM - timedelta(days=15), TERM, reason) is not Ending.COMPLETED


def test_without_a_known_term_the_reason_decides() -> None:
    assert ending(TERM, None, "term_reached") is Ending.COMPLETED
    assert ending(TERM, None, "positive_outcome") is Ending.POSITIVE_EARLY
    assert ending(TERM, None, "moved") is Ending.DROP_OUT


def test_a_term_that_is_not_reached_is_told_at_once() -> None:
    told = str(said(TERM - timedelta(days=40), TERM, "term_reached"))
    assert told.startswith("The term is 40 days away")
    assert str(said(TERM, TERM, "term_reached")) == "Counts as: completed."
    assert "positive outcome" in str(said(TERM - timedelta(days=40), TERM, "positive_outcome"))


def test_the_reason_is_proposed_only_where_the_term_is_near() -> None:
    assert proposed_reason(TERM - timedelta(days=14), TERM) == "term_reached"
    assert proposed_reason(TERM - timedelta(days=15), TERM) == ""
    assert proposed_reason(TERM, None) == ""


def test_the_end_is_prepared_from_week_22_on() -> None:
    start = TERM - timedelta(weeks=26)
    assert opens_on(start, TERM) == start + timedelta(weeks=22) == opens_on(start, None)


@given(st.integers(-400, 400), st.sampled_from([*REASONS, "a_newer_word", ""]))
def test_each_end_has_one_class_and_a_later_end_is_never_worse(days: int, reason: str) -> None:
    order = [Ending.DROP_OUT, Ending.POSITIVE_EARLY, Ending.COMPLETED]
    day = TERM + timedelta(days=days)
    one, later = ending(day, TERM, reason), ending(day + timedelta(days=1), TERM, reason)
    assert order.index(one) <= order.index(later)
    assert str(said(day, TERM, reason))


def test_the_lists_that_closing_needs_are_there() -> None:
    assert {"in_touch", "apart", "open"} <= set(reference.picklist("afterwards"))
    assert {"closing", "outcome"} <= set(reference.picklist("contact_about"))
    assert set(map(str, Situation)) == set(reference.picklist("situation"))

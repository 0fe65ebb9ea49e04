"""Bounds, intervals and warnings beside figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from duodesk.followup.outcomes import Outcome
from duodesk.reports.cohort import Cohort, OfficeAge
from duodesk.reports.figures import figure
from duodesk.reports.telling import Told, ages_told, told
from tests.reports.test_figures import cohort, duo


def positive(**classes: int) -> Told:
    known: Cohort = cohort(*((Outcome(name), n) for name, n in classes.items()))
    return told(figure("positive"), known)


def test_bounds_are_the_unknown_one_way_and_the_other() -> None:
    one = positive(job=55, internship=11, training=8, not_positive=16, unknown=10)
    assert (one.part, one.whole, one.unknown) == (74, 100, 10)
    assert one.bounds == (0.74, 0.84)
    assert one.remarks == ("Between 74,0\u00a0% and 84,0\u00a0%, as 10 of 100 are unknown.",)


def test_few_unknown_need_no_sentence_and_many_a_warning() -> None:
    few = positive(job=95, unknown=5)
    assert few.bounds == (0.95, 1)
    assert few.remarks == ()
    assert len(positive(job=80, unknown=20).warnings) == 0
    assert "one in five" in positive(job=79, unknown=21).warnings[0]


@pytest.mark.parametrize(("n", "shown"), [(99, True), (100, False)])
def test_small_numbers_have_an_interval(n: int, shown: bool) -> None:
    one = positive(job=n)
    assert (one.interval is not None) is shown


def test_fifteen_of_twenty_are_told_with_their_interval_and_not_compared() -> None:
    one = positive(job=15, not_positive=5)
    assert one.interval == pytest.approx((0.5313, 0.8881), abs=1e-4)
    assert not one.comparable
    assert positive(job=20, not_positive=10).comparable


def test_what_is_no_share_of_people_has_no_interval() -> None:
    known = replace(cohort(), duos=(duo(met=8, planned=10),))
    one = told(figure("meetings"), known)
    assert (one.part, one.whole) == (8, 10)
    assert one.interval is None
    assert one.remarks == ()


def test_what_is_kept_back_says_nothing_else() -> None:
    one = replace(positive(job=15, unknown=5), mark="<5", value=None)
    assert one.shown == "<5"
    assert one.bounds is one.interval is None
    assert one.remarks == ()


def test_the_age_of_the_entries_is_one_line() -> None:
    ages = (
        OfficeAge("ANT", "Antwerp", date(2026, 3, 1)),
        OfficeAge("BRU", "Brussels", date(2026, 3, 1)),
        OfficeAge("LIE", "Liège", None),
        OfficeAge("NAM", "Namur", date(2025, 12, 31)),
    )
    known = Cohort((), date(2026, 3, 2), date(2025, 1, 1), date(2025, 12, 31), ages=ages)
    assert ages_told(known) == "Entries until: ANT BRU 01/03, LIE –, NAM 31/12/2025"

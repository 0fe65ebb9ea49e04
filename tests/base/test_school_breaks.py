"""The school holidays that ship, held against the rules that the communities decided them by."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from duodesk.base.holidays import easter
from duodesk.base.reference import SchoolBreak, school_breaks
from duodesk.model.training import Community

MONDAY, SATURDAY, SUNDAY = 0, 5, 6
SEASONS = ("autumn", "winter", "carnival", "spring", "summer")


def of(community: Community) -> list[SchoolBreak]:
    return [one for one in school_breaks() if one.community == community]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def flemish(year: int, season: str) -> tuple[date, date]:
    """The rule of the decree of 17 April 1991, for the school year that begins in a year."""
    sunday = easter(year + 1)
    if season == "autumn":
        saints = date(year, 11, 1)
        begin = saints + timedelta(days=1) if saints.weekday() == SUNDAY else monday_of(saints)
        return begin, begin + timedelta(days=6)
    if season == "winter":
        christmas = date(year, 12, 25)
        weekend = christmas.weekday() >= SATURDAY
        begin = monday_of(christmas) + timedelta(weeks=1 if weekend else 0)
        return begin, begin + timedelta(days=13)
    if season == "carnival":
        begin = sunday - timedelta(days=48)
        return begin, begin + timedelta(days=6)
    if season == "summer":
        return date(year + 1, 7, 1), date(year + 1, 8, 31)
    april = date(year + 1, 4, 1)
    begin = april + timedelta(days=-april.weekday() % 7)
    if sunday.month == 3:
        begin = sunday + timedelta(days=1)
    elif sunday > date(year + 1, 4, 15):
        begin = sunday - timedelta(days=13)
    # Easter Monday is free in any case.
    return begin, max(begin + timedelta(days=13), sunday + timedelta(days=1))


@pytest.mark.parametrize("one", of(Community.FLEMISH), ids=lambda one: one.code)
def test_flemish_schools_close_by_the_rule(one: SchoolBreak) -> None:
    _community, year, season = one.code.split("-")
    assert (one.first_day, one.last_day) == flemish(int(year), season)


@pytest.mark.parametrize("community", Community)
def test_years_are_whole_and_follow_each_other(community: Community) -> None:
    codes = [one.code for one in of(community)]
    first = int(codes[0].split("-")[1])
    years = range(first, first + len(codes) // len(SEASONS))
    assert codes == [f"{community}-{year}-{season}" for year in years for season in SEASONS]
    assert first == 2023


@pytest.mark.parametrize("community", Community)
def test_holidays_follow_each_other_and_never_overlap(community: Community) -> None:
    for one, later in pairwise(of(community)):
        assert one.first_day < one.last_day < later.first_day


def test_french_schools_teach_for_six_to_eight_weeks_between_two_holidays() -> None:
    for one, later in pairwise(of(Community.FRENCH)):
        weeks = (later.first_day - one.last_day).days / 7
        if not later.code.endswith("summer"):
            assert 6 <= weeks <= 8.2, later.code
            assert later.first_day.weekday() == MONDAY
            assert (later.last_day - later.first_day).days == 13


def test_french_schools_begin_on_a_monday_late_in_august_and_end_in_july() -> None:
    for one in of(Community.FRENCH):
        if one.code.endswith("summer"):
            begins = one.last_day + timedelta(days=1)
            assert begins.weekday() == MONDAY
            assert date(begins.year, 8, 23) <= begins <= date(begins.year, 8, 30)
            friday = one.first_day - timedelta(days=1)
            assert friday.month == 7
            assert friday.day <= 7


def test_holidays_of_the_german_speaking_community_end_on_a_saturday() -> None:
    for one in of(Community.GERMAN):
        if not one.code.endswith("summer"):
            assert one.first_day.weekday() == MONDAY
            assert one.last_day.weekday() == SATURDAY


def test_easter_of_2025_lies_two_weeks_later_in_the_german_speaking_community() -> None:
    # Moved for one week in common with the French Community.
    days = {one.code: one for one in of(Community.GERMAN)}["de-2024-spring"]
    assert (days.first_day, days.last_day) == (date(2025, 4, 21), date(2025, 5, 3))


def test_all_names_are_there_in_all_languages() -> None:
    assert all(all(name.strip() for name in one.names) for one in school_breaks())

"""The laws of a day: every line in one group, worst first, never more at once than one
can do.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.i18n import Message
from duodesk.today.day import (
    Changed,
    Day,
    gathered,
    group_of,
    grouped,
    kept,
    mine,
    within_reach,
    worst_first,
)
from duodesk.today.line import Line, Subject
from duodesk.today.rules import RULES
from duodesk.today.words import Group
from tests.today.builders import ME, NOW, SARA, TODAY, an_id, days, facts, line

lines_ = st.lists(
    st.builds(
        line,
        st.uuids().map(str),
        due_on=st.integers(-400, 400).map(lambda n: TODAY + days(n)),
        at=st.none() | st.integers(0, 1439),
        weight=st.integers(0, 100),
        waits=st.booleans(),
        owner=st.sampled_from([None, ME, SARA]),
    ),
    max_size=40,
    unique_by=lambda one: one.key,
)


steps_ = st.lists(
    st.builds(
        lambda key, duo, due, weight, owner: step_of(
            duo, key, due_on=TODAY + days(due), weight=weight, owner=owner
        ),
        st.uuids().map(str),
        st.sampled_from(["one", "two", "three"]),
        st.integers(-20, 6),
        st.integers(0, 9),
        st.sampled_from([ME, SARA]),
    ),
    max_size=20,
)


def step_of(duo: str, key: str, **values: Any) -> Line:
    about = Subject(duo, duo_id=an_id(duo))
    return line(key, rule="step", about=about, brief=Message(key), **values)


def day_of(lines: list[Line], most: int = 15) -> Day:
    return Day(TODAY, NOW, grouped(lines, TODAY), most=most)


@given(lines_)
def test_each_line_stands_in_one_group_at_most_and_none_is_lost(lines: list[Line]) -> None:
    groups = grouped(lines, TODAY)
    told = [one for group in groups.values() for one in group]
    assert len(told) == len({one.key for one in told})
    wanted = {one.key for one in lines if group_of(one, TODAY) is not None}
    assert {one.key for one in told} == wanted


@given(lines_)
def test_the_order_of_reading_never_matters(lines: list[Line]) -> None:
    assert grouped(lines, TODAY) == grouped(lines[::-1], TODAY)


@given(lines_, st.integers(0, 20))
def test_what_is_shown_at_once_is_what_a_person_can_do_and_the_hours_of_today(
    lines: list[Line], most: int
) -> None:
    day = day_of(lines, most)
    shown = [*day.shown(Group.OVERDUE), *day.shown(Group.TODAY)]
    fixed = [one for one in day.today if one.at is not None]
    assert len(shown) <= max(most, len(fixed))
    assert all(one in shown for one in fixed)
    hidden = [one for one in (*day.overdue, *day.today) if one not in shown]
    free = [one for one in shown if one not in fixed]
    if hidden and free:
        assert max(map(worst_first, free)) <= min(map(worst_first, hidden))


@given(lines_)
def test_opened_wholly_a_group_shows_all_of_it(lines: list[Line]) -> None:
    day = day_of(lines, 1)
    for group, own in day.groups.items():
        assert day.shown(group, whole=True) == own


@given(lines_)
def test_overdue_comes_worst_first_and_today_by_its_hours(lines: list[Line]) -> None:
    day = day_of(lines)
    weights = [one.weight for one in day.overdue]
    assert weights == sorted(weights, reverse=True)
    hours = [one.at for one in day.today if one.at is not None]
    assert hours == sorted(hours)
    assert all(one.at is not None for one in day.today[: len(hours)])


@given(lines_)
def test_the_team_sees_every_line_and_each_line_is_somebodys(lines: list[Line]) -> None:
    colleagues = frozenset({ME, SARA})
    seen = [*mine(lines, frozenset({ME}), colleagues), *mine(lines, frozenset({SARA}), colleagues)]
    assert {one.key for one in seen} == {one.key for one in lines}


@given(steps_, lines_)
def test_what_is_due_of_a_duo_is_one_line_and_nothing_of_it_is_lost(
    steps: list[Line], others: list[Line]
) -> None:
    found = gathered([*steps, *others], TODAY)
    assert [one for one in found if one.brief is None] == others
    told = [one for one in found if one.brief is not None]
    places = [(one.about.duo_id, one.owner, one.due_on <= TODAY) for one in told]
    assert len(set(places)) == len(places)
    assert sorted(one.cause for one in steps) == sorted(
        cause for one in told for cause in (one.cause, *one.tags)
    )
    backwards = gathered([*others, *steps[::-1]], TODAY)
    assert {(one.key, one.tags) for one in backwards} == {(one.key, one.tags) for one in found}


def test_the_weightiest_step_speaks_this_week_the_first_one() -> None:
    light = step_of("one", "light", due_on=TODAY - days(3), weight=15)
    heavy = step_of("one", "heavy", weight=50)
    later = step_of("one", "later", due_on=TODAY + days(5), weight=50)
    soon = step_of("one", "soon", due_on=TODAY + days(2), weight=15)
    due, week = gathered([light, later, heavy, soon], TODAY)
    assert (due.cause, due.tags) == ("heavy", ("light",))
    assert (week.cause, week.tags) == ("soon", ("later",))
    assert day_of([due, week]).due == 1


def test_lines_of_who_left_are_everybodys() -> None:
    hers = line(owner=SARA)
    assert mine([hers], frozenset({ME}), frozenset({ME, SARA})) == []
    assert mine([hers], frozenset({ME}), frozenset({ME})) == [hers]


def test_what_was_put_off_comes_back_on_its_day() -> None:
    one = line()
    assert kept([one], {one.key: TODAY + days(1)}, TODAY) == []
    assert kept([one], {one.key: TODAY}, TODAY) == [one]
    assert kept([replace(one, cause="another")], {one.key: TODAY + days(1)}, TODAY)


def test_what_waits_for_others_is_never_overdue() -> None:
    assert group_of(line(due_on=TODAY - days(9), waits=True), TODAY) == Group.WAITING
    assert group_of(line(due_on=TODAY + days(7)), TODAY) is None


def test_after_an_absence_the_day_is_told_in_counts() -> None:
    day = day_of([line(str(n)) for n in range(3)] + [line("x", rule="answer")])
    titles = {rule.key: rule.title for rule in RULES}
    assert day.digest() == ((titles["call"], 3), (titles["answer"], 1))
    away = Changed(datetime(2026, 11, 10, tzinfo=UTC))
    assert away.days_away(NOW) == 14
    assert Changed().days_away(NOW + timedelta(days=9)) == 0


def test_of_two_lines_with_one_key_one_is_shown() -> None:
    twice = [line("a", reason=Message("One")), line("a", reason=Message("Other"))]
    assert [str(one.reason) for one in grouped(twice, TODAY)[Group.TODAY]] == ["One"]
    assert within_reach(twice, (), 1) == {"call/a"}


def test_every_rule_is_named_once_and_finds_nothing_in_an_empty_office() -> None:
    keys = [rule.key for rule in RULES]
    assert len(keys) == len(set(keys))
    for rule in RULES:
        assert rule.title
        assert list(rule.find(facts())) == []

"""Satisfaction: never without response rate and number, nothing below five answers."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from duodesk.followup.satisfaction import (
    LEAST,
    Response,
    Returned,
    Satisfaction,
    asked_questions,
    due_by,
    response,
    said,
    together,
)
from duodesk.model.people import Role

DAY = date(2026, 11, 24)
_days = st.one_of(st.none(), st.integers(-60, 60).map(lambda n: DAY + timedelta(days=n)))
_one = st.builds(
    Returned,
    st.sampled_from((Role.MENTEE, Role.MENTOR)),
    _days,
    _days,
    st.dictionaries(st.sampled_from(("satisfaction", "listening")), st.integers(1, 5)),
)


def satisfaction(
    rows: list[Returned], question: str, *, role: Role, on: date, since: date | None = None
) -> Satisfaction:
    return said(due_by(rows, on=on, role=role, since=since), question, on=on)


def exchange(rows: list[Returned], *, on: date) -> Satisfaction:
    return together([due_by(rows, on=on, role=role) for role in Role], on=on)


def back(*scores: int, role: Role = Role.MENTEE) -> list[Returned]:
    return [Returned(role, DAY, DAY, {"satisfaction": score}) for score in scores]


def test_a_mean_stands_beside_its_number_and_the_response_rate() -> None:
    due = [*back(5, 4, 4, 3, 4), Returned(Role.MENTEE, DAY, None, {}), *back(1, role=Role.MENTOR)]
    found = satisfaction(due, "satisfaction", role=Role.MENTEE, on=DAY)
    assert (found.mean, found.agree, found.n) == (4.0, 0.8, 5)
    assert (found.response, found.response.rate) == (Response(6, 5), 5 / 6)


def test_four_answers_show_nothing_but_how_many_came_back() -> None:
    found = satisfaction(back(5, 5, 5, 5), "satisfaction", role=Role.MENTEE, on=DAY)
    assert (found.mean, found.agree, found.hidden, found.n) == (None, None, True, 4)
    assert found.response == Response(4, 4)


def test_without_any_due_there_is_no_rate() -> None:
    assert response([], on=DAY).rate is None
    assert satisfaction([], "satisfaction", role=Role.MENTOR, on=DAY).response.rate is None


def test_a_questionnaire_that_came_back_early_counts_from_that_day() -> None:
    early = Returned(Role.MENTEE, DAY + timedelta(days=9), DAY, {"satisfaction": 4})
    assert response([early], on=DAY) == Response(1, 1)
    assert response([early], on=DAY - timedelta(days=1)) == Response(0, 0)


def test_one_that_came_back_later_was_not_back_yet() -> None:
    late = Returned(Role.MENTEE, DAY, DAY + timedelta(days=9), {"satisfaction": 4})
    assert response([late], on=DAY) == Response(1, 0)
    assert response([late], on=DAY + timedelta(days=9)) == Response(1, 1)


def test_a_period_takes_what_was_due_in_it() -> None:
    rows = back(4, 4, 4, 4, 4)
    since = DAY + timedelta(days=1)
    assert due_by(rows, on=since, since=since) == []
    later = satisfaction(rows, "satisfaction", role=Role.MENTEE, on=since, since=since)
    assert (later.n, later.response) == (0, Response(0, 0))


@given(st.lists(_one, max_size=40), st.sampled_from((Role.MENTEE, Role.MENTOR)))
def test_laws_of_satisfaction(rows: list[Returned], role: Role) -> None:
    found = satisfaction(rows, "satisfaction", role=role, on=DAY)
    assert 0 <= found.n <= found.response.answered <= found.response.due <= len(rows)
    assert (found.mean is None) == (found.agree is None) == (found.n < LEAST)
    assert found.mean is None or 1 <= found.mean <= 5
    assert found == satisfaction(rows[::-1], "satisfaction", role=role, on=DAY)
    assert set(asked_questions(rows, role)) <= {"satisfaction", "listening"}


def closing(*scores: int, role: Role = Role.MENTEE) -> list[Returned]:
    return [Returned(role, DAY, DAY, {"generations": one, "cultures": one}) for one in scores]


def test_the_exchange_is_told_of_both_or_hidden_with_the_least_of_its_parts() -> None:
    whole = [*closing(5, 5, 5, 5, 5), *closing(1, 1, 1, 1, 1, role=Role.MENTOR)]
    found = exchange(whole, on=DAY)
    assert (found.mean, found.agree, found.n) == (3.0, 0.5, 20)
    assert exchange(whole[:-1], on=DAY).hidden
    assert exchange(whole[:5], on=DAY).mean == 5.0
    assert exchange([], on=DAY).hidden


@given(st.lists(_one, max_size=40))
def test_both_roles_together_are_all_that_were_due(rows: list[Returned]) -> None:
    apart = [len(due_by(rows, on=DAY, role=role)) for role in (Role.MENTEE, Role.MENTOR)]
    assert sum(apart) == response(rows, on=DAY).due

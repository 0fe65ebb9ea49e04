"""Who may take part is answered by the limits of the day asked about, and never blocks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.model.people import Role
from duodesk.office import settings
from duodesk.people.eligibility import Fit, answer
from duodesk.store.store import Store

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("role", "birth", "fit", "age"),
    [
        (Role.MENTEE, date(2008, 11, 24), Fit.FITS, 18),
        (Role.MENTEE, date(2008, 11, 25), Fit.OUTSIDE, 17),
        (Role.MENTEE, date(1995, 11, 25), Fit.FITS, 30),
        (Role.MENTEE, date(1995, 11, 24), Fit.NEAR, 31),
        (Role.MENTEE, date(1992, 11, 25), Fit.NEAR, 33),
        (Role.MENTEE, date(1992, 11, 24), Fit.OUTSIDE, 34),
        (Role.MENTOR, date(1976, 11, 24), Fit.FITS, 50),
        (Role.MENTOR, date(1976, 11, 25), Fit.OUTSIDE, 49),
    ],
)
def test_the_limits_are_whole_years_on_the_day(role: Role, birth: date, fit: Fit, age: int) -> None:
    found = answer(role, birth, DAY, settings.DEFAULTS)
    assert (found.fit, found.age) == (fit, age)
    assert str(age) in str(found.text)


def test_without_a_birthday_nothing_is_claimed() -> None:
    assert answer(Role.MENTEE, None, DAY, settings.DEFAULTS).fit == Fit.UNKNOWN
    assert answer(Role.MENTEE, date(2027, 1, 1), DAY, settings.DEFAULTS).fit == Fit.UNKNOWN


def test_a_limit_that_changes_later_does_not_judge_an_earlier_day(store: Store) -> None:
    settings.choose(store, settings.MENTEE_AGE_TO, "33", valid_from=date(2026, 7, 1))
    birth = date(1994, 1, 1)

    def asked(on: date) -> Fit:
        with store.read() as session:
            held = settings.values(session, office_id=store.office_id, on=on)
        return answer(Role.MENTEE, birth, on, held).fit

    assert asked(date(2026, 6, 30)) == Fit.NEAR
    assert asked(date(2026, 7, 1)) == Fit.FITS


@given(st.sampled_from(Role), st.dates(date(1900, 1, 1), DAY), st.dates(DAY, date(2030, 1, 1)))
def test_every_age_has_one_answer_and_only_fitting_ages_raise_no_doubt(
    role: Role, birth: date, on: date
) -> None:
    found = answer(role, birth, on, settings.DEFAULTS)
    assert found.is_doubt == (found.fit != Fit.FITS)
    assert found.age is not None
    least = 50 if role == Role.MENTOR else 18
    assert (found.fit == Fit.FITS) <= (found.age >= least)

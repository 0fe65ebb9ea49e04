"""Look-alikes are found with their reasons; different people are left alone."""

from __future__ import annotations

import random
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.ids import seed_id
from duodesk.people.duplicates import Known, Register, compare, phone_key

YUSUF = Known(
    id=seed_id("yusuf"),
    given_name="Yusuf",
    family_name="Çelik",
    birth_date=date(2002, 3, 1),
    email="yusuf@example.org",
    phone="0470 12 34 56",
)


def reasons(entry: Known) -> list[str]:
    return [str(reason) for one in Register([YUSUF]).alike(entry) for reason in one.reasons]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (Known(given_name="YUSUF", family_name="celik"), "same name"),
        (Known(given_name="Çelik", family_name="Yusuf"), "same name"),
        (Known(given_name="Yussuf", family_name="Celik"), "name that looks alike"),
        (Known(given_name="Y.", email="Yusuf@Example.org"), "same e-mail address"),
        (Known(given_name="Y.", phone="+32470123456"), "same telephone number"),
        (
            Known(given_name="Yusuf", family_name="Celic", birth_date=date(2002, 3, 1)),
            "born on the same day, 01/03/2002",
        ),
    ],
)
def test_each_likeness_has_its_reason(entry: Known, reason: str) -> None:
    assert reason in reasons(entry)


def test_other_people_are_left_alone() -> None:
    assert (
        reasons(Known(given_name="Amina", family_name="Diallo", birth_date=date(2002, 3, 1))) == []
    )
    assert reasons(Known(given_name="Yu")) == []
    assert reasons(Known()) == []


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_the_same_both_ways(one: str, other: str, phone: str) -> None:
    a, b = Known(given_name=one, phone=phone), Known(family_name=other, phone=phone)
    there, back = compare(a, b), compare(b, a)
    assert (there and there.certainty) == (back and back.certainty)


def test_a_telephone_number_has_one_key_however_written() -> None:
    assert len({phone_key(p) for p in ("0470 12 34 56", "+32 470/12.34.56", "0032470123456")}) == 1
    assert phone_key("112") == ""


def test_twenty_thousand_people_are_compared_while_typing() -> None:
    dice = random.Random(3)
    syllables = ["ka", "ri", "mo", "ha", "med", "le", "na", "vi", "to", "sa", "bou", "zid"]

    def name() -> str:
        return "".join(dice.choices(syllables, k=3))

    register = Register([Known(given_name=name(), family_name=name()) for _ in range(20_000)])
    register.alike(YUSUF)
    start = time.perf_counter()
    register.alike(Known(given_name="Karimo", family_name="Hamedle"))
    assert time.perf_counter() - start < 0.5

"""Look-alikes are found with their reasons; different people are left alone."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.assets import resource
from duodesk.base.collate import fold
from duodesk.base.ids import seed_id
from duodesk.people.duplicates import Known, Register, compare, phone_key
from duodesk.people.sounds import sound, words
from tests.people.pairs import labelled

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
        (
            Known(given_name="Çelik", family_name="Yusuf"),
            "same names, given and family name exchanged",
        ),
        (Known(given_name="Yussouf", family_name="Celik"), "names that sound alike"),
        (Known(given_name="Yusuf", family_name="Celilk"), "name that looks alike"),
        (
            Known(given_name="Yusuf", family_name="Çelik", birth_date=date(2002, 1, 3)),
            "born on 03/01/2002 and 01/03/2002: day and month exchanged",
        ),
        (
            Known(given_name="Yusuf", family_name="Çelik", birth_date=date(2003, 3, 1)),
            "born on 01/03/2003 and 01/03/2002: one slip apart",
        ),
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


def test_labelled_pairs_are_found_and_others_left_alone() -> None:
    told = [(same, compare(one, other) is not None) for same, one, other in labelled()]
    found = sum(same and said for same, said in told)
    precision = found / sum(said for _, said in told)
    recall = found / sum(same for same, _ in told)
    # Of 81 pairs one is found wrongly (Janssen, Janssens without a birth date) and three are
    # missed (Bob and Robert, Khaled and Halid, Bintou and Binta).
    assert len(told) >= 60
    assert (round(precision, 2), round(recall, 2)) == (0.98, 0.94)


@pytest.mark.parametrize(
    "spellings",
    [
        "Mohamed Mohammed Muhammad Mouhamed Mohamad Muhammet",
        "Youssef Yusuf Yousef Yussuf Jusuf Yousouf Joseph",
        "Çelik Celik Tchelik",
        "Şahin Sahin Shahin Chahine",
        "Philippe Filip Philip",
        "Khadija Kadija Khadidja",
        "Mustafa Moestafa Moustapha",
        "Öztürk Oeztuerk Ozturk",
        "Souleymane Suleiman Süleyman",
        "Schmidt Smit Smidt",
        "Ahmed Ahmet Amed",
    ],
)
def test_spellings_of_one_name_sound_the_same(spellings: str) -> None:
    assert len({sound(fold(word)) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    "names",
    ["Mohamed Mehmet", "Karim Karima", "Hassan Hussein Hasna", "Mario Maria", "Amina Emine"],
)
def test_other_names_sound_different(names: str) -> None:
    told = names.split()
    assert len({sound(fold(word)) for word in told}) == len(told)


@given(st.text(max_size=40))
def test_any_text_has_a_sound_or_none_and_never_fails(text: str) -> None:
    for word in words(text):
        assert set(sound(word)) <= set("abcdefghijklmnopqrstuvwxyz'-")


def made_up(n: int) -> list[Known]:
    dice = random.Random(3)
    syllables = ["ka", "ri", "mo", "ha", "med", "le", "na", "vi", "to", "sa", "bou", "zid"]

    def name() -> str:
        return "".join(dice.choices(syllables, k=3))

    def born() -> date:
        return date(1995, 1, 1) + timedelta(days=dice.randrange(5000))

    return [
        Known(
            id=seed_id(str(i)), given_name=name(), family_name=name(), birth_date=born(),
            phone=f"04{dice.randrange(70_000_000, 79_999_999)}",
        )
        for i in range(n)
    ]  # fmt: skip


def test_somebody_is_found_among_twenty_thousand_people_while_being_typed() -> None:
    people = made_up(20_000)
    known = people[13]
    typed = replace(known, id=None, family_name=f"{known.family_name}x")
    assert known.id in {like.known.id for like in Register(people).alike(typed)}


def test_a_whole_office_is_looked_through_and_a_twin_found() -> None:
    people = made_up(4_000)
    twin = replace(people[7], id=seed_id("twin"), family_name=f"{people[7].family_name}x")
    found = {frozenset((one.id, like.known.id)) for one, like in Register([*people, twin]).pairs()}
    assert frozenset((people[7].id, twin.id)) in found


SHELTER = "02 511 22 33"


def crowd(n: int) -> list[Known]:
    """People of as many names as a country has, written as they come, a thousand of them with the
    telephone of one shelter.
    """
    dice = random.Random(5)
    given, family = names("given_names"), names("family_names")
    slips = (lambda name: name, str.upper, lambda name: name.replace("ou", "u"),
             lambda name: name.replace("ss", "s"))  # fmt: skip
    return [
        Known(
            id=seed_id(str(i)),
            given_name=dice.choice(slips)(dice.choice(given)),
            family_name=dice.choice(slips)(dice.choice(family)),
            birth_date=date(1996, 1, 1) + timedelta(days=dice.randrange(3600)),
            phone=SHELTER if i % 4 == 0 and i < 4_000 else f"0470{i:06}",
        )
        for i in range(n)
    ]  # fmt: skip


def names(file: str) -> list[str]:
    with resource("demo", f"{file}.csv").open(encoding="utf-8", newline="") as source:
        return [row["name"] for row in csv.DictReader(source)]


def test_a_long_list_of_names_that_sound_alike_asks_for_few_comparisons() -> None:
    register = Register(crowd(8_000))
    looked_at = [len(register.candidates(one)) for one in register.people]
    assert sum(looked_at) < 25 * len(looked_at)
    assert max(looked_at) < 200


def test_a_crowd_hides_nobody_whom_comparing_with_everybody_finds() -> None:
    people = crowd(2_400)
    register = Register(people)
    for one in people[:60]:
        entry = replace(one, id=None, birth_date=None)
        alike = {place for place, other in enumerate(people) if compare(entry, other)}
        assert alike <= register.candidates(entry)


def test_of_thousands_of_one_name_those_born_on_one_day_are_told() -> None:
    everybody = [
        Known(id=seed_id(str(i)), given_name="Yusuf", family_name="Çelik",
              birth_date=date(1996, 1, 1) + timedelta(days=i))
        for i in range(3_000)
    ]  # fmt: skip
    other = replace(everybody[2_500], id=seed_id("twin"), given_name="Youssef")
    register = Register([*everybody, other])
    assert register.same(other)[0].known == everybody[2_500]
    assert len(register.candidates(other)) < 400
    told = {frozenset((one.id, like.known.id)) for one, like in register.pairs()}
    assert frozenset((everybody[2_500].id, other.id)) in told
    # Nothing tells this one from the others, yet that there are some is told.
    assert register.same(Known(given_name="Yusuf", family_name="Çelik"))


@pytest.mark.parametrize("here", [{"phone": SHELTER}, {"email": "hello@example.org"}])
def test_whoever_is_alike_is_found_in_a_crowd_that_shares_an_address(here: dict[str, Any]) -> None:
    others = crowd(1_200)
    for same, *both in labelled():
        one, other = (replace(person, **here) for person in both)
        if same and compare(one, other):
            register = Register([*(replace(person, **here) for person in others), other])
            places = register.candidates(one)
            assert len(others) in places, (one, other)
            assert len(places) < 600


@given(st.permutations(range(6)))
def test_the_pairs_do_not_depend_on_the_order_of_people(order: list[int]) -> None:
    people = [
        YUSUF,
        replace(YUSUF, id=seed_id("a"), given_name="Youssef", email=None),
        replace(YUSUF, id=seed_id("b"), family_name="Celijk", email=None, phone=None),
        Known(id=seed_id("c"), given_name="Amina", family_name="Diallo"),
        Known(id=seed_id("d"), given_name="Aminata", family_name="Diallo"),
        Known(id=seed_id("e"), given_name="Diallo", family_name="Amina"),
    ]

    def told(some: list[Known]) -> set[frozenset[object]]:
        return {frozenset((one.id, like.known.id)) for one, like in Register(some).pairs()}

    assert told([people[place] for place in order]) == told(people)

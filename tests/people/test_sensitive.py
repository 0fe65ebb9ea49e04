"""Numbers that hardly ever need to be in a note are noticed; ordinary ones are not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.people.sensitive import is_iban, is_register_number, sensitive


def register_number(birth: date, serial: int, *, bis: int = 0) -> str:
    base = f"{birth:%y}{birth.month + bis:02d}{birth:%d}{serial:03d}"
    check = 97 - int(("2" if birth.year >= 2000 else "") + base) % 97
    return f"{base}{check:02d}"


DAYS = st.dates(date(1910, 1, 1), date(2026, 1, 1))


@given(DAYS, st.integers(1, 998), st.sampled_from((0, 20, 40)))
def test_register_and_bis_numbers_of_both_centuries_are_found(
    birth: date, serial: int, bis: int
) -> None:
    number = register_number(birth, serial, bis=bis)
    assert is_register_number(number)
    written = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    text = f"Son numéro est {written}, dit-il."
    (hint,) = sensitive(text)
    assert text[hint.start : hint.end] == written


@given(DAYS, st.integers(1, 998), st.integers(1, 96))
def test_a_wrong_check_is_no_register_number(birth: date, serial: int, shift: int) -> None:
    number = register_number(birth, serial)
    wrong = f"{number[:9]}{(int(number[9:]) + shift - 1) % 97 + 1:02d}"
    other = 97 - int(("" if birth.year >= 2000 else "2") + number[:9]) % 97
    if int(wrong[9:]) != other:
        assert not is_register_number(wrong)


@pytest.mark.parametrize(
    "text", ["0470 12 34 56", "29/03/1998", "1030 Schaerbeek", "12345678901", ""]
)
def test_ordinary_numbers_raise_no_doubt(text: str) -> None:
    assert sensitive(text) == []


@pytest.mark.parametrize(
    "account",
    [
        "BE68 5390 0754 7034",
        "be68539007547034",
        "FR14 2004 1010 0505 0001 3M02 606",
        "DE89-3704-0044-0532-0130-00",
    ],
)
def test_accounts_are_found_within_words(account: str) -> None:
    text = f"compte {account} et la suite"
    (hint,) = sensitive(text)
    assert text[hint.start : hint.end] == account


def test_a_mistyped_account_is_none() -> None:
    assert not is_iban("BE69539007547034")
    assert sensitive("BE69 5390 0754 7034") == []


@given(st.text(st.sampled_from("0123456789BEbe .-/AZ"), max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    for hint in sensitive(text):
        assert 0 <= hint.start < hint.end <= len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Il est diabétique, suit une thérapie ; la thérapie aide.", ["diabétique", "thérapie"]),
        ("Ze was lang ziek en heeft een depressie.", ["ziek", "depressie"]),
        ("He is in a wheelchair and on medication.", ["wheelchair", "medication"]),
        ("Sie ist schwanger, er ist krank.", ["schwanger", "krank"]),
        ("Aime la musique, cherche du travail, sait faire du pain.", []),
        ("Houdt van muziek, is druk bezig, zoekt een job in de zorg.", []),
        ("Sucht Arbeit, tanzt gern, ist dankbar.", []),
    ],
)
def test_each_word_about_health_is_asked_about_once(text: str, words: list[str]) -> None:
    hints = sensitive(text)
    assert [text[hint.start : hint.end] for hint in hints] == words
    assert all(hint.health for hint in hints)

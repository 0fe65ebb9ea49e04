"""Names taken out of a text: every way of writing them, and nothing but them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.collate import fold
from duodesk.documents.masking import Mask, Named

OWN = Named("Awa", "Diallo", number="BRU-10001", email="awa@example.org", phone="0470 11 22 33")
PAUL = Named("Paul", "Van den Berg", "Polo", "BRU-10002", "paul@example.org", "+32 471 99 88 77",
             close=True)  # fmt: skip
FAR = Named("Noémie", "D'Hondt-Peeters", number="LIE-10007", phone="04 222 33 44")
SINGLE = Named(given_name="Rosa")
MASK = Mask([PAUL, FAR, SINGLE], [OWN], ["Annick Delvaux"])


def over(text: str) -> str:
    return MASK.over(text, "[…]")


@pytest.mark.parametrize(
    "text",
    [
        "Paul Van den Berg", "van den berg, paul", "VAN DEN BERG Paul", "Paul", "Van den Berg",
        "Polo", "Polo Van den Berg", "Noémie D'Hondt-Peeters", "noemie d’hondt peeters",
        "D'Hondt-Peeters Noémie", "Rosa", "paul@example.org", "Paul@Example.org", "LIE-10007",
        "0471 99 88 77", "+32471998877", "0032 471/99.88.77", "04/222.33.44",
    ],
)  # fmt: skip
def test_every_way_of_writing_somebody_is_found(text: str) -> None:
    assert over(f"Avec {text}, hier.") == "Avec […], hier."


@pytest.mark.parametrize(
    "text",
    [
        "Awa Diallo", "Diallo", "awa@example.org", "0470 11 22 33", "BRU-10001", "Annick Delvaux",
        "Noémie", "une rosa rosa rosam", "Paulette", "polonais", "24/11/2026 10:30", "90 minutes",
        "Bergerac", "",
    ],
)  # fmt: skip
def test_nothing_else_is_taken(text: str) -> None:
    assert over(text) == text


def test_a_longer_name_is_one_name() -> None:
    assert over("Paul Van den Berg et Paul et Polo") == "[…] et […] et […]"


def test_a_name_that_the_person_shares_stays_theirs() -> None:
    twin = Mask([Named("Awa", "Diallo"), Named("Awa", "Sow", close=True)], [OWN], [])
    assert twin.over("Awa Diallo et Awa Sow", "[…]") == "Awa Diallo et […]"


def test_names_in_other_scripts_are_found() -> None:
    mask = Mask([Named("محمد", "العلي"), Named("Άννα", "Παππά", close=True)], [OWN], [])
    assert mask.over("مع محمد العلي اليوم", "[…]") == "مع […] اليوم"
    assert mask.over("Η Άννα ήρθε", "[…]") == "Η […] ήρθε"


NAMES = st.text("abcdefghijklmnopqrstuvwxyzéüß", min_size=2, max_size=9).map(str.capitalize)


@given(NAMES, NAMES, st.text(max_size=60), st.text(max_size=60))
def test_a_full_name_never_stays(given_name: str, family_name: str, left: str, right: str) -> None:
    mask = Mask([Named(given_name, family_name)], [OWN], [])
    told = mask.over(f"{left} {given_name} {family_name} {right}", "[…]")
    kept = {fold("Awa"), fold("Diallo")}
    if not {fold(given_name), fold(family_name)} & kept:
        assert f" {given_name} {family_name} " not in told


@given(st.text(max_size=120))
def test_without_others_a_text_is_as_it_was(text: str) -> None:
    assert Mask([], [OWN], []).over(text, "[…]") == text

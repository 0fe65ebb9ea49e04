"""Headings are recognised as offices write them, and a person may say otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.lists.mapping import Column, likely_role, list_language, recognise, remapped
from duodesk.lists.targets import SHARED, targets
from duodesk.model.people import Role
from tests.lists.conftest import DUTCH, FRENCH


def meant(headings: list[str]) -> list[str]:
    return [c.target + (f":{c.detail}" if c.detail else "") for c in recognise(headings)]


def test_a_french_list_of_mentees() -> None:
    assert meant(FRENCH[2]) == [
        "number", "family_name", "given_name", "birth_date", "languages", "target", "availability",
        "phone", "email", "municipality", "interests", "note", "note",
    ]  # fmt: skip


def test_a_dutch_list_of_mentors() -> None:
    assert meant(DUTCH[0]) == [
        "full_name", "birth_date", "languages", "experience", "availability", "phone", "email",
        "postcode", "strengths", "generalist", "language:eng", "note",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["Nom", "Commune"], ["full_name", "municipality"]),
        (["Name", "Vorname", "PLZ"], ["family_name", "given_name", "postcode"]),
        (["First name", "Last name", "Date of birth"], ["given_name", "family_name", "birth_date"]),
        (["Telefoonummer", "VOORNAAM *", "lundi", "Niveau néerlandais"],
         ["phone", "given_name", "availability:0", "language:nld"]),
        (["E-mail", "E-mail 2", "email", ""], ["email", "email?", "note", "note"]),
        (["Âge", "Pays", "Taille de chaussure"], ["leave", "note", "note"]),
    ],
)  # fmt: skip
def test_headings_as_they_come(headings: list[str], expected: list[str]) -> None:
    assert [m for m, e in zip(meant(headings), expected, strict=True) if not e.endswith("?")] == [
        e for e in expected if not e.endswith("?")
    ]


def test_no_heading_means_two_things() -> None:
    seen: dict[str, str] = {}
    for target in targets():
        for heading in target.headings:
            assert seen.setdefault(heading.casefold(), target.name) == target.name, heading


def test_titles_of_our_own_lists_are_recognised() -> None:
    for target in targets():
        if target.name not in {"language", "full_name"}:
            assert recognise([target.title, "Family name", "Given name"])[0].target == target.name


def test_a_person_may_say_otherwise_and_the_other_column_steps_back() -> None:
    columns = recognise(["Téléphone", "Bureau"])
    changed = remapped(columns, 1, "phone")
    assert [c.target for c in changed] == ["note", "phone"]
    assert changed[1] == Column(1, "Bureau", "phone")


@given(
    st.lists(
        st.text(max_size=30) | st.sampled_from(["Nom", "nom", "GSM", "Tél", "mail", "Notes"]),
        max_size=12,
    )
)
def test_every_column_has_a_meaning_and_no_field_two_columns(headings: list[str]) -> None:
    columns = recognise(headings)
    assert [c.index for c in columns] == list(range(len(headings)))
    fields = [c.target for c in columns if c.target not in SHARED]
    assert len(fields) == len(set(fields))


def test_role_and_language_are_guessed() -> None:
    assert likely_role(recognise(DUTCH[0]), "lijst.xlsx") == Role.MENTOR
    assert likely_role(recognise(FRENCH[2]), "liste.xlsx") == Role.MENTEE
    assert likely_role((), "Mentoren 2026.xlsx") == Role.MENTOR
    assert list_language(DUTCH[0]) == "nl"
    assert list_language(FRENCH[2]) == "fr"

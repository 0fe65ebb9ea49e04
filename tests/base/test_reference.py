"""The reference data agree with themselves: codes once, names everywhere, links that lead
somewhere.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from duodesk.base import reference
from duodesk.base.assets import resource
from duodesk.base.i18n import speaking
from duodesk.model import documents, followup, pairing, people

FILES = sorted(path.stem for path in resource("reference").glob("*.csv"))


def rows(name: str) -> list[dict[str, str]]:
    with Path(resource("reference", f"{name}.csv")).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_complete_and_every_code_is_given_once(name: str) -> None:
    found = rows(name)
    optional = {"extra"}
    assert [row for row in found if any(not v for k, v in row.items() if k not in optional)] == []
    keys = [
        (row.get("list"), row.get("code") or row.get("postcode") or (row["one"], row["other"]))
        for row in found
    ]
    assert len(keys) == len(set(keys))


def test_every_occupation_has_a_field_and_an_isco_minor_group() -> None:
    for occupation in reference.occupations().values():
        assert occupation.field in reference.fields()
        assert len(occupation.isco) == 3
        assert occupation.isco.isdigit()


def test_neighbours_are_two_known_fields() -> None:
    for pair in reference.neighbours():
        assert len(pair) == 2
        assert pair <= reference.fields().keys()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("status", people.Status), ("role", people.Role), ("goal", people.Goal),
        ("level", people.Level),
        ("stage", pairing.Stage), ("duo_stage", pairing.DuoStage), ("held", followup.Held),
        ("evidence", followup.Evidence), ("situation", followup.Situation),
        ("signatory", documents.Signatory),
    ],
)  # fmt: skip
def test_every_word_of_the_model_has_a_name_to_show(name: str, words: type) -> None:
    assert {str(word) for word in words} == reference.picklist(name).keys()


def test_a_code_is_found_by_any_of_its_names() -> None:
    languages = dict(reference.languages())
    assert reference.find_code(languages, " NÉERLANDAIS ") == "nld"
    assert reference.find_code(languages, "Frans") == "fra"
    assert reference.find_code(languages, "klingon") is None
    assert reference.find_code(dict(reference.occupations()), "cuisinière") == "cook"


def test_names_follow_the_language_spoken() -> None:
    with speaking("nl"):
        assert reference.chosen("goal", "job") == "Werk"
    assert reference.chosen("goal", "of a newer program") == "of a newer program"


def test_distances_are_those_of_a_map() -> None:
    """Brussels to Antwerp is some 42 km, to Liège some 90 km, in a straight line."""
    assert reference.distance_km("1000", "2000") == pytest.approx(42, abs=5)
    assert reference.distance_km("1000", "4000") == pytest.approx(90, abs=6)
    assert reference.distance_km("1000", None) is None

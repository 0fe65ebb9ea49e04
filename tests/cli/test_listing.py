"""`list people`: whom the window lists, with the same filters and views."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.cli.conftest import Command


def test_everybody_is_listed_in_order(duodesk: Command) -> None:
    told = duodesk("list", "people")
    lines = told.out.splitlines()
    assert told.code == 0
    assert lines[-1] == f"{len(lines) - 1} people"
    asked = duodesk("list", "people", "--json").json
    assert len(asked["people"]) == len(lines) - 1
    assert asked["filters"] == []
    assert all(person["name"] in line for person, line in zip(asked["people"], lines, strict=False))


def test_filters_hold_together_and_take_words(duodesk: Command) -> None:
    everybody = duodesk("list", "people", "--json").json["people"]
    asked = ("list", "people", "--filter", "language=français:B1", "--filter", "role=mentee")
    told = duodesk(*asked, "--json").json
    fit = [
        person["number"]
        for person in everybody
        if person["languages"].get("fra") in {"B1", "B2", "C1", "C2", "native"}
        and person["roles"] == ["mentee"]
    ]
    assert fit
    assert [person["number"] for person in told["people"]] == fit
    assert told["filters"][0] == {"kind": "language", "values": ["fra:B1"]}
    spoken = duodesk(*asked)
    assert spoken.out.splitlines()[0] == "Language: French, B1 or better · Role: Mentee"
    either = duodesk("list", "people", "--filter", "status=registered", "--filter",
                     "status=accepted", "--json").json  # fmt: skip
    assert {person["status"] for person in either["people"]} <= {"registered", "accepted"}


def test_a_view_is_known_by_its_name_in_the_language_spoken(duodesk: Command) -> None:
    told = duodesk("list", "people", "--view", "waiting for a duo", "--json").json
    assert {person["status"] for person in told["people"]} == {"accepted"}
    wrong = duodesk("list", "people", "--view", "Nobody knows")
    assert (wrong.code, wrong.out) == (3, "")
    assert "Waiting for a duo" in wrong.err


def test_wrong_filters_are_one_sentence_with_the_way_out(duodesk: Command) -> None:
    for text, known in (
        ("moon=full", "language"),
        ("status=happy", "accepted"),
        ("age=x", "18-30"),
    ):
        told = duodesk("list", "people", "--filter", text)
        assert (told.code, told.out, told.err.count("\n")) == (3, "", 1)
        assert known in told.err


def test_a_workbook_is_written(duodesk: Command, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    told = duodesk("list", "people", "--filter", "role=mentor", "--xlsx", path, language="fr")
    assert told.code == 0
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    mentors = duodesk("list", "people", "--filter", "role=mentor", "--json").json["people"]
    assert [row[0] for row in rows[5:]] == [person["number"] for person in mentors]
    assert rows[4][0] == "Numéro"
    nowhere = duodesk("list", "people", "--xlsx", tmp_path / "no" / "people.xlsx")
    assert nowhere.code == 3
    assert duodesk("list", "people", "--xlsx", path, "--json").code == 2

"""`sessions`, `calls` and `call`: planned, filled, ticked and called without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command, Told

DAY = "2026-06-18"


@pytest.fixture
def people(duodesk: Command, listed: Path, tmp_path: Path) -> tuple[Path, list[str]]:
    """A desk that two people were just registered on, and their numbers."""
    folder = tmp_path / "own"
    assert duodesk("new", "--office", "BRU", "--author", "Annick", profile=folder).code == 0
    told = duodesk("import-list", listed, "--kind", "mentee", "--apply", profile=folder)
    assert told.code == 0, told.err
    found = duodesk("calls", "--json", profile=folder).json
    return folder, [one["person"] for one in found]


def test_a_session_is_planned_filled_and_ticked(
    duodesk: Command, people: tuple[Path, list[str]], tmp_path: Path
) -> None:
    folder, (first, second) = people

    def ask(*arguments: object) -> Told:
        return duodesk("sessions", *arguments, profile=folder)

    planned = ask("plan", DAY, "--at", "18h30", "--minutes", 90, "--place", "Salle 2", "--seats", 1)
    assert planned.out == (
        "18/06/2026 · 18:30 – 20:00 · Mentees and mentors · Salle 2 · "
        "invited 0, came 0, did not come 0, excused 0\n"
    )
    full = ask("invite", DAY, first, second)
    assert "1 person more is expected than there are seats." in full.out
    assert ask("attend", DAY, second, "--absent").code == 0
    told = ask("attend", DAY, "--json").json
    assert (told["invited"], told["attended"], told["absent"]) == (2, 1, 1)
    assert [row["day"] for row in ask("list", "--past", "--json").json] == [DAY]
    assert ask("list").out == "There is no such session.\n"
    assert ask("sheet", DAY, tmp_path / "sheet.pdf").out == "Written: sheet.pdf\n"
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_what_cannot_be_found_or_told_apart_is_said(
    duodesk: Command, people: tuple[Path, list[str]]
) -> None:
    folder, (first, _second) = people

    def ask(*arguments: object) -> Told:
        return duodesk("sessions", *arguments, profile=folder)

    for hour in ("14:00", "18:00"):
        assert ask("plan", DAY, "--at", hour, "--role", "mentee").code == 0
    for arguments, said in (
        (("invite", "2026-06-19", first), "no such session on 19/06/2026"),
        (("invite", DAY, first), "several sessions on 18/06/2026"),
        (("invite", DAY, "BRU-99999", "--at", "18:00"), "Nobody has the number BRU-99999"),
        (("attend", DAY, first, "--at", "18:00"), "not invited to this session"),
        (("plan", DAY, "--at", "25"), "Write the hour like this"),
        (("plan", DAY, "--seats", 0), "from 1 to 500"),
    ):
        told = ask(*arguments)
        assert (told.code, told.out) == (3, ""), arguments
        assert said in told.err
    assert ask("invite", DAY, first, "--at", "18:00").code == 0


def test_the_call_list_shrinks_as_people_are_reached(
    duodesk: Command, people: tuple[Path, list[str]]
) -> None:
    folder, (first, second) = people
    tried = duodesk("call", first, "--no-answer", "--about", "first_call", profile=folder)
    assert tried.out.startswith("Written down: ")
    assert tried.out.endswith(" did not answer.\n")
    listed = {one["person"]: one for one in duodesk("calls", "--json", profile=folder).json}
    assert (listed[first]["attempts"], listed[second]["attempts"]) == (1, 0)
    assert listed[first]["about"] == "first_call"
    told = duodesk("call", first, "--text", "=1+1", "--json", profile=folder)
    assert told.json == {"about": None, "person": first, "reached": True}
    (line,) = duodesk("calls", profile=folder, language="fr").out.splitlines()
    assert line.startswith(f"{second} · ")
    assert "Premier appel" in line
    assert duodesk("call", "X", profile=folder).code == 3


def test_nobody_to_call_is_said(duodesk: Command, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    assert duodesk("new", "--office", "LIE", "--author", "Marie", profile=folder).code == 0
    assert duodesk("calls", profile=folder).out == "Nobody waits for a call.\n"

"""`recruit note`: the information note of a volunteer, and its receipt, without a window."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Command


def number_of(duodesk: Command, role: str) -> str:
    people = duodesk("list", "people", "--json").json["people"]
    return next(str(one["number"]) for one in people if one["roles"] == [role])


def test_the_note_is_written_and_its_receipt_noted(duodesk: Command, tmp_path: Path) -> None:
    number, out = number_of(duodesk, "mentor"), tmp_path / "note.pdf"
    told = duodesk("recruit", "note", number, "--received", "2026-01-15")
    assert told.code == 3
    assert "not printed yet" in told.err
    assert duodesk("recruit", "note", number.lower(), out).out == "Written: note.pdf\n"
    assert out.read_bytes().startswith(b"%PDF")
    told = duodesk("recruit", "note", number, "--received", "2026-01-15", "--json")
    assert told.json == {"number": number, "received": "2026-01-15"}
    state = duodesk("dump").json["state"]
    (note,) = (row for row in state["document"] if row["kind"] == "information_note")
    (signature,) = (row for row in state["signature"] if row["document_id"] == note["id"])
    (mentor,) = (
        row
        for row in state["enrolment"]
        if row["person_id"] == note["person_id"] and row["role"] == "mentor"
    )
    assert signature["signed_on"] == mentor["informed_on"] == "2026-01-15"


def test_only_mentors_are_volunteers(duodesk: Command, tmp_path: Path) -> None:
    number = number_of(duodesk, "mentee")
    told = duodesk("recruit", "note", number, tmp_path / "note.pdf")
    assert told.code == 3
    assert number in told.err

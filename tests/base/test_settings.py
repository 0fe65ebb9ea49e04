"""What this machine remembers: written whole, read again, older files brought to today's form."""

from __future__ import annotations

from pathlib import Path

from duodesk.base.settings import VERSION, MachineSettings, load, save


def test_what_is_chosen_for_printing_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    chosen = MachineSettings(
        printer='Étage "2"', duplex="short", copies=2, tray="Lower", signing_copies=3
    )
    save(path, chosen)
    assert load(path) == chosen


def test_a_file_of_before_there_were_choices_of_printing_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('version = 1\nlanguage = "nl"\nlock_minutes = 5\n', encoding="utf-8")
    found = load(path)
    assert (found.version, found.language, found.lock_minutes) == (VERSION, "nl", 5)
    assert (found.printer, found.duplex, found.copies, found.signing_copies) == ("", "", 1, 1)


def test_a_value_of_another_type_has_its_default(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('version = 2\ncopies = "many"\nduplex = "long"\n', encoding="utf-8")
    assert load(path) == MachineSettings(duplex="long")

"""The commands that the README shows exist, with the options it shows."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from duodesk.cli.main import parser

README = Path(__file__).parents[2] / "README.md"


def shown() -> list[str]:
    """Every command of an indented line, `·` between several of the same program."""
    lines = re.findall(r"^ {4,}duodesk (.+)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    return [command.strip() for line in lines for command in line.split(" · ")]


def named(command: str) -> argparse.ArgumentParser:
    """The parser of the command that this line names."""
    found = parser()
    words = command.split()
    while found._subparsers is not None:
        choices = found._subparsers._group_actions[0].choices or {}
        found = choices[words.pop(0)]  # type: ignore[index, call-overload]
    return found


def test_every_command_of_the_readme_exists_with_its_options() -> None:
    commands = shown()
    assert len(commands) > 15
    for command in commands:
        known = {option for action in named(command)._actions for option in action.option_strings}
        assert set(re.findall(r"--[a-z-]+", command)) <= known, command

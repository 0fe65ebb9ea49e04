"""How `texts` is asked for on the command line; what it does is imported when it runs."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command with its arguments."""
    top = commands.add_parser("texts", help="the texts of papers, and who approved them")
    does = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listed = does.add_parser("list", help="every version, the one that is printed marked")
    listed.add_argument("--json", action="store_true")
    out = does.add_parser("save", help="the texts that are printed now, a file each")
    new = does.add_parser("new", help="a new version from DIR/LANGUAGE/KIND.txt")
    yes = does.add_parser("approve", help="print papers from a version, no longer as a draft")
    for parser in (new, yes):
        parser.add_argument("kind", metavar="KIND", help="agreement, code_of_conduct …")
    for parser in (out, new):
        parser.add_argument("folder", type=Path, metavar="DIR")
    yes.add_argument("version", metavar="N")
    yes.add_argument("--by", required=True, metavar="NAME", help="who approved the text")
    yes.add_argument("--on", type=date.fromisoformat, metavar="DATE")
    for parser, name in (
        (listed, "list_texts"), (out, "save"), (new, "bring_in"), (yes, "approve"),
    ):  # fmt: skip
        parser.set_defaults(run=_run, does=name)


def _run(arguments: argparse.Namespace) -> None:
    from duodesk.cli import wordings

    getattr(wordings, arguments.does)(arguments)

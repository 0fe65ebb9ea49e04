"""How the calendar is asked for on the command line; what its commands do is imported when one of
them runs.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands with their arguments."""
    whole = commands.add_parser("calendar", help="the calendar of an office as one .ics file")
    whole.add_argument("out", type=Path, metavar="OUT.ics")
    whole.add_argument("--from", dest="begin", type=date.fromisoformat, metavar="DATE")
    whole.add_argument("--to", dest="end", type=date.fromisoformat, metavar="DATE")
    whole.add_argument("--office", metavar="CODE", help="instead of this one")
    whole.add_argument("--names", action="store_true", help="with short names of people")
    listed = commands.add_parser("series", help="training series, and who completed the training")
    listed.add_argument("name", nargs="?", metavar="NAME", help="one of them, person by person")
    attend = commands.add_parser(
        "training-attendance", help="note who came; without numbers all not noted yet"
    )
    attend.add_argument("series", metavar="SERIES")
    attend.add_argument("day", type=date.fromisoformat, metavar="DATE")
    attend.add_argument("numbers", nargs="*", metavar="NUMBER")
    said = attend.add_mutually_exclusive_group()
    for word in ("absent", "excused", "made-up"):
        said.add_argument(
            f"--{word}", dest="presence", action="store_const", const=word.replace("-", "_")
        )
    paper = commands.add_parser(
        "training-paper", help="a mentor's invitation (.pdf, .ics, .eml), or the certificate"
    )
    paper.add_argument("number", metavar="NUMBER")
    paper.add_argument("out", type=Path, metavar="OUT")
    paper.add_argument("--series", metavar="SERIES", help="else the certificate, a .pdf")
    for parser, run in (
        (whole, _whole), (listed, _series), (attend, _attend), (paper, _paper),
    ):  # fmt: skip
        parser.add_argument("--json", action="store_true")
        parser.set_defaults(run=run)


def _whole(arguments: argparse.Namespace) -> None:
    from duodesk.cli import trained

    trained.whole(arguments)


def _series(arguments: argparse.Namespace) -> None:
    from duodesk.cli import trained

    trained.list_series(arguments)


def _attend(arguments: argparse.Namespace) -> None:
    from duodesk.cli import trained

    trained.attend(arguments)


def _paper(arguments: argparse.Namespace) -> None:
    from duodesk.cli import trained

    trained.paper(arguments)

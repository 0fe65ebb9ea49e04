"""How `request` is asked for on the command line; what it does is imported when it runs."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from duodesk.base.i18n import LANGUAGES
from duodesk.model.requests import Answer, Wish


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command with its arguments."""
    top = commands.add_parser("request", help="what people ask about their data, and the answers")
    does = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listed = does.add_parser("list", help="requests to be answered, the first due on top")
    listed.add_argument("--all", action="store_true", help="the answered ones too")
    new = does.add_parser("receive", help="write down a request; without NUMBER of nobody known")
    new.add_argument("number", nargs="?", metavar="NUMBER")
    new.add_argument("--wish", choices=[str(one) for one in Wish], default="access")
    new.add_argument("--note", default="", metavar="WORDS", help="for colleagues")
    done = does.add_parser("answer", help="write down what was answered")
    done.add_argument("said", choices=[str(one) for one in Answer], metavar="ANSWER",
                      help="granted, partly, refused, not_known")  # fmt: skip
    done.add_argument("--reason", default="", metavar="WORDS", help="of a no, or of a part")
    letter = does.add_parser("letter", help="the letter that a request calls for, a .pdf")
    letter.add_argument("out", type=Path, metavar="OUT.pdf")
    for parser in (done, letter):
        parser.add_argument("request", metavar="REQUEST", help="its code, or a person's number")
    told = does.add_parser("dossier", help="all that is held about a person, in their language")
    told.add_argument("number", metavar="NUMBER")
    told.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    told.add_argument("--json-out", type=Path, metavar="FILE.json", help="the same for programs")
    told.add_argument("--changes", action="store_true", help="with what stood in fields before")
    for parser in (letter, told):
        parser.add_argument("--reader", choices=LANGUAGES, help="instead of the person's language")
    for parser in (new, done):
        parser.add_argument("--on", type=date.fromisoformat, metavar="DATE")
    for parser, name in (
        (listed, "list_requests"), (new, "receive"), (done, "answer"), (letter, "write"),
        (told, "tell_all"),
    ):  # fmt: skip
        parser.add_argument("--json", action="store_true")
        parser.set_defaults(run=_run, does=name)


def _run(arguments: argparse.Namespace) -> None:
    from duodesk.cli import asked

    getattr(asked, arguments.does)(arguments)

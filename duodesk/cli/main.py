"""Reading the command line and ending with the right code: 0 done, 2 wrong usage, 3 to be mended, 1
a bug or some of it not done.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from duodesk import __version__
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, set_language
from duodesk.base.memory import look_seldom
from duodesk.cli import (
    calendar,
    care,
    data,
    exchange,
    following,
    handing,
    meeting_people,
    reports,
    requests,
    start,
    texts,
    twice,
    watching,
)

# Files that open the window when they are named alone.
_OPENS = (".duo", ".duoinvitation")
# The papers of a duo (cli/papers.py).
_PAPERS = (
    "agreement", "code_of_conduct", "welcome_mentee", "welcome_mentor", "action_plan",
    "action_plan_empty", "weekly_sheet", "c45b_sheet", "all",
)  # fmt: skip
Run = "argparse._SubParsersAction[argparse.ArgumentParser]"


def run(arguments: Sequence[str]) -> int:
    """Do what is asked and say how it went."""
    look_seldom()
    chosen = parser().parse_args(_with_verb(arguments))
    set_language(chosen.language)
    try:
        return int(chosen.run(chosen) or 0)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    except BrokenPipeError:  # `duodesk dump | head`: who listens has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001 - the last line of defence: a bug is told, not hidden
        traceback.print_exc()
        return 1


def _with_verb(arguments: Sequence[str]) -> list[str]:
    """A file in place of a command is one to open: that is how a double click starts a program."""
    words, skip = list(arguments), False
    for place, word in enumerate(words):
        if skip or word.startswith("-"):
            skip = word in {"--profile", "--language"}
            continue
        if word.lower().endswith(_OPENS):
            words.insert(place, "open")
        break
    return words


@cache
def parser() -> argparse.ArgumentParser:
    """Every command with its arguments; the README and a test walk this list."""
    top = argparse.ArgumentParser(
        prog="duodesk", description="The desk of the coordinators of DUO for a JOB."
    )
    top.add_argument("--version", action="version", version=f"Duodesk {__version__}")
    top.add_argument("--profile", type=Path, help="folder of the desk file")
    top.add_argument(
        "--language", choices=LANGUAGES, default="en", help="language of what is said and written"
    )
    top.add_argument(
        "--demo", action="store_true", help="the window on a throw-away demonstration desk"
    )
    top.set_defaults(run=start.window)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    _founding(commands)
    _content(commands)
    _listing(commands)
    _recruiting(commands)
    _papers(commands)
    _sessions(commands)
    _calls(commands)
    calendar.add_to(commands)
    watching.add_to(commands)
    texts.add_to(commands)
    reports.add_to(commands)
    requests.add_to(commands)
    _twice(commands)
    _care(commands)
    _exchange(commands)
    return top


def _founding(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    tour = commands.add_parser(
        "tour", help="a programme lived through with no screen; pictures and files in DIR"
    )
    tour.add_argument("folder", type=Path, metavar="DIR")
    tour.add_argument("--scale", type=float, default=1.0)
    tour.add_argument("--json", action="store_true")
    tour.set_defaults(run=start.tour)
    open_ = commands.add_parser(
        "open", help="the window, showing these files: FILE.duo alone does the same"
    )
    open_.add_argument("files", type=Path, nargs="+", metavar="FILE")
    open_.set_defaults(run=start.window)
    new = commands.add_parser("new", help="found an organisation on this desk, or join one")
    new.add_argument("--office", metavar="CODE", help="found one, as this office")
    new.add_argument("--join", type=Path, metavar="INVITE", help="join one, with its invitation")
    new.add_argument("--words", metavar="WORDS", help="the six words of the invitation")
    new.add_argument("--author", required=True, metavar="NAME")
    new.add_argument("--recovery-sheet", type=Path, metavar="OUT.pdf")
    new.set_defaults(run=care.new)
    demo = commands.add_parser("demo", help="fill a new desk with the demonstration")
    demo.add_argument("--scale", type=float, default=1.0)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--date", type=date.fromisoformat)
    demo.set_defaults(run=care.demo)


def _content(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    dump = commands.add_parser("dump", help="everything as one JSON document; never keys")
    dump.add_argument("--json", action="store_true", help="(always)")
    dump.set_defaults(run=data.dump)
    load = commands.add_parser("load", help="the inverse of dump, into an empty desk")
    load.add_argument("file", type=Path)
    load.add_argument("--office", default="BRU", metavar="CODE")
    load.add_argument("--author", default="", metavar="NAME")
    load.set_defaults(run=data.load)
    lists = commands.add_parser(
        "import-list",
        help="people, duos, meetings and more from a spreadsheet; a dry run unless --apply",
    )
    lists.add_argument("file", type=Path)
    kinds = ("mentee", "mentor", "duos", "meetings", "outcomes", "signatures", "attendance")
    lists.add_argument("--kind", choices=kinds)
    lists.add_argument("--sheet", metavar="NAME", help="instead of the one that says most")
    lists.add_argument(
        "--likely", choices=("new", "same", "skip"), help="what becomes of who is likely known"
    )
    lists.add_argument(
        "--replace", action="store_true", help="the list prevails over what is known"
    )
    lists.add_argument("--apply", action="store_true")
    lists.add_argument("--report", type=Path, metavar="OUT.xlsx")
    lists.add_argument("--json", action="store_true")
    lists.set_defaults(run=data.import_list)
    suggest = commands.add_parser("suggest", help="mentors for waiting mentees, with reasons")
    suggest.add_argument("--mentee", metavar="NUMBER")
    suggest.add_argument("--top", type=int, default=3)
    suggest.add_argument("--json", action="store_true")
    suggest.set_defaults(run=data.suggest)


def _recruiting(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    top = commands.add_parser("recruit", help="people on the way in, and decisions about them")
    does = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    shown = does.add_parser("list", help="how far each has come, and what comes next")
    decide = does.add_parser("decide", help="record a decision; undo takes it back")
    decide.add_argument("number", metavar="NUMBER")
    what = decide.add_mutually_exclusive_group(required=True)
    for option, decision in (
        ("accept", "accepted"), ("wait", "waiting"), ("decline", "declined"),
        ("withdraw", "withdrawn"),
    ):  # fmt: skip
        what.add_argument(f"--{option}", dest="decision", action="store_const", const=decision)
    what.add_argument("--redirect", metavar="PARTNER", help="? when it is not known where to")
    decide.add_argument("--on", type=date.fromisoformat, metavar="DATE")
    decide.add_argument("--reason", metavar="CODE")
    decide.add_argument("--role", choices=("mentee", "mentor"), help="of somebody who is both")
    note = does.add_parser("note", help="the information note of a volunteer, a .pdf")
    note.add_argument("number", metavar="NUMBER")
    what = note.add_mutually_exclusive_group(required=True)
    what.add_argument("out", nargs="?", type=Path, metavar="OUT.pdf")
    what.add_argument(
        "--received", type=date.fromisoformat, metavar="DATE", help="its receipt was signed"
    )
    partners = commands.add_parser("partners", help="the directory of partner organisations")
    does_more = partners.add_subparsers(title="commands", metavar="COMMAND", required=True)
    known = does_more.add_parser("list", help="each with what came of it")
    known.add_argument("--closed", action="store_true", help="closed ones too")
    add = does_more.add_parser("add", help="an organisation of this office")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--kind", metavar="CODE")
    add.add_argument("--sends", action="store_true", help="it sends people to us")
    add.add_argument("--takes", action="store_true", help="we may send people there")
    for option in ("contact", "phone", "email"):
        add.add_argument(f"--{option}")
    for parser_, run_ in (
        (shown, data.recruit_list), (decide, data.recruit_decide), (note, data.recruit_note),
        (known, data.partners_list), (add, data.partners_add),
    ):  # fmt: skip
        parser_.add_argument("--json", action="store_true")
        parser_.set_defaults(run=run_)


def _listing(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    people = commands.add_parser("list", help="people as the window lists them")
    people.add_argument("what", choices=("people",))
    people.add_argument(
        "--filter",
        dest="filters",
        action="append",
        default=[],
        metavar="KIND=VALUE,…",
        help="such as language=fra:B1; several hold together",
    )
    people.add_argument("--view", metavar="NAME", help="a saved view, or one of the program's")
    form = people.add_mutually_exclusive_group()
    form.add_argument("--xlsx", type=Path, metavar="OUT.xlsx")
    form.add_argument("--json", action="store_true")
    people.set_defaults(run=data.list_people)


def _papers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    documents = commands.add_parser(
        "documents", help="papers of a duo as PDF: agreement and code of conduct, letters, sheets"
    )
    documents.add_argument("duo", metavar="DUO", nargs="?", help="number of the duo")
    documents.add_argument(
        "--signing", type=date.fromisoformat, metavar="DATE",
        help="instead of one duo's: all papers for the signatures of that day",
    )  # fmt: skip
    documents.add_argument("--out", type=Path, required=True, metavar="DIR")
    documents.add_argument(
        "--language", dest="reader", choices=LANGUAGES, help="instead of each reader's own language"
    )
    documents.add_argument(
        "--paper", dest="papers", action="append", choices=_PAPERS, metavar="PAPER",
        help="instead of agreement and code of conduct: " + ", ".join(_PAPERS),
    )  # fmt: skip
    documents.set_defaults(run=data.documents)


def _sessions(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    top = commands.add_parser("sessions", help="information sessions: who is expected, who came")
    does = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listed = does.add_parser("list", help="the sessions to come")
    listed.add_argument("--past", action="store_true", help="those that are over instead")
    plan = does.add_parser("plan", help="plan a session")
    invite = does.add_parser("invite", help="invite people to a session")
    attend = does.add_parser("attend", help="note who came; without numbers all not noted yet")
    sheet = does.add_parser("sheet", help="the sign-in sheet of a session as PDF")
    for parser_ in (plan, invite, attend, sheet):
        parser_.add_argument("day", type=date.fromisoformat, metavar="DATE")
        parser_.add_argument("--at", metavar="HOUR", help="when it begins, like 14:30")
        parser_.add_argument("--role", choices=("mentee", "mentor"))
    plan.add_argument("--minutes", type=int, metavar="N")
    plan.add_argument("--place", metavar="PLACE")
    plan.add_argument("--online", action="store_true")
    plan.add_argument("--language", dest="spoken", choices=LANGUAGES)
    plan.add_argument("--seats", type=int, metavar="N")
    invite.add_argument("numbers", nargs="+", metavar="NUMBER")
    attend.add_argument("numbers", nargs="*", metavar="NUMBER")
    said = attend.add_mutually_exclusive_group()
    said.add_argument("--absent", dest="presence", action="store_const", const="absent")
    said.add_argument("--excused", dest="presence", action="store_const", const="excused")
    sheet.add_argument("out", type=Path, metavar="OUT.pdf")
    for parser_, run_ in (
        (listed, meeting_people.list_sessions), (plan, meeting_people.plan),
        (invite, meeting_people.invite), (attend, meeting_people.attend),
        (sheet, meeting_people.sheet),
    ):  # fmt: skip
        parser_.add_argument("--json", action="store_true")
        parser_.set_defaults(run=run_)


def _calls(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    listing = commands.add_parser("calls", help="whom to call, what is due first on top")
    call = commands.add_parser("call", help="write down a call with a person")
    call.add_argument("number", metavar="NUMBER")
    call.add_argument("--no-answer", action="store_true", help="tried in vain")
    call.add_argument("--about", choices=("first_call", "no_show", "decision", "other"))
    call.add_argument("--text", default="", metavar="WORDS", help="what was said")
    for parser_, run_ in ((listing, meeting_people.list_calls), (call, meeting_people.call)):
        parser_.add_argument("--json", action="store_true")
        parser_.set_defaults(run=run_)


def _twice(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    listing = commands.add_parser("lookalikes", help="who may be registered twice, and why")
    merge = commands.add_parser("merge", help="make one person of two entries")
    merge.add_argument("number", metavar="NUMBER")
    merge.add_argument("--into", required=True, metavar="NUMBER", help="the entry that goes on")
    part = commands.add_parser("part", help="a joined entry is another person after all")
    part.add_argument("number", metavar="NUMBER")
    for parser_, run_ in (
        (listing, twice.lookalikes), (merge, twice.merge), (part, twice.part),
    ):  # fmt: skip
        parser_.add_argument("--json", action="store_true")
        parser_.set_defaults(run=run_)


def _care(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    backup = commands.add_parser("backup", help="a checked copy of the desk file")
    backup.add_argument("file", type=Path)
    backup.set_defaults(run=care.backup_)
    restore = commands.add_parser(
        "restore", help="put a copy in place; the present file is kept beside it"
    )
    restore.add_argument("file", type=Path)
    restore.set_defaults(run=care.restore)
    check = commands.add_parser(
        "check", help="is every page of the desk file sound, and does the journal agree"
    )
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=care.check)
    test = commands.add_parser(
        "self-test", help="the installed program proves itself in under a minute"
    )
    test.set_defaults(run=care.self_test)


def _exchange(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    top = commands.add_parser("exchange", help="files between laptops and offices")
    does = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    invite = does.add_parser("invite", help="an invitation for a new laptop, and its six words")
    invite.add_argument("--out", type=Path, required=True, metavar="FILE")
    invite.add_argument("--office", metavar="CODE", help="of another office than this one's")
    invite.add_argument("--inviter", action="store_true", help="it may take others in itself")
    accept = does.add_parser("accept", help="take in the laptop that made this file")
    accept.add_argument("file", type=Path)
    accept.add_argument("--out", type=Path, metavar="FILE", help="its answer; else beside it")
    export = does.add_parser("export", help="a file for all, or for one laptop")
    export.add_argument("file", type=Path)
    export.add_argument("--to", metavar="LAPTOP")
    export.add_argument("--full", action="store_true", help="everything, for doubt and repair")
    export.add_argument("--request", action="store_true", help="only what this laptop has")
    look = does.add_parser("look", help="what a file would do; nothing is written")
    look.add_argument("file", type=Path)
    take = does.add_parser("import", help="take files in, each whole or not at all")
    take.add_argument("files", type=Path, nargs="+", metavar="FILE")
    take.add_argument("--yes", action="store_true", help="also where it would stop and ask")
    status = does.add_parser("status", help="laptops, files, two versions, remarks")
    undo = does.add_parser("undo", help="take the last file's changes back out")
    retire = does.add_parser("retire", help="nothing more goes to this laptop or comes from it")
    retire.add_argument("laptop")
    which = retire.add_mutually_exclusive_group()
    which.add_argument("--former", action="store_true", help="what was lost before it was put back")
    which.add_argument("--both", action="store_true", help="that, and the one in use")
    entrust = does.add_parser("entrust", help="let this laptop invite and retire others too")
    entrust.add_argument("laptop")
    regain = does.add_parser("regain", help="this right, with the first laptop's recovery sheet")
    follow = does.add_parser("follow", help="a shared folder, as the window follows it")
    follow.add_argument("folder", type=Path)
    follow.add_argument("--once", action="store_true", help="instead of until it is stopped")
    _of_people(does)
    for parser_, run_ in (
        (invite, exchange.invite), (accept, exchange.accept), (export, exchange.export),
        (look, exchange.look), (take, exchange.bring_in), (status, exchange.status),
        (undo, exchange.undo), (retire, exchange.retire), (entrust, exchange.entrust),
        (regain, exchange.regain), (follow, following.follow),
    ):  # fmt: skip
        parser_.add_argument("--json", action="store_true")
        parser_.set_defaults(run=run_)


def _of_people(does: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    offer = does.add_parser("offer", help="offer a person to another office")
    offer.add_argument("number", metavar="NUMBER")
    offer.add_argument("--to", required=True, metavar="CODE")
    answer = does.add_parser("answer", help="accept or refuse a person who is offered")
    answer.add_argument("number", metavar="NUMBER")
    said = answer.add_mutually_exclusive_group(required=True)
    said.add_argument("--accept", action="store_true")
    said.add_argument("--refuse", metavar="REASON")
    withdraw = does.add_parser("withdraw", help="take an offer back")
    withdraw.add_argument("number", metavar="NUMBER")
    erase = does.add_parser("erase", help="erase a person for good, on every laptop")
    erase.add_argument("number", metavar="NUMBER")
    erase.add_argument("--type", required=True, metavar="NUMBER", help="their number once more")
    renew = does.add_parser("renew", help="a new seal and lock for this laptop")
    lock = does.add_parser("lock", help="what opens this laptop's files with any age program")
    lock.add_argument("file", type=Path)
    for parser_, run_ in (
        (offer, handing.offer), (answer, handing.answer), (withdraw, handing.withdraw),
        (erase, handing.erase), (renew, handing.renew), (lock, handing.lock),
    ):  # fmt: skip
        parser_.add_argument("--json", action="store_true")
        parser_.set_defaults(run=run_)

"""What goes into a desk and comes out of it: dump, lists, suggestions, papers, the workbook."""

from __future__ import annotations

import argparse
import json

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, ngettext
from duodesk.cli.opening import founder, means, opened, passphrase, profile, say
from duodesk.store import access
from duodesk.store import dump as dumping


def dump(arguments: argparse.Namespace) -> None:
    """Everything, documented, sorted, stable."""
    with opened(arguments) as desk:
        say(dumping.to_json(dumping.dump(desk.store)).rstrip("\n"))


def load(arguments: argparse.Namespace) -> None:
    """A dump into a desk made for it."""
    try:
        document = json.loads(arguments.file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(
            N_("“%(name)s” cannot be read as a dump. Nothing was loaded."), name=arguments.file.name
        ) from error
    if not isinstance(document, dict):
        raise UserError(
            N_("“%(name)s” cannot be read as a dump. Nothing was loaded."), name=arguments.file.name
        )
    person = founder(arguments.office, arguments.author, arguments.language)
    place = profile(arguments)
    founded = access.found(place, passphrase(), person, means(), empty=True)
    try:
        dumping.load(founded.desk.store, document)
        dumping.adopt_author(founded.desk.store, arguments.author)
    except UserError:
        founded.desk.close()
        # A desk that holds nothing would be in the way of the next try.
        for left in (place.keys, *place.folder.glob(place.database.name + "*")):
            left.unlink(missing_ok=True)
        raise
    founded.desk.close()
    people = len(document["state"].get("person", []))
    say(ngettext("%(n)s person loaded.", "%(n)s people loaded.", people))


def import_list(arguments: argparse.Namespace) -> None:
    """People from a spreadsheet."""
    from duodesk.cli.lists import bring_in

    bring_in(arguments)


def list_people(arguments: argparse.Namespace) -> None:
    """People, filtered or in a view."""
    from duodesk.cli.listing import people

    people(arguments)


def suggest(arguments: argparse.Namespace) -> None:
    """Mentors for a mentee, or the whole plan."""
    from duodesk.cli import suggesting

    suggesting.suggest(arguments)


def documents(arguments: argparse.Namespace) -> None:
    """Papers of a duo."""
    from duodesk.cli import papers

    papers.documents(arguments)


def report(arguments: argparse.Namespace) -> None:
    """The workbook."""
    from duodesk.cli import work

    work.report(arguments)


def recruit_list(arguments: argparse.Namespace) -> None:
    """Everybody on the way in."""
    from duodesk.cli import recruiting

    recruiting.show(arguments)


def recruit_decide(arguments: argparse.Namespace) -> None:
    """A decision about somebody."""
    from duodesk.cli import recruiting

    recruiting.decide_(arguments)


def recruit_note(arguments: argparse.Namespace) -> None:
    """The information note of a mentor, or its receipt."""
    from duodesk.cli import noting

    noting.note(arguments)


def partners_list(arguments: argparse.Namespace) -> None:
    """The directory of partners."""
    from duodesk.cli import recruiting

    recruiting.directory(arguments)


def partners_add(arguments: argparse.Namespace) -> None:
    """A new partner."""
    from duodesk.cli import recruiting

    recruiting.add(arguments)

"""Founding a desk, filling a demonstration, copies, restoring, checking."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, time

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _
from duodesk.cli.opening import founder, means, opened, passphrase, profile, say, say_json
from duodesk.exchange import joining, rights
from duodesk.office import queries
from duodesk.store import access, dump
from duodesk.store.access import Founded
from duodesk.store.engine import quick_check
from duodesk.store.founding import Founder


def new(arguments: argparse.Namespace) -> None:
    """Found a desk, or join with an invitation; say, or print, its recovery words."""
    if bool(arguments.office) == bool(arguments.join):
        raise UserError(N_("Name an office to found, or an invitation to join with: one of both."))
    person = _joiner(arguments) if arguments.join else None
    person = person or founder(arguments.office, arguments.author, arguments.language)
    founded = access.found(profile(arguments), passphrase(), person, means())
    try:
        if arguments.join:
            data = arguments.join.read_bytes()
            joining.begin(founded.desk.store, data, arguments.words or "", arguments.author)
            say(_("Now make its first file (duodesk exchange export FILE) for who invited you."))
        if arguments.recovery_sheet:
            _draw_sheet(founded, person, arguments)
        else:
            _tell_words(founded)
    finally:
        founded.desk.close()


def _joiner(arguments: argparse.Namespace) -> Founder:
    try:
        data = arguments.join.read_bytes()
    except OSError as error:
        raise UserError(
            N_("“%(name)s” cannot be read. Nothing was changed."), name=arguments.join.name
        ) from error
    invited = joining.read_invitation(data, arguments.words or "")
    return joining.founder_of(invited, arguments.author, arguments.language)


def _draw_sheet(founded: Founded, person: Founder, arguments: argparse.Namespace) -> None:
    """The recovery sheet as PDF; where it cannot be written the words are told, for nothing else
    knows them.
    """
    from duodesk.documents.recovery_sheet import RecoverySheet, draw

    store, words = founded.desk.store, founded.recovery_words
    with store.read() as session:
        office = queries.office(session, person.office_id)
    sheet = RecoverySheet(office.name, store.clock.today(), tuple(words), rights.sheet_words(store))
    try:
        atomic_write(arguments.recovery_sheet, draw(sheet, arguments.language))
    except UserError:
        _tell_words(founded)
        raise
    say(_("Print %(path)s, put it in a safe, then delete the file.", path=arguments.recovery_sheet))


def _tell_words(founded: Founded) -> None:
    of_all = rights.sheet_words(founded.desk.store)
    if of_all:
        say(_("These 24 words of the whole organisation give a laptop the right to invite others:"))
        say(" ".join(of_all))
    say(_("Write these recovery words down and keep them in a safe place:"))
    say(" ".join(founded.recovery_words))


def demo(arguments: argparse.Namespace) -> None:
    """Found a desk of demonstration in the profile."""
    from duodesk.demo.build import Builder

    real = means()
    day = arguments.date or real.clock.today()
    clock = FixedClock(datetime.combine(day, time(9), UTC))
    person = founder("BRU", "Annick Delvaux", "fr")
    told = access.Means(clock, real.random, real.cost)
    founded = access.found(profile(arguments), passphrase(), person, told)
    try:
        Builder(founded.desk.store, clock, seed=arguments.seed, scale=arguments.scale).build()
        with founded.desk.store.engine.connect() as connection:
            people = connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one()
        say(_("%(n)s people of a demonstration are ready.", n=people))
    finally:
        founded.desk.close()


def backup_(arguments: argparse.Namespace) -> None:
    """Write a checked copy."""
    with opened(arguments) as desk:
        header = desk.back_up(arguments.file)
    say(_("Backup written and checked: %(n)s people.", n=header.people))


def restore(arguments: argparse.Namespace) -> None:
    """Put a checked copy in the desk's place."""
    aside = access.restore(arguments.file, profile(arguments), passphrase(), means())
    say(_("Restored. What was there is kept in %(folder)s.", folder=aside or "-"))


def check(arguments: argparse.Namespace) -> None:
    """Every page, and that the tables follow from the journal; raises `UserError` when something is
    wrong.
    """
    with opened(arguments) as desk:
        faults = quick_check(desk.store.engine)
        with desk.store.engine.connect() as connection:
            before = dump.state(connection)
            counts = {table: len(rows) for table, rows in before.items()}
        agree = desk.store.agrees_with_journal()
    if arguments.json:
        say_json({"faults": faults, "agrees": agree, "rows": counts})
    if faults or not agree:
        raise UserError(
            N_("The desk file is damaged. Restore the newest backup. Nothing was changed.")
        )
    if not arguments.json:
        say(_("Every page is sound and the tables agree with the journal."))


def self_test(arguments: argparse.Namespace) -> int:
    """The installed program proves itself."""
    from duodesk.cli.proof import prove

    return prove(arguments.language)

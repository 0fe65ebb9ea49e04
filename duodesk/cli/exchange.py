"""`exchange …`: laptops taken in, files made and taken, what is to be looked at."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _, ngettext
from duodesk.cli.handing import offers_document
from duodesk.cli.opening import opened, say, say_json
from duodesk.exchange import (
    handover,
    issues,
    joining,
    laptops,
    overview,
    review,
    seal,
    send,
    undoing,
)
from duodesk.exchange import take as taking
from duodesk.exchange.naming import table_title
from duodesk.exchange.seen import Look
from duodesk.office import queries as office
from duodesk.store.access import OpenDesk
from duodesk.store.store import Store


def invite(arguments: argparse.Namespace) -> None:
    """Write an invitation and say its six words."""
    with opened(arguments) as desk:
        with desk.store.read() as session:
            own = office.office(session, desk.store.office_id).code
        made = joining.invite(desk.store, arguments.office or own, inviter=arguments.inviter)
        atomic_write(arguments.out, made.data)
    if arguments.json:
        say_json({"file": str(arguments.out), "words": made.words})
        return
    say(_("Give the file to your colleague, and read them these six words over the telephone:"))
    say(" ".join(made.words))


def accept(arguments: argparse.Namespace) -> None:
    """Take a laptop in, take its first words in, and write the answer."""
    data = _read(arguments.file)
    with opened(arguments) as desk:
        who = joining.asking(desk.store, data)
        answer = joining.accept(desk.store, data)
        taking.take(desk.store, data, arguments.file.name, desk.waiting)
        place = arguments.out or arguments.file.with_name(answer.name)
        atomic_write(place, answer.data)
        send.write_further(answer, place)
    if arguments.json:
        say_json({"laptop": f"{who.code}-{who.block}", "label": who.label, "answer": str(place)})
    else:
        say(
            _(
                "%(laptop)s of %(name)s is taken in. Give it this file: %(file)s",
                laptop=f"{who.code}-{who.block}",
                name=who.label,
                file=place,
            )
        )


def export(arguments: argparse.Namespace) -> None:
    """Write a file for all or for one; a laptop that waits to be taken in asks with it."""
    with opened(arguments) as desk:
        if joining.waits(desk.store):
            made = joining.request(desk.store)
        else:
            kind = "full" if arguments.full else "request" if arguments.request else "delta"
            to = [_laptop(desk.store, arguments.to)] if arguments.to else None
            made = send.make(desk.store, to=to, kind=kind)  # type: ignore[arg-type]
        place = arguments.file / made.name if arguments.file.is_dir() else arguments.file
        atomic_write(place, made.data)
        further = send.write_further(made, place)
    n = sum(one.operations for one in made.files)
    if arguments.json:
        say_json(
            {"file": str(place), "further": [str(path) for path in further], "operations": n,
             "to": list(made.to)}
        )  # fmt: skip
    else:
        say(ngettext("%(n)s action written.", "%(n)s actions written.", n))


def look(arguments: argparse.Namespace) -> None:
    """Say what a file would do."""
    data = _read(arguments.file)
    with opened(arguments) as desk:
        tell([taking.look(desk.store, data, arguments.file.name)], as_json=arguments.json)


def bring_in(arguments: argparse.Namespace) -> None:
    """Take files in, after a backup; one that needs a person stops unless told otherwise."""
    with opened(arguments) as desk:
        desk.back_up()
        done = [_bring_in(desk, path, anyway=arguments.yes) for path in arguments.files]
    tell(done, as_json=arguments.json)


def status(arguments: argparse.Namespace) -> None:
    """The exchange at a glance."""
    with opened(arguments) as desk:
        told = overview.overview(desk.store)
        with desk.store.read() as session:
            versions = review.two_versions(session)
            remarks = issues.issues(session)
            offers = offers_document(session)
            offered = handover.offered_to(session, desk.store.office_id)
    if arguments.json:
        say_json({**_status_document(told, versions, remarks), "hand_overs": offers})
        return
    say(_("This laptop: %(name)s", name=told.own_name))
    for row in told.laptops:
        heard = f"{row.heard_at:%Y-%m-%d}" if row.heard_at else "-"
        say(_("%(name)s: last file taken %(day)s, lacks %(n)s actions of what is here",
              name=row.name, day=heard, n=row.lacks))  # fmt: skip
    n = len(versions) + len(remarks) + offered
    say(ngettext("%(n)s thing to look at.", "%(n)s things to look at.", n))


def undo(arguments: argparse.Namespace) -> None:
    """Take the last file's changes back out."""
    with opened(arguments) as desk:
        tell([undoing.undo(desk.store)], as_json=arguments.json)


def retire(arguments: argparse.Namespace) -> None:
    """Retire a lost laptop."""
    with opened(arguments) as desk:
        laptops.retire(desk.store, _laptop(desk.store, arguments.laptop))
    say(_("%(laptop)s is retired. The others learn it with your next file.",
          laptop=arguments.laptop))  # fmt: skip


def _bring_in(desk: OpenDesk, path: Path, *, anyway: bool) -> Look:
    data = _read(path)
    seen = taking.look(desk.store, data, path.name)
    if seen.needs_person and not anyway:
        raise UserError(
            N_("“%(name)s” needs a yes: look at it first (duodesk exchange look), then, if it is "
               "right, take it with --yes. Nothing was changed."),
            name=path.name,
        )  # fmt: skip
    return taking.take(desk.store, data, path.name, desk.waiting)


def tell(done: list[Look], *, as_json: bool) -> None:
    """Say what files do or did."""
    if as_json:
        say_json([document(one) for one in done])
        return
    for one in done:
        counts = [
            _("%(table)s: %(added)s new, %(changed)s changed, %(removed)s removed",
              table=table_title(table), added=one.added.get(table, 0),
              changed=one.changed.get(table, 0), removed=one.removed.get(table, 0))
            for table in one.tables
        ]  # fmt: skip
        say(f"{one.name} ({one.sender}): " + ("; ".join(counts) or _("nothing new")))
        for effect in one.effects:
            steps = (f"{step.title}: {step.before} → {step.after}" for step in effect.steps)
            say(f"  {effect.did} · {effect.subject.title} · {'; '.join(steps)}")


def document(one: Look) -> dict[str, Any]:
    """What a file does or did, for programs."""
    effects = [
        {"did": effect.did, "table": effect.table, "of": effect.subject.title,
         "steps": [asdict(step) for step in effect.steps]}
        for effect in one.effects
    ]  # fmt: skip
    return {**asdict(replace(one, effects=())), "made": one.made.isoformat(), "effects": effects}


def _status_document(told: overview.Overview, versions: list[Any], remarks: list[Any]) -> Any:
    return {
        "laptop": told.own_name,
        "taken_in": told.taken_in,
        "laptops": [
            {"name": r.name, "label": r.label, "active": r.active, "lacks": r.lacks,
             "heard": r.heard_at.isoformat() if r.heard_at else None}
            for r in told.laptops
        ],
        "two_versions": [
            {"table": v.table, "row": str(v.row), "field": v.field, "of": v.subject.title}
            for v in versions
        ],
        "remarks": [{"id": str(r.id), "rule": r.rule, "text": str(r.text)} for r in remarks],
        "files": [
            {"name": r.name, "result": str(r.result), "at": r.at.isoformat(), "kind": r.kind,
             "operations": r.operations}
            for r in told.log
        ],
    }  # fmt: skip


def _laptop(store: Store, name: str) -> bytes:
    known = overview.overview(store).laptops
    for row in known:
        if row.name.lower() == name.lower():
            return row.replica
    raise UserError(
        N_("There is no laptop “%(name)s”. Known are: %(known)s."),
        name=name,
        known=", ".join(row.name for row in known) or "-",
    )


def _read(path: Path) -> bytes:
    try:
        return seal.read_file(path)
    except OSError as error:
        raise UserError(
            N_("“%(name)s” cannot be read. Nothing was changed."), name=path.name
        ) from error

"""`exchange …`: laptops taken in, files made and taken, what is to be looked at."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _, ngettext
from duodesk.cli.handing import offers_document
from duodesk.cli.opening import opened, say, say_json
from duodesk.exchange import (
    issues,
    joining,
    overview,
    review,
    rights,
    seal,
    send,
    undoing,
    waiting,
)
from duodesk.exchange import take as taking
from duodesk.exchange.entries import table_title
from duodesk.exchange.seen import Look
from duodesk.office import queries as office
from duodesk.store.access import OpenDesk
from duodesk.store.store import Store

# Of several files some were not taken in.
SOME_REFUSED = 1


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
        _write(desk.store, answer, place)
    if arguments.json:
        say_json({"laptop": who.laptop, "label": who.label, "answer": str(place)})
    else:
        say(
            _(
                "%(laptop)s of %(name)s is taken in. Give it this file: %(file)s",
                laptop=who.laptop,
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
            to = [_laptop(desk.store, arguments.to).replica] if arguments.to else None
            made = send.make(desk.store, to=to, kind=kind)  # type: ignore[arg-type]
        place = arguments.file / made.name if arguments.file.is_dir() else arguments.file
        further = _write(desk.store, made, place)
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
        seen = taking.look(desk.store, data, arguments.file.name, desk.waiting)
        tell([seen], as_json=arguments.json)


def bring_in(arguments: argparse.Namespace) -> int:
    """Take files in, after a backup; one that needs a person stops unless told otherwise, the
    others come in all the same, and what became of each is said.
    """
    done, refused = list[Look](), dict[Path, UserError]()
    with opened(arguments) as desk:
        desk.back_up()
        for path in arguments.files:
            try:
                done.append(_bring_in(desk, path, anyway=arguments.yes))
            except UserError as error:
                if len(arguments.files) == 1:
                    raise
                refused[path] = error
    if arguments.json:
        wrong = [{"name": path.name, "refused": str(why)} for path, why in refused.items()]
        say_json([*(document(one) for one in done), *wrong])
        return SOME_REFUSED if refused else 0
    tell(done, as_json=False)
    for path, why in refused.items():
        sys.stderr.write(f"{path.name}: {why}\n")
    if refused:
        text = _("Taken in: %(taken)s of %(n)s files. Not taken in: %(names)s.",
                 taken=len(done), n=len(arguments.files),
                 names=", ".join(path.name for path in refused))  # fmt: skip
        say(text)
    return SOME_REFUSED if refused else 0


def status(arguments: argparse.Namespace) -> None:
    """The exchange at a glance."""
    with opened(arguments) as desk:
        told = overview.overview(desk.store, desk.waiting)
        with desk.store.read() as session:
            versions = review.two_versions(session)
            remarks = issues.issues(session)
            offers = offers_document(session)
            n = waiting.waiting(session, desk.store.office_id)
    if arguments.json:
        say_json({**_status_document(told, versions, remarks), "hand_overs": offers})
        return
    say(_("This laptop: %(name)s", name=told.own_name))
    for row in told.laptops:
        heard = f"{row.heard_at:%Y-%m-%d}" if row.heard_at else "-"
        say(_("%(name)s: last file taken %(day)s, lacks %(n)s actions of what is here",
              name=row.title, day=heard, n=row.lacks))  # fmt: skip
    say(ngettext("%(n)s thing to look at.", "%(n)s things to look at.", n))


def undo(arguments: argparse.Namespace) -> None:
    """Take the last file's changes back out."""
    with opened(arguments) as desk:
        tell([undoing.undo(desk.store)], as_json=arguments.json)


def retire(arguments: argparse.Namespace) -> None:
    """Retire a lost laptop; one that was put back goes on unless it is meant too."""
    with opened(arguments) as desk:
        rows = _to_retire(desk.store, arguments)
        for row in rows:
            rights.retire(desk.store, row.replica)
        desk.mark()
    row = rows[0]
    if arguments.json:
        say_json({"laptop": row.name, "former": row.former, "state": "retired"})
        return
    say(_("%(laptop)s is retired. The others learn it with your next file.",
          laptop=row.title))  # fmt: skip


def entrust(arguments: argparse.Namespace) -> None:
    """Give a laptop that belongs the right to invite and retire others."""
    with opened(arguments) as desk:
        row = _laptop(desk.store, arguments.laptop)
        rights.entrust(desk.store, row.replica)
    if arguments.json:
        say_json({"laptop": row.name, "inviter": True})
        return
    say(_("%(laptop)s may invite and retire. The others learn it with your next file.",
          laptop=row.title))  # fmt: skip


def regain(arguments: argparse.Namespace) -> None:
    """Take the right with words read from standard input: no list of commands keeps them."""
    with opened(arguments) as desk:
        sys.stderr.write(_("The 24 words of the organisation:") + "\n")
        rights.regain(desk.store, sys.stdin.readline())
        desk.mark()
        name = overview.overview(desk.store).own_name
    if arguments.json:
        say_json({"laptop": name, "inviter": True})
        return
    say(_("%(laptop)s may invite and retire. The others learn it with your next file.",
          laptop=name))  # fmt: skip


def _to_retire(store: Store, arguments: argparse.Namespace) -> list[overview.LaptopRow]:
    if arguments.former:
        return _laptops(store, arguments.laptop, former=True)
    row = _laptop(store, arguments.laptop)
    if row.before and not arguments.both:
        raise UserError(
            N_("%(laptop)s was put back or copied and goes on. With --former the laptop from "
               "before is retired, which was lost; with --both the one in use too."),
            laptop=row.name,
        )  # fmt: skip
    return [row]


def _write(store: Store, made: send.Made, place: Path) -> list[Path]:
    """Write a file and those that go with it; the further ones. What could not be written did not
    go out.
    """
    try:
        atomic_write(place, made.data)
        return send.write_further(made, place)
    except UserError:
        send.forget(store, made)
        raise


def _bring_in(desk: OpenDesk, path: Path, *, anyway: bool) -> Look:
    data = _read(path)
    seen = taking.look(desk.store, data, path.name, desk.waiting)
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
        if one.cut:
            say(_("%(n)s of %(all)s are shown.", n=len(one.effects), all=one.weight))


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
             "former": r.former, "inviter": r.inviter,
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


def _laptop(store: Store, name: str) -> overview.LaptopRow:
    """The one laptop in use that has this name."""
    found = _laptops(store, name)
    if len(found) > 1:
        raise UserError(
            N_("Several laptops are called %(name)s. Choose the right one in the window, under "
               "“Exchange”."),
            name=found[0].name,
        )  # fmt: skip
    return found[0]


def _laptops(store: Store, name: str, *, former: bool = False) -> list[overview.LaptopRow]:
    """All of this name: those in use, or what they were before they were put back."""
    known = [one for one in overview.overview(store).laptops if one.former == former]
    found = [one for one in known if one.name.lower() == name.lower()]
    if not found:
        raise UserError(
            N_("There is no laptop “%(name)s”. Known are: %(known)s."),
            name=name,
            known=", ".join(row.title for row in known) or "-",
        )
    return [one for one in found if one.active] or found


def _read(path: Path) -> bytes:
    try:
        return seal.read_file(path)
    except OSError as error:
        raise UserError(
            N_("“%(name)s” cannot be read. Nothing was changed."), name=path.name
        ) from error

"""What `texts` does: texts of papers as files, brought in as a new version, and approved."""

from __future__ import annotations

import argparse

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import LANGUAGES, N_, _
from duodesk.cli.opening import opened, say, say_json
from duodesk.documents import editions, proofreading
from duodesk.documents.catalog import KINDS, DocumentKind
from duodesk.documents.editions import EditionRow
from duodesk.store.store import Store


def list_texts(arguments: argparse.Namespace) -> None:
    """Every version of every kind, one line each."""
    with opened(arguments) as desk, desk.store.read() as session:
        rows = [row for rows in editions.every(session, KINDS).values() for row in rows]
    if arguments.json:
        say_json({"texts": [_document(row) for row in rows]})
        return
    for row in rows:
        by = (
            _("approved on %(day)s by %(name)s", day=row.approved_on, name=row.approved_by)
            if row.approved_on
            else _("draft")
        )
        say(f"{'*' if row.in_force else ' '} {row.kind} {row.label}: {by}")


def save(arguments: argparse.Namespace) -> None:
    """The texts in force, in a folder for each language."""
    with opened(arguments) as desk, desk.store.read() as session:
        found = editions.every(session, KINDS).values()
        now = [row for rows in found for row in rows if row.in_force]
    for row in now:
        for code, words in row.texts.items():
            file = arguments.folder / code / f"{row.kind}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            atomic_write(file, words.encode())
    say(_("%(n)s texts in %(folder)s", n=len(now) * len(LANGUAGES), folder=arguments.folder))


def bring_in(arguments: argparse.Namespace) -> None:
    """Begin a version, with the files there are; a language without a file keeps its words."""
    kind = _kind(arguments.kind)
    found = {
        code: file
        for code in LANGUAGES
        if (file := arguments.folder / code / f"{kind.code}.txt").exists()
    }
    if not found:
        raise UserError(
            N_("There is no file like %(file)s. Name the folder that holds them."),
            file=arguments.folder / LANGUAGES[0] / f"{kind.code}.txt",
        )
    texts = {code: proofreading.read_file(file) for code, file in found.items()}
    with opened(arguments) as desk:
        begun = editions.begin_edition(desk.store, kind)
        for code, words in texts.items():
            editions.write_text(desk.store, begun.id, code, words)
            for problem in proofreading.problems(kind, words):
                say(f"{code}: {problem}")
        row = next(r for r in _rows(desk.store, kind) if r.id == begun.id)
    say(_("Version %(label)s begun. Approve it once it is right.", label=row.label))


def approve(arguments: argparse.Namespace) -> None:
    """Approve a version by its label."""
    with opened(arguments) as desk:
        rows = _rows(desk.store, _kind(arguments.kind))
        row = next((row for row in rows if row.label == arguments.version), None)
        if row is None:
            raise UserError(
                N_("There is no version %(label)s. Known are: %(known)s."),
                label=arguments.version,
                known=", ".join(row.label for row in rows),
            )
        on = arguments.on or desk.store.clock.today()
        editions.approve(desk.store, row, by=arguments.by, on=on)
    say(_("Approved: version %(label)s is printed from now on.", label=row.label))


def _kind(code: str) -> DocumentKind:
    for kind in KINDS:
        if kind.code == code:
            return kind
    raise UserError(
        N_("There is no paper “%(code)s”. Known are: %(known)s."),
        code=code,
        known=", ".join(kind.code for kind in KINDS),
    )


def _rows(store: Store, kind: DocumentKind) -> list[EditionRow]:
    with store.read() as session:
        return editions.editions(session, kind)


def _document(row: EditionRow) -> dict[str, object]:
    return {
        "kind": row.kind,
        "version": row.label,
        "in_force": row.in_force,
        "approved_by": row.approved_by,
        "approved_on": row.approved_on and row.approved_on.isoformat(),
        "withdrawn_on": row.withdrawn_on and row.withdrawn_on.isoformat(),
        "printed": row.printed,
    }

"""Versions of the texts of papers: headquarters writes its own wording, somebody approves it, and
from then on papers are printed from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, N_, language_name
from duodesk.base.ids import Id
from duodesk.documents.catalog import DocumentKind, kind_of
from duodesk.documents.proofreading import MOST, problems
from duodesk.documents.wording import in_force, label, labelled, shipped, shipped_edition
from duodesk.model.documents import Document, TemplateEdition, TemplateText
from duodesk.office.queries import administers, author_names
from duodesk.store.store import Changes, Store, Write


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A version of the text of a kind: who made and approved it, its text in each language, how
    many papers were printed from it, and whether papers are printed from it now.
    """

    id: Id
    kind: str
    version: int
    label: str
    made_on: date | None
    author: str
    remark: str
    approved_by: str
    approved_on: date | None
    withdrawn_on: date | None
    texts: Mapping[str, str]
    printed: int
    shipped: bool
    in_force: bool

    @property
    def fixed(self) -> bool:
        """Whether its text can no longer be changed."""
        return self.shipped or self.approved_on is not None or self.printed > 0


@dataclass(frozen=True, slots=True)
class Begun:
    """A new version, and what was touched."""

    changes: Changes
    id: Id


def editions(session: Session, kind: DocumentKind) -> list[EditionRow]:
    """All versions of a kind, the newest first; the one that comes with the program is always
    among them.
    """
    return every(session, (kind,))[kind.code]


def every(session: Session, kinds: Sequence[DocumentKind]) -> dict[str, list[EditionRow]]:
    """All versions of several kinds by the code of the kind, read in one go."""
    stored: dict[str, list[TemplateEdition]] = {kind.code: [] for kind in kinds}
    for row in session.scalars(
        select(TemplateEdition)
        .where(TemplateEdition.kind.in_(list(stored)))
        .order_by(TemplateEdition.version.desc(), TemplateEdition.id.desc())
    ):
        stored[row.kind].append(row)
    texts = _texts(session, [row.id for rows in stored.values() for row in rows])
    names, printed = author_names(session), _printed(session)
    return {kind.code: _rows(kind, stored[kind.code], (names, texts, printed)) for kind in kinds}


def _rows(
    kind: DocumentKind,
    stored: Sequence[TemplateEdition],
    read: tuple[Mapping[Id, str], Mapping[Id, Mapping[str, str]], Mapping[Id, int]],
) -> list[EditionRow]:
    names, texts, printed = read
    own = shipped_edition(kind)
    now = next((row.id for row in stored if _is_printed(row, texts.get(row.id, {}))), own)
    alike = Counter(row.version for row in stored)
    rows = []
    for row in stored:
        alike[row.version] -= 1  # the newest comes first, so these are the earlier ones
        rows.append(
            EditionRow(
                id=row.id,
                kind=kind.code,
                version=row.version or 0,
                label=labelled(row.version, alike[row.version]),
                made_on=row.made_on,
                author=names.get(row.author_id, "") if row.author_id else "",
                remark=row.remark or "",
                approved_by=row.approved_by or "",
                approved_on=row.approved_on,
                withdrawn_on=row.withdrawn_on,
                texts=_of_program(kind, row.id) | dict(texts.get(row.id, {})),
                printed=printed.get(row.id, 0),
                shipped=row.id == own,
                in_force=row.id == now,
            )
        )
    if any(row.shipped for row in rows):
        return rows
    return sorted([*rows, _untouched(kind, now)], key=lambda row: -row.version)


def _is_printed(row: TemplateEdition, texts: Mapping[str, str]) -> bool:
    """Whether papers may be printed from a version, as `wording.in_force` asks the desk file."""
    return row.approved_on is not None and row.withdrawn_on is None and LANGUAGES[0] in texts


def begin_edition(store: Store, kind: DocumentKind, *, remark: str = "") -> Begun:
    """Begin a new version of a kind's text with the words that are printed now, in every
    language.
    """
    with store.write(N_("New version of a text: %(kind)s"), kind=kind.title) as write:
        newest = write.session.scalar(
            select(func.max(TemplateEdition.version)).where(TemplateEdition.kind == kind.code)
        )
        edition = TemplateEdition(
            id=write.new_id(),
            kind=kind.code,
            version=max(newest or 0, kind.version) + 1,
            made_on=store.clock.today(),
            author_id=write.author_id,
            remark=remark.strip() or None,
        )
        write.session.add(edition)
        for code in LANGUAGES:
            words = in_force(write.session, kind, code).text
            write.session.add(
                TemplateText(id=write.new_id(), edition_id=edition.id, language=code, text=words)
            )
        made = edition.id
    return Begun(write.changes, made)


def write_text(store: Store, edition_id: Id, language: str, words: str) -> Changes:
    """Write the text of a version in one language. A text with mistakes is kept too: it is whoever
    approves it whom they stop.
    """
    words = "\n".join(words.splitlines())
    if len(words) > MOST:
        raise UserError(
            N_("The text has %(n)s signs, and a paper takes %(most)s at most. Shorten it."),
            n=len(words),
            most=MOST,
        )
    with store.write(
        N_("Text of a paper written: %(language)s"), language=language_name(language)
    ) as write:
        _open(write, edition_id)
        row = write.session.scalars(
            select(TemplateText).where(
                TemplateText.edition_id == edition_id, TemplateText.language == language
            )
        ).first()
        if row is None:
            row = TemplateText(
                id=write.new_id(), edition_id=edition_id, language=language, text=words
            )
            write.session.add(row)
        row.text = words
    return write.changes


def remark_on(store: Store, edition_id: Id, remark: str) -> Changes:
    """Say what a version is about."""
    with store.write(N_("Remark on a version of a text")) as write:
        _open(write, edition_id).remark = remark.strip() or None
    return write.changes


def remove_edition(store: Store, edition_id: Id) -> Changes:
    """Take a version away that nobody approved and nothing was printed from."""
    with store.write(N_("Version of a text removed")) as write:
        edition = _open(write, edition_id)
        for row in write.session.scalars(
            select(TemplateText).where(TemplateText.edition_id == edition_id)
        ):
            write.session.delete(row)
        write.session.delete(edition)
    return write.changes


def approve(store: Store, row: EditionRow, *, by: str, on: date) -> Changes:
    """Write down who approved a version and when: papers are printed from it, and no longer as a
    draft. Raises `UserError` with the first mistake of a text.
    """
    if not by.strip():
        raise UserError(N_("Write who approved the text: a name that can be asked about it."))
    if on > store.clock.today():
        raise UserError(
            N_("%(day)s is in the future. Choose the day of the approval."), day=short(on)
        )
    kind = kind_of(row.kind)
    for code in LANGUAGES:
        found = problems(kind, row.texts.get(code, ""))
        if found:
            raise UserError(
                N_("%(language)s: %(problem)s"), language=language_name(code), problem=found[0]
            )
    with store.write(N_("Text approved: %(kind)s"), kind=kind.title) as write:
        _may(write)
        edition = write.session.get(TemplateEdition, row.id)
        if edition is None and row.shipped:
            edition = TemplateEdition(id=row.id, kind=kind.code, version=kind.version)
            write.session.add(edition)
        if edition is None:
            raise _gone()
        if row.shipped:
            _keep_shipped(write, kind)
        edition.approved_by, edition.approved_on, edition.withdrawn_on = by.strip(), on, None
    return write.changes


def withdraw(store: Store, edition_id: Id) -> Changes:
    """From today on, print no papers from a version any more; what was printed stays as it is."""
    with store.write(N_("Text withdrawn")) as write:
        _may(write)
        edition = write.session.get(TemplateEdition, edition_id)
        if edition is None:
            raise _gone()
        edition.withdrawn_on = store.clock.today()
    return write.changes


def _texts(session: Session, ids: list[Id]) -> dict[Id, dict[str, str]]:
    found: dict[Id, dict[str, str]] = {}
    for row in session.scalars(
        select(TemplateText).where(TemplateText.edition_id.in_(ids)).order_by(TemplateText.id)
    ):
        if row.text is not None:
            found.setdefault(row.edition_id, {})[row.language] = row.text
    return found


def _of_program(kind: DocumentKind, edition_id: Id) -> dict[str, str]:
    if edition_id != shipped_edition(kind):
        return {}
    return {code: shipped(kind, code).text for code in LANGUAGES}


def _printed(session: Session) -> dict[Id, int]:
    """How many papers were printed from each version."""
    asked = (
        select(TemplateText.edition_id, func.count().label("papers"))
        .join(Document, Document.text_id == TemplateText.id)
        .group_by(TemplateText.edition_id)
    )
    return {row.edition_id: row.papers for row in session.execute(asked)}


def _untouched(kind: DocumentKind, now: Id) -> EditionRow:
    own = shipped_edition(kind)
    return EditionRow(
        id=own, kind=kind.code, version=kind.version, label=str(kind.version), made_on=None,
        author="", remark="", approved_by="", approved_on=None, withdrawn_on=None,
        texts=_of_program(kind, own), printed=0, shipped=True, in_force=own == now,
    )  # fmt: skip


def _keep_shipped(write: Write, kind: DocumentKind) -> None:
    for code in LANGUAGES:
        wording = shipped(kind, code)
        if write.session.get(TemplateText, wording.text_id) is None:
            write.session.add(
                TemplateText(
                    id=wording.text_id,
                    edition_id=wording.edition_id,
                    language=code,
                    text=wording.text,
                )
            )


def _open(write: Write, edition_id: Id) -> TemplateEdition:
    """A version whose text can still be changed."""
    edition = write.session.get(TemplateEdition, edition_id)
    if edition is None:
        raise _gone()
    printed = write.session.scalar(
        select(func.count())
        .select_from(Document)
        .join(TemplateText, TemplateText.id == Document.text_id)
        .where(TemplateText.edition_id == edition_id)
    )
    if edition.approved_on is not None or printed:
        raise UserError(
            N_(
                "Version %(label)s was approved or printed: it stays as it is. Begin a new "
                "version, and change that one."
            ),
            label=label(write.session, edition),
        )
    return edition


def _may(write: Write) -> None:
    if not administers(write.session, write.author_id, office_id=write.office_id):
        raise UserError(
            N_("Only who administers the office approves texts. Ask one of them to do it.")
        )


def _gone() -> UserError:
    return UserError(N_("This version is not here any more: somebody removed it. Choose another."))

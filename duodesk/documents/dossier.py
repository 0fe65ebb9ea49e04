"""Everything this desk holds about one person, in words of their language: what they get who ask
for it (GDPR, articles 15 and 20). Other people are not named; colleagues are.

The tables are walked: a row is about somebody whom one of its references names, or that leads to
such a row (a meeting to their duo). Notes belong to it, for whoever is written about may read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from duodesk.base.dates import moment
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, N_, _, speaking
from duodesk.base.ids import Id
from duodesk.base.progress import Progress, silent
from duodesk.documents import dossier_words as words
from duodesk.documents.dossier_values import Sayer
from duodesk.documents.masking import Mask, Named
from duodesk.model.base import Record
from duodesk.model.interviews import Finding, Interview
from duodesk.model.people import Note, Person
from duodesk.model.vocabulary import record_classes
from duodesk.office.queries import OfficeRow, authors, office
from duodesk.people.changes import changes
from duodesk.people.requests import Holder
from duodesk.people.restricted import closed_words, reader
from duodesk.people.text import full_name
from duodesk.people.together import entries_of
from duodesk.people.uniting import PEOPLE_COLUMNS

# The tables that rows below a person's own lead to, and by which column.
OWNERS = {
    "duo": "duo_id",
    "proposal": "proposal_id",
    "meeting": "meeting_id",
    "document": "document_id",
    "interview": "interview_id",
    "questionnaire": "questionnaire_id",
}
# Columns that tell with whom of the two something was, or who signed.
_SIDES = ("side", "party", "signatory")
_FORMAT = "duodesk/dossier/1"


@dataclass(frozen=True, slots=True)
class Told:
    """One column of a row in words: its name in the desk file, its title, what it says."""

    column: str
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what it is told by first (a day, a name), and all that it says."""

    lead: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """The rows of one table under its title."""

    table: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the dossier; only parts that say something are there."""

    title: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of it, in one language."""

    person_id: Id
    name: str
    number: str
    language: str
    office: OfficeRow
    made_on: date
    chapters: tuple[Chapter, ...]
    received: tuple[Holder, ...] = ()
    # Words that another office alone has are not in this desk.
    elsewhere: str = ""

    @property
    def entries(self) -> int:
        """How many rows it tells."""
        return sum(len(kind.entries) for chapter in self.chapters for kind in chapter.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a dossier is wanted: by which office, in which language (None for the person's own), with
    what changed in fields over time, and who else has the data.
    """

    office_id: Id | None = None
    language: str | None = None
    with_changes: bool = False
    received: tuple[Holder, ...] = ()


AS_USUAL = Wanted()


def dossier(
    session: Session,
    person_id: Id,
    *,
    today: date,
    wanted: Wanted = AS_USUAL,
    progress: Progress = silent,
) -> Dossier:
    """Collect it; raises `UserError` for somebody who is not on this desk."""
    person = session.get(Person, person_id)
    if person is None:
        raise UserError(N_("This person is no longer on this desk."))
    own = person.contact_language
    code = wanted.language or (own if own in LANGUAGES else "fr")
    with speaking(code):
        collector = _Collector(session, entries_of(session, person_id), progress)
        chapters = list(collector.chapters())
        if wanted.with_changes:
            chapters += collector.written()
        place = office(session, person.office_id)
        return Dossier(
            person_id=person_id,
            name=full_name(person.given_name, person.family_name) or "?",
            number=person.number or "?",
            language=code,
            office=place,
            made_on=today,
            chapters=tuple(chapters),
            received=wanted.received,
            elsewhere="" if wanted.office_id in {None, place.id} else place.name,
        )


def as_json(told: Dossier) -> bytes:
    """The same for a program: articles 15.3 and 20 ask for a form that can be read by one."""
    document = {
        "format": _FORMAT,
        "made_on": told.made_on.isoformat(),
        "language": told.language,
        "organisation": "DUO for a JOB",
        "office": told.office.name,
        "person": {"number": told.number, "name": told.name},
        "parts": [
            {
                "title": chapter.title,
                "kinds": [
                    {
                        "table": kind.table,
                        "title": kind.title,
                        "entries": [
                            {one.column: {"title": one.title, "value": one.value}
                             for one in entry.told}
                            for entry in kind.entries
                        ],
                    }
                    for kind in chapter.kinds
                ],
            }
            for chapter in told.chapters
        ],
        "received_by": [
            {"name": one.name, "office": one.office, "on": one.on and one.on.isoformat()}
            for one in told.received
        ],
    }  # fmt: skip
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


class _Collector:
    """Walks the tables of one desk for one person."""

    def __init__(self, session: Session, people: Sequence[Id], progress: Progress) -> None:
        self._session, self._people, self._progress = session, list(people), progress
        self._say, self._reader = Sayer(session), reader(session)
        self._kinds = {str(kind.__tablename__): kind for kind in record_classes()}
        self._rows: dict[str, list[Any]] = {}
        self._mask: Mask | None = None

    def chapters(self) -> Iterator[Chapter]:
        """The parts that say something, in their order."""
        tables = words.listed_tables()
        for done, table in enumerate(_owners_first(tables)):
            self._progress.step(done, 2 * len(tables))
            self._rows[table] = self._found(table)
        self._mask = Mask(*self._names())
        done = len(tables)
        for part in words.PARTS:
            kinds = []
            for table in part.tables:
                self._progress.step(done, 2 * len(tables))
                done += 1
                entries = tuple(self._entry(table, row) for row in self._rows[table])
                if entries:
                    kinds.append(Kind(table, words.table_title(table), entries))
            if kinds:
                yield Chapter(part.title, tuple(kinds))

    def written(self) -> list[Chapter]:
        """What stood in the fields of the person before, step by step."""
        entries = []
        for step in sorted(changes(self._session, self._people), key=lambda one: one.at):
            told = tuple(
                Told(str(n), str(one.title), self._masked(_step(one.before, one.after)))
                for n, one in enumerate(step.changed)
            )
            if told:
                action = Told("action", _("Action"), self._masked(str(step.text)))
                author = Told("author_id", _("Author"), step.author)
                entries.append(Entry(moment(step.at), (action, author, *told)))
        kind = Kind("change", _("Changes of fields"), tuple(entries))
        return [Chapter(_("What changed over time"), (kind,))] if entries else []

    def _found(self, table: str) -> list[Any]:
        """The rows of a table that are about the person, in the order in which they came."""
        kind = self._kinds[table]
        conditions = list(_conditions(kind, self._people, self._rows))
        found = self._session.scalars(select(kind).where(or_(*conditions)).order_by(kind.id))
        rows = [row for row in found if not self._of_another(row)]
        lead = next((one for one in words.LEADS if one in kind.__table__.columns), None)
        return sorted(rows, key=lambda row: _order(getattr(row, lead))) if lead else rows

    def _of_another(self, row: Any) -> bool:
        """Whether a row of a duo is about the other of the two alone."""
        named = {getattr(row, name) for name in PEOPLE_COLUMNS if hasattr(row, name)} - {None}
        if named:
            return not named & set(self._people)
        side = next(
            (said for name in _SIDES if (said := getattr(row, name, None)) is not None), None
        )
        duo = self._duo(row) if side in {"mentee", "mentor"} else None
        return duo is not None and getattr(duo, f"{side}_id") not in self._people

    def _duo(self, row: Any) -> Any:
        """The duo that a row belongs to, a signature by its paper."""
        if hasattr(row, "document_id"):
            papers = self._rows["document"]
            row = next((one for one in papers if one.id == row.document_id), row)
        duo_id = getattr(row, "duo_id", None)
        return next((one for one in self._rows["duo"] if one.id == duo_id), None)

    def _entry(self, table: str, row: Any) -> Entry:
        hidden = self._private(table, row)
        told = []
        for column in self._kinds[table].__table__.columns:
            name = column.name
            title = words.column_title(table, name)
            if title is None or name in hidden or words.is_hidden(table, name):
                continue
            value = self._masked(self._say.say(table, name, row))
            if value:
                told.append(Told(name, title, value))
        return Entry(_lead(told), tuple(self._closed(row, told)))

    def _private(self, table: str, row: Any) -> frozenset[str]:
        """What the other side said in private."""
        stands = (name for name in PEOPLE_COLUMNS if getattr(row, name, None) in self._people)
        return frozenset().union(
            *(words.PRIVATE.get((table, name), frozenset()) for name in stands)
        )

    def _closed(self, row: Any, told: Iterable[Told]) -> Iterator[Told]:
        """Words shown to few are told by those few alone; their place is marked."""
        source = self._source(row)
        few = source is not None and not self._reader.may_read(
            source.author_id, restricted=source.restricted
        )
        for one in told:
            if source is not None and few and one.column in {"text", "notes", "words"}:
                day = source.held_on if isinstance(source, Interview) else source.written_at
                closed = closed_words(self._say.say("note", "author_id", source), day)
                yield Told(one.column, one.title, str(closed))
            else:
                yield one

    def _source(self, row: Any) -> Interview | Note | None:
        """Where the words of a row stand that may be shown to few."""
        if isinstance(row, Finding):
            return self._session.get(Interview, row.interview_id)
        return row if isinstance(row, Interview | Note) else None

    def _masked(self, text: str) -> str:
        return self._mask.over(text, _("[another person]")) if self._mask and text else text

    def _names(self) -> tuple[list[Named], list[Named], list[str]]:
        """Other people (those met by a first name too), the person, and colleagues."""
        close = {
            getattr(row, name)
            for rows in self._rows.values()
            for row in rows
            for name in PEOPLE_COLUMNS
            if hasattr(row, name)
        }
        asked = select(
            Person.id, Person.given_name, Person.family_name, Person.known_as, Person.number,
            Person.email, Person.phone,
        )  # fmt: skip
        own: list[Named] = []
        others: list[Named] = []
        for row in self._session.execute(asked):
            one = Named(*row[1:], close=row.id in close)
            (own if row.id in self._people else others).append(one)
        return others, own, [one.name for one in authors(self._session)]


def about(kind: type[Record]) -> frozenset[str]:
    """The columns by which rows of this kind can be about a person."""
    columns = frozenset(column.name for column in kind.__table__.columns)
    return columns & {*PEOPLE_COLUMNS, *OWNERS.values()}


def _conditions(
    kind: type[Record], people: list[Id], rows: dict[str, list[Any]]
) -> Iterator[ColumnElement[bool]]:
    table = kind.__table__
    if kind is Person:
        yield Person.id.in_(people)
    for name in sorted(about(kind)):
        owner = next((one for one, column in OWNERS.items() if column == name), None)
        if owner is None:
            yield table.c[name].in_(people)
        elif owner != kind.__tablename__:
            yield table.c[name].in_([row.id for row in rows.get(owner, ())])


def _owners_first(tables: Sequence[str]) -> list[str]:
    """What others lead to is read before them."""
    first = ("person", "proposal", "duo", "interview", "meeting", "document", "questionnaire")
    return [*first, *(one for one in tables if one not in first)]


def _order(day: date | None) -> str:
    """A day or a moment as it sorts; what has none stands first."""
    return day.isoformat() if day is not None else ""


def _lead(told: Sequence[Told]) -> str:
    by_column = {one.column: one.value for one in told}
    return next((by_column[name] for name in words.LEADS if name in by_column), "")


def _step(before: object, after: object) -> str:
    blank = "–"
    return f"{blank if before is None else before} → {blank if after is None else after}"

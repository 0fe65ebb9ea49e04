"""What was written about a person, as steps with old and new values, told in the reader's words.

Read from the journal: of the person's own row, of their enrolments, and of what belongs to them
(languages, trades, interests, topics, free hours), removed members included.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from duodesk.base.dates import weekday
from duodesk.base.fields import Choice, Day, YesNo
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id, id_of
from duodesk.base.worded import Named, Written
from duodesk.model.people import (
    Availability,
    Enrolment,
    Level,
    Person,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
    PersonTrait,
)
from duodesk.model.recruitment import Partner
from duodesk.model.reference import Author, Office
from duodesk.people.fields import FIELDS
from duodesk.people.moments import Changed, Kind, TimelineEntry
from duodesk.people.text import full_name
from duodesk.store import codec
from duodesk.store.capture import ALIVE
from duodesk.store.history import Entry, gone_rows, history

_MEMBERS: dict[type[Any], str] = {
    PersonLanguage: N_("Languages"),
    PersonOccupation: N_("Occupations"),
    PersonInterest: N_("Interests"),
    PersonTopic: N_("Topics"),
    PersonTrait: N_("Wishes"),
    Availability: N_("Free in the week"),
}
# References told by the name of what they lead to.
_REFERENCES = {
    "coordinator_id": N_("Coordinator"),
    "office_id": N_("Office"),
    "partner_id": N_("Sent by"),
    "redirected_to_id": N_("Redirected to"),
    "merged_into_id": N_("Joined with"),
}
# The column that names a member.
_SAYS = {
    "person_language": "language",
    "person_occupation": "occupation",
    "person_interest": "interest",
    "person_trait": "trait",
}
_DECLARED = {table: {f.name: f for f in fields} for table, fields in FIELDS.items()}
_State = dict[str, Any]


@dataclass(slots=True)
class _Step:
    """One operation, and what it changed so far."""

    entry: Entry
    changed: list[Changed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stood:
    """What a field said from a moment on: its words, who wrote it, and the value to bring back."""

    at: datetime
    author: str
    words: object | None
    value: Any


def changes(session: Session, people: Collection[Id]) -> Iterator[TimelineEntry]:
    """A line for each operation that wrote about the person, with all fields that it changed."""
    names = _Names(session)
    steps: dict[bytes, _Step] = {}

    def add(entry: Entry, changed: list[Changed]) -> None:
        steps.setdefault(entry.operation, _Step(entry)).changed.extend(changed)

    for table, row in _plain_rows(session, people):
        for entry in history(session, table, row):
            add(entry, list(_fields(names, table, entry)))
    for kind, title in _MEMBERS.items():
        for row in _member_rows(session, kind, people):
            for entry, changed in _member(str(kind.__tablename__), title, row, session):
                add(entry, changed)
    for step in steps.values():
        yield _line(step, names)


def stood(session: Session, table: str, row: Id, column: str) -> list[Stood]:
    """What stood in one field of a person or an enrolment, newest first."""
    names = _Names(session)
    found = []
    for entry in history(session, table, row):
        for change in entry.changes:
            if change.field == column and change.kind == codec.Kind.VALUE:
                words = _words(names, table, column, change.new)
                value = _typed(table, column, change.new)
                found.append(Stood(entry.at, names.author(entry.author_id), words, value))
    return found


def _line(step: _Step, names: _Names) -> TimelineEntry:
    entry = step.entry
    text = Message(N_("Undone: %(action)s"), {"action": entry.label}) if entry.undone else None
    return TimelineEntry(
        entry.at, Kind.CHANGE, text or entry.label, "operation", id_of(entry.operation),
        names.author(entry.author_id), changed=tuple(step.changed),
    )  # fmt: skip


def _plain_rows(session: Session, people: Collection[Id]) -> list[tuple[str, Id]]:
    enrolled = session.scalars(select(Enrolment.id).where(Enrolment.person_id.in_(people)))
    gone = gone_rows(session, "enrolment", "person_id", people)
    return [
        *(("person", one) for one in people),
        *(("enrolment", one) for one in (*enrolled, *gone)),
    ]


def _member_rows(session: Session, kind: type[Any], people: Collection[Id]) -> list[Id]:
    there = session.scalars(select(kind.id).where(kind.person_id.in_(people)))
    return [*there, *gone_rows(session, str(kind.__tablename__), "person_id", people)]


def _fields(names: _Names, table: str, entry: Entry) -> Iterator[Changed]:
    """Every field of one row that an operation changed; making the row is told by its label."""
    made = any(change.field == ALIVE and change.new == 1 for change in entry.changes)
    for change in entry.changes:
        title = _title(table, change.field)
        if made or title is None or change.kind not in {codec.Kind.VALUE, codec.Kind.DELETED}:
            continue
        before = _words(names, table, change.field, change.old)
        after = _words(names, table, change.field, change.new)
        if before is not None or after is not None:
            yield Changed(title, before, after)


def _member(
    table: str, title: str, row: Id, session: Session
) -> Iterator[tuple[Entry, list[Changed]]]:
    """A member told as a whole: added, worded anew, removed."""
    state: _State = {}
    for entry in reversed(history(session, table, row)):
        before = _member_words(table, state)
        for change in entry.changes:
            if change.kind == codec.Kind.VALUE:
                state[change.field] = change.new
        alive = state.get(ALIVE, 1) == 1
        after = _member_words(table, state) if alive else None
        touched = {change.field for change in entry.changes}
        if touched != {"person_id"} and str(before) != str(after):
            yield entry, [Changed(Message(title), before, after)]
        if not alive:
            state = {**state, ALIVE: 0}


def _title(table: str, column: str) -> Message | None:
    declared = _DECLARED[table].get(column)
    if declared is not None:
        return Message(declared.title_id)
    return Message(_REFERENCES[column]) if column in _REFERENCES else None


def _words(names: _Names, table: str, column: str, value: object) -> object | None:
    """What a value says; None for a blank."""
    if value is None or value == "":
        return None
    if isinstance(value, bytes):
        return names.of(value)
    declared = _DECLARED[table].get(column)
    if isinstance(declared, Choice):
        return Named(declared.choices, str(value))
    if isinstance(declared, YesNo):
        return Message(N_("yes")) if value else Message(N_("no"))
    if isinstance(declared, Day):
        day = _typed(table, column, value)
        return Written(day) if isinstance(day, date) else str(value)
    return " ".join(str(value).split())


def _typed(table: str, column: str, value: object) -> Any:
    """The value as commands take it."""
    mapped = (Person if table == "person" else Enrolment).__table__.columns[column].type
    if value is None:
        return None
    try:
        if hasattr(mapped, "process_result_value"):
            return mapped.process_result_value(value, None)
    except ValueError:
        return None
    return bool(value) if mapped.python_type is bool else value


def _member_words(table: str, state: Mapping[str, Any]) -> object | None:
    if state.get(ALIVE, 0) != 1:
        return None
    if table == "availability":
        hours = [state.get(name) for name in ("weekday", "start", "end")]
        whole = [hour for hour in hours if isinstance(hour, int)]
        return Hours(*whole) if len(whole) == len(hours) else None
    code = state.get(_SAYS.get(table, "topic"))
    if not code:
        return None
    named = Named(table.removeprefix("person_"), str(code))
    level, years = state.get("level"), state.get("years")
    if level and level != Level.NATIVE:
        return Message(N_("%(name)s %(level)s"), {"name": named, "level": level})
    if years:
        return Message(N_("%(name)s, years: %(years)s"), {"name": named, "years": years})
    return named


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of the week: Monday 09:00–12:00."""

    weekday: int
    start: int
    end: int

    @override
    def __str__(self) -> str:
        begin, end = (f"{half // 2:02d}:{30 * (half % 2):02d}" for half in (self.start, self.end))
        return f"{weekday(self.weekday % 7)} {begin}–{end}"


class _Names:
    """What identities are called: colleagues, offices, partners, people."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[bytes, str] = {
            row.id.bytes: row.name or "?"
            for kind in (Author, Office, Partner)
            for row in session.execute(select(kind.id, kind.name))
        }

    def author(self, author_id: Id | None) -> str:
        """Who wrote."""
        return self._known.get(author_id.bytes, "") if author_id else ""

    def of(self, value: bytes) -> str:
        """What a reference leads to."""
        if value not in self._known and len(value) == 16:
            person = self._session.execute(
                select(Person.given_name, Person.family_name, Person.number).where(
                    Person.id == id_of(value)
                )
            ).first()
            name = full_name(person.given_name, person.family_name) if person else ""
            self._known[value] = f"{name} ({person.number})" if person else "?"
        return self._known.get(value, "?")

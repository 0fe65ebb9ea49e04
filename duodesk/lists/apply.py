"""A checked list written in one step that undo takes back; read again, it only fills what is
empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.base.progress import Progress, silent
from duodesk.lists.plan import Action, Plan, PlannedRow
from duodesk.model.base import Record
from duodesk.model.people import (
    Availability,
    Enrolment,
    Note,
    Person,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
)
from duodesk.people.commands import cleaned
from duodesk.people.slots import joined
from duodesk.people.values import Profile
from duodesk.store.store import Changes, Store, Write

_STEP = 200
_CHUNK = 500
_MEMBERS: tuple[type[Record], ...] = (
    PersonLanguage,
    PersonOccupation,
    PersonInterest,
    PersonTopic,
    Availability,
)
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a row adds to somebody known: the columns and tables that were empty."""

    row: int
    person_id: Id
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many people are new, who was completed."""

    changes: Changes
    n: int
    filled: tuple[Filled, ...] = ()


@dataclass(slots=True)
class _Known:
    """What the desk has of one person already."""

    person: Values
    enrolments: dict[str, Values] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Batch:
    """Rows to insert and columns to fill, gathered before anything is written."""

    new: dict[type[Record], list[Values]] = field(default_factory=lambda: defaultdict(list))
    fills: list[tuple[type[Record], Id, Values]] = field(default_factory=list)


def apply_import(store: Store, plan: Plan, *, progress: Progress = silent) -> Imported:
    """Write the rows of a plan, all or none; `Cancelled` leaves the desk as it was."""
    label = N_("Import %(n)s people from %(file)s")
    count = len(plan.rows) - plan.count(Action.SKIP)
    with store.write(label, n=count, file=plan.file) as write:
        known = _known(write.session, plan.rows)
        batch, filled, made = _Batch(), list[Filled](), 0
        for place, row in enumerate(plan.rows):
            if place % _STEP == 0:
                progress.step(place, len(plan.rows))
            before = known.get(row.existing) if row.existing and row.action == Action.SAME else None
            if before is not None and row.existing:
                filled.append(_complete(write, batch, row, row.existing, before))
            elif row.action != Action.SKIP:
                _add(write, batch, row)
                made += 1
        _write(write.session, batch)
    return Imported(write.changes, made, tuple(one for one in filled if one.names))


def preview(session: Session, plan: Plan) -> list[Filled]:
    """What the rows of people known already would fill in."""
    known = _known(session, plan.rows)
    found = []
    for row in plan.rows:
        before = known.get(row.existing) if row.action == Action.SAME else None
        if row.existing and before:
            found.append(Filled(row.number, row.existing, tuple(_missing(row, before))))
    return found


def _add(write: Write, batch: _Batch, row: PlannedRow) -> None:
    """A new person with all their rows."""
    person_id = write.new_id()
    person = asdict(cleaned(row.person)) | {"number": write.next_number("person")}
    batch.new[Person].append({"id": person_id, "office_id": write.office_id, **person})
    _enrol(write, batch, row, person_id)
    for kind, members in _members(row.profile).items():
        _join(write, batch, kind, person_id, members)
    _note(write, batch, person_id, row.note)


def _complete(
    write: Write, batch: _Batch, row: PlannedRow, person_id: Id, before: _Known
) -> Filled:
    """Fill what is empty in somebody known, and remember it for the next row about the same
    person.
    """
    person = {k: v for k, v in _given(asdict(cleaned(row.person))) if before.person.get(k) is None}
    names = _missing(row, before)
    if person:
        batch.fills.append((Person, person_id, person))
        before.person |= person
    enrolment = before.enrolments.get(row.role)
    if enrolment is None:
        _enrol(write, batch, row, person_id)
        before.enrolments[row.role] = asdict(row.enrolment) | {"id": None}
    elif enrolment["id"] is not None:
        values = {k: v for k, v in _given(asdict(row.enrolment)) if enrolment.get(k) is None}
        if values:
            batch.fills.append((Enrolment, enrolment["id"], values))
            enrolment |= values
    for kind, members in _members(row.profile).items():
        if members and kind.__tablename__ not in before.members:
            _join(write, batch, kind, person_id, members)
            before.members.add(str(kind.__tablename__))
    if row.note and row.note not in before.notes:
        _note(write, batch, person_id, row.note)
        before.notes.add(row.note)
    return Filled(row.number, person_id, tuple(names))


def _missing(row: PlannedRow, before: _Known) -> list[str]:
    """The names of what a row adds: columns of person and enrolment, tables of members, `note`."""
    names = [k for k, _ in _given(asdict(row.person)) if before.person.get(k) is None]
    enrolment = before.enrolments.get(row.role)
    if enrolment is None:
        names.append("enrolment")
    else:
        names += [k for k, _ in _given(asdict(row.enrolment)) if enrolment.get(k) is None]
    tables = [str(kind.__tablename__) for kind, members in _members(row.profile).items() if members]
    names += [table for table in tables if table not in before.members]
    return [*names, "note"] if row.note and row.note not in before.notes else names


def _given(values: Values) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in values.items() if value is not None)


def _enrol(write: Write, batch: _Batch, row: PlannedRow, person_id: Id) -> None:
    values = asdict(row.enrolment)
    values["registered_on"] = (
        row.enrolment.registered_on or row.enrolment.accepted_on or write.today
    )
    batch.new[Enrolment].append(
        {
            "id": write.new_id(),
            "person_id": person_id,
            "office_id": write.office_id,
            "role": row.role,
            **values,
        }
    )


def _members(profile: Profile) -> dict[type[Record], list[Values]]:
    return {
        PersonLanguage: [{"language": c, "level": level} for c, level in profile.languages.items()],
        PersonOccupation: [asdict(trade) for trade in profile.trades],
        PersonInterest: [{"interest": code} for code in sorted(profile.interests)],
        PersonTopic: [{"topic": code, "side": side} for code, side in sorted(profile.topics)],
        Availability: [asdict(slot) for slot in joined(profile.slots)],
    }


def _join(
    write: Write, batch: _Batch, kind: type[Record], person_id: Id, members: Iterable[Values]
) -> None:
    batch.new[kind].extend({"id": write.new_id(), "person_id": person_id, **one} for one in members)


def _note(write: Write, batch: _Batch, person_id: Id, text: str) -> None:
    if text:
        batch.new[Note].append(
            {
                "id": write.new_id(),
                "text": text,
                "person_id": person_id,
                "author_id": write.author_id,
                "written_at": write.now,
            }
        )


def _write(session: Session, batch: _Batch) -> None:
    for kind, rows in batch.new.items():
        if rows:
            session.execute(insert(kind.__table__), rows)  # type: ignore[arg-type]
    for kind, row_id, values in batch.fills:
        row = session.get_one(kind, row_id)
        for name, value in values.items():
            setattr(row, name, value)


def _known(session: Session, rows: Sequence[PlannedRow]) -> dict[Id | None, _Known]:
    """What the desk has of the people that rows are the same as, in few statements."""
    ids = sorted({row.existing for row in rows if row.existing and row.action == Action.SAME})
    known: dict[Id | None, _Known] = {
        person["id"]: _Known(person) for person in _select(session, Person, "id", ids)
    }
    owned = sorted(one for one in known if one)
    for enrolment in _select(session, Enrolment, "person_id", owned):
        known[enrolment["person_id"]].enrolments[enrolment["role"]] = enrolment
    for note in _select(session, Note, "person_id", owned):
        known[note["person_id"]].notes.add(note["text"])
    for kind in _MEMBERS:
        for member in _select(session, kind, "person_id", owned):
            known[member["person_id"]].members.add(str(kind.__tablename__))
    return known


def _select(
    session: Session, kind: type[Record], column: str, ids: Sequence[Id]
) -> Iterator[Values]:
    """The rows whose column holds one of the identities, asked for some hundreds at a time."""
    table = kind.__table__
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        for row in session.execute(select(table).where(table.c[column].in_(some))).mappings():
            yield dict(row)

"""A checked list of people written in one step of undo; brought in again, it writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.base.progress import Progress, silent
from duodesk.lists.known import (
    MEMBERS,
    Kept,
    columns_of,
    differences,
    kept,
    lacking,
    members,
    unwritten,
)
from duodesk.lists.plan import Action, Plan, PlannedRow
from duodesk.model.base import Record
from duodesk.model.journal import Fact
from duodesk.model.people import Availability, Enrolment, Note, Person
from duodesk.people.commands import cleaned
from duodesk.store.store import Changes, Store, Write

_STEP = 200
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a row changed of somebody known: the columns and tables."""

    row: int
    person_id: Id
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many entries are new, who was completed."""

    changes: Changes
    n: int
    filled: tuple[Filled, ...] = ()


@dataclass(slots=True)
class _Batch:
    """Rows to insert, columns to set and rows to remove, gathered before anything is written."""

    new: dict[type[Record], list[Values]] = field(default_factory=lambda: defaultdict(list))
    fills: list[tuple[type[Record], Id, Values]] = field(default_factory=list)
    gone: list[tuple[type[Record], Id]] = field(default_factory=list)

    def write(self, session: Session) -> None:
        """Put everything into the desk file and let go of it: the journal of a long list needs the
        room.
        """
        while self.new:
            kind, rows = self.new.popitem()
            if rows:
                session.execute(insert(kind.__table__), rows)  # type: ignore[arg-type]
        for kind, row_id, values in self.fills:
            row = session.get_one(kind, row_id)
            for name, value in values.items():
                setattr(row, name, value)
        for kind, row_id in self.gone:
            session.delete(session.get_one(kind, row_id))
        session.flush()
        self.fills.clear()
        self.gone.clear()


def apply_import(store: Store, plan: Plan[PlannedRow], *, progress: Progress = silent) -> Imported:
    """Write the rows of a plan, all or none; `Cancelled` leaves the desk as it was."""
    with store.write(
        N_("Import %(n)s people from %(file)s"), n=plan.coming, file=plan.file
    ) as write:
        # Held, so that ten thousand numbers do not each ask the file for the counter.
        counters = write.session.scalars(select(Fact)).all()
        batch, filled, made = _Batch(), list[Filled](), 0
        for start in range(0, len(plan.rows), _STEP):
            progress.step(start, len(plan.rows))
            some = plan.rows[start : start + _STEP]
            known = kept(write.session, [row.existing for row in some if _is_known(row)])
            for row in some:
                before = known.get(row.existing) if row.existing and _is_known(row) else None
                if before is not None and row.existing:
                    filled.append(_complete(write, batch, row, row.existing, before))
                elif row.action in {Action.NEW, Action.SAME, Action.REPLACE}:
                    _add(write, batch, row)
                    made += 1
            batch.write(write.session)
        progress.step(len(plan.rows), len(plan.rows))
        del counters
    return Imported(write.changes, made, tuple(one for one in filled if one.names))


def _is_known(row: PlannedRow) -> bool:
    return row.action in {Action.SAME, Action.REPLACE}


def _add(write: Write, batch: _Batch, row: PlannedRow) -> None:
    """A new person with all their rows."""
    person_id = write.new_id()
    person = columns_of(cleaned(row.person)) | {"number": write.next_number("person")}
    batch.new[Person].append({"id": person_id, "office_id": write.office_id, **person})
    _enrol(write, batch, row, person_id)
    for kind, rows in members(row.profile).items():
        _join(write, batch, kind, person_id, rows)
    _note(write, batch, person_id, row.note)


def _complete(write: Write, batch: _Batch, row: PlannedRow, person_id: Id, before: Kept) -> Filled:
    """Write what the decision allows of what differs, and remember it for the next row about the
    same person.
    """
    changes = replace(row, differences=differences(row, before)).changes
    names = tuple(change.name for change in changes)
    person = {c.name: c.after for c in changes if c.name in Person.__table__.columns}
    if person:
        batch.fills.append((Person, person_id, person))
        before.person |= person
    _complete_enrolment(write, batch, row, before, names)
    for kind in MEMBERS:
        if str(kind.__tablename__) in names:
            _complete_members(write, batch, kind, row, before)
    if "note" in names:
        _note(write, batch, person_id, unwritten(row.note, before.notes))
        before.notes.add(row.note)
    return Filled(row.number, person_id, names)


def _complete_enrolment(
    write: Write, batch: _Batch, row: PlannedRow, before: Kept, names: tuple[str, ...]
) -> None:
    enrolment = before.enrolments.get(row.role)
    if enrolment is None:
        _enrol(write, batch, row, before.person["id"])
        before.enrolments[row.role] = columns_of(row.enrolment) | {"id": None}
        return
    values = {k: v for k, v in columns_of(row.enrolment).items() if k in names and k in row.given}
    if values and enrolment["id"] is not None:
        batch.fills.append((Enrolment, enrolment["id"], values))
        enrolment |= values


def _complete_members(
    write: Write, batch: _Batch, kind: type[Record], row: PlannedRow, before: Kept
) -> None:
    """Add rows; a level is written over, and free time as a whole."""
    new, old = members(row.profile)[kind], before.rows(kind)
    added = new if kind is Availability else lacking(kind, new, old)
    replaced = [one for one in old if kind is Availability or _stands_for(kind, one, added)]
    batch.gone.extend((kind, one["id"]) for one in replaced if one.get("id"))
    _join(write, batch, kind, before.person["id"], added)
    before.members[str(kind.__tablename__)] = [
        *(one for one in old if one not in replaced), *({"id": None} | one for one in added)
    ]  # fmt: skip


def _stands_for(kind: type[Record], old: Values, added: list[Values]) -> bool:
    names = MEMBERS[kind]
    return any(all(old[name] == one[name] for name in names) for one in added)


def _enrol(write: Write, batch: _Batch, row: PlannedRow, person_id: Id) -> None:
    values = columns_of(row.enrolment)
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


def _join(
    write: Write, batch: _Batch, kind: type[Record], person_id: Id, rows: Iterable[Values]
) -> None:
    batch.new[kind].extend({"id": write.new_id(), "person_id": person_id, **one} for one in rows)


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

"""Two entries of one person: joined in one step, taken apart again at any time.

Everything that was about the other entry is then about the one that goes on. The other entry stays
as it was, points to the one that goes on, and is left out of lists (`together`). Nothing is copied,
so the journal knows what to give back when they turn out to be two people after all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id, id_of
from duodesk.model.exchange import Answered, Transfer
from duodesk.model.pairing import Duo, DuoStage, Proposal
from duodesk.model.people import Person
from duodesk.people.apart import remember_apart
from duodesk.people.fields import PERSON_FIELDS
from duodesk.people.text import full_name
from duodesk.people.together import entries_of, goes_on, joined_entries, left_out, stands_for
from duodesk.people.uniting import Words, people_references, unite
from duodesk.store.remainder import came_over, operation_of, take_back
from duodesk.store.store import Changes, Store, Write

_RUNNING = (DuoStage.TO_SIGN, DuoStage.ACTIVE, DuoStage.PAUSED)
# What may go from one entry to the other; the number stays what it was printed as.
CHOSEN = tuple(field.name for field in PERSON_FIELDS if field.name != "number")


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Rows that still stand with an entry for which another one stands."""

    entry: Id
    stands_for: Id
    rows: tuple[tuple[str, Id], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry in the register, as sentences name it."""

    id: Id
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry stands to others: who goes on for it, whom it goes on for, and how much is still
    to be brought over.
    """

    goes_on: Entry | None
    joined: tuple[Entry, ...]
    left: int


def merge(
    store: Store,
    keep_id: Id,
    other_id: Id,
    *,
    values: Mapping[str, Any] | None = None,
    words: Words | None = None,
) -> Changes:
    """Join two entries of one person: the first goes on, with these values of its columns; unless
    told, its blanks are filled from the other. `words` says whose word holds where their
    languages, hours or takings part differ.
    """
    with store.write(N_("Join the two entries of %(name)s"), name=_name(store, keep_id)) as write:
        keep, other = _person(write, keep_id), _person(write, other_id)
        _check_may_join(write, keep, other)
        chosen = completed(_values(keep), _values(other)) if values is None else values
        for column in chosen.keys() & set(CHOSEN):
            setattr(keep, column, chosen[column])
        if keep.coordinator_id is None:
            keep.coordinator_id = other.coordinator_id
        other.merged_into_id, other.merged_on = keep_id, write.today
        unite(write.session, keep_id, other_id, words)
    return write.changes


def part(store: Store, other_id: Id) -> Changes:
    """They are two people after all: what the joining moved goes back where it still stands as it
    was moved; what was written since stays with the entry that went on.
    """
    with store.write(N_("%(name)s: two people, not one"), name=_name(store, other_id)) as write:
        entry = _person(write, other_id)
        keep_id = entry.merged_into_id
        if keep_id is None:
            raise UserError(N_("This entry stands for itself: there is nothing to take apart."))
        if entry.office_id != write.office_id:
            raise UserError(_OF_ANOTHER)
        joined = joined_entries(write.session)
        both_ways = joined.get(keep_id) == other_id
        for one, into in ((other_id, keep_id), (keep_id, other_id))[: 2 if both_ways else 1]:
            _take_apart(write, one, into)
        remember_apart(write, other_id, keep_id)
    return write.changes


def bring_over(store: Store, person_id: Id) -> Changes:
    """What was written to an entry after it was joined, by another office say, comes over to the
    one that stands for it.
    """
    with store.write(N_("Bring the rest of %(name)s over"), name=_name(store, person_id)) as write:
        keep_id = stands_for(write.session, person_id)
        keep = _person(write, keep_id)
        if keep.office_id != write.office_id:
            raise UserError(_OF_ANOTHER)
        for other_id in entries_of(write.session, keep_id)[1:]:
            _check_two_sides(write.session, keep_id, other_id)
            unite(write.session, keep_id, other_id)
        if keep_id in joined_entries(write.session):
            # Both were joined to each other; the one that goes on now stands for itself.
            keep.merged_into_id = keep.merged_on = None
    return write.changes


def completed(keep: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """What is blank in one entry and known in the other. Pure."""
    blank = {None, ""}
    return {
        name: other[name]
        for name in CHOSEN
        if keep.get(name) in blank and other.get(name) not in blank
    }


def left_behind(session: Session) -> list[LeftBehind]:
    """The entries for which another one stands and that still have rows of their own."""
    hidden = left_out(session)
    if not hidden:
        return []
    joined = joined_entries(session)
    found = []
    for entry in sorted(hidden):
        rows = [
            (column.table.name, row)
            for column in people_references()
            for row in session.scalars(
                select(column.table.c.id).where(column == entry).order_by(column.table.c.id)
            )
        ]
        if rows:
            found.append(LeftBehind(entry, goes_on(joined, entry), tuple(rows)))
    return found


def standing(session: Session, person_id: Id) -> Standing:
    """What the page of a person says about joined entries."""
    others = entries_of(session, person_id)[1:]
    kept = stands_for(session, person_id)
    named = {
        one: Entry(one, full_name(given, family), number or "?")
        for one, given, family, number in session.execute(
            select(Person.id, Person.given_name, Person.family_name, Person.number).where(
                Person.id.in_((kept, *others))
            )
        )
    }
    left = sum(len(one.rows) for one in left_behind(session) if one.stands_for == person_id)
    joined = tuple(named[one] for one in others if one in named)
    return Standing(named.get(kept) if kept != person_id else None, joined, left)


_OF_ANOTHER = N_(
    "Another office follows this person. Ask them to hand the person over to your office first, "
    "or hand yours over to them."
)


def _take_apart(write: Write, entry_id: Id, keep_id: Id) -> None:
    """The operation that joined them is taken back as far as it stands; then whatever else came
    over from the entry goes back too.
    """
    names, connection = write.store.journal.names, write.session.connection()
    cell = (names["person"], entry_id.bytes, names["person.merged_into_id"])
    operation = operation_of(connection, cell)
    if operation is not None:
        write.hidden |= take_back(connection, names, operation)
    for column in people_references():
        at = (column.table.name, column.name)
        rows = came_over(connection, names, at, entry_id.bytes, keep_id.bytes)
        moved = update(column.table).where(column.table.c.id.in_(map(id_of, rows)))
        write.session.execute(moved.values({column: entry_id}))
    write.session.expire_all()
    entry = _person(write, entry_id)
    entry.merged_into_id = entry.merged_on = None


def _check_may_join(write: Write, keep: Person, other: Person) -> None:
    session = write.session
    if keep.id == other.id:
        raise UserError(N_("Choose two entries: this is one and the same."))
    if {keep.office_id, other.office_id} != {write.office_id}:
        raise UserError(_OF_ANOTHER)
    hidden = left_out(session)
    for entry in (keep, other):
        if entry.id in hidden:
            raise UserError(
                N_("The entry %(number)s was joined to another one already. Join that one."),
                number=entry.number,
            )
    offers = session.scalars(
        select(Transfer).where(
            Transfer.person_id.in_((keep.id, other.id)), Transfer.state == Answered.OFFERED
        )
    ).first()
    if offers is not None:
        raise UserError(
            N_("One of the two is offered to another office. Withdraw the offer first.")
        )
    _check_two_sides(session, keep.id, other.id)
    _check_running_duos(session, keep.id, other.id)


def _check_two_sides(session: Session, one: Id, other: Id) -> None:
    """Nobody is their own mentor."""
    duo = session.scalar(select(Duo.number).where(*_between(Duo, one, other)).limit(1))
    if duo is not None:
        raise UserError(
            N_("These are the two sides of duo %(duo)s, so they are two people."), duo=duo
        )
    if session.scalar(select(Proposal.id).where(*_between(Proposal, one, other)).limit(1)):
        raise UserError(
            N_("These two were proposed to each other as a duo, so they are two people. If not, "
               "remove that proposal first.")
        )  # fmt: skip


def _between(kind: type[Duo | Proposal], one: Id, other: Id) -> tuple[Any, Any]:
    return kind.mentee_id.in_((one, other)), kind.mentor_id.in_((one, other))


def _check_running_duos(session: Session, one: Id, other: Id) -> None:
    for column in (Duo.mentee_id, Duo.mentor_id):
        running = session.execute(
            select(column, Duo.number)
            .where(column.in_((one, other)), Duo.stage.in_(_RUNNING))
            .order_by(Duo.number)
        ).all()
        if len({person for person, _ in running}) > 1:
            raise UserError(
                N_("Both are in a running duo: %(duos)s. End one of the two first, or leave them "
                   "apart."),
                duos=", ".join(number or "?" for _, number in running),
            )  # fmt: skip


def _person(write: Write, person_id: Id) -> Person:
    found = write.session.get(Person, person_id)
    if found is None:
        raise UserError(N_("This person is no longer on this desk."))
    return found


def _values(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in CHOSEN}


def _name(store: Store, person_id: Id) -> str:
    with store.read() as session:
        person = session.get(Person, person_id)
        return full_name(person.given_name, person.family_name) if person else "?"


def belongings(session: Session, person_id: Id) -> dict[str, int]:
    """How many rows of each table are about an entry: what comes along when it is joined."""
    counted: dict[str, int] = {}
    for column in people_references():
        table = column.table
        n = session.scalar(select(func.count()).select_from(table).where(column == person_id))
        if n:
            counted[table.name] = counted.get(table.name, 0) + n
    return counted


def numbered(session: Session, number: str) -> Entry | None:
    """The entry with a number, joined to another or not."""
    found = session.execute(
        select(Person.id, Person.given_name, Person.family_name, Person.number)
        .where(func.upper(Person.number) == number.strip().upper())
        .order_by(Person.id)
    ).first()
    if found is None:
        return None
    return Entry(found.id, full_name(found.given_name, found.family_name), found.number)


def joinings(session: Session) -> list[LeftBehind]:
    """Every entry for which another one stands, with what still stands with it."""
    joined = joined_entries(session)
    left = {one.entry: one for one in left_behind(session)}
    return [
        left.get(one) or LeftBehind(one, goes_on(joined, one), ())
        for one in sorted(left_out(session))
    ]

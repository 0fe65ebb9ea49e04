"""Where two entries of one person say something else about the same: their languages, occupations,
free hours, invitations and takings part. Somebody chooses whose word holds when they become one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.people import Availability
from duodesk.model.recruitment import Presence
from duodesk.people.fields import ENROLMENT_FIELDS
from duodesk.people.slots import joined
from duodesk.people.uniting import (
    FARTHEST,
    HOURS,
    KEYS,
    WISHES,
    Member,
    rows_of,
    stories,
    twins,
    wishes_of,
)
from duodesk.people.values import Slot

_TAKING_PART = (
    *(field.name for field in ENROLMENT_FIELDS if field.name != "role"),
    "partner_id",
    "redirected_to_id",
)
# Said about a member beyond what makes it what it is; the order of wishes is chosen as a whole.
_SAID = {
    "person_language": ("level",),
    "person_occupation": ("years",),
    "invited": ("presence",),
    "enrolment": _TAKING_PART,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What each of the two says of a member, and whose word holds unless somebody chooses: the
    place of the entry, or None for both together.
    """

    member: Member
    values: tuple[Any, Any]
    holds: int | None = 0


def differences(session: Session, one: Id, other: Id) -> list[Difference]:
    """What both say, each in its own way; what only one of them says comes along in any case."""
    found: list[Difference] = []
    for kind, key in KEYS:
        for pair in twins(session, kind, key, (one, other)):
            found += _of_pair(*pair)
    found += _wishes(session, one, other)
    found += _hours(session, one, other)
    for pair in stories(session, (one, other)):
        found += _of_pair(*pair)
    return list({each.member: each for each in reversed(found)}.values())[::-1]


def _of_pair(member: Member, row: Any, twin: Any) -> Iterator[Difference]:
    known = "None" not in member.key  # still on its way from another office
    for name in _SAID.get(member.table, ()) if known else ():
        values = getattr(row, name), getattr(twin, name)
        if None not in values and values[0] != values[1]:
            yield Difference(replace(member, column=name), values, _holds(name, values))


def _holds(name: str, values: tuple[Any, Any]) -> int:
    """The earlier registration, the farther status, a session that came after the invitation; else
    the word of the first.
    """
    if name == "registered_on":
        return int(values[1] < values[0])
    if name == "status":
        return int(FARTHEST.index(values[1]) > FARTHEST.index(values[0]))
    return int(name == "presence" and values[0] == Presence.INVITED)


def _wishes(session: Session, one: Id, other: Id) -> Iterator[Difference]:
    mine, theirs = (
        tuple(row.occupation for row in wishes_of(session, entry)) for entry in (one, other)
    )
    if mine and theirs and mine != theirs:
        yield Difference(WISHES, (mine, theirs))


def _hours(session: Session, one: Id, other: Id) -> Iterator[Difference]:
    mine, theirs = (
        joined(
            Slot(row.weekday, row.start, row.end)
            for row in rows_of(session, Availability, entry)
            if None not in {row.weekday, row.start, row.end}
        )
        for entry in (one, other)
    )
    if mine and theirs and mine != theirs:
        yield Difference(HOURS, (mine, theirs), None)

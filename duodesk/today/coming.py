"""Who came to what is over: the people expected at a session or an event, and noting it, for both
alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.recruitment import Presence
from duodesk.model.training import Attended
from duodesk.people import sessions
from duodesk.people.attendance import attendees
from duodesk.store.store import Changes, Store
from duodesk.today.heads import People
from duodesk.training import attendance
from duodesk.training.entry import Key, Source

# How the presence at a session is called where training days are noted.
_MARKS: Mapping[Presence, Attended] = {
    Presence.ATTENDED: Attended.PRESENT,
    Presence.ABSENT: Attended.ABSENT,
    Presence.EXCUSED: Attended.EXCUSED,
}
_PRESENCES = {mark: presence for presence, mark in _MARKS.items()}


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody expected, and what is noted; `partly` where only a part of the day is so marked."""

    person_id: Id
    name: str
    phone: str = ""
    mark: Attended | None = None
    partly: bool = False


def expected(session: Session, what: Key) -> list[Guest]:
    """Who was expected at a session or an event, or came without being so, by name."""
    if what.id is None:
        return []
    if what.source == Source.SESSION:
        return [
            Guest(row.person_id, row.name, row.phone, _MARKS.get(row.presence))
            for row in attendees(session, what.id)
        ]
    rows = attendance.event_grid(session, what.id).rows
    people = People(session)
    people.learn(row.person_id for row in rows)
    return [
        Guest(row.person_id, row.name, people.of(row.person_id).phone, *_whole(row.cells))
        for row in rows
    ]


def note_came(
    store: Store, what: Key, people: Sequence[Id] | None, mark: Attended | None
) -> Changes:
    """Note who came, did not come or was excused; no people means all of whom nothing is noted, no
    mark that nothing is known.
    """
    if what.id is None:
        return Changes()
    if what.source == Source.SESSION:
        presence = _PRESENCES[mark] if mark is not None else Presence.INVITED
        return sessions.mark(store, what.id, people, presence)
    return attendance.mark(store, what.id, people, mark)


def _whole(cells: Iterable[attendance.Cell]) -> tuple[Attended | None, bool]:
    """What is noted of a whole day: the first mark, and whether other parts differ."""
    marks = [cell.presence for cell in cells]
    noted = next((mark for mark in marks if mark is not None), None)
    return noted, noted is not None and set(marks) != {noted}

"""What two laptops wrote side by side, each of them rightly, and what is too much or once too often
together: a laptop that knew of the other would have warned or refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, groupby

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id, id_of
from duodesk.exchange.found import Found, RowAt
from duodesk.store.capture import ALIVE
from duodesk.store.engine import told
from duodesk.training.entry import hour_of, length_of
from duodesk.training.expected import capacities, expected_at

# An hour is reckoned where no length is settled.
_LENGTH = 60
_BOOKED = "coalesce(t.state, 'booked') = 'booked'"


@dataclass(frozen=True, slots=True)
class _Twice:
    """Something that is written once: its rows `t`, and what two of them have in common; with
    `about`, the table of what comes first of that is what people are shown.
    """

    rule: str
    table: str
    alike: str
    text: str
    where: str = "1"
    also: str = ""
    when: str = "count(*) > 1"
    about: str = ""

    @property
    def query(self) -> str:
        """What is alike, and the row, of all that stand there twice."""
        source = f'FROM "{self.table}" t {self.also} WHERE {self.where}'
        return (
            f"SELECT {self.alike}, t.id {source} AND ({self.alike}) IN"
            f" (SELECT {self.alike} {source} GROUP BY {self.alike} HAVING {self.when})"
            f" ORDER BY {self.alike}, t.id"
        )


_ONCE = (
    _Twice(
        "outcome_twice", "outcome_event", "t.person_id, t.started_on",
        N_("Two laptops noted an outcome of one mentee for the same day."),
    ),
    _Twice(
        "answers_twice", "questionnaire", "t.duo_id, t.kind",
        N_("Two laptops noted the answers of one person to the same questionnaire: both count."),
        where="t.answered_on IS NOT NULL",
    ),
    _Twice(
        "meeting_twice", "meeting", "t.duo_id, t.held_on",
        N_("Two laptops noted a meeting of one duo for the same day: both count."),
        where="t.duo_id IN (SELECT id FROM duo WHERE stage IN ('active', 'paused'))",
    ),
    _Twice(
        "signed_twice", "signature", "d.duo_id, d.kind, t.signatory",
        N_("Two laptops recorded different days for one signature."),
        also="JOIN document d ON d.id = t.document_id", when="count(DISTINCT t.signed_on) > 1",
        about="duo",
    ),
    _Twice(
        "paid_twice", "expense", "t.person_id, t.paid_on",
        N_("Two laptops noted what a mentor was paid for the same day."),
    ),
    _Twice(
        "matching_twice", "matching_meeting", "t.office_id, t.held_on",
        N_("Two laptops began a matching meeting of one office on the same day."),
    ),
    _Twice(
        "decided_twice", "matching_decision", "t.matching_id, t.mentee_id",
        N_("Two laptops noted what one matching meeting decided about a mentee: the later decision "
           "is shown."),
    ),
    _Twice(
        "asked_twice", "data_request", "t.person_id, t.wish",
        N_("Two laptops noted the same request of a person about their data, and neither is "
           "answered."),
        where="t.answered_on IS NULL",
    ),
)  # fmt: skip


def noted_twice(session: Session) -> Iterator[Found]:
    """What is written once, and stands there from more than one laptop."""
    connection = session.connection()
    for one in _ONCE:
        for alike, group in groupby(told(connection, one.query), lambda found: found[:-1]):
            rows = tuple((one.table, found[-1]) for found in group)
            if _by_several(connection, ((*row, ALIVE) for row in rows)):
                about = ((one.about, alike[0]),) if one.about else rows[:1]
                yield Found(one.rule, Message(one.text), rows, about)


def over_full(session: Session) -> Iterator[Found]:
    """A series or a day to come of which several laptops gave more seats away than it has."""
    connection = session.connection()
    crowded = told(
        connection,
        "SELECT e.id, e.series_id, e.capacity FROM event e LEFT JOIN series s ON s.id = e.series_id"
        " WHERE e.held_on >= ? AND e.cancelled_on IS NULL AND s.cancelled_on IS NULL"
        f" AND (SELECT count(*) FROM seat t WHERE {_BOOKED}"
        " AND (t.event_id = e.id OR t.series_id = e.series_id)) > coalesce(e.capacity, s.capacity)",
        (_begins(connection),),
    )
    days = {id_of(day): id_of(whole) if whole else None for day, whole, _own in crowded}
    if not days:
        return
    expected, seats = expected_at(session, days), capacities(session, days)
    by_what: dict[RowAt, list[Id]] = defaultdict(list)
    for day, whole, own in crowded:
        if len(expected[id_of(day)]) > (seats[id_of(day)] or 0):
            what = ("event", day) if whole is None or own is not None else ("series", whole)
            by_what[what].append(id_of(day))
    for what, full in sorted(by_what.items()):
        people = sorted({person.bytes for day in full for person in expected[day]})
        if _by_several(connection, _seats(connection, what, full)):
            fullest = max(full, key=lambda day: len(expected[day]))
            text = Message(_FULL, {"booked": len(expected[fullest]), "seats": seats[fullest]})
            yield Found("over_full", text, (what, *(("person", one) for one in people)), (what,))


def at_two_places(session: Session) -> Iterator[Found]:
    """People whom several laptops expect at two places at one time, on a day to come: one remark
    for each two appointments.
    """
    connection = session.connection()
    of_person: dict[tuple[bytes, str], list[_Expected]] = defaultdict(list)
    for one in _expected(connection):
        of_person[one.person, one.day].append(one)
    both: dict[tuple[RowAt, RowAt], list[_Expected]] = defaultdict(list)
    for several in of_person.values():
        for first, second in combinations(sorted(several, key=lambda one: one.at), 2):
            if first.meets(second):
                both[first.at, second.at] += (first, second)
    for (one_at, other_at), found in sorted(both.items(), key=lambda item: item[0]):
        if _by_several(connection, (cell for one in found for cell in one.cells)):
            people = tuple(("person", one) for one in sorted({one.person for one in found}))
            day = found[0].day
            text = Message(_TWO_PLACES, {"day": _written(day)})
            # On another day it is another thing.
            rows = (one_at, other_at, *people, ("day", day.encode()))
            yield Found("two_places", text, rows, (*people[:1], one_at, other_at, *people[1:]))


@dataclass(frozen=True, slots=True)
class _Expected:
    """Somebody at an appointment, by a seat or because it is about them."""

    at: RowAt
    person: bytes
    seat: bytes | None
    day: str
    start: int
    minutes: int | None

    @property
    def cells(self) -> Iterator[tuple[str, bytes, str]]:
        """What makes them expected there and then."""
        yield from ((*self.at, f"{self.at[0]}.{field}") for field in ("held_on", "start"))
        if self.seat is not None:
            table, field = ("seat", "state") if self.at[0] == "event" else ("invited", "person_id")
            yield table, self.seat, f"{table}.{field}"

    def meets(self, other: _Expected) -> bool:
        """Whether both go on at one time."""
        first, second = sorted((one.start, one.start + one.length) for one in (self, other))
        return second[0] < first[1]

    @property
    def length(self) -> int:
        """How long it lasts."""
        return length_of(self.minutes) or _LENGTH


def _expected(connection: Connection) -> Iterable[_Expected]:
    """Who is expected where and when, of what is to come and has an hour."""
    meant: dict[tuple[RowAt, bytes], _Expected] = {}
    for table, row, person, seat, holds, day, start, minutes, _turn in told(
        connection, _WHO, (_begins(connection),)
    ):
        # What is told for one day alone, and the later row, holds.
        meant.pop(((table, row), person), None)
        if holds and hour_of(start) is not None:
            one = _Expected((table, row), person, seat, day, start, minutes)
            meant[one.at, person] = one
    return meant.values()


def _by_several(connection: Connection, cells: Iterable[tuple[str, bytes, str]]) -> bool:
    """Whether what stands in these fields is of more than one laptop."""
    laptops: set[bytes] = set()
    for table, row, field in cells:
        wrote = told(connection, _WROTE, (table, row, field))
        laptops |= {laptop for (laptop,) in wrote}
    return len(laptops) > 1


def _begins(connection: Connection) -> str:
    """The first day that is not over for this journal: that of the laptop that wrote last but one,
    so that all laptops agree on it and none whose clock is ahead ends a day for the others.
    """
    (day,) = told(connection, _LAST_BUT_ONE)[0]
    return str(day or "9999-12-31")


def _seats(
    connection: Connection, what: RowAt, days: Iterable[Id]
) -> Iterator[tuple[str, bytes, str]]:
    places = [("series_id", what[1])] if what[0] == "series" else []
    for column, place in (*places, *(("event_id", day.bytes) for day in days)):
        asked = f"SELECT t.id FROM seat t WHERE t.{column} = ? AND {_BOOKED}"
        for (seat,) in told(connection, asked, (place,)):
            yield "seat", seat, "seat.state"


def _written(day: str) -> str:
    try:
        return short(date.fromisoformat(day))
    except ValueError:
        return day


_WROTE = (
    "SELECT o.replica FROM change c JOIN operation o ON o.n = c.operation"
    " WHERE c.tbl = (SELECT n FROM name WHERE txt = ?1) AND c.row = ?2"
    " AND c.fld = (SELECT n FROM name WHERE txt = ?3) AND c.head = 1 AND o.replica IS NOT NULL"
)
_LAST_BUT_ONE = (
    "SELECT min(day) FROM (SELECT date((max(o.hlc) >> 16) / 1000, 'unixepoch') AS day"
    " FROM tip t JOIN operation o ON o.id = t.id GROUP BY t.replica ORDER BY day DESC LIMIT 2)"
)
# Who is expected at what is to come, and by which seat; the later line holds.
_WHO = """
WITH e AS MATERIALIZED (
    SELECT e.* FROM event e LEFT JOIN series s ON s.id = e.series_id
    WHERE e.held_on >= ?1 AND e.start IS NOT NULL AND e.cancelled_on IS NULL
    AND s.cancelled_on IS NULL
)
SELECT 'event', e.id, t.person_id, t.id AS seat, coalesce(t.state, 'booked') = 'booked',
    e.held_on, e.start, e.minutes, 0 AS turn
FROM e JOIN seat t ON t.series_id = e.series_id WHERE t.person_id IS NOT NULL
UNION ALL
SELECT 'event', e.id, t.person_id, t.id, coalesce(t.state, 'booked') = 'booked',
    e.held_on, e.start, e.minutes, 1
FROM e JOIN seat t ON t.event_id = e.id WHERE t.person_id IS NOT NULL
UNION ALL
SELECT 'info_session', e.id, t.person_id, t.id,
    coalesce(t.presence, 'invited') IN ('invited', 'attended'), e.held_on, e.start, e.minutes, 1
FROM info_session e JOIN invited t ON t.session_id = e.id
WHERE e.held_on >= ?1 AND e.start IS NOT NULL AND e.cancelled_on IS NULL
AND t.person_id IS NOT NULL
UNION ALL
SELECT 'event', e.id, e.person_id, NULL, 1, e.held_on, e.start, e.minutes, 2
FROM e WHERE e.person_id IS NOT NULL
"""
for _pair in ("duo", "proposal"):
    for _side in ("mentee_id", "mentor_id"):
        _WHO += (
            f"UNION ALL SELECT 'event', e.id, p.{_side}, NULL, 1, e.held_on, e.start, e.minutes, 2"
            f" FROM e JOIN {_pair} p ON p.id = e.{_pair}_id WHERE p.{_side} IS NOT NULL\n"
        )
_WHO += "ORDER BY turn, seat"
_FULL = N_(
    "More people have a seat than there is room for, %(booked)s for %(seats)s: several laptops "
    "gave seats away side by side."
)
_TWO_PLACES = N_("Several laptops expect people at two places at one time, on %(day)s.")

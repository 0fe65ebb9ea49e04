"""A month of ten years of calendar, beside a bare SELECT of its events: python -m
tests.bench.calendar [EVENTS]

The tables beside it are as full as ten years make them: most of what a month shows is no event.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, text

from duodesk.base.clock import FixedClock
from duodesk.model.base import Record
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Duo, DuoStage, Proposal, Stage
from duodesk.model.people import Person, Role
from duodesk.model.recruitment import InfoSession, Invited
from duodesk.model.training import Event, EventKind, EventUnit, Seat, Series, Trainer
from duodesk.office.seeds import OFFICES
from duodesk.store.store import Store
from duodesk.training.clashes import all_clashes, clashes_of
from duodesk.training.curricula import FOUR_DAYS
from duodesk.training.dated import Dated, DatedKind, dated
from duodesk.training.days_off import marks
from tests.bench.measure import Figure, median
from tests.conftest import MORNING, new_store

EVENTS = 25_000
FIRST, DAYS = date(2017, 1, 2), 3_650
# Of ten years in three offices that start 800 duos a year.
PEOPLE, DUOS, PROPOSALS, SESSIONS = 15_600, 7_800, 23_400, 1_500
NOTES, REASONS = 6_000, 1_500  # letters
OFFICE_IDS = [office.id for office in OFFICES]
KINDS = [*EventKind, EventKind.INTERVIEW, EventKind.FIRST_MEETING, EventKind.INTERVIEW]
_BARE = (
    "SELECT id, office_id, kind, held_on, start, minutes, title, place, series_id, person_id"
    " FROM event WHERE held_on BETWEEN ? AND ?"
)


def figures(store: Store) -> Iterator[Figure]:
    """The month in all offices and in one, its days off, what collides in it."""
    first, last = date(2024, 3, 1), date(2024, 3, 31)
    with store.read() as session:
        cursor = session.connection().connection.cursor()
        bounds = (first.isoformat(), last.isoformat())
        bare = median(lambda: cursor.execute(_BARE, bounds).fetchall(), 20)

        def month(office_id: Any = None) -> list[Dated]:
            return dated(session, first=first, last=last, office_id=office_id)

        found = month()
        yield timed(f"month of three offices, {len(found)} entries", month, bare, 150)
        yield timed("month of one office", lambda: month(OFFICE_IDS[1]), bare)
        yield timed("days off of a month", lambda: marks(session, first=first, last=last))
        wanted = next(one for one in found if one.kind == DatedKind.TRAINING)
        yield timed("against one plan", lambda: clashes_of(session, wanted, today=first))
        told = all_clashes(session, first=first, last=last)
        yield timed(
            f"what collides in a month, {len(told)} sentences",
            lambda: all_clashes(session, first=first, last=last),
        )


def timed(
    name: str, work: Callable[[], object], bare: float | None = None, goal: float | None = None
) -> Figure:
    """The median of ten, and the processor time of one: what a quiet machine would need."""
    took, begin = median(work, 10), time.process_time()
    for _ in range(10):
        work()
    used = (time.process_time() - begin) * 100
    return Figure(f"{name} (processor {used:.0f} ms)", took, bare, goal)


def fill(store: Store, n: int) -> None:
    """Ten years, written past the journal: only reading is measured here."""
    make = Made(store, Random(5))
    with store.engine.execution_options(duodesk_write=True).begin() as connection:
        for (name,) in connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        make.people(connection)
        make.pairs(connection)
        make.sessions(connection)
        make.events(connection, n)


class Made:
    """Rows in the proportions of the ten-year estimate."""

    def __init__(self, store: Store, dice: Random) -> None:
        self._id, self._dice = store.new_id, dice
        self._people = [self._id() for _ in range(PEOPLE)]
        self._proposals = [self._id() for _ in range(PROPOSALS)]
        self._duos = [self._id() for _ in range(DUOS)]

    def people(self, connection: Connection) -> None:
        """People, each with an interview of some length."""
        self._put(connection, Person, [
            {"id": one, "number": f"BRU-{n}", "office_id": self._office(), "given_name": "Awa",
             "family_name": f"De {n}"}
            for n, one in enumerate(self._people)
        ])  # fmt: skip
        self._put(connection, Interview, [
            {"id": self._id(), "person_id": one, "office_id": self._office(), "role": Role.MENTEE,
             "held_on": self._day(), "notes": "n" * NOTES}
            for one in self._people
        ])  # fmt: skip

    def pairs(self, connection: Connection) -> None:
        """Proposals with their kept reasons, and duos."""
        self._put(connection, Proposal, [
            {"id": one, "mentee_id": self._person(), "mentor_id": self._person(),
             "office_id": self._office(), "stage": Stage.ACCEPTED, "reasons": "r" * REASONS,
             "meeting_on": self._day()}
            for one in self._proposals
        ])  # fmt: skip
        starts = [self._day() for _ in self._duos]
        self._put(connection, Duo, [
            {"id": one, "number": f"BRU-D{n}", "mentee_id": self._person(),
             "mentor_id": self._person(), "office_id": self._office(), "stage": DuoStage.ENDED,
             "start_date": start, "expected_end": start + timedelta(weeks=26)}
            for n, (one, start) in enumerate(zip(self._duos, starts, strict=True))
        ])  # fmt: skip

    def sessions(self, connection: Connection) -> None:
        """Information sessions of twelve people."""
        ids = [self._id() for _ in range(SESSIONS)]
        self._put(connection, InfoSession, [
            {"id": one, "office_id": self._office(), "held_on": self._day(), "start": 600,
             "minutes": 120, "place": f"Room {self._dice.randrange(5)}"}
            for one in ids
        ])  # fmt: skip
        self._put(connection, Invited, [
            {"id": self._id(), "session_id": one, "person_id": self._person()}
            for one in ids for _ in range(12)
        ])  # fmt: skip

    def events(self, connection: Connection, n: int) -> None:
        """Events of all kinds; one in ten is a training day with units, trainers and seats."""
        series = [self._id() for _ in range(n // 44)]
        self._put(connection, Series, [
            {"id": one, "name": f"Mentors {place}", "office_id": self._office(),
             "curriculum_id": FOUR_DAYS.id, "capacity": 16}
            for place, one in enumerate(series)
        ])  # fmt: skip
        self._put(connection, Seat, [
            {"id": self._id(), "series_id": one, "person_id": self._person()}
            for one in series for _ in range(14)
        ])  # fmt: skip
        rows = [self._event(series) for _ in range(n)]
        self._put(connection, Event, rows)
        taught = [row["id"] for row in rows if row["kind"] == EventKind.TRAINING]
        self._put(connection, EventUnit, [
            {"id": self._id(), "event_id": one,
             "unit_id": FOUR_DAYS.unit_id(self._dice.randint(1, 4))}
            for one in taught
        ])  # fmt: skip
        self._put(connection, Trainer, [
            {"id": self._id(), "event_id": one, "name": f"Trainer {self._dice.randrange(8)}"}
            for one in taught
        ])  # fmt: skip

    def _event(self, series: list[Any]) -> dict[str, Any]:
        kind = self._dice.choice(KINDS)
        about: dict[str, Any] = {
            "series_id": None,
            "person_id": None,
            "proposal_id": None,
            "duo_id": None,
        }
        if kind == EventKind.TRAINING:
            about["series_id"] = self._dice.choice(series)
        elif kind == EventKind.INTERVIEW:
            about["person_id"] = self._person()
        elif kind == EventKind.FIRST_MEETING:
            about["proposal_id"] = self._dice.choice(self._proposals)
        else:
            about["duo_id"] = self._dice.choice(self._duos)
        return about | {
            "id": self._id(), "office_id": self._office(), "kind": kind, "held_on": self._day(),
            "start": self._dice.randrange(540, 1020, 30), "minutes": 60,
            "place": f"Room {self._dice.randrange(12)}",
        }  # fmt: skip

    def _office(self) -> Any:
        return self._dice.choice(OFFICE_IDS)

    def _person(self) -> Any:
        return self._dice.choice(self._people)

    def _day(self) -> date:
        return FIRST + timedelta(days=self._dice.randrange(DAYS))

    @staticmethod
    def _put(connection: Connection, table: type[Record], rows: list[dict[str, Any]]) -> None:
        connection.execute(insert(table), rows)


def main(n: int) -> None:
    """Fill a desk and tell the figures."""
    with tempfile.TemporaryDirectory() as name:
        store = new_store(Path(name) / "calendar.duo", FixedClock(MORNING))
        fill(store, n)
        for figure in figures(store):
            print(figure, flush=True)
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS)

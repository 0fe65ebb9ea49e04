"""A thousand duos under way after ten years: which of them ask for attention, and their strips:
python -m tests.bench.duos [RUNNING]

Beside them stand ten years of duos that are over, with all their meetings and talks.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, event, insert, text

from duodesk.base.clock import FixedClock
from duodesk.followup import queries, watch
from duodesk.model.base import Record
from duodesk.model.documents import Document, Signatory, Signature
from duodesk.model.followup import (
    Held,
    Meeting,
    OutcomeEvent,
    Pause,
    Situation,
    Snooze,
    StatusCheck,
)
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Person, Role
from duodesk.model.recruitment import Channel, Contact
from duodesk.pairing.duos import PAPERS
from duodesk.store.store import Store
from tests.bench.calendar import timed
from tests.bench.measure import Figure, median
from tests.conftest import MORNING, new_store

RUNNING = 1_000
# Of ten years in three offices that start 800 duos a year.
OVER, TALKS = 6_800, 14
TODAY = MORNING.date()
_BARE = (
    "SELECT duo.id, max(meeting.held_on) FROM duo JOIN meeting ON meeting.duo_id = duo.id"
    " WHERE duo.stage IN ('active', 'paused') GROUP BY duo.id"
)


def figures(store: Store) -> Iterator[Figure]:
    """What asks for attention in one office, in one duo, and the strips."""
    with store.read() as session:
        cursor = session.connection().connection.cursor()
        bare = median(lambda: cursor.execute(_BARE).fetchall(), 10)

        def watched() -> list[watch.WatchRow]:
            return watch.watched(session, office_id=store.office_id, today=TODAY)

        rows, asked = watched(), counted(store.engine, watched)
        yield timed(f"{len(rows)} duos ask for attention, {asked} SELECTs", watched, bare, 150)
        one = rows[0].duo.id
        yield timed("one duo looked at", lambda: watch.watch(session, one, today=TODAY))

        def strips() -> list[queries.DuoRow]:
            return queries.duos(
                session, today=TODAY, office_id=store.office_id, stages=(DuoStage.ACTIVE,)
            )

        found, asked = strips(), counted(store.engine, strips)
        yield timed(f"strips of {len(found)} duos, {asked} SELECTs", strips, bare, 300)


def counted(engine: Engine, work: Any) -> int:
    """How many statements some work needs."""
    told: list[str] = []

    def tell(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        told.append(statement)

    event.listen(engine, "before_cursor_execute", tell)
    work()
    event.remove(engine, "before_cursor_execute", tell)
    return len(told)


def fill(store: Store, running: int, over: int = OVER) -> None:
    """Ten years, written past the journal: only reading is measured here."""
    made = Made(store, Random(5))
    with store.engine.execution_options(duodesk_write=True).begin() as connection:
        for (name,) in connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        made.duos(connection, over, years=10)
        made.duos(connection, running, years=0)


class Made:
    """Duos with people, papers, meetings and talks."""

    def __init__(self, store: Store, dice: Random) -> None:
        self._store, self._id, self._dice = store, store.new_id, dice
        self._number = 10_000

    def duos(self, connection: Connection, n: int, *, years: int) -> None:
        """Duos that are over for long, or under way where `years` is 0."""
        duos = [self._duo(years) for _ in range(n)]
        people = [
            {"id": duo[f"{role}_id"], "number": f"BRU-{self._count()}", "given_name": "Awa",
             "office_id": duo["office_id"], "family_name": f"De {role}", "phone": "0470 00 00 00"}
            for duo in duos for role in Role
        ]  # fmt: skip
        enrolled = [
            {"id": self._id(), "person_id": duo[f"{role}_id"], "office_id": duo["office_id"],
             "role": role, "permit_until": self._seldom(TODAY + timedelta(days=20)),
             "employment_status": self._dice.choice(["retired", "rcc", "jobseeker", None]),
             "c45b_filed_on": self._seldom(duo["start_date"], 0.9), "c45b_answer": "silence"}
            for duo in duos for role in Role
        ]  # fmt: skip
        for table, rows in ((Person, people), (Enrolment, enrolled), (Duo, duos)):
            self._put(connection, table, rows)
        self._papers(connection, duos)
        self._lived(connection, duos)
        self._known(connection, duos)

    def _papers(self, connection: Connection, duos: list[dict[str, Any]]) -> None:
        printed = [
            {"id": self._id(), "kind": kind, "number": f"{duo['number']}/{kind}", "language": "fr",
             "office_id": duo["office_id"], "duo_id": duo["id"], "data": "d" * 1500}
            for duo in duos for kind in PAPERS
        ]  # fmt: skip
        signed = [
            {"id": self._id(), "document_id": paper["id"], "signatory": one, "signed_on": TODAY}
            for paper in printed for one in Signatory if self._dice.random() < 0.95
        ]  # fmt: skip
        self._put(connection, Document, printed)
        self._put(connection, Signature, signed)

    def _lived(self, connection: Connection, duos: list[dict[str, Any]]) -> None:
        """A meeting or none each week, and a talk every other week, half of them in vain."""
        met, talks = [], []
        for duo in duos:
            days = min((TODAY - duo["start_date"]).days, 182)
            for day in range(2, days, 7):
                state = self._dice.choices(list(Held), (80, 12, 8))[0]
                if self._dice.random() < 0.9:
                    met.append({"id": self._id(), "duo_id": duo["id"], "state": state,
                                "held_on": duo["start_date"] + timedelta(days=day),
                                "minutes": 90, "note": "n" * 60})  # fmt: skip
            for day in range(5, days, max(days // TALKS, 7)):
                side = self._dice.choice(["mentee", "mentor"])
                talks.append({"id": self._id(), "duo_id": duo["id"], "side": side,
                              "person_id": duo[f"{side}_id"], "channel": Channel.PHONE,
                              "reached": self._dice.random() < 0.5, "text": "t" * 200,
                              "mood": self._dice.choice([None, 2, 3, 4, 5]),
                              "happened_at": self._at(duo["start_date"], day)})  # fmt: skip
        self._put(connection, Meeting, met)
        self._put(connection, Contact, talks)

    def _known(self, connection: Connection, duos: list[dict[str, Any]]) -> None:
        """Outcomes, answers, pauses, and what was put off."""
        self._put(connection, OutcomeEvent, [
            {"id": self._id(), "person_id": duo["mentee_id"], "duo_id": duo["id"],
             "kind": "permanent", "started_on": duo["start_date"] + timedelta(days=100),
             "employer": "NMBS"}
            for duo in duos[::2]
        ])  # fmt: skip
        self._put(connection, StatusCheck, [
            {"id": self._id(), "person_id": duo["mentee_id"], "duo_id": duo["id"],
             "asked_on": duo["start_date"] + timedelta(days=day), "situation": Situation.LOOKING}
            for duo in duos for day in (28, 60, 90, 150)
        ])  # fmt: skip
        self._put(connection, Pause, [
            {"id": self._id(), "duo_id": duo["id"],
             "first_day": duo["start_date"] + timedelta(days=40),
             "last_day": duo["start_date"] + timedelta(days=60)}
            for duo in duos[::10]
        ])  # fmt: skip
        self._put(connection, Snooze, [
            {"id": self._id(), "duo_id": duo["id"], "rule": "silent", "reason": "Away",
             "until": duo["start_date"] + timedelta(days=90)}
            for duo in duos[::5]
        ])  # fmt: skip

    def _duo(self, years: int) -> dict[str, Any]:
        ago = self._dice.randrange(1, 182) if not years else self._dice.randrange(190, 365 * years)
        start = TODAY - timedelta(days=ago)
        end = start + timedelta(weeks=26)
        return {
            "id": self._id(), "number": f"BRU-D{self._count()}", "mentee_id": self._id(),
            "mentor_id": self._id(), "office_id": self._store.office_id,
            "coordinator_id": self._store.author_id,
            "stage": DuoStage.ENDED if years else DuoStage.ACTIVE, "start_date": start,
            "expected_end": end, "ended_on": end if years else None,
            "plan_written_on": self._seldom(start, 0.8),
        }  # fmt: skip

    def _seldom(self, value: date, share: float = 0.1) -> date | None:
        return value if self._dice.random() < share else None

    def _at(self, start: date, days: int) -> datetime:
        return MORNING - (TODAY - start) + timedelta(days=days)

    def _count(self) -> int:
        self._number += 1
        return self._number

    @staticmethod
    def _put(connection: Connection, table: type[Record], rows: list[dict[str, Any]]) -> None:
        if rows:
            connection.execute(insert(table), rows)


def main(running: int) -> None:
    """Fill a desk and tell the figures."""
    with tempfile.TemporaryDirectory() as name:
        store = new_store(Path(name) / "duos.duo", FixedClock(MORNING))
        fill(store, running)
        for figure in figures(store):
            print(figure, flush=True)
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNNING)

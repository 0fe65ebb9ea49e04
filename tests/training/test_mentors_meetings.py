"""Meetings of mentors: who still needs one of those that are wanted for each duo."""

from __future__ import annotations

from datetime import date, timedelta

from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.training import Attended, EventKind
from duodesk.office import settings
from duodesk.store.store import Store
from duodesk.training import attendance, events, seats
from duodesk.training.events import EventValues
from duodesk.training.mentors_meetings import NeedRow, needs
from tests.training.desk import LATER, TODAY, mentor

START = date(2026, 9, 1)


def duo(store: Store, mentor_id: Id | None, number: str, *, weeks: int = 26,
        stage: DuoStage = DuoStage.ACTIVE, start: date | None = START) -> None:  # fmt: skip
    with store.write("A duo") as write:
        made = write.new_id()
        write.session.add(
            Duo(id=made, number=number, mentee_id=Id(int=1), mentor_id=mentor_id or Id(int=2),
                office_id=write.office_id, stage=stage, start_date=start,
                expected_end=START + timedelta(weeks=weeks))
        )  # fmt: skip
        write.session.flush()
        if mentor_id is None:
            write.session.get_one(Duo, made).mentor_id = None  # type: ignore[assignment]


def meeting(store: Store, day: date, *people: Id, came: Attended | None = Attended.PRESENT) -> Id:
    made = events.plan_event(store, EventValues(kind=EventKind.MENTORS_MEETING, held_on=day)).id
    if day < TODAY:
        attendance.mark(store, made, people, came)
    else:
        seats.book(store, people, event_id=made)
    return made


def rows(store: Store) -> list[NeedRow]:
    with store.read() as session:
        return needs(session, office_id=store.office_id, today=TODAY)


def test_meetings_since_the_start_of_the_duo_count(store: Store) -> None:
    one = mentor(store)
    duo(store, one, "BRU-D1")
    meeting(store, START - timedelta(days=1), one)
    meeting(store, START, one)
    meeting(store, date(2026, 10, 1), one, came=Attended.ABSENT)
    next_one = meeting(store, LATER[0], one)
    meeting(store, LATER[1], one)
    (row,) = rows(store)
    assert (row.attended, row.wanted, row.missing, row.booked_on) == (1, 2, 1, LATER[0])
    assert (row.number, row.mentor, row.week) == ("BRU-D1", "De Smet, Lieve", 13)
    events.cancel_event(store, next_one)
    assert rows(store)[0].booked_on == LATER[1]


def test_worst_first(store: Store) -> None:
    done, soon, late, fewest = (mentor(store, name) for name in "ABCD")
    duo(store, done, "1", weeks=13)
    duo(store, soon, "2", weeks=14)
    duo(store, late, "3")
    duo(store, fewest, "4", weeks=14)
    for day in (date(2026, 9, 8), date(2026, 10, 8)):
        meeting(store, day, done)
    meeting(store, date(2026, 9, 9), soon)
    assert [row.number for row in rows(store)] == ["4", "2", "3", "1"]


def test_only_duos_under_way_and_the_office_s_own_number(store: Store) -> None:
    one = mentor(store)
    duo(store, one, "ended", stage=DuoStage.ENDED)
    duo(store, one, "signing", stage=DuoStage.TO_SIGN)
    duo(store, one, "paused", stage=DuoStage.PAUSED)
    duo(store, None, "on its way")
    settings.choose(store, settings.MENTORS_MEETINGS, "3", office_id=store.office_id)
    assert [(row.number, row.wanted) for row in rows(store)] == [("paused", 3)]


def test_a_duo_without_its_days_shows(store: Store) -> None:
    duo(store, mentor(store), "1", start=None)
    assert [(row.week, row.duo) for row in rows(store)] == [(None, "? × Lieve De Smet")]

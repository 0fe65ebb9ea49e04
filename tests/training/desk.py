"""What the tests of the calendar share: mentors, a series, and ways to look at them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from duodesk.base.ids import Id
from duodesk.model.people import Role, Status
from duodesk.model.training import Attended
from duodesk.people import commands
from duodesk.people.values import EnrolmentValues, PersonValues
from duodesk.store import dump
from duodesk.store.store import Store
from duodesk.training import attendance, completion, series
from duodesk.training.completion import Completion
from duodesk.training.curricula import FOUR_DAYS
from duodesk.training.series import DayValues, SeriesRow, SeriesValues

TODAY = date(2026, 11, 24)
# Tuesdays and Thursdays that are past.
BEFORE = tuple(date(2026, 11, day) for day in (10, 12, 17, 19))
LATER = tuple(day + timedelta(weeks=8) for day in BEFORE)
UNITS = tuple(FOUR_DAYS.unit_id(n) for n in range(1, 5))


def mentor(store: Store, name: str = "De Smet", **enrolment: Any) -> Id:
    enrolment.setdefault("status", Status.ACCEPTED)
    return commands.register(
        store,
        Role.MENTOR,
        values=PersonValues(family_name=name, given_name="Lieve"),
        enrolment=EnrolmentValues(**enrolment),
    ).person_id


def four_days(days: Sequence[date], **values: Any) -> list[DayValues]:
    return [
        DayValues(held_on=day, start=540, minutes=420, unit_ids=(unit,), **values)
        for day, unit in zip(days, UNITS, strict=True)
    ]


def planned(store: Store, days: Sequence[date] = BEFORE, **values: Any) -> Id:
    values.setdefault("name", "Mentors, November")
    values.setdefault("curriculum_id", FOUR_DAYS.id)
    return series.plan_series(store, SeriesValues(**values), four_days(days)).id


def shown(store: Store, series_id: Id) -> SeriesRow:
    with store.read() as session:
        found = series.series(session, series_id)
    assert found is not None
    return found


def days_of(store: Store, series_id: Id) -> list[Id]:
    return [day.event_id for day in shown(store, series_id).days]


def follow(store: Store, series_id: Id, person: Id, numbers: Sequence[int]) -> None:
    """The person is there on these days of the series."""
    days = days_of(store, series_id)
    for number in numbers:
        attendance.mark(store, days[number - 1], [person], Attended.PRESENT)


def training(store: Store, person: Id, *, on: date = TODAY) -> Completion:
    with store.read() as session:
        return completion.completions(session, [person], on=on)[person]


def state(store: Store) -> dict[str, list[dict[str, object]]]:
    with store.engine.connect() as connection:
        return dump.state(connection)

"""Mentors and series for the tests of the calendar's screens."""

from __future__ import annotations

from datetime import date

from duodesk.base.ids import Id
from duodesk.people import commands
from duodesk.people.values import EnrolmentValues, PersonValues
from duodesk.people.words import Role, Status
from duodesk.tour.stage import Stage
from duodesk.training import curricula, series
from duodesk.training.curricula import FOUR_DAYS
from duodesk.training.series import SeriesValues

TODAY = date(2026, 11, 24)
LONG_AGO = date(2026, 1, 5)


def mentor(stage: Stage, name: str, accepted: date = LONG_AGO) -> Id:
    """A mentor of the office whose training is not complete."""
    made = stage.desk.do(
        commands.register,
        Role.MENTOR,
        values=PersonValues(family_name=name, phone="0470 00 00 00"),
        enrolment=EnrolmentValues(
            registered_on=LONG_AGO, status=Status.ACCEPTED, accepted_on=accepted
        ),
    )
    assert made is not None
    return made.person_id


def planned(stage: Stage, first: date, *, capacity: int | None = 8, name: str = "Zz") -> Id:
    """A series of four days from a first day on."""
    known = stage.desk.read(curricula.curriculum, FOUR_DAYS.id)
    made = stage.desk.do(
        series.plan_series,
        SeriesValues(name=name, curriculum_id=FOUR_DAYS.id, capacity=capacity, place="Salle 9"),
        series.proposed_days(known, first),
    )
    assert made is not None
    return made.id

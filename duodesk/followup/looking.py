"""What the rules of attention need to know of all duos under way, read in few SELECTs whatever
their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Select,
    and_,
    or_,
    select,
)
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.followup.expenses import totals
from duodesk.followup.lived import Lived
from duodesk.followup.rules import Logged
from duodesk.followup.schedule import Span
from duodesk.followup.signs import Declaration, Facts, Paid, Paper
from duodesk.followup.talked import Talked
from duodesk.model.followup import Held
from duodesk.model.pairing import Duo
from duodesk.model.people import Enrolment, Role
from duodesk.model.training import Away
from duodesk.pairing.duos import PAPERS, SIDES
from duodesk.training.entry import rows_of
from duodesk.training.mentors_meetings import attended_days, booked_days

# Who declares volunteering with form C45B: those on an allowance.
DECLARING = ("jobseeker", "rcc")
Duos = Select[Id]
_MISSED = (Held.NOT_MET, Held.EXCUSED)
_SILENT = Talked(None, None, None, None)


class Looking:
    """What all duos of a list need, read once. `which` gives the identities of the duos, `told`
    what they lived.
    """

    def __init__(
        self, session: Session, which: Duos, told: Lived, *, today: date, paid: bool
    ) -> None:
        self._told = told
        self._permits, self._forms = _papers(session, which)
        self._away = _away(session, today)
        mentors = select(Duo.mentor_id).where(Duo.id.in_(which), Duo.mentor_id.is_not(None))
        self._came = attended_days(session, mentors, today)
        self._booked = booked_days(session, today)
        self._paid = _paid(session, today) if paid else {}

    def facts(self, duo: Any, names: tuple[str, str]) -> Facts:
        """What the rules look at in one duo; `names` are those of mentee and mentor."""
        told = self._told
        last_met, missed = _meetings(told.logged.get(duo.id, ()))
        talks = told.talked.get(duo.id, _SILENT)
        mentor, start = duo.mentor_id, duo.start_date
        came = self._came.get(mentor, ())
        return Facts(
            duo_id=duo.id,
            stage=duo.stage,
            start=start,
            pauses=tuple(row.span for row in told.pauses.get(duo.id, ())),
            last_met=last_met,
            missed=missed,
            last_reached=talks.reached,
            mentor_reached=talks.mentor_reached,
            mentee_mood=talks.mentee_mood,
            mentor_mood=talks.mentor_mood,
            plan_written_on=duo.plan_written_on,
            missing_signatures=len(PAPERS) * len(SIDES) - told.signed.get(duo.id, 0),
            attended=sum(start is None or day >= start for day in came),
            # A meeting of today that was attended is not still to come.
            booked=sum(day not in came for day in self._booked.get(mentor, ())),
            permits=self._permits_of(duo, names),
            declaration=self._forms.get(duo.id),
            away=tuple(self._away.get(mentor, ())),
            paid=self._paid.get(mentor),
        )

    def _permits_of(self, duo: Any, names: tuple[str, str]) -> tuple[Paper, ...]:
        sides = zip((Role.MENTEE, Role.MENTOR), names, strict=True)
        known = self._permits.get(duo.id, {})
        return tuple(Paper(name, known[role]) for role, name in sides if role in known)


def _meetings(logged: Sequence[Logged]) -> tuple[date | None, tuple[date, ...]]:
    """The last meeting that took place, and those missed since."""
    last = max((one.on for one in logged if one.state == Held.MET), default=None)
    missed = [one.on for one in logged if one.state in _MISSED]
    return last, tuple(sorted(day for day in missed if last is None or day > last))


def _papers(
    session: Session, which: Duos
) -> tuple[dict[Id, dict[Role, date]], dict[Id, Declaration]]:
    """Permits by duo and role, and the mentors' form C45B where they have to declare."""
    permits: dict[Id, dict[Role, date]] = defaultdict(dict)
    forms: dict[Id, Declaration] = {}
    columns = (
        Duo.id, Enrolment.permit_until, Enrolment.employment_status, Enrolment.c45b_filed_on,
        Enrolment.c45b_answer, Enrolment.c45b_until,
    )  # fmt: skip
    for role, person in ((Role.MENTEE, Duo.mentee_id), (Role.MENTOR, Duo.mentor_id)):
        dated = Enrolment.permit_until.is_not(None)
        declares = Enrolment.employment_status.in_(DECLARING)
        asked = (
            select(*columns)
            .join(Enrolment, and_(Enrolment.person_id == person, Enrolment.role == role))
            .where(Duo.id.in_(which), or_(dated, declares) if role == Role.MENTOR else dated)
        )
        for row in rows_of(session, asked):
            if row.permit_until is not None:
                permits[row.id][role] = row.permit_until
            if role == Role.MENTOR and row.employment_status in DECLARING:
                forms[row.id] = Declaration(row.c45b_filed_on, row.c45b_answer, row.c45b_until)
    return permits, forms


def _away(session: Session, today: date) -> dict[Id, list[Span]]:
    """Days off of people that are not over."""
    asked = select(Away.person_id, Away.first_day, Away.last_day).where(
        Away.person_id.is_not(None), Away.first_day.is_not(None), Away.last_day >= today
    )
    found: dict[Id, list[Span]] = defaultdict(list)
    for row in rows_of(session, asked):
        found[row.person_id].append(Span(row.first_day, row.last_day))
    return found


def _paid(session: Session, today: date) -> dict[Id, Paid]:
    """Lump sums of this year beside their cap, by mentor."""
    return {
        one.person_id: Paid(one.lump_sums, one.cap, one.last_on)
        for one in totals(session, year=today.year)
        if one.cap is not None and one.lump_sums
    }

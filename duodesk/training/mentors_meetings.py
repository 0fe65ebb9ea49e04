"""Exchange meetings of mentors: how many of those that are wanted for each duo a mentor came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Person
from duodesk.model.training import Attendance, Event, EventKind
from duodesk.office import settings
from duodesk.people.text import full_name, list_name
from duodesk.training.completion import FOLLOWED
from duodesk.training.expected import expected_at

_UNDER_WAY = (DuoStage.ACTIVE, DuoStage.PAUSED)


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A duo under way and the meetings its mentor came to since it began; `week` counts from 1,
    `booked_on` is the next meeting at which the mentor is expected.
    """

    duo_id: Id
    number: str
    duo: str
    mentor_id: Id
    mentor: str
    attended: int
    wanted: int
    booked_on: date | None
    week: int | None
    ends_on: date | None

    @property
    def missing(self) -> int:
        """How many are still to come."""
        return max(self.wanted - self.attended, 0)


def needs(session: Session, *, office_id: Id, today: date) -> list[NeedRow]:
    """The duos under way of an office, those first whose end is near and whose mentor came to
    fewest.
    """
    chosen = settings.values(session, office_id=office_id, on=today)
    wanted = chosen.number(settings.MENTORS_MEETINGS)
    mentee, mentor = aliased(Person), aliased(Person)
    asked = (
        select(Duo, mentee.given_name, mentee.family_name, mentor.given_name, mentor.family_name)
        .outerjoin(mentee, mentee.id == Duo.mentee_id)
        .outerjoin(mentor, mentor.id == Duo.mentor_id)
        .where(Duo.office_id == office_id, Duo.stage.in_(_UNDER_WAY))
    )
    found = session.execute(asked.where(Duo.mentor_id.is_not(None))).all()
    came = attended_days(session, {one[0].mentor_id for one in found}, today)
    coming = booked_days(session, today)
    rows = []
    for duo, mentee_given, mentee_family, given, family in found:
        mentee_name = full_name(mentee_given, mentee_family)
        begun: date | None = duo.start_date or duo.formed_on
        days = [day for day in came[duo.mentor_id] if begun is None or day >= begun]
        rows.append(
            NeedRow(
                duo_id=duo.id,
                number=duo.number or "?",
                duo=" × ".join(name or "?" for name in (mentee_name, full_name(given, family))),
                mentor_id=duo.mentor_id,
                mentor=list_name(family, given),
                attended=len(days),
                wanted=wanted,
                booked_on=min(coming[duo.mentor_id], default=None),
                week=(today - begun).days // 7 + 1 if begun and begun <= today else None,
                ends_on=duo.expected_end,
            )
        )
    return sorted(rows, key=_worst)


def attended_days(
    session: Session, mentors: Collection[Id] | Select[Id], today: date
) -> dict[Id, list[date]]:
    """The days of meetings that these mentors (identities, or a query that gives them) came to."""
    asked = (
        select(Attendance.person_id, Attendance.event_id, Attendance.presence, Event.held_on)
        .join(Event, Event.id == Attendance.event_id)
        .where(Event.kind == EventKind.MENTORS_MEETING, Event.held_on <= today)
        .where(Attendance.person_id.in_(mentors))
        .order_by(Attendance.id)
    )
    latest = {(row.person_id, row.event_id): row for row in session.execute(asked)}
    found: dict[Id, list[date]] = defaultdict(list)
    for row in latest.values():
        if row.presence in FOLLOWED:
            found[row.person_id].append(row.held_on)
    return found


def booked_days(session: Session, today: date) -> dict[Id, list[date]]:
    """The meetings to come at which mentors are expected."""
    events = session.execute(
        select(Event.id, Event.held_on, Event.series_id).where(
            Event.kind == EventKind.MENTORS_MEETING,
            Event.held_on >= today,
            Event.cancelled_on.is_(None),
        )
    ).all()
    expected = expected_at(session, {row.id: row.series_id for row in events})
    found: dict[Id, list[date]] = defaultdict(list)
    for row in events:
        for person_id in expected[row.id]:
            found[person_id].append(row.held_on)
    return found


def _worst(row: NeedRow) -> tuple[bool, date, int, str]:
    return row.missing == 0, row.ends_on or date.max, row.attended, row.number

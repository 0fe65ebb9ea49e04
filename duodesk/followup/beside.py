"""What other tables say of the steps of a plan: the appointments made for them, and since when the
two of a duo meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.followup.standard import FIRST_MEETING_ID
from duodesk.model.followup import DuoStep, Held, Meeting, StepKind
from duodesk.model.training import Event, EventKind
from duodesk.training.entry import rows_of

# The duos meant: their identities, or a query that gives those.
Which = list[Id] | Select[Id]
# Steps that an appointment in the calendar is made for.
_APPOINTMENTS = {StepKind.MID_TERM: EventKind.MID_TERM, StepKind.CLOSING: EventKind.CLOSING}


def appointments(session: Session, which: Which) -> dict[tuple[Id, StepKind], date]:
    """The latest day planned for the meeting halfway and the last one, by duo."""
    asked = select(Event.duo_id, Event.kind, Event.held_on).where(
        Event.duo_id.in_(which),
        Event.held_on.is_not(None),
        Event.cancelled_on.is_(None),
        Event.kind.in_(_APPOINTMENTS.values()),
    )
    kinds = {str(event): step for step, event in _APPOINTMENTS.items()}
    rows: Iterable[Any] = rows_of(session, asked.order_by(Event.held_on))
    return {(row.duo_id, kinds[str(row.kind)]): row.held_on for row in rows}


def first_met(session: Session, which: Which) -> dict[Id, date]:
    """On which day the two of a duo first met, by duo: the first weekly meeting that was held."""
    if which == []:
        return {}
    asked = select(Meeting.duo_id, func.min(Meeting.held_on).label("day")).where(
        Meeting.duo_id.in_(which), Meeting.state == Held.MET, Meeting.held_on.is_not(None)
    )
    rows = rows_of(session, asked.group_by(Meeting.duo_id))
    return {row.duo_id: row.day for row in rows}


def not_met() -> ColumnElement[bool]:
    """Steps that no meeting does by itself: other ones, and those of duos who have not met."""
    met = exists().where(Meeting.duo_id == DuoStep.duo_id, Meeting.state == Held.MET)
    other = and_(
        DuoStep.kind.is_distinct_from(StepKind.FIRST_MEETING),
        DuoStep.step_id.is_distinct_from(FIRST_MEETING_ID),
    )
    return or_(other, ~met)


def kind_of(row: Any) -> StepKind:
    """The kind of a written step, also of one written before the first meeting had its own."""
    if row.step_id == FIRST_MEETING_ID:
        return StepKind.FIRST_MEETING
    kind: StepKind = row.kind or StepKind.CONTACT
    return kind

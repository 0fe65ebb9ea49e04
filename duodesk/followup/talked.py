"""When the two of a duo were reached last, and how they said it goes; many duos in one SELECT."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, String, and_, case, func, literal, select, type_coerce, union_all
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id
from duodesk.followup.signs import MOODS, Mood
from duodesk.model.followup import Party
from duodesk.model.pairing import Duo
from duodesk.model.recruitment import Contact
from duodesk.training.entry import rows_of


@dataclass(frozen=True, slots=True)
class Talked:
    """The last day on which one of a duo was reached, the last with its mentor, and the latest mood
    of each.
    """

    reached: date | None
    mentor_reached: date | None
    mentee_mood: Mood | None
    mentor_mood: Mood | None


def talked(session: Session, which: Select[Id], today: date) -> dict[Id, Talked]:
    """What talks tell of these duos (`which` gives their identities), up to a day: those about the
    duo, and those noted on the card of one of the two since it began and while it was under way.
    Attempts count for nothing.
    """
    told = _told(which, today).subquery()
    rated = told.c.mood.between(min(MOODS), max(MOODS))
    mentee, mentor = (
        told.c.side.in_((str(one), str(Party.TOGETHER))) for one in (Party.MENTEE, Party.MENTOR)
    )
    at = type_coerce(told.c.happened_at, String)
    # The latest of all, with its mood behind it: both in one pass.
    latest = func.max(at.concat(" ").concat(type_coerce(told.c.mood, String)))
    asked = select(
        told.c.id,
        func.max(at).label("reached"),
        func.max(at).filter(mentor).label("mentor_reached"),
        latest.filter(mentee, rated).label("mentee_mood"),
        latest.filter(mentor, rated).label("mentor_mood"),
    ).group_by(told.c.id)
    return {
        row.id: Talked(
            _day(row.reached),
            _day(row.mentor_reached),
            _mood(row.mentee_mood),
            _mood(row.mentor_mood),
        )
        for row in rows_of(session, asked)
    }


def _told(which: Select[Id], today: date) -> Any:
    tomorrow = literal((today + timedelta(days=1)).isoformat())
    at = type_coerce(Contact.happened_at, String)
    reached = and_(Contact.reached, at < tomorrow, Duo.id.in_(which))
    ended = type_coerce(Duo.ended_on, String)
    alone = and_(
        reached,
        Contact.duo_id.is_(None),
        # A moment is later than its day, as text too.
        Contact.happened_at >= Duo.start_date,
        func.substr(at, 1, 10) <= func.coalesce(ended, tomorrow),
    )
    mine = case((Contact.person_id == Duo.mentor_id, Party.MENTOR), else_=Party.MENTEE)
    columns = (Contact.happened_at, Contact.mood)
    return union_all(
        select(Duo.id, func.coalesce(Contact.side, mine).label("side"), *columns)
        .join(Contact, Contact.duo_id == Duo.id).where(reached),
        select(Duo.id, literal(Party.MENTEE), *columns)
        .join(Contact, Contact.person_id == Duo.mentee_id).where(alone),
        select(Duo.id, literal(Party.MENTOR), *columns)
        .join(Contact, Contact.person_id == Duo.mentor_id).where(alone),
    )  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _day(at: str | None) -> date | None:
    """The day in Belgium of a moment as the file has it; what is none is not shown."""
    if at is None:
        return None
    try:
        return datetime.fromisoformat(at).astimezone(BELGIUM).date()
    except (ValueError, OverflowError):
        return None


def _mood(text: str | None) -> Mood | None:
    """The latest mood with its moment before it."""
    at, _blank, score = (text or "").rpartition(" ")
    day = _day(at)
    return Mood(day, int(score)) if day is not None else None

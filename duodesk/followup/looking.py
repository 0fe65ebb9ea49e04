"""What the rules of attention need to know of all duos under way, read in few SELECTs whatever
their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Select,
    String,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id
from duodesk.followup.contacts import MOODS
from duodesk.followup.expenses import totals
from duodesk.followup.schedule import Span
from duodesk.followup.signs import Declaration, Facts, Mood, Paid, Paper
from duodesk.model.documents import Document, Signature
from duodesk.model.followup import Held, Meeting, Party, Pause
from duodesk.model.pairing import Duo
from duodesk.model.people import Enrolment, Role
from duodesk.model.recruitment import Contact
from duodesk.model.training import Away
from duodesk.pairing.duos import PAPERS, SIDES
from duodesk.training.entry import rows_of
from duodesk.training.mentors_meetings import attended_days, booked_days

# Who declares volunteering with form C45B: those on an allowance (domain.md 1.6).
DECLARING = ("jobseeker", "rcc")
Duos = Select[Id]


class Looking:
    """What all duos of a list need, read once. `which` gives the identities of the duos."""

    def __init__(self, session: Session, which: Duos, *, today: date, paid: bool) -> None:
        self._pauses = _pauses(session, which)
        self._meetings = _meetings(session, which, today)
        self._talks = _talks(session, which, today)
        self._signed = _signed(session, which)
        self._permits, self._forms = _papers(session, which)
        self._away = _away(session, today)
        mentors = select(Duo.mentor_id).where(Duo.id.in_(which), Duo.mentor_id.is_not(None))
        self._came = attended_days(session, mentors, today)
        self._booked = booked_days(session, today)
        self._paid = _paid(session, today) if paid else {}

    def facts(self, duo: Any, names: tuple[str, str]) -> Facts:
        """What the rules look at in one duo; `names` are those of mentee and mentor."""
        last_met, missed = self._meetings.get(duo.id, (None, ()))
        talks = self._talks.get(duo.id)
        mentor, start = duo.mentor_id, duo.start_date
        came = self._came.get(mentor, ())
        return Facts(
            duo_id=duo.id,
            stage=duo.stage,
            start=start,
            pauses=tuple(self._pauses.get(duo.id, ())),
            last_met=last_met,
            missed=missed,
            last_reached=_day(talks.reached) if talks else None,
            mentor_reached=_day(talks.mentor_reached) if talks else None,
            mentee_mood=_mood(talks.mentee_mood) if talks else None,
            mentor_mood=_mood(talks.mentor_mood) if talks else None,
            plan_written_on=duo.plan_written_on,
            missing_signatures=len(PAPERS) * len(SIDES) - self._signed.get(duo.id, 0),
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


def _pauses(session: Session, which: Duos) -> dict[Id, list[Span]]:
    """Days of rest by duo."""
    asked = select(Pause.duo_id, Pause.first_day, Pause.last_day).where(
        Pause.duo_id.in_(which), Pause.first_day.is_not(None)
    )
    found: dict[Id, list[Span]] = defaultdict(list)
    for row in rows_of(session, asked):
        found[row.duo_id].append(Span(row.first_day, row.last_day))
    return found


def _meetings(
    session: Session, which: Duos, today: date
) -> dict[Id, tuple[date | None, tuple[date, ...]]]:
    """The last meeting that took place, and those missed since, by duo."""
    met = Meeting.state == Held.MET
    missed = Meeting.state.in_((Held.NOT_MET, Held.EXCUSED))
    asked = (
        select(
            Meeting.duo_id,
            func.max(Meeting.held_on).filter(met).label("last"),
            func.group_concat(Meeting.held_on).filter(missed).label("missed"),
        )
        .where(Meeting.duo_id.in_(which), Meeting.held_on <= today)
        .group_by(Meeting.duo_id)
    )
    found = {}
    for row in rows_of(session, asked):
        days = _days(row.missed or "")
        since = [day for day in days if row.last is None or day > row.last]
        found[row.duo_id] = (row.last, tuple(sorted(since)))
    return found


def _talks(session: Session, which: Duos, today: date) -> dict[Id, Any]:
    """When the two were reached last and how they said it goes, by duo: talks about the duo, and
    those noted on the card of one of them while it was under way. Attempts count for nothing.
    """
    tomorrow = literal((today + timedelta(days=1)).isoformat())
    reached = and_(Contact.reached, type_coerce(Contact.happened_at, String) < tomorrow)
    mine = Contact.person_id == Duo.mentor_id
    side = func.coalesce(Contact.side, case((mine, Party.MENTOR), else_=Party.MENTEE))
    columns = (Contact.happened_at, Contact.mood)
    under_way = and_(reached, Duo.id.in_(which))
    alone = and_(under_way, Contact.duo_id.is_(None), Contact.happened_at >= Duo.start_date)
    told = union_all(
        select(Duo.id, side.label("side"), *columns)
        .join(Contact, Contact.duo_id == Duo.id).where(under_way),
        select(Duo.id, literal(Party.MENTEE), *columns)
        .join(Contact, Contact.person_id == Duo.mentee_id).where(alone),
        select(Duo.id, literal(Party.MENTOR), *columns)
        .join(Contact, Contact.person_id == Duo.mentor_id).where(alone),
    ).subquery()  # fmt: skip
    rated = told.c.mood.between(min(MOODS), max(MOODS))
    sides = {
        one: told.c.side.in_((str(one), str(Party.TOGETHER)))
        for one in (Party.MENTEE, Party.MENTOR)
    }
    # The latest of all, with its rate behind it: both in one pass.
    at = type_coerce(told.c.happened_at, String)
    latest = func.max(at.concat(" ").concat(type_coerce(told.c.mood, String)))
    asked = select(
        told.c.id,
        func.max(told.c.happened_at).label("reached"),
        func.max(told.c.happened_at).filter(sides[Party.MENTOR]).label("mentor_reached"),
        latest.filter(sides[Party.MENTEE], rated).label("mentee_mood"),
        latest.filter(sides[Party.MENTOR], rated).label("mentor_mood"),
    ).group_by(told.c.id)
    return {row.id: row for row in rows_of(session, asked)}


def _signed(session: Session, which: Duos) -> dict[Id, int]:
    """How many of the four signatures a duo has."""
    pair = Document.kind.concat(" ").concat(Signature.signatory)
    asked = (
        select(Document.duo_id, func.count(pair.distinct()).label("n"))
        .join(Signature, Signature.document_id == Document.id)
        .where(
            Document.duo_id.in_(which),
            Document.kind.in_(PAPERS),
            Signature.signatory.in_(SIDES),
        )
        .group_by(Document.duo_id)
    )
    return {row.duo_id: row.n for row in rows_of(session, asked)}


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
        declares = and_(role == Role.MENTOR, Enrolment.employment_status.in_(DECLARING))
        asked = (
            select(*columns)
            .join(Enrolment, and_(Enrolment.person_id == person, Enrolment.role == role))
            .where(Duo.id.in_(which), or_(Enrolment.permit_until.is_not(None), declares))
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


def _days(text: str) -> Iterable[date]:
    """Days of a list as the file has them; what is none is left out."""
    for part in text.split(","):
        try:
            yield date.fromisoformat(part)
        except ValueError:
            continue


def _day(at: Any) -> date | None:
    return at.astimezone(BELGIUM).date() if at is not None else None


def _mood(text: str | None) -> Mood | None:
    """The latest rate with its moment before it."""
    if not text:
        return None
    at, score = text.rsplit(" ", 1)
    try:
        return Mood(datetime.fromisoformat(at).astimezone(BELGIUM).date(), int(score))
    except ValueError:
        return None

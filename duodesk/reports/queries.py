"""The rows behind the figures: duos of a period as facts without names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.followup import queries as followup
from duodesk.followup.queries import DuoRow
from duodesk.followup.rules import Week
from duodesk.model.followup import Held, Meeting
from duodesk.model.pairing import DuoStage
from duodesk.model.people import Enrolment, Role
from duodesk.office.queries import offices
from duodesk.pairing import queries as pairing
from duodesk.reports.cohort import Cohort, DuoFacts

STARTED = (DuoStage.ACTIVE, DuoStage.PAUSED, DuoStage.ENDED)
LOGGED = (Week.MET, Week.EXCUSED, Week.NOT_MET)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the figures: the period of starts, the day of looking, an office or all."""

    begin: date
    end: date
    as_of: date
    office_id: Id | None = None


def cohort(session: Session, question: Question) -> Cohort:
    """The duos started in the period, as they are known on the day of looking."""
    day, office_id = question.as_of, question.office_id
    codes = {office.id: office.code for office in offices(session)}
    minutes, accepted = _minutes(session, day), _accepted(session)
    # All offices are read: the one that started a mentee's first duo counts the mentee, once.
    rows = followup.duos(session, today=day, stages=STARTED)
    begun = [r for r in rows if r.start is not None and r.start <= day]
    inside = [r for r in begun if r.start and question.begin <= r.start <= question.end]
    inside.sort(key=lambda r: (r.start or date.min, r.number))
    firsts = {r.mentee_id: r.id for r in reversed(inside)}

    def facts(row: DuoRow) -> DuoFacts:
        known = _facts(row, codes.get(row.office_id, "?"), minutes.get(row.id, 0), day)
        waited = _waited(row, accepted.get(row.mentee_id))
        first = firsts.get(row.mentee_id) == row.id
        return replace(known, waited_days=waited, first_of_mentee=first)

    own = [r for r in begun if office_id in {None, r.office_id}]
    ending = [r for r in own if _ends_in(r, question)]
    rules = followup.rules_for(session, office_id, day)
    return Cohort(
        tuple(facts(r) for r in inside if office_id in {None, r.office_id}),
        day,
        question.begin,
        question.end,
        months=rules.months,
        waiting=len(pairing.waiting_mentees(session, today=day, office_id=office_id)),
        ready_mentors=len(pairing.free_mentors(session, today=day, office_id=office_id)),
        active=sum(r.ended_on is None or r.ended_on > day for r in own),
        ending=tuple(facts(r) for r in ending),
    )


def by_month(whole: Cohort) -> list[tuple[date, Cohort]]:
    """The cohort cut by the month of the start, oldest first."""
    months: dict[date, list[DuoFacts]] = defaultdict(list)
    for duo in whole.duos:
        months[duo.start.replace(day=1)].append(duo)
    return [(month, replace(whole, duos=tuple(found))) for month, found in sorted(months.items())]


def _facts(row: DuoRow, office: str, minutes: int, day: date) -> DuoFacts:
    ended = row.ended_on if row.ended_on is not None and row.ended_on <= day else None
    return DuoFacts(
        number=row.number,
        office=office,
        start=row.start or date.min,
        expected_end=row.expected_end,
        ended_on=ended,
        end_reason=row.end_reason if ended else "",
        outcome=row.result.outcome,
        stable=row.result.stable,
        documented=row.result.documented,
        outcome_day=row.result.day,
        met=row.met,
        planned=row.planned,
        minutes=minutes,
        waited_days=None,
        first_of_mentee=True,
        goal=str(row.goal or ""),
        logged=sum(week in LOGGED for week in row.weeks),
    )


def _waited(row: DuoRow, accepted: date | None) -> int | None:
    """Days from acceptance to the start; unknown when the acceptance came later (a new round)."""
    start = row.start or date.min
    return (start - accepted).days if accepted is not None and accepted <= start else None


def _ends_in(row: DuoRow, question: Question) -> bool:
    """Whether the duo's expected end lies in the period and has come."""
    end = row.expected_end
    return end is not None and question.begin <= end <= min(question.end, question.as_of)


def _minutes(session: Session, day: date) -> dict[Id, int]:
    asked = select(Meeting.duo_id, func.sum(Meeting.minutes)).where(
        Meeting.state == Held.MET, Meeting.held_on <= day
    )
    return {
        duo_id: int(total or 0) for duo_id, total in session.execute(asked.group_by(Meeting.duo_id))
    }


def _accepted(session: Session) -> dict[Id, date]:
    asked = select(Enrolment.person_id, Enrolment.accepted_on).where(Enrolment.role == Role.MENTEE)
    return {person: on for person, on in session.execute(asked) if on is not None}

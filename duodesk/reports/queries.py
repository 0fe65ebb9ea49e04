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
from duodesk.model.followup import Held, Meeting
from duodesk.model.pairing import DuoStage
from duodesk.model.people import Enrolment, Role
from duodesk.office.queries import offices
from duodesk.pairing import queries as pairing
from duodesk.reports.figures import Cohort, DuoFacts

STARTED = (DuoStage.ACTIVE, DuoStage.PAUSED, DuoStage.ENDED)
UNDER_WAY = (DuoStage.ACTIVE, DuoStage.PAUSED)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the figures: the period of starts, the day of looking, an office or all."""

    begin: date
    end: date
    as_of: date
    office_id: Id | None = None


def cohort(session: Session, question: Question) -> Cohort:
    """The duos started in the period, as they are known on the day of looking."""
    codes = {office.id: office.code for office in offices(session)}
    minutes = _minutes(session)
    accepted = _accepted(session)
    rows = followup.duos(
        session, today=question.as_of, office_id=question.office_id, stages=STARTED
    )
    inside = [r for r in rows if r.start is not None and question.begin <= r.start <= question.end]
    inside.sort(key=lambda r: (r.start or date.min, r.number))
    seen: set[Id] = set()
    facts = []
    for row in inside:
        fact = _facts(
            row, codes.get(row.office_id, "?"), minutes.get(row.id, 0), accepted.get(row.mentee_id)
        )
        facts.append(replace(fact, first_of_mentee=row.mentee_id not in seen))
        seen.add(row.mentee_id)
    rules = followup.rules_for(session, question.office_id, question.as_of)
    day, office_id = question.as_of, question.office_id
    return Cohort(
        tuple(facts),
        question.as_of,
        question.begin,
        question.end,
        months=rules.months,
        waiting=len(pairing.waiting_mentees(session, today=day, office_id=office_id)),
        ready_mentors=len(pairing.free_mentors(session, today=day, office_id=office_id)),
        active=sum(r.stage in UNDER_WAY for r in rows),
    )


def by_month(whole: Cohort) -> list[tuple[date, Cohort]]:
    """The cohort cut by the month of the start, oldest first."""
    months: dict[date, list[DuoFacts]] = defaultdict(list)
    for duo in whole.duos:
        months[duo.start.replace(day=1)].append(duo)
    return [(month, replace(whole, duos=tuple(found))) for month, found in sorted(months.items())]


def _facts(row: DuoRow, office: str, minutes: int, accepted: date | None) -> DuoFacts:
    start = row.start or date.min
    waited = (start - accepted).days if accepted is not None and accepted <= start else None
    return DuoFacts(
        number=row.number,
        office=office,
        start=start,
        expected_end=row.expected_end,
        ended_on=row.ended_on,
        end_reason=row.end_reason,
        outcome=row.result.outcome,
        stable=row.result.stable,
        documented=row.result.documented,
        outcome_day=row.result.day,
        met=row.met,
        planned=row.planned,
        minutes=minutes,
        waited_days=waited,
        first_of_mentee=True,
        goal=str(row.goal or ""),
    )


def _minutes(session: Session) -> dict[Id, int]:
    asked = select(Meeting.duo_id, func.sum(Meeting.minutes)).where(Meeting.state == Held.MET)
    return {
        duo_id: int(total or 0) for duo_id, total in session.execute(asked.group_by(Meeting.duo_id))
    }


def _accepted(session: Session) -> dict[Id, date]:
    asked = select(Enrolment.person_id, Enrolment.accepted_on).where(Enrolment.role == Role.MENTEE)
    return {person: on for person, on in session.execute(asked) if on is not None}

"""The rows behind the figures: duos of a period as facts without names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.followup import queries as followup
from duodesk.followup import questionnaires
from duodesk.followup.definitions import Story, measure
from duodesk.followup.outcomes import Check, Event, Rules
from duodesk.followup.queries import DuoRow
from duodesk.followup.satisfaction import Returned, due_by
from duodesk.model.followup import Held, Meeting
from duodesk.model.pairing import DuoStage
from duodesk.model.people import Enrolment, Role
from duodesk.office.queries import offices
from duodesk.pairing import queries as pairing
from duodesk.pairing.queries import CandidateRow
from duodesk.reports.cohort import Cohort, DuoFacts
from duodesk.reports.entry_queries import entries
from duodesk.reports.question import Question

STARTED = (DuoStage.ACTIVE, DuoStage.PAUSED, DuoStage.ENDED)


def cohort(session: Session, question: Question) -> Cohort:
    """The duos started in the period, as they are known on the day of looking."""
    day, office_id = question.as_of, question.office_id
    codes = {office.id: office.code for office in offices(session)}
    minutes, accepted = _minutes(session, day), _accepted(session)
    measures = _Measures(session, day)
    # All offices are read: the one that started a mentee's first duo counts the mentee, once.
    rows = followup.duos(session, today=day, stages=STARTED)
    begun = [r for r in rows if r.start is not None and r.start <= day]
    inside = [r for r in begun if r.start and question.begin <= r.start <= question.end]
    inside.sort(key=lambda r: (r.start or date.min, r.number))
    firsts = {r.mentee_id: r.id for r in reversed(inside)}

    def facts(row: DuoRow) -> DuoFacts:
        known = _facts(row, codes.get(row.office_id, "?"), minutes.get(row.id, 0), day)
        known = measures.added(known, row)
        waited = _waited(row, accepted.get(row.mentee_id))
        first = firsts.get(row.mentee_id) == row.id
        return replace(known, waited_days=waited, first_of_mentee=first)

    own = [r for r in begun if office_id in {None, r.office_id}]
    ending = [r for r in own if _ends_in(r, question)]
    active = [r for r in own if r.ended_on is None or r.ended_on > day]
    rules = followup.rules_for(session, office_id, day)
    return Cohort(
        tuple(facts(r) for r in inside if office_id in {None, r.office_id}),
        day,
        question.begin,
        question.end,
        months=rules.months,
        waiting=_ready(pairing.waiting_mentees(session, today=day, office_id=office_id)),
        ready_mentors=_ready(
            [m for m in pairing.free_mentors(session, today=day, office_id=office_id) if m.trained]
        ),
        active=len(active),
        ending=tuple(facts(r) for r in ending),
        coordinators=len({r.coordinator for r in active if r.coordinator}),
        entries=entries(session, question),
        answers=_answers(session, question),
    )


def _answers(session: Session, question: Question) -> tuple[Returned, ...]:
    """The questionnaires due in the period."""
    found = questionnaires.returned(session, office_id=question.office_id)
    return tuple(due_by(found, on=min(question.end, question.as_of), since=question.begin))


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
        expected_end=_expected_end(row),
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
        logged=row.logged,
    )


def _waited(row: DuoRow, accepted: date | None) -> int | None:
    """Days from acceptance to the start; unknown when the acceptance came later (a new round)."""
    start = row.start or date.min
    return (start - accepted).days if accepted is not None and accepted <= start else None


def _ends_in(row: DuoRow, question: Question) -> bool:
    """Whether the duo's expected end lies in the period and has come."""
    end = _expected_end(row)
    return end is not None and question.begin <= end <= min(question.end, question.as_of)


def _expected_end(row: DuoRow) -> date | None:
    """As agreed, or the programme's weeks after the start where a list brought none."""
    if row.expected_end is not None or row.start is None:
        return row.expected_end
    return row.start + timedelta(weeks=len(row.weeks))


def _ready(candidates: Sequence[CandidateRow]) -> int:
    """Those who were there by the day of looking."""
    return sum(c.days >= 0 for c in candidates)


class _Measures:
    """The other definitions of a good outcome, by duo; events and answers are read once."""

    def __init__(self, session: Session, day: date) -> None:
        self._session, self._day = session, day
        self._events: dict[Id, list[Event]] = followup.events_of(session)
        self._checks: dict[Id, list[Check]] = followup.checks_of(session)
        self._rules: dict[Id, Rules] = {}

    def added(self, known: DuoFacts, row: DuoRow) -> DuoFacts:
        """The facts of a duo with its measures."""
        if row.office_id not in self._rules:
            self._rules[row.office_id] = followup.rules_for(self._session, row.office_id, self._day)
        story = Story(
            known.start,
            known.ended_on,
            self._events.get(row.mentee_id, []),
            self._checks.get(row.mentee_id, []),
            self._day,
        )
        found = measure(story, row.result, self._rules[row.office_id])
        return replace(
            known,
            after_support=found.after_support,
            worked_days=found.worked_days,
            official_days=found.official_days,
            durable=found.durable,
            job_at_end=found.job_at_end,
        )


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


__all__ = ["Question", "by_month", "cohort"]

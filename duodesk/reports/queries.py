"""The rows behind the figures: duos of a period as facts without names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

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
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Role
from duodesk.office import settings
from duodesk.office.queries import offices
from duodesk.pairing import queries as pairing
from duodesk.reports import mentor_queries as people
from duodesk.reports.chosen import Chosen
from duodesk.reports.cohort import Cohort, DuoFacts
from duodesk.reports.entry_queries import entries
from duodesk.reports.period_queries import ages, cost
from duodesk.reports.question import Question
from duodesk.training.mentors_meetings import attended_days

STARTED = (DuoStage.ACTIVE, DuoStage.PAUSED, DuoStage.ENDED)


def cohort(session: Session, question: Question) -> Cohort:
    """The duos started in the period, as they are known on the day of looking."""
    day, office_id = question.as_of, question.office_id
    known = offices(session)
    codes = {office.id: office.code for office in known}
    chosen = Chosen(session, question)
    # All offices are read: the one that started a mentee's first duo counts the mentee, once.
    rows = followup.duos(session, today=day, stages=STARTED)
    begun = [r for r in rows if r.start is not None and r.start <= day]
    inside = [r for r in begun if r.start and question.begin <= r.start <= question.end]
    inside.sort(key=lambda r: (r.start or date.min, r.number))
    facts = _Reader(session, day, codes, {r.mentee_id: r.id for r in reversed(inside)})
    own = [r for r in begun if office_id in {None, r.office_id} and chosen.duo(r.id)]
    mine = {r.id for r in own}
    active = [r for r in own if r.ended_on is None or r.ended_on > day]
    started = tuple(facts.of(r) for r in inside if r.id in mine)
    return Cohort(
        started,
        day,
        question.begin,
        question.end,
        months=followup.rules_for(session, office_id, day).months,
        active=len(active),
        ending=tuple(facts.of(r) for r in own if _ends_in(r, question)),
        ended=tuple(facts.of(r) for r in own if _ended_in(r, question)),
        duo_days=sum(_days_in(r, question) for r in own),
        coordinators=len({r.coordinator for r in active if r.coordinator}),
        entries=entries(session, question),
        answers=_answers(session, question, chosen),
        silences=people.silences(active, codes),
        mentors=people.mentors(session, question, chosen, codes, begun),
        first_meetings=people.first_meetings(session, question, chosen, codes),
        contacts=people.contacts(session, question, chosen, codes),
        newly_waiting=people.accepted(session, question, chosen, codes),
        cost=cost(session, question, {r.office_id for r in inside}),
        ages=ages(session, known),
        **_pool(session, question, chosen),
    )


def _pool(session: Session, question: Question, chosen: Chosen) -> dict[str, int]:
    """Mentees who wait and mentors who are free on the day of looking."""
    day, office_id = question.as_of, question.office_id
    mentees = pairing.waiting_mentees(session, today=day, office_id=office_id)
    mentors = pairing.free_mentors(session, today=day, office_id=office_id)
    return {
        "waiting": sum(c.days >= 0 and chosen.person(c.id) for c in mentees),
        "ready_mentors": sum(c.days >= 0 and c.trained and chosen.person(c.id) for c in mentors),
    }


def _answers(session: Session, question: Question, chosen: Chosen) -> tuple[Returned, ...]:
    """The questionnaires due in the period."""
    found = questionnaires.returned(session, office_id=question.office_id)
    due = due_by(found, on=question.until, since=question.begin)
    return tuple(one for one in due if chosen.person(one.person_id))


class _Reader:
    """Rows of duos as facts, with what is read once for all of them."""

    def __init__(
        self, session: Session, day: date, codes: Mapping[Id, str], firsts: Mapping[Id, Id]
    ) -> None:
        self._session, self._day, self._codes, self._firsts = session, day, codes, firsts
        self._minutes, self._accepted = _minutes(session, day), _accepted(session)
        self._measures = _Measures(session, day)
        self._came = attended_days(session, select(Duo.mentor_id), day)
        self._wanted: dict[Id, int] = {}
        self._told: dict[Id, DuoFacts] = {}

    def of(self, row: DuoRow) -> DuoFacts:
        """A duo as facts, the same ones each time."""
        if row.id not in self._told:
            self._told[row.id] = self._read(row)
        return self._told[row.id]

    def _read(self, row: DuoRow) -> DuoFacts:
        start, day = row.start or date.min, self._day
        ended = row.ended_on if row.ended_on is not None and row.ended_on <= day else None
        came, until = self._came.get(row.mentor_id, ()), ended or day
        return DuoFacts(
            number=row.number,
            office=self._codes.get(row.office_id, "?"),
            start=start,
            expected_end=_expected_end(row),
            ended_on=ended,
            end_reason=row.end_reason if ended else "",
            outcome=row.result.outcome,
            stable=row.result.stable,
            documented=row.result.documented,
            outcome_day=row.result.day,
            met=row.met,
            planned=row.planned,
            minutes=self._minutes.get(row.id, 0),
            waited_days=_waited(row, self._accepted.get(row.mentee_id)),
            first_of_mentee=self._firsts.get(row.mentee_id) == row.id,
            goal=str(row.goal or ""),
            logged=row.logged,
            attended=sum(start <= on <= until for on in came),
            wanted=self._meetings_wanted(row.office_id),
            id=row.id,
            **self._measures.of(row, start, ended),
        )

    def _meetings_wanted(self, office_id: Id) -> int:
        if office_id not in self._wanted:
            chosen = settings.values(self._session, office_id=office_id, on=self._day)
            self._wanted[office_id] = chosen.number(settings.MENTORS_MEETINGS)
        return self._wanted[office_id]


def _waited(row: DuoRow, accepted: date | None) -> int | None:
    """Days from acceptance to the start; unknown when the acceptance came later (a new round)."""
    start = row.start or date.min
    return (start - accepted).days if accepted is not None and accepted <= start else None


def _ends_in(row: DuoRow, question: Question) -> bool:
    """Whether the duo's expected end lies in the period and has come."""
    end = _expected_end(row)
    return end is not None and question.begin <= end <= min(question.end, question.as_of)


def _ended_in(row: DuoRow, question: Question) -> bool:
    return row.ended_on is not None and question.begin <= row.ended_on <= question.until


def _days_in(row: DuoRow, question: Question) -> int:
    """Days of the period on which the duo was under way, the day of its end included."""
    first = max(row.start or date.max, question.begin)
    return max((min(row.ended_on or date.max, question.until) - first).days + 1, 0)


def _expected_end(row: DuoRow) -> date | None:
    """As agreed, or the programme's weeks after the start where a list brought none."""
    if row.expected_end is not None or row.start is None:
        return row.expected_end
    return row.start + timedelta(weeks=len(row.weeks))


class _Measures:
    """The other definitions of a good outcome, by duo; events and answers are read once."""

    def __init__(self, session: Session, day: date) -> None:
        self._session, self._day = session, day
        self._events: dict[Id, list[Event]] = followup.events_of(session)
        self._checks: dict[Id, list[Check]] = followup.checks_of(session)
        self._rules: dict[Id, Rules] = {}

    def of(self, row: DuoRow, start: date, ended: date | None) -> dict[str, Any]:
        """What the facts of a duo say by them."""
        if row.office_id not in self._rules:
            self._rules[row.office_id] = followup.rules_for(self._session, row.office_id, self._day)
        events, checks = self._events.get(row.mentee_id, []), self._checks.get(row.mentee_id, [])
        story = Story(start, ended, events, checks, self._day)
        found = measure(story, row.result, self._rules[row.office_id])
        return {
            "after_support": found.after_support,
            "worked_days": found.worked_days,
            "official_days": found.official_days,
            "durable": found.durable,
            "job_at_end": found.job_at_end,
        }


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


__all__ = ["Question", "cohort"]

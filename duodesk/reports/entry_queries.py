"""The rows behind the figures of the way in: who registered in a period, without names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from duodesk.base.holidays import working_days_between
from duodesk.model.people import Enrolment, Role
from duodesk.office.queries import offices
from duodesk.people.recruiting import WayRow, ways
from duodesk.people.steps import State, Step
from duodesk.people.trained import trained_on
from duodesk.reports.entries import (
    ACCEPTED,
    INTERVIEW,
    MATCHED,
    SESSION,
    STAGES,
    STARTED,
    TRAINED,
    EntryFacts,
)
from duodesk.reports.question import Question


def entries(session: Session, question: Question) -> tuple[EntryFacts, ...]:
    """Those who registered in the period, with what was done by the day of looking."""
    until = min(question.end, question.as_of)
    chosen: list[ColumnElement[bool]] = [
        Enrolment.registered_on.between(question.begin, until),
        Enrolment.role.in_(STAGES),
    ]
    if question.office_id is not None:
        chosen.append(Enrolment.office_id == question.office_id)
    codes = {office.id: office.code for office in offices(session)}
    followed = trained_on(session, on=question.as_of)
    rows = [
        # Who was there for all of it is trained, also where nobody wrote the day down.
        replace(row, trained_on=row.trained_on or followed.get(row.person_id))
        if row.role == Role.MENTOR
        else row
        for row in ways(session, *chosen, today=question.as_of)
    ]
    return tuple(_facts(row, codes.get(row.office_id, "?"), question.as_of) for row in rows)


def _facts(row: WayRow, office: str, day: date) -> EntryFacts:
    called, registered = row.facts.called_on, row.facts.registered_on
    days = None
    if called is not None and registered is not None and called <= day:
        days = working_days_between(registered, called)
    return EntryFacts(
        office=office,
        role=row.role,
        source=row.source or "",
        partner=row.partner,
        done=frozenset(_done(row, day)),
        call_days=days,
    )


def _done(row: WayRow, day: date) -> set[str]:
    """The stages reached by a day; a step without a day was taken by the decision, where that has
    one, and counts in any case: lists bring people with a status alone.
    """
    marks = {mark.step: mark for mark in row.marks if mark.state == State.DONE}
    done = {
        stage
        for stage, step in ((SESSION, Step.SESSION), (INTERVIEW, Step.INTERVIEW))
        if step in marks and (marks[step].day or row.facts.decided_on or day) <= day
    }
    for stage, known in (
        (ACCEPTED, row.accepted_on), (TRAINED, row.trained_on), (MATCHED, row.matched_on),
        (STARTED, row.started_on),
    ):  # fmt: skip
        if known is not None and known <= day:
            done.add(stage)
    return done

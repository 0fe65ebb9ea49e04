"""The rows behind the figures of the way in: who registered in a period, without names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from duodesk.base.holidays import working_days_between
from duodesk.base.ids import Id
from duodesk.model.people import Enrolment, Role
from duodesk.model.recruitment import Partner
from duodesk.office.queries import offices
from duodesk.people.recruiting import FACTS, Told, told
from duodesk.people.steps import Step, done_steps
from duodesk.people.trained import trained_on
from duodesk.reports.chosen import Chosen
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

_own = Enrolment.__table__.c
_COLUMNS = (*FACTS, _own.id, _own.office_id, _own.source, _own.partner_id, _own.trained_on)


def entries(session: Session, question: Question) -> tuple[EntryFacts, ...]:
    """Those who registered in the period, with what was done by the day of looking."""
    about = Chosen(session, question)
    wanted: list[ColumnElement[bool]] = [
        Enrolment.registered_on.between(question.begin, question.until),
        Enrolment.role.in_(STAGES),
    ]
    if question.office_id is not None:
        wanted.append(Enrolment.office_id == question.office_id)
    codes = {office.id: office.code for office in offices(session)}
    houses = {row.id: row.name or "" for row in session.execute(select(Partner.id, Partner.name))}
    found = told(session, *wanted, columns=_COLUMNS, today=question.as_of)
    # Who was there for all of it is trained, also where nobody wrote the day down.
    followed = trained_on(session, on=question.as_of)
    return tuple(
        _facts(
            one,
            codes.get(one.row.office_id, "?"),
            houses.get(one.row.partner_id, ""),
            question.as_of,
            trained=one.row.trained_on or _followed(one, followed),
        )
        for one in found
        if about.person(one.row.person_id)
    )


def _followed(one: Told, followed: Mapping[Id, date]) -> date | None:
    return followed.get(one.row.person_id) if one.row.role == Role.MENTOR else None


def _facts(one: Told, office: str, partner: str, day: date, *, trained: date | None) -> EntryFacts:
    called, registered = one.facts.called_on, one.facts.registered_on
    days = None
    if called is not None and registered is not None and called <= day:
        days = working_days_between(registered, called)
    return EntryFacts(
        office=office,
        role=one.row.role,
        source=one.row.source or "",
        partner=partner,
        done=frozenset(_done(one, day, trained)),
        call_days=days,
        part=one.row.id,
    )


def _done(one: Told, day: date, trained: date | None) -> set[str]:
    """The stages reached by a day; a step without a day was taken by the decision, where that has
    one, and counts in any case: lists bring people with a status alone.
    """
    taken = done_steps(one.facts)
    done = {
        stage
        for stage, step in ((SESSION, Step.SESSION), (INTERVIEW, Step.INTERVIEW))
        if step in taken and (taken[step] or one.facts.decided_on or day) <= day
    }
    for stage, known in (
        (ACCEPTED, one.row.accepted_on), (TRAINED, trained),
        (MATCHED, one.matched_on), (STARTED, one.started_on),
    ):  # fmt: skip
        if known is not None and known <= day:
            done.add(stage)
    return done

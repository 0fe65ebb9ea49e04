"""Deciding about somebody on the way in, and noting how it was seen that they may take part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.pairing import Duo
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.model.recruitment import Partner
from duodesk.people.text import clean_lines, full_name
from duodesk.store.store import Changes, Store, Write


class Decision(StrEnum):
    """What can be decided; each is also the status that follows from it."""

    ACCEPTED = "accepted"
    WAITING = "waiting"
    REDIRECTED = "redirected"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_LABELS = {
    Decision.ACCEPTED: N_("Accept %(name)s"),
    Decision.WAITING: N_("Put %(name)s on the waiting list"),
    Decision.REDIRECTED: N_("Redirect %(name)s"),
    Decision.DECLINED: N_("Decline %(name)s"),
    Decision.WITHDRAWN: N_("Note that %(name)s withdrew"),
}
# Decisions by which somebody was not taken in; who withdraws may have been.
_NOT_TAKEN = frozenset({Decision.WAITING, Decision.REDIRECTED, Decision.DECLINED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why, in a word of the list and in one's own; and where to, for who is redirected."""

    reason: str | None = None
    text: str | None = None
    partner_id: Id | None = None


def decide(
    store: Store,
    enrolment_id: Id,
    decision: Decision,
    *,
    on: date | None = None,
    grounds: Grounds | None = None,
) -> Changes:
    """Record a decision and what follows from it; a day gone by is welcome, one to come is not."""
    today = store.clock.today()
    day, why = on or today, grounds or Grounds()
    if day > today:
        raise UserError(
            N_("%(day)s is still to come. Choose the day on which it was decided."), day=short(day)
        )
    with store.write(_LABELS[decision], name=_name(store, enrolment_id)) as write:
        row = write.session.get_one(Enrolment, enrolment_id)
        _refuse_in_duo(write.session, row)
        row.status = Status(decision)
        row.decided_on, row.decided_by = day, write.author_id
        row.decision_reason, row.decision_text = why.reason, clean_lines(why.text)
        row.redirected_to_id = _partner(write, decision, why.partner_id)
        if decision == Decision.ACCEPTED:
            row.accepted_on = day
        elif decision in _NOT_TAKEN and not _paired(write.session, row):
            row.accepted_on = None
    return write.changes


def check_eligible(
    store: Store, enrolment_id: Id, basis: str | None, *, on: date | None = None
) -> Changes:
    """Note by what it was seen that somebody may take part, when and by whom; None takes it back.

    What was seen is never noted.
    """
    with store.write(
        N_("Check the conditions for %(name)s"), name=_name(store, enrolment_id)
    ) as write:
        row = write.session.get_one(Enrolment, enrolment_id)
        row.eligible_basis = basis
        row.eligible_on = (on or write.today) if basis else None
        row.eligible_by = write.author_id if basis else None
    return write.changes


def set_partner(store: Store, enrolment_id: Id, partner_id: Id | None) -> Changes:
    """Note which partner organisation sent somebody; None where none did."""
    with store.write(
        N_("Note who referred %(name)s to us"), name=_name(store, enrolment_id)
    ) as write:
        row = write.session.get_one(Enrolment, enrolment_id)
        row.partner_id = partner_id
    return write.changes


def _refuse_in_duo(session: Session, row: Enrolment) -> None:
    if row.status != Status.IN_DUO:
        return
    number = session.scalar(
        select(Duo.number).where(_side(row), Duo.ended_on.is_(None)).order_by(Duo.id.desc())
    )
    raise UserError(
        N_("This person is in duo %(duo)s. End that duo first; then decide."), duo=number or "?"
    )


def _partner(write: Write, decision: Decision, partner_id: Id | None) -> Id | None:
    """Where to, for who is redirected; it may not be known (yet)."""
    if decision != Decision.REDIRECTED or partner_id is None:
        return None
    return write.session.get_one(Partner, partner_id).id


def _paired(session: Session, row: Enrolment) -> bool:
    """Whether there was a duo, so that the person had been taken in."""
    return session.scalar(select(Duo.id).where(_side(row)).limit(1)) is not None


def _side(row: Enrolment) -> ColumnElement[bool]:
    """The duos in which somebody takes part in this role."""
    return (Duo.mentee_id if row.role == Role.MENTEE else Duo.mentor_id) == row.person_id


def _name(store: Store, enrolment_id: Id) -> str:
    with store.read() as session:
        found = session.execute(
            select(Person.given_name, Person.family_name)
            .join(Enrolment, Enrolment.person_id == Person.id)
            .where(Enrolment.id == enrolment_id)
        ).one_or_none()
    return full_name(found.given_name, found.family_name) if found else ""

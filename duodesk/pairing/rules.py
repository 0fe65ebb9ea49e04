"""Pairs that the team settled or put out of question, until somebody lifts the rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, PairRule, Proposal, RuleKind, Stage
from duodesk.model.people import Person
from duodesk.pairing.naming import both, called
from duodesk.store.store import Changes, Store

_LABELS = {
    RuleKind.LOCKED: N_("Keep %(mentee)s × %(mentor)s in the plan"),
    RuleKind.FORBIDDEN: N_("Never pair %(mentee)s × %(mentor)s"),
    RuleKind.CONFLICT: N_("%(mentee)s and %(mentor)s know each other otherwise"),
}
OUT = (RuleKind.FORBIDDEN, RuleKind.CONFLICT)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in force."""

    id: Id
    mentee_id: Id
    mentor_id: Id
    kind: RuleKind
    reason: str
    since: date | None


def rules(session: Session) -> list[RuleRow]:
    """All rules in force, latest first."""
    asked = select(PairRule).where(PairRule.lifted_on.is_(None)).order_by(PairRule.id.desc())
    return [
        RuleRow(row.id, row.mentee_id, row.mentor_id, row.kind, row.reason or "", row.since)
        for row in session.scalars(asked)
    ]


def named_rules(session: Session) -> list[tuple[RuleRow, str, str]]:
    """All rules in force, latest first, with the names of mentee and mentor."""
    found = rules(session)
    people = {one for row in found for one in (row.mentee_id, row.mentor_id)}
    asked = select(Person).where(Person.id.in_(people))
    names = {row.id: called(row) for row in session.scalars(asked)}
    return [(row, names.get(row.mentee_id, "?"), names.get(row.mentor_id, "?")) for row in found]


def put_rule(
    store: Store, kind: RuleKind, *, mentee_id: Id, mentor_id: Id, reason: str = ""
) -> Changes:
    """Say something about a pair for good; what was said before about it gives way.

    Raises `UserError` for a pair put out of question without a reason.
    """
    if kind in OUT and not reason.strip():
        raise UserError(N_("Write down why, so that a colleague understands it next year."))
    with store.read() as session:
        names = both(session, mentee_id, mentor_id)
    with store.write(_LABELS[kind], **names) as write:
        for row in write.session.scalars(
            select(PairRule).where(
                PairRule.mentee_id == mentee_id,
                PairRule.mentor_id == mentor_id,
                PairRule.lifted_on.is_(None),
            )
        ):
            row.lifted_on = write.today
        write.session.add(
            PairRule(
                id=write.new_id(),
                mentee_id=mentee_id,
                mentor_id=mentor_id,
                kind=kind,
                reason=reason.strip() or None,
                author_id=write.author_id,
                since=write.today,
            )
        )
    return write.changes


def lift_rule(store: Store, rule_id: Id) -> Changes:
    """Let a pair be thought of freely again."""
    with store.read() as session:
        row = session.get_one(PairRule, rule_id)
        names = both(session, row.mentee_id, row.mentor_id)
    with store.write(N_("Lift the rule about %(mentee)s × %(mentor)s"), **names) as write:
        write.session.get_one(PairRule, rule_id).lifted_on = write.today
    return write.changes


def out_of_question(session: Session) -> frozenset[tuple[Id, Id]]:
    """Mentee and mentor who are never proposed: one said no, they were a duo, or the team said
    so.
    """
    asked = (
        select(Proposal.mentee_id, Proposal.mentor_id).where(Proposal.stage == Stage.REFUSED),
        select(Duo.mentee_id, Duo.mentor_id),
        select(PairRule.mentee_id, PairRule.mentor_id).where(
            PairRule.kind.in_(OUT), PairRule.lifted_on.is_(None)
        ),
    )
    return frozenset((row[0], row[1]) for one in asked for row in session.execute(one))


def locked(session: Session) -> dict[Id, Id]:
    """The mentor kept for a mentee, where the team said so; of two the later rule."""
    asked = (
        select(PairRule.mentee_id, PairRule.mentor_id)
        .where(PairRule.kind == RuleKind.LOCKED, PairRule.lifted_on.is_(None))
        .order_by(PairRule.id)
    )
    return {row.mentee_id: row.mentor_id for row in session.execute(asked)}

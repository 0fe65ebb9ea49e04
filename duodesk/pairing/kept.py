"""The reasons of a proposal as they stood on its day, told again in the reader's language."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from duodesk.base.ids import Id
from duodesk.model.pairing import Proposal
from duodesk.model.people import Person
from duodesk.pairing.criteria import ORDER, Value
from duodesk.pairing.explain import Names, Reason, reasons
from duodesk.pairing.score import Score, Term


def kept_reasons(session: Session, proposal_id: Id) -> list[Reason]:
    """Every criterion in words; nothing for a pair that was put forward without a score, or by a
    program whose reasons this one cannot read.
    """
    mentee, mentor = aliased(Person), aliased(Person)
    found = session.execute(
        select(Proposal, mentee.given_name, mentor.given_name)
        .outerjoin(mentee, mentee.id == Proposal.mentee_id)
        .outerjoin(mentor, mentor.id == Proposal.mentor_id)
        .where(Proposal.id == proposal_id)
    ).first()
    if found is None or not found[0].reasons:
        return []
    proposal, mentee_name, mentor_name = found
    try:
        score = _score(proposal.mentee_id, proposal.mentor_id, json.loads(proposal.reasons or ""))
        return reasons(score, Names(mentee_name or "?", mentor_name or "?"))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return []


def _score(mentee: Id, mentor: Id, kept: dict[str, Any]) -> Score:
    terms = tuple(
        Term(
            one["criterion"],
            Value(one["share"] / 1000, one["known"] / 1000, tuple(map(str, one["facts"]))),
            int(one["points"]),
            int(one["most"]),
        )
        for one in kept["terms"]
        if one["criterion"] in ORDER
    )
    numbers = (int(kept[name]) for name in ("total", "low", "high"))
    total, low, high = numbers
    return Score(mentee, mentor, total, low, high, terms, (), ())

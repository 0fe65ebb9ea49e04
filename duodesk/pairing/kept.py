"""The reasons of a proposal as they stood on its day, told again in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from duodesk.base.ids import Id
from duodesk.model.interviews import Finding, Interview
from duodesk.model.pairing import Proposal
from duodesk.model.people import Person
from duodesk.pairing.criteria import ORDER, Value
from duodesk.pairing.explain import Names, Reason, reasons
from duodesk.pairing.score import Score, Term

# Which kind of fact speaks of which criterion.
_ABOUT = {
    "language": "language",
    "target": "field",
    "experience": "field",
    "interest": "interests",
    "need": "topics",
    "strength": "topics",
    "free": "availability",
    "style": "style",
}


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
    score = kept_score(proposal.mentee_id, proposal.mentor_id, proposal.reasons)
    if score is None:
        return []
    said = evidence(session, (proposal.mentee_id, proposal.mentor_id))
    try:
        return reasons(score, Names(mentee_name or "?", mentor_name or "?"), said)
    except (ValueError, KeyError, TypeError, IndexError):
        return []


def kept_text(score: Score) -> str:
    """The reasons as they stand, independent of any language."""
    terms = [
        {
            "criterion": t.criterion,
            "points": t.points,
            "most": t.most,
            "share": round(t.value.share * 1000),
            "known": round(t.value.known * 1000),
            "facts": list(t.value.facts),
        }
        for t in score.terms
    ]
    document = {"total": score.total, "low": score.low, "high": score.high, "terms": terms}
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


def kept_score(mentee_id: Id, mentor_id: Id, text: str | None) -> Score | None:
    """The points of that day; nothing where this program cannot read them."""
    try:
        return _score(mentee_id, mentor_id, json.loads(text or ""))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None


def evidence(session: Session, people: Iterable[Id]) -> dict[str, date]:
    """By criterion the day of the latest interview in which something about it was said."""
    asked = (
        select(Finding.fact, Interview.held_on)
        .join(Interview, Interview.id == Finding.interview_id)
        .where(Finding.person_id.in_(tuple(people)))
    )
    found: dict[str, date] = {}
    for fact, day in session.execute(asked):
        criterion = _ABOUT.get((fact or "").partition(":")[0])
        if criterion is not None and day is not None:
            found[criterion] = max(day, found.get(criterion, day))
    return found


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

"""What the desk knows of a pair beyond its card: the fit of today, and what the board filters
by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.ids import Id
from duodesk.model.pairing import Proposal
from duodesk.model.people import Person, PersonLanguage, PersonOccupation, Relation
from duodesk.pairing import queries, rules
from duodesk.pairing.board import BoardCard, Column
from duodesk.pairing.explain import DOUBT, Names, reasons
from duodesk.pairing.kept import kept_score
from duodesk.pairing.profiles import read_profiles
from duodesk.pairing.score import Score, score

# Cards whose reasons still decide.
_OPEN = (Column.SUGGESTED, Column.PROPOSED)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card is filtered by and marked with: languages that both speak, fields the mentee aims
    at, how well the two fit, how many doubts the kept reasons hold, offices other than this one.
    """

    languages: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    fit: str = ""
    doubts: int = 0
    elsewhere: frozenset[Id] = frozenset()


def facts(session: Session, cards: Collection[BoardCard], *, office_id: Id) -> dict[Id, Facts]:
    """By card; four SELECTs, whatever their number."""
    people = {one for card in cards for one in (card.mentee_id, card.mentor_id)}
    spoken: dict[Id, set[str]] = defaultdict(set)
    asked = select(PersonLanguage.person_id, PersonLanguage.language).where(
        PersonLanguage.person_id.in_(people)
    )
    for person_id, code in session.execute(asked):
        if code:
            spoken[person_id].add(code)
    aims = _fields(session, people)
    whose = select(Person.id, Person.office_id).where(Person.id.in_(people))
    homes = {row.id: row.office_id for row in session.execute(whose)}
    kept = _kept(session, cards)
    found = {}
    for card in cards:
        both = (card.mentee_id, card.mentor_id)
        told = kept.get(card.proposal_id) if card.proposal_id else None
        found[card.id] = Facts(
            frozenset(spoken[both[0]] & spoken[both[1]]),
            frozenset(aims.get(card.mentee_id, ())),
            told.fit if told else "",
            _doubts(told) if told else 0,
            frozenset(
                home for one in both if (home := homes.get(one)) is not None and home != office_id
            ),
        )
    return found


def pair_score(
    session: Session, mentee_id: Id, mentor_id: Id, *, today: date, office_id: Id
) -> Score | None:
    """How the two fit as the desk is today; nothing where one of them is not known here."""
    around = queries.pool(session, today=today, office_id=office_id).around
    profiles = read_profiles(session, (mentee_id, mentor_id))
    if len(profiles) < 2:
        return None
    return score(profiles[mentee_id], profiles[mentor_id], around)


def rule_of(session: Session, mentee_id: Id, mentor_id: Id) -> rules.RuleRow | None:
    """What the team said about a pair for good, if it did."""
    pair = (mentee_id, mentor_id)
    return next(
        (row for row in rules.rules(session) if (row.mentee_id, row.mentor_id) == pair), None
    )


def _fields(session: Session, people: Collection[Id]) -> Mapping[Id, set[str]]:
    found: dict[Id, set[str]] = defaultdict(set)
    known = reference.occupations()
    asked = select(PersonOccupation.person_id, PersonOccupation.occupation).where(
        PersonOccupation.relation == Relation.TARGET, PersonOccupation.person_id.in_(people)
    )
    for person_id, code in session.execute(asked):
        if code in known:
            found[person_id].add(known[code].field)
    return found


def _kept(session: Session, cards: Collection[BoardCard]) -> dict[Id, Score]:
    wanted = [card.proposal_id for card in cards if card.column in _OPEN]
    asked = select(Proposal.id, Proposal.mentee_id, Proposal.mentor_id, Proposal.reasons).where(
        Proposal.reasons.is_not(None), Proposal.id.in_(wanted)
    )
    told = {row.id: kept_score(*row[1:4]) for row in session.execute(asked)}
    return {one: score for one, score in told.items() if score is not None}


def _doubts(told: Score) -> int:
    """How many criteria speak against the pair."""
    try:
        said = reasons(told, Names("", ""))
    except (ValueError, KeyError, TypeError, IndexError):
        return 0
    return sum(one.stance == DOUBT for one in said)

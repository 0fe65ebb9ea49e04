"""Who waits, who is free, what was proposed: frozen rows, a few SELECTs each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.ids import Id
from duodesk.model.pairing import Answer, Proposal, Stage
from duodesk.model.people import (
    Enrolment,
    Goal,
    Level,
    Person,
    PersonLanguage,
    PersonOccupation,
    Role,
    Status,
)
from duodesk.office import settings
from duodesk.pairing.conditions import Conditions
from duodesk.pairing.criteria import LEVELS, Profile, Weights
from duodesk.pairing.profiles import of_people, read_profiles
from duodesk.pairing.promises import seats_left, taken
from duodesk.pairing.rules import locked, out_of_question
from duodesk.pairing.score import Round, Score, prepare, shortlist
from duodesk.people.together import left_out
from duodesk.people.trained import trained_on

OPEN = (Stage.SUGGESTED, Stage.PROPOSED, Stage.FIRST_MEETING, Stage.DECISION)
_SHOWN = (
    Person.number, Person.family_name, Person.given_name, Person.municipality,
    Enrolment.free_from, Enrolment.accepted_on, Enrolment.registered_on, Enrolment.goal,
    Enrolment.generalist, Enrolment.trained_on, Enrolment.office_id,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A waiting mentee or a free mentor."""

    id: Id
    enrolment_id: Id
    number: str
    name: str
    short_name: str
    since: date | None
    days: int
    goal: Goal | None
    generalist: bool
    trained: bool
    municipality: str
    occupations: tuple[str, ...]
    languages: tuple[tuple[str, Level | None], ...]
    office_id: Id | None = None


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal on its way."""

    id: Id
    stage: Stage
    mentee_id: Id
    mentor_id: Id
    mentee: str
    mentor: str
    proposed_on: date | None
    meeting_on: date | None
    meeting_place: str
    mentee_answer: Answer | None
    mentor_answer: Answer | None
    reason: str
    closed_reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mentor for a mentee, with the names to say and the score to explain."""

    mentor_id: Id
    mentor: str
    mentee: str
    score: Score


@dataclass(frozen=True, slots=True)
class Pool:
    """Everyone a round looks at: profiles by person, names, the pairs that are out of question,
    what else a plan respects, and who waits and is free, longest first.
    """

    mentees: dict[Id, Profile]
    mentors: dict[Id, Profile]
    names: dict[Id, str]
    refused: frozenset[tuple[Id, Id]]
    around: Round
    conditions: Conditions = field(default_factory=Conditions)
    waiting: tuple[CandidateRow, ...] = ()
    free: tuple[CandidateRow, ...] = ()


def waiting_mentees(
    session: Session, *, today: date, office_id: Id | None = None
) -> list[CandidateRow]:
    """Accepted mentees without a duo or an open proposal, longest waiting first."""
    rows = _candidates(session, Role.MENTEE, today, office_id)
    busy = taken(session, today=today, office_id=office_id)
    return sorted((r for r in rows if r.id not in busy), key=lambda r: (-r.days, r.number))


def free_mentors(
    session: Session, *, today: date, office_id: Id | None = None
) -> list[CandidateRow]:
    """Accepted mentors without a duo or an open proposal, longest free first."""
    rows = _candidates(session, Role.MENTOR, today, office_id)
    busy = taken(session, today=today, office_id=office_id)
    return sorted((r for r in rows if r.id not in busy), key=lambda r: (-r.days, r.number))


def pool(session: Session, *, today: date, office_id: Id | None = None) -> Pool:
    """The round of today: profiles, the rarity table and means frozen, weights from the office's
    settings.
    """
    chosen = settings.values(session, office_id=office_id, on=today)
    mentees = waiting_mentees(session, today=today, office_id=office_id)
    mentors = free_mentors(session, today=today, office_id=office_id)
    profiles = read_profiles(session, [row.id for row in (*mentees, *mentors)])
    for row in mentors:
        profiles[row.id] = replace(profiles[row.id], generalist=row.generalist)
    one = {row.id: profiles[row.id] for row in mentees}
    other = {row.id: profiles[row.id] for row in mentors}
    asked = chosen.text(settings.LEAST_LEVEL)
    least = next((rank for level, rank in LEVELS.items() if level == asked), 2)
    around = prepare(list(one.values()), list(other.values()), weights(chosen), least)
    names = {row.id: row.short_name for row in (*mentees, *mentors)}
    refused = out_of_question(session)
    conditions = Conditions(
        waiting={row.id: max(0, row.days) // 7 for row in mentees},
        capacity=seats_left(session, other, today=today, office_id=office_id),
        locked=frozenset(locked(session).items()),
        forbidden=refused,
        floor=10 * chosen.number(settings.LEAST_POINTS),
    )
    return Pool(one, other, names, refused, around, conditions, tuple(mentees), tuple(mentors))


def suggestions(
    session: Session, mentee_id: Id, *, today: date, office_id: Id | None = None, top: int = 3
) -> list[Suggestion]:
    """The best free mentors for one waiting mentee."""
    return suggest_from(pool(session, today=today, office_id=office_id), mentee_id, top=top)


def suggest_from(around: Pool, mentee_id: Id, *, top: int = 3) -> list[Suggestion]:
    """The best mentors of a round for one mentee; pairs that were refused or already a duo never
    come back.
    """
    mentee = around.mentees.get(mentee_id)
    if mentee is None:
        return []
    mentors = [p for i, p in around.mentors.items() if (mentee_id, i) not in around.refused]
    return [
        Suggestion(s.mentor, around.names[s.mentor], around.names[mentee_id], s)
        for s in shortlist(mentee, mentors, around.around, top)
    ]


def weights(chosen: settings.Values) -> Weights:
    """The office's weights."""
    return Weights(
        field=chosen.number(settings.WEIGHT_FIELD),
        interests=chosen.number(settings.WEIGHT_INTERESTS),
        language=chosen.number(settings.WEIGHT_LANGUAGE),
        style=chosen.number(settings.WEIGHT_STYLE),
        availability=chosen.number(settings.WEIGHT_AVAILABILITY),
        topics=chosen.number(settings.WEIGHT_TOPICS),
        distance=chosen.number(settings.WEIGHT_DISTANCE),
        wishes=chosen.number(settings.WEIGHT_WISHES),
    )


def proposals(
    session: Session, *, office_id: Id | None = None, open_only: bool = True
) -> list[ProposalRow]:
    """Proposals, oldest first within their stage."""
    asked = _proposals()
    if open_only:
        asked = asked.where(Proposal.stage.in_(OPEN))
    if office_id is not None:
        asked = asked.where(Proposal.office_id == office_id)
    order = {stage: n for n, stage in enumerate(Stage)}
    rows = [_proposal(row) for row in session.execute(asked)]
    return sorted(
        rows, key=lambda r: (order.get(r.stage, 99), r.proposed_on or date.min, str(r.id))
    )


def proposal(session: Session, proposal_id: Id) -> ProposalRow | None:
    """One proposal."""
    row = session.execute(_proposals().where(Proposal.id == proposal_id)).one_or_none()
    return _proposal(row) if row else None


def _candidates(
    session: Session, role: Role, today: date, office_id: Id | None
) -> list[CandidateRow]:
    asked = (
        select(Person.id, Enrolment.id.label("enrolment_id"), *_SHOWN)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.role == role, Enrolment.status == Status.ACCEPTED)
        .where(Person.id.not_in(left_out(session)))
    )
    if office_id is not None:
        asked = asked.where(Enrolment.office_id == office_id)
    found = session.execute(asked).all()
    ids = [row.id for row in found]
    trades: dict[Id, list[str]] = defaultdict(list)
    of = PersonOccupation
    aims = select(of.person_id, of.occupation).order_by(of.rank)
    for row in session.execute(aims.where(of_people(of.person_id, ids))):
        trades[row.person_id].append(row.occupation)
    spoken: dict[Id, list[tuple[str, Level | None]]] = defaultdict(list)
    known = select(PersonLanguage.person_id, PersonLanguage.language, PersonLanguage.level)
    for person_id, language, level in session.execute(
        known.where(of_people(PersonLanguage.person_id, ids))
    ):
        spoken[person_id].append((language or "?", level))
    # Mentees follow no training.
    done = {r.id for r in found if r.trained_on is not None and r.trained_on <= today}
    if role == Role.MENTOR:
        done |= trained_on(session, [r.id for r in found], on=today).keys()
    return [
        _candidate(
            r,
            today,
            tuple(trades[r.id]),
            tuple(sorted(spoken[r.id], key=_language)),
            trained=r.id in done,
        )
        for r in found
        if r.free_from is None or r.free_from <= today
    ]


def _language(spoken: tuple[str, Level | None]) -> tuple[str, str]:
    return spoken[0], spoken[1] or ""


def _candidate(
    row: Any,
    today: date,
    trades: tuple[str, ...],
    spoken: tuple[tuple[str, Level | None], ...],
    *,
    trained: bool,
) -> CandidateRow:
    since = row.free_from or row.accepted_on or row.registered_on
    return CandidateRow(
        id=row.id,
        enrolment_id=row.enrolment_id,
        number=row.number or "",
        name=", ".join(part for part in (row.family_name, row.given_name) if part),
        short_name=_name(row.given_name, row.family_name),
        since=since,
        days=(today - since).days if since else 0,
        goal=row.goal,
        generalist=bool(row.generalist),
        trained=trained,
        municipality=row.municipality or "",
        occupations=trades,
        languages=spoken,
        office_id=row.office_id,
    )


def _proposals() -> Select[Proposal, str | None, str | None, str | None, str | None]:
    mentee, mentor = aliased(Person), aliased(Person)
    return (
        select(
            Proposal, mentee.given_name, mentee.family_name, mentor.given_name, mentor.family_name
        )
        .outerjoin(mentee, mentee.id == Proposal.mentee_id)
        .outerjoin(mentor, mentor.id == Proposal.mentor_id)
    )


def _proposal(
    row: Row[Proposal, str | None, str | None, str | None, str | None],
) -> ProposalRow:
    found, mentee_given, mentee_family, mentor_given, mentor_family = row
    return ProposalRow(
        id=found.id,
        stage=found.stage,
        mentee_id=found.mentee_id,
        mentor_id=found.mentor_id,
        mentee=_name(mentee_given, mentee_family),
        mentor=_name(mentor_given, mentor_family),
        proposed_on=found.proposed_on,
        meeting_on=found.meeting_on,
        meeting_place=found.meeting_place or "",
        mentee_answer=found.mentee_answer,
        mentor_answer=found.mentor_answer,
        reason=found.reason or "",
        closed_reason=found.closed_reason or "",
    )


def _name(given: str | None, family: str | None) -> str:
    return " ".join(part for part in (given, family) if part) or "?"

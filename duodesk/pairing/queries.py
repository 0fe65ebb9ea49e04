"""Who waits, who is free, what was proposed: frozen rows, a few SELECTs each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.ids import Id
from duodesk.model.pairing import Answer, Proposal, Stage
from duodesk.model.people import (
    Availability,
    Enrolment,
    Goal,
    Level,
    Person,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
    PersonTrait,
    Relation,
    Role,
    Side,
    Stance,
    Status,
)
from duodesk.office import settings
from duodesk.pairing.conditions import Conditions
from duodesk.pairing.criteria import LEVELS, Profile, Weights
from duodesk.pairing.promises import seats_left, taken
from duodesk.pairing.rules import locked, out_of_question
from duodesk.pairing.score import Round, Score, prepare, shortlist
from duodesk.people.slots import HALF_HOURS
from duodesk.people.together import left_out
from duodesk.training.completion import completions

OPEN = (Stage.SUGGESTED, Stage.PROPOSED, Stage.FIRST_MEETING, Stage.DECISION)
_STYLE = (Person.style_pace, Person.style_structure, Person.style_talk, Person.style_feedback)


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
    and what else a plan respects.
    """

    mentees: dict[Id, Profile]
    mentors: dict[Id, Profile]
    names: dict[Id, str]
    refused: frozenset[tuple[Id, Id]]
    around: Round
    conditions: Conditions = field(default_factory=Conditions)


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
    )
    return Pool(one, other, names, refused, around, conditions)


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


def read_profiles(session: Session, ids: Iterable[Id]) -> dict[Id, Profile]:
    """What pairing may know of these people; ten SELECTs, whatever their number."""
    levels = _levels(session)
    targets, worked = _trades(session)
    liked = _sets(session, select(PersonInterest.person_id, PersonInterest.interest))
    needs = select(PersonTopic.person_id, PersonTopic.topic).where(PersonTopic.side == Side.NEED)
    strengths = select(PersonTopic.person_id, PersonTopic.topic).where(
        PersonTopic.side == Side.STRENGTH
    )
    asked, offered = _sets(session, needs), _sets(session, strengths)
    has, wishes, refuses = (_traits(session, stance) for stance in Stance)
    free = _free(session)
    people = {row.id: row for row in session.execute(select(Person.id, Person.postcode, *_STYLE))}
    return {
        i: Profile(
            id=i,
            levels=levels.get(i, {}),
            targets=targets.get(i, {}),
            experience=worked.get(i, {}),
            interests=liked.get(i, frozenset()),
            traits=has.get(i, frozenset()),
            wishes=wishes.get(i, frozenset()),
            refuses=refuses.get(i, frozenset()),
            topics=asked.get(i) or offered.get(i) or frozenset(),
            style=(people[i][2], people[i][3], people[i][4], people[i][5]),
            free=free.get(i, {}),
            postcode=people[i].postcode,
        )
        for i in ids
        if i in people
    }


def _levels(session: Session) -> dict[Id, dict[str, int]]:
    levels: dict[Id, dict[str, int]] = defaultdict(dict)
    asked = select(PersonLanguage.person_id, PersonLanguage.language, PersonLanguage.level)
    for person, language, level in session.execute(asked):
        levels[person][language] = LEVELS.get(level, 0) if level is not None else 0
    return levels


def _trades(session: Session) -> tuple[dict[Id, dict[str, int]], dict[Id, dict[str, int]]]:
    """Targets by rank and experience by years."""
    targets: dict[Id, dict[str, int]] = defaultdict(dict)
    worked: dict[Id, dict[str, int]] = defaultdict(dict)
    for row in session.scalars(select(PersonOccupation)):
        if row.relation == Relation.TARGET:
            targets[row.person_id][row.occupation] = row.rank or 1
        else:
            worked[row.person_id][row.occupation] = row.years or 0
    return targets, worked


def _free(session: Session) -> dict[Id, dict[int, int]]:
    """The half-hours of each weekday as bits."""
    free: dict[Id, dict[int, int]] = defaultdict(dict)
    asked = select(
        Availability.person_id, Availability.weekday, Availability.start, Availability.end
    )
    for person, day, start, end in session.execute(asked):
        known = None not in {day, start, end}
        if known and 0 <= start < end <= HALF_HOURS:
            free[person][day] = free[person].get(day, 0) | (1 << end) - (1 << start)
    return free


def _candidates(
    session: Session, role: Role, today: date, office_id: Id | None
) -> list[CandidateRow]:
    asked = (
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.role == role, Enrolment.status == Status.ACCEPTED)
        .where(Person.id.not_in(left_out(session)))
    )
    if office_id is not None:
        asked = asked.where(Enrolment.office_id == office_id)
    found = session.execute(asked).all()
    trades: dict[Id, list[str]] = defaultdict(list)
    for row in session.execute(
        select(PersonOccupation.person_id, PersonOccupation.occupation).order_by(
            PersonOccupation.rank
        )
    ):
        trades[row.person_id].append(row.occupation)
    spoken: dict[Id, list[tuple[str, Level | None]]] = defaultdict(list)
    known = select(PersonLanguage.person_id, PersonLanguage.language, PersonLanguage.level)
    for person_id, language, level in session.execute(known):
        spoken[person_id].append((language or "?", level))
    # Mentees follow no training.
    mentors = [p.id for _e, p in found] if role == Role.MENTOR else []
    training = completions(session, mentors, on=today)
    return [
        _candidate(
            e, p, today, tuple(trades[p.id]), tuple(sorted(spoken[p.id], key=_language)),
            trained=p.id in training and training[p.id].done,
        )
        for e, p in found
        if e.free_from is None or e.free_from <= today
    ]  # fmt: skip


def _language(spoken: tuple[str, Level | None]) -> tuple[str, str]:
    return spoken[0], spoken[1] or ""


def _candidate(
    enrolment: Enrolment,
    person: Person,
    today: date,
    trades: tuple[str, ...],
    spoken: tuple[tuple[str, Level | None], ...],
    *,
    trained: bool,
) -> CandidateRow:
    since = enrolment.free_from or enrolment.accepted_on or enrolment.registered_on
    return CandidateRow(
        id=person.id,
        enrolment_id=enrolment.id,
        number=person.number or "",
        name=", ".join(part for part in (person.family_name, person.given_name) if part),
        short_name=_name(person.given_name, person.family_name),
        since=since,
        days=(today - since).days if since else 0,
        goal=enrolment.goal,
        generalist=bool(enrolment.generalist),
        trained=trained,
        municipality=person.municipality or "",
        occupations=trades,
        languages=spoken,
    )


def _sets(session: Session, query: Select[Id, str]) -> dict[Id, frozenset[str]]:
    found: dict[Id, set[str]] = defaultdict(set)
    for person, code in session.execute(query):
        found[person].add(code)
    return {person: frozenset(codes) for person, codes in found.items()}


def _traits(session: Session, stance: Stance) -> dict[Id, frozenset[str]]:
    """What people have, wish or refuse, as they said themselves."""
    said = select(PersonTrait.person_id, PersonTrait.trait).where(PersonTrait.stance == stance)
    return _sets(session, said)


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

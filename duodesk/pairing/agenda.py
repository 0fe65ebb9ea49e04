"""What a matching meeting looks at: the mentees to speak of, and three mentors for each with what
speaks for, against, and is not known; given names only, for it hangs on the wall.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.i18n import Message, _
from duodesk.base.ids import Id
from duodesk.model.pairing import Decided
from duodesk.model.people import Enrolment, Person, Role
from duodesk.pairing.candidates import FOUR
from duodesk.pairing.criteria import wishes_value
from duodesk.pairing.doubts import Against, Doubt, Standing, standing
from duodesk.pairing.explain import DOUBT, FOR, UNKNOWN, Names, Reason, reasons
from duodesk.pairing.kept import evidence
from duodesk.pairing.matching import DecisionRow, MatchingRow, meeting
from duodesk.pairing.naming import called, given_names
from duodesk.pairing.queries import CandidateRow, Pool, pool, suggest_from
from duodesk.pairing.scarcity import possible
from duodesk.pairing.score import Score

__all__ = ["AgendaRow", "Decided", "First", "Shortlisted", "Sitting", "given_only", "ordered",
           "shortlist", "sitting"]  # fmt: skip
SHOWN = 3
# Doubts that no criterion tells of.
_BESIDE = (Doubt.TRAINING, Doubt.NOTE, Doubt.RESTING)


class First(StrEnum):
    """Whom a meeting speaks of first: who waits longest, or who has the fewest possible mentors."""

    WAITING = "waiting"
    SCARCE = "scarce"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """A mentee to speak of. `possible` counts the free mentors that nothing forbids, None for
    somebody who is promised already; `wishes` and `refuses` are codes of traits.
    """

    mentee_id: Id
    name: str
    days: int
    possible: int | None = None
    occupations: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    decision: DecisionRow | None = None


@dataclass(frozen=True, slots=True)
class Shortlisted:
    """A mentor put before the meeting, in whole sentences; `standing` says what must be overruled
    and what forbids the pair, with given names.
    """

    mentor_id: Id
    name: str
    score: Score
    speaks_for: tuple[Reason, ...]
    against: tuple[Reason, ...]
    unknown: tuple[Reason, ...]
    beside: tuple[Against, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting under way: who is to be spoken of, and the round of today. `given` turns the names
    on file into given names.
    """

    row: MatchingRow
    rows: tuple[AgendaRow, ...]
    pool: Pool
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def decided(self) -> int:
        """How many mentees were decided about."""
        return sum(row.decision is not None for row in self.rows)

    def find(self, mentee_id: Id | None) -> AgendaRow | None:
        """A mentee on the list."""
        return next((row for row in self.rows if row.mentee_id == mentee_id), None)


def sitting(
    session: Session,
    matching_id: Id,
    *,
    today: date,
    office_id: Id | None,
    first: First = First.WAITING,
) -> Sitting | None:
    """A meeting with everybody who waits or was decided about; None when it is no longer there."""
    row = meeting(session, matching_id)
    if row is None:
        return None
    around = pool(session, today=today, office_id=office_id)
    waiting = {one.id: one for one in around.waiting}
    decisions = {one.mentee_id: one for one in row.decisions}
    names = given_names(session, (*waiting, *decisions))
    counts = possible(around)
    rows = [
        _waiting(one, names[one.id], around, counts, decisions.get(one.id))
        for one in waiting.values()
    ]
    gone = [one for mentee_id, one in decisions.items() if mentee_id not in waiting]
    waited = _waited(session, [one.mentee_id for one in gone], today)
    rows += [
        AgendaRow(
            mentee_id=one.mentee_id,
            name=names.get(one.mentee_id, one.mentee),
            days=waited.get(one.mentee_id, 0),
            decision=one,
        )
        for one in gone
    ]
    people = {*around.names, *decisions, *(d.mentor_id for d in row.decisions if d.mentor_id)}
    return Sitting(row, tuple(ordered(rows, first)), around, _on_file(session, people))


def ordered(rows: Iterable[AgendaRow], first: First) -> list[AgendaRow]:
    """By whole weeks of waiting, then by how few mentors are possible; or the other way round. Who
    is promised to somebody by now stands with those who have none.
    """

    def place(row: AgendaRow) -> tuple[int, ...]:
        few = row.possible or 0
        weeks = -(max(row.days, 0) // 7)
        return (few, weeks, -row.days) if first == First.SCARCE else (weeks, few, -row.days)

    return sorted(rows, key=lambda row: (place(row), row.name, str(row.mentee_id)))


def shortlist(
    session: Session, around: Sitting, mentee_id: Id, *, today: date, office_id: Id | None
) -> list[Shortlisted]:
    """The three mentors to speak of: the programme's four criteria and every doubt."""
    found = suggest_from(around.pool, mentee_id, top=SHOWN)
    names = given_names(session, [one.mentor_id for one in found])
    mentee = next((row.name for row in around.rows if row.mentee_id == mentee_id), "?")
    made = []
    for one in found:
        pair = (mentee_id, one.mentor_id)
        known = {around.pool.names[pair[0]]: mentee, one.mentor: names[one.mentor_id]}
        told = [
            reason
            for reason in reasons(
                one.score, Names(mentee, names[one.mentor_id]), evidence(session, pair)
            )
            if _is_told(reason, one.score)
        ]
        told += _open_wishes(around.pool, pair, Names(mentee, names[one.mentor_id]))
        how = standing(session, *pair, today=today, office_id=office_id)
        how = Standing(
            tuple(_given(against, known) for against in how.bars),
            tuple(_given(against, known) for against in how.doubts),
        )
        made.append(
            Shortlisted(
                mentor_id=one.mentor_id,
                name=names[one.mentor_id],
                score=one.score,
                speaks_for=tuple(r for r in told if r.stance == FOR),
                against=tuple(r for r in told if r.stance == DOUBT),
                unknown=tuple(r for r in told if r.stance == UNKNOWN),
                beside=tuple(a for a in (*how.bars, *how.doubts) if _is_beside(a)),
                standing=how,
            )
        )
    return made


def given_only(text: str, given: Mapping[str, str]) -> str:
    """A sentence without surnames: each name on file that stands in it becomes a given name."""
    for name in sorted(given, key=len, reverse=True):
        text = text.replace(name, given[name])
    return text


def _is_told(reason: Reason, score: Score) -> bool:
    """What the programme asks, every doubt, and a wish that was met."""
    if reason.criterion == "wishes" and reason.stance == FOR:
        return any(term.value.facts for term in score.terms if term.criterion == "wishes")
    asked = reason.criterion in FOUR or (reason.criterion == "wishes" and reason.stance == UNKNOWN)
    return asked or reason.stance == DOUBT


def _open_wishes(around: Pool, pair: tuple[Id, Id], names: Names) -> list[Reason]:
    """A wish of one about whom the other said nothing yet is to be asked, whatever is known the
    other way round.
    """
    mentee, mentor = around.mentees[pair[0]], around.mentors[pair[1]]
    blind = [bool(a.wishes) and not b.traits for a, b in ((mentee, mentor), (mentor, mentee))]
    if not any(blind) or wishes_value(mentee, mentor).known == 0.0:
        return []
    text = _(
        "To ask: whether %(mentee)s and %(mentor)s are what the other wishes.",
        mentee=names.mentee,
        mentor=names.mentor,
    )
    return [Reason("wishes", UNKNOWN, text, 0, 0)]


def _is_beside(against: Against) -> bool:
    return against.code in _BESIDE or not isinstance(against.code, Doubt)


def _given(against: Against, given: Mapping[str, str]) -> Against:
    values = {
        key: given.get(value, value) if isinstance(value, str) else value
        for key, value in against.text.values.items()
    }
    return Against(against.code, Message(against.text.msgid, values))


def _waiting(
    one: CandidateRow,
    name: str,
    around: Pool,
    counts: Mapping[Id, int],
    decision: DecisionRow | None,
) -> AgendaRow:
    profile = around.mentees.get(one.id)
    return AgendaRow(
        mentee_id=one.id,
        name=name,
        days=one.days,
        possible=counts.get(one.id, 0),
        occupations=one.occupations,
        languages=tuple(code for code, _level in one.languages),
        wishes=tuple(sorted(profile.wishes)) if profile else (),
        refuses=tuple(sorted(profile.refuses)) if profile else (),
        decision=decision,
    )


def _on_file(session: Session, people: set[Id]) -> dict[str, str]:
    """Given names by the names on file."""
    found = session.scalars(select(Person).where(Person.id.in_(people)))
    return {called(one): one.given_name or "?" for one in found}


def _waited(session: Session, people: list[Id], today: date) -> dict[Id, int]:
    """For how many days they have waited who are promised to somebody now."""
    asked = select(
        Enrolment.person_id, Enrolment.free_from, Enrolment.accepted_on, Enrolment.registered_on
    ).where(Enrolment.person_id.in_(people), Enrolment.role == Role.MENTEE)
    found: dict[Id, int] = {}
    for person_id, *days in session.execute(asked):
        since = next((day for day in days if day is not None), None)
        if since is not None:
            found[person_id] = (today - since).days
    return found

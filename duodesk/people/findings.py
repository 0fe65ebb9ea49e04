"""Facts filled while listening, each with the words of the interview that it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.interviews import Finding, Interview
from duodesk.model.people import Enrolment, Goal, Person
from duodesk.model.reference import Author
from duodesk.people import profile
from duodesk.people.cards import person
from duodesk.people.commands import name_of
from duodesk.people.facts import Fact, Kind, profile_with
from duodesk.people.restricted import closed_words, reader
from duodesk.people.text import clean_lines
from duodesk.people.together import entries_of
from duodesk.store.store import Changes, Store, Write

# A finding under this name says that a suggestion was refused; it has no words.
_REFUSED = "no:"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A fact's source: the words, when, in which interview, noted by whom.

    `closed`: the interview is shown to few, and `words` say so instead.
    """

    id: Id
    fact: str
    words: str
    interview_id: Id
    held_on: date | None
    author: str
    closed: bool


def set_facts(store: Store, interview_id: Id, facts: Sequence[Fact], words: str) -> Changes:
    """Lay facts into the profile and keep the words they came from, as one step of undo."""
    person_id = _person_of(store, interview_id)
    with store.write(N_("Note a fact about %(name)s"), name=name_of(store, person_id)) as write:
        for fact in facts:
            _set(write, interview_id, person_id, fact)
            _link(write, interview_id, person_id, fact.name, words)
    return write.changes


def unlink(store: Store, finding_id: Id) -> Changes:
    """Let go of the words; the fact stays."""
    with store.write(N_("Take a quotation away from a fact")) as write:
        write.session.delete(write.session.get_one(Finding, finding_id))
    return write.changes


def refuse(store: Store, interview_id: Id, fact: Fact) -> Changes:
    """Say no to a suggestion: for this interview it does not come back."""
    person_id = _person_of(store, interview_id)
    with store.write(N_("Refuse a suggestion")) as write:
        _link(write, interview_id, person_id, _REFUSED + fact.name, "")
    return write.changes


def refused(session: Session, interview_id: Id) -> frozenset[str]:
    """The facts whose suggestion was refused in an interview."""
    names = session.scalars(
        select(Finding.fact).where(
            Finding.interview_id == interview_id, Finding.fact.startswith(_REFUSED)
        )
    )
    return frozenset(name.removeprefix(_REFUSED) for name in names)


def findings(session: Session, person_id: Id) -> list[FindingRow]:
    """The sources of the facts of a person and their joined entries, latest interview first."""
    found = session.execute(
        select(
            Finding.id,
            Finding.fact,
            Finding.words,
            Finding.interview_id,
            Interview.held_on,
            Interview.restricted,
            Interview.author_id,
            Author.name,
        )
        .outerjoin(Interview, Interview.id == Finding.interview_id)
        .outerjoin(Author, Author.id == Interview.author_id)
        .where(
            Finding.person_id.in_(entries_of(session, person_id)),
            Finding.fact.not_like(_REFUSED + "%"),
        )
        .order_by(Interview.held_on.desc(), Finding.id)
    ).all()
    looks = reader(session) if found else None
    rows = []
    for row in found:
        open_ = looks is None or looks.may_read(row.author_id, restricted=row.restricted)
        words = row.words or "" if open_ else str(closed_words(row.name, row.held_on))
        rows.append(
            FindingRow(
                row.id, row.fact or "", words, row.interview_id, row.held_on, row.name or "",
                not open_,
            )
        )  # fmt: skip
    return rows


def _set(write: Write, interview_id: Id, person_id: Id, fact: Fact) -> None:
    card = person(write.session, person_id, today=write.today)
    if card is None:
        raise UserError(N_("This person is no longer on this desk."))
    if fact.kind == Kind.STYLE:
        setattr(write.session.get_one(Person, person_id), fact.code, fact.step)
    elif fact.kind == Kind.GOAL:
        _set_goal(write, interview_id, Goal(fact.code))
    else:
        profile.fill(write, person_id, profile_with(card, fact))
    write.session.flush()


def _link(write: Write, interview_id: Id, person_id: Id, name: str, words: str) -> None:
    """One source for each fact of an interview: the latest words stand for it."""
    write.session.execute(
        delete(Finding).where(Finding.interview_id == interview_id, Finding.fact == name)
    )
    write.session.add(
        Finding(
            id=write.new_id(),
            interview_id=interview_id,
            person_id=person_id,
            fact=name,
            words=clean_lines(words) or "",
            author_id=write.author_id,
        )
    )


def _set_goal(write: Write, interview_id: Id, goal: Goal) -> None:
    row = write.session.get_one(Interview, interview_id)
    enrolments = write.session.scalars(
        select(Enrolment).where(Enrolment.person_id == row.person_id, Enrolment.role == row.role)
    )
    for enrolment in enrolments:
        enrolment.goal = goal


def _person_of(store: Store, interview_id: Id) -> Id:
    with store.read() as session:
        return session.get_one(Interview, interview_id).person_id

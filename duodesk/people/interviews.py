"""Intake interviews: the guide to hold them by, the draft that is never lost, the notes once
finished.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from duodesk.base.assets import resource
from duodesk.base.i18n import N_, language
from duodesk.base.ids import Id
from duodesk.model.interviews import Interview
from duodesk.model.journal import Draft
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.people.commands import name_of
from duodesk.people.text import clean_lines, list_name
from duodesk.store.store import Changes, Store, Write

_BEFORE = (Status.REGISTERED, Status.INVITED)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the guide: its heading, and questions that may be asked in any order."""

    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """What to talk about in an intake interview, in one language."""

    role: Role
    language: str
    version: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Started:
    """A new interview and what was touched."""

    changes: Changes
    interview_id: Id


@dataclass(frozen=True, slots=True)
class DraftText:
    """Text as it was typed last, where the cursor stood, and when it was saved."""

    text: str
    cursor: int
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class InterviewCard:
    """An interview as its page shows it; `draft` is text newer than the notes."""

    id: Id
    person_id: Id
    name: str
    role: Role
    held_on: date | None
    language: str
    guide_version: int
    minutes: int | None
    finished_at: datetime | None
    notes: str
    draft: DraftText | None


@cache
def guide(role: Role, code: str) -> Guide:
    """The guide of a role in a language that has one."""
    path = resource("templates", code, f"guide_{role}.txt")
    return parse_guide(role, code, path.read_text(encoding="utf-8"))


def parse_guide(role: Role, code: str, text: str) -> Guide:
    """Read a guide: `version: 1`, then headings marked #, each with questions marked -."""
    version, title, questions = 1, "", list[str]()
    sections: list[Section] = []
    for line in (*text.splitlines(), "# "):
        mark, _, rest = line.strip().partition(" ")
        if mark == "version:":
            version = int(rest)
        elif mark == "-":
            questions.append(rest.strip())
        elif mark == "#":
            if title:
                sections.append(Section(title, tuple(questions)))
            title, questions = rest.strip(), []
    return Guide(role, code, version, tuple(sections))


def start_interview(
    store: Store, person_id: Id, role: Role, *, code: str | None = None, on: date | None = None
) -> Started:
    """Open an interview of a person, today unless said otherwise; its notes begin empty."""
    spoken = code or language()
    version = guide(role, spoken).version
    with store.write(
        N_("Start the interview of %(name)s"), name=name_of(store, person_id)
    ) as write:
        interview_id = write.new_id()
        write.session.add(
            Interview(
                id=interview_id,
                person_id=person_id,
                office_id=write.office_id,
                role=role,
                held_on=on or write.today,
                author_id=write.author_id,
                language=spoken,
                guide_version=version,
            )
        )
    return Started(write.changes, interview_id)


def save_draft(store: Store, interview_id: Id, text: str, cursor: int) -> None:
    """Keep what is being typed, on this laptop only; called at most a second behind the
    keyboard.
    """
    with store.local() as session:
        session.merge(
            Draft(subject=interview_id, text=text, cursor=cursor, saved_at=store.clock.now())
        )


def drop_draft(store: Store, interview_id: Id) -> None:
    """Forget what was typed since the notes were last finished."""
    with store.local() as session:
        session.execute(delete(Draft).where(Draft.subject == interview_id))


def draft(session: Session, interview_id: Id) -> DraftText | None:
    """What was typed last, when it is not in the notes yet."""
    found = session.get(Draft, interview_id)
    return DraftText(found.text, found.cursor, found.saved_at) if found else None


def drafts(session: Session) -> list[InterviewCard]:
    """Interviews with unfinished text, latest first: offered again when the desk opens."""
    found = session.scalars(
        select(Interview.id)
        .join(Draft, Draft.subject == Interview.id)
        .order_by(Draft.saved_at.desc())
    ).all()
    cards = (interview(session, interview_id) for interview_id in found)
    return [card for card in cards if card is not None]


def interview(session: Session, interview_id: Id) -> InterviewCard | None:
    """One interview with its draft; None when there is no such interview (any more)."""
    row = session.execute(
        select(Interview.__table__, Person.given_name, Person.family_name)
        .outerjoin(Person, Person.id == Interview.person_id)
        .where(Interview.id == interview_id)
    ).one_or_none()
    if row is None:
        return None
    return InterviewCard(
        id=row.id,
        person_id=row.person_id,
        name=list_name(row.family_name, row.given_name),
        role=row.role,
        held_on=row.held_on,
        language=row.language or "fr",
        guide_version=row.guide_version or 1,
        minutes=row.minutes,
        finished_at=row.finished_at,
        notes=row.notes or "",
        draft=draft(session, interview_id),
    )


def finish_interview(
    store: Store, interview_id: Id, notes: str, minutes: int | None = None
) -> Changes:
    """Keep the notes for good and let the draft go; who was only registered is interviewed from now
    on.
    """
    with store.write(
        N_("Finish the interview of %(name)s"), name=_name(store, interview_id)
    ) as write:
        row = write.session.get_one(Interview, interview_id)
        row.notes = clean_lines(notes) or ""
        row.minutes = minutes if minutes is not None else row.minutes
        row.finished_at = row.finished_at or write.now
        _move_on(write, row)
        write.session.execute(delete(Draft).where(Draft.subject == interview_id))
    return write.changes


def reopen(store: Store, interview_id: Id) -> Changes:
    """Take an interview up again; its notes stay until it is finished anew."""
    with store.write(
        N_("Reopen the interview of %(name)s"), name=_name(store, interview_id)
    ) as write:
        write.session.get_one(Interview, interview_id).finished_at = None
    return write.changes


def _move_on(write: Write, row: Interview) -> None:
    enrolments = write.session.scalars(
        select(Enrolment).where(
            Enrolment.person_id == row.person_id,
            Enrolment.role == row.role,
            Enrolment.status.in_(_BEFORE),
        )
    )
    for enrolment in enrolments:
        enrolment.status = Status.INTERVIEWED


def _name(store: Store, interview_id: Id) -> str:
    with store.read() as session:
        person_id = session.get_one(Interview, interview_id).person_id
    return name_of(store, person_id)

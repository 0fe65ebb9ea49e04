"""Intake interviews: begun with a guide, the draft that is never lost, the notes once finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from duodesk.base.i18n import N_, language
from duodesk.base.ids import Id
from duodesk.model.interviews import Interview
from duodesk.model.journal import Draft
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.model.reference import Author
from duodesk.people.commands import name_of
from duodesk.people.guides import guide
from duodesk.people.restricted import closed_words, may_read, need_reader
from duodesk.people.text import clean_lines, list_name
from duodesk.store.store import Changes, Store, Write

_BEFORE = (Status.REGISTERED, Status.INVITED)


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
    """An interview as its page shows it; `draft` is text newer than the notes.

    `closed`: it is shown to few, and the reader is none of them; its notes say so instead.
    """

    id: Id
    person_id: Id
    office_id: Id
    name: str
    role: Role
    held_on: date | None
    language: str
    guide_version: int
    minutes: int | None
    finished_at: datetime | None
    notes: str
    draft: DraftText | None
    author: str
    restricted: bool
    closed: bool


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
    return [card for card in cards if card is not None and not card.closed]


def interview(session: Session, interview_id: Id) -> InterviewCard | None:
    """One interview with its draft; None when there is no such interview (any more)."""
    row = session.execute(
        select(
            Interview.__table__, Person.given_name, Person.family_name, Author.name.label("author")
        )
        .outerjoin(Person, Person.id == Interview.person_id)
        .outerjoin(Author, Author.id == Interview.author_id)
        .where(Interview.id == interview_id)
    ).one_or_none()
    if row is None:
        return None
    closed = not may_read(session, row.author_id, restricted=row.restricted)
    return InterviewCard(
        id=row.id,
        person_id=row.person_id,
        office_id=row.office_id,
        name=list_name(row.family_name, row.given_name),
        role=row.role,
        held_on=row.held_on,
        language=row.language or "fr",
        guide_version=row.guide_version or 1,
        minutes=row.minutes,
        finished_at=row.finished_at,
        notes=str(closed_words(row.author, row.held_on)) if closed else row.notes or "",
        draft=None if closed else draft(session, interview_id),
        author=row.author or "",
        restricted=bool(row.restricted),
        closed=closed,
    )


def keep_version(store: Store, interview_id: Id, notes: str) -> Changes:
    """Keep the notes as they stand, as a version to come back to; typing goes on in the draft."""
    with store.write(
        N_("Keep the notes of %(name)s so far"), name=_name(store, interview_id)
    ) as write:
        row = write.session.get_one(Interview, interview_id)
        need_reader(write.session, row)
        row.notes = clean_lines(notes) or ""
    return write.changes


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
        need_reader(write.session, row)
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

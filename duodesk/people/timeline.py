"""All that happened with a person, newest first: interviews, notes, duos, papers, outcomes,
changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.clock import BELGIUM
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.model.documents import Document
from duodesk.model.followup import Held, Meeting, OutcomeEvent, StatusCheck
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Duo, Proposal
from duodesk.model.people import Note, Person
from duodesk.model.reference import Author
from duodesk.people.restricted import closed_words, may_read
from duodesk.people.text import full_name
from duodesk.store.history import history


class Kind(StrEnum):
    """What an entry of the timeline is about; the page filters by it."""

    INTERVIEW = "interview"
    NOTE = "note"
    PROPOSAL = "proposal"
    DUO = "duo"
    MEETINGS = "meetings"
    DOCUMENT = "document"
    OUTCOME = "outcome"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line: when, what, in whose words; `table` and `row` say what opens on a click.

    `text` is translated when shown; `words` are what somebody typed (a note, an interview).
    """

    at: datetime
    kind: Kind
    text: Message
    table: str
    row: Id
    author: str = ""
    words: str = ""
    # Shown to few, and the reader is none of them: the words are left out.
    closed: bool = False


def timeline(session: Session, person_id: Id) -> list[TimelineEntry]:
    """Every entry of a person, newest first."""
    entries = [
        *_interviews(session, person_id),
        *_notes(session, person_id),
        *_proposals(session, person_id),
        *_duos(session, person_id),
        *_documents(session, person_id),
        *_outcomes(session, person_id),
        *_changes(session, person_id),
    ]
    return sorted(entries, key=lambda entry: (entry.at, entry.kind, str(entry.row)), reverse=True)


def _interviews(session: Session, person_id: Id) -> Iterator[TimelineEntry]:
    found = session.execute(
        select(
            Interview.id,
            Interview.held_on,
            Interview.minutes,
            Interview.notes,
            Interview.finished_at,
            Interview.author_id,
            Interview.restricted,
            Author.name,
        )
        .outerjoin(Author, Author.id == Interview.author_id)
        .where(Interview.person_id == person_id)
    )
    for row in found:
        closed = not may_read(session, row.author_id, restricted=row.restricted)
        words = closed_words(row.name, row.held_on) if closed else row.notes or ""
        if row.finished_at is None:
            said = Message(N_("Intake interview, not finished"))
        elif row.minutes:
            said = Message(N_("Intake interview, %(minutes)s minutes"), {"minutes": row.minutes})
        else:
            said = Message(N_("Intake interview"))
        yield TimelineEntry(
            _noon(row.held_on),
            Kind.INTERVIEW,
            said,
            "interview",
            row.id,
            row.name or "",
            str(words),
            closed=closed,
        )


def _notes(session: Session, person_id: Id) -> Iterator[TimelineEntry]:
    found = session.execute(
        select(Note.id, Note.text, Note.written_at, Note.author_id, Note.restricted, Author.name)
        .outerjoin(Author, Author.id == Note.author_id)
        .where(Note.person_id == person_id)
    )
    for row in found:
        at = row.written_at or _noon(None)
        closed = not may_read(session, row.author_id, restricted=row.restricted)
        words = str(closed_words(row.name, row.written_at)) if closed else row.text or ""
        yield TimelineEntry(
            at, Kind.NOTE, Message(N_("Note")), "note", row.id, row.name or "", words,
            closed=closed,
        )  # fmt: skip


def _proposals(session: Session, person_id: Id) -> Iterator[TimelineEntry]:
    other = aliased(Person)
    found = session.execute(
        select(
            Proposal.id, Proposal.stage, Proposal.proposed_on, Proposal.meeting_on,
            Proposal.closed_on,
            other.given_name, other.family_name,
        )
        .outerjoin(
            other,
            or_(other.id == Proposal.mentee_id, other.id == Proposal.mentor_id)
            & (other.id != person_id),
        )
        .where(or_(Proposal.mentee_id == person_id, Proposal.mentor_id == person_id))
    )  # fmt: skip
    for row in found:
        name = full_name(row.given_name, row.family_name)
        for day, msgid in (
            (row.proposed_on, N_("Duo proposed with %(name)s")),
            (row.meeting_on, N_("First meeting with %(name)s")),
            (row.closed_on, N_("Proposal with %(name)s closed")),
        ):
            if day:
                yield TimelineEntry(
                    _noon(day), Kind.PROPOSAL, Message(msgid, {"name": name}), "proposal", row.id
                )


def _duos(session: Session, person_id: Id) -> Iterator[TimelineEntry]:
    found = session.execute(
        select(Duo.id, Duo.number, Duo.formed_on, Duo.start_date, Duo.ended_on).where(
            or_(Duo.mentee_id == person_id, Duo.mentor_id == person_id)
        )
    ).all()
    for row in found:
        for day, msgid in (
            (row.formed_on, N_("Duo %(number)s formed")),
            (row.start_date, N_("Duo %(number)s started")),
            (row.ended_on, N_("Duo %(number)s ended")),
        ):
            if day:
                yield TimelineEntry(
                    _noon(day), Kind.DUO, Message(msgid, {"number": row.number}), "duo", row.id
                )
    yield from _meetings(session, {row.id: row.number for row in found})


def _meetings(session: Session, duos: dict[Id, str]) -> Iterator[TimelineEntry]:
    found = session.execute(
        select(Meeting.duo_id, func.count(), func.max(Meeting.held_on, type_=Meeting.held_on.type))
        .where(Meeting.duo_id.in_(duos), Meeting.state == Held.MET)
        .group_by(Meeting.duo_id)
    )
    for duo_id, count, last in found:
        said = Message(
            N_("Duo %(number)s: meetings held so far: %(n)s"), {"number": duos[duo_id], "n": count}
        )
        yield TimelineEntry(_noon(last), Kind.MEETINGS, said, "duo", duo_id)


def _documents(session: Session, person_id: Id) -> Iterator[TimelineEntry]:
    duos = select(Duo.id).where(or_(Duo.mentee_id == person_id, Duo.mentor_id == person_id))
    found = session.execute(
        select(Document.id, Document.number, Document.printed_at, Author.name)
        .outerjoin(Author, Author.id == Document.printed_by)
        .where(or_(Document.person_id == person_id, Document.duo_id.in_(duos)))
    )
    for row in found:
        said = Message(N_("Document %(number)s printed"), {"number": row.number})
        yield TimelineEntry(
            row.printed_at or _noon(None), Kind.DOCUMENT, said, "document", row.id, row.name or ""
        )


def _outcomes(session: Session, person_id: Id) -> Iterator[TimelineEntry]:
    events = session.execute(
        select(OutcomeEvent.id, OutcomeEvent.started_on, OutcomeEvent.employer, Author.name)
        .outerjoin(Author, Author.id == OutcomeEvent.recorded_by)
        .where(OutcomeEvent.person_id == person_id)
    )
    for row in events:
        yield TimelineEntry(
            _noon(row.started_on), Kind.OUTCOME, Message(N_("A step to work")), "outcome_event",
            row.id,
            row.name or "", row.employer or "",
        )  # fmt: skip
    checks = session.execute(
        select(StatusCheck.id, StatusCheck.asked_on).where(StatusCheck.person_id == person_id)
    )
    for check in checks:
        said = Message(N_("Asked how things stand"))
        yield TimelineEntry(_noon(check.asked_on), Kind.OUTCOME, said, "status_check", check.id)


def _changes(session: Session, person_id: Id) -> Iterator[TimelineEntry]:
    """Each step that touched the person's own row; its fields are told by the history of that
    row.
    """
    entries = history(session, "person", person_id)
    authors = {row.id: row.name for row in session.execute(select(Author.id, Author.name))}
    for entry in entries:
        author = authors.get(entry.author_id, "") if entry.author_id else ""
        yield TimelineEntry(entry.at, Kind.CHANGE, entry.label, "person", person_id, author)


def _noon(day: date | None) -> datetime:
    """A day without an hour stands at noon in Belgium; no day at all stands at the very end."""
    if day is None:
        return datetime(1900, 1, 1, tzinfo=UTC)
    return datetime.combine(day, time(12), BELGIUM)

"""What happened with a person, subject by subject; each reads one kind of row into lines of the
timeline. `people` are all entries of the person in the register, the one that goes on first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.base.worded import Named
from duodesk.model.documents import Document, Signature
from duodesk.model.exchange import Answered, Transfer
from duodesk.model.followup import Held, Meeting, OutcomeEvent, StatusCheck
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Duo, Proposal
from duodesk.model.people import Enrolment, Note, Person, Status
from duodesk.model.recruitment import Contact, InfoSession, Invited, Partner
from duodesk.model.reference import Author, Office
from duodesk.people.moments import Kind, TimelineEntry, noon
from duodesk.people.restricted import closed_words, reader
from duodesk.people.text import full_name

People = Collection[Id]
Entries = Iterator[TimelineEntry]


def interviews(session: Session, people: People) -> Entries:
    """Intake interviews, with their words where the reader may see them."""
    own, looks = Interview, reader(session)
    found = session.execute(
        select(
            own.id, own.held_on, own.minutes, own.notes, own.finished_at, own.author_id,
            own.restricted, Author.name,
        )
        .outerjoin(Author, Author.id == own.author_id)
        .where(own.person_id.in_(people))
    )  # fmt: skip
    for row in found:
        closed = not looks.may_read(row.author_id, restricted=row.restricted)
        words = str(closed_words(row.name, row.held_on)) if closed else row.notes or ""
        if row.finished_at is None:
            said = Message(N_("Intake interview, not finished"))
        elif row.minutes:
            said = Message(N_("Intake interview, %(minutes)s minutes"), {"minutes": row.minutes})
        else:
            said = Message(N_("Intake interview"))
        yield TimelineEntry(
            noon(row.held_on), Kind.INTERVIEW, said, "interview", row.id, row.name or "", words,
            closed=closed,
        )  # fmt: skip


def notes(session: Session, people: People) -> Entries:
    """Notes, with their words where the reader may see them."""
    looks = reader(session)
    found = session.execute(
        select(Note.id, Note.text, Note.written_at, Note.author_id, Note.restricted, Author.name)
        .outerjoin(Author, Author.id == Note.author_id)
        .where(Note.person_id.in_(people))
    )
    for row in found:
        closed = not looks.may_read(row.author_id, restricted=row.restricted)
        words = str(closed_words(row.name, row.written_at)) if closed else row.text or ""
        said = Message(N_("Note, shown to few") if row.restricted else N_("Note"))
        yield TimelineEntry(
            row.written_at or noon(None), Kind.NOTE, said, "note", row.id, row.name or "", words,
            restricted=bool(row.restricted), closed=closed,
        )  # fmt: skip


def contacts(session: Session, people: People) -> Entries:
    """Calls, mails and visits, of the person and of their duos."""
    own = Contact
    duos_ = select(Duo.id).where(_is_side(Duo, people))
    found = session.execute(
        select(own.id, own.happened_at, own.channel, own.reached, own.about, own.text, Author.name)
        .outerjoin(Author, Author.id == own.author_id)
        .where(or_(own.person_id.in_(people), own.duo_id.in_(duos_)))
    )
    for row in found:
        msgid = N_("%(channel)s, reached") if row.reached else N_("%(channel)s, not reached")
        if row.about:
            msgid = (
                N_("%(channel)s, reached: %(about)s")
                if row.reached
                else N_("%(channel)s, not reached: %(about)s")
            )
        said = Message(
            msgid,
            {
                "channel": Named("channel", row.channel or "phone"),
                "about": Named("contact_about", row.about),
            },
        )
        yield TimelineEntry(
            row.happened_at or noon(None), Kind.CONTACT, said, "contact", row.id, row.name or "",
            row.text or "",
        )  # fmt: skip


def sessions(session: Session, people: People) -> Entries:
    """Information sessions to which somebody was invited, and whether they came."""
    found = session.execute(
        select(
            Invited.session_id, Invited.presence, InfoSession.held_on, InfoSession.place,
            InfoSession.cancelled_on,
        )
        .join(InfoSession, InfoSession.id == Invited.session_id)
        .where(Invited.person_id.in_(people))
    )  # fmt: skip
    for row in found:
        if row.cancelled_on:
            said = Message(N_("Information session, cancelled"))
        else:
            presence = Named("presence", row.presence or "invited")
            said = Message(N_("Information session: %(presence)s"), {"presence": presence})
        yield TimelineEntry(
            noon(row.held_on), Kind.SESSION, said, "info_session", row.session_id,
            words=row.place or "",
        )  # fmt: skip


def enrolments(session: Session, people: People) -> Entries:
    """Registered, decided, trained, and free from a day on."""
    own, to = Enrolment, aliased(Partner)
    found = session.execute(
        select(own, Partner.name, to.name, Author.name)
        .outerjoin(Partner, Partner.id == own.partner_id)
        .outerjoin(to, to.id == own.redirected_to_id)
        .outerjoin(Author, Author.id == own.decided_by)
        .where(own.person_id.in_(people))
    )
    for row, partner, redirected, author in found:
        role = Named("role", row.role)
        via = partner or (str(Named("source", row.source)) if row.source else "")
        yield from _on(
            row.registered_on, Kind.STEP, N_("Registered as %(role)s"), row, role=role, words=via
        )
        if row.decided_on and row.status in {Status.ACCEPTED, Status.IN_DUO}:
            yield from _on(
                row.decided_on, Kind.STEP, N_("Accepted as %(role)s"), row, role=role,
                author=author or "", words=row.decision_text or "",
            )  # fmt: skip
        elif row.decided_on:
            yield from _on(
                row.decided_on, Kind.STEP, N_("Decision: %(status)s"), row, author=author or "",
                status=Named("status", row.status),
                words=" – ".join(filter(None, (
                    redirected, str(Named("decision_reason", row.decision_reason)),
                    row.decision_text,
                ))),
            )  # fmt: skip
        elif row.accepted_on:
            yield from _on(row.accepted_on, Kind.STEP, N_("Accepted as %(role)s"), row, role=role)
        yield from _on(row.trained_on, Kind.TRAINING, N_("Training followed"), row)
        yield from _on(row.free_from, Kind.STEP, N_("Free for a duo from this day on"), row)


def proposals(session: Session, people: People) -> Entries:
    """Proposals: put forward, first meeting, both answers, and how they closed."""
    mentee, mentor = aliased(Person), aliased(Person)
    found = session.execute(
        select(
            Proposal, mentee.given_name, mentee.family_name, mentor.given_name, mentor.family_name,
            Author.name,
        )
        .outerjoin(mentee, mentee.id == Proposal.mentee_id)
        .outerjoin(mentor, mentor.id == Proposal.mentor_id)
        .outerjoin(Author, Author.id == Proposal.proposed_by)
        .where(_is_side(Proposal, people))
    )  # fmt: skip
    for row, *names, author in found:
        both = {"mentee": full_name(*names[:2]), "mentor": full_name(*names[2:])}
        name = both["mentor" if row.mentee_id in people else "mentee"]
        steps: tuple[tuple[date | None, str, str], ...] = (
            (row.proposed_on, N_("Duo proposed with %(name)s"), row.reason or ""),
            (row.meeting_on, N_("First meeting with %(name)s"), row.meeting_place or ""),
            (row.closed_on, N_("Proposal with %(name)s closed"), row.closed_reason or ""),
        )
        for day, msgid, words in steps:
            yield from _on(day, Kind.PROPOSAL, msgid, row, name=name, words=words,
                           author=author or "" if day == row.proposed_on else "")  # fmt: skip
        for side in ("mentee", "mentor"):
            answer = getattr(row, f"{side}_answer")
            msgid = N_("%(who)s says yes") if answer == "yes" else N_("%(who)s says no")
            day = getattr(row, f"{side}_answered_on") if answer else None
            yield from _on(day, Kind.PROPOSAL, msgid, row, who=both[side],
                           words=getattr(row, f"{side}_reason") or "")  # fmt: skip


def duos(session: Session, people: People) -> Entries:
    """Duos from forming to end, and their meetings month by month."""
    found = session.scalars(select(Duo).where(_is_side(Duo, people))).all()
    for row in found:
        ended = str(Named("end_reason", row.end_reason))
        expected = row.expected_end if row.ended_on is None else None
        for day, msgid, words in (
            (row.formed_on, N_("Duo %(number)s formed"), ""),
            (row.start_date, N_("Duo %(number)s started"), row.unsigned_reason or ""),
            (expected, N_("Duo %(number)s: expected end"), ""),
            (row.ended_on, N_("Duo %(number)s ended"), ended),
        ):
            yield from _on(day, Kind.DUO, msgid, row, number=row.number, words=words)
    yield from _meetings(session, {row.id: row.number for row in found})


def documents(session: Session, people: People) -> Entries:
    """Papers printed for the person or their duos, and what was signed when."""
    of_duos = select(Duo.id).where(_is_side(Duo, people))
    mine = or_(Document.person_id.in_(people), Document.duo_id.in_(of_duos))
    printed = session.execute(
        select(Document.id, Document.number, Document.printed_at, Author.name)
        .outerjoin(Author, Author.id == Document.printed_by)
        .where(mine, Document.printed_at.is_not(None))
    )
    for row in printed:
        said = Message(N_("Document %(number)s printed"), {"number": row.number})
        yield TimelineEntry(row.printed_at, Kind.DOCUMENT, said, "document", row.id, row.name or "")
    signed = session.execute(
        select(Signature, Document.number)
        .join(Document, Document.id == Signature.document_id)
        .where(mine)
    )
    for signature, number in signed:
        said = Message(
            N_("Document %(number)s signed: %(who)s"),
            {"number": number, "who": Named("signatory", signature.signatory)},
        )
        yield TimelineEntry(
            noon(signature.signed_on), Kind.DOCUMENT, said, "document", signature.document_id,
            words=signature.filed_at or "",
        )  # fmt: skip


def outcomes(session: Session, people: People) -> Entries:
    """Steps to work, and what was answered when somebody asked."""
    events = session.execute(
        select(OutcomeEvent, Author.name)
        .outerjoin(Author, Author.id == OutcomeEvent.recorded_by)
        .where(OutcomeEvent.person_id.in_(people))
    )
    for row, author in events:
        yield from _on(
            row.started_on, Kind.OUTCOME, N_("A step to work: %(what)s"), row,
            what=Named("outcome", row.kind), words=row.employer or "", author=author or "",
        )  # fmt: skip
    for check in session.scalars(select(StatusCheck).where(StatusCheck.person_id.in_(people))):
        yield from _on(
            check.asked_on, Kind.OUTCOME, N_("Asked how things stand: %(situation)s"), check,
            situation=Named("situation", check.situation),
        )  # fmt: skip


def transfers(session: Session, people: People) -> Entries:
    """Hand-overs to other offices: offered, and what became of it."""
    offices = {row.id: row.name for row in session.execute(select(Office.id, Office.name))}
    authors = _authors(session)
    told = {
        Answered.ACCEPTED: N_("Handed over to %(office)s"),
        Answered.REFUSED: N_("%(office)s refused the hand-over"),
        Answered.WITHDRAWN: N_("Hand-over to %(office)s withdrawn"),
    }
    for row in session.scalars(select(Transfer).where(Transfer.person_id.in_(people))):
        office = offices.get(row.to_office_id) or "?"
        yield from _on(
            row.offered_on, Kind.TRANSFER, N_("Offered to %(office)s"), row, office=office,
            author=authors.get(row.offered_by, ""),
        )  # fmt: skip
        if row.state in told:
            yield from _on(
                row.answered_on, Kind.TRANSFER, told[row.state], row, office=office,
                words=row.reason or "", author=authors.get(row.answered_by, ""),
            )  # fmt: skip


def joined(session: Session, people: People) -> Entries:
    """Entries that turned out to be this person."""
    found = session.scalars(select(Person).where(Person.id.in_(list(people)[1:])))
    for row in found:
        yield from _on(
            row.merged_on, Kind.JOINED, N_("Joined with %(name)s (%(number)s)"), row,
            name=full_name(row.given_name, row.family_name), number=row.number or "?",
        )  # fmt: skip


def _meetings(session: Session, numbers: dict[Id, str]) -> Entries:
    """One line for each month of a duo: how many weeks they met, how many not."""
    found = session.execute(
        select(Meeting.duo_id, Meeting.held_on, Meeting.state)
        .where(Meeting.duo_id.in_(numbers))
        .order_by(Meeting.held_on)
    )
    months: dict[tuple[Id, int, int], list[tuple[date, str]]] = defaultdict(list)
    for duo_id, day, state in found:
        if day is not None:
            months[duo_id, day.year, day.month].append((day, state))
    for (duo_id, _, _), held in months.items():
        met = sum(state == Held.MET for _, state in held)
        missed = len(held) - met
        msgid = (
            N_("Duo %(number)s: meetings held %(met)s, missed %(missed)s")
            if missed
            else N_("Duo %(number)s: meetings held %(met)s")
        )
        said = Message(msgid, {"number": numbers[duo_id], "met": met, "missed": missed})
        yield TimelineEntry(noon(held[-1][0]), Kind.MEETINGS, said, "duo", duo_id)


def _on(
    day: date | datetime | None,
    kind: Kind,
    msgid: str,
    row: Any,
    *,
    words: str = "",
    author: str = "",
    **values: object,
) -> Entries:
    """A line on a day, or none where there is no day."""
    if day is None:
        return
    at = day if isinstance(day, datetime) else noon(day)
    table = str(row.__tablename__)
    yield TimelineEntry(
        at,
        kind,
        Message(msgid, values),
        table,
        row.id,
        author,
        words,
    )


def _is_side(kind: type[Duo | Proposal], people: People) -> ColumnElement[bool]:
    return or_(kind.mentee_id.in_(people), kind.mentor_id.in_(people))


def _authors(session: Session) -> dict[Id | None, str]:
    return {row.id: row.name for row in session.execute(select(Author.id, Author.name))}

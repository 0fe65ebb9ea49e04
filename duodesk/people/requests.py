"""Requests of people about the data kept of them: received, answered within a month, and the proof
that they were.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.people import Person
from duodesk.model.requests import Answer, DataRequest, Wish
from duodesk.people.deadlines import due_on, first_month_ends, may_extend
from duodesk.people.text import clean_line, clean_lines, full_name
from duodesk.people.together import entries_of
from duodesk.store.store import Changes, Store, Write

__all__ = ["Answer", "RequestRow", "Wish"]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request with the day by which it is answered; without `person_id` of somebody who is not
    known here, or who was erased since.
    """

    id: Id
    wish: Wish
    received_on: date
    due_on: date
    office_id: Id
    person_id: Id | None = None
    person: str = ""
    author_id: Id | None = None
    identity_seen_on: date | None = None
    extended_on: date | None = None
    answered_on: date | None = None
    answer: Answer | None = None
    reason: str = ""
    note: str = ""

    @property
    def open(self) -> bool:
        """Whether it still has to be answered."""
        return self.answered_on is None

    def late(self, today: date) -> bool:
        """Whether its day has passed without an answer."""
        return self.open and self.due_on < today


@dataclass(frozen=True, slots=True)
class Holder:
    """Another laptop that has somebody's data: its name, its office, the day of the last file that
    was made for it.
    """

    name: str
    office: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A request that was written down."""

    changes: Changes
    request_id: Id


def receive(
    store: Store, person_id: Id | None, wish: Wish, *, on: date, note: str = ""
) -> Received:
    """Write down that somebody asked something about their data; nobody's identity where whoever
    asks is not known here.
    """
    _not_later(store, on)
    with store.write(N_("Request about data received")) as write:
        office_id = write.office_id
        if person_id is not None:
            office_id = write.session.get_one(Person, person_id).office_id
        request_id = write.new_id()
        write.session.add(
            DataRequest(
                id=request_id,
                wish=wish,
                received_on=on,
                office_id=office_id,
                person_id=person_id,
                author_id=write.author_id,
                note=clean_lines(note),
            )
        )
    return Received(write.changes, request_id)


def identity_seen(store: Store, request_id: Id, *, on: date) -> Changes:
    """Write down that somebody saw that it is really this person who asks: at a talk, or by a call
    to the known number. Nothing is copied for it.
    """
    _not_later(store, on)
    with store.write(N_("It is really this person who asks")) as write:
        row = _open(write, request_id)
        if on < row.received_on:
            raise UserError(_EARLIER, day=short(row.received_on))
        row.identity_seen_on = on
    return write.changes


def extend(store: Store, request_id: Id, *, on: date, reason: str) -> Changes:
    """Write down that the person is told, in the first month, that the answer takes two months
    more, and why.
    """
    _not_later(store, on)
    words = clean_line(reason)
    if words is None:
        raise UserError(N_("Write why it takes longer: the letter tells it."))
    with store.write(N_("Request about data: two months more")) as write:
        row = _open(write, request_id)
        if row.extended_on is not None:
            raise UserError(
                N_("This request has been put off already. The law gives no more time.")
            )
        if on < row.received_on:
            raise UserError(_EARLIER, day=short(row.received_on))
        if not may_extend(row.received_on, on):
            raise UserError(
                N_(
                    "The person had to be told by %(day)s that it takes longer. Answer the request "
                    "as soon as you can."
                ),
                day=short(first_month_ends(row.received_on)),
            )
        row.extended_on, row.reason = on, words
    return write.changes


def answer(store: Store, request_id: Id, said: Answer, *, on: date, reason: str = "") -> Changes:
    """Write down what was answered; whoever is refused all or a part of it is told why."""
    _not_later(store, on)
    words = clean_line(reason)
    if said in {Answer.REFUSED, Answer.PARTLY} and words is None:
        raise UserError(N_("Write why: the person is told the reason, and where to complain."))
    with store.write(N_("Request about data answered")) as write:
        row = _open(write, request_id)
        if on < row.received_on:
            raise UserError(_EARLIER, day=short(row.received_on))
        row.answered_on, row.answer, row.reason = on, said, words
    return write.changes


def reopen(store: Store, request_id: Id) -> Changes:
    """Take an answer back that was not one."""
    with store.write(N_("Request about data opened again")) as write:
        row = write.session.get_one(DataRequest, request_id)
        row.answered_on = row.answer = row.reason = None
    return write.changes


def write_note(store: Store, request_id: Id, note: str) -> Changes:
    """Keep what colleagues should know of a request; it stays in the office."""
    with store.write(N_("Note on a request about data")) as write:
        write.session.get_one(DataRequest, request_id).note = clean_lines(note)
    return write.changes


def leave_nameless(write: Write, entries: Iterable[Id]) -> None:
    """Within the erasure of a person: what they asked, and when it was answered, stays as a proof
    without any name; an open request to be erased is answered by it.
    """
    rows = write.session.scalars(
        select(DataRequest).where(DataRequest.person_id.in_(list(entries)))
    ).all()
    for row in rows:
        erased = row.wish == Wish.ERASURE and row.answered_on is None
        write.session.add(
            DataRequest(
                id=write.new_id(),
                wish=row.wish,
                received_on=row.received_on,
                office_id=row.office_id,
                author_id=row.author_id,
                identity_seen_on=row.identity_seen_on,
                extended_on=row.extended_on,
                answered_on=write.today if erased else row.answered_on,
                answer=Answer.GRANTED if erased else row.answer,
            )
        )
    write.session.flush()


def requests(
    session: Session,
    *,
    office_id: Id | None = None,
    person_id: Id | None = None,
    open_only: bool = False,
) -> list[RequestRow]:
    """Requests: those to be answered first, by the day they are due, then the answered ones, the
    last on top.
    """
    asked = select(DataRequest, Person.given_name, Person.family_name).outerjoin(
        Person, Person.id == DataRequest.person_id
    )
    if office_id is not None:
        asked = asked.where(DataRequest.office_id == office_id)
    if person_id is not None:
        asked = asked.where(DataRequest.person_id.in_(entries_of(session, person_id)))
    if open_only:
        asked = asked.where(DataRequest.answered_on.is_(None))
    # What is still on its way from another laptop may lack its day.
    asked = asked.where(DataRequest.received_on.is_not(None))
    rows = [_row(*found) for found in session.execute(asked.order_by(DataRequest.id))]
    waiting = sorted((row for row in rows if row.open), key=lambda row: row.due_on)
    done = [row for row in rows if not row.open]
    return [*waiting, *sorted(done, key=lambda row: row.answered_on or date.min, reverse=True)]


def request(session: Session, request_id: Id) -> RequestRow | None:
    """One request."""
    found = session.execute(
        select(DataRequest, Person.given_name, Person.family_name)
        .outerjoin(Person, Person.id == DataRequest.person_id)
        .where(DataRequest.id == request_id, DataRequest.received_on.is_not(None))
    ).first()
    return _row(*found) if found is not None else None


_EARLIER = N_("The request came on %(day)s. Choose a day from then on.")


def _row(row: DataRequest, given_name: str | None, family_name: str | None) -> RequestRow:
    return RequestRow(
        id=row.id,
        wish=row.wish,
        received_on=row.received_on,
        due_on=due_on(row.received_on, row.extended_on),
        office_id=row.office_id,
        person_id=row.person_id,
        person=full_name(given_name, family_name),
        author_id=row.author_id,
        identity_seen_on=row.identity_seen_on,
        extended_on=row.extended_on,
        answered_on=row.answered_on,
        answer=row.answer,
        reason=row.reason or "",
        note=row.note or "",
    )


def _open(write: Write, request_id: Id) -> DataRequest:
    row = write.session.get_one(DataRequest, request_id)
    if row.answered_on is not None:
        raise UserError(
            N_("This request was answered on %(day)s. Open it again to change it."),
            day=short(row.answered_on),
        )
    return row


def _not_later(store: Store, on: date) -> None:
    if on > store.clock.today():
        raise UserError(
            N_("%(day)s is in the future. Choose today or an earlier day."), day=short(on)
        )

"""Calls, mails and visits: what was tried is kept apart from who was reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, delete, select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import moment
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.journal import Draft
from duodesk.model.recruitment import Channel, Contact
from duodesk.model.reference import Author
from duodesk.people.commands import name_of
from duodesk.people.text import clean_lines
from duodesk.store.store import Changes, Store, Write

# People by their identities, or a query that gives those.
People = Sequence[Id] | Select[Id] | CompoundSelect[Id]


class About(StrEnum):
    """What somebody is contacted about: the codes of the pick list `contact_about`."""

    FIRST_CALL = "first_call"
    NO_SHOW = "no_show"
    DECISION = "decision"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact of a person; `text` is None where it stays in another office."""

    id: Id
    person_id: Id
    at: datetime
    channel: Channel
    reached: bool
    about: str | None
    text: str | None
    author: str

    @property
    def day(self) -> date:
        """The calendar day in Belgium."""
        return self.at.astimezone(BELGIUM).date()


def log_contact(  # noqa: PLR0913 - each is one thing that is told of a contact
    store: Store,
    person_id: Id,
    *,
    at: datetime | None = None,
    channel: Channel = Channel.PHONE,
    reached: bool = True,
    about: str | None = None,
    text: str = "",
) -> Changes:
    """Write down that somebody was contacted, now unless said otherwise, or tried in vain."""
    label = N_("Contact with %(name)s") if reached else N_("%(name)s not reached")
    with store.write(label, name=name_of(store, person_id)) as write:
        write.session.add(
            Contact(
                id=write.new_id(),
                happened_at=_past(write, at or write.now),
                channel=channel,
                reached=reached,
                person_id=person_id,
                about=str(about) if about else None,
                text=clean_lines(text),
                author_id=write.author_id,
            )
        )
    return write.changes


def change_contact(store: Store, contact_id: Id, /, **values: Any) -> Changes:
    """Correct one or more of at, channel, reached, about, text."""
    columns = {"at": "happened_at"}
    unknown = values.keys() - {"at", "channel", "reached", "about", "text"}
    if unknown or not values:
        message = f"not to be changed of a contact: {sorted(unknown)}"
        raise TypeError(message)
    with store.write(N_("Contact corrected")) as write:
        contact = write.session.get_one(Contact, contact_id)
        for name, value in values.items():
            setattr(contact, columns.get(name, name), _kept(write, name, value))
    return write.changes


def remove_contact(store: Store, contact_id: Id) -> Changes:
    """Take a contact away that was written down by mistake; undo brings it back."""
    with store.write(N_("Contact removed")) as write:
        write.session.delete(write.session.get_one(Contact, contact_id))
    return write.changes


def keep_words(store: Store, person_id: Id, text: str) -> None:
    """Keep the words of a call that has no result yet, on this laptop only; none forget them."""
    with store.local() as session:
        if text.strip():
            session.merge(Draft(subject=person_id, text=text, cursor=0, saved_at=store.clock.now()))
        else:
            session.execute(delete(Draft).where(Draft.subject == person_id))


def words(session: Session, person_id: Id) -> str:
    """The words of a call that has no result yet."""
    found = session.get(Draft, person_id)
    return found.text or "" if found else ""


def contacts(session: Session, person_id: Id) -> list[ContactRow]:
    """The contacts of a person, latest first."""
    return sorted(_rows(session, Contact.person_id == person_id), key=_order, reverse=True)


def contact(session: Session, contact_id: Id) -> ContactRow | None:
    """One contact; None when there is no such contact (any more)."""
    return next(iter(_rows(session, Contact.id == contact_id)), None)


def contacts_of(session: Session, people: People) -> dict[Id, list[ContactRow]]:
    """The contacts of several people (identities, or a query that gives them), oldest first."""
    found: dict[Id, list[ContactRow]] = {}
    for row in sorted(_rows(session, Contact.person_id.in_(people)), key=_order):
        found.setdefault(row.person_id, []).append(row)
    return found


def _rows(session: Session, which: ColumnElement[bool]) -> list[ContactRow]:
    """A contact whose time is still on its way from another office is left out."""
    asked = (
        select(
            Contact.id,
            Contact.person_id,
            Contact.happened_at,
            Contact.channel,
            Contact.reached,
            Contact.about,
            Contact.text,
            Author.name,
        )
        .outerjoin(Author, Author.id == Contact.author_id)
        .where(which, Contact.happened_at.is_not(None), Contact.person_id.is_not(None))
    )
    return [
        ContactRow(
            id=row.id,
            person_id=row.person_id,
            at=row.happened_at,
            channel=row.channel or Channel.PHONE,
            reached=bool(row.reached),
            about=row.about,
            text=row.text,
            author=row.name or "",
        )
        for row in session.execute(asked)
    ]


def _order(row: ContactRow) -> tuple[datetime, str]:
    return row.at, str(row.id)


def _kept(write: Write, name: str, value: Any) -> Any:
    if name == "at":
        return _past(write, value)
    if name == "text":
        return clean_lines(value)
    return str(value) if name == "about" and value else value


def _past(write: Write, at: datetime) -> datetime:
    if at > write.now:
        raise UserError(
            N_("%(moment)s lies in the future. Write down a contact once it has taken place."),
            moment=moment(at),
        )
    return at

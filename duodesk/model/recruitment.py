"""The way in: who refers people to us and whom we refer on, information sessions, calls, what was
seen and said.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from duodesk.base.ids import Id
from duodesk.model.base import LongText, Record, Word
from duodesk.model.people import Role


class Presence(StrEnum):
    """Whether somebody came to an information session; no row says that nobody asked them."""

    INVITED = "invited"
    ATTENDED = "attended"
    ABSENT = "absent"
    EXCUSED = "excused"


class Channel(StrEnum):
    """How somebody was contacted."""

    PHONE = "phone"
    EMAIL = "email"
    MESSAGE = "message"
    IN_PERSON = "in_person"
    LETTER = "letter"


class Partner(Record, kw_only=True):
    """An organisation that refers people to us, or to which we refer people on."""

    __tablename__ = "partner"
    __search__ = ("name", "contact_name", "municipality")
    __sort__ = ("name",)

    name: Mapped[str]
    office_id: Mapped[Id]
    kind: Mapped[str | None] = mapped_column(default=None)
    # Whether it sends people to us, and whether we may send people there.
    refers: Mapped[bool | None] = mapped_column(default=None)
    receives: Mapped[bool | None] = mapped_column(default=None)
    contact_name: Mapped[str | None] = mapped_column(default=None)
    phone: Mapped[str | None] = mapped_column(default=None)
    email: Mapped[str | None] = mapped_column(default=None)
    website: Mapped[str | None] = mapped_column(default=None)
    street: Mapped[str | None] = mapped_column(default=None)
    postcode: Mapped[str | None] = mapped_column(default=None)
    municipality: Mapped[str | None] = mapped_column(default=None)
    offers: Mapped[LongText | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)


class InfoSession(Record, kw_only=True):
    """A group session at which the programme is explained; minutes are counted from midnight."""

    __tablename__ = "info_session"
    __search__ = ("place",)

    office_id: Mapped[Id]
    held_on: Mapped[date]
    # None where mentees and mentors come to the same session.
    role: Mapped[Role | None] = mapped_column(Word(Role), default=None)
    start: Mapped[int | None] = mapped_column(default=None)
    minutes: Mapped[int | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    online: Mapped[bool | None] = mapped_column(default=None)
    language: Mapped[str | None] = mapped_column(default=None)
    capacity: Mapped[int | None] = mapped_column(default=None)
    led_by: Mapped[Id | None] = mapped_column(default=None)
    cancelled_on: Mapped[date | None] = mapped_column(default=None)


class Invited(Record, kw_only=True):
    """Somebody invited to an information session, and whether they came."""

    __tablename__ = "invited"

    session_id: Mapped[Id]
    person_id: Mapped[Id]
    presence: Mapped[Presence] = mapped_column(Word(Presence), default=Presence.INVITED)
    invited_on: Mapped[date | None] = mapped_column(default=None)


class Contact(Record, kw_only=True):
    """A call, mail or visit, reached or tried in vain; what was said stays in the owning office."""

    __tablename__ = "contact"
    __search__ = ("text",)
    __office_only__: ClassVar[tuple[str, ...]] = ("text",)
    __owner__: ClassVar[tuple[str, ...]] = ("person_id", "duo_id")

    happened_at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(Word(Channel), default=Channel.PHONE)
    reached: Mapped[bool] = mapped_column(default=True)
    person_id: Mapped[Id | None] = mapped_column(default=None)
    duo_id: Mapped[Id | None] = mapped_column(default=None)
    # What it was about: a first call, a missed session, anything else.
    about: Mapped[str | None] = mapped_column(default=None)
    # Of a duo under way: with which of the two, how long it took, how they said it goes (1 to 5).
    side: Mapped[str | None] = mapped_column(default=None)
    minutes: Mapped[int | None] = mapped_column(default=None)
    mood: Mapped[int | None] = mapped_column(default=None)
    text: Mapped[LongText | None] = mapped_column(default=None)
    author_id: Mapped[Id | None] = mapped_column(default=None)


class SavedView(Record, kw_only=True):
    """Filters, order and columns of a list under a name, shared by the colleagues of an office."""

    __tablename__ = "saved_view"

    name: Mapped[str]
    page: Mapped[str]
    wanted: Mapped[LongText]
    office_id: Mapped[Id | None] = mapped_column(default=None)
    author_id: Mapped[Id | None] = mapped_column(default=None)


class ListForm(Record, kw_only=True):
    """What the columns of an office's spreadsheet hold, as somebody corrected it; known again by
    its headings.
    """

    __tablename__ = "list_form"

    office_id: Mapped[Id]
    headings: Mapped[LongText]
    meaning: Mapped[LongText]
    kind: Mapped[str | None] = mapped_column(default=None)

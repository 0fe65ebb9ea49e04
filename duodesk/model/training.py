"""The calendar: what mentors learn and where they learn it, everything dated with an hour, who is
expected and who came, and the days on which nobody is.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from duodesk.base.ids import Id
from duodesk.model.base import LongText, Record, Word


class EventKind(StrEnum):
    """What an event of the calendar is for; information sessions have a table of their own."""

    TRAINING = "training"
    MENTORS_MEETING = "mentors_meeting"
    WORKSHOP = "workshop"
    INTERVIEW = "interview"
    FIRST_MEETING = "first_meeting"
    SIGNING = "signing"
    MID_TERM = "mid_term"
    CLOSING = "closing"
    OTHER = "other"


class SeatState(StrEnum):
    """Whether somebody has a seat, waits for one, or gave it back."""

    BOOKED = "booked"
    WAITING = "waiting"
    GIVEN_BACK = "given_back"


class Attended(StrEnum):
    """Whether somebody followed a unit; no row says that nobody asked yet."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    MADE_UP = "made_up"


class Community(StrEnum):
    """Whose schools have holidays: those of the French, Flemish and German-speaking Community."""

    FRENCH = "fr"
    FLEMISH = "nl"
    GERMAN = "de"


class Curriculum(Record, kw_only=True):
    """What mentors have to follow, in one version; a changed curriculum is a new row."""

    __tablename__ = "curriculum"

    name: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    # None where all offices may use it.
    office_id: Mapped[Id | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)


class Unit(Record, kw_only=True):
    """One part of a curriculum; it lasts one or more half-days."""

    __tablename__ = "unit"

    curriculum_id: Mapped[Id]
    position: Mapped[int]
    title: Mapped[str]
    half_days: Mapped[int] = mapped_column(default=1)
    contents: Mapped[LongText | None] = mapped_column(default=None)


class Series(Record, kw_only=True):
    """Training days that belong together and are booked together."""

    __tablename__ = "series"
    __search__ = ("name",)

    name: Mapped[str]
    office_id: Mapped[Id]
    curriculum_id: Mapped[Id]
    language: Mapped[str | None] = mapped_column(default=None)
    capacity: Mapped[int | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    cancelled_on: Mapped[date | None] = mapped_column(default=None)


class Event(Record, kw_only=True):
    """Something on a day of the calendar; `start` is counted in minutes from midnight, and None
    where only the day is settled.
    """

    __tablename__ = "event"
    __table_args__ = (Index("event_held_on", "held_on"),)
    __search__ = ("title", "place")

    office_id: Mapped[Id]
    kind: Mapped[EventKind] = mapped_column(Word(EventKind), default=EventKind.OTHER)
    held_on: Mapped[date]
    start: Mapped[int | None] = mapped_column(default=None)
    minutes: Mapped[int | None] = mapped_column(default=None)
    title: Mapped[str | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    online: Mapped[bool | None] = mapped_column(default=None)
    language: Mapped[str | None] = mapped_column(default=None)
    capacity: Mapped[int | None] = mapped_column(default=None)
    # Whom it is about: a training day's series, an interview's person, a first meeting's proposal,
    # the duo of all later appointments.
    series_id: Mapped[Id | None] = mapped_column(default=None)
    person_id: Mapped[Id | None] = mapped_column(default=None)
    proposal_id: Mapped[Id | None] = mapped_column(default=None)
    duo_id: Mapped[Id | None] = mapped_column(default=None)
    # The colleague who is there.
    led_by: Mapped[Id | None] = mapped_column(default=None)
    cancelled_on: Mapped[date | None] = mapped_column(default=None)


class EventUnit(Record, kw_only=True):
    """A unit taught on a training day."""

    __tablename__ = "event_unit"

    event_id: Mapped[Id]
    unit_id: Mapped[Id]


class Trainer(Record, kw_only=True):
    """Who gives a training day: a colleague, or somebody from outside by name."""

    __tablename__ = "trainer"

    event_id: Mapped[Id]
    author_id: Mapped[Id | None] = mapped_column(default=None)
    name: Mapped[str | None] = mapped_column(default=None)


class Seat(Record, kw_only=True):
    """A person's place in a series, or on one day of another; `since` orders who waits."""

    __tablename__ = "seat"

    person_id: Mapped[Id]
    series_id: Mapped[Id | None] = mapped_column(default=None)
    event_id: Mapped[Id | None] = mapped_column(default=None)
    state: Mapped[SeatState] = mapped_column(Word(SeatState), default=SeatState.BOOKED)
    since: Mapped[date | None] = mapped_column(default=None)
    # When the last invitation was made, on paper or as a calendar file.
    invited_on: Mapped[date | None] = mapped_column(default=None)


class Attendance(Record, kw_only=True):
    """Whether a person followed a unit on a day; without a unit, whether they came at all."""

    __tablename__ = "attendance"

    event_id: Mapped[Id]
    person_id: Mapped[Id]
    unit_id: Mapped[Id | None] = mapped_column(default=None)
    presence: Mapped[Attended] = mapped_column(Word(Attended))


class SchoolHoliday(Record, kw_only=True):
    """A school holiday of one of the three communities, both days included."""

    __tablename__ = "school_holiday"

    community: Mapped[Community] = mapped_column(Word(Community))
    name: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    # A holiday that ships with the program and does not take place after all.
    dropped: Mapped[bool | None] = mapped_column(default=None)


class Away(Record, kw_only=True):
    """Days on which a person or a colleague cannot be reached, both included; why is not asked."""

    __tablename__ = "away"

    first_day: Mapped[date]
    last_day: Mapped[date]
    person_id: Mapped[Id | None] = mapped_column(default=None)
    author_id: Mapped[Id | None] = mapped_column(default=None)

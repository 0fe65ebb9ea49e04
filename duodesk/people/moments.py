"""One line of a person's timeline: when, what, in whose words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from duodesk.base.clock import BELGIUM
from duodesk.base.i18n import Message
from duodesk.base.ids import Id


class Kind(StrEnum):
    """What an entry of the timeline is about; the page filters by it."""

    INTERVIEW = "interview"
    NOTE = "note"
    CONTACT = "contact"
    SESSION = "session"
    APPOINTMENT = "appointment"
    STEP = "step"
    PROPOSAL = "proposal"
    DUO = "duo"
    MEETINGS = "meetings"
    DOCUMENT = "document"
    TRAINING = "training"
    OUTCOME = "outcome"
    TRANSFER = "transfer"
    JOINED = "joined"
    CHANGE = "change"
    # A heading between the lines: a month, what is planned.
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Changed:
    """One field of a step: its title, what it said before and what after, in words of the language
    spoken when it is shown; None for a blank.
    """

    title: Message
    before: object | None
    after: object | None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line: when, what, in whose words; `table` and `row` say what opens on a click.

    `text` is translated when shown; `words` are what somebody typed (a note, an interview);
    `changed` are the fields of a step.
    """

    at: datetime
    kind: Kind
    text: Message
    table: str
    row: Id
    author: str = ""
    words: str = ""
    # Shown to few; and where the reader is none of them, the words are left out.
    restricted: bool = False
    closed: bool = False
    changed: tuple[Changed, ...] = ()


def noon(day: date | None) -> datetime:
    """A day without an hour stands at noon in Belgium; no day at all stands at the very end."""
    if day is None:
        return datetime(1900, 1, 1, tzinfo=UTC)
    return datetime.combine(day, time(12), BELGIUM)

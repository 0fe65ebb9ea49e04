"""One line of Today: why, who, by when, whose it is, and what makes it leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from duodesk.base.i18n import N_, Message, _
from duodesk.base.ids import Id
from duodesk.followup.alerts import Action

Place = tuple[str, object]


class Verb(StrEnum):
    """What the button of a line does, if it does not merely lead somewhere."""

    GO = "go"
    LOG_CONTACT = "log_contact"
    DONE_STEP = "done_step"
    CALL = "call"
    CALL_ROUND = "call_round"
    NOTE_CAME = "note_came"
    ANSWER = "answer"
    NOTE_MET = "note_met"
    REMINDER_DONE = "reminder_done"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Finish:
    """What a line's button does: with which row, and with which of two sides; `action` gives its
    words where an alert names one.
    """

    verb: Verb = Verb.GO
    title_id: str = N_("Open")
    row_id: Id | None = None
    side: str = ""
    action: Action | None = None

    @property
    def title(self) -> str:
        """Its words."""
        return self.action.label if self.action is not None else _(self.title_id)


@dataclass(frozen=True, slots=True)
class Phone:
    """Whom a line tells to call, and the number; it may be empty."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a line is about: the names shown, their telephones, and the rows behind them."""

    title: str = ""
    phones: tuple[Phone, ...] = ()
    person_id: Id | None = None
    duo_id: Id | None = None

    @property
    def phone(self) -> str:
        """The number that is called first."""
        return next((one.number for one in self.phones if one.number), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something that needs somebody.

    `cause` tells one occasion from the next, so that what was put off or let go comes back with a
    new one. `at` is the hour in minutes from midnight, where it has one. `owner` is whose it is,
    None for everybody of the office. `waits` says that others must act first. With `brief`, it may
    stand as a tag beside a weightier line of its rule about the same duo.
    """

    rule: str
    cause: str
    reason: Message
    about: Subject = Subject()
    due_on: date
    at: int | None = None
    weight: int = 0
    owner: Id | None = None
    place: Place
    finish: Finish = Finish()
    tags: tuple[str, ...] = ()
    brief: Message | None = None
    waits: bool = False

    @property
    def step_id(self) -> Id:
        """The step of a plan that a line of the rule `step` is about."""
        return Id(self.cause.partition("/")[0])

    @property
    def key(self) -> str:
        """The same for the same occasion on every laptop."""
        return f"{self.rule}/{self.cause}"

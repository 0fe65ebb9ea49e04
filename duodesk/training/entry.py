"""Something dated, whatever table it lives in: what the calendar shows, moves and compares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from typing_extensions import override

from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.model.people import Person
from duodesk.training.hours import DAY


class DatedKind(StrEnum):
    """What something dated is for: the kinds of events, and what other tables hold."""

    TRAINING = "training"
    MENTORS_MEETING = "mentors_meeting"
    WORKSHOP = "workshop"
    INTERVIEW = "interview"
    FIRST_MEETING = "first_meeting"
    SIGNING = "signing"
    MID_TERM = "mid_term"
    CLOSING = "closing"
    OTHER = "other"
    INFO_SESSION = "info_session"
    DUO_START = "duo_start"
    DUO_END = "duo_end"
    OUTCOME_DUE = "outcome_due"
    MID_TERM_DUE = "mid_term_due"
    CLOSING_DUE = "closing_due"

    @property
    @override
    def title(self) -> str:  # type: ignore[override]  # what a kind is called, never its letters
        return _(_TITLES[self])


_TITLES = {
    DatedKind.TRAINING: N_("Training day"),
    DatedKind.MENTORS_MEETING: N_("Mentors' meeting"),
    DatedKind.WORKSHOP: N_("Workshop"),
    DatedKind.INTERVIEW: N_("Interview"),
    DatedKind.FIRST_MEETING: N_("First meeting"),
    DatedKind.SIGNING: N_("Signing"),
    DatedKind.MID_TERM: N_("Mid-term meeting"),
    DatedKind.CLOSING: N_("Closing meeting"),
    DatedKind.OTHER: N_("Appointment"),
    DatedKind.INFO_SESSION: N_("Information session"),
    DatedKind.DUO_START: N_("Duo starts"),
    DatedKind.DUO_END: N_("Duo ends"),
    DatedKind.OUTCOME_DUE: N_("Outcome due"),
    DatedKind.MID_TERM_DUE: N_("Mid-term meeting to be planned"),
    DatedKind.CLOSING_DUE: N_("Closing meeting to be planned"),
}
# Days that follow from a duo: nobody is asked to be anywhere.
REMINDERS = frozenset(
    {
        DatedKind.DUO_START,
        DatedKind.DUO_END,
        DatedKind.OUTCOME_DUE,
        DatedKind.MID_TERM_DUE,
        DatedKind.CLOSING_DUE,
    }
)


class Source(StrEnum):
    """The table, and for a duo the column, that something dated comes from."""

    EVENT = "event"
    SESSION = "info_session"
    INTERVIEW = "interview"
    PROPOSAL = "proposal"
    DUO_START = "duo_start"
    DUO_END = "duo_end"
    OUTCOME = "outcome"
    STEP = "duo_step"


@dataclass(frozen=True, slots=True)
class Key:
    """Which row something dated comes from; `id` is None while it is not written yet."""

    source: Source
    id: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something on a day; `start` in minutes from midnight, None where only the day is settled.

    `people` are those expected, `staff` the colleagues (trainers among them), `trainers` the names
    of who gives it, `who` the short names of whom it is about or the name of its series.
    """

    key: Key
    kind: DatedKind
    day: date
    start: int | None = None
    minutes: int | None = None
    title: str = ""
    place: str = ""
    online: bool = False
    office_id: Id | None = None
    people: tuple[Id, ...] = ()
    staff: tuple[Id, ...] = ()
    trainers: tuple[str, ...] = ()
    who: str = ""
    series_id: Id | None = None
    capacity: int | None = None
    booked: int = 0
    language: str | None = None
    cancelled: bool = False
    movable: bool = False

    @property
    def end(self) -> int | None:
        """When it is over, in minutes from midnight."""
        return None if self.start is None else self.start + (self.minutes or 0)


class Names:
    """Short names of people, read as they are needed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[Id, str] = {}

    def learn(self, ids: Iterable[Id | None]) -> None:
        """Read the names that are not known yet, all at once."""
        new = {one for one in ids if one is not None and one not in self._known}
        if not new:
            return
        found = rows_of(
            self._session,
            select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(new)),
        )
        self._known |= dict.fromkeys(new, "?")
        self._known |= {row.id: short_name(row.given_name, row.family_name) for row in found}

    def of(self, *ids: Id | None) -> str:
        """Awa D. × Lieve D.S."""
        return " × ".join(self[one] for one in ids if one is not None)

    def __getitem__(self, person_id: Id) -> str:
        return self._known.get(person_id, "?")


def short_name(given_name: str | None, family_name: str | None) -> str:
    """Lieve D.S.: enough to know somebody by, in a narrow space that others may see."""
    if not given_name or not family_name:
        return given_name or family_name or "?"
    parts = family_name.replace("-", " ").split()
    return f"{given_name} {''.join(part[0].upper() + '.' for part in parts)}".strip()


def told(names: Iterable[str]) -> str:
    """Up to three names, and how many more."""
    known = list(dict.fromkeys(names))
    if len(known) <= 3:
        return ", ".join(known)
    more = len(known) - 2
    rest = ngettext("%(n)s other", "%(n)s others", more)
    return _("%(names)s and %(others)s", names=", ".join(known[:2]), others=rest)


def rows_of(session: Session, asked: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    """All rows of a SELECT of columns; without the session's own wrapping, which takes as long as
    all the rest of a month.
    """
    return session.connection().execute(asked).all()


def titled(kind: str, words: str) -> str:
    """“Interview: Awa D.”; without words the kind alone."""
    return _("%(kind)s: %(words)s", kind=kind, words=words) if words else kind


def in_order(one: Dated) -> tuple[date, int, str]:
    """The order of the calendar: by day, what has no hour first, then by hour."""
    return one.day, -1 if one.start is None else one.start, one.title


def hour_of(start: int | None) -> int | None:
    """Minutes from midnight as they stand in a row; what is no hour of a day is not shown."""
    return start if start is not None and 0 <= start < DAY else None


def length_of(minutes: int | None) -> int | None:
    """A length in minutes as it stands in a row; what is none is not shown."""
    return minutes if minutes is not None and 0 < minutes <= DAY else None

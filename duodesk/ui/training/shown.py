"""What a month or a week shows: its days, what is on them, and where something is put."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from duodesk.base import dates
from duodesk.base.i18n import _, language, ngettext
from duodesk.training.dated import Dated, DatedKind

DAY = 24 * 60
QUARTER = 15
USUAL_MINUTES = 60  # of an entry that has a beginning and no end
_DAYS = 7


@dataclass(frozen=True, slots=True)
class Spot:
    """A day, and where hours count when it begins (minutes from midnight) and how long it lasts."""

    day: date
    start: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """What a day is besides what is on it: a holiday by its name, school holidays by the letters
    of the community and their name.
    """

    holiday: str = ""
    schools: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """Both in words."""
        schools = (
            _("school holiday %(community)s: %(name)s", community=community, name=name)
            for community, name in self.schools
        )
        return ", ".join(part for part in (self.holiday, *schools) if part)


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a screen with what is on them; `inside` is the month the others only frame."""

    first: date
    last: date
    today: date
    inside: tuple[int, int] | None = None
    entries: tuple[Dated, ...] = ()
    signs: Mapping[date, Signs] = field(default_factory=dict)

    @property
    def weeks(self) -> int:
        """How many weeks it has."""
        return ((self.last - self.first).days + 1) // _DAYS

    def day(self, week: int, weekday: int) -> date:
        """The day of a week, 0 the first, 0 Monday."""
        return self.first + timedelta(days=week * _DAYS + weekday)

    def place(self, day: date) -> tuple[int, int] | None:
        """Week and weekday of a day; none where it lies outside."""
        if not self.first <= day <= self.last:
            return None
        return divmod((day - self.first).days, _DAYS)

    def is_outside(self, day: date) -> bool:
        """Whether the day only frames the month."""
        return self.inside is not None and self.inside != (day.year, day.month)

    def by_day(self) -> dict[date, list[Dated]]:
        """What is on each day, in the order of the hours; days without anything are left out."""
        found: dict[date, list[Dated]] = {}
        for one in self.entries:
            found.setdefault(one.day, []).append(one)
        return found


def month_of(day: date) -> tuple[date, date]:
    """The first Monday and the last Sunday shown for the month of a day."""
    first = day.replace(day=1)
    last = dates.add_months(first, 1) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday."""
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)


def kind_words(kind: str) -> str:
    """What a kind is called; a word of a newer program is shown as it is."""
    return DatedKind(kind).title if kind in set(DatedKind) else str(kind)


def length(one: Dated) -> int:
    """How many minutes an entry takes, also where nobody said when it ends."""
    return one.minutes or USUAL_MINUTES


def label(one: Dated) -> str:
    """An entry on one line: its hour and what it is."""
    parts = [dates.hour(one.start)] if one.start is not None else []
    return " ".join((*parts, one.title))


def seats_told(one: Dated) -> str:
    """14 of 16; how many are expected where nobody said how many seats there are."""
    if one.capacity is not None:
        return _("%(n)s of %(all)s", n=one.booked, all=one.capacity)
    # That an interview is with one and a first meeting with two goes without saying.
    return ngettext("%(n)s person", "%(n)s people", one.booked) if one.booked > 2 else ""


def entry_words(one: Dated) -> str:
    """An entry as it is said: what, from when to when, where, how many of how many."""
    parts = (
        one.title,
        dates.hours(one.start, one.minutes).replace(" – ", "-"),
        one.place or "",
        _("online") if one.online else "",
        seats_told(one),
        _("cancelled") if one.cancelled else "",
    )
    return ", ".join(part for part in parts if part)


def day_words(day: date) -> str:
    """Tuesday 10 March, mardi 10 mars, dinsdag 10 maart, Dienstag, 10. März."""
    from babel.dates import format_date

    form = "EEEE, d. MMMM" if language() == "de" else "EEEE d MMMM"
    return str(format_date(day, format=form, locale=f"{language()}_BE"))


def day_told(day: date, signs: Signs | None, entries: Sequence[Dated], *, today: date) -> str:
    """A whole day as it is said: the day, what it is, what is on it."""
    head = [day_words(day)]
    head += [_("today")] if day == today else []
    head += [signs.words] if signs is not None and signs.words else []
    told = [entry_words(one) for one in entries] or [_("nothing planned")]
    return _("%(day)s: %(entries)s", day=", ".join(head), entries="; ".join(told))

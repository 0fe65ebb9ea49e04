"""The columns of the list of people: those of every row, and whatever else is declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from duodesk.base import reference
from duodesk.base.dates import weekday
from duodesk.base.fields import Day, Field, Number
from duodesk.base.i18n import N_, language, ngettext
from duodesk.office.queries import offices
from duodesk.people.details import (
    FIELDS,
    PARTNER,
    REDIRECTED,
    Subject,
    details,
    next_steps,
    text_of,
    value_of,
)
from duodesk.people.queries import PersonRow, spoken, trades
from duodesk.people.words import Status
from duodesk.ui.desk import Desk
from duodesk.ui.people.coming import next_words
from duodesk.ui.people.words import language_words, status_badge
from duodesk.ui.widgets.rows import Column

_STRETCH = 64  # rows whose details are read together
_WIDTHS: dict[type[Field], int] = {Day: 132, Number: 96}


@cache
def languages_text(codes: str, _language: str) -> str:
    """The languages of a row as people read them: French B1, Arabic."""
    return ", ".join(
        language_words(code, str(level) if level else None) for code, level in spoken(codes)
    )


@cache
def trades_text(codes: str, _language: str) -> str:
    """The occupations of a row."""
    return ", ".join(reference.occupation_name(code) for _relation, code in trades(codes))


@cache
def days_text(codes: str, _language: str) -> str:
    """The weekdays on which somebody is free: Mon, Thu."""
    return ", ".join(weekday(int(code), width="abbreviated") for code in codes.split())


class Details:
    """What is not in the rows themselves: asked for in stretches, when first painted.

    A list of 16,000 people is there at once; all of them are read only to be ordered or to leave,
    and then in one statement.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: Sequence[PersonRow] = ()
        self._places: dict[Any, int] = {}
        self._known: dict[Subject, dict[bytes, Any]] = {}
        self._whole: set[Subject] = set()
        self._offices: dict[Any, str] = {}

    def follow(self, rows: Sequence[PersonRow]) -> None:
        """Other rows: what was known may have changed."""
        self._rows, self._places, self._known, self._whole = rows, {}, {}, set()

    def place(self, row: PersonRow) -> int:
        """Where a person stands in the order of names."""
        if not self._places:
            self._places = {one.id: place for place, one in enumerate(self._rows)}
        return self._places.get(row.id, 0)

    def gather(self, subject: Subject) -> None:
        """All rows will be asked for."""
        if subject not in self._whole and len(self._rows) > _STRETCH:
            self._known[subject] = self._read(subject, None)
            self._whole.add(subject)

    def of(self, row: PersonRow, subject: Subject) -> Any:
        """What is known of one row; with it comes the stretch around it."""
        key = _key(row, subject)
        if subject in self._whole:
            return self._known[subject].get(key)
        known = self._known.setdefault(subject, {})
        if key and key not in known:
            keys = [one for near in self._around(row) if (one := _key(near, subject))]
            known |= dict.fromkeys(keys) | self._read(subject, keys)
        return known.get(key)

    def codes(self, row: PersonRow, subject: Subject) -> str:
        """Codes in one text; none are no text."""
        return self.of(row, subject) or ""

    def office_of(self, row: PersonRow) -> str:
        """The office that looks after somebody."""
        if not self._offices:
            self._offices = {one.id: one.name for one in self._desk.read(offices)}
        return self._offices.get(row.office_id, "")

    def next_of(self, row: PersonRow) -> str:
        """The next step of somebody on the way in, as something to do."""
        coming = self.of(row, Subject.NEXT)
        if coming is None or row.status is None:
            return ""
        return next_words(coming, Status(row.status), self._desk.today)

    def _read(self, subject: Subject, keys: Sequence[bytes] | None) -> dict[bytes, Any]:
        if subject == Subject.NEXT:
            return {**self._desk.read(next_steps, keys, today=self._desk.today)}
        return self._desk.read(details, subject, keys)

    def _around(self, row: PersonRow) -> Sequence[PersonRow]:
        place = self.place(row)
        begin = place - place % _STRETCH
        return [row, *self._rows[begin : begin + _STRETCH]]


def _key(row: PersonRow, subject: Subject) -> bytes:
    of_part = subject in {Subject.TAKING_PART, Subject.NEXT}
    return (row.part or b"") if of_part else row.id.bytes


def columns(known: Details) -> tuple[Column[PersonRow], ...]:
    """All columns; those that most people work with are shown unless chosen otherwise."""
    return (
        Column(
            key="name",
            title=N_("Name"),
            text=lambda r: r.name,
            order=known.place,
            width=190,
            strong=True,
        ),
        *_FRONT,
        _coded(known, "languages", N_("Languages"), Subject.LANGUAGES, languages_text, width=180),
        _coded(known, "trades", N_("Occupations"), Subject.OCCUPATIONS, trades_text, width=185),
        *_BACK,
        Column(key="office", title=N_("Office"), text=known.office_of, width=110, hidden=True),
        Column(
            key="next",
            title=N_("Next step"),
            text=known.next_of,
            gather=partial(known.gather, Subject.NEXT),
            width=150,
            hidden=True,
        ),
        *_aside(known),
        *(_declared(known, Subject.PERSON, field) for field in FIELDS[Subject.PERSON]),
        *(_declared(known, Subject.TAKING_PART, field) for field in FIELDS[Subject.TAKING_PART]),
        _partner(known, PARTNER, N_("Sent by")),
        _partner(known, REDIRECTED, N_("Sent on to")),
    )


def _aside(known: Details) -> tuple[Column[PersonRow], ...]:
    interests, topics = partial(_named, reference.interests), partial(_named, reference.topics)
    aside = partial(_coded, known, hidden=True)
    return (
        aside("days", N_("Free on"), Subject.DAYS, days_text),
        aside("interests", N_("Interests"), Subject.INTERESTS, interests),
        aside("needs", N_("Help asked for"), Subject.NEEDS, topics),
        aside("strengths", N_("Strengths offered"), Subject.STRENGTHS, topics),
    )


def _coded(  # noqa: PLR0913 - a column is what these six say
    known: Details,
    key: str,
    title: str,
    subject: Subject,
    shown: Callable[[str, str], str],
    *,
    width: int = 150,
    hidden: bool = False,
) -> Column[PersonRow]:
    return Column(
        key=key,
        title=title,
        text=lambda row: shown(known.codes(row, subject), language()),
        gather=partial(known.gather, subject),
        width=width,
        hidden=hidden,
    )


def _declared(known: Details, subject: Subject, field: Field) -> Column[PersonRow]:
    """A field as a column: days and numbers are ordered and leave as what they are."""

    def raw(row: PersonRow) -> Any:
        return (known.of(row, subject) or {}).get(field.name)

    typed = isinstance(field, (Day, Number))
    return Column(
        key=field.name,
        title=field.title_id,
        text=lambda row: text_of(field, raw(row)),
        # The Belgian order of family names is that of the list itself.
        order=raw if typed else known.place if field.name == "family_name" else None,
        value=lambda row: value_of(field, raw(row)),
        gather=partial(known.gather, subject),
        width=_WIDTHS.get(type(field), 140),
        right=isinstance(field, Number),
        hidden=True,
    )


def _partner(known: Details, name: str, title: str) -> Column[PersonRow]:
    return Column(
        key=name,
        title=title,
        text=lambda row: (known.of(row, Subject.TAKING_PART) or {}).get(name) or "",
        gather=partial(known.gather, Subject.TAKING_PART),
        width=150,
        hidden=True,
    )


def _named(items: Callable[[], Mapping[str, reference.Choice]], codes: str, _language: str) -> str:
    known = items()
    return ", ".join(known[code].name() if code in known else code for code in codes.split())


_FRONT: tuple[Column[PersonRow], ...] = (
    Column(
        key="role",
        title=N_("Role"),
        text=lambda r: ", ".join(reference.chosen("role", role) for role in r.roles),
        width=80,
    ),
    Column(
        key="age",
        title=N_("Age"),
        text=lambda r: str(r.age or ""),
        order=lambda r: r.age,
        value=lambda r: r.age,
        width=72,
        right=True,
    ),
)
_BACK: tuple[Column[PersonRow], ...] = (
    Column(
        key="status",
        title=N_("Status"),
        text=lambda r: reference.chosen("status", r.status),
        badges=lambda r: [status_badge(r.status)] if r.status else [],
        width=150,
    ),
    Column(
        key="waiting",
        title=N_("Waiting"),
        text=lambda r: (
            ngettext("%(n)s day", "%(n)s days", r.waiting_days)
            if r.waiting_days is not None
            else ""
        ),
        order=lambda r: r.waiting_days,
        value=lambda r: r.waiting_days,
        unit=N_("days"),
        width=100,
        right=True,
    ),
    Column(key="place", title=N_("Municipality"), text=lambda r: r.municipality, width=130),
    Column(
        key="coordinator",
        title=N_("Coordination"),
        text=lambda r: r.coordinator,
        width=130,
        hidden=True,
    ),
    Column(key="number", title=N_("Number"), text=lambda r: r.number, width=100, hidden=True),
)

"""The events of the calendar as dated entries, with all that their titles and clashes need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, Proposal
from duodesk.model.training import Event, EventKind, EventUnit, Series, Trainer
from duodesk.office.queries import author_names
from duodesk.training.curricula import unit_rows
from duodesk.training.entry import (
    Dated,
    DatedKind,
    Key,
    Names,
    Source,
    hour_of,
    length_of,
    rows_of,
    titled,
)
from duodesk.training.expected import expected_at

_KINDS = {str(kind): DatedKind(kind) for kind in EventKind}
_ABOUT = (
    Event.id, Event.office_id, Event.kind, Event.held_on, Event.start, Event.minutes, Event.title,
    Event.place, Event.online, Event.language, Event.capacity, Event.series_id, Event.person_id,
    Event.proposal_id, Event.duo_id, Event.led_by, Event.cancelled_on,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gives:
    """Who gives an event: a colleague, or somebody from outside by name."""

    author_id: Id | None
    name: str


def events(
    session: Session,
    names: Names,
    *,
    first: date,
    last: date,
    office_id: Id | None = None,
    series_id: Id | None = None,
) -> list[Dated]:
    """The events of some days in no order; those of one series alone when it is given."""
    asked = select(*_ABOUT).where(Event.held_on.between(first, last))
    if office_id is not None:
        asked = asked.where(Event.office_id == office_id)
    if series_id is not None:
        asked = asked.where(Event.series_id == series_id)
    rows = rows_of(session, asked)
    facts = Facts(session, names, rows)
    return [facts.entry(row) for row in rows]


class Facts:
    """What stands in other tables about some events; eight SELECTs, however many they are."""

    def __init__(self, session: Session, names: Names, rows: Collection[Any]) -> None:
        ids = [row.id for row in rows]
        self._names = names
        self._expected = expected_at(session, {row.id: row.series_id for row in rows})
        self._pairs = _pairs(session, rows)
        names.learn(row.person_id for row in rows)
        names.learn(one for pair in self._pairs.values() for one in pair)
        series = {row.series_id for row in rows if row.series_id is not None}
        self._series = {
            row.id: row
            for row in rows_of(session,
                select(
                    Series.id, Series.name, Series.language, Series.capacity, Series.place,
                    Series.cancelled_on,
                ).where(Series.id.in_(series))
            )
        }  # fmt: skip
        self._numbers = _numbers(session, series)
        self._units = _units(session, ids)
        self._trainers = _trainers(session, ids)

    def entry(self, row: Any) -> Dated:
        """One event as the calendar shows it."""
        kind = _KINDS.get(row.kind, DatedKind.OTHER)
        series = self._series.get(row.series_id)
        about = self._about(row)
        people = tuple(dict.fromkeys((*about, *self._expected.get(row.id, ()))))
        gives = self._trainers[row.id]
        staff = (row.led_by, *(one.author_id for one in gives))
        return Dated(
            key=Key(Source.EVENT, row.id),
            kind=kind,
            day=row.held_on,
            start=hour_of(row.start),
            minutes=length_of(row.minutes),
            title=self._title(row, kind, about),
            place=row.place or (series.place if series is not None else None) or "",
            online=bool(row.online),
            office_id=row.office_id,
            people=people,
            staff=tuple(dict.fromkeys(one for one in staff if one is not None)),
            trainers=tuple(one.name for one in gives),
            who=self._names.of(*about) or (series.name or "" if series is not None else ""),
            series_id=row.series_id,
            capacity=row.capacity or (series.capacity if series is not None else None),
            booked=len(people),
            language=row.language or (series.language if series is not None else None),
            cancelled=row.cancelled_on is not None
            or (series is not None and series.cancelled_on is not None),
            movable=True,
        )

    def _about(self, row: Any) -> tuple[Id, ...]:
        """The person, or the two of a proposal or duo."""
        pair = self._pairs.get(row.proposal_id) or self._pairs.get(row.duo_id) or ()
        return pair or ((row.person_id,) if row.person_id is not None else ())

    def _title(self, row: Any, kind: DatedKind, about: tuple[Id, ...]) -> str:
        if kind == DatedKind.TRAINING:
            words = row.title or ", ".join(self._units[row.id])
            number = self._numbers.get(row.id)
            if number is None:
                return titled(kind.title, words)
            return titled(_("Training day %(n)s", n=number), words)
        if kind == DatedKind.OTHER and row.title:
            return str(row.title)
        return titled(kind.title, self._names.of(*about) or row.title or "")


def _pairs(session: Session, rows: Collection[Any]) -> dict[Id | None, tuple[Id, ...]]:
    """Mentee and mentor by proposal and by duo."""
    found: dict[Id | None, tuple[Id, ...]] = {}
    for table, ids in (
        (Proposal, {row.proposal_id for row in rows if row.proposal_id is not None}),
        (Duo, {row.duo_id for row in rows if row.duo_id is not None}),
    ):
        asked = select(table.id, table.mentee_id, table.mentor_id).where(table.id.in_(ids))
        for key, *both in rows_of(session, asked):
            found[key] = tuple(one for one in both if one is not None)
    return found


def _numbers(session: Session, series: Collection[Id]) -> dict[Id, int]:
    """Which day of its series an event is, from 1; what was called off is none."""
    asked = (
        select(Event.id, Event.series_id)
        .where(Event.series_id.in_(series), Event.cancelled_on.is_(None))
        .where(Event.held_on.is_not(None), Event.kind == EventKind.TRAINING)
        .order_by(Event.held_on, Event.start, Event.id)
    )
    counted: dict[Id, int] = defaultdict(int)
    numbers = {}
    for event_id, series_id in rows_of(session, asked):
        counted[series_id] += 1
        numbers[event_id] = counted[series_id]
    return numbers


def _units(session: Session, ids: Collection[Id]) -> dict[Id, list[str]]:
    """The titles of what is taught, in the order of the curriculum."""
    taught = rows_of(
        session,
        select(EventUnit.event_id, EventUnit.unit_id).where(
            EventUnit.event_id.in_(ids), EventUnit.unit_id.is_not(None)
        ),
    )
    known = unit_rows(session, {row.unit_id for row in taught})
    found: dict[Id, set[tuple[int, str]]] = defaultdict(set)
    for row in taught:
        if row.unit_id in known:
            unit = known[row.unit_id]
            found[row.event_id].add((unit.position, unit.title))
    titles: dict[Id, list[str]] = defaultdict(list)
    titles |= {event_id: [title for _n, title in sorted(told)] for event_id, told in found.items()}
    return titles


def _trainers(session: Session, ids: Iterable[Id]) -> dict[Id, list[Gives]]:
    colleagues = author_names(session)
    found: dict[Id, list[Gives]] = defaultdict(list)
    rows = rows_of(
        session,
        select(Trainer.event_id, Trainer.author_id, Trainer.name)
        .where(Trainer.event_id.in_(ids))
        .order_by(Trainer.id),
    )
    for row in rows:
        name = colleagues.get(row.author_id) or row.name or "?"
        if all(one.name != name for one in found[row.event_id]):
            found[row.event_id].append(Gives(row.author_id, name))
    return found

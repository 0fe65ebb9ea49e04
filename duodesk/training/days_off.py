"""Days on which few are there: legal holidays, the communities' school holidays (those that ship,
corrected or not, and an office's own), and the days on which somebody is away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from duodesk.base import holidays, reference
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id, seed_id
from duodesk.base.reference import SchoolBreak
from duodesk.model.training import Community, SchoolHoliday
from duodesk.office.queries import OfficeRow
from duodesk.people.text import clean_line
from duodesk.store.store import Changes, Store, Write
from duodesk.training.absences import AwayRow, Put, away, check_days, put_away, remove_away

__all__ = ["AwayRow", "Put", "away", "put_away", "remove_away"]

MOST_DAYS = 100
_COLUMNS = ("community", "name", "first_day", "last_day")

COMMUNITIES = {
    Community.FRENCH: N_("French Community"),
    Community.FLEMISH: N_("Flemish Community"),
    Community.GERMAN: N_("German-speaking Community"),
}


@dataclass(frozen=True, slots=True)
class CommunityName:
    """A community in the language spoken when it is shown."""

    community: Community | str

    @override
    def __str__(self) -> str:
        known = {str(one): title for one, title in COMMUNITIES.items()}
        return _(known[self.community]) if self.community in known else str(self.community)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolHolidayValues:
    """What is known of a school holiday; both days included."""

    community: Community
    name: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class SchoolHolidayRow:
    """A school holiday: whether it ships with the program, was changed here since, or does not
    take place after all.
    """

    id: Id
    community: Community
    name: str
    first_day: date
    last_day: date
    shipped: bool = False
    changed: bool = False
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day off: a legal holiday, or, with a community, a day of its school holidays."""

    day: date
    name: str
    community: Community | None = None


def communities_of(office: OfficeRow) -> tuple[Community, ...]:
    """Whose school holidays matter to an office: those of where it is, and the German-speaking
    ones where it works in German.
    """
    place = int(office.postcode) if office.postcode.isdecimal() else None
    if place is None:
        spoken = [Community(code) for code in office.languages if code in set(Community)]
        return tuple(spoken) or tuple(Community)
    if 1000 <= place < 1300:
        return Community.FRENCH, Community.FLEMISH
    if 1500 <= place < 4000 or place >= 8000:
        return (Community.FLEMISH,)
    also = (Community.GERMAN,) if "de" in office.languages else ()
    return (Community.FRENCH, *also)


def school_holidays(
    session: Session,
    *,
    first: date,
    last: date,
    communities: Collection[Community] | None = None,
    dropped: bool = False,
) -> list[SchoolHolidayRow]:
    """School holidays that touch these days, by day; with `dropped` also those that do not take
    place after all.
    """
    stored = {row.id: row for row in session.scalars(select(SchoolHoliday))}
    rows = [_shipped(key, seed, stored.pop(key, None)) for key, seed in _seeds().items()]
    rows += [own for row in stored.values() if (own := _own(row)) is not None]
    found = [
        row
        for row in rows
        if row.first_day <= last
        and row.last_day >= first
        and (communities is None or row.community in communities)
        and (dropped or not row.dropped)
    ]
    return sorted(found, key=lambda row: (row.first_day, row.community, row.name))


def known_until(session: Session, community: Community) -> date | None:
    """Up to which day a community's school holidays are known; later on, no mark means nothing."""
    rows = school_holidays(
        session, first=date.min, last=date.max, communities=[community], dropped=True
    )
    return max((row.last_day for row in rows), default=None)


def put_school_holiday(
    store: Store, values: SchoolHolidayValues, holiday_id: Id | None = None
) -> Put:
    """Write down a school holiday, or correct one; one that ships is stored from now on."""
    tidy = replace(values, name=clean_line(values.name) or "")
    _check(tidy)
    with store.write(N_("School holiday “%(name)s”"), name=tidy.name) as write:
        row_id = holiday_id or write.new_id()
        row = _stored(write, row_id)
        for name, value in _own_words(row_id, tidy).items():
            setattr(row, name, value)
    return Put(write.changes, row_id)


def drop_school_holiday(store: Store, holiday_id: Id) -> Changes:
    """Take a school holiday off the calendar; one that ships can be put back later."""
    label = N_("School holiday “%(name)s” taken off")
    with store.write(label, name=_called(store, holiday_id)) as write:
        row = write.session.get(SchoolHoliday, holiday_id)
        if holiday_id in _seeds():
            _stored(write, holiday_id).dropped = True
        elif row is not None:
            write.session.delete(row)
    return write.changes


def restore_school_holiday(store: Store, holiday_id: Id) -> Changes:
    """Put a school holiday back as it ships."""
    seed = _seeds().get(holiday_id)
    if seed is None:
        raise UserError(
            N_("Only the school holidays that came with the program can be put back. Correct this "
               "one instead.")
        )  # fmt: skip
    label = N_("School holiday “%(name)s” put back")
    with store.write(label, name=seed.name()) as write:
        row = _stored(write, holiday_id)
        for name in (*_COLUMNS, "dropped"):
            setattr(row, name, None)
    return write.changes


def marks(
    session: Session,
    *,
    first: date,
    last: date,
    communities: Collection[Community] = tuple(Community),
) -> list[DayMark]:
    """The days off of a stretch of days, by day: legal holidays before school holidays."""
    found = list(_legal(first, last))
    for row in school_holidays(session, first=first, last=last, communities=communities):
        days = _days(max(row.first_day, first), min(row.last_day, last))
        found += [DayMark(day, row.name, row.community) for day in days]
    return sorted(found, key=lambda mark: (mark.day, mark.community or "", mark.name))


def _called(store: Store, holiday_id: Id) -> str:
    seed = _seeds().get(holiday_id)
    with store.read() as session:
        row = session.get(SchoolHoliday, holiday_id)
    if seed is not None:
        return _shipped(holiday_id, seed, row).name
    return (row.name if row is not None else None) or "?"


def _seeds() -> dict[Id, SchoolBreak]:
    return {seed_id(f"school_holiday/{one.code}"): one for one in reference.school_breaks()}


def _own_words(holiday_id: Id, values: SchoolHolidayValues) -> dict[str, Any]:
    """The columns to store: what ships is left out, so that a correction of one day takes nothing
    back that another office corrected.
    """
    seed = _seeds().get(holiday_id)
    columns = asdict(values)
    if seed is None:
        return columns
    known = {
        "community": (seed.community,),
        "name": seed.names,
        "first_day": (seed.first_day,),
        "last_day": (seed.last_day,),
    }
    return {name: None if said in known[name] else said for name, said in columns.items()}


def _shipped(key: Id, seed: SchoolBreak, row: SchoolHoliday | None) -> SchoolHolidayRow:
    """What ships, under what an office wrote over it; a name that ships is shown in the language
    spoken.
    """
    usual = SchoolHolidayRow(
        key, Community(seed.community), seed.name(), seed.first_day, seed.last_day, shipped=True
    )
    if row is None:
        return usual
    first, last = _both_days(row)
    said = replace(
        usual,
        community=row.community or usual.community,
        name=row.name if row.name and row.name not in seed.names else usual.name,
        first_day=first or usual.first_day,
        last_day=last or usual.last_day,
    )
    return replace(said, changed=said != usual, dropped=bool(row.dropped))


def _own(row: SchoolHoliday) -> SchoolHolidayRow | None:
    """An office's own, as soon as its days have arrived."""
    first, last = _both_days(row)
    community: Community | None = row.community
    if first is None or last is None or community is None:
        return None
    return SchoolHolidayRow(
        row.id, community, row.name or "?", first, last, dropped=bool(row.dropped)
    )


def _both_days(row: SchoolHoliday) -> tuple[date | None, date | None]:
    """Either may still be on its way from another office."""
    return row.first_day, row.last_day


def _stored(write: Write, holiday_id: Id) -> SchoolHoliday:
    """The row of a school holiday, made now where there is none: it says nothing yet."""
    row = write.session.get(SchoolHoliday, holiday_id)
    if row is None:
        empty: dict[str, Any] = dict.fromkeys(_COLUMNS)
        row = SchoolHoliday(id=holiday_id, **empty)
        write.session.add(row)
    return row


def _check(values: SchoolHolidayValues) -> None:
    if not values.name:
        raise UserError(N_("A school holiday needs a name. Write, for example, “Autumn holiday”."))
    check_days(values.first_day, values.last_day, MOST_DAYS)


def _legal(first: date, last: date) -> Iterator[DayMark]:
    for year in range(first.year, last.year + 1):
        for day, msgid in holidays.named(year).items():
            if first <= day <= last:
                yield DayMark(day, _(msgid))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))

"""Days on which few are there: legal holidays, the communities' school holidays (those that ship,
corrected or not, and an office's own), and the days on which somebody is away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from duodesk.base import holidays, reference
from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id, seed_id
from duodesk.base.reference import SchoolBreak
from duodesk.model.people import Person
from duodesk.model.training import Away, Community, SchoolHoliday
from duodesk.office.queries import OfficeRow, author_names
from duodesk.people.text import clean_line, full_name
from duodesk.store.store import Changes, Store, Write

MOST_DAYS = 100
MOST_AWAY = 366


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


@dataclass(frozen=True, slots=True)
class AwayRow:
    """Days on which a person or a colleague cannot be reached."""

    id: Id
    first_day: date
    last_day: date
    person_id: Id | None
    author_id: Id | None
    name: str


@dataclass(frozen=True, slots=True)
class Put:
    """A day off that was written down: which, and what was touched."""

    changes: Changes
    id: Id


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


def put_school_holiday(
    store: Store, values: SchoolHolidayValues, holiday_id: Id | None = None
) -> Put:
    """Write down a school holiday, or correct one; one that ships is stored from now on."""
    tidy = replace(values, name=clean_line(values.name) or "")
    _check(tidy)
    with store.write(N_("School holiday “%(name)s”"), name=tidy.name) as write:
        row_id = holiday_id or write.new_id()
        row = write.session.get(SchoolHoliday, row_id)
        if row is None:
            write.session.add(SchoolHoliday(id=row_id, **asdict(tidy)))
        else:
            _assign(row, tidy)
    return Put(write.changes, row_id)


def drop_school_holiday(store: Store, holiday_id: Id) -> Changes:
    """Take a school holiday off the calendar; one that ships can be put back later."""
    with store.write(N_("School holiday taken off")) as write:
        if holiday_id in _seeds():
            _stored(write, holiday_id).dropped = True
        else:
            write.session.delete(write.session.get_one(SchoolHoliday, holiday_id))
    return write.changes


def restore_school_holiday(store: Store, holiday_id: Id) -> Changes:
    """Put a school holiday back as it ships."""
    seed = _seeds().get(holiday_id)
    if seed is None:
        raise UserError(
            N_("Only the school holidays that came with the program can be put back. Correct this "
               "one instead.")
        )  # fmt: skip
    with store.write(N_("School holiday put back")) as write:
        row = _stored(write, holiday_id)
        _assign(row, _values(seed))
        row.dropped = None
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


def put_away(
    store: Store,
    first_day: date,
    last_day: date,
    *,
    person_id: Id | None = None,
    author_id: Id | None = None,
) -> Put:
    """Note that a person or a colleague is away; the reason is not asked."""
    if (person_id is None) == (author_id is None):
        message = "either a person or a colleague is away"
        raise TypeError(message)
    _check_days(first_day, last_day, MOST_AWAY)
    label = N_("Away from %(first)s to %(last)s")
    with store.write(label, first=short(first_day), last=short(last_day)) as write:
        away_id = write.new_id()
        write.session.add(
            Away(
                id=away_id,
                first_day=first_day,
                last_day=last_day,
                person_id=person_id,
                author_id=author_id,
            )
        )
    return Put(write.changes, away_id)


def remove_away(store: Store, away_id: Id) -> Changes:
    """They are there after all."""
    with store.write(N_("Not away after all")) as write:
        write.session.delete(write.session.get_one(Away, away_id))
    return write.changes


def away(session: Session, *, first: date, last: date) -> list[AwayRow]:
    """Who is away on some of these days, by day."""
    colleagues = author_names(session)
    found = session.execute(
        select(Away, Person.given_name, Person.family_name)
        .outerjoin(Person, Person.id == Away.person_id)
        .where(Away.first_day <= last, Away.last_day >= first)
        .order_by(Away.first_day, Away.id)
    )
    return [
        AwayRow(
            row.id, row.first_day, row.last_day, row.person_id, row.author_id,
            full_name(given, family) or colleagues.get(row.author_id or row.id, "") or "?",
        )
        for row, given, family in found
    ]  # fmt: skip


def _seeds() -> dict[Id, SchoolBreak]:
    return {
        seed_id(f"school_holiday/{one.community}/{one.code}"): one
        for one in reference.school_breaks()
    }


def _values(seed: SchoolBreak) -> SchoolHolidayValues:
    return SchoolHolidayValues(
        community=Community(seed.community),
        name=seed.name("en"),
        first_day=seed.first_day,
        last_day=seed.last_day,
    )


def _shipped(key: Id, seed: SchoolBreak, row: SchoolHoliday | None) -> SchoolHolidayRow:
    """What ships, under what an office wrote over it; a name that ships is shown in the language
    spoken.
    """
    usual = SchoolHolidayRow(
        key, Community(seed.community), seed.name(), seed.first_day, seed.last_day, shipped=True
    )
    if row is None:
        return usual
    said = replace(
        usual,
        community=row.community or usual.community,
        name=row.name if row.name and row.name not in seed.names else usual.name,
        first_day=row.first_day or usual.first_day,
        last_day=row.last_day or usual.last_day,
    )
    return replace(said, changed=said != usual, dropped=bool(row.dropped))


def _own(row: SchoolHoliday) -> SchoolHolidayRow | None:
    """An office's own, as soon as its days have arrived."""
    first, last = row.first_day or row.last_day, row.last_day or row.first_day
    if first is None or last is None or row.community is None:
        return None
    return SchoolHolidayRow(
        row.id, row.community, row.name or "?", first, last, dropped=bool(row.dropped)
    )


def _stored(write: Write, holiday_id: Id) -> SchoolHoliday:
    row = write.session.get(SchoolHoliday, holiday_id)
    if row is None:
        row = SchoolHoliday(id=holiday_id, **asdict(_values(_seeds()[holiday_id])))
        write.session.add(row)
    return row


def _assign(row: SchoolHoliday, values: SchoolHolidayValues) -> None:
    for name, value in asdict(values).items():
        setattr(row, name, value)


def _check(values: SchoolHolidayValues) -> None:
    if not values.name:
        raise UserError(N_("A school holiday needs a name. Write, for example, “Autumn holiday”."))
    _check_days(values.first_day, values.last_day, MOST_DAYS)


def _check_days(first: date, last: date, most: int) -> None:
    if last < first:
        raise UserError(
            N_("The last day, %(last)s, comes before the first, %(first)s. Correct one of them."),
            first=short(first),
            last=short(last),
        )
    if (last - first).days >= most:
        raise UserError(
            N_("From %(first)s to %(last)s is more than %(most)s days. Correct one of the days."),
            first=short(first),
            last=short(last),
            most=most,
        )


def _legal(first: date, last: date) -> Iterator[DayMark]:
    for year in range(first.year, last.year + 1):
        for day, msgid in holidays.named(year).items():
            if first <= day <= last:
                yield DayMark(day, _(msgid))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))

"""What speaks against a day and an hour: warnings, never a block; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from duodesk.base.collate import fold
from duodesk.base.dates import hours, short
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.model.training import Community
from duodesk.people.together import Joined, goes_on
from duodesk.training.days_off import AwayRow, CommunityName, DayMark
from duodesk.training.entry import REMINDERS, Dated, DatedKind, Key, told

# An hour is reckoned where no length is settled.
_LENGTH = 60
# So many days without any other day of a series, and a day hardly belongs to it.
_FAR = 28
_SUNDAY = 6
_SPOKEN = {
    "fr": Community.FRENCH, "fra": Community.FRENCH, "nl": Community.FLEMISH,
    "nld": Community.FLEMISH, "de": Community.GERMAN, "deu": Community.GERMAN,
}  # fmt: skip


class ClashKind(StrEnum):
    """What speaks against it, the worst first."""

    PARTICIPANT = "participant"
    TRAINER = "trainer"
    STAFF = "staff"
    ROOM = "room"
    AWAY = "away"
    REMOVED_TRAINER = "removed_trainer"
    CAPACITY = "capacity"
    HOLIDAY = "holiday"
    SUNDAY = "sunday"
    TRAVEL = "travel"
    OUTSIDE_SERIES = "outside_series"
    SCHOOL_HOLIDAY = "school_holiday"


# Those that two entries have with each other.
BETWEEN_TWO = frozenset(
    {
        ClashKind.PARTICIPANT,
        ClashKind.TRAINER,
        ClashKind.STAFF,
        ClashKind.ROOM,
        ClashKind.TRAVEL,
    }
)


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that speaks against a plan, in a sentence; `key` is what it collides with."""

    kind: ClashKind
    text: Message
    key: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What has to be known besides what is dated: names of people and colleagues, entries of the
    register that are one person, days off, who is away, the days of each series by event, and
    since when a colleague is gone.
    """

    names: Mapping[Id, str] = field(default_factory=dict)
    joined: Joined = field(default_factory=dict)
    marks: Mapping[date, Sequence[DayMark]] = field(default_factory=dict)
    communities: Mapping[Id | None, tuple[Community, ...]] = field(default_factory=dict)
    away: tuple[AwayRow, ...] = ()
    series_days: Mapping[Id, Mapping[Id, date]] = field(default_factory=dict)
    left: Mapping[Id, date] = field(default_factory=dict)
    travel_minutes: int = 30

    def told(self, ids: Iterable[Id]) -> str:
        """The names of some, the first of many."""
        return told(self.names.get(one, "?") for one in ids)


def clashes(wanted: Dated, others: Collection[Dated], around: Around) -> list[Clash]:
    """All that speaks against a plan, the worst first; `others` may hold the plan as it stands."""
    if wanted.cancelled or wanted.kind in REMINDERS:
        return []
    found = [*_alone(wanted, around)]
    for other in others:
        if _apart(wanted, other):
            continue
        found += _together(wanted, other, around)
    order = list(ClashKind)
    return sorted(found, key=lambda clash: order.index(clash.kind))


def _apart(wanted: Dated, other: Dated) -> bool:
    """Whether two entries cannot be in each other's way."""
    return (
        other.day != wanted.day
        or other.cancelled
        or other.kind in REMINDERS
        or (other.key == wanted.key and wanted.key.id is not None)
        or _same_meeting(wanted, other)
    )


def _same_meeting(one: Dated, other: Dated) -> bool:
    """Whether both are the first meeting of a pair, once as a day and once with its hour."""
    return (
        one.kind == other.kind == DatedKind.FIRST_MEETING
        and one.key.source != other.key.source
        and set(one.people) == set(other.people)
    )


def _together(wanted: Dated, other: Dated, around: Around) -> Iterator[Clash]:
    if wanted.start is None or other.start is None:
        yield from _on_one_day(wanted, other, around)
        return
    left = _gap(wanted, other)
    if left < 0:
        yield from _at_once(wanted, other, around)
    elif left < around.travel_minutes and _elsewhere(wanted, other):
        yield from _on_the_way(wanted, other, around, left)


def _on_one_day(wanted: Dated, other: Dated, around: Around) -> Iterator[Clash]:
    """Where an hour is open, only people are told of: they have to know both."""
    people = _shared_people(wanted, other, around)
    if people:
        values = {"names": around.told(people), "title": other.title}
        yield Clash(ClashKind.PARTICIPANT, Message(_SAME_DAY, values), other.key)


def _at_once(wanted: Dated, other: Dated, around: Around) -> Iterator[Clash]:
    """Two entries at the same time: nobody and no room can be at both."""
    people = around.told(_shared_people(wanted, other, around))
    trainers, staff = (told(names) for names in _shared_staff(wanted, other, around))
    for kind, text, names in (
        (ClashKind.PARTICIPANT, _EXPECTED, people),
        (ClashKind.TRAINER, _TRAINS, trainers),
        (ClashKind.STAFF, _THERE, staff),
    ):
        if names:
            yield Clash(kind, Message(text, _words(other) | {"names": names}), other.key)
    if _same_room(wanted, other):
        words = _words(other) | {"place": wanted.place}
        yield Clash(ClashKind.ROOM, Message(_TAKEN, words), other.key)


def _on_the_way(wanted: Dated, other: Dated, around: Around, left: int) -> Iterator[Clash]:
    """One after the other in two places, and less time between than the way takes."""
    people = [around.names.get(one, "?") for one in _shared_people(wanted, other, around)]
    trainers, staff = _shared_staff(wanted, other, around)
    names = told([*people, *trainers, *staff])
    if names:
        values = {"names": names, "left": left, "least": around.travel_minutes}
        words = _words(other) | values | {"place": other.place}
        yield Clash(ClashKind.TRAVEL, Message(_HURRY, words), other.key)


def _words(other: Dated) -> dict[str, object]:
    return {"title": other.title, "hours": hours(other.start, other.minutes)}


def _shared_people(wanted: Dated, other: Dated, around: Around) -> list[Id]:
    """Who is expected at both, also where two entries of the register are one person."""
    theirs = {goes_on(around.joined, one) for one in other.people}
    return [one for one in wanted.people if goes_on(around.joined, one) in theirs]


def _shared_staff(wanted: Dated, other: Dated, around: Around) -> tuple[list[str], list[str]]:
    """The names of who is needed at both: as a trainer of one at least, or only to be there."""
    both = [around.names.get(one, "?") for one in wanted.staff if one in set(other.staff)]
    giving = {fold(name) for name in (*wanted.trainers, *other.trainers)}
    theirs = {fold(name) for name in other.trainers}
    outside = [name for name in wanted.trainers if fold(name) in theirs and name not in both]
    return (
        [*(name for name in both if fold(name) in giving), *outside],
        [name for name in both if fold(name) not in giving],
    )


def _alone(wanted: Dated, around: Around) -> Iterator[Clash]:
    """What speaks against the day itself, and against the plan as it is."""
    yield from _days_off(wanted, around)
    yield from _absent(wanted, around)
    if wanted.capacity is not None and wanted.booked > wanted.capacity:
        values = {"booked": wanted.booked, "seats": wanted.capacity}
        yield Clash(ClashKind.CAPACITY, Message(_FULL, values))
    if wanted.kind == DatedKind.TRAINING:
        yield from _in_series(wanted, around)
        if not wanted.trainers and not wanted.staff:
            yield Clash(ClashKind.REMOVED_TRAINER, Message(_NOBODY))


def _days_off(wanted: Dated, around: Around) -> Iterator[Clash]:
    day = short(wanted.day)
    if wanted.day.weekday() == _SUNDAY:
        yield Clash(ClashKind.SUNDAY, Message(_SUN, {"day": day}))
    concerned = _communities(wanted, around)
    for mark in around.marks.get(wanted.day, ()):
        if mark.community is None:
            yield Clash(ClashKind.HOLIDAY, Message(_LEGAL, {"day": day, "name": mark.name}))
        elif mark.community in concerned:
            values = {"name": mark.name, "community": CommunityName(mark.community)}
            yield Clash(ClashKind.SCHOOL_HOLIDAY, Message(_SCHOOL, values))


def _communities(wanted: Dated, around: Around) -> tuple[Community, ...]:
    """Whose holidays matter: those of the language spoken there, if it is one of the office's."""
    known = around.communities.get(wanted.office_id, tuple(Community))
    spoken = _SPOKEN.get(wanted.language or "")
    return (spoken,) if spoken in known and spoken is not None else known


def _absent(wanted: Dated, around: Around) -> Iterator[Clash]:
    for row in around.away:
        gone = row.person_id in wanted.people or row.author_id in wanted.staff
        if gone and row.first_day <= wanted.day <= row.last_day:
            values = {"name": row.name, "last": short(row.last_day)}
            yield Clash(ClashKind.AWAY, Message(_AWAY, values))
    for one in wanted.staff:
        left = around.left.get(one)
        if left is not None and left <= wanted.day:
            values = {"name": around.names.get(one, "?"), "day": short(left)}
            yield Clash(ClashKind.REMOVED_TRAINER, Message(_LEFT, values))


def _in_series(wanted: Dated, around: Around) -> Iterator[Clash]:
    if wanted.series_id is None:
        yield Clash(ClashKind.OUTSIDE_SERIES, Message(_NO_SERIES))
        return
    days = around.series_days.get(wanted.series_id, {})
    apart = [abs((day - wanted.day).days) for one, day in days.items() if one != wanted.key.id]
    if apart and min(apart) > _FAR:
        values = {"day": short(wanted.day), "n": min(apart)}
        yield Clash(ClashKind.OUTSIDE_SERIES, Message(_FAR_AWAY, values))


def _gap(one: Dated, other: Dated) -> int:
    """Minutes between two entries; below zero while both go on."""
    first, second = sorted((_stretch(one), _stretch(other)))
    return second[0] - first[1]


def _stretch(one: Dated) -> tuple[int, int]:
    start = one.start or 0
    return start, start + (one.minutes or _LENGTH)


def _same_room(one: Dated, other: Dated) -> bool:
    """Whether both need one room; each office has its own “room 1”."""
    room = fold(one.place).strip()
    both_there = not one.online and not other.online
    return (
        bool(room) and both_there and room == fold(other.place).strip() and _one_office(one, other)
    )


def _elsewhere(one: Dated, other: Dated) -> bool:
    """Whether a way lies between both; rooms of one address do not count."""
    if one.online or other.online or not one.place.strip() or not other.place.strip():
        return False
    return _address(one.place) != _address(other.place) or not _one_office(one, other)


def _one_office(one: Dated, other: Dated) -> bool:
    return one.office_id == other.office_id or None in {one.office_id, other.office_id}


def _address(place: str) -> str:
    """What follows the room: Rue de Stassart 48 of “Room 2, Rue de Stassart 48”."""
    _room, comma, address = place.partition(",")
    return fold(address if comma else place).strip()


_EXPECTED = N_("%(names)s: also expected at “%(title)s”, %(hours)s.")
_SAME_DAY = N_("%(names)s: also expected at “%(title)s” that day; one of the two has no hour yet.")
_TRAINS = N_("%(names)s: needed as trainer at the same time, “%(title)s”, %(hours)s.")
_THERE = N_("%(names)s: on duty elsewhere at the same time, “%(title)s”, %(hours)s.")
_TAKEN = N_("%(place)s is taken at that time: “%(title)s”, %(hours)s.")
_HURRY = N_(
    "%(names)s: only %(left)s min. between this and “%(title)s” (%(place)s, %(hours)s); "
    "%(least)s are reckoned for the way."
)
_FULL = N_("More people than seats: %(booked)s expected, %(seats)s seats.")
_NOBODY = N_("Nobody is named who gives this training day.")
_SUN = N_("%(day)s is a Sunday.")
_LEGAL = N_("%(day)s is a public holiday: %(name)s.")
_SCHOOL = N_("School holidays (%(community)s): %(name)s.")
_AWAY = N_("%(name)s is away up to and including %(last)s.")
_LEFT = N_("%(name)s left the team on %(day)s. Name somebody else.")
_NO_SERIES = N_("This training day belongs to no series.")
_FAR_AWAY = N_("%(day)s lies %(n)s days away from the other days of this series.")

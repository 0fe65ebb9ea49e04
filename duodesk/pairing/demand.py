"""Supply and demand: how many mentees wait and how many trained mentors are free, by field,
language and half-day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.ids import Id
from duodesk.office import settings
from duodesk.pairing.criteria import LEVELS, Profile, starts
from duodesk.pairing.profiles import read_profiles
from duodesk.pairing.queries import CandidateRow, free_mentors, waiting_mentees

# The half-days of a week, "0" Monday morning to "13" Sunday afternoon: the half in which two free
# hours begin.
HALF_DAYS = tuple(str(n) for n in range(14))
# What nobody wrote down; a mentee without a precise project and the generalists among the mentors.
UNKNOWN, OPEN = "?", "-"
_NOON = 24  # half-hours
_MORNING = (1 << _NOON) - 1


class By(StrEnum):
    """What is counted by."""

    FIELD = "field"
    LANGUAGE = "language"
    HALF_DAY = "half_day"


@dataclass(frozen=True, slots=True)
class Counted:
    """Somebody who waits or is free, with every value under which they are counted."""

    id: Id
    name: str
    days: int
    values: Mapping[By, frozenset[str]]

    def is_in(self, place: Mapping[By, str]) -> bool:
        """Whether each of these values is theirs."""
        return all(value in self.values[by] for by, value in place.items())


@dataclass(frozen=True, slots=True)
class Demand:
    """Both sides, longest waiting first."""

    mentees: tuple[Counted, ...]
    mentors: tuple[Counted, ...]

    def cell(self, place: Mapping[By, str]) -> Cell:
        """Who waits and who is free there."""
        return Cell(
            tuple(one for one in self.mentees if one.is_in(place)),
            tuple(one for one in self.mentors if one.is_in(place)),
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """Who waits and who is free under the same values."""

    mentees: tuple[Counted, ...]
    mentors: tuple[Counted, ...]

    @property
    def short(self) -> int:
        """How many mentors are missing: 0 enough, 1 fewer than mentees, 2 none at all."""
        if not self.mentees:
            return 0
        return 2 if not self.mentors else int(len(self.mentors) < len(self.mentees))


@dataclass(frozen=True, slots=True)
class Heat:
    """A table of cells by two values; rows and columns where most wait come first, half-days in
    the order of the week, what is not known last.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]


def demand(session: Session, *, today: date, office_id: Id | None) -> Demand:
    """Who waits and which trained mentors are free today."""
    mentees = waiting_mentees(session, today=today, office_id=office_id)
    mentors = [
        row for row in free_mentors(session, today=today, office_id=office_id) if row.trained
    ]
    profiles = read_profiles(session, [row.id for row in (*mentees, *mentors)])
    asked = settings.values(session, office_id=office_id, on=today).text(settings.LEAST_LEVEL)
    least = next((rank for level, rank in LEVELS.items() if level == asked), 2)

    def counted(rows: Iterable[CandidateRow], *, mentors: bool) -> tuple[Counted, ...]:
        return tuple(
            Counted(r.id, r.short_name, r.days, values(_profile(r), least, mentor=mentors))
            for r in rows
        )

    def _profile(row: CandidateRow) -> Profile:
        return replace(profiles[row.id], generalist=row.generalist)

    return Demand(counted(mentees, mentors=False), counted(mentors, mentors=True))


def values(profile: Profile, least: int, *, mentor: bool) -> dict[By, frozenset[str]]:
    """Under what somebody is counted: the fields aimed at or known, the languages spoken well
    enough (`least` is the rank of the office's level), the half-days with two free hours on end.
    """
    known = reference.occupations()
    trades = profile.experience if mentor else profile.targets
    fields = {known[code].field for code in trades if code in known}
    if profile.generalist if mentor else not fields:
        fields.add(OPEN)
    spoken = {code for code, rank in profile.levels.items() if rank >= least}
    return {
        By.FIELD: frozenset(fields or {UNKNOWN}),
        By.LANGUAGE: frozenset(spoken or {UNKNOWN}),
        By.HALF_DAY: half_days(profile.free) or frozenset({UNKNOWN}),
    }


def half_days(free: Mapping[int, int]) -> frozenset[str]:
    """The half-days in which two free hours begin; `free` has the half-hours of each weekday as
    bits.
    """
    found = set()
    for day, bits in free.items():
        begin = starts(bits)
        if begin & _MORNING:
            found.add(str(2 * day))
        if begin >> _NOON:
            found.add(str(2 * day + 1))
    return frozenset(found)


def heat(found: Demand, rows: By, columns: By, within: Mapping[By, str] | None = None) -> Heat:
    """The table by two values, of those who have what `within` names; the rest is left out."""
    narrow = within or {}
    mentees = [one for one in found.mentees if one.is_in(narrow)]
    mentors = [one for one in found.mentors if one.is_in(narrow)]
    inside = Demand(tuple(mentees), tuple(mentors))
    down, across = ranked(inside, rows), ranked(inside, columns)
    waiting, free = _by_place(mentees, rows, columns), _by_place(mentors, rows, columns)
    cells = {
        place: Cell(tuple(waiting.get(place, ())), tuple(free.get(place, ())))
        for place in ((one, other) for one in down for other in across)
    }
    return Heat(down, across, cells)


def worst(found: Heat, top: int) -> list[tuple[str, str]]:
    """The cells where most mentees lack a mentor, of values that are known."""
    lacking = {
        place: len(cell.mentees) - len(cell.mentors)
        for place, cell in found.cells.items()
        if cell.short and not {UNKNOWN, OPEN} & set(place)
    }
    order = {place: n for n, place in enumerate(found.cells)}
    return sorted(lacking, key=lambda place: (-lacking[place], order[place]))[:top]


def ranked(found: Demand, by: By) -> tuple[str, ...]:
    """The values somebody has, in the order of a table."""
    waiting, free = (_tally(side, by) for side in (found.mentees, found.mentors))
    known = [*HALF_DAYS] if by == By.HALF_DAY else sorted(waiting.keys() | free.keys())
    present = [code for code in known if code not in {UNKNOWN, OPEN}]
    if by != By.HALF_DAY:
        present.sort(key=lambda code: (-waiting.get(code, 0), -free.get(code, 0), code))
    last = [code for code in (OPEN, UNKNOWN) if code in waiting or code in free]
    return (*present, *last)


def _tally(people: Iterable[Counted], by: By) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in people:
        for code in one.values[by]:
            found[code] = found.get(code, 0) + 1
    return found


def _by_place(
    people: Iterable[Counted], rows: By, columns: By
) -> dict[tuple[str, str], list[Counted]]:
    found: dict[tuple[str, str], list[Counted]] = {}
    for one in people:
        for row in one.values[rows]:
            for column in one.values[columns]:
                found.setdefault((row, column), []).append(one)
    return found

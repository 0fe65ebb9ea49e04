"""The lines of a day in their groups: whose they are, which comes first, how many at once; pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from duodesk.base.i18n import Message
from duodesk.base.ids import Id
from duodesk.today.line import Line
from duodesk.today.rules import RULES
from duodesk.today.words import Group

_WEEK = timedelta(days=6)
# After so many days away the list begins with how much there is of what.
LONG_AWAY = 7


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done today, and when."""

    label: Message
    at: datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """What others changed since somebody was last here: sentences, the weightiest first."""

    since: datetime | None = None
    told: tuple[str, ...] = ()

    def days_away(self, now: datetime) -> int:
        """For how many days nobody was here."""
        return (now - self.since).days if self.since is not None else 0


@dataclass(frozen=True, slots=True)
class Day:
    """What needs a person on a day, by group; `most` is how many of overdue and today are shown at
    first.
    """

    on: date
    now: datetime
    groups: Mapping[Group, tuple[Line, ...]]
    done: tuple[Done, ...] = ()
    changed: Changed = Changed()
    most: int = 15
    # Whose duos one looks after, and until when.
    covering: tuple[Message, ...] = field(default=())

    @property
    def overdue(self) -> tuple[Line, ...]:
        """What should have been done before today."""
        return self.groups.get(Group.OVERDUE, ())

    @property
    def today(self) -> tuple[Line, ...]:
        """What is for today."""
        return self.groups.get(Group.TODAY, ())

    @property
    def this_week(self) -> tuple[Line, ...]:
        """What comes within seven days."""
        return self.groups.get(Group.WEEK, ())

    @property
    def waiting_for_others(self) -> tuple[Line, ...]:
        """What others must do first."""
        return self.groups.get(Group.WAITING, ())

    @property
    def due(self) -> int:
        """How many lines are due."""
        return len(self.overdue) + len(self.today)

    def shown(self, group: Group, *, whole: bool = False) -> tuple[Line, ...]:
        """The lines of a group that are shown: all, or as many as a person can do."""
        lines = self.groups.get(group, ())
        if whole or group not in {Group.OVERDUE, Group.TODAY}:
            return lines if whole else lines[: self.most]
        chosen = within_reach(self.overdue, self.today, self.most)
        return tuple(line for line in lines if line.key in chosen)

    def digest(self) -> tuple[tuple[str, int], ...]:
        """How many lines are due by what they are about, most first; for who was long away."""
        counted = Counter(line.rule for line in (*self.overdue, *self.today))
        titles = {rule.key: rule.title for rule in RULES}
        return tuple((titles.get(key, key), n) for key, n in counted.most_common())


def within_reach(overdue: Iterable[Line], today: Iterable[Line], most: int) -> frozenset[str]:
    """The keys of the lines that are shown at once: what has an hour today, then the worst."""
    fixed = [line for line in today if line.at is not None]
    others = [*overdue, *(line for line in today if line.at is None)]
    room = max(most - len(fixed), 0)
    chosen = sorted(others, key=worst_first)[:room]
    return frozenset(line.key for line in (*fixed, *chosen))


def worst_first(line: Line) -> tuple[int, date, str]:
    """The order of lines that have no hour."""
    return -line.weight, line.due_on, line.key


def group_of(line: Line, today: date) -> Group | None:
    """Where a line stands; None where it is for later."""
    if line.waits:
        return Group.WAITING
    if line.due_on < today:
        return Group.OVERDUE
    if line.due_on == today:
        return Group.TODAY
    return Group.WEEK if line.due_on <= today + _WEEK else None


def grouped(lines: Iterable[Line], today: date) -> dict[Group, tuple[Line, ...]]:
    """The lines by group, each group in its order; of two with one key the first holds."""
    found: dict[Group, dict[str, Line]] = {}
    for line in lines:
        group = group_of(line, today)
        if group is not None:
            found.setdefault(group, {}).setdefault(line.key, line)
    return {
        group: tuple(sorted(found[group].values(), key=_ORDER[group]))
        for group in Group
        if group in found
    }


def kept(lines: Iterable[Line], put_off: Mapping[str, date], today: date) -> list[Line]:
    """The lines that nobody put off until a later day."""
    return [line for line in lines if put_off.get(line.key, today) <= today]


def gathered(lines: Iterable[Line], today: date) -> list[Line]:
    """One line for what is due of a duo by one rule and one owner, where lines have brief words for
    it: the weightiest speaks, the others are its tags. What comes this week is another line, of
    which the first day speaks.
    """
    found: list[Line] = []
    together: dict[tuple[str, Id | None, Id | None, bool], list[Line]] = defaultdict(list)
    for line in lines:
        if line.brief is None or line.about.duo_id is None:
            found.append(line)
        else:
            due = line.due_on <= today
            together[line.rule, line.about.duo_id, line.owner, due].append(line)
    for (*_whose, due), group in together.items():
        first, *others = sorted(group, key=worst_first if due else _by_day)
        told = (str(other.brief) for other in others)
        found.append(replace(first, tags=(*first.tags, *dict.fromkeys(told))))
    return found


def mine(lines: Iterable[Line], me: frozenset[Id], colleagues: frozenset[Id]) -> list[Line]:
    """The lines of one person: their own, and those of nobody who is here."""
    return [line for line in lines if line.owner in me or line.owner not in colleagues]


def _by_hour(line: Line) -> tuple[bool, int, tuple[int, date, str]]:
    return line.at is None, line.at or 0, worst_first(line)


def _by_day(line: Line) -> tuple[date, tuple[bool, int, tuple[int, date, str]]]:
    return line.due_on, _by_hour(line)


_ORDER = {
    Group.OVERDUE: worst_first,
    Group.TODAY: _by_hour,
    Group.WEEK: _by_day,
    Group.WAITING: _by_day,
    Group.DONE: _by_day,
}

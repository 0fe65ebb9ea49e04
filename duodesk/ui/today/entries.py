"""The rows of the list: headings with their counts, lines, what was done, and how many more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import clock_time, hour, short
from duodesk.base.i18n import _, ngettext
from duodesk.today.day import Day, Done
from duodesk.today.line import Line
from duodesk.today.rules import RULES
from duodesk.today.words import Group
from duodesk.ui.widgets.chips import Badge

_URGENT = 70
_LONG_AGO = 300  # days after which a day needs its year


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list: a heading, a line, something done, or the rest that is not shown."""

    group: Group
    line: Line | None = None
    done: Done | None = None
    count: int = 0
    is_open: bool = False
    more: bool = False
    today: date | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it stands over the lines of its group."""
        return self.line is None and self.done is None and not self.more

    @property
    def key(self) -> str:
        """What stays the same when the list is read anew."""
        if self.line is not None:
            return self.line.key
        return f"{self.group}/{'more' if self.more else self.done.at if self.done else ''}"


def entries(day: Day, opened: Collection[Group], whole: Collection[Group]) -> Iterator[Entry]:
    """The rows of a day: the groups that are open with their lines, the others as headings."""
    for group in Group:
        lines = day.groups.get(group, ())
        count = len(day.done) if group == Group.DONE else len(lines)
        if not count:
            continue
        yield Entry(group, count=count, is_open=group in opened)
        if group not in opened:
            continue
        if group == Group.DONE:
            yield from (Entry(group, done=one) for one in day.done)
            continue
        shown = day.shown(group, whole=group in whole)
        yield from (Entry(group, line=line, today=day.on) for line in shown)
        if len(shown) < count:
            yield Entry(group, count=count - len(shown), more=True)


def when_badge(entry: Entry) -> Badge | None:
    """When it was or is due."""
    line, today = entry.line, entry.today
    if line is None or today is None:
        return None
    late = (today - line.due_on).days
    if line.waits:
        return Badge(_("by %(day)s", day=short(line.due_on)[:5]), "neutral")
    if late > 0:
        return Badge(short(line.due_on)[: 5 if late < _LONG_AGO else None], "bad")
    if line.at is not None and late == 0:
        return Badge(hour(line.at), "accent")
    if late == 0:
        return Badge(_("today"), "warn" if line.weight >= _URGENT else "neutral")
    words = short(line.due_on)[:5]
    return Badge(f"{words} {hour(line.at)}" if line.at is not None else words, "neutral")


def when_words(entry: Entry) -> str:
    """The same in words; headings and what was done say what they say here."""
    if entry.is_heading:
        return _("%(group)s (%(n)s)", group=entry.group.title, n=entry.count)
    if entry.more:
        return ngettext("and %(n)s more", "and %(n)s more", entry.count)
    if entry.done is not None:
        return clock_time(entry.done.at.astimezone(BELGIUM))
    badge = when_badge(entry)
    return badge.text if badge is not None else ""


def who_words(entry: Entry) -> str:
    """Whom it is about; a line about nobody says what it is."""
    if entry.done is not None:
        return str(entry.done.label)
    line = entry.line
    if line is None:
        return ""
    return line.about.title or next((r.title for r in RULES if r.key == line.rule), "")


def why_words(entry: Entry) -> str:
    """The reason in a sentence, with what else there is."""
    line = entry.line
    return " · ".join((str(line.reason), *line.tags)) if line is not None else ""


def phone_words(entry: Entry) -> str:
    """The number to call first."""
    return entry.line.about.phone if entry.line is not None else ""


def finish_words(entry: Entry) -> str:
    """What its button says."""
    return entry.line.finish.title if entry.line is not None else ""

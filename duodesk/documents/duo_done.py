"""What a duo did, as its papers tell it: meetings, hours, and what was worked on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.followup.queries import meetings
from duodesk.model.followup import Held


@dataclass(frozen=True, slots=True)
class Done:
    """Meetings that took place, the minutes noted of them, and how often each topic came up, the
    most frequent first.
    """

    meetings: int
    minutes: int
    topics: tuple[tuple[str, int], ...]


def done(session: Session, duo_id: Id, *, until: date) -> Done:
    """What a duo did up to a day."""
    met = [m for m in meetings(session, duo_id) if m.state == Held.MET and _is_by(m.on, until)]
    topics = Counter(topic for meeting in met for topic in meeting.topics)
    return Done(
        len(met),
        sum(meeting.minutes or 0 for meeting in met),
        tuple(sorted(topics.items(), key=lambda item: (-item[1], item[0]))),
    )


def in_words(one: Done) -> str:
    """23 meetings and 41 hours; hours only where they were noted, and nothing without a meeting."""
    if not one.meetings:
        return ""
    met = ngettext("%(n)s meeting", "%(n)s meetings", one.meetings)
    hours = round(one.minutes / 60)
    if not hours:
        return met
    lasted = ngettext("%(n)s hour", "%(n)s hours", hours)
    return _("%(meetings)s and %(hours)s", meetings=met, hours=lasted)


def topic_rows(one: Done) -> tuple[tuple[str, str], ...]:
    """Each topic by its name with the number of meetings, the most frequent first."""
    named = [(reference.called("topic", code), n) for code, n in one.topics]
    named.sort(key=lambda row: (-row[1], fold(row[0])))
    return tuple((name, str(n)) for name, n in named)


def _is_by(day: date | None, until: date) -> bool:
    """A meeting whose day is still on its way from another office is left out."""
    return day is not None and day <= until

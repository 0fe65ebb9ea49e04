"""How a line of the timeline reads: its chip, its words, the filter that shows it, its month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from uuid import UUID

from duodesk.base import dates
from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.i18n import N_, Message, _
from duodesk.people.moments import Changed
from duodesk.people.timeline import Kind, TimelineEntry, day_of, is_planned
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.rows import Column

KINDS = {
    Kind.INTERVIEW: (N_("Interview"), "info"),
    Kind.NOTE: (N_("Note"), "accent"),
    Kind.CONTACT: (N_("Call"), "info"),
    Kind.SESSION: (N_("Session"), "info"),
    Kind.APPOINTMENT: (N_("Appointment"), "info"),
    Kind.STEP: (N_("Step"), "accent"),
    Kind.PROPOSAL: (N_("Proposal"), "warn"),
    Kind.DUO: (N_("Duo"), "good"),
    Kind.MEETINGS: (N_("Meetings"), "good"),
    Kind.DOCUMENT: (N_("Document"), "neutral"),
    Kind.TRAINING: (N_("Training"), "accent"),
    Kind.OUTCOME: (N_("Outcome"), "good"),
    Kind.TRANSFER: (N_("Hand-over"), "warn"),
    Kind.JOINED: (N_("One person"), "warn"),
    Kind.CHANGE: (N_("Change"), "neutral"),
}
FILTERS = (
    (
        "talk",
        N_("Conversations"),
        {Kind.INTERVIEW, Kind.NOTE, Kind.CONTACT, Kind.SESSION, Kind.APPOINTMENT},
    ),
    ("duo", N_("Duos"), {Kind.PROPOSAL, Kind.DUO, Kind.MEETINGS, Kind.OUTCOME}),
    ("paper", N_("Papers"), {Kind.DOCUMENT}),
    ("training", N_("Training"), {Kind.TRAINING}),
    ("change", N_("Changes"), {Kind.CHANGE, Kind.STEP, Kind.TRANSFER, Kind.JOINED}),
)
_NO_ROW = UUID(int=0)


def told(entry: TimelineEntry) -> str:
    """A line in one row: what happened, then what was written about it."""
    words = _flat(entry.words)
    # The chip says already that it is a note.
    title = "" if entry.kind == Kind.NOTE and words else str(entry.text)
    parts = [title, words, *(change(one) for one in entry.changed)]
    return " – ".join(part for part in parts if part)


def told_in_full(entry: TimelineEntry) -> str:
    """The same, each part on a line of its own."""
    parts = [str(entry.text), entry.words, *(change(one) for one in entry.changed), entry.author]
    return "\n".join(part for part in parts if part)


def change(one: Changed) -> str:
    """Telephone: 02 1 → 0470; what was blank is said to be."""
    before = _("blank") if one.before is None else str(one.before)
    after = _("blank") if one.after is None else str(one.after)
    return _("%(title)s: %(before)s → %(after)s", title=one.title, before=before, after=after)


def folded(entry: TimelineEntry) -> str:
    """What a search looks in."""
    return fold(f"{told_in_full(entry)} {_kind(entry)} {short(day_of(entry))}")


def shown(
    entries: Iterable[TimelineEntry], chosen: frozenset[str], words: str
) -> list[TimelineEntry]:
    """The lines that these filters and words let through; no filter lets everything through."""
    kinds = {kind for code, _title, kinds in FILTERS if code in chosen for kind in kinds}
    needles = fold(words).split()
    return [
        entry
        for entry in entries
        if (not kinds or entry.kind in kinds)
        and (not needles or all(needle in folded(entry) for needle in needles))
    ]


def with_headings(entries: Iterable[TimelineEntry], today: date) -> Iterator[TimelineEntry]:
    """The lines, with a heading above each month and above what is planned."""

    def heading(entry: TimelineEntry) -> str:
        return _("Planned") if is_planned(entry, today) else month(day_of(entry))

    for title, group in groupby(entries, key=heading):
        lines = list(group)
        text = Message("%(month)s", {"month": title})
        yield TimelineEntry(lines[0].at, Kind.HEADING, text, "", _NO_ROW)
        yield from lines


def month(day: date) -> str:
    """November 2026, as headings write it; nothing is known of a day long ago."""
    name = dates.month(day)
    return _("Without a day") if day.year <= dates.FIRST.year + 900 else name[:1].upper() + name[1:]


def _kind(entry: TimelineEntry) -> str:
    return _(KINDS[entry.kind][0]) if entry.kind in KINDS else ""


def _badges(entry: TimelineEntry) -> list[Badge]:
    return [Badge(_kind(entry), KINDS[entry.kind][1])] if entry.kind in KINDS else []


def _day(entry: TimelineEntry) -> str:
    """A heading stands where others have their day; it is painted across the row."""
    return str(entry.text) if entry.kind == Kind.HEADING else short(day_of(entry))


def _flat(words: str) -> str:
    return " ".join(words.split())


COLUMNS: tuple[Column[TimelineEntry], ...] = (
    Column(key="day", title=N_("When"), text=_day, order=lambda e: e.at, width=108),
    Column(key="kind", title=N_("What"), text=_kind, badges=_badges, width=118),
    Column(
        key="text",
        title=N_("Told"),
        text=lambda e: "" if e.kind == Kind.HEADING else told(e),
        tip=told_in_full,
        width=330,
    ),
    Column(key="author", title=N_("By"), text=lambda e: e.author, width=110, hidden=True),
)

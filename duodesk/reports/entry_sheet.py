"""The sheet of the way in: how many of each source and partner came how far; small groups are told
together.
"""

from __future__ import annotations

from collections.abc import Sequence

from duodesk.base import reference
from duodesk.base.dates import long
from duodesk.base.i18n import _, language
from duodesk.paper.cells import Cell, Column, Sheet
from duodesk.reports.cohort import Cohort
from duodesk.reports.entries import (
    ACCEPTED,
    FEW,
    INTERVIEW,
    MATCHED,
    REGISTERED,
    SESSION,
    STARTED,
    TITLES,
    TRAINED,
    Conversion,
    EntryFacts,
    by_origin,
    large_enough,
)

SHOWN = (REGISTERED, SESSION, INTERVIEW, ACCEPTED, TRAINED, MATCHED, STARTED)


def source_of(entry: EntryFacts) -> str:
    """How somebody found us, in words."""
    return reference.chosen("source", entry.source) if entry.source else _("Not known")


def partner_of(entry: EntryFacts) -> str:
    """Which partner organisation sent somebody."""
    return entry.partner or _("No partner")


def write_entries(sheet: Sheet, cohort: Cohort) -> None:
    """Two tables, by source and by partner."""
    words = {"begin": long(cohort.begin, language()), "end": long(cohort.end, language())}
    sheet.title(
        _("Recruitment"),
        _("Registered from %(begin)s to %(end)s; groups of fewer than five are told together.",
          **words),
    )  # fmt: skip
    sources = large_enough(by_origin(cohort.entries, source_of), _("Other sources"))
    partners = large_enough(by_origin(cohort.entries, partner_of), _("Other partners"))
    place = 3
    for name, title, lines in (
        ("Sources", _("How the person found us"), sources),
        ("Partners", _("Partner"), partners),
    ):
        sheet.table(place, name, _columns(title), [_row(line) for line in lines])
        place += len(lines) + 4


def _columns(title: str) -> Sequence[Column]:
    steps = [Column(_(TITLES[stage]), "number", 14) for stage in SHOWN]
    share = Column(_("Accepted of those registered"), "percent", 16)
    return [Column(_("Role"), width=12), Column(title, width=40), *steps, share]


def _row(line: Conversion) -> list[Cell]:
    accepted = line.of(ACCEPTED) or 0
    told = accepted / line.registered if line.registered and _is_told(accepted) else None
    role = reference.chosen("role", line.role)
    return [role, line.origin, *(_number(line.of(stage)) for stage in SHOWN), told]


def _number(count: int | None) -> Cell:
    """One to four people are not told in a file that leaves; nobody is no secret."""
    return count if count is None or _is_told(count) else f"<{FEW}"


def _is_told(count: int) -> bool:
    return count == 0 or count >= FEW

"""What changed between two reports on the same duos and why: outcomes that came late, corrections,
years that are over; pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from typing_extensions import override

from duodesk.base import reference
from duodesk.base.i18n import N_, _
from duodesk.followup.outcomes import Outcome
from duodesk.reports.figures import FIGURES, Figure
from duodesk.reports.kept import Content, KeptDuo, KeptFigure
from duodesk.reports.words import outcome_name


class Why(StrEnum):
    """Why a duo counts otherwise than in the report before, as it is told."""

    NEW = "new"
    ENTERED_LATER = "entered_later"
    GONE = "gone"
    YEAR_OVER = "year_over"
    LATE_OUTCOME = "late_outcome"
    CORRECTED = "corrected"
    ENDED = "ended"
    MEASURED = "measured"

    @property
    @override
    def title(self) -> str:  # type: ignore[override]  # the reason in words, never its letters
        return _(_TITLES[self])


_TITLES = {
    Why.NEW: N_("Began since then"),
    Why.ENTERED_LATER: N_("Began before, entered later"),
    Why.GONE: N_("No longer there: erased, or moved out of the period"),
    Why.YEAR_OVER: N_("The twelve months are over"),
    Why.LATE_OUTCOME: N_("The outcome became known"),
    Why.CORRECTED: N_("Corrected"),
    Why.ENDED: N_("The duo ended"),
    Why.MEASURED: N_("Counts otherwise by another definition"),
}


@dataclass(frozen=True, slots=True)
class DuoChange:
    """One duo that counts otherwise: why, and how it stood before and stands now."""

    number: str
    office: str
    why: Why
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and now; None where one of the reports did not tell it."""

    figure: Figure
    before: KeptFigure | None
    now: KeptFigure | None

    @property
    def moved(self) -> bool:
        """Whether it is told otherwise."""
        return self.before != self.now


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports beside each other: `since` is the day of looking of the one before;
    `same_period` tells whether they ask of the same starts.
    """

    figures: tuple[FigureChange, ...]
    duos: tuple[DuoChange, ...]
    same_period: bool
    since: date

    def of(self, why: Why) -> tuple[DuoChange, ...]:
        """The duos that changed for one reason."""
        return tuple(one for one in self.duos if one.why is why)


def changes(before: Content, now: Content) -> Comparison:
    """What moved from one report to a later one."""
    figures = tuple(
        FigureChange(one, before.figures.get(one.code), now.figures.get(one.code))
        for one in FIGURES
    )
    duos: list[DuoChange] = []
    for number in sorted({*before.duos, *now.duos}):
        duos += _of_duo(number, before, now)
    period = (before.begin, before.end) == (now.begin, now.end)
    moved = tuple(one for one in figures if one.moved)
    return Comparison(moved, tuple(duos), period, before.as_of)


def _of_duo(number: str, before: Content, now: Content) -> list[DuoChange]:
    old, new = before.duos.get(number), now.duos.get(number)
    if old is None and new is not None:
        why = Why.ENTERED_LATER if new.start <= before.as_of.isoformat() else Why.NEW
        return [DuoChange(number, new.office, why, "", _stood(new))]
    if new is None:
        return [DuoChange(number, old.office, Why.GONE, _stood(old), "")] if old else []
    assert old is not None  # noqa: S101 - one of the two is there
    if old == new:
        return []
    return [
        DuoChange(number, new.office, why, _stood(old), _stood(new)) for why in _reasons(old, new)
    ]


def _reasons(old: KeptDuo, new: KeptDuo) -> list[Why]:
    """Every reason that applies, the one that explains most first."""
    found = []
    if new.counted and not old.counted and old.outcome != Outcome.OUT_OF_SCOPE:
        found.append(Why.YEAR_OVER)
    if old.outcome != new.outcome:
        late = old.outcome == Outcome.UNKNOWN
        found.append(Why.LATE_OUTCOME if late else Why.CORRECTED)
    if old.start != new.start or (old.ended_on and old.ended_on != new.ended_on):
        found.append(Why.CORRECTED)
    elif old.ended_on != new.ended_on:
        found.append(Why.ENDED)
    elif old.end_reason != new.end_reason:
        found.append(Why.CORRECTED)
    return list(dict.fromkeys(found)) or [Why.MEASURED]


def _stood(duo: KeptDuo) -> str:
    """“Job, stable · counted · ended (six months reached)”."""
    parts = [outcome_name(Outcome(duo.outcome)) if duo.outcome in set(Outcome) else duo.outcome]
    if duo.stable:
        parts.append(_("stable"))
    parts.append(_("counted") if duo.counted else _("not counted"))
    if duo.ended_on:
        parts.append(
            _("ended: %(reason)s", reason=reference.chosen("end_reason", duo.end_reason) or "–")
        )
    return " · ".join(parts)

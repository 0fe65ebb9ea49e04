"""A figure with what makes it readable: part of whole, bounds of what is unknown, the interval of
small numbers, and the remarks printed beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.reports.cohort import Cohort, wilson
from duodesk.reports.figure import Figure, written
from duodesk.reports.figures import FIGURES

# From these shares of unknown on, bounds are printed, and a warning.
SOME_UNKNOWN, MANY_UNKNOWN = 0.05, 0.2
# Below these numbers the interval is printed, and offices are not compared.
FEW_FOR_A_SHARE, FEW_TO_COMPARE = 100, 30
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a cohort: its value, what it counted of how many, of whom it is not known;
    `mark` stands in its place where it is kept back.
    """

    figure: Figure
    value: float | None
    part: float | None = None
    whole: float | None = None
    unknown: int = 0
    mark: str = ""

    @property
    def shown(self) -> str:
        """The value as people read it."""
        return self.mark or written(self.figure.unit, self.value)

    @property
    def rate(self) -> bool:
        """Whether it is a share of people or duos, which can be judged as such."""
        one = self.figure
        return one.unit == "share" and one.of is not None and not one.sums and not one.value

    @property
    def bounds(self) -> Span | None:
        """The lowest and highest the share can be, whatever became of the unknown."""
        if self.mark or self.part is None or not self.whole or not self.unknown:
            return None
        return self.part / self.whole, (self.part + self.unknown) / self.whole

    @property
    def interval(self) -> Span | None:
        """The 95 % interval of a share of few (Wilson); None of many, and of what is no share."""
        if self.mark or not self.rate or self.part is None:
            return None
        if not self.whole or self.whole >= FEW_FOR_A_SHARE:
            return None
        return wilson(int(self.part), int(self.whole))

    @property
    def comparable(self) -> bool:
        """Whether offices may be put side by side by this figure."""
        return not self.rate or (self.whole or 0) >= FEW_TO_COMPARE

    @property
    def warnings(self) -> tuple[str, ...]:
        """What has to be said before it is told or compared."""
        return () if self.mark else tuple(_warnings(self))

    @property
    def remarks(self) -> tuple[str, ...]:
        """The same, and how sure it is in a sentence."""
        return self.warnings if self.mark else (*_sure(self), *self.warnings)


def told(figure: Figure, cohort: Cohort) -> Told:
    """One figure of a cohort."""
    part, whole = figure.counts(cohort)
    return Told(figure, figure.compute(cohort), part, whole, figure.open_ones(cohort))


def all_told(cohort: Cohort) -> tuple[Told, ...]:
    """Every figure of a cohort, in the order of the families."""
    return tuple(told(figure, cohort) for figure in FIGURES)


def ages_told(cohort: Cohort) -> str:
    """Until when the entries of each office are known here, in one short line: offices of one day
    together, the year where it is not that of looking.
    """
    known: dict[date | None, list[str]] = {}
    for one in cohort.ages:
        known.setdefault(one.until, []).append(one.office)
    told = [f"{' '.join(some)} {_day(day, cohort.as_of)}" for day, some in known.items()]
    return _("Entries until: %(offices)s", offices=", ".join(told)) if told else ""


def _day(day: date | None, on: date) -> str:
    if day is None:
        return "–"
    return f"{day:%d/%m}" if day.year == on.year else short(day)


def _warnings(one: Told) -> Iterable[str]:
    if one.whole and one.unknown / one.whole > MANY_UNKNOWN:
        yield _(
            "More than one in five is unknown: ask how things stand before you tell this figure."
        )
    if one.rate and one.whole and not one.comparable:
        yield _("Too few to compare offices by it.")


def _sure(one: Told) -> Iterable[str]:
    whole = one.whole or 0
    bounds, interval = one.bounds, one.interval
    if bounds is not None and one.unknown / whole > SOME_UNKNOWN:
        yield _(
            "Between %(low)s and %(high)s, as %(n)s of %(whole)s are unknown.",
            **_ends(bounds),
            n=one.unknown,
            whole=int(whole),
        )
    if interval is not None:
        yield _(
            "Of %(whole)s only: with 95 %% certainty between %(low)s and %(high)s.",
            **_ends(interval),
            whole=int(whole),
        )


def _ends(span: Span) -> dict[str, str]:
    low, high = (written("share", bound) for bound in span)
    return {"low": low, "high": high}

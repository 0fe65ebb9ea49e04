"""What a report remembers of itself: its figures with part and whole, and what each duo was counted
as; numbers of duos, no name and no note.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, fields
from datetime import date

from duodesk.reports.cohort import Cohort, DuoFacts
from duodesk.reports.telling import all_told

# The form of the text; a newer one is told apart by it.
FORM = 1


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure as it was told."""

    value: float | None
    part: float | None = None
    whole: float | None = None
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class KeptDuo:
    """A duo as it was counted; days as ISO text."""

    office: str
    start: str
    ended_on: str
    end_reason: str
    outcome: str
    counted: bool
    first: bool
    stable: bool
    durable: bool
    after: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a report told: its question and day, figures by code, duos by number."""

    begin: date
    end: date
    as_of: date
    figures: Mapping[str, KeptFigure]
    duos: Mapping[str, KeptDuo]

    def text(self) -> str:
        """As the file keeps it."""
        kept = {
            "form": FORM,
            "begin": self.begin.isoformat(),
            "end": self.end.isoformat(),
            "as_of": self.as_of.isoformat(),
            "figures": {code: asdict(one) for code, one in self.figures.items()},
            # A list for each duo: their names alone would take more room than they do.
            "columns": [one.name for one in fields(KeptDuo)],
            "duos": {number: astuple(one) for number, one in self.duos.items()},
        }
        return json.dumps(kept, separators=(",", ":"), sort_keys=True)


def content_of(cohort: Cohort) -> Content:
    """What is kept of a cohort."""
    counted = {duo.number for duo in cohort.counted}
    return Content(
        cohort.begin,
        cohort.end,
        cohort.as_of,
        {
            one.figure.code: KeptFigure(one.value, one.part, one.whole, one.unknown)
            for one in all_told(cohort)
        },
        {duo.number: _kept(duo, counted=duo.number in counted) for duo in cohort.duos},
    )


def read_content(text: str) -> Content | None:
    """What was kept; None where a newer program wrote it otherwise, or it is damaged."""
    try:
        kept = json.loads(text)
        return Content(
            date.fromisoformat(kept["begin"]),
            date.fromisoformat(kept["end"]),
            date.fromisoformat(kept["as_of"]),
            {code: KeptFigure(**one) for code, one in kept["figures"].items()},
            {
                number: KeptDuo(**dict(zip(kept["columns"], one, strict=True)))
                for number, one in kept["duos"].items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _kept(duo: DuoFacts, *, counted: bool) -> KeptDuo:
    return KeptDuo(
        office=duo.office,
        start=duo.start.isoformat(),
        ended_on=duo.ended_on.isoformat() if duo.ended_on else "",
        end_reason=duo.end_reason,
        outcome=str(duo.outcome),
        counted=counted,
        first=duo.first_of_mentee,
        stable=duo.stable,
        durable=duo.durable,
        after=str(duo.after_support or ""),
    )

"""The mentors shown for a mentee: each with its reasons, their source, and what a team must know
before it proposes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.pairing.doubts import Against, Doubt, Standing, standing
from duodesk.pairing.explain import FOR, UNKNOWN, Names, Reason, doubts_first, reasons
from duodesk.pairing.kept import evidence
from duodesk.pairing.queries import Suggestion

# The programme's four criteria; what helps besides is told on demand, its doubts always.
FOUR = ("field", "interests", "language", "style", "availability")
_QUIET = (FOR, UNKNOWN)
# What the reasons do not say themselves.
_BESIDE = (Doubt.TRAINING, Doubt.NOTE, Doubt.RESTING)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor for a mentee; `told` in the programme's order."""

    suggestion: Suggestion
    told: tuple[Reason, ...]
    standing: Standing

    @property
    def mentor_id(self) -> Id:
        """Who is proposed."""
        return self.suggestion.mentor_id

    @property
    def beside(self) -> tuple[Against, ...]:
        """Doubts that no reason speaks of: training, the information note, a rest."""
        return tuple(one for one in self.standing.doubts if one.code in _BESIDE)

    def shown(self, *, whole: bool) -> list[Reason]:
        """The reasons, doubts first: those of the four criteria and every other doubt, or all."""
        some = [r for r in self.told if whole or r.criterion in FOUR or r.stance not in _QUIET]
        return doubts_first(some)


def candidates(
    session: Session, found: Sequence[Suggestion], *, today: date, office_id: Id | None
) -> list[Candidate]:
    """Reasons and standing of each, in the order given."""
    made = []
    for one in found:
        pair = (one.score.mentee, one.score.mentor)
        told = reasons(one.score, names_of(one), evidence(session, pair))
        how = standing(session, *pair, today=today, office_id=office_id)
        made.append(Candidate(one, tuple(told), how))
    return made


def names_of(one: Suggestion) -> Names:
    """How the two are called in sentences: by the first of their names."""
    return Names(*(name.split(" ", maxsplit=1)[0] for name in (one.mentee, one.mentor)))

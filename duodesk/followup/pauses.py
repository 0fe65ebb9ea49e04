"""The days on which duos rest, as they are written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.followup.schedule import Span
from duodesk.model.followup import Pause
from duodesk.training.entry import rows_of


@dataclass(frozen=True, slots=True)
class PauseRow:
    """A pause of a duo, both days included; without a last day the duo rests still."""

    id: Id
    first_day: date
    last_day: date | None
    reason: str

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.first_day, self.last_day)


def pauses(session: Session, duo_id: Id) -> list[PauseRow]:
    """The pauses of a duo, the earliest first."""
    return pauses_of(session, [duo_id]).get(duo_id, [])


def pauses_of(
    session: Session, duos: Collection[Id] | Select[Id] | None = None
) -> dict[Id, list[PauseRow]]:
    """The pauses of these duos (identities, or a query that gives them), or of all, the earliest
    first; one without a first day is still on its way from another office.
    """
    asked = select(Pause.id, Pause.duo_id, Pause.first_day, Pause.last_day, Pause.reason).where(
        Pause.first_day.is_not(None), Pause.duo_id.is_not(None)
    )
    if duos is not None:
        asked = asked.where(Pause.duo_id.in_(duos))
    found: dict[Id, list[PauseRow]] = defaultdict(list)
    for row in rows_of(session, asked.order_by(Pause.first_day, Pause.id)):
        found[row.duo_id].append(PauseRow(row.id, row.first_day, row.last_day, row.reason or ""))
    return found


def spans(session: Session, duo_id: Id) -> tuple[Span, ...]:
    """The days on which one duo rests."""
    return tuple(row.span for row in pauses(session, duo_id))

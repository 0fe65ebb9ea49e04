"""What one needs to know to note a talk with a duo: with whom it is due, what the plan has next,
and how the two are reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.followup import queries
from duodesk.followup.contacts import SIDES
from duodesk.followup.overview import OverviewRow, Phones, phones
from duodesk.followup.plan_rows import PlannedStep, plan_of
from duodesk.followup.rounds import asks_status
from duodesk.followup.schedule import StepState
from duodesk.followup.watch import watch
from duodesk.model.followup import Party, StepKind

_WAITING = (StepState.OVERDUE, StepState.DUE)
_TALKS = (StepKind.CONTACT, StepKind.CHECK, StepKind.FIRST_MEETING, StepKind.OUTCOME)


@dataclass(frozen=True, slots=True)
class Facing:
    """A duo to talk with; `side` is with whom it is due, `next_with` the day after that by side."""

    row: OverviewRow
    phones: Phones
    side: Party
    next_with: Mapping[Party, date]
    asks_status: bool
    due: tuple[PlannedStep, ...] = ()

    @property
    def duo_id(self) -> Id:
        return self.row.id

    @property
    def names(self) -> str:
        """Both names on one line."""
        return self.row.names

    @property
    def mentee(self) -> str:
        return self.row.duo.mentee

    @property
    def mentor(self) -> str:
        return self.row.duo.mentor


def facing(session: Session, duo_id: Id, *, today: date) -> Facing | None:
    """A duo to talk with; None when there is no such duo."""
    duo = queries.duo(session, duo_id, today=today)
    if duo is None:
        return None
    plan = plan_of(session, duo_id, today=today)
    steps = [step for step in plan.steps if step.open] if plan else []
    due = tuple(step for step in steps if step.state in _WAITING and step.kind in _TALKS)
    watched = watch(session, duo_id, today=today)
    return Facing(
        row=OverviewRow(
            duo=duo,
            alerts=watched.alerts if watched else (),
            hidden=watched.hidden if watched else (),
        ),
        phones=phones(session, duo_id),
        side=next((step.party for step in due if step.party in SIDES), Party.MENTEE),
        next_with={side: day for side in SIDES if (day := _next(steps, side, today)) is not None},
        asks_status=asks_status(duo.start, today),
        due=due,
    )


def _next(steps: list[PlannedStep], side: Party, today: date) -> date | None:
    """The day of the next step with this side that a talk of today does not do."""
    wanted = {side, Party.EACH, Party.TOGETHER}
    days = (s.due_on for s in steps if s.party in wanted and s.opens_on > today)
    return min(days, default=None)

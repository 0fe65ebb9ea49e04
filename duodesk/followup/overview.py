"""All duos of an office on one page: their weeks, what asks for attention, and who looks after them
today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.followup import plan_rows, queries
from duodesk.followup.alerts import Alert
from duodesk.followup.covers import CoverRow, covers, standing_in
from duodesk.followup.lived import lived
from duodesk.followup.plan_rows import PlannedStep
from duodesk.followup.queries import DuoRow
from duodesk.followup.watch import WatchRow, watched
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Person
from duodesk.office.queries import author_names

UNDER_WAY = (DuoStage.ACTIVE, DuoStage.PAUSED)
_OPEN = (DuoStage.TO_SIGN, *UNDER_WAY)
ENDING_DAYS = 28


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A duo with what a coordinator looks for: `alerts` worst first, `hidden` those put off until
    `snoozed_until`, `looks_after` who stands in today.
    """

    duo: DuoRow
    coordinator_id: Id | None = None
    looks_after_id: Id | None = None
    looks_after: str = ""
    alerts: tuple[Alert, ...] = ()
    hidden: tuple[Alert, ...] = ()
    snoozed_until: date | None = None

    @property
    def id(self) -> Id:
        return self.duo.id

    @property
    def names(self) -> str:
        """Both names on one line."""
        return f"{self.duo.mentee} × {self.duo.mentor}"

    @property
    def worst(self) -> Alert | None:
        """The reason that is told first."""
        return self.alerts[0] if self.alerts else None

    @property
    def under_way(self) -> bool:
        """Whether it has begun and not ended."""
        return self.duo.stage in UNDER_WAY

    @property
    def risk(self) -> tuple[int, int, int] | None:
        """Its place in the order of need: smaller is worse; None where nothing asks for it."""
        worst = self.worst
        return (-worst.weight, -worst.days, -len(self.alerts)) if worst is not None else None

    def is_ending(self, today: date) -> bool:
        """Whether it ends within four weeks, or should have ended."""
        end = self.duo.expected_end
        return self.under_way and end is not None and (end - today).days <= ENDING_DAYS


@dataclass(frozen=True, slots=True)
class Phones:
    """How the two are reached."""

    mentee: str = ""
    mentor: str = ""


def overview(
    session: Session, *, office_id: Id, today: date, ended: bool = False
) -> list[OverviewRow]:
    """The duos of an office, worst first, then the longest silent; those that ended only when they
    are asked for: after ten years they are many.
    """
    stages = (*_OPEN, DuoStage.ENDED) if ended else _OPEN
    which = queries.identities(office_id=office_id, stages=stages)
    known = lived(session, which, today)
    found = queries.duos(session, today=today, office_id=office_id, stages=stages, known=known)
    asking = watched(session, office_id=office_id, today=today, known=known)
    watching = {row.duo.id: row for row in asking}
    facts = _Facts(session, office_id, stages, today)
    rows = [facts.row(row, watching.get(row.id)) for row in found]
    return sorted(rows, key=lambda row: row.risk or (0, 0, 0))


def next_steps(session: Session, ids: Sequence[Id], *, today: date) -> dict[Id, PlannedStep]:
    """The open step that is due first, by duo; for the duos in sight, as all would take long."""
    plans = plan_rows.plans(session, today=today, duos=ids) if ids else {}
    return {duo_id: plan.next for duo_id, plan in plans.items() if plan.next is not None}


def duo_in_sight(session: Session, subject: Id) -> Id | None:
    """The duo that a page's subject means: the duo itself, or the one under way of a person."""
    mine = or_(Duo.id == subject, Duo.mentee_id == subject, Duo.mentor_id == subject)
    asked = select(Duo.id, Duo.stage, Duo.start_date).where(mine)
    rows = sorted(
        session.execute(asked),
        key=lambda row: (row.id == subject, row.stage in UNDER_WAY, row.start_date or date.min),
    )
    known = [row for row in rows if row.id == subject or row.stage in UNDER_WAY]
    return known[-1].id if known else None


def phones(session: Session, duo_id: Id) -> Phones:
    """The telephone numbers of both."""
    duo = session.get(Duo, duo_id)
    if duo is None:
        return Phones()
    people = [session.get(Person, one) for one in (duo.mentee_id, duo.mentor_id)]
    return Phones(*(person.phone or "" if person else "" for person in people))


class _Facts:
    """Who coordinates which duo, and who stands in today."""

    def __init__(
        self, session: Session, office_id: Id, stages: Sequence[DuoStage], today: date
    ) -> None:
        asked = select(Duo.id, Duo.coordinator_id).where(
            Duo.office_id == office_id, Duo.stage.in_(stages)
        )
        self._coordinators = {row.id: row.coordinator_id for row in session.execute(asked)}
        self._names = author_names(session)
        self._covers: list[CoverRow] = covers(session, since=today)
        self._today = today

    def row(self, duo: DuoRow, watch: WatchRow | None) -> OverviewRow:
        """One duo on the page."""
        coordinator = self._coordinators.get(duo.id)
        standing = standing_in(self._covers, coordinator, self._today) if coordinator else None
        return OverviewRow(
            duo=duo,
            coordinator_id=coordinator,
            looks_after_id=standing,
            looks_after=self._names.get(standing, "") if standing else "",
            alerts=watch.alerts if watch else (),
            hidden=watch.hidden if watch else (),
            snoozed_until=watch.snoozed_until if watch else None,
        )

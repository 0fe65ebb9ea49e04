"""What the chosen duo's panel knows of it, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.exchange import handover
from duodesk.exchange.handover import TransferRow
from duodesk.followup import agreed, plan_rows, watch
from duodesk.followup.agreed import AgreedRow
from duodesk.followup.overview import OverviewRow, Phones, phones
from duodesk.followup.plan_rows import PlannedStep, PlanRow
from duodesk.followup.watch import SnoozeRow
from duodesk.followup.words import DuoStage, Party
from duodesk.store.session import Session

PARTIES = {
    Party.MENTEE: N_("mentee"),
    Party.MENTOR: N_("mentor"),
    Party.EACH: N_("each apart"),
    Party.TOGETHER: N_("both together"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """A duo with its plan, what was agreed, what is put off, and how the two are reached."""

    row: OverviewRow
    agreed: AgreedRow
    plan: PlanRow | None
    snoozes: tuple[SnoozeRow, ...]
    offer: TransferRow | None
    phones: Phones

    @property
    def id(self) -> Id:
        return self.row.id

    @property
    def steps(self) -> tuple[PlannedStep, ...]:
        """The steps of its plan, by day."""
        return self.plan.steps if self.plan is not None else ()


def facts(session: Session, row: OverviewRow, *, today: date) -> Facts:
    """Everything the panel shows at once."""
    duo = row.duo
    return Facts(
        row=row,
        agreed=agreed.agreed(session, duo.id),
        plan=plan_rows.plan_of(session, duo.id, today=today),
        snoozes=tuple(watch.snoozes(session, duo.id, today=today)),
        offer=handover.offer_of(session, duo.mentee_id),
        phones=phones(session, duo.id),
    )


def party_words(party: Party | str | None) -> str:
    """With whom, in a word; that of a newer program as it is."""
    known = party in set(Party)
    return _(PARTIES[Party(party)]) if known and party else str(party or "")


def story(row: OverviewRow) -> str:
    """Number, weeks and days on one line."""
    duo, parts = row.duo, [row.duo.number]
    if duo.start is not None:
        parts.append(_("started on %(day)s", day=short(duo.start)))
    if row.under_way and duo.expected_end is not None:
        weeks = len(duo.weeks)
        parts.append(_("week %(week)s of %(weeks)s", week=min(duo.week, weeks), weeks=weeks))
        parts.append(_("ends on %(day)s", day=short(duo.expected_end)))
    if duo.stage == DuoStage.PAUSED:
        parts.append(_("paused"))
    if duo.ended_on is not None:
        parts.append(_("ended on %(day)s", day=short(duo.ended_on)))
        parts.append(reference.chosen("end_reason", duo.end_reason) if duo.end_reason else "")
    if not duo.signed:
        parts.append(_("%(n)s of 4 signatures", n=duo.signatures))
    if row.looks_after and row.looks_after != duo.coordinator:
        parts.append(_("%(name)s stands in", name=row.looks_after))
    elif duo.coordinator:
        parts.append(duo.coordinator)
    return " · ".join(part for part in parts if part)

"""The follow-up plan of a duo: what is due when, with whom, and what became of it.

A duo that began before there were plans shows the one it would have; it is written down with the
first change. Steps whose window was over before the plan was made are left out of question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from duodesk.base.dates import add_months
from duodesk.base.i18n import _
from duodesk.base.ids import Id, seed_id
from duodesk.followup import schedule
from duodesk.followup.pauses import PauseRow, pauses_of
from duodesk.followup.schedule import Move, StepState, Terms
from duodesk.followup.templates import (
    StepRow,
    TemplateRow,
    kind_title,
    step_rows,
    template,
    template_for,
)
from duodesk.model.followup import DuoStep, Party, StepKind
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.training import Event, EventKind
from duodesk.office import settings
from duodesk.training.entry import rows_of

UNDER_WAY = (DuoStage.ACTIVE, DuoStage.PAUSED)
STARTED = (*UNDER_WAY, DuoStage.ENDED)
# So long after its start, nothing of a duo that has ended is left to be done.
_LAST_MONTHS = 14
# Steps that an appointment in the calendar is made for.
_APPOINTMENTS = {StepKind.MID_TERM: EventKind.MID_TERM, StepKind.CLOSING: EventKind.CLOSING}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """A step of one duo's plan.

    From `opens_on` to `closes_on` it is in time; with `months` it is counted so many months from
    the start; `appointment` is the day of the calendar's event that was planned for it.
    """

    id: Id
    step_id: Id
    title: str
    party: Party
    kind: StepKind
    due_on: date
    opens_on: date
    closes_on: date
    months: int | None = None
    adjusted: bool = False
    done_on: date | None = None
    skipped_on: date | None = None
    reason: str = ""
    state: StepState = StepState.EARLY
    appointment: date | None = None

    @property
    def moves(self) -> bool:
        """Whether a pause puts it off."""
        return self.months is None and self.kind != StepKind.OUTCOME

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.state not in {StepState.DONE, StepState.SKIPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """The plan of a duo with its steps by day; `rests` on the day of looking."""

    duo_id: Id
    template_id: Id
    start: date
    expected_end: date | None
    extended_days: int
    pauses: tuple[PauseRow, ...]
    rests: bool
    steps: tuple[PlannedStep, ...]

    @property
    def terms(self) -> Terms:
        """What its dates follow from."""
        return Terms(self.start, tuple(row.span for row in self.pauses), self.extended_days)

    @property
    def next(self) -> PlannedStep | None:
        """The open step that is due first."""
        return next((step for step in self.steps if step.open), None)


def plan_of(session: Session, duo_id: Id, *, today: date) -> PlanRow | None:
    """The plan of one duo; None before it starts, or when it never did."""
    return plans(session, today=today, duos=[duo_id]).get(duo_id)


def plans(
    session: Session,
    *,
    today: date,
    office_id: Id | None = None,
    duos: Collection[Id] | None = None,
) -> dict[Id, PlanRow]:
    """The plans of these duos, or of all that have anything left to do; at most seven SELECTs for
    each template in use.
    """
    asked = select(
        Duo.id, Duo.office_id, Duo.stage, Duo.start_date, Duo.expected_end, Duo.ended_on,
        Duo.extended_days, Duo.template_id,
    ).where(Duo.start_date.is_not(None), Duo.stage.in_(STARTED))  # fmt: skip
    if duos is not None:
        asked = asked.where(Duo.id.in_(duos))
    else:
        since = add_months(today, -_LAST_MONTHS)
        asked = asked.where(or_(Duo.stage.in_(UNDER_WAY), Duo.start_date >= since))
    if office_id is not None:
        asked = asked.where(Duo.office_id == office_id)
    found = rows_of(session, asked)
    facts = _Facts(session, today, None if duos is None else list(duos))
    return {row.id: facts.plan(row) for row in found}


def preview_start(session: Session, duo_id: Id, *, on: date, today: date) -> list[Move]:
    """The plan that a duo would get if it began on a day, and when it would end."""
    office_id = session.scalar(select(Duo.office_id).where(Duo.id == duo_id))
    chosen = template_for(session, office_id, on=on)
    weeks = weeks_of(session, office_id, on)
    steps = drawn(duo_id, chosen, Terms(on), today=today, extra=0)
    end = schedule.expected_end(Terms(on), weeks)
    return [
        *(Move(step.id, step.title, None, step.due_on, step.party) for step in steps),
        Move(None, _("Expected end"), None, end),
    ]


def duo_of_step(session: Session, step_id: Id) -> Id | None:
    """Whose plan a written step belongs to."""
    return session.scalar(select(DuoStep.duo_id).where(DuoStep.id == step_id))


def drawn(
    duo_id: Id, chosen: TemplateRow, terms: Terms, *, today: date, extra: int
) -> list[PlannedStep]:
    """The steps of a template for one duo, by day; `extra` are days by which the closing lies later
    than the programme's weeks have it.
    """
    found = []
    for row in chosen.steps:
        days = row.days + (extra if row.kind == StepKind.CLOSING else 0)
        fixed = row.kind == StepKind.OUTCOME
        due = schedule.due(Terms(terms.start) if fixed else terms, max(days, 0), row.months)
        apart = row.kind == StepKind.CONTACT and row.party == Party.EACH
        for party in (Party.MENTEE, Party.MENTOR) if apart else (row.party,):
            step = _windowed(
                PlannedStep(
                    id=seed_id(f"duo_step/{duo_id}/{row.id}/{party}"),
                    step_id=row.id,
                    title=row.title,
                    party=party,
                    kind=row.kind,
                    due_on=due,
                    opens_on=due,
                    closes_on=due,
                ),
                row,
            )
            gone = step.closes_on < today
            found.append(replace(step, skipped_on=today, state=StepState.SKIPPED) if gone else step)
    return sorted(found, key=_order)


def weeks_of(session: Session, office_id: Id | None, on: date) -> int:
    """How many weeks a duo of this office lasts."""
    return settings.values(session, office_id=office_id, on=on).number(settings.DUO_WEEKS)


class _Facts:
    """What all plans need, read once."""

    def __init__(self, session: Session, today: date, duos: Sequence[Id] | None) -> None:
        self._session, self._today = session, today
        self._steps = _stored(session, duos)
        self._pauses = pauses_of(session, duos)
        self._events = _appointments(session, duos)
        used = {row.step_id for rows in self._steps.values() for row in rows}
        self._known = step_rows(session, used)
        self._templates: dict[tuple[Id | None, Id | None], TemplateRow] = {}
        self._weeks: dict[Id | None, int] = {}

    def plan(self, duo: Any) -> PlanRow:
        """The plan of one duo as it stands."""
        paused = tuple(self._pauses.get(duo.id, ()))
        spans = tuple(row.span for row in paused)
        terms = Terms(duo.start_date, spans, duo.extended_days or 0)
        rows = self._steps.get(duo.id)
        steps = [self._read(row) for row in rows] if rows else self._drawn(duo, terms)
        rests = duo.stage in UNDER_WAY and schedule.rests(duo.stage, spans, self._today)
        return PlanRow(
            duo_id=duo.id,
            template_id=self._template(duo).id,
            start=duo.start_date,
            expected_end=duo.expected_end,
            extended_days=duo.extended_days or 0,
            pauses=paused,
            rests=rests,
            steps=tuple(
                sorted((self._standing(duo, step, rests=rests) for step in steps), key=_order)
            ),
        )

    def _read(self, row: Any) -> PlannedStep:
        known = self._known.get(row.step_id)
        step = PlannedStep(
            id=row.id,
            step_id=row.step_id,
            title=known.title if known else kind_title(row.kind or StepKind.CONTACT),
            party=row.party or Party.EACH,
            kind=row.kind or StepKind.CONTACT,
            due_on=row.due_on,
            opens_on=row.due_on,
            closes_on=row.due_on,
            adjusted=bool(row.adjusted),
            done_on=row.done_on,
            skipped_on=row.skipped_on,
            reason=row.skipped_reason or "",
        )
        return _windowed(step, known) if known else step

    def _drawn(self, duo: Any, terms: Terms) -> list[PlannedStep]:
        extra = extra_days(terms, duo.expected_end, self._weeks_of(duo.office_id))
        return drawn(duo.id, self._template(duo), terms, today=self._today, extra=extra)

    def _standing(self, duo: Any, step: PlannedStep, *, rests: bool) -> PlannedStep:
        """The step as it stands today, and the appointment made for it."""
        if duo.ended_on is not None and duo.stage == DuoStage.ENDED:
            step = _after_end(step, duo.ended_on)
        return replace(
            step,
            state=schedule.state(
                step,
                self._today,
                done=step.done_on is not None,
                skipped=step.skipped_on is not None,
                rests=rests,
            ),
            appointment=self._events.get((duo.id, step.kind)),
        )

    def _template(self, duo: Any) -> TemplateRow:
        key = (duo.template_id, None if duo.template_id else duo.office_id)
        if key not in self._templates:
            self._templates[key] = (
                template(self._session, duo.template_id)
                if duo.template_id
                else template_for(self._session, duo.office_id, on=self._today)
            )
        return self._templates[key]

    def _weeks_of(self, office_id: Id | None) -> int:
        if office_id not in self._weeks:
            self._weeks[office_id] = weeks_of(self._session, office_id, self._today)
        return self._weeks[office_id]


def extra_days(terms: Terms, expected_end: date | None, weeks: int) -> int:
    """How much later a duo ends than the programme's weeks and its pauses have it."""
    if expected_end is None:
        return terms.extended
    return schedule.elapsed(terms, expected_end) - 7 * weeks


def _after_end(step: PlannedStep, ended_on: date) -> PlannedStep:
    """Once a duo has ended, only the closing and the outcomes are left to be done."""
    if step.kind == StepKind.OUTCOME or step.done_on or step.skipped_on:
        return step
    if step.kind == StepKind.CLOSING:
        earlier = max(step.due_on - ended_on, timedelta())
        return replace(
            step,
            due_on=step.due_on - earlier,
            opens_on=step.opens_on - earlier,
            closes_on=step.closes_on - earlier,
        )
    return replace(step, skipped_on=ended_on)


def _windowed(step: PlannedStep, row: StepRow) -> PlannedStep:
    return replace(
        step,
        opens_on=step.due_on - timedelta(days=row.early),
        closes_on=step.due_on + timedelta(days=row.late),
        months=row.months,
    )


def _stored(session: Session, duos: Sequence[Id] | None) -> dict[Id, list[Any]]:
    """Written steps by duo; one without a day is still on its way from another office."""
    asked = select(
        DuoStep.id, DuoStep.duo_id, DuoStep.step_id, DuoStep.kind, DuoStep.party, DuoStep.due_on,
        DuoStep.adjusted, DuoStep.done_on, DuoStep.skipped_on, DuoStep.skipped_reason,
    ).where(DuoStep.due_on.is_not(None), DuoStep.duo_id.is_not(None))  # fmt: skip
    if duos is not None:
        asked = asked.where(DuoStep.duo_id.in_(duos))
    found: dict[Id, list[Any]] = defaultdict(list)
    for row in rows_of(session, asked):
        found[row.duo_id].append(row)
    return found


def _appointments(session: Session, duos: Sequence[Id] | None) -> dict[tuple[Id, StepKind], date]:
    """The latest day planned for the meeting halfway and the last one, by duo."""
    asked = select(Event.duo_id, Event.kind, Event.held_on).where(
        Event.duo_id.is_not(None),
        Event.held_on.is_not(None),
        Event.cancelled_on.is_(None),
        Event.kind.in_(_APPOINTMENTS.values()),
    )
    if duos is not None:
        asked = asked.where(Event.duo_id.in_(duos))
    kinds = {str(event): step for step, event in _APPOINTMENTS.items()}
    rows: Iterable[Any] = rows_of(session, asked.order_by(Event.held_on))
    return {(row.duo_id, kinds[str(row.kind)]): row.held_on for row in rows}


def _order(step: PlannedStep) -> tuple[date, str, str]:
    return step.due_on, str(step.step_id), str(step.party)

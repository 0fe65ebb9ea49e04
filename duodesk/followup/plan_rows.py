"""The follow-up plan of a duo: what is due when, with whom, and what became of it.

A duo that began before there were plans shows the one it would have; it is written down with the
first change. Steps whose window was over before the plan was made are left out of question. The
first weekly meeting is done once one was held, whoever noted it, and open again without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from duodesk.base.dates import add_months
from duodesk.base.i18n import _
from duodesk.base.ids import Id, seed_id
from duodesk.followup import schedule
from duodesk.followup.beside import Which, appointments, first_met, kind_of, not_met
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
from duodesk.office import settings
from duodesk.training.entry import rows_of

UNDER_WAY = (DuoStage.ACTIVE, DuoStage.PAUSED)
STARTED = (*UNDER_WAY, DuoStage.ENDED)
# So long after its start, nothing of a duo that has ended is left to be done.
_LAST_MONTHS = 14


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
    open_only: bool = False,
    until: date | None = None,
) -> dict[Id, PlanRow]:
    """The plans of these duos; without `duos`, what is left to be done of all that run or began in
    the last fourteen months. Some SELECTs for each template in use, whatever the number of duos.

    With `open_only` the steps that were done or left out are not read; with `until` neither are
    those that are due later.
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
    which = list(duos) if duos is not None else asked.with_only_columns(Duo.id)
    open_only = open_only or duos is None
    steps = _by_duo(rows_of(session, _steps(which, open_only=open_only, until=until)))
    rows = rows_of(session, asked)
    # What is read of written plans alone leaves the steps out that a meeting did.
    unwritten = [row.id for row in rows if row.template_id is None]
    met = first_met(session, unwritten if open_only else which)
    facts = _Facts(session, today, which, steps, met)
    found = map(facts.plan, rows)
    return {plan.duo_id: plan if until is None else _up_to(plan, until) for plan in found}


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

    def __init__(
        self,
        session: Session,
        today: date,
        which: Which,
        steps: dict[Id, list[Any]],
        met: dict[Id, date],
    ) -> None:
        self._session, self._today, self._steps, self._met = session, today, steps, met
        self._pauses = pauses_of(session, which)
        self._events = appointments(session, which)
        used = step_rows(session, {row.step_id for rows in steps.values() for row in rows})
        self._windows = {one: _Window(row) for one, row in used.items()}
        self._templates: dict[tuple[Id | None, Id | None], TemplateRow] = {}
        self._weeks: dict[Id | None, int] = {}

    def plan(self, duo: Any) -> PlanRow:
        """The plan of one duo as it stands; one whose template is known was written."""
        paused = tuple(self._pauses.get(duo.id, ()))
        spans = tuple(row.span for row in paused)
        terms = Terms(duo.start_date, spans, duo.extended_days or 0)
        rests = duo.stage in UNDER_WAY and schedule.rests(duo.stage, spans, self._today)
        rows = self._steps.get(duo.id, ())
        steps = [self._read(duo, row, rests) for row in rows]
        if not rows and duo.template_id is None:
            steps = [self._standing(duo, step, rests) for step in self._drawn(duo, terms)]
        return PlanRow(
            duo_id=duo.id,
            template_id=duo.template_id or self._template(duo).id,
            start=duo.start_date,
            expected_end=duo.expected_end,
            extended_days=duo.extended_days or 0,
            pauses=paused,
            rests=rests,
            steps=tuple(sorted(steps, key=_order)),
        )

    def _read(self, duo: Any, row: Any, rests: bool) -> PlannedStep:  # noqa: FBT001
        """A written step as it stands today; made in one piece, of which long lists feel the
        time.
        """
        kind = kind_of(row)
        window = self._windows.get(row.step_id) or _UNKNOWN
        done = row.done_on or self._met_on(duo, kind, row.skipped_reason)
        due, skipped = _as_ended(duo, kind, row) if done is None else (row.due_on, None)
        opens_on, closes_on = due - window.early, due + window.late
        moves = window.months is None and kind != StepKind.OUTCOME
        return PlannedStep(
            id=row.id,
            step_id=row.step_id,
            title=window.title or kind_title(kind),
            party=row.party or Party.EACH,
            kind=kind,
            due_on=due,
            opens_on=opens_on,
            closes_on=closes_on,
            months=window.months,
            adjusted=bool(row.adjusted),
            done_on=done,
            skipped_on=skipped,
            reason=row.skipped_reason or "",
            state=StepState.DONE
            if done is not None
            else StepState.SKIPPED
            if skipped is not None
            else schedule.state(opens_on, closes_on, self._today, waits=rests and moves),
            appointment=self._events.get((duo.id, kind)),
        )

    def _drawn(self, duo: Any, terms: Terms) -> list[PlannedStep]:
        extra = extra_days(terms, duo.expected_end, self._weeks_of(duo.office_id))
        return drawn(duo.id, self._template(duo), terms, today=self._today, extra=extra)

    def _standing(self, duo: Any, step: PlannedStep, rests: bool) -> PlannedStep:  # noqa: FBT001
        """A step that nobody wrote yet, as it stands today."""
        done = self._met_on(duo, step.kind, None)
        if done is not None:
            return replace(step, done_on=done, skipped_on=None, state=StepState.DONE)
        due, skipped = _as_ended(duo, step.kind, step)
        earlier = step.due_on - due
        opens_on, closes_on = step.opens_on - earlier, step.closes_on - earlier
        waits = rests and step.moves
        return replace(
            step,
            due_on=due,
            opens_on=opens_on,
            closes_on=closes_on,
            skipped_on=skipped,
            state=StepState.SKIPPED
            if skipped is not None
            else schedule.state(opens_on, closes_on, self._today, waits=waits),
            appointment=self._events.get((duo.id, step.kind)),
        )

    def _met_on(self, duo: Any, kind: StepKind, reason: str | None) -> date | None:
        """When a meeting of the duo did this step, where it asks for one and was not left out on
        purpose.
        """
        asks = kind == StepKind.FIRST_MEETING and not reason
        return self._met.get(duo.id) if asks else None

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


def _as_ended(duo: Any, kind: StepKind, step: Any) -> tuple[date, date | None]:
    """When a step is due and since when it is left out: once a duo has ended, only the closing and
    the outcomes are left to be done.
    """
    due: date = step.due_on
    skipped: date | None = step.skipped_on
    over = duo.stage == DuoStage.ENDED and duo.ended_on is not None
    if not over or kind == StepKind.OUTCOME or step.done_on is not None or skipped is not None:
        return due, skipped
    if kind == StepKind.CLOSING:
        return min(due, duo.ended_on), None
    return due, duo.ended_on


def _up_to(plan: PlanRow, until: date) -> PlanRow:
    """The plan without what is due later, also where nobody wrote it yet."""
    if not plan.steps or plan.steps[-1].due_on <= until:
        return plan
    return replace(plan, steps=tuple(step for step in plan.steps if step.due_on <= until))


class _Window:
    """What a template says of a step, in the form that long lists need."""

    __slots__ = ("early", "late", "months", "title")

    def __init__(self, row: StepRow | None) -> None:
        self.title = row.title if row else ""
        self.months = row.months if row else None
        self.early = timedelta(days=row.early if row else 0)
        self.late = timedelta(days=row.late if row else 0)


_UNKNOWN = _Window(None)


def _windowed(step: PlannedStep, row: StepRow) -> PlannedStep:
    return replace(
        step,
        opens_on=step.due_on - timedelta(days=row.early),
        closes_on=step.due_on + timedelta(days=row.late),
        months=row.months,
    )


def _steps(which: Which, *, open_only: bool, until: date | None) -> Select[*tuple[Any, ...]]:
    """Written steps; one without a day is still on its way from another office."""
    asked = select(
        DuoStep.id, DuoStep.duo_id, DuoStep.step_id, DuoStep.kind, DuoStep.party, DuoStep.due_on,
        DuoStep.adjusted, DuoStep.done_on, DuoStep.skipped_on, DuoStep.skipped_reason,
    ).where(DuoStep.due_on.is_not(None), DuoStep.duo_id.in_(which))  # fmt: skip
    if open_only:
        asked = asked.where(DuoStep.done_on.is_(None), DuoStep.skipped_on.is_(None), not_met())
    if until is not None:
        # The closing of a duo that ended early is due with its end.
        due = or_(DuoStep.due_on <= until, DuoStep.kind == StepKind.CLOSING)
        asked = asked.where(due)
    return asked


def _by_duo(rows: Iterable[Any]) -> dict[Id, list[Any]]:
    found: dict[Id, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.duo_id].append(row)
    return found


def _order(step: PlannedStep) -> tuple[date, str, str]:
    return step.due_on, step.title, str(step.party)

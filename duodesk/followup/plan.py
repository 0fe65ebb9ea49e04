"""Making the follow-up plan of a duo, and what becomes of its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.followup import schedule
from duodesk.followup.beside import first_met, kind_of
from duodesk.followup.pauses import spans
from duodesk.followup.plan_rows import (
    STARTED,
    UNDER_WAY,
    PlannedStep,
    PlanRow,
    drawn,
    duo_of_step,
    extra_days,
    plan_of,
    plans,
    preview_start,
    weeks_of,
)
from duodesk.followup.schedule import Move, StepState, Terms
from duodesk.followup.templates import template, template_for
from duodesk.model.followup import DuoStep, Party, StepKind
from duodesk.model.pairing import Duo, DuoStage
from duodesk.pairing import duos
from duodesk.people.text import clean_line
from duodesk.store.store import Changes, Store, Write

__all__ = [
    "UNDER_WAY",
    "Move",
    "PlanRow",
    "PlannedStep",
    "StepState",
    "duo_of_step",
    "plan_of",
    "plans",
    "preview_start",
]

# How far after the start of a duo one of its steps may be put.
MOST_DAYS = 3 * 366


def start_with_plan(
    store: Store,
    duo_id: Id,
    *,
    on: date,
    adjusted: Mapping[Id, date] | None = None,
    unsigned_reason: str = "",
) -> Changes:
    """Let a duo begin and make its plan, in one step of undo; `adjusted` are other days for steps
    by the identity that `preview_start` gave them.
    """
    with store.write(N_("Start duo %(number)s"), number=number_of(store, duo_id)) as write:
        duo = duos.begin(write, duo_id, on=on, unsigned_reason=unsigned_reason)
        make_plan(write, duo, adjusted=adjusted)
    return write.changes


def make_plan(write: Write, duo: Duo, *, adjusted: Mapping[Id, date] | None = None) -> bool:
    """Write down the plan of a duo that has begun and has none yet, and tell whether that was so.

    The signing is done when nothing is left to be signed; steps that are no longer in time are left
    out of question.
    """
    if duo.start_date is None or _planned(write, duo.id):
        return False
    chosen = (
        template(write.session, duo.template_id)
        if duo.template_id
        else template_for(write.session, duo.office_id, on=duo.start_date)
    )
    duo.template_id = chosen.id
    terms = Terms(duo.start_date, spans(write.session, duo.id), duo.extended_days or 0)
    weeks = weeks_of(write.session, duo.office_id, duo.start_date)
    extra = extra_days(terms, duo.expected_end, weeks)
    signed = not duos.missing_signatures(write.session, duo.id)
    for step in drawn(duo.id, chosen, terms, today=write.today, extra=extra):
        chosen_day = (adjusted or {}).get(step.id)
        if chosen_day is not None and chosen_day != step.due_on:
            _check_day(duo.start_date, chosen_day)
            step = replace(step, due_on=chosen_day, adjusted=True, skipped_on=None)  # noqa: PLW2901
        if signed and step.kind == StepKind.CHECK and step.party == Party.TOGETHER:
            step = replace(step, done_on=duo.start_date, skipped_on=None)  # noqa: PLW2901
        write.session.add(_stored(duo.id, step))
    write.session.flush()
    return True


def settle_steps(write: Write, duo_id: Id, side: Party | str | None, on: date) -> list[Id]:
    """Mark done what a contact that reached somebody does for the plan, inside another command;
    gives the steps it settled.

    `side` is with whom: the mentee, the mentor, or both together.
    """
    duo = write.session.get(Duo, duo_id)
    if duo is None or duo.stage not in STARTED:
        return []
    if side not in set(Party) or duo.start_date is None or on < duo.start_date:
        return []
    make_plan(write, duo)
    # Rows are read past the session, which would not write first what is waiting in it.
    write.session.flush()
    plan = plan_of(write.session, duo_id, today=write.today)
    steps = schedule.settled(plan.steps if plan else (), Party(side), on)
    for step in steps:
        write.session.get_one(DuoStep, step.id).done_on = on
    return [step.id for step in steps]


def done_step(store: Store, duo_id: Id, step_id: Id, *, on: date | None = None) -> Changes:
    """Mark a step of the plan as done, today unless said otherwise."""
    with store.write(
        N_("Follow-up of duo %(number)s: “%(step)s” done"), **_words(store, duo_id, step_id)
    ) as write:
        duo, row = _open(write, duo_id, step_id)
        day = on or write.today
        if day > write.today:
            raise UserError(
                N_("%(day)s is in the future. Mark the step once it is done."), day=short(day)
            )
        _check_day(duo.start_date, day)
        row.done_on, row.skipped_on, row.skipped_reason = day, None, None
    return write.changes


def skip_step(store: Store, duo_id: Id, step_id: Id, *, reason: str) -> Changes:
    """Leave a step out, with the reason."""
    why = clean_line(reason)
    if why is None:
        raise UserError(N_("Please say why this step is left out: “spoke at the fair” say."))
    with store.write(
        N_("Follow-up of duo %(number)s: “%(step)s” left out"), **_words(store, duo_id, step_id)
    ) as write:
        _, row = _open(write, duo_id, step_id)
        row.skipped_on, row.skipped_reason = write.today, why
    return write.changes


def reopen_step(store: Store, duo_id: Id, step_id: Id) -> Changes:
    """A step that was done or left out is to be done again."""
    with store.write(
        N_("Follow-up of duo %(number)s: “%(step)s” open again"), **_words(store, duo_id, step_id)
    ) as write:
        _, row = _row(write, duo_id, step_id)
        _check_unmet(write, row)
        row.done_on = row.skipped_on = row.skipped_reason = None
    return write.changes


def adjust_step(store: Store, duo_id: Id, step_id: Id, *, on: date) -> Changes:
    """Put an open step on another day; a pause still moves it."""
    with store.write(
        N_("Follow-up of duo %(number)s: “%(step)s” on another day"),
        **_words(store, duo_id, step_id),
    ) as write:
        duo, row = _open(write, duo_id, step_id)
        _check_day(duo.start_date, on)
        row.due_on, row.adjusted = on, True
        row.skipped_on = row.skipped_reason = None
    return write.changes


def number_of(store: Store, duo_id: Id) -> str:
    """The number of a duo, for the label of a command."""
    with store.read() as session:
        return session.get_one(Duo, duo_id).number or "?"


def _words(store: Store, duo_id: Id, step_id: Id) -> dict[str, str]:
    with store.read() as session:
        plan = plan_of(session, duo_id, today=store.clock.today())
    titles = {step.id: step.title for step in plan.steps} if plan else {}
    return {"number": number_of(store, duo_id), "step": titles.get(step_id, "?")}


def _open(write: Write, duo_id: Id, step_id: Id) -> tuple[Duo, DuoStep]:
    duo, row = _row(write, duo_id, step_id)
    if row.done_on is not None:
        raise UserError(
            N_("This step was done on %(day)s. Open it again first."), day=short(row.done_on)
        )
    _check_unmet(write, row)
    return duo, row


def _check_unmet(write: Write, row: DuoStep) -> None:
    """A step that a meeting did by itself is as the meetings have it."""
    by_itself = row.done_on is None and not row.skipped_reason
    asks = kind_of(row) == StepKind.FIRST_MEETING and by_itself
    met = first_met(write.session, [row.duo_id]).get(row.duo_id) if asks else None
    if met is not None:
        raise UserError(
            N_("The two met on %(day)s, so this step is done. Remove that meeting to open it "
               "again."),
            day=short(met),
        )  # fmt: skip


def _row(write: Write, duo_id: Id, step_id: Id) -> tuple[Duo, DuoStep]:
    """The row of a step; the plan is written down now if it was not."""
    duo = write.session.get_one(Duo, duo_id)
    if duo.stage in {DuoStage.TO_SIGN, DuoStage.NEVER_STARTED} or duo.start_date is None:
        raise UserError(
            N_("Duo %(number)s has not started; its plan is made when it does."),
            number=duo.number,
        )
    make_plan(write, duo)
    row = write.session.get(DuoStep, step_id)
    if row is None:
        raise UserError(N_("This step is no longer in the plan. Open the duo again to see it."))
    return duo, row


def _planned(write: Write, duo_id: Id) -> bool:
    asked = select(DuoStep.id).where(DuoStep.duo_id == duo_id).limit(1)
    return write.session.scalar(asked) is not None


def _stored(duo_id: Id, step: PlannedStep) -> DuoStep:
    return DuoStep(
        id=step.id,
        duo_id=duo_id,
        step_id=step.step_id,
        kind=step.kind,
        party=step.party,
        due_on=step.due_on,
        adjusted=step.adjusted or None,
        done_on=step.done_on,
        skipped_on=step.skipped_on,
    )


def _check_day(start: date | None, day: date) -> None:
    if start is not None and day < start:
        raise UserError(
            N_("The duo started on %(start)s. Choose a day from then on."), start=short(start)
        )
    if start is not None and day > start + timedelta(days=MOST_DAYS):
        raise UserError(N_("That is more than three years after the start. Check the year."))

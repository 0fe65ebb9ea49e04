"""When the steps of a duo's follow-up are due, and how a pause, an extension or another start moves
them; pure.

The clock of a duo stands still while it rests: a step falls on the day with so many days of
activity before it. What is counted in months from the start (the nine- and twelve-month outcomes)
never moves on a pause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from duodesk.base.dates import add_months
from duodesk.base.ids import Id
from duodesk.model.followup import Party, StepKind
from duodesk.model.pairing import DuoStage

_DAY = timedelta(days=1)
# What an extension puts off: contacts, but neither letters and checks nor the two contacts of the
# first month, which belong to the beginning.
_PUT_OFF = (StepKind.CONTACT, StepKind.MID_TERM, StepKind.CLOSING)
FIRST_MONTH = 28
_CHECKS = (StepKind.CHECK, StepKind.FIRST_MEETING)


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which a duo rests, both included; without a last day it rests still."""

    first: date
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the duo rests on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the dates of a duo follow from; `extended` are days besides those of the pauses."""

    start: date
    pauses: tuple[Span, ...] = ()
    extended: int = 0


class StepState(StrEnum):
    """How a step stands: before its window, in it, past it, or out of question."""

    EARLY = "early"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    SKIPPED = "skipped"
    # The duo rests, and the step waits with it.
    RESTING = "resting"


class Step(Protocol):
    """What the rules need to know of a step of a plan."""

    @property
    def id(self) -> Id: ...
    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> StepKind: ...
    @property
    def party(self) -> Party: ...
    @property
    def due_on(self) -> date: ...
    @property
    def opens_on(self) -> date: ...
    @property
    def closes_on(self) -> date: ...
    @property
    def months(self) -> int | None: ...
    @property
    def moves(self) -> bool: ...
    @property
    def open(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Move:
    """A day that changes: of a step with one of the two or both, or of the expected end where
    `step_id` is None; `was` is None where there was none before.
    """

    step_id: Id | None
    title: str
    was: date | None
    will: date
    party: Party | None = None


def resting(pauses: Iterable[Span], day: date) -> bool:
    """Whether the duo rests on a day."""
    return any(one.covers(day) for one in pauses)


def rests(stage: DuoStage | str | None, pauses: Sequence[Span], day: date) -> bool:
    """Whether a duo under way rests on a day; one that is called paused without saying since when
    does.
    """
    return resting(pauses, day) if pauses else stage == DuoStage.PAUSED


def paused_days(pauses: Iterable[Span], first: date, until: date) -> int:
    """Days of rest from `first` to the day before `until`; a day in two pauses is one day, and a
    pause without a last day lasts that long.
    """
    total, covered = 0, first
    for one in sorted(pauses, key=lambda span: span.first):
        begin = max(one.first, covered)
        end = until if one.last is None else min(one.last + _DAY, until)
        if begin < end:
            total += (end - begin).days
            covered = end
    return total


def resumed_on(pauses: Iterable[Span], day: date) -> date | None:
    """The day on which the duo last went on after a rest, up to `day`."""
    spans = list(pauses)
    ends = (one.last + _DAY for one in spans if one.last is not None and one.last < day)
    return max((end for end in ends if not resting(spans, end)), default=None)


def elapsed(terms: Terms, day: date) -> int:
    """Days of activity from the start to the day before; below 0 before the start."""
    return (day - terms.start).days - paused_days(_ended(terms), terms.start, day)


def day_at(terms: Terms, days: int) -> date:
    """The first day of activity with so many days of activity before it."""
    day = terms.start + timedelta(days=days)
    # Before the start there is no rest to add.
    for one in _ended(terms) if days >= 0 else ():
        if one.last is None or one.last < terms.start or one.first > day:
            continue
        begin = max(one.first, terms.start)
        day += one.last + _DAY - begin
    return day


def due(terms: Terms, days: int, months: int | None = None) -> date:
    """When a step is due; one that is counted in months stays where the start put it."""
    if months is not None:
        return add_months(terms.start, months)
    return day_at(terms, days)


def expected_end(terms: Terms, weeks: int) -> date:
    """The programme's weeks + paused days + extension after the start."""
    return day_at(terms, 7 * weeks + terms.extended)


def carried(day: date, before: Terms, after: Terms) -> date:
    """Where a day of the plan goes when the terms change: as many days of activity from the start
    as it was, and the extension.
    """
    return day_at(after, elapsed(before, day) + after.extended - before.extended)


def moves(before: Terms, after: Terms, steps: Iterable[Step], today: date) -> list[Move]:
    """The open steps that change their day, in the order of their new days.

    An extension moves the contacts that lie ahead, and the closing wherever it lies; a contact
    whose day was missed is not put off by it.
    """
    found = []
    for step in steps:
        will = moved(before, after, step, today)
        if step.open and will != step.due_on:
            found.append(Move(step.id, step.title, step.due_on, will, step.party))
    return sorted(found, key=lambda move: move.will)


def moved(before: Terms, after: Terms, step: Step, today: date) -> date:
    """Where one step goes when the terms change."""
    if not step.moves:
        months = step.months or 0
        return step.due_on + (add_months(after.start, months) - add_months(before.start, months))
    put_off = step.kind == StepKind.CLOSING or (
        step.kind in _PUT_OFF
        and step.due_on >= today
        and elapsed(before, step.due_on) > FIRST_MONTH
    )
    kept = after if put_off else replace(after, extended=before.extended)
    return carried(step.due_on, before, kept)


def state(opens_on: date, closes_on: date, today: date, *, waits: bool) -> StepState:
    """How an open step stands on a day; `waits` tells that it rests with its duo."""
    if waits:
        return StepState.RESTING
    if today < opens_on:
        return StepState.EARLY
    return StepState.DUE if today <= closes_on else StepState.OVERDUE


def settled(steps: Sequence[Step], side: Party, day: date) -> list[Step]:
    """The open steps that a contact with this side on a day does: of each kind the one whose window
    it lies in, and those missed before. A letter is not done by a contact.
    """
    found: list[Step] = []
    wanted = [s for s in steps if s.open and s.kind != StepKind.LETTER and _answers(s, side)]
    begun = sorted((s for s in wanted if s.opens_on <= day), key=lambda s: s.due_on)
    for kind in dict.fromkeys(step.kind for step in begun):
        same = [step for step in begun if step.kind == kind]
        missed = [step for step in same if step.closes_on < day]
        found += missed + [step for step in same if step.closes_on >= day][:1]
    return found


def _answers(step: Step, side: Party) -> bool:
    """With both at one table is not with each apart, except for a mere check."""
    if step.party in {side, Party.EACH}:
        return True
    return side in {Party.TOGETHER, Party.EACH} and step.kind in _CHECKS


def _ended(terms: Terms) -> tuple[Span, ...]:
    """Pauses that are over or will be, as spans of days apart from each other."""
    found: list[Span] = []
    for one in sorted(terms.pauses, key=lambda span: span.first):
        if one.last is None or one.last < one.first:
            continue
        last = found[-1] if found else None
        if last is not None and last.last is not None and one.first <= last.last + _DAY:
            found[-1] = Span(last.first, max(last.last, one.last))
        else:
            found.append(one)
    return tuple(found)

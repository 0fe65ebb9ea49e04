"""The way in, step by step: what is done, what comes next, since when and how pressing; pure.

The order guides and never blocks: a step that was passed over is told as such, and whatever was
done last decides what comes next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from duodesk.base.holidays import working_days_after
from duodesk.base.i18n import N_
from duodesk.model.people import Status


class Step(StrEnum):
    """The steps of the way in, in the order in which they are usually taken."""

    REGISTERED = "registered"
    CALL = "call"
    SESSION = "session"
    INTERVIEW = "interview"
    DECISION = "decision"


class State(StrEnum):
    """How far a step is; `TRIED` is a call without an answer, `SKIPPED` a step passed over."""

    DONE = "done"
    TRIED = "tried"
    PLANNED = "planned"
    MISSED = "missed"
    NEXT = "next"
    SKIPPED = "skipped"
    AHEAD = "ahead"


class Haste(StrEnum):
    """How pressing the next step is."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


TITLES = {
    Step.REGISTERED: N_("Registration"),
    Step.CALL: N_("Call"),
    Step.SESSION: N_("Session"),
    Step.INTERVIEW: N_("Intake"),
    Step.DECISION: N_("Decision"),
}
STATES = {
    State.DONE: N_("done"),
    State.TRIED: N_("no answer"),
    State.PLANNED: N_("planned"),
    State.MISSED: N_("missed"),
    State.NEXT: N_("comes next"),
    State.SKIPPED: N_("not noted"),
    State.AHEAD: N_("still to come"),
}
ORDER = tuple(Step)
# Who is still on the way; with everybody else something was decided that ends it.
ON_THE_WAY = frozenset({Status.REGISTERED, Status.INVITED, Status.INTERVIEWED, Status.WAITING})
# Statuses that nobody reaches without an interview; lists bring people with a status alone.
TALKED_TO = frozenset(
    {Status.INTERVIEWED, Status.WAITING, Status.ACCEPTED, Status.IN_DUO, Status.RESTING,
     Status.FINISHED}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one taking part: days, or None where nothing happened or no day is known.

    `session_ahead` is a session to which somebody is invited and whose attendance is not noted.
    """

    status: Status
    registered_on: date | None = None
    tried_on: date | None = None
    called_on: date | None = None
    session_ahead: date | None = None
    session_missed: date | None = None
    session_on: date | None = None
    interview_begun: date | None = None
    interviewed_on: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One step as it stands, with its day where it is known."""

    step: Step
    state: State
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """Working days to a first call; days without news after which to look, and to act."""

    call: int = 2
    look: int = 14
    act: int = 21


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next, since when it is its turn, until when it should be done."""

    step: Step
    state: State
    since: date | None
    due: date | None
    haste: Haste


def marks(facts: Facts) -> tuple[Mark, ...]:
    """Every step as it stands, in order."""
    done = done_steps(facts)
    at = _reached(facts, done)
    return tuple(
        Mark(step, State.DONE, done[step])
        if step in done
        else _open_mark(facts, step, ORDER.index(step) - at)
        for step in ORDER
    )


def next_step(facts: Facts, today: date, patience: Patience) -> Next | None:
    """What comes next; None for who has arrived, or goes no further."""
    if facts.status not in ON_THE_WAY:
        return None
    coming = marks(facts)[_reached(facts, done_steps(facts)) + 1]
    if coming.step == Step.CALL:
        days = (_working(facts.registered_on, patience.call), _working(facts.tried_on, 1))
        due = max((day for day in days if day is not None), default=None)
        return _timed(coming, facts.registered_on or facts.tried_on, due, today)
    if coming.state == State.PLANNED:
        return _timed(coming, coming.day, _working(coming.day, patience.call), today)
    since = facts.session_missed if coming.state == State.MISSED else _latest(facts)
    due = since + timedelta(days=patience.look) if since else None
    late = since is not None and today >= since + timedelta(days=patience.act)
    soon = due is not None and today >= due
    haste = Haste.LATE if late else Haste.SOON if soon else Haste.CALM
    return Next(coming.step, coming.state, since, due, haste)


def done_steps(facts: Facts) -> dict[Step, date | None]:
    """The steps that are done; somebody on the waiting list is decided about once more."""
    done: dict[Step, date | None] = {Step.REGISTERED: facts.registered_on}
    if facts.called_on:
        done[Step.CALL] = facts.called_on
    if facts.session_on:
        done[Step.SESSION] = facts.session_on
    if facts.interviewed_on or facts.status in TALKED_TO:
        done[Step.INTERVIEW] = facts.interviewed_on
    if facts.status not in ON_THE_WAY:
        done[Step.DECISION] = facts.decided_on
    return done


def _reached(facts: Facts, done: dict[Step, date | None]) -> int:
    """The place of the last step that was taken; an invitation takes one beyond the call, and an
    interview that has begun beyond the session.
    """
    at = max(ORDER.index(step) for step in done)
    if facts.interview_begun:
        return max(at, ORDER.index(Step.SESSION))
    invited = facts.session_ahead or facts.session_missed or facts.status == Status.INVITED
    return max(at, ORDER.index(Step.CALL)) if invited else at


def _open_mark(facts: Facts, step: Step, distance: int) -> Mark:
    """A step that is not done; `distance` is how far it lies beyond what was reached."""
    if distance > 1:
        return Mark(step, State.AHEAD)
    begun = [Mark(step, state, day) for of, state, day in _begun(facts) if of == step and day]
    if distance == 1:
        day = facts.decided_on if step == Step.DECISION else None
        return begun[0] if begun else Mark(step, State.NEXT, day)
    tried = [mark for mark in begun if mark.state == State.TRIED]
    return tried[0] if tried else Mark(step, State.SKIPPED)


def _begun(facts: Facts) -> tuple[tuple[Step, State, date | None], ...]:
    """What was begun and is not done; where two hold for a step, the first one tells."""
    return (
        (Step.CALL, State.TRIED, facts.tried_on),
        (Step.SESSION, State.PLANNED, facts.session_ahead),
        (Step.SESSION, State.MISSED, facts.session_missed),
        (Step.INTERVIEW, State.PLANNED, facts.interview_begun),
    )


def _latest(facts: Facts) -> date | None:
    """The last day on which something was done; on the waiting list, the day of that decision."""
    if facts.status == Status.WAITING and facts.decided_on:
        return facts.decided_on
    days = (
        facts.registered_on, facts.called_on, facts.session_on, facts.interviewed_on,
    )  # fmt: skip
    return max((day for day in days if day is not None), default=None)


def _working(day: date | None, n: int) -> date | None:
    return working_days_after(day, n) if day else None


def _timed(mark: Mark, since: date | None, due: date | None, today: date) -> Next:
    """Due within working days: calm before the last of them, pressing on it, late after it."""
    haste = Haste.CALM
    if due is not None and today >= due:
        haste = Haste.SOON if today == due else Haste.LATE
    return Next(mark.step, mark.state, since, due, haste)

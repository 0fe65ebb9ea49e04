"""What dated events count as, by the programme's own definitions; pure.

The window runs from the duo's start to the same day twelve months later, both included, and never
moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from duodesk.base import reference
from duodesk.base.dates import add_months
from duodesk.base.i18n import N_, Message
from duodesk.model.followup import Situation


class Outcome(StrEnum):
    """The class of a mentee's year, highest first; each mentee has exactly one."""

    JOB = "job"
    INTERNSHIP = "internship"
    TRAINING = "training"
    NOT_POSITIVE = "not_positive"
    UNKNOWN = "unknown"
    OUT_OF_SCOPE = "out_of_scope"


POSITIVE = (Outcome.JOB, Outcome.INTERNSHIP, Outcome.TRAINING)


_COUNTS = {
    Outcome.JOB: N_("Counts as: job, within %(months)s months (day %(day)s)."),
    Outcome.INTERNSHIP: N_("Counts as: internship, within %(months)s months (day %(day)s)."),
    Outcome.TRAINING: N_("Counts as: training, within %(months)s months (day %(day)s)."),
}
_COUNTS_STABLE = N_("Counts as: job, stable, within %(months)s months (day %(day)s).")


@dataclass(frozen=True, slots=True)
class Rules:
    """What an organisation decided: months of the window, of stability, weeks of a training that
    counts.
    """

    months: int = 12
    stable_months: int = 3
    training_weeks: int = 4
    # How long before the window's end a "still looking" says something about it, in days.
    check_days: int = 30
    gap_days: int = 7


@dataclass(frozen=True, slots=True)
class Event:
    """Something that began on a day; `end` is its actual end or else the planned one.

    `documented` is any proof seen, `administrative` an official one; `certificate` a training that
    leads to a recognised certificate.
    """

    kind: str
    start: date
    end: date | None = None
    employer: str = ""
    documented: bool = False
    administrative: bool = False
    certificate: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """An answer to the question how things stand."""

    on: date
    situation: Situation


@dataclass(frozen=True, slots=True)
class Result:
    """A mentee's class, whether the job is stable, the event that decided, and its day counted from
    the start.
    """

    outcome: Outcome
    stable: bool = False
    documented: bool = False
    event: Event | None = None
    day: int | None = None


def window_end(start: date, rules: Rules) -> date:
    """The last day that counts: twelve months later, or the last day of a shorter month."""
    return add_months(start, rules.months)


@lru_cache(maxsize=256)
def class_of(kind: str) -> Outcome | None:
    """The class an event of this kind belongs to; None for another step, or a kind of a newer
    program.
    """
    words = _words(kind)
    if "minor" in words:
        return None
    return next((outcome for outcome in POSITIVE if str(outcome) in words), None)


def classify(
    start: date,
    events: Sequence[Event],
    checks: Sequence[Check],
    rules: Rules,
    *,
    on: date | None = None,
    until: date | None = None,
) -> Result:
    """The class of a mentee for a duo that began on `start`; `on` is the day of looking: answers
    given later are not known yet, and self-employment without an end has lasted until then.

    `until` is the last day that counts where it is not the window's.
    """
    end = until or window_end(start, rules)
    checks = [c for c in checks if on is None or c.on <= on]
    ranked = sorted(
        (
            (POSITIVE.index(outcome), e.start, e.kind, e)
            for e in counts_in(events, start, end, rules)
            if (outcome := class_of(e.kind))
        ),
        key=lambda item: item[:3],
    )
    left = [c.on for c in checks if c.situation == Situation.OUT_OF_SCOPE and c.on <= end]
    # Anything positive before leaving keeps the mentee in, whatever its class.
    if ranked and (not left or min(item[1] for item in ranked) <= min(left)):
        later = [e for e in events if e.start >= start]
        return _positive(start, [item[3] for item in ranked], later, rules, on)
    if left:
        return Result(Outcome.OUT_OF_SCOPE)
    since = end - timedelta(days=rules.check_days)
    asked = [
        c
        for c in checks
        if c.on >= since and c.situation in {Situation.LOOKING, Situation.NOT_LOOKING}
    ]
    return Result(Outcome.NOT_POSITIVE if asked else Outcome.UNKNOWN)


def counts_in(events: Sequence[Event], start: date, end: date, rules: Rules) -> list[Event]:
    """Events that began in the window and last long enough to count."""
    return [e for e in events if start <= e.start <= end and _long_enough(e, rules)]


def is_stable(
    event: Event, events: Sequence[Event], rules: Rules, *, on: date | None = None
) -> bool:
    """Permanent, or three months with one employer, contracts with gaps of up to a week added
    together; self-employment once it has lasted as long by the day `on`.
    """
    words = _words(event.kind)
    if "stable" in words:
        return True
    if "self" in words:
        lasted = [day for day in (event.end, on) if day is not None]
        return on is not None and _full(event.start, min(lasted), rules)
    if event.end is None:
        return False
    spell_end = event.end
    following = (e for e in events if _same_work(e, event) and e.start > event.start)
    for other in sorted(following, key=lambda e: (e.start, e.end or e.start, e.kind)):
        if other.start > spell_end + timedelta(days=rules.gap_days + 1):
            break
        if "stable" in _words(other.kind):
            return True
        spell_end = max(spell_end, other.end or other.start)
    return _full(event.start, spell_end, rules)


def said(
    start: date, event: Event, events: Sequence[Event], rules: Rules, *, on: date | None = None
) -> Message:
    """What an event counts as, in one sentence."""
    outcome = class_of(event.kind)
    day = {"day": (event.start - start).days, "months": rules.months}
    if event.start < start:
        return Message(N_("Began before the duo: it does not count for this duo."))
    if event.start > window_end(start, rules):
        text = N_("Began after %(months)s months (day %(day)s): it does not count.")
        return Message(text, day)
    if outcome is None:
        return Message(N_("A further step, kept but not counted as positive (day %(day)s)."), day)
    if not _long_enough(event, rules):
        weeks = {"weeks": rules.training_weeks}
        text = N_(
            "A training shorter than %(weeks)s weeks: a further step, not counted as positive."
        )
        return Message(text, weeks)
    later = [e for e in events if e.start >= start]
    stable = outcome is Outcome.JOB and is_stable(event, later, rules, on=on)
    return Message(_COUNTS_STABLE if stable else _COUNTS[outcome], day)


def _positive(
    start: date, ranked: Sequence[Event], later: Sequence[Event], rules: Rules, on: date | None
) -> Result:
    """`ranked` began in the window, best first; `later` also holds contracts that carried on after
    it.
    """
    event = ranked[0]
    outcome = class_of(event.kind) or Outcome.UNKNOWN
    same = [e for e in ranked if class_of(e.kind) is outcome]
    return Result(
        outcome,
        stable=outcome is Outcome.JOB and any(is_stable(e, later, rules, on=on) for e in same),
        documented=any(e.documented for e in same),
        event=event,
        day=(event.start - start).days,
    )


def _long_enough(event: Event, rules: Rules) -> bool:
    if class_of(event.kind) is not Outcome.TRAINING or event.end is None:
        return True
    return (event.end - event.start).days + 1 >= rules.training_weeks * 7


def _full(first: date, last: date, rules: Rules) -> bool:
    """Whether the months that make work stable are full on the day after the last."""
    return add_months(first, rules.stable_months) <= last + timedelta(days=1)


def _same_work(one: Event, other: Event) -> bool:
    """Jobs with one known employer; two that were not named are not the same."""
    names = [e.employer.strip().casefold() for e in (one, other)]
    jobs = all(class_of(e.kind) is Outcome.JOB for e in (one, other))
    return jobs and bool(names[0]) and names[0] == names[1]


def _words(kind: str) -> set[str]:
    choice = reference.picklist("outcome").get(kind)
    return set(choice.extra.split()) if choice else set()

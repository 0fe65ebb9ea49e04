"""What the end of a duo counts as: term reached, a positive early end, or a drop-out; pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from duodesk.base.i18n import N_, Message

GRACE_DAYS = 14
# So long before its term the end of a duo is prepared.
WEEKS_BEFORE = 4
POSITIVE_REASON, TERM_REASON, LOST_REASON = "positive_outcome", "term_reached", "no_contact"


class Ending(StrEnum):
    """The class of an end; each end has exactly one."""

    COMPLETED = "completed"
    POSITIVE_EARLY = "positive_early"
    DROP_OUT = "drop_out"


_SAID = {
    Ending.COMPLETED: N_("Counts as: completed."),
    Ending.POSITIVE_EARLY: N_("Counts as: ended early because of a positive outcome."),
    Ending.DROP_OUT: N_("Counts as: ended before the term."),
}


def ending(ended_on: date, expected_end: date | None, reason: str) -> Ending:
    """Completed when it ended at most two weeks before its term, whatever the reason; earlier, the
    reason decides. Without a known term, reaching it is a matter of the reason alone.
    """
    if expected_end is None:
        reached = reason == TERM_REASON
    else:
        reached = expected_end - ended_on <= timedelta(days=GRACE_DAYS)
    if reached:
        return Ending.COMPLETED
    return Ending.POSITIVE_EARLY if reason == POSITIVE_REASON else Ending.DROP_OUT


def said(ended_on: date, expected_end: date | None, reason: str) -> Message:
    """What an end counts as, in one sentence, for the moment at which the reason is chosen."""
    if expected_end is not None and reason == TERM_REASON:
        early = (expected_end - ended_on).days
        if early > GRACE_DAYS:
            return Message(
                N_(
                    "The term is %(days)s days away: this counts as ended before the term. Choose "
                    "another reason, or another day."
                ),
                {"days": early},
            )
    return Message(_SAID[ending(ended_on, expected_end, reason)])


def proposed_reason(ended_on: date, expected_end: date | None) -> str:
    """The reason that is most likely: the term where it is reached; nothing where somebody must
    say.
    """
    if expected_end is None or expected_end - ended_on > timedelta(days=GRACE_DAYS):
        return ""
    return TERM_REASON


def opens_on(start: date, expected_end: date | None) -> date:
    """The day from which the end is prepared: four weeks before the term, week 22 of 26."""
    return (expected_end or start + timedelta(weeks=26)) - timedelta(weeks=WEEKS_BEFORE)

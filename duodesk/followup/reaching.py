"""When somebody may be called unreachable: tried on three days by two ways at least; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from duodesk.base.i18n import N_, Message
from duodesk.base.worded import Days
from duodesk.model.followup import Party
from duodesk.model.recruitment import Channel

LEAST_DAYS, LEAST_CHANNELS = 3, 2


@dataclass(frozen=True, slots=True)
class Attempt:
    """One contact with one of the two: on which day, by which way, whether somebody was reached."""

    on: date
    channel: Channel
    party: Party
    reached: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """What was tried in vain since somebody was last reached: on how many days, by which ways, and
    when last; `asked` tells whether there was any contact at all.
    """

    asked: bool = False
    days: int = 0
    channels: frozenset[Channel] = frozenset()
    last: date | None = None

    @property
    def enough(self) -> bool:
        """Whether the person may be called unreachable."""
        return self.days >= LEAST_DAYS and len(self.channels) >= LEAST_CHANNELS

    @property
    def days_left(self) -> int:
        """On how many further days somebody has to try."""
        return max(LEAST_DAYS - self.days, 0 if self.enough else 1)


_NOTHING = Tried()


class Next(StrEnum):
    """What to do next about somebody of whom nothing is known."""

    CALL_MENTEE = "call_mentee"
    OTHER_WAY = "other_way"
    CALL_MENTOR = "call_mentor"
    UNREACHABLE = "unreachable"


def tried(attempts: Iterable[Attempt], party: Party) -> Tried:
    """What was tried in vain with one of the two since they were last reached. Several attempts of
    one day count as one day.
    """
    own = [one for one in attempts if one.party == party]
    if not own:
        return _NOTHING
    reached = max((one.on for one in own if one.reached), default=date.min)
    vain = [one for one in own if not one.reached and one.on > reached]
    return Tried(
        asked=True,
        days=len({one.on for one in vain}),
        channels=frozenset(one.channel for one in vain),
        last=max((one.on for one in vain), default=None),
    )


def next_step(mentee: Tried, mentor: Tried, *, ask_mentor: bool = True) -> Next:
    """What to do next; the mentor is the second source, where there is one to ask."""
    if not mentee.enough:
        other = mentee.days >= LEAST_DAYS - 1 and len(mentee.channels) < LEAST_CHANNELS
        return Next.OTHER_WAY if other else Next.CALL_MENTEE
    return Next.CALL_MENTOR if ask_mentor and not mentor.asked else Next.UNREACHABLE


def missing(mentee: Tried, mentor: Tried, *, ask_mentor: bool = True) -> Message | None:
    """What is missing before the mentee may be called unreachable, in one sentence; None when
    nothing is.
    """
    step = next_step(mentee, mentor, ask_mentor=ask_mentor)
    if step == Next.UNREACHABLE:
        return None
    if step == Next.CALL_MENTOR:
        return Message(N_("Ask the mentor first: the mentor may know what became of the mentee."))
    if step == Next.OTHER_WAY:
        return Message(N_("Try once more, by another way: so far there was only one."))
    text = N_("Not reached so far on %(tried)s; three are needed. Try again on another day.")
    return Message(text, {"tried": Days(mentee.days)})

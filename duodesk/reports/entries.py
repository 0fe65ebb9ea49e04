"""Who registered in a period as frozen facts without names, and how far they came; pure.

A step counts as reached when it or any later one was: lists and haste leave gaps, and a share never
exceeds one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.people import Role

REGISTERED, SESSION, INTERVIEW, ACCEPTED = "registered", "session", "interview", "accepted"
TRAINED, MATCHED, STARTED = "trained", "matched", "started"
STAGES: dict[Role, tuple[str, ...]] = {
    Role.MENTEE: (REGISTERED, SESSION, INTERVIEW, ACCEPTED, MATCHED, STARTED),
    Role.MENTOR: (REGISTERED, SESSION, INTERVIEW, ACCEPTED, TRAINED, MATCHED, STARTED),
}
TITLES = {
    REGISTERED: N_("Registered"),
    SESSION: N_("Came to a session"),
    INTERVIEW: N_("Interviewed"),
    ACCEPTED: N_("Accepted"),
    TRAINED: N_("Trained"),
    MATCHED: N_("Matched"),
    STARTED: N_("Started"),
}


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One taking part that began in the period: how it came, what was done by the day of looking;
    `part` is its identity, by which its person is looked up here and never in what leaves.

    `call_days` are working days from the registration to the first call that was answered.
    """

    office: str
    role: Role
    source: str = ""
    partner: str = ""
    done: frozenset[str] = frozenset()
    call_days: int | None = None
    part: Id | None = None

    def reached(self, stage: str) -> bool:
        """Whether they came so far, or further."""
        return _reached(self.role, self.done, stage)


@cache
def _reached(role: Role, done: frozenset[str], stage: str) -> bool:
    order = STAGES[role]
    return stage in order and order.index(stage) <= _farthest(role, done)


@cache
def _farthest(role: Role, done: frozenset[str]) -> int:
    """The place of the last stage that was reached; there are few ways to have come so far."""
    return max((place for place, stage in enumerate(STAGES[role]) if stage in done), default=0)


@dataclass(frozen=True, slots=True)
class Conversion:
    """How many of one origin came how far; `counts` by stage, in the order of the stages."""

    role: Role
    origin: str
    counts: tuple[int, ...]

    @property
    def registered(self) -> int:
        return self.counts[0]

    def of(self, stage: str) -> int | None:
        """How many reached a stage; None where their role knows none of that name."""
        order = STAGES[self.role]
        return self.counts[order.index(stage)] if stage in order else None


def number_at(entries: Iterable[EntryFacts], role: Role, stage: str) -> int:
    """How many of a role reached a stage."""
    if stage not in STAGES[role]:
        return 0
    at = STAGES[role].index(stage)
    return sum(one.role == role and _farthest(role, one.done) >= at for one in entries)


def parts_at(entries: Iterable[EntryFacts], role: Role, stage: str) -> tuple[Id, ...]:
    """The takings part of a role that reached a stage."""
    found = (e.part for e in entries if e.role == role and e.reached(stage))
    return tuple(part for part in found if part is not None)


def by_origin(
    entries: Iterable[EntryFacts], origin: Callable[[EntryFacts], str]
) -> list[Conversion]:
    """One line for each role and origin, mentees first, the largest on top."""
    groups: dict[tuple[Role, str], Counter[int]] = defaultdict(Counter)
    for entry in entries:
        groups[entry.role, origin(entry)][_farthest(entry.role, entry.done)] += 1
    lines = [
        Conversion(
            role,
            name,
            tuple(
                sum(n for place, n in places.items() if place >= at)
                for at in range(len(STAGES[role]))
            ),
        )
        for (role, name), places in groups.items()
    ]
    order = list(Role)
    return sorted(lines, key=lambda line: (order.index(line.role), -line.registered, line.origin))

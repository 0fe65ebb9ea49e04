"""Free time as half-hours: joining stretches that touch, so that a week has one way of being
written.
"""

from __future__ import annotations

from collections.abc import Iterable

from duodesk.people.values import Slot

HALF_HOURS = 48


def joined(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """The same half-hours in the fewest stretches, in the order of the week; empty or impossible
    ones dropped.
    """
    result: list[Slot] = []
    for slot in sorted(_bounded(slots), key=lambda s: (s.weekday, s.start, s.end)):
        last = result[-1] if result else None
        if last and last.weekday == slot.weekday and slot.start <= last.end:
            result[-1] = Slot(last.weekday, last.start, max(last.end, slot.end))
        else:
            result.append(slot)
    return tuple(result)


def _bounded(slots: Iterable[Slot]) -> list[Slot]:
    trimmed = [
        Slot(s.weekday, max(s.start, 0), min(s.end, HALF_HOURS))
        for s in slots
        if 0 <= s.weekday <= 6
    ]
    return [slot for slot in trimmed if slot.start < slot.end]

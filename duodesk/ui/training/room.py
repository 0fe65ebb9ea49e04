"""Where people have seats: a series, or a day of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from duodesk.base.ids import Id


class Where(TypedDict):
    """What commands and queries of seats are told."""

    series_id: Id | None
    event_id: Id | None


@dataclass(frozen=True, slots=True)
class Room:
    """A series or a day: its name, how many seats there are, whether it is over."""

    title: str
    series_id: Id | None = None
    event_id: Id | None = None
    capacity: int | None = None
    over: bool = False

    @property
    def where(self) -> Where:
        """What commands and queries of seats are told."""
        return {"series_id": self.series_id, "event_id": self.event_id}

    def left(self, booked: int) -> int | None:
        """How many seats are left; None where nobody counts them."""
        return None if self.capacity is None else self.capacity - booked

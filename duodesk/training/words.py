"""The closed lists of the calendar, for screens: they show words and hand them back, and know no
table.
"""

from __future__ import annotations

from duodesk.model.training import Attended, Community, EventKind, SeatState

__all__ = ["Attended", "Community", "EventKind", "SeatState"]

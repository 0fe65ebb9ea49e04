"""The closed lists of people, for screens: they show words and hand them back, and know no
table.
"""

from __future__ import annotations

from duodesk.model.people import Goal, Level, Relation, Role, Side, Stance, Status
from duodesk.model.recruitment import Channel, Presence

__all__ = ["Channel", "Goal", "Level", "Presence", "Relation", "Role", "Side", "Stance", "Status"]

"""The closed lists of people, for screens: they show words and hand them back, and know no
table.
"""

from __future__ import annotations

from duodesk.model.people import Goal, Level, Relation, Role, Side, Status

__all__ = ["Goal", "Level", "Relation", "Role", "Side", "Status"]

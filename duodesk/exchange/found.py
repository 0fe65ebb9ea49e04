"""What a rule about several rows hands back."""

from __future__ import annotations

from dataclasses import dataclass

from duodesk.base.i18n import Message
from duodesk.base.ids import Id
from duodesk.model.exchange import Acknowledged

RowAt = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that cannot be right: its rule, the sentence that says it, what makes it this one
    and no other, and what to show instead of that where it names more than people want to see.
    """

    rule: str
    text: Message
    rows: tuple[RowAt, ...]
    about: tuple[RowAt, ...] = ()

    @property
    def id(self) -> Id:
        """Equal on every laptop: the rule and its rows."""
        return Acknowledged.named(self.rule, (row for _, row in self.rows))

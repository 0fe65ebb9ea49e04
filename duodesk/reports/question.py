"""What is asked of the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duodesk.base.ids import Id


@dataclass(frozen=True, slots=True)
class Question:
    """The period (of starts and of registrations), the day of looking, an office or all, and, where
    one looks closer, the language of the duo (or of the person) and a coordinator.
    """

    begin: date
    end: date
    as_of: date
    office_id: Id | None = None
    language: str | None = None
    coordinator_id: Id | None = None

    @property
    def until(self) -> date:
        """The last day of the period that has come."""
        return min(self.end, self.as_of)

    @property
    def narrowed(self) -> bool:
        """Whether it asks of a part of an office's work."""
        return self.language is not None or self.coordinator_id is not None

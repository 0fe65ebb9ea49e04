"""What is asked of the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duodesk.base.ids import Id


@dataclass(frozen=True, slots=True)
class Question:
    """The period (of starts and of registrations), the day of looking, an office or all."""

    begin: date
    end: date
    as_of: date
    office_id: Id | None = None
    language: str | None = None
    coordinator_id: Id | None = None

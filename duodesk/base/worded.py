"""Values of sentences that are put into words when they are shown, in the language spoken then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import short


@dataclass(frozen=True, slots=True)
class Named:
    """A code of a list, by its name."""

    choices: str
    code: str | None

    @override
    def __str__(self) -> str:
        return reference.called(self.choices, self.code)


@dataclass(frozen=True, slots=True)
class Written:
    """A day as it is written here."""

    day: date | None

    @override
    def __str__(self) -> str:
        return short(self.day)

"""Values of sentences that are put into words when they are shown, in the language spoken then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import language, ngettext


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


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days, by its word: 1 day, 15 days."""

    n: int

    @override
    def __str__(self) -> str:
        return ngettext("%(n)s day", "%(n)s days", self.n)


@dataclass(frozen=True, slots=True)
class Euros:
    """An amount given in cents, as it is written here: € 1.760,83 or 1 760,83 €."""

    cents: int

    @override
    def __str__(self) -> str:
        from babel.numbers import format_currency

        return format_currency(Decimal(self.cents) / 100, "EUR", locale=f"{language()}_BE")

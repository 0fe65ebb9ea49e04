"""The only door to the time of day, so that tests stand still and a wrong clock can be noticed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

BELGIUM = ZoneInfo("Europe/Brussels")


class Clock(Protocol):
    """Tells the moment in UTC and the calendar day in Belgium."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now(BELGIUM).date()


class FixedClock:
    """A clock that stands still until told otherwise; for tests and demonstration desks."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._at

    def today(self) -> date:
        return self._at.astimezone(BELGIUM).date()

    def advance(self, by: timedelta) -> None:
        """Let time pass (or run back)."""
        self._at += by

    def set(self, at: datetime) -> None:
        """Put the hands where wanted."""
        self._at = at.astimezone(UTC)

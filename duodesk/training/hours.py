"""Hours of a day as Belgian clocks show them, also on the days on which they are moved; pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import hour, short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_

DAY = 24 * 60


def moment(day: date, start: int) -> datetime:
    """The point in time so many minutes after midnight, as clocks show them; of an hour that comes
    twice in autumn the first.
    """
    days, minutes = divmod(start, DAY)
    on = day + timedelta(days=days)
    return datetime(on.year, on.month, on.day, minutes // 60, minutes % 60, tzinfo=BELGIUM)


def span(day: date, start: int, minutes: int | None) -> tuple[datetime, datetime]:
    """From when to when; the end is the hour that is written, whatever the clock does between."""
    return moment(day, start), moment(day, start + (minutes or 0))


def exists(day: date, start: int) -> bool:
    """Whether clocks show this hour on this day: one of spring is left out."""
    at = moment(day, start)
    return at.astimezone(UTC).astimezone(BELGIUM).replace(tzinfo=None) == at.replace(tzinfo=None)


def check_hour(day: date, start: int | None, minutes: int | None = None) -> None:
    """Refuse hours that no clock shows on this day, and what goes on over midnight."""
    if start is None:
        return
    if not 0 <= start < DAY:
        raise UserError(N_("Write the hour like this: 14:30."))
    end = start + (minutes or 0)
    if end > DAY:
        raise UserError(
            N_("It would go on over midnight. Let it begin earlier or last less, or plan the rest "
               "on the next day.")
        )  # fmt: skip
    # What ends as the clock is moved has had its last minute.
    ends = exists(day, end) or exists(day, end - 1)
    for asked, there in ((start, exists(day, start)), (end, ends)):
        if not there:
            before, after = _gap(day)
            raise UserError(
                N_("On %(day)s the clock goes from %(before)s to %(after)s: there is no %(hour)s. "
                   "Choose an hour before or after."),
                day=short(day), before=hour(before), after=hour(after), hour=hour(asked),
            )  # fmt: skip


def _gap(day: date) -> tuple[int, int]:
    """The first hour that clocks leave out on a day, and the one they go on with."""
    missing = [start for start in range(DAY) if not exists(day, start)]
    return missing[0], missing[-1] + 1

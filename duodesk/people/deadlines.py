"""Until when a request about data is answered: within one calendar month, or within three where the
person is told so in the first (GDPR, article 12.3). Pure.
"""

from __future__ import annotations

from datetime import date

from duodesk.base.dates import add_months

_MONTHS, _LONGER = 1, 3


def first_month_ends(received_on: date) -> date:
    """The last day of the month that the law gives; 31 January becomes 28 or 29 February."""
    return add_months(received_on, _MONTHS)


def due_on(received_on: date, extended_on: date | None = None) -> date:
    """The day by which the answer must have left; an extension that came too late gives no time."""
    if may_extend(received_on, extended_on):
        return add_months(received_on, _LONGER)
    return first_month_ends(received_on)


def may_extend(received_on: date, on: date | None) -> bool:
    """Whether a person who is told on this day that it takes longer is told in time."""
    return on is not None and received_on <= on <= first_month_ends(received_on)

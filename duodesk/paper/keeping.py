"""How long a paper for the office alone may be kept."""

from __future__ import annotations

from datetime import date

from duodesk.base.dates import add_months

# No setting tells it: the shortest period that reliability.md D.4 proposes (no answer, 12 months
# after the last contact). What has to be kept longer is in the desk file.
_MONTHS = 12


def kept_until(day: date) -> date:
    """The last day of a paper that was made or is about this day."""
    return add_months(day, _MONTHS)

"""How long a paper for the office alone may be kept."""

from __future__ import annotations

from datetime import date

from duodesk.base.dates import add_months

# No setting tells it: as long as is kept of somebody who never answered, the shortest of all. What
# has to be kept longer is in the desk file.
_MONTHS = 12


def kept_until(day: date) -> date:
    """The last day of a paper that was made or is about this day."""
    return add_months(day, _MONTHS)

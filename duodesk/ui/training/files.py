"""The calendar for other programs, and on paper."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import add_months
from duodesk.base.errors import UserError
from duodesk.base.i18n import _
from duodesk.training import calendar_file
from duodesk.training.dated import Dated, Key
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Menu

_AHEAD = 12  # months of the office's calendar that a file holds


def offer(desk: Desk, menu: Menu, day: date, chosen: Dated | None) -> None:
    """What can be written as a calendar file: the month shown, a year, the chosen entry."""
    first = day.replace(day=1)
    last = add_months(first, 1) - timedelta(days=1)
    year = add_months(desk.today, _AHEAD)
    menu.item(_("The month shown, for this office…"), partial(save_office, desk, first, last))
    menu.item(
        _("The coming twelve months, for this office…"),
        partial(save_office, desk, desk.today, year),
    )
    if chosen is not None:
        menu.addSeparator()
        menu.item(_("“%(title)s”…", title=chosen.title), partial(save_entry, desk, chosen.key))


def save_office(desk: Desk, first: date, last: date) -> None:
    """Ask where to write what this office has on these days; no names of people stand in it."""
    now = desk.store.clock.now()
    content = desk.read(
        calendar_file.office_file, office_id=desk.office_id, first=first, last=last, now=now
    )
    desk.ask.save(_("Calendar file (.ics)"), f"duodesk-{first:%Y-%m}.ics", content)


def save_entry(desk: Desk, key: Key) -> None:
    """Ask where to write one entry; one that is gone is told."""
    try:
        content = desk.read(calendar_file.event_file, key, now=desk.store.clock.now())
    except UserError as error:
        desk.say(str(error), "bad")
        return
    desk.ask.save(_("Calendar file (.ics)"), "duodesk.ics", content)


def print_month(desk: Desk, day: date, *, everywhere: bool, parent: QWidget) -> None:
    """Show the month on paper, to be printed or kept."""

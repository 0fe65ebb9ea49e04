"""The calendar for other programs, and on paper."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import add_months, month
from duodesk.base.errors import UserError
from duodesk.base.i18n import _
from duodesk.base.progress import Progress
from duodesk.training import calendar_file
from duodesk.training.dated import Dated, DatedKind, Key
from duodesk.ui.desk import Desk
from duodesk.ui.training.layers import Layers
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
    """Write what this office has on these days, then ask where to; no names of people stand in it.
    A year takes seconds, so the window goes on meanwhile.
    """
    now = desk.store.clock.now()

    def work(_progress: Progress) -> bytes:
        return desk.read(
            calendar_file.office_file, office_id=desk.office_id, first=first, last=last, now=now
        )

    def then(content: bytes) -> None:
        desk.ask.save(_("Calendar file (.ics)"), f"duodesk-{first:%Y-%m}.ics", content)

    desk.work(_("Calendar file (.ics)"), work, then)


def save_entry(desk: Desk, key: Key) -> None:
    """Ask where to write one entry; one that is gone is told."""
    try:
        content = desk.read(calendar_file.event_file, key, now=desk.store.clock.now())
    except UserError as error:
        desk.say(str(error), "bad")
        return
    desk.ask.save(_("Calendar file (.ics)"), "duodesk.ics", content)


def print_month(desk: Desk, day: date, layers: Layers, *, parent: QWidget) -> None:
    """Show the month of this office on paper, with the layers that are shown on the screen."""
    from duodesk.documents import month_sheet
    from duodesk.ui.training.pages_dialog import PagesDialog, Sheet

    kinds = [kind for kind in DatedKind if layers.shows(str(kind))]
    made = desk.read(
        month_sheet.collect, office_id=desk.office_id, day=day, today=desk.today, kinds=kinds,
        communities=layers.communities(),
    )  # fmt: skip
    name = month(day)
    sheet = Sheet(name, month_sheet.file_name(made), partial(month_sheet.draw, made))
    PagesDialog(desk, name[:1].upper() + name[1:], [sheet], parent=parent.window()).open_over()

"""Sheets of a series: what is planned, lists to sign, attendance by pen or as it was noted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.training.series import SeriesRow
from duodesk.ui.desk import Desk
from duodesk.ui.training.pages_dialog import PagesDialog, Sheet
from duodesk.ui.training.words import day_words
from duodesk.ui.widgets.buttons import Menu


def offer(desk: Desk, parent: QWidget, menu: Menu, shown: SeriesRow) -> None:
    """What can be printed of a series."""
    lines: tuple[tuple[str, Callable[[], None], str], ...] = (
        (_("Sheet of the series…"), partial(series, desk, parent, shown), "file-text"),
        (_("Sign-in sheets of all days…"), partial(sign_in, desk, parent, shown), "users"),
        (
            _("Attendance sheet, to be filled in by pen…"),
            partial(attendance, desk, parent, shown, blank=True),
            "pencil",
        ),
        (
            _("Attendance sheet, as noted…"),
            partial(attendance, desk, parent, shown, blank=False),
            "clipboard-check",
        ),
    )
    for text, call, icon_name in lines:
        menu.item(text, call, icon_name=icon_name)


def series(desk: Desk, parent: QWidget, shown: SeriesRow) -> None:
    """Its days and its participants."""
    from duodesk.documents import training_sheets as sheets

    made = desk.read(sheets.collect_series, shown.id, today=desk.today)
    if made is not None:
        sheet = Sheet(shown.name, sheets.series_file(made), partial(sheets.draw_series, made))
        PagesDialog(desk, shown.name, [sheet], parent=parent.window()).open_over()


def sign_in(desk: Desk, parent: QWidget, shown: SeriesRow) -> None:
    """The lists to sign, one for each day that takes place."""
    from duodesk.documents import training_sheets as sheets

    made = []
    for day in shown.days:
        found = desk.read(sheets.collect_day, day.event_id) if day.cancelled_on is None else None
        if found is not None:
            draw = partial(sheets.draw_day, found)
            made.append(Sheet(day_words(day.held_on), sheets.day_file(found), draw))
    if made:
        title = _("Sign-in sheets: %(name)s", name=shown.name)
        PagesDialog(desk, title, made, parent=parent.window()).open_over()
    else:
        desk.say(_("This series has no day yet. Add one first."), "info")


def sign_in_day(desk: Desk, parent: QWidget, event_id: Id, title: str) -> None:
    """The list to sign at one meeting."""
    from duodesk.documents import training_sheets as sheets

    made = desk.read(sheets.collect_day, event_id)
    if made is not None:
        sheet = Sheet(title, sheets.day_file(made), partial(sheets.draw_day, made))
        PagesDialog(desk, title, [sheet], parent=parent.window()).open_over()


def attendance(desk: Desk, parent: QWidget, shown: SeriesRow, *, blank: bool) -> None:
    """Who followed what: empty for a trainer's pen, or as it was noted."""
    from duodesk.documents import attendance_sheet as sheets

    made = desk.read(sheets.collect, shown.id, today=desk.today, blank=blank)
    if made is not None:
        sheet = Sheet(shown.name, sheets.file_name(made), partial(sheets.draw, made))
        title = _("Attendance: %(name)s", name=shown.name)
        PagesDialog(desk, title, [sheet], parent=parent.window()).open_over()

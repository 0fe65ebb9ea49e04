"""The calendar: a month or a week of everything dated, with what can be done there."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base import dates
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.training.dated import Dated, Key, Source
from duodesk.ui.desk import Desk
from duodesk.ui.training import doing, files
from duodesk.ui.training.bar import CalendarBar
from duodesk.ui.training.event import EventDialog
from duodesk.ui.training.grid import CalendarGrid
from duodesk.ui.training.legend import Legend
from duodesk.ui.training.list_of_day import DayDialog
from duodesk.ui.training.month import MonthGrid
from duodesk.ui.training.mover import Mover
from duodesk.ui.training.part import CalendarPart
from duodesk.ui.training.reading import period
from duodesk.ui.training.shown import Period, Spot
from duodesk.ui.training.week import WeekGrid
from duodesk.ui.widgets.buttons import Menu
from duodesk.ui.widgets.layout import column


class CalendarView(CalendarPart):
    """A month or a week around one day; `series_wanted` carries a series to be opened."""

    series_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day = desk.today
        self._wanted: Key | None = None
        self._carried: Dated | None = None
        self.bar = CalendarBar(desk, self._offer_files)
        self.mover = Mover(desk)
        self.legend = Legend()
        self._grids: dict[bool, CalendarGrid] = {}
        self._stack = QStackedWidget()
        layout = column(self.bar, self.mover, self._stack, self.legend)
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)
        self.bar.changed.connect(self.reload)
        self.bar.view_changed.connect(self.reload)
        self.bar.turned.connect(self.turn)
        self.bar.today_wanted.connect(lambda: self.go_to(desk.today))
        self.bar.new_wanted.connect(self.make_new)
        self.bar.print_wanted.connect(self.print_page)
        self.mover.asked.connect(self._on_asked)
        self.mover.answered.connect(self._on_answered)
        self.reload()

    @property
    def grid(self) -> CalendarGrid:
        """The month or the week, whichever is shown."""
        return self._grids[self.bar.is_week]

    @override
    def reload(self) -> None:
        self.mover.forget()
        week, wanted = self.bar.is_week, self._wanted
        self._wanted = None
        shown = self._read()
        grid = self._grids.get(week) or self._make(shown, week=week)
        grid.show_pending(None)
        grid.show_period(shown, self._day)
        if wanted is not None:
            grid.choose(self._day, wanted)
        # Only now: a view that gets the keys without a current cell takes the first one.
        self._stack.setCurrentWidget(grid)
        self.setFocusProxy(grid)
        self.bar.tell(shown, self._day)
        self.legend.show_kinds([str(one.kind) for one in shown.entries])

    @override
    def subject(self) -> object:
        return ("calendar", self._day)

    @override
    def show_subject(self, subject: object) -> None:
        if isinstance(subject, date):
            self.go_to(subject)
        elif isinstance(subject, Key):
            day = self._desk.read(doing.day_of, subject)
            if day is not None:
                self._wanted = subject
                self.go_to(day)

    @override
    def focus_search(self) -> None:
        self.bar.layers.setFocus()

    @override
    def make_new(self) -> None:
        self.plan(self.grid.current_spot())

    @override
    def print_page(self) -> None:
        files.print_month(self._desk, self._day, self.bar.layers, parent=self)

    def go_to(self, day: date) -> None:
        """Show the month or week of a day, with the keys on it."""
        self._day = day
        self.reload()

    def turn(self, by: int) -> None:
        """The month or week before or after."""
        day = self._day
        self.go_to(day + timedelta(weeks=by) if self.bar.is_week else dates.add_months(day, by))

    def plan(self, spot: Spot) -> None:
        """Ask for something new on a day, or at an hour."""
        dialog = EventDialog(self._desk, spot=spot, parent=self.window())
        dialog.kept.connect(self._on_kept)
        dialog.open_over()

    def open(self, one: Dated) -> None:
        """Open an entry where it lives; an answer that is awaited comes first."""
        if self.mover.asks:
            self.mover.go_on()
            return
        dialog = doing.open_entry(self._desk, one, parent=self.window())
        if dialog is not None:
            dialog.kept.connect(self._on_kept)
            dialog.series_wanted.connect(self.series_wanted)
            dialog.open_over()

    def open_day(self, day: date) -> None:
        """All that is on a day, in a list."""
        dialog = DayDialog(self.grid.days, day, parent=self.window())
        dialog.opened.connect(self.open)
        dialog.new_wanted.connect(lambda: self.plan(Spot(day)))
        dialog.open_over()

    def _read(self) -> Period:
        bar = self.bar
        return period(
            self._desk, bar.layers, self._day, week=bar.is_week, everywhere=bar.everywhere,
            mine=bar.only_me,
        )  # fmt: skip

    def _make(self, shown: Period, *, week: bool) -> CalendarGrid:
        grid = WeekGrid(shown) if week else MonthGrid(shown)
        self._grids[week] = grid
        self._stack.addWidget(grid)
        grid.walked.connect(self._on_walked)
        grid.opened.connect(self.open)
        grid.day_opened.connect(self.open_day)
        grid.new_wanted.connect(self.plan)
        grid.moved.connect(self.mover.move_entry)
        grid.copied.connect(self.mover.copy_entry)
        grid.carried.connect(self._on_carried)
        grid.put_wanted.connect(self._on_put)
        grid.struck.connect(partial(doing.strike, self._desk))
        grid.menu_wanted.connect(self._on_menu)
        grid.numbered.connect(self._on_numbered)
        grid.escaped.connect(self.mover.take_back)
        grid.turned.connect(self.turn)
        grid.today_wanted.connect(lambda: self.go_to(self._desk.today))
        grid.left_for.connect(self.go_to)
        return grid

    def _on_walked(self, day: date) -> None:
        self._day = day

    def _on_asked(self, one: Dated, spot: Spot) -> None:
        if self.grid.days.period.place(spot.day) is None:
            self._day = spot.day
            self.grid.show_period(self._read(), spot.day)
        self.grid.show_pending(one, spot)

    def _on_answered(self, key: Key | None, spot: Spot | None) -> None:
        """Follow the entry to where it is now."""
        if spot is not None:
            self._day, self._wanted = spot.day, key
        self.reload()

    def _on_kept(self, event_id: Id, day: date) -> None:
        self._wanted = Key(Source.EVENT, event_id)
        self.go_to(day)

    def _on_carried(self, one: Dated) -> None:
        self._carried = one
        self._desk.say(_("Ctrl+V puts “%(title)s” on another day.", title=one.title), "info")

    def _on_put(self, spot: Spot) -> None:
        one = self._carried
        if one is not None:
            self.mover.copy_entry(one, Spot(spot.day, one.start, one.minutes))

    def _on_numbered(self, one: Dated, number: int) -> None:
        if one.series_id is None:
            return
        found = self._desk.read(doing.day_of_series, one.series_id, number)
        if found is not None:
            self._wanted = found[1]
            self.go_to(found[0])

    def _on_menu(self, one: Dated | None, corner: QPoint) -> None:
        menu = Menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if one is None:
            menu.item(_("New entry…"), self.make_new, icon_name="calendar-plus")
        else:
            self._fill(menu, one)
        menu.popup(corner)

    def _fill(self, menu: Menu, one: Dated) -> None:
        """What can be done with an entry, for those who do not drag."""
        menu.item(_("Open"), partial(self.open, one))
        if one.movable:
            for text, days in ((_("A day earlier"), -1), (_("A day later"), 1)):
                spot = Spot(one.day + timedelta(days=days), one.start, one.minutes)
                menu.item(text, partial(self.mover.move_entry, one, spot))
        if one.key.source == Source.EVENT:
            menu.item(_("Copy"), partial(self._on_carried, one), icon_name="copy")
        if doing.may_be_called_off(one):
            call = doing.hold if one.cancelled else doing.strike
            text = _("It takes place after all") if one.cancelled else _("Call off")
            menu.item(text, partial(call, self._desk, one))
        menu.addSeparator()
        save = partial(files.save_entry, self._desk, one.key)
        menu.item(_("Calendar file (.ics)"), save, icon_name="download")

    def _offer_files(self, menu: Menu) -> None:
        files.offer(self._desk, menu, self._day, self.grid.chosen())

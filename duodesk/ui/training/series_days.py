"""The days of a series: when, where, what, by whom, and what speaks against each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.dates import hours
from duodesk.base.i18n import N_, _
from duodesk.training import events, own_rule, series
from duodesk.training.clashes import Clash
from duodesk.training.own_rule import OwnRule
from duodesk.training.series import DayRow, SeriesRow
from duodesk.training.series_warnings import series_warnings
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.day_form import DayDialog
from duodesk.ui.training.give_back import GiveBackDialog
from duodesk.ui.training.series_form import SeriesFields
from duodesk.ui.training.warnings import Warnings, count_words
from duodesk.ui.training.words import day_words, where_words
from duodesk.ui.widgets.buttons import Button, Menu
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import Body, Card, column, row
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import show_if


@dataclass(frozen=True, slots=True)
class Day:
    """A day with what speaks against it; `rule` says how its series had it, where that is not so
    any more.
    """

    row: DayRow
    place: str
    clashes: tuple[Clash, ...] = ()
    rule: OwnRule | None = None


class DaysTable(RowsTable[Day]):
    """Delete cancels the day one is on, R gives it back to its series."""

    struck = Signal()
    given_back = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.struck.emit()
        elif event.key() == Qt.Key.Key_R and not event.modifiers():
            self.given_back.emit()
        elif event.key() == Qt.Key.Key_F2 and self.current() is not None:
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)


class SeriesDays(QWidget):
    """The days as a table, the warnings of the one that is marked, and the series' own fields."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._series: SeriesRow | None = None
        self.table = DaysTable(COLUMNS, name=_("Days"), key="series_days", memory=desk.memory)
        self.table.opened.connect(lambda _day: self.change())
        self.table.picked.connect(lambda _day: self._tell())
        self.table.struck.connect(self.strike)
        self.table.given_back.connect(self.give_back)
        self.table.menu_wanted.connect(self._offer)
        self.warnings = Warnings()
        self.change_button = Button(_("Change…"), self.change, icon_name="pencil")
        self.strike_button = Button("", self.strike)
        self.back_button = Button(_("Give back to the series…"), self.give_back, icon_name="undo-2")
        self.fields = SeriesFields()
        self.fields.changed.connect(self.change_series)
        self._none = EmptyState(
            "calendar-days", _("This series has no day yet."), Button(_("Add a day…"), self.add)
        )
        self._stack = QStackedWidget()
        for part in (self.table, self._none):
            self._stack.addWidget(part)
        actions = row(
            self.change_button, self.strike_button, self.back_button, None,
            Button(_("Add a day…"), self.add, icon_name="calendar-plus"), spacing=6,
        )  # fmt: skip
        self._stack.setMinimumHeight(look().px(220))
        body = Body(self._stack, self.warnings, actions, Card("", self.fields), spacing=8)
        body.column.setStretchFactor(self._stack, 1)
        self.setLayout(column(body))
        self.setFocusProxy(self.table)

    def show_series(self, shown: SeriesRow) -> None:
        """Show the days of a series; one stays on the same day."""
        before = self.table.current()
        self._series = shown
        found = self._desk.read(series_warnings, shown.id, today=self._desk.today)
        rows = [
            Day(
                day,
                day.place or shown.place,
                tuple(found.get(day.event_id, ())),
                self._desk.read(own_rule.own_rule, day.event_id),
            )
            for day in shown.days
        ]
        self.table.set_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self._none)
        if rows:
            event_id = before.row.event_id if before is not None else None
            stays = self.table.rows_model.place_of(lambda d: d.row.event_id == event_id)
            self.table.go_to(stays if stays >= 0 else self._next_day(rows))
        self.fields.show_series(shown)
        self._tell()

    def add(self) -> None:
        """One more day."""
        if self._series is not None:
            DayDialog(self._desk, self._series, None, parent=self.window()).open_over()

    def change(self) -> None:
        """Change the day one is on."""
        day = self.table.current()
        if self._series is None or day is None:
            return
        known = self._desk.read(events.event, day.row.event_id)
        if known is not None:
            DayDialog(self._desk, self._series, known, parent=self.window()).open_over()

    def strike(self) -> None:
        """Cancel the day one is on, or let it take place after all."""
        day = self.table.current()
        if day is None:
            return
        if day.row.cancelled_on is not None:
            self._desk.do(events.hold_event, day.row.event_id)
        elif self._desk.do(events.cancel_event, day.row.event_id) is not None:
            self._desk.say(_("The day is cancelled. Ctrl+Z takes it back."))

    def give_back(self) -> None:
        """Let the day one is on be held again as its series has it, once one has seen what that
        changes.
        """
        day = self.table.current()
        if self._series is None or day is None:
            return
        if day.rule is None:
            self._desk.say(_("This day stands as its series has it."), "info")
            return
        GiveBackDialog(
            self._desk, self._series, day.row, day.rule, parent=self.window()
        ).open_over()

    def remove(self) -> None:
        """Take the day one is on out of the series."""
        day = self.table.current()
        if day is not None and self._desk.do(events.remove_event, day.row.event_id) is not None:
            self._desk.say(_("The day is removed. Ctrl+Z brings it back."))

    def change_series(self, name: str, value: object) -> None:
        """Keep what was typed into a field; what cannot be goes back to what was."""
        shown = self._series
        if shown is None:
            return
        if self._desk.do(series.change_series, shown.id, **{name: value}) is None:
            self.fields.fields[name].entry().clearFocus()
            self.fields.show_series(shown)

    def _next_day(self, rows: Sequence[Day]) -> int:
        """The place of the next day to come; of the first where all are over."""
        today = self._desk.today
        return next((n for n, day in enumerate(rows) if day.row.held_on >= today), 0)

    def _tell(self) -> None:
        day = self.table.current()
        self.warnings.show_clashes(day.clashes if day is not None else ())
        cancelled = day is not None and day.row.cancelled_on is not None
        self.strike_button.set_text(
            _("It takes place after all") if cancelled else _("Cancel the day")
        )
        for button in (self.change_button, self.strike_button):
            show_if(button, on=day is not None)
        show_if(self.back_button, on=day is not None and day.rule is not None)

    def _offer(self, day: Day, at: QPoint) -> None:
        menu = Menu(self)
        cancelled = day.row.cancelled_on is not None
        menu.item(_("Change…"), self.change, icon_name="pencil")
        menu.item(_("It takes place after all") if cancelled else _("Cancel the day"), self.strike)
        if day.rule is not None:
            menu.item(_("Give back to the series…"), self.give_back, icon_name="undo-2")
        menu.item(_("Remove from the series"), self.remove, icon_name="trash-2")
        menu.addSeparator()
        go = partial(self._desk.go, "training", day.row.held_on)
        menu.item(_("Show in the calendar"), go, icon_name="calendar-days")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)


def _units(day: Day) -> str:
    return " + ".join(unit.title for unit in day.row.units)


def _badges(day: Day) -> list[Badge]:
    if day.row.cancelled_on is not None:
        return [Badge(_("Cancelled"), "bad")]
    told = count_words(day.clashes)
    found = [Badge(told, "warn")] if told else []
    return [Badge("≠", "info"), *found] if day.rule is not None else found


def _told(day: Day) -> str:
    told = [badge.text for badge in _badges(day) if badge.text != "≠"]
    return ", ".join([*told, _("by itself")] if day.rule is not None else told)


def _tip(day: Day) -> str:
    told = [str(one.text) for one in day.clashes]
    if day.rule is not None:
        told.append(_("Moved or changed by itself; R gives it back to the series."))
    return "\n".join(dict.fromkeys(told))


COLUMNS: tuple[Column[Day], ...] = (
    Column(
        key="number",
        title=N_("No."),
        text=lambda d: str(d.row.number),
        order=lambda d: d.row.number,
        width=44,
        right=True,
    ),
    Column(
        key="day",
        title=N_("Day"),
        text=lambda d: day_words(d.row.held_on),
        order=lambda d: (d.row.held_on, d.row.start or 0),
        value=lambda d: d.row.held_on,
        width=128,
        strong=True,
    ),
    Column(
        key="hours",
        title=N_("Hours"),
        text=lambda d: hours(d.row.start, d.row.minutes),
        width=108,
    ),
    Column(
        key="warnings",
        title=N_("Warnings"),
        text=_told,
        badges=_badges,
        tip=_tip,
        width=166,
    ),
    Column(key="units", title=N_("Units"), text=_units, tip=_units, width=148),
    Column(
        key="trainers",
        title=N_("Trainers"),
        text=lambda d: ", ".join(d.row.trainers),
        width=98,
    ),
    Column(
        key="place",
        title=N_("Place"),
        text=lambda d: where_words(d.place, online=d.row.online),
        width=110,
    ),
)

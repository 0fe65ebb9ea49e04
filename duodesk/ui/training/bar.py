"""What stands over the calendar: its title, the way to other days, what is shown, what is made of
it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base import dates
from duodesk.base.i18n import _, language
from duodesk.ui.desk import Desk
from duodesk.ui.training.layers import Layers
from duodesk.ui.training.shown import Period
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, MenuButton, Segmented
from duodesk.ui.widgets.layout import Flow, column, row
from duodesk.ui.widgets.text import ElidedLabel

MONTH, WEEK = "month", "week"
_MINE, _ALL = "mine", "all"


class CalendarBar(QWidget):
    """Two lines of controls; `changed` comes when something else is to be shown."""

    changed = Signal()
    view_changed = Signal()
    turned = Signal(int)
    today_wanted = Signal()
    new_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, desk: Desk, offer_files: Callable[[Menu], None]) -> None:
        super().__init__()
        self._memory = desk.memory
        self._name = f"training/view/{desk.store.author_id}"
        self.title = ElidedLabel(role="title")
        known = desk.memory.text(self._name, MONTH)
        self.view = Segmented(
            [(MONTH, _("Month")), (WEEK, _("Week"))],
            value=known if known == WEEK else MONTH,
            name=_("View"),
        )
        self.where = Segmented(
            [(_MINE, _("My office")), (_ALL, _("All offices"))], value=_MINE, name=_("Offices")
        )
        self.mine = Button(
            _("Only mine"), kind="chip", tip=_("Only what I lead, train or do myself")
        )
        self.mine.setCheckable(True)
        self.layers = Layers(desk)
        self.view.chosen.connect(self._on_view)
        self.where.chosen.connect(lambda _code: self.changed.emit())
        self.mine.toggled.connect(lambda _on: self.changed.emit())
        self.layers.changed.connect(self.changed)
        self._lay(offer_files)

    @property
    def is_week(self) -> bool:
        """Whether a week is shown, else a month."""
        return self.view.value() == WEEK

    @property
    def everywhere(self) -> bool:
        """Whether all offices are shown."""
        return self.where.value() == _ALL

    def show_view(self, code: str) -> None:
        """Month or week."""
        self.view.set_value(code)
        self._on_view(code)

    def tell(self, shown: Period, day: date) -> None:
        """Say which days are shown."""
        if self.is_week:
            number = shown.first.isocalendar().week
            span = week_span(shown.first, shown.last)
            text = _("Week %(n)s · %(days)s", n=number, days=span)
        else:
            text = dates.month(day)
        self.title.setText(text[:1].upper() + text[1:])
        self._back.set_name(_("Previous week") if self.is_week else _("Previous month"))
        self._on.set_name(_("Next week") if self.is_week else _("Next month"))

    def _on_view(self, code: str) -> None:
        self._memory.put(self._name, code)
        self.view_changed.emit()

    def _lay(self, offer_files: Callable[[Menu], None]) -> None:
        self._back = IconButton("chevron-left", "", lambda: self.turned.emit(-1))
        self._on = IconButton("chevron-right", "", lambda: self.turned.emit(1))
        today = Button(_("Today"), self.today_wanted.emit)
        new = Button(
            _("New entry…"), self.new_wanted.emit, kind="primary", icon_name="calendar-plus"
        )
        head = row(self._back, self._on, today, 4, self.title, self.view, new)
        head.setStretchFactor(self.title, 1)
        flow = Flow(spacing=8)
        menu = MenuButton(_("Calendar file (.ics)"), offer_files, icon_name="download")
        paper = Button(_("Print"), self.print_wanted.emit, icon_name="printer")
        for part in (self.where, self.mine, self.layers, menu, paper):
            flow.addWidget(part)
        self.setLayout(column(head, flow, spacing=8))


def week_span(first: date, last: date) -> str:
    """2 – 8 March 2026, as the language writes a stretch of days."""
    from babel.dates import format_interval

    return str(format_interval(first, last, "yMMMd", locale=f"{language()}_BE"))

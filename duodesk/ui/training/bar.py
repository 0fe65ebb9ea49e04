"""What stands over the calendar: its title, the way to other days, what is shown, what is made of
it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from duodesk.base import dates
from duodesk.base.i18n import _, language
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.layers import Layers
from duodesk.ui.training.shown import Period
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, Segmented
from duodesk.ui.widgets.layout import Flow, row, widget
from duodesk.ui.widgets.text import ElidedLabel

MONTH, WEEK = "month", "week"
_ME, _OFFICE, _ALL = "me", "office", "all"


class CalendarBar(QWidget):
    """One line of controls, two where it is narrow; `corner` holds what stands above them at the
    right. `changed` comes when something else is to be shown.
    """

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
        self.who = Segmented(
            [(_ME, _("Only me")), (_OFFICE, _("My office")), (_ALL, _("All offices"))],
            value=_OFFICE,
            name=_("Whose entries"),
        )
        self.who.name_choice(0, _("Only what I lead, train or do myself"))
        self.layers = Layers(desk)
        self.view.chosen.connect(self._on_view)
        self.who.chosen.connect(lambda _code: self.changed.emit())
        self.layers.changed.connect(self.changed)
        self._lay(offer_files)

    @property
    def is_week(self) -> bool:
        """Whether a week is shown, else a month."""
        return self.view.value() == WEEK

    @property
    def everywhere(self) -> bool:
        """Whether all offices are shown."""
        return self.who.value() == _ALL

    @property
    def only_me(self) -> bool:
        """Whether only what the person has to do with is shown."""
        return self.who.value() == _ME

    def show_view(self, code: str) -> None:
        """Month or week."""
        self.view.set_value(code)
        self._on_view(code)

    def tell(self, shown: Period, day: date) -> None:
        """Say which days are shown."""
        text = week_span(shown.first, shown.last) if self.is_week else dates.month(day)
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
        head = row(self._back, self._on, today, 4, self.title)
        head.setStretchFactor(self.title, 1)
        self.title.setMinimumWidth(look().px(205))
        flow = Flow(spacing=8)
        for part in (widget(head), self.who, self.layers):
            flow.addWidget(part)
        self.setLayout(flow)
        paper = IconButton("printer", _("Print"), self.print_wanted.emit)
        files = _MenuIcon("download", _("Calendar file (.ics)"), offer_files)
        new = Button(
            _("New entry…"), self.new_wanted.emit, kind="primary", icon_name="calendar-plus"
        )
        self.corner = widget(row(paper, files, self.view, new))


class _MenuIcon(IconButton):
    """An icon that opens a menu, built anew each time."""

    def __init__(self, icon_name: str, name: str, fill: Callable[[Menu], None]) -> None:
        super().__init__(icon_name, name)
        menu = Menu(self)

        def build() -> None:
            menu.clear()
            fill(menu)

        menu.aboutToShow.connect(build)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)


def week_span(first: date, last: date) -> str:
    """2 – 8 March 2026, as the language writes a stretch of days."""
    from babel.dates import format_interval

    return str(format_interval(first, last, "yMMMd", locale=f"{language()}_BE"))

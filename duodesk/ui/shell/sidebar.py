"""The way between the screens; in a narrow window a rail of icons with names as tips."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget
from typing_extensions import override

from duodesk.base.i18n import _, ngettext
from duodesk.ui.icons import icon
from duodesk.ui.pages import PAGES
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.text import ElidedLabel, PlainLabel, literal, restyle, set_tip, show_if

WIDE, NARROW = 212, 60


class Sidebar(QWidget):
    """One button a screen; Ctrl+1 … Ctrl+9 go the same way."""

    chosen = Signal(str)

    def __init__(self, office: str) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Screens"))
        self._office = office
        self._brand = ElidedLabel("", role="brand")
        self._place = ElidedLabel(office)
        self._buttons: dict[str, _Way] = {}
        group = QButtonGroup(self)
        for entry in PAGES:
            button = _Way(entry.title)
            button.setIcon(icon(entry.icon, "side_text"))
            button.setCheckable(True)
            button.clicked.connect(lambda _on, key=entry.key: self.chosen.emit(key))
            group.addButton(button)
            self._buttons[entry.key] = button
        self._waiting = self._buttons["exchange"].count()
        self._due = self._buttons["today"].count()
        last = self._buttons["settings"]
        others = [button for button in self._buttons.values() if button is not last]
        layout = column(self._brand, self._place, 14, *others, None, last, spacing=3)
        layout.setContentsMargins(10, 18, 10, 14)
        self.setLayout(layout)
        self.set_rail(on=False)

    def show_page(self, key: str) -> None:
        """Mark the screen that is shown."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> Button:
        """The button of a screen."""
        return self._buttons[key]

    def set_waiting(self, n: int) -> None:
        """How many things of the exchange wait for somebody; nought shows nothing."""
        self._waiting.show_number(n)
        self._name()

    def set_due(self, n: int) -> None:
        """How many lines of Today are due for whoever sits here; nought shows nothing."""
        self._due.show_number(n)
        self._name()

    def set_rail(self, *, on: bool) -> None:
        """Icons alone, or icons with words."""
        self.setFixedWidth(look().px(NARROW if on else WIDE))
        self._brand.setText("D" if on else "Duodesk")
        self._brand.setContentsMargins(8, 0, 0, 0)
        self._place.setContentsMargins(8, 0, 0, 0)
        show_if(self._place, on=not on)
        for entry in PAGES:
            button = self._buttons[entry.key]
            button.setText("" if on else literal(f"  {entry.title}"))
            restyle(button, rail="true" if on else "false")
        self._waiting.place(rail=on)
        self._due.place(rail=on)
        self._name()

    def _name(self) -> None:
        """What readers say and tips show, with what waits."""
        waits, due = self._waiting.number, self._due.number
        counted = {
            "exchange": ngettext("%(n)s thing to look at", "%(n)s things to look at", waits)
            if waits
            else "",
            "today": ngettext("%(n)s thing is due", "%(n)s things are due", due) if due else "",
        }
        for place, entry in enumerate(PAGES, start=1):
            words = counted.get(entry.key, "")
            told = f"{entry.title}, {words}" if words else entry.title
            self._buttons[entry.key].setAccessibleName(told)
            set_tip(self._buttons[entry.key], f"{told} (Ctrl+{place})")

    @override
    def setEnabled(self, on: bool) -> None:
        super().setEnabled(on)
        self.setVisible(on)


class _Way(Button):
    """The button of a screen, with how much waits there if that is counted."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._count: _Count | None = None

    def count(self) -> _Count:
        """Count on it from now on."""
        self._count = _Count(self)
        return self._count

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._count is not None:
            self._count.follow()


class _Count(PlainLabel):
    """A number at the right end of a button; in the rail, at the corner of its icon."""

    def __init__(self, button: Button) -> None:
        super().__init__("", parent=button)
        self.setObjectName("count")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._button = button
        self._rail = False
        self.number = 0
        self.hide()

    def show_number(self, n: int) -> None:
        """Another number; above 99 the exact one stands in the button's tip."""
        self.number = n
        self.setText(str(n) if n < 100 else "99+")
        self.place(rail=self._rail)
        self.setVisible(n > 0)

    def place(self, *, rail: bool) -> None:
        """Put it where the button has room for it now."""
        self._rail = rail
        self.ensurePolished()
        size = self.sizeHint()
        width, height = max(size.width(), size.height()), size.height()
        room = self._button.rect()
        top = 1 if rail else (room.height() - height) // 2
        right = room.width() - (1 if rail else look().px(10))
        self.setGeometry(right - width, top, width, height)

    def follow(self) -> None:
        """Keep its place: the button has another size."""
        self.place(rail=self._rail)

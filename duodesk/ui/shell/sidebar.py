"""The way between the screens; in a narrow window a rail of icons with names as tips."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.ui.icons import icon
from duodesk.ui.pages import PAGES
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.text import ElidedLabel, literal, restyle, set_tip, show_if

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
        self._buttons: dict[str, Button] = {}
        group = QButtonGroup(self)
        for entry in PAGES:
            button = Button(entry.title)
            button.setIcon(icon(entry.icon, "side_text"))
            button.setCheckable(True)
            button.clicked.connect(lambda _on, key=entry.key: self.chosen.emit(key))
            group.addButton(button)
            self._buttons[entry.key] = button
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

    def set_rail(self, *, on: bool) -> None:
        """Icons alone, or icons with words."""
        self.setFixedWidth(look().px(NARROW if on else WIDE))
        self._brand.setText("D" if on else "Duodesk")
        self._brand.setContentsMargins(8, 0, 0, 0)
        self._place.setContentsMargins(8, 0, 0, 0)
        show_if(self._place, on=not on)
        for place, entry in enumerate(PAGES, start=1):
            button = self._buttons[entry.key]
            button.setText("" if on else literal(f"  {entry.title}"))
            button.setAccessibleName(entry.title)
            set_tip(button, f"{entry.title} (Ctrl+{place})")
            restyle(button, rail="true" if on else "false")

    @override
    def setEnabled(self, on: bool) -> None:
        super().setEnabled(on)
        self.setVisible(on)

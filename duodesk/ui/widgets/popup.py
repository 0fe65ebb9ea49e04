"""A small window that hangs below a button and goes by itself; and a list to tick in it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from duodesk.base.collate import fold
from duodesk.ui.theme import look
from duodesk.ui.widgets.layout import Part, column
from duodesk.ui.widgets.search import SearchBox
from duodesk.ui.widgets.text import PlainLabel

_SHOWN = 9  # rows of a list before it scrolls
_CODE_ROLE = int(Qt.ItemDataRole.UserRole)


class Popup(QDialog):
    """Title and parts; Esc or a click beside it closes it, what was chosen in it holds already."""

    def __init__(self, title: str, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.setWindowTitle(title)
        self.setMinimumWidth(look().px(300))
        frame = QFrame()
        frame.setObjectName("card")
        self.body = column(PlainLabel(title, role="strong"), spacing=8)
        self.body.setContentsMargins(14, 12, 14, 12)
        frame.setLayout(self.body)
        self.setLayout(column(frame))

    def add(self, *parts: Part) -> None:
        """Put parts into it, one below the other."""
        for part in parts:
            if isinstance(part, QWidget):
                self.body.addWidget(part)
            elif part is not None and not isinstance(part, int):
                self.body.addLayout(part)

    def open_below(self, anchor: QWidget) -> None:
        """Show it below a widget, within the screen."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        self.adjustSize()
        room = anchor.screen().availableGeometry()
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        x = min(corner.x(), room.right() - self.width())
        y = min(corner.y(), room.bottom() - self.height())
        self.move(max(x, room.left()), max(y, room.top()))
        self.show()


class TickList(QListWidget):
    """A list of words to tick with Space or a click; the words are shown letter by letter."""

    ticked = Signal(str, bool)

    def __init__(self, options: Mapping[str, str], on: frozenset[str], *, name: str) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for code, text in options.items():
            item = QListWidgetItem(text or " ")
            item.setData(_CODE_ROLE, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_state(code in on))
            self.addItem(item)
        if self.count():
            self.setCurrentRow(0)
            height = max(self.sizeHintForRow(0), look().px(26)) * min(self.count(), _SHOWN)
            self.setMinimumWidth(min(self.sizeHintForColumn(0) + look().px(48), look().px(430)))
            self.setFixedHeight(height + 2 * self.frameWidth() + 4)
        self.itemChanged.connect(self._on_changed)

    def value(self) -> tuple[str, ...]:
        """The codes that are ticked, in the order shown."""
        items = (self.item(place) for place in range(self.count()))
        on = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return tuple(str(item.data(_CODE_ROLE)) for item in on)

    def tick(self, code: str, *, on: bool) -> None:
        """Tick a line as a person would."""
        place = self._place(code)
        if place >= 0:
            self.item(place).setCheckState(_state(on))

    def turn(self) -> None:
        """Tick the current line, or take its tick away."""
        if self.currentRow() >= 0:
            item = self.item(self.currentRow())
            item.setCheckState(_state(item.checkState() != Qt.CheckState.Checked))

    def current(self) -> str:
        """The code of the line the person is on; nothing when there is none."""
        row = self.currentRow()
        return str(self.item(row).data(_CODE_ROLE)) if row >= 0 else ""

    def go_to(self, code: str) -> None:
        """Make this line the current one."""
        self.setCurrentRow(max(self._place(code), 0))

    def narrow(self, text: str) -> None:
        """Show the lines that hold every word of the text."""
        needle = fold(text).split()
        for place in range(self.count()):
            shown = fold(self.item(place).text())
            self.setRowHidden(place, not all(word in shown for word in needle))
        first = next((n for n in range(self.count()) if not self.isRowHidden(n)), -1)
        self.setCurrentRow(first)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentRow() >= 0:
            self.turn()
        else:
            super().keyPressEvent(event)

    def _place(self, code: str) -> int:
        places = range(self.count())
        return next((n for n in places if self.item(n).data(_CODE_ROLE) == code), -1)

    def _on_changed(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        self.ticked.emit(str(item.data(_CODE_ROLE)), on)


class TickSearch(SearchBox):
    """Narrows a list as one types; Enter ticks the first line that fits and begins anew."""

    def __init__(self, ticks: TickList, placeholder: str) -> None:
        super().__init__(placeholder)
        self._ticks = ticks
        self.follow(ticks)

    def follow(self, ticks: TickList) -> None:
        """Narrow this list from now on."""
        self._ticks = ticks
        self.textChanged.connect(ticks.narrow)
        self.went_down.connect(ticks.setFocus)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.text():
            self._ticks.turn()
            self.clear()
        else:
            super().keyPressEvent(event)


def _state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked

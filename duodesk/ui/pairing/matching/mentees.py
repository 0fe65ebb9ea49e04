"""The mentees of a matching meeting, in the order in which they are spoken of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.pairing.agenda import AgendaRow
from duodesk.ui.icons import icon
from duodesk.ui.pairing.matching.words import in_short
from duodesk.ui.theme import look

_ID = int(Qt.ItemDataRole.UserRole)


class MenteeList(QListWidget):
    """`picked` is another mentee, `gone_in` goes to what can be decided (Enter or →)."""

    picked = Signal(object)
    gone_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setAccessibleName(_("Mentees to speak of"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setMinimumWidth(look().px(190))
        self.currentItemChanged.connect(lambda now, _before: self._on_current(now))
        self.itemClicked.connect(lambda _item: self.setFocus())

    def set_rows(self, rows: Sequence[AgendaRow]) -> None:
        """Show these without telling; the mentee the person is on stays."""
        before = self.current()
        self.blockSignals(True)
        self.clear()
        for row in rows:
            self.addItem(_item(row))
        if not self.choose(before) and self.count():
            self.setCurrentRow(0)
        self.blockSignals(False)

    def current(self) -> Id | None:
        """The mentee the person is on."""
        item: QListWidgetItem | None = self.currentItem()
        found = item.data(_ID) if item is not None else None
        return found if isinstance(found, Id) else None

    def choose(self, mentee_id: Id | None) -> bool:
        """Go to a mentee; false when it is not on the list."""
        for place in range(self.count()):
            if self.item(place).data(_ID) == mentee_id:
                self.setCurrentRow(place)
                self.scrollToItem(self.item(place))
                return True
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}
        if event.key() in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.gone_in.emit()
        else:
            super().keyPressEvent(event)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.picked.emit(item.data(_ID))


def _item(row: AgendaRow) -> QListWidgetItem:
    item = QListWidgetItem(f"{row.name}\n{in_short(row)}")
    item.setData(_ID, row.mentee_id)
    if row.decision is not None:
        item.setIcon(icon("circle-check", "good_text"))
    return item

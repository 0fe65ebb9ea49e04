"""What every screen is: a widget on a desk that reloads when its tables change, and says its
words.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.store.store import Changes
from duodesk.ui.desk import Desk


class Page(QWidget):
    """A screen: `tables` are those it shows; a change of one reloads it, at once or when next seen.

    Built once, when first shown. A subclass lays out in `__init__`, then calls `retranslate`.
    """

    tables: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.desk = desk
        self._stale = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._refresh)
        desk.bus.changed.connect(self._on_changed)
        desk.bus.language_changed.connect(self._on_language)

    def reload(self) -> None:
        """Read anew and show it; called with the page in sight."""

    def retranslate(self) -> None:
        """Say every word in the language spoken now."""

    def show_id(self, subject: object) -> None:
        """Go to one person, duo, ... of this screen."""

    def focus_filter(self) -> None:
        """Ctrl+F: go to the search field of the list."""

    def make_new(self) -> None:
        """Ctrl+N: the new thing of this screen."""

    def print_page(self) -> None:
        """Ctrl+P: what this screen prints."""

    def to_excel(self) -> None:
        """Ctrl+Shift+E: the list of this screen as a workbook."""

    def hide_sensitive(self) -> None:
        """Ctrl+Shift+H: hide or show what others should not see."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._soon.start()

    def _on_changed(self, changes: Changes) -> None:
        if not self.tables or changes.tables & self.tables:
            self._stale = True
            if self.isVisible():
                self._soon.start()

    def _on_language(self) -> None:
        self.retranslate()
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def _refresh(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.reload()

"""The screens that were asked for, one of which is shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QStackedWidget

from duodesk.ui.desk import Desk
from duodesk.ui.page import Page
from duodesk.ui.pages import entry


class Screens(QStackedWidget):
    """Makes each screen when it is first shown, and keeps it as it was left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        desk.ground = self
        self._pages: dict[str, Page] = {}

    @property
    def key(self) -> str:
        """The screen that is shown."""
        return next((k for k, page in self._pages.items() if page is self.page), "")

    @property
    def page(self) -> Page | None:
        """The screen itself."""
        shown = self.currentWidget()
        return shown if isinstance(shown, Page) else None

    def bring(self, key: str) -> Page:
        """Show a screen as things stand now."""
        if key not in self._pages:
            page = entry(key).make(self._desk)
            page.setAccessibleName(entry(key).title)
            self._pages[key] = page
            self.addWidget(page)
        shown = self._pages[key]
        shown.catch_up()
        self.setCurrentWidget(shown)
        return shown

    def settle(self) -> None:
        """Keep everything typed, on every screen."""
        for page in self._pages.values():
            page.settle()

    def lighten(self) -> None:
        """Let go of those behind the one that is shown; each is made anew when it is asked for."""
        self.settle()
        for key in [key for key, page in self._pages.items() if page is not self.page]:
            page = self._pages.pop(key)
            self.removeWidget(page)
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)

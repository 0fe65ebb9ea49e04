"""What every screen is: a widget on a desk that reloads when its tables change."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.ids import Id
from duodesk.store.store import Changes
from duodesk.ui import leaving
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.layout import Part, column


class Page(QWidget):
    """A screen: `tables` are those it shows; a change of one reloads it, at once or when next seen.

    Built when first shown, and built anew when the language or the look changes.
    """

    tables: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.ground)
        self.setObjectName("page")
        self.desk = desk
        self._stale = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._refresh)
        desk.bus.changed.connect(self._on_changed)

    def catch_up(self) -> None:
        """Read anew if something changed while another screen was shown."""
        if self._stale:
            self._stale = False
            self.reload()

    def lay(self, *parts: Part, grow: QWidget | None = None) -> None:
        """Put the parts one below the other, with the margins of every screen; one takes the
        rest.
        """
        layout = column(*parts, spacing=10)
        if grow is not None:
            layout.setStretchFactor(grow, 1)
        layout.setContentsMargins(24, 18, 24, 14)
        self.setLayout(layout)

    def reload(self) -> None:
        """Read anew and show it."""

    def show_subject(self, subject: object) -> None:
        """Go to one person, duo, ... of this screen."""

    def subject(self) -> object:
        """What `show_subject` needs to come back to where the person is."""
        return None

    def duo_id(self) -> Id | None:
        """The duo in sight, or the person whose duo is meant."""
        subject = self.subject()
        return subject if isinstance(subject, Id) else None

    def mentee_in_sight(self) -> Id | None:
        """For whom a mentor may be looked for; nobody where no person is in sight."""
        subject = self.subject()
        return subject if isinstance(subject, Id) else None

    def find_matches(self) -> None:
        """Ctrl+J: mentors for the mentee in sight, else for one of those who wait, found by
        name.
        """
        self.desk.go("pairing", ("waiting", self.mentee_in_sight()))

    def settle(self) -> None:
        """Keep what is typed and not kept yet: before leaving, locking, closing."""

    def busy(self) -> bool:
        """Whether a conversation goes on here although no key is pressed: the lock waits once."""
        return False

    def focus_filter(self) -> None:
        """Ctrl+F: go to the search field of the list."""

    def quick_note(self) -> bool:
        """Ctrl+M: note something of what is in sight; whether this screen has a place for it."""
        return False

    def make_new(self) -> None:
        """Ctrl+N: the new thing of this screen."""

    def print_page(self) -> None:
        """Ctrl+P: what this screen prints; its list where it says nothing else."""
        found = leaving.of_page(self)
        if found is not None:
            leaving.to_paper(self.desk, found, parent=self)

    def to_excel(self) -> None:
        """Ctrl+Shift+E: the list of this screen as a workbook."""
        found = leaving.of_page(self)
        if found is not None:
            leaving.to_excel(self.desk, found)

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

    def _refresh(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.reload()

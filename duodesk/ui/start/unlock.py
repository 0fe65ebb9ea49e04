"""Unlocking the desk: a passphrase, or the words of the recovery sheet; also the lock's face."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from typing_extensions import override

from duodesk.base.errors import UserError
from duodesk.base.i18n import _
from duodesk.store.passphrase import strength
from duodesk.ui.start import parts
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.text import PlainLabel, show_if


class Unlock(QWidget):
    """Asks for the passphrase and hands it on; what is refused is said and can be typed again."""

    opened = Signal()

    def __init__(
        self,
        with_passphrase: Callable[[str], object],
        with_recovery: Callable[[str, str], object] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._with_passphrase = with_passphrase
        self._with_recovery = with_recovery
        self._card = parts.StartCard()
        self.problem = PlainLabel()
        self.line = QLineEdit()
        self.words = QLineEdit()
        self.setLayout(parts.centred(self._card))
        self.show_passphrase()

    def show_passphrase(self) -> None:
        """The everyday way in."""
        self.line = parts.line(_("Passphrase"), secret=True)
        self.problem = parts.words("", "problem")
        self.line.returnPressed.connect(self.try_passphrase)
        lost = Button(_("Passphrase forgotten?"), self.show_recovery, kind="quiet")
        show_if(lost, on=self._with_recovery is not None)
        self._card.fill(
            parts.words("Duodesk", "display"),
            parts.words(_("This desk is locked.")),
            parts.with_eye(self.line),
            self.problem,
            row(lost, None, Button(_("Open"), self.try_passphrase, kind="primary")),
        )
        self.line.setFocus()

    def show_recovery(self) -> None:
        """The way in for who forgot: twelve words and a new passphrase."""
        self.words = parts.line(_("The twelve words, with spaces between"))
        self.line = parts.line(_("A new passphrase"), secret=True)
        self.problem = parts.words("", "problem")
        self.line.returnPressed.connect(self.try_recovery)
        self._card.fill(
            parts.words(_("With the recovery sheet"), "title"),
            parts.words(_("Take the sheet out of the safe and type its words.")),
            self.words,
            parts.with_eye(self.line),
            self.problem,
            row(
                Button(_("Back"), self.show_passphrase, kind="quiet"),
                None,
                Button(_("Open"), self.try_recovery, kind="primary"),
            ),
        )
        self.words.setFocus()

    def try_passphrase(self) -> None:
        """Open with what is typed."""
        self._try(lambda: self._with_passphrase(self.line.text()))

    def try_recovery(self) -> None:
        """Open with the words, and take the new passphrase when it is good enough."""
        if self._with_recovery is None:
            return
        judged = strength(self.line.text())
        if not judged.enough:
            title = _("A new passphrase")
            self.problem.setText(f"{title}: {judged.message}.")
            return
        recover = self._with_recovery
        self._try(lambda: recover(self.words.text(), self.line.text()))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.line.setFocus()

    def _try(self, way: Callable[[], object]) -> None:
        # Deriving the key takes about a second on purpose.
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            way()
        except UserError as error:
            self.problem.setText(str(error))
            self.line.selectAll()
            self.line.setFocus()
            return
        finally:
            QApplication.restoreOverrideCursor()
        self.problem.setText("")
        self.opened.emit()

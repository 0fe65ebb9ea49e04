"""Unlocking the desk: a passphrase, or the words of the recovery sheet; also the face of a locked
window.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from duodesk.base.errors import UserError
from duodesk.base.i18n import _
from duodesk.ui.start import parts


class Unlock(QWidget):
    """Asks for the passphrase and hands it on; what is refused is said and can be typed again."""

    opened = Signal()

    def __init__(
        self,
        with_passphrase: Callable[[str], object],
        with_recovery: Callable[[str, str], object] | None = None,
        *,
        greeting: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._with_passphrase = with_passphrase
        self._with_recovery = with_recovery
        self._greeting = greeting
        self._card = parts.Card()
        self._line = QLineEdit()
        self.setLayout(parts.centred(self._card))
        self.show_passphrase()

    def show_passphrase(self) -> None:
        """The everyday way in."""
        self._line = parts.secret_line(_("Passphrase"))
        problem = parts.label("", "problem")
        line = self._line

        def try_it() -> None:
            self._try(lambda: self._with_passphrase(line.text()), problem)
            line.selectAll()

        line.returnPressed.connect(try_it)
        lost = parts.button(_("Passphrase forgotten?"), self.show_recovery, "quiet")
        lost.setVisible(self._with_recovery is not None)
        self._card.fill(
            parts.label("Duodesk", "title"),
            parts.label(self._greeting or _("This desk is locked.")),
            parts.row(line, parts.show_hide(line)),
            problem,
            parts.row(lost, parts.button(_("Open"), try_it, "primary"), end=True),
        )
        line.setFocus()

    def show_recovery(self) -> None:
        """The way in for who forgot: twelve words and a new passphrase."""
        words = QLineEdit()
        words.setAccessibleName(_("Words of the recovery sheet"))
        words.setPlaceholderText(_("The twelve words, with spaces between"))
        fresh = parts.secret_line(_("A new passphrase"))
        problem = parts.label("", "problem")

        def try_it() -> None:
            if self._with_recovery is not None:
                recover = self._with_recovery
                self._try(lambda: recover(words.text(), fresh.text()), problem)

        self._card.fill(
            parts.label(_("With the recovery sheet"), "title"),
            words,
            parts.row(fresh, parts.show_hide(fresh)),
            problem,
            parts.row(
                parts.button(_("Back"), self.show_passphrase, "quiet"),
                parts.button(_("Open"), try_it, "primary"),
                end=True,
            ),
        )
        words.setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._line.setFocus()

    def _try(self, way: Callable[[], object], problem: QWidget) -> None:
        try:
            way()
        except UserError as error:
            problem.setProperty("text", str(error))
        else:
            self.opened.emit()

"""The one door for questions and files, so that tests can answer; nothing asked ever blocks the
program.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import _
from duodesk.ui.widgets.buttons import bare
from duodesk.ui.widgets.text import literal


class Ask(Protocol):
    """What screens may ask a person."""

    def confirm(self, text: str, yes: str, then: Callable[[], object]) -> None: ...

    def warn(self, text: str) -> None: ...

    def open(self, title: str, patterns: str, then: Callable[[Path], object]) -> None: ...

    def save(
        self,
        title: str,
        name: str,
        content: bytes,
        then: Callable[[Path], object] | None = None,
        otherwise: Callable[[], object] | None = None,
    ) -> None: ...

    def folder(self, title: str, then: Callable[[Path], object]) -> None: ...


class WindowAsk:
    """Asks with Qt's own dialogs over a window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent

    def confirm(self, text: str, yes: str, then: Callable[[], object]) -> None:
        """Go on when the person agrees."""
        box = self._box(text)
        agree = box.addButton(literal(yes), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(literal(_("Cancel")), QMessageBox.ButtonRole.RejectRole)
        box.finished.connect(lambda: then() if box.clickedButton() is agree else None)
        box.open()

    def warn(self, text: str) -> None:
        """Say something that needs to be seen."""
        box = self._box(text)
        box.addButton(literal(_("Close")), QMessageBox.ButtonRole.AcceptRole)
        box.open()

    def open(self, title: str, patterns: str, then: Callable[[Path], object]) -> None:
        """Choose a file to read."""
        dialog = QFileDialog(self.parent, title, "", patterns)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    def save(
        self,
        title: str,
        name: str,
        content: bytes,
        then: Callable[[Path], object] | None = None,
        otherwise: Callable[[], object] | None = None,
    ) -> None:
        """Choose where to write, write whole or not at all, then go on; `otherwise` is called where
        nothing was written.
        """
        dialog = QFileDialog(self.parent, title, name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)

        def chosen(path: str) -> None:
            try:
                atomic_write(Path(path), content)
            except UserError as error:
                self.warn(str(error))
                if otherwise is not None:
                    otherwise()
                return
            if then is not None:
                then(Path(path))

        dialog.fileSelected.connect(chosen)
        if otherwise is not None:
            dialog.rejected.connect(bare(otherwise))
        dialog.open()

    def folder(self, title: str, then: Callable[[Path], object]) -> None:
        """Choose a folder."""
        dialog = QFileDialog(self.parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    def _box(self, text: str) -> QMessageBox:
        box = QMessageBox(self.parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.setWindowTitle("Duodesk")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return box

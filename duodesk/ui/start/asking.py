"""What a new laptop does until it is taken in: its first file goes onto the stick, the answer comes
back on it; one sentence for the step that is next.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.errors import UserError
from duodesk.base.i18n import _
from duodesk.exchange import beside, joining
from duodesk.exchange.send import SUFFIX
from duodesk.ui import arriving
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.text import PlainLabel, show_if

FILES = f"Duodesk (*{SUFFIX})"


class AskingDialog(Dialog):
    """Shown over a desk that asks to be taken in and was not yet; closing it is always right."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Your colleague takes this laptop in"), " ", icon_name="usb", parent=parent
        )
        self._desk = desk
        self._answer: Path | None = None
        self.setAcceptDrops(True)
        self.problem = PlainLabel("", role="problem", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.add_button(_("Later"), self.reject, kind="quiet")
        self.elsewhere = self.add_button("", self.save_elsewhere)
        self.onward = self.add_button("", self.go_on, kind="primary", default=True)
        self.show_step()

    def show_step(self) -> None:
        """Say what is next: save the first file, take it there, or open the answer."""
        store = self._desk.store
        folder, asked = beside.folder_of(store), beside.asked(store)
        self._answer = beside.answer_in(store, folder) if folder and asked else None
        if self._answer is not None:
            said = _("The answer is here: %(name)s. Open it, look at it, and take it in.",
                     name=self._answer.name)  # fmt: skip
        elif asked:
            said = _(
                "Take the stick to who invited you. On that laptop, open %(name)s under "
                "“Exchange” and choose “Take it in”; the answer is saved beside it. Then come "
                "back and open the answer here.",
                name=asked,
            )
        else:
            said = _(
                "Save the first file of this laptop onto the stick with the invitation, and take "
                "the stick back to who invited you."
            )
        self.words.setText(said)
        self.setAccessibleDescription(said)
        self._name_buttons(folder, asked=bool(asked))
        self.onward.setFocus()
        if self.isVisible():
            # Another sentence may need another line; a dialog in sight does not grow by itself.
            QTimer.singleShot(0, self, self.fit)

    def go_on(self) -> None:
        """Do the next step."""
        folder, asked = beside.folder_of(self._desk.store), beside.asked(self._desk.store)
        if self._answer is not None:
            self._open(self._answer)
        elif asked:
            self._desk.ask.open(_("Exchange file"), FILES, self._open)
        elif folder is not None:
            self._save_beside(folder)
        else:
            self.save_elsewhere()

    def save_elsewhere(self) -> None:
        """The first file, wherever the person wants it."""
        made = self._desk.do(joining.request)
        if made is not None:
            self._desk.ask.save(_("Save the first file"), made.name, made.data, self._saved)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.accept()
        arriving.bring(self._desk, arriving.files_of(event))

    def _name_buttons(self, folder: Path | None, *, asked: bool) -> None:
        if asked:
            self.onward.set_text(_("Open the answer") if self._answer else _("Open the answer…"))
            self.elsewhere.set_text(_("Save the first file again…"))
        else:
            beside_it = folder is not None
            self.onward.set_text(
                _("Save it beside the invitation") if beside_it else _("Save the first file…")
            )
            self.elsewhere.set_text(_("Another place…"))
        show_if(self.elsewhere, on=asked or folder is not None)

    def _save_beside(self, folder: Path) -> None:
        try:
            beside.write_request(self._desk.store, folder)
        except UserError as error:
            self.problem.setText(str(error))
            show_if(self.problem, on=True)
            return
        self._done()

    def _saved(self, path: Path) -> None:
        beside.remember(self._desk.store, path)
        beside.note_asked(self._desk.store, path.name)
        self._done()

    def _done(self) -> None:
        self.problem.hide()
        self._desk.opened.mark()
        self.show_step()

    def _open(self, path: Path) -> None:
        self.accept()
        self._desk.go("exchange", path)

"""Keeps what is typed in an interview: a draft within the second, a version every ten minutes."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.people import interviews
from duodesk.ui.desk import Desk
from duodesk.ui.people.notes import NotesEditor

# Milliseconds: after the last key, and at most while somebody goes on typing.
REST, LONGEST = 400, 900
VERSION_EVERY = timedelta(minutes=10)


class NotesKeeper(QObject):
    """`typed` comes with each key, `kept` with the moment of keeping, `failed` with the reason."""

    typed = Signal()
    kept = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, interview_id: Id, notes: NotesEditor) -> None:
        super().__init__(notes)
        self._desk = desk
        self._id = interview_id
        self._notes = notes
        self._kept = self._version = notes.toPlainText()
        self._version_at = desk.store.clock.now()
        self.touched = False
        self._since = QElapsedTimer()
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self.keep)
        notes.textChanged.connect(self._on_typed)

    def keep(self) -> None:
        """Put what is typed into the desk file."""
        self._rest.stop()
        text = self._notes.toPlainText()
        if text == self._kept:
            return
        caret = self._notes.textCursor().position()
        try:
            interviews.save_draft(self._desk.store, self._id, text, caret)
        except UserError as error:
            self.failed.emit(str(error))
            self._desk.bus.not_saved.emit(str(error))
            return
        self._kept = text
        self._since.invalidate()
        now = self._desk.store.clock.now()
        self.kept.emit(now)
        if now - self._version_at >= VERSION_EVERY:
            self.keep_version()

    def keep_version(self) -> None:
        """Keep the notes as they stand, to come back to."""
        text = self._notes.toPlainText()
        self._version_at = self._desk.store.clock.now()
        if text != self._version:
            self._version = text
            self._desk.do(interviews.keep_version, self._id, text)

    def _on_typed(self) -> None:
        if not self._since.isValid():
            self._since.start()
        self.touched = True
        self._rest.start(max(0, min(REST, LONGEST - self._since.elapsed())))
        self.typed.emit()

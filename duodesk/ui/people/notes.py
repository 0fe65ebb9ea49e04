"""The field in which an interview is written: plain text with light marks, quotations, places."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.people.guides import HEADING
from duodesk.ui.theme import look
from duodesk.ui.widgets.text import PlainText, set_name

_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_MARKS = " -*>"


class NotesEditor(PlainText):
    """Everything it does to the text is done as typing would be: Ctrl+Z takes it back."""

    tag_wanted = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text, lines=20)
        self.setTabChangesFocus(False)
        set_name(self, _("Notes of the interview"))
        self.textChanged.connect(lambda: self.setExtraSelections([]))

    def quote(self) -> None:
        """Mark the lines of the selection as the person's own words."""
        caret = self.textCursor()
        words = caret.selectedText().replace("\u2029", "\n")
        if words and not self.isReadOnly():
            caret.insertText("\n".join(f"> {line}" for line in words.split("\n")))

    def go_to_heading(self, title: str) -> None:
        """Put the caret under a heading, adding it at the end when it is not there."""
        heading = HEADING + title
        document = self.document()
        found = document.find(heading)
        if not found.isNull() or self.isReadOnly():
            if not found.isNull():
                found.movePosition(QTextCursor.MoveOperation.EndOfBlock)
                found.movePosition(QTextCursor.MoveOperation.NextBlock)
                self.setTextCursor(found)
        else:
            caret = QTextCursor(document)
            caret.movePosition(QTextCursor.MoveOperation.End)
            before = "\n\n" if self.toPlainText().strip() else ""
            caret.insertText(f"{before}{heading}\n")
            self.setTextCursor(caret)
        self.setFocus()

    def quoted(self) -> str:
        """The words that are selected; else the sentence in which the caret stands."""
        caret = self.textCursor()
        if caret.hasSelection():
            return caret.selectedText().replace("\u2029", "\n").strip()
        line = caret.block().text()
        at = len(
            line.encode("utf-16-le")[: caret.positionInBlock() * 2].decode("utf-16-le", "ignore")
        )
        found = [match for match in _SENTENCE.finditer(line) if match.start() <= at]
        return found[-1].group().strip(_MARKS) if found else ""

    def hide_words(self, start: int, end: int, instead: str) -> None:
        """Put other signs in place of a stretch."""
        self._at(start, end).insertText(instead)

    def show_words(self, words: str) -> bool:
        """Mark words and bring them into sight; False when they are not there (any more)."""
        loosely = r"\s+".join(re.escape(word) for word in words.split())
        match = re.search(loosely, self.toPlainText()) if loosely else None
        if match is None:
            return False
        self.show_place(match.start(), match.end())
        return True

    def show_place(self, start: int, end: int) -> None:
        """Mark a stretch until something is typed, and put the caret behind it."""
        marked = QTextEdit.ExtraSelection()
        marked.cursor = self._at(start, end)
        marked.format.setBackground(look().color("warn"))
        marked.format.setForeground(look().color("warn_text"))
        marked.format.setFontUnderline(True)
        self.setTextCursor(self._at(end, end))
        self.setExtraSelections([marked])
        self.centerCursor()
        self.setFocus()

    def bring_back(self, text: str, line: int, *, replaces: bool) -> None:
        """Put a line in place of another one, or before it."""
        caret = QTextCursor(self.document().findBlockByNumber(line))
        if replaces:
            caret.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            caret.insertText(text)
        elif caret.isNull():
            caret = QTextCursor(self.document())
            caret.movePosition(QTextCursor.MoveOperation.End)
            caret.insertText(f"\n{text}")
        else:
            caret.insertText(f"{text}\n")

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu(event.pos())
        if not self.isReadOnly():
            menu.addSeparator()
            menu.addAction(_("Note a fact from these words… (Ctrl+T)")).triggered.connect(
                lambda: self.tag_wanted.emit()  # noqa: PLW0108 - Qt sends whether it is checked
            )
            menu.addAction(_("Mark as the person's own words (Ctrl+D)")).triggered.connect(
                lambda: self.quote()  # noqa: PLW0108 - Qt sends whether it is checked
            )
        menu.popup(event.globalPos())

    def _at(self, start: int, end: int) -> QTextCursor:
        """A cursor over a stretch of the text; Qt counts letters beyond the first plane twice."""
        text = self.toPlainText()
        caret = QTextCursor(self.document())
        caret.setPosition(_units(text[:start]))
        caret.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        return caret


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

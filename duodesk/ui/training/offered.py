"""Lines in which one types and takes what is offered: a place used before, a person, a duo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView
from typing_extensions import override

from duodesk.base.collate import fold
from duodesk.base.i18n import _
from duodesk.ui.widgets.field import Field, LineField

_MOST = 30


class OfferedField(LineField):
    """A line of text; what was written before is offered, anything else may be typed."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._completer = _completer(self.line)
        offered = QStringListModel(list(words), self)
        self._completer.setModel(offered)
        self._completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)


class OneField(Field[str | None]):
    """One of many by some letters of its name; `read` gives (code, text) when it is first needed.

    The value is the code, or None where nothing is chosen.
    """

    def __init__(self, read: Callable[[], Sequence[tuple[str, str]]], *, hint: str = "") -> None:
        super().__init__()
        self._read = read
        self._known: list[tuple[str, str, str]] | None = None
        self._code: str | None = None
        self.line = _Line(self._learn)
        self.line.setPlaceholderText(hint)
        self._offers = QStringListModel(self)
        completer = _completer(self.line)
        completer.setModel(self._offers)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated.connect(self._take)
        self.line.textEdited.connect(self._offer)
        self.line.editingFinished.connect(self._on_finished)
        self._lay(self.line)

    def set_source(self, read: Callable[[], Sequence[tuple[str, str]]]) -> None:
        """Offer others; what was chosen is let go."""
        self._read, self._known = read, None
        self.set_value(None)

    @override
    def value(self) -> str | None:
        return self._code

    @override
    def _show(self, value: str | None) -> None:
        self._code = value
        known = {code: text for code, text, _folded in self._learn()} if value else {}
        self.line.setText(known.get(value, value) if value else "")
        self.line.setCursorPosition(0)

    def _learn(self) -> list[tuple[str, str, str]]:
        if self._known is None:
            self._known = [(code, text, fold(text)) for code, text in self._read()]
        return self._known

    def _fitting(self, text: str) -> list[tuple[str, str]]:
        needle = fold(text).split()
        found = ((code, shown) for code, shown, folded in self._learn()
                 if all(word in folded for word in needle))  # fmt: skip
        return [pair for pair, _n in zip(found, range(_MOST), strict=False)]

    def _offer(self, text: str) -> None:
        self._offers.setStringList([shown for _code, shown in self._fitting(text)])

    def _take(self, text: str) -> None:
        self._code = next((code for code, shown, _f in self._learn() if shown == text), None)
        self.set_problem("")
        self.flush()

    def _on_finished(self) -> None:
        text = self.line.text().strip()
        fitting = self._fitting(text) if text else []
        exact = [pair for pair in fitting if pair[1] == text]
        if text and len(exact or fitting) != 1:
            self._code = None
            self.set_problem(_("Type some letters and choose from the list."))
            return
        self._show((exact or fitting)[0][0] if text else None)
        self.set_problem("")
        self.flush()


class _Line(QLineEdit):
    """Has what it offers read when the keys come to it."""

    def __init__(self, learn: Callable[[], object]) -> None:
        super().__init__()
        self._learn = learn

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._learn()


def _completer(line: QLineEdit) -> QCompleter:
    completer = QCompleter(line)
    popup = QListView()
    completer.setPopup(popup)
    popup.setObjectName("completions")
    line.setCompleter(completer)
    return completer

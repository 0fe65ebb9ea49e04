"""Several of many, each with something said about it: languages with a level, trades with years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.ui.widgets.buttons import IconButton
from duodesk.ui.widgets.choice import Options, TokenLine, code_of
from duodesk.ui.widgets.field import Field
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.text import ElidedLabel, show_if

Lines = tuple[tuple[str, Any], ...]


class LinesField(Field[Lines]):
    """Lines of a word, a small field and ×; a line to type in adds another one.

    The value is a tuple of (code, what the small field holds), in the order of adding.
    """

    def __init__(
        self, options: Options, make: Callable[[], Field[Any]], *, placeholder: str, most: int = 30
    ) -> None:
        super().__init__()
        self._texts = dict(options)
        self._make = make
        self._most = most
        self._told = ()
        self._fields: dict[str, Field[Any]] = {}
        self._rows: dict[str, QWidget] = {}
        self._list: QVBoxLayout = column(spacing=4)
        self.line = TokenLine(placeholder)
        self.line.setProperty("bare", "false")
        self.line.chosen.connect(self._add)
        self._lay(widget(column(self._list, self.line, spacing=4)))
        self.setFocusProxy(self.line)
        self._offer()

    @override
    def value(self) -> Lines:
        return tuple((code, field.value()) for code, field in self._fields.items())

    @override
    def entry(self) -> QLineEdit:
        return self.line

    @override
    def _show(self, value: Lines) -> None:
        wanted = dict(value)
        for code in [code for code in self._fields if code not in wanted]:
            self._take_away(code)
        for code, said in value:
            if code not in self._fields:
                self._put(code)
            self._fields[code].set_value(said)
        self._offer()

    def _add(self, text: str) -> None:
        code = code_of(self._texts, text)
        if code is None:
            return
        self.line.clear()
        if code in self._fields or len(self._fields) >= self._most:
            return
        self._put(code)
        self._offer()
        self.flush()
        self._fields[code].setFocus()

    def _put(self, code: str) -> None:
        text = self._texts.get(code, code)
        field = self._make()
        field.set_name(text)
        field.committed.connect(lambda _said: self.flush())
        away = IconButton("x", _("Take %(name)s away", name=text), lambda: self._drop(code))
        line = row(ElidedLabel(text), field, away, spacing=8)
        line.setStretch(0, 1)
        shown = widget(line)
        self._fields[code], self._rows[code] = field, shown
        self._list.addWidget(shown)

    def _drop(self, code: str) -> None:
        self._take_away(code)
        self._offer()
        self.line.setFocus()
        # The button that was pressed goes with its line: tell after its own click is over.
        QTimer.singleShot(0, self, self.flush)

    def _take_away(self, code: str) -> None:
        del self._fields[code]
        shown = self._rows.pop(code)
        self._list.removeWidget(shown)
        shown.hide()
        shown.deleteLater()

    def _offer(self) -> None:
        left: Sequence[str] = [t for code, t in self._texts.items() if code not in self._fields]
        self.line.offer(left)
        show_if(self.line, on=len(self._fields) < self._most)

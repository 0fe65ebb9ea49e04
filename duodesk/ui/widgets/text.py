"""The only door for shown text: what was typed is never read as markup, mnemonic or picture."""

from __future__ import annotations

import html

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from duodesk.ui.theme import look

_SETTLE = 1_000  # milliseconds after the last key; nothing typed waits longer to be kept


class PlainLabel(QLabel):
    """A label that shows exactly its letters. Roles: display title heading strong muted small
    section problem big brand; none is body text.
    """

    def __init__(
        self, text: str = "", *, role: str = "", wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setText(text)

    def selectable(self) -> PlainLabel:
        """Let the text be marked and copied with the mouse."""
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return self


class ElidedLabel(PlainLabel):
    """One line that ends in … where room ends, with the whole text as its tip."""

    def __init__(self, text: str = "", *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role=role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), self._shown())

    def _shown(self) -> str:
        width = self.contentsRect().width()
        line = " ".join(self.text().split())
        return self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, width)

    def _tell(self) -> None:
        set_tip(self, self.text() if self._shown() != self.text() else "")


class PlainText(QPlainTextEdit):
    """Several lines of plain text; `settled` comes a second after the last key and on leaving."""

    settled = Signal(str)

    def __init__(self, text: str = "", *, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._lines = lines
        self._told = text
        self.setTabChangesFocus(True)
        self._rest = QTimer(self, singleShot=True, interval=_SETTLE)
        self._rest.timeout.connect(self.flush)
        self.textChanged.connect(self._rest.start)

    def set_text(self, text: str) -> None:
        """Show other text without telling it as typed; the caret stays where it can."""
        if text != self.toPlainText():
            place = self.textCursor().position()
            self.setPlainText(text)
            caret = self.textCursor()
            caret.setPosition(min(place, len(text)))
            self.setTextCursor(caret)
        self._told = text
        self._rest.stop()

    def flush(self) -> None:
        """Tell what was typed, if it was not told yet."""
        self._rest.stop()
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.settled.emit(text)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text())

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self.fontMetrics().lineSpacing() * self._lines + look().px(24))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().lineSpacing() * min(self._lines, 2) + look().px(24))


def tip(text: str) -> str:
    """A tool tip as Qt wants it: marked as rich, wholly escaped, so that only letters are shown."""
    if not text:
        return ""
    return f'<p style="white-space:pre-wrap">{html.escape(text)}</p>'


def set_tip(widget: QWidget | QAction, text: str) -> None:
    """Give a tool tip that shows exactly this text."""
    widget.setToolTip(tip(text))


def literal(text: str) -> str:
    """Text for a button, menu or tab, where a lone & would underline the next letter."""
    return text.replace("&", "&&")


def set_name(widget: QWidget, text: str, description: str = "") -> None:
    """What a screen reader says of a widget."""
    widget.setAccessibleName(text)
    if description:
        widget.setAccessibleDescription(description)


def show_if(widget: QWidget, *, on: bool) -> None:
    """Show or hide a part; one that has no parent yet never flashes up as a window of its own."""
    if on and widget.parentWidget() is None:
        # As if never hidden: it is shown with the parent that takes it.
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_Hidden, on=False)
    else:
        widget.setVisible(on)


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and let it look again if it did look before."""
    if properties and all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()

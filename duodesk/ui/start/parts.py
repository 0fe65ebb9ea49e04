"""The few shapes these screens are made of: a quiet card in the middle, labels, buttons, a
passphrase line.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from duodesk.base.i18n import _
from duodesk.ui.theme import look
from duodesk.ui.widgets.text import PlainLabel

WIDTH = 520


def label(text: str, role: str = "", *, wrap: bool = True) -> PlainLabel:
    """A text in one of the sheet's roles."""
    made = PlainLabel(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, press: Callable[[], object], kind: str = "") -> QPushButton:
    """A button of a kind the sheet knows: primary, quiet, danger."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    made.clicked.connect(lambda: press())
    return made


def secret_line(name: str) -> QLineEdit:
    """A line whose letters are hidden; pasting is welcome."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    return made


def show_hide(line: QLineEdit) -> QPushButton:
    """A button that shows what is typed in a secret line, and hides it again."""
    made = button(_("Show"), lambda: None, "quiet")

    def turn() -> None:
        hidden = line.echoMode() == QLineEdit.EchoMode.Password
        line.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        made.setText(_("Hide") if hidden else _("Show"))

    made.clicked.connect(turn)
    return made


def row(*widgets: QWidget, end: bool = False) -> QWidget:
    """Widgets side by side; `end` pushes them to the right."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(look().px(8))
    if end:
        line.addStretch(1)
    for widget in widgets:
        line.addWidget(widget, 1 if isinstance(widget, QLineEdit) else 0)
    if not end:
        line.addStretch(0)
    return holder


class Card(QFrame):
    """A card in the middle of the window; its content is replaced step by step."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(look().px(WIDTH))
        self.column = QVBoxLayout(self)
        margin = look().px(28)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(look().px(12))

    def fill(self, *widgets: QWidget) -> None:
        """Show these, and nothing of what was there before."""
        while (item := self.column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for widget in widgets:
            self.column.addWidget(widget)


def centred(card: QWidget) -> QVBoxLayout:
    """A layout that keeps a card in the middle."""
    outer = QVBoxLayout()
    outer.addStretch(1)
    outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
    outer.addStretch(2)
    return outer

"""The few shapes these screens are made of: a quiet card, a passphrase line, words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from duodesk.base.i18n import _
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import Body, Part, column, row, widget
from duodesk.ui.widgets.text import PlainLabel

WIDTH = 540


def words(text: str, role: str = "") -> PlainLabel:
    """A text that wraps."""
    return PlainLabel(text, role=role, wrap=True)


def line(name: str, text: str = "", *, secret: bool = False) -> QLineEdit:
    """A line to type in; pasting is welcome, also where letters are hidden."""
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def with_eye(secret: QLineEdit) -> QWidget:
    """A hidden line with a button that shows what is typed, and hides it again."""
    button = Button(_("Show"), kind="quiet")

    def turn() -> None:
        hidden = secret.echoMode() == QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        secret.setEchoMode(mode)
        button.set_text(_("Hide") if hidden else _("Show"))

    button.clicked.connect(turn)
    both = row(secret, button)
    both.setStretchFactor(secret, 1)
    return widget(both)


class StartCard(QFrame):
    """A card in the middle of the window; its content is replaced step by step."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(look().px(WIDTH))
        self._inside = QWidget()
        layout = self._column = column(self._inside)
        margin = look().px(28)
        layout.setContentsMargins(margin, margin, margin, margin)
        self.setLayout(layout)

    def fill(self, *parts: Part) -> None:
        """Show these, and nothing of what was there before."""
        fresh = widget(column(*parts, spacing=look().px(12)))
        self._column.replaceWidget(self._inside, fresh)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = fresh


def centred(card: QWidget) -> QVBoxLayout:
    """A layout that keeps a card in the middle and scrolls when the window is small."""
    middle = row(None, card, None)
    body = Body(None, middle, None, margin=16)
    middle.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return column(body)

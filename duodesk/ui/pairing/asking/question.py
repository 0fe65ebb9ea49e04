"""What all questions share: a title, a body, the button that does it, the way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.pairing.board import BoardCard
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.layout import Body, Part, column, row
from duodesk.ui.widgets.text import PlainLabel


class Question(QWidget):
    """`done` comes when the command ran, `dropped` when nothing shall be done."""

    done = Signal()
    dropped = Signal()

    def __init__(self, desk: Desk, card: BoardCard, title: str, text: str = "") -> None:
        super().__init__()
        self.desk, self.card = desk, card
        # Whether the same is asked again once it is done: of four signatures one was noted.
        self.again = False
        self.setAccessibleName(title)
        self.body = Body(spacing=10)
        if text:
            self.body.column.addWidget(PlainLabel(text, role="muted", wrap=True))
        self.buttons = row(Button(_("Cancel"), self.dropped.emit), None)
        whole = column(self.body, self.buttons, spacing=8)
        whole.setStretchFactor(self.body, 1)
        self.setLayout(whole)

    def add(self, *parts: Part) -> None:
        """Put parts into the body, one below the other."""
        for part in parts:
            if isinstance(part, QWidget):
                self.body.column.addWidget(part)
            elif part is not None and not isinstance(part, int):
                self.body.column.addLayout(part)

    def close_body(self) -> None:
        """Leave the rest of the room empty."""
        self.body.column.addStretch(1)

    def offer(self, text: str, do: Callable[[], object], *, icon_name: str = "") -> Button:
        """Add the button that does it."""
        button = Button(text, do, kind="primary", icon_name=icon_name)
        self.buttons.addWidget(button)
        return button

    def first(self) -> QWidget:
        """Where the caret goes when the question comes up."""
        return self

    def finish(self, result: object, said: str = "") -> None:
        """A command ran: say so and go; it was refused: stay, the desk has said why."""
        if result is None:
            return
        if said:
            self.desk.say(said)
        self.done.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


def reason_field(name: str, placeholder: str = "") -> TextField:
    """Some lines for a reason."""
    field = TextField(lines=3, placeholder=placeholder)
    field.set_name(name)
    return field

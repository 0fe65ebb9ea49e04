"""A question in front of the page: title, words, fields, and buttons with verbs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.picture import Picture
from duodesk.ui.widgets.text import PlainLabel, show_if


class Dialog(QDialog):
    """A window over its parent; parts go into `body`, buttons stand right."""

    def __init__(
        self, title: str, text: str = "", *, icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(look().px(480))
        heading = PlainLabel(title, role="heading", wrap=True)
        self.words = PlainLabel(text, wrap=True).selectable()
        show_if(self.words, on=bool(text))
        self.body = column(spacing=10)
        self._buttons = row(None)
        right = column(heading, self.words, self.body, 8, self._buttons, spacing=10)
        whole = row(spacing=14)
        if icon_name:
            mark = Picture(icon_name, 20, color="soft_text", disc="soft")
            whole.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(right, 1)
        whole.setContentsMargins(22, 20, 22, 18)
        self.setLayout(whole)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def add_button(
        self,
        text: str,
        on_click: Callable[[], object],
        *,
        kind: str = "plain",
        default: bool = False,
    ) -> Button:
        """Add a button at the right end."""
        button = Button(text, on_click, kind=kind)
        button.setAutoDefault(default)
        button.setDefault(default)
        self._buttons.addWidget(button)
        return button

    def open_over(self) -> None:
        """Show it and go on; the answer comes by its buttons."""
        self.fit()
        self.open()

    def fit(self) -> None:
        """As wide as the buttons need, as high as the words need at that width.

        Qt measures before the style sheet has given each part its font, and makes no window higher
        than two thirds of the screen: words that wrap would be cut.
        """
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        layout = self.layout()
        if layout is None:
            return
        self.setMinimumWidth(max(self.minimumWidth(), layout.totalMinimumSize().width()))
        self.adjustSize()
        if layout.hasHeightForWidth():
            room = self.screen().availableGeometry().height()
            height = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), min(height, room))

"""The head of a page: title, one line below it, actions on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.picture import Picture
from duodesk.ui.widgets.text import ElidedLabel, PlainLabel, show_if


class PageHeader(QWidget):
    """Title and subtitle left, actions right; the subtitle gives way first when room is short."""

    def __init__(self, title: str = "", subtitle: str = "", *actions: QWidget) -> None:
        super().__init__()
        self.title = ElidedLabel(title, role="title")
        self.subtitle = ElidedLabel(subtitle, role="muted")
        self.action_row = row(*actions)
        self.words = column(self.title, self.subtitle, spacing=2)
        whole = row(self.words, self.action_row, spacing=16)
        whole.setStretchFactor(self.words, 1)
        whole.setContentsMargins(0, 0, 0, 4)
        self.setLayout(whole)
        show_if(self.subtitle, on=bool(subtitle))

    def set_texts(self, title: str, subtitle: str = "") -> None:
        """Another title and subtitle."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        show_if(self.subtitle, on=bool(subtitle))


class EmptyState(QWidget):
    """What a page says when it has nothing to show, and what can be done about it."""

    def __init__(self, icon_name: str, sentence: str, *buttons: Button, hint: str = "") -> None:
        super().__init__()
        self.sentence = PlainLabel(sentence, role="heading", wrap=True)
        self.hint = PlainLabel(hint, role="muted", wrap=True)
        show_if(self.hint, on=bool(hint))
        for label in (self.sentence, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        picture = row(None, Picture(icon_name, 26, color="soft_text", disc="soft"), None)
        words = column(None, picture, self.sentence, self.hint, spacing=8)
        words.addLayout(row(None, *buttons, None))
        words.addStretch(2)
        words.setContentsMargins(24, 24, 24, 24)
        self.setLayout(words)

    def set_texts(self, sentence: str, hint: str = "") -> None:
        """Other words."""
        self.sentence.setText(sentence)
        self.hint.setText(hint)
        show_if(self.hint, on=bool(hint))

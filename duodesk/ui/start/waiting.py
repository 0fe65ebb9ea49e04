"""A quiet card that says what is going on, or why nothing can."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.ui.start import parts


class Waiting(QWidget):
    """A title and a sentence in the middle of the window."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.setObjectName("ground")
        card = parts.StartCard()
        card.fill(parts.words(title, "title"), parts.words(text))
        self.setLayout(parts.centred(card))

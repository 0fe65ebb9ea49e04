"""Telling without stopping: a notice in the page, and a short word that goes by itself."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.picture import Picture
from duodesk.ui.widgets.text import PlainLabel, restyle, show_if

_ICONS = {"info": "info", "good": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}
_STAYS, _READ = 6_000, 700  # milliseconds


class Notice(QFrame):
    """A coloured line in a page: what is so, and perhaps one button. Tones: info good warn bad."""

    closed = Signal()

    def __init__(
        self, text: str, *actions: Button, tone: str = "info", closable: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", tone)
        self._picture = Picture(_ICONS[tone], 18, color=f"{tone}_text")
        self.label = PlainLabel(text, wrap=True)
        whole = row(self._picture, self.label, *actions, spacing=10)
        whole.setStretchFactor(self.label, 1)
        whole.setContentsMargins(12, 8, 10, 8)
        if closable:
            whole.addWidget(IconButton("x", _("Close"), self.dismiss, color=f"{tone}_text"))
        self.setLayout(whole)

    def set_text(self, text: str, *, tone: str = "") -> None:
        """Say something else; nothing hides the notice."""
        self.label.setText(text)
        if tone:
            restyle(self, tone=tone)
            restyle(self.label)
            self._picture.show_icon(_ICONS[tone], f"{tone}_text")
        show_if(self, on=bool(text))

    def dismiss(self) -> None:
        """Go away at the person's wish."""
        self.hide()
        self.closed.emit()


class Toast(QFrame):
    """A short word at the foot of a widget; it goes after six seconds, or when the pointer comes to
    what it covers.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._room = parent
        self.label = PlainLabel()
        inside = row(self.label)
        inside.setContentsMargins(16, 10, 16, 10)
        self.setLayout(inside)
        self.hide()
        self._timer = QTimer(self, singleShot=True, interval=_STAYS)
        self._timer.timeout.connect(self.hide)
        self._shown = QElapsedTimer()
        self.setMouseTracking(True)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_text(self, text: str) -> None:
        """Say it, above everything, without taking the focus."""
        self.label.setText(text)
        self.setAccessibleName(text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        self._shown.start()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Make way; a pointer that was there already does not hide what nobody read yet."""
        if self._shown.elapsed() > _READ:
            self.hide()
        super().mouseMoveEvent(event)

    def follow(self) -> None:
        """Keep its place: what it is shown over has another size."""
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        room = self._room
        width = min(self.sizeHint().width(), room.width() - 32)
        self.resize(width, self.sizeHint().height())
        self.move((room.width() - width) // 2, room.height() - self.height() - look().px(52))

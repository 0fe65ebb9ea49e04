"""What the signs of the strip mean: each painted, with its words."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.ui.theme import look
from duodesk.ui.widgets.layout import Flow, row, widget
from duodesk.ui.widgets.strip import NAMES, SIGNS, WeekMark, paint_week
from duodesk.ui.widgets.text import PlainLabel

_SIDE = 13


class Legend(QWidget):
    """One line, or two where the window is narrow."""

    def __init__(self) -> None:
        super().__init__()
        flow = Flow(spacing=12)
        for mark in SIGNS:
            flow.addWidget(widget(row(_Sign(mark), PlainLabel(_(NAMES[mark]), role="small"),
                                      spacing=5)))  # fmt: skip
        self.setLayout(flow)


class _Sign(QWidget):
    """A sign as the strip paints it."""

    def __init__(self, mark: WeekMark) -> None:
        super().__init__()
        self._mark = mark
        self.setFixedSize(look().px(_SIDE + 2), look().px(_SIDE + 4))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look().px(_SIDE)
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        paint_week(painter, box, self._mark)

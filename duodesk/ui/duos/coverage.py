"""Of how many mentees we know what became of them: a bar, and the same in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.followup.rounds import Coverage
from duodesk.ui.theme import look
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.text import PlainLabel, set_name, set_tip


class CoverageBar(QWidget):
    """Known, cannot be reached, still to call; words stand beside it, so colour says nothing
    alone.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = PlainLabel("", role="strong")
        self.rest = PlainLabel("", role="small")
        self._bar = _Bar()
        layout = row(self.words, self._bar, self.rest, spacing=10)
        layout.setStretchFactor(self._bar, 1)
        self.setLayout(layout)

    def show_coverage(self, told: Coverage) -> None:
        """Show another count."""
        self.words.setText(_("%(known)s of %(of)s known", known=told.known, of=told.of))
        parts = [_("%(n)s to call", n=told.to_call)]
        if told.unreachable:
            parts.append(_("%(n)s cannot be reached", n=told.unreachable))
        self.rest.setText(" · ".join(parts))
        self._bar.show_parts(told)
        set_name(self._bar, f"{self.words.text()}, {self.rest.text()}")
        set_tip(self._bar, f"{self.words.text()}, {self.rest.text()}")


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._told = Coverage(0, 0, 0)
        self.setMinimumWidth(look().px(90))

    def show_parts(self, told: Coverage) -> None:
        self._told = told
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(220), look().px(14))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = look().px(10)
        box = QRectF(0, (self.height() - high) / 2, self.width(), high)
        shape = QPainterPath()
        shape.addRoundedRect(box, high / 2, high / 2)
        painter.fillPath(shape, look().color("sunken"))
        painter.setClipPath(shape)
        x = box.x()
        for count, colour in ((self._told.known, "accent"), (self._told.unreachable, "edge")):
            wide = box.width() * count / self._told.of if self._told.of else 0
            painter.fillRect(QRectF(x, box.y(), wide, box.height()), look().color(colour))
            x += wide
        painter.setClipping(False)
        painter.setPen(look().color("edge"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)

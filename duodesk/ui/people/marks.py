"""The steps of the way in as a line of marks, told by shape, colour and words alike."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.people.steps import STATES, TITLES, Mark, State
from duodesk.ui.theme import look
from duodesk.ui.widgets.cells import CellDelegate, row_height
from duodesk.ui.widgets.rows import DRAWN_ROLE, Index
from duodesk.ui.widgets.text import set_tip

_SIDE = 16  # logical pixels of a mark in a table
# What is painted: ground and outline, then the sign in strokes over a square of 1.
_GROUNDS = {
    State.DONE: ("accent", "accent"),
    State.TRIED: ("warn", "warn_text"),
    State.PLANNED: ("soft", "soft_text"),
    State.MISSED: ("bad", "bad_text"),
    State.NEXT: ("surface", "accent"),
    State.SKIPPED: ("surface", "edge"),
}
_Strokes = tuple[tuple[tuple[float, float], ...], ...]
_SIGNS: dict[State, _Strokes] = {
    State.DONE: (((0.27, 0.52), (0.43, 0.68), (0.74, 0.35)),),
    State.TRIED: (((0.5, 0.24), (0.5, 0.56)), ((0.5, 0.72), (0.5, 0.74))),
    State.PLANNED: (((0.5, 0.26), (0.5, 0.54), (0.7, 0.62)),),
    State.MISSED: (((0.34, 0.34), (0.66, 0.66)), ((0.66, 0.34), (0.34, 0.66))),
    State.SKIPPED: (((0.32, 0.5), (0.68, 0.5)),),
}


def mark_words(mark: Mark) -> str:
    """One step in words: "Call: no answer, 20/11/2026"."""
    told = _("%(step)s: %(state)s", step=_(TITLES[mark.step]), state=_(STATES[mark.state]))
    return f"{told}, {short(mark.day)}" if mark.day else told


def marks_words(marks: Sequence[Mark]) -> str:
    """All steps in words, a line each."""
    return "\n".join(map(mark_words, marks))


def paint_mark(painter: QPainter, box: QRectF, state: State) -> None:
    """One mark within a square."""
    shown = look()
    if state == State.AHEAD:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.color("edge"))
        painter.drawEllipse(box.center(), box.width() / 8, box.width() / 8)
        return
    ground, ink = (shown.color(name) for name in _GROUNDS[state])
    painter.setBrush(ground)
    painter.setPen(QPen(ink, 1.6))
    painter.drawEllipse(box.adjusted(0.8, 0.8, -0.8, -0.8))
    if state == State.NEXT:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(box.center(), box.width() / 6, box.width() / 6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    sign = shown.color("on_accent") if state == State.DONE else ink
    painter.setPen(QPen(sign, max(box.width() / 9, 1.5)))
    for stroke in _SIGNS.get(state, ()):
        spots = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in stroke]
        painter.drawPolyline(QPolygonF(spots))


class MarksDelegate(QStyledItemDelegate):
    """Paints the marks a cell gives under DRAWN_ROLE, joined by a line."""

    def __init__(self, cells: CellDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self._cells = cells

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(look().px(_SIDE * 9), row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._cells.paint_ground(painter, option, index)
        marks: tuple[Mark, ...] = index.data(DRAWN_ROLE) or ()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, gap = float(look().px(_SIDE)), look().px(_SIDE * 1.6)
        room = QRectF(option.rect)
        first = QPointF(room.x() + look().px(12) + side / 2, room.center().y())
        spots = [QPointF(first.x() + place * gap, first.y()) for place in range(len(marks))]
        painter.setClipRect(room)
        paint_joined(painter, marks, spots, side)
        painter.restore()


def paint_joined(
    painter: QPainter, marks: Sequence[Mark], spots: Sequence[QPointF], side: float
) -> None:
    """Marks with their centres there, and the line that joins them."""
    for one, other in pairwise(spots):
        painter.setPen(QPen(look().color("line"), 1.5))
        away = QPointF(side / 2, 0)
        painter.drawLine(one + away, other - away)
    for mark, spot in zip(marks, spots, strict=True):
        paint_mark(
            painter, QRectF(spot.x() - side / 2, spot.y() - side / 2, side, side), mark.state
        )


class MarksLine(QWidget):
    """The steps side by side: mark, name and day below each other."""

    def __init__(self) -> None:
        super().__init__()
        self._marks: tuple[Mark, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show other steps."""
        self._marks = tuple(marks)
        told = marks_words(marks)
        self.setAccessibleName(told.replace("\n", "; "))
        set_tip(self, told)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = look().px(320)
        return QSize(width, self.heightForWidth(width))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        small, tiny = (QFontMetricsF(look().font(name)) for name in ("small", "tiny"))
        room = width / max(len(self._marks), 1) - 4
        lines = max((small.horizontalAdvance(_(TITLES[m.step])) > room for m in self._marks),
                    default=False)  # fmt: skip
        return round(look().px(32) + small.height() * (1 + lines) + tiny.height() + 4)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, side = self.width() / len(self._marks), float(look().px(22))
        centres = [QPointF((place + 0.5) * wide, side / 2 + 2) for place in range(len(self._marks))]
        paint_joined(painter, self._marks, centres, side)
        for place, mark in enumerate(self._marks):
            self._write(painter, mark, QRectF(place * wide, side + 6, wide, self.height()))

    def _write(self, painter: QPainter, mark: Mark, room: QRectF) -> None:
        day = short(mark.day) if mark.day else _(STATES[mark.state])
        known = mark.state in {State.DONE, State.AHEAD} and not mark.day
        lines = ((_(TITLES[mark.step]), "small", "text"), ("" if known else day, "tiny", "muted"))
        y, wrap = room.y(), Qt.TextFlag.TextWordWrap
        for text, size, colour in lines:
            font = look().font(size)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(look().color(colour))
            line = QRectF(room.x() + 2, y, room.width() - 4, 2 * metrics.height())
            centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(line, centre | wrap, text)
            y += metrics.boundingRect(line, int(centre | wrap), text).height() + 1

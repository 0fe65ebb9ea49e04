"""The strip of weeks of a duo: one small cell a week, told by shape, colour and words alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from duodesk.base.i18n import N_, _
from duodesk.ui.theme import look
from duodesk.ui.widgets.rows import DRAWN_ROLE, Index

WEEK_ROLE = DRAWN_ROLE


class WeekMark(StrEnum):
    """What became of a week."""

    MET = "met"
    EXCUSED = "excused"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    NOW = "now"
    AHEAD = "ahead"


NAMES = {
    WeekMark.MET: N_("met"),
    WeekMark.EXCUSED: N_("agreed not to meet"),
    WeekMark.NOT_MET: N_("did not meet"),
    WeekMark.UNKNOWN: N_("nothing noted"),
    WeekMark.CANCELLED: N_("paused"),
    WeekMark.NOW: N_("this week"),
    WeekMark.AHEAD: N_("still to come"),
}


# On paper, where each has the width of one letter; a week to come is left white.
SIGNS = {
    WeekMark.MET: "■",
    WeekMark.EXCUSED: "□",
    WeekMark.NOT_MET: "×",
    WeekMark.UNKNOWN: "–",
    WeekMark.CANCELLED: "○",
    WeekMark.NOW: "●",
}


def legend() -> str:
    """What the signs mean, in one line."""
    return " · ".join(f"{sign} {_(NAMES[mark])}" for mark, sign in SIGNS.items())


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a strip: its number from 1, what became of it, and a date or note for the tip."""

    number: int
    mark: WeekMark
    note: str = ""

    @property
    def spoken(self) -> str:
        """The cell in words: "Week 7: met"."""
        told = _("Week %(number)s: %(mark)s", number=self.number, mark=_(NAMES[self.mark]))
        return f"{told}, {self.note}" if self.note else told


class StripDelegate(QStyledItemDelegate):
    """Paints the Week a cell gives under WEEK_ROLE; for narrow columns of a real table."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(look().px(18), look().px(30))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look().color("soft"))
        painter.setPen(look().color("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        week: Week | None = index.data(WEEK_ROLE)
        if week is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(rect.width() - 4, float(look().px(14)))
        box = QRectF(0, 0, side, side)
        box.moveCenter(rect.center())
        paint_week(painter, box, week.mark)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look().color("focus"), 2))
            painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 5, 5)
        painter.restore()


def paint_week(painter: QPainter, box: QRectF, mark: WeekMark) -> None:
    """Filled: met. Outlined: agreed not to. Striped: not met. Question dot: nothing noted.

    Shape tells as much as colour, for print and for eyes that do not tell red from green.
    """
    shown, radius = look(), box.width() / 4
    if mark == WeekMark.MET:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.color("accent"))
        painter.drawRoundedRect(box, radius, radius)
        pen = QPen(shown.color("on_accent"), max(box.width() / 8, 1.3))
        painter.setPen(pen)
        _path(painter, box, ((0.25, 0.52), (0.43, 0.7), (0.76, 0.33)))
    elif mark == WeekMark.EXCUSED:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(shown.color("accent"), 1.6))
        painter.drawRoundedRect(box.adjusted(0.8, 0.8, -0.8, -0.8), radius, radius)
    elif mark == WeekMark.NOT_MET:
        _fill_tone(painter, box, "bad", "bad_text")
        painter.setPen(QPen(shown.color("bad_text"), 1.6))
        _path(painter, box, ((0.3, 0.3), (0.7, 0.7)))
        _path(painter, box, ((0.7, 0.3), (0.3, 0.7)))
    elif mark == WeekMark.UNKNOWN:
        _fill_tone(painter, box, "warn", "warn_text")
        painter.setPen(QPen(shown.color("warn_text"), 1.6))
        _path(painter, box, ((0.5, 0.25), (0.5, 0.55)))
        _path(painter, box, ((0.5, 0.72), (0.5, 0.76)))
    elif mark == WeekMark.CANCELLED:
        painter.setPen(QPen(shown.color("muted"), 1.6))
        _path(painter, box, ((0.38, 0.25), (0.38, 0.75)))
        _path(painter, box, ((0.62, 0.25), (0.62, 0.75)))
    else:
        _paint_dot(painter, box, now=mark == WeekMark.NOW)


def _paint_dot(painter: QPainter, box: QRectF, *, now: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().color("accent" if now else "edge"))
    size = box.width() / (4.5 if now else 9)
    painter.drawEllipse(box.center(), size, size)


def _fill_tone(painter: QPainter, box: QRectF, back: str, front: str) -> None:
    painter.setBrush(look().color(back))
    painter.setPen(QPen(look().color(front), 1))
    radius = box.width() / 4
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _path(painter: QPainter, box: QRectF, points: tuple[tuple[float, float], ...]) -> None:
    spots = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points]
    painter.drawPolyline(QPolygonF(spots))

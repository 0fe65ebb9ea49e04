"""How an entry, a day's number and what a day is are painted, in the month and in the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from duodesk.base import dates
from duodesk.training.dated import Dated
from duodesk.ui.theme import look
from duodesk.ui.training.hues import hue
from duodesk.ui.training.shown import Signs, label

_CUT = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class State:
    """How an entry stands out: chosen, with the keys on it; pending is drawn where it would go."""

    chosen: bool = False
    focused: bool = False
    pending: bool = False


def line_height() -> float:
    """How high an entry of one line is."""
    return QFontMetricsF(look().font("tiny")).height() + look().px(3)


def number_height() -> float:
    """How much the number of a day takes at the top of its cell."""
    return float(look().px(19))


def paint_entry(painter: QPainter, box: QRectF, one: Dated, state: State) -> None:
    """An entry: its colour, a bar at its left, its hour and title; a cancelled one struck out."""
    colours, shown = hue(one.kind), look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = min(4.0, box.height() / 3)
    whole_day = one.start is None
    ground = QColor(Qt.GlobalColor.transparent) if one.cancelled else colours.back
    style = Qt.PenStyle.DashLine if state.pending or one.cancelled else Qt.PenStyle.SolidLine
    edge = QPen(colours.front, 1.4 if state.pending else 1, style)
    painter.setPen(edge if state.pending or one.cancelled or whole_day else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    bar = QRectF(box.x(), box.y(), look().px(3), box.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.front)
    painter.drawRoundedRect(bar, 1.5, 1.5)
    if state.chosen:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(shown.color("focus" if state.focused else "edge"), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
    _paint_words(painter, box.adjusted(look().px(7), 0, -look().px(3), 0), one)
    painter.restore()


def _paint_words(painter: QPainter, box: QRectF, one: Dated) -> None:
    painter.setClipRect(box)
    painter.setPen(hue(one.kind).front)
    font = look().font("tiny", weight=500)
    font.setStrikeOut(one.cancelled)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    lines = int((box.height() - look().px(2)) // metrics.height())
    if lines < 2:
        painter.drawText(box, _LEFT, metrics.elidedText(label(one), _CUT, box.width()))
        return
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    texts = [(one.title, strong), (dates.hours(one.start, one.minutes), font)]
    texts += [(text, font) for text in (one.place, ", ".join(one.trainers)) if text]
    y = box.y() + look().px(2)
    for text, face in [pair for pair in texts if pair[0]][:lines]:
        painter.setFont(face)
        line = QRectF(box.x(), y, box.width(), metrics.height())
        painter.drawText(line, _LEFT, QFontMetricsF(face).elidedText(text, _CUT, box.width()))
        y += metrics.height()


def paint_more(painter: QPainter, box: QRectF, text: str, *, chosen: bool) -> None:
    """The line that says how many entries there was no room for."""
    font = look().font("tiny", weight=600)
    painter.setFont(font)
    painter.setPen(look().color("accent"))
    room = box.adjusted(min(look().px(7), box.width() / 8), 0, 0, 0)
    painter.drawText(room, _LEFT, QFontMetricsF(font).elidedText(text, _CUT, room.width()))
    if chosen:
        painter.setPen(QPen(look().color("focus"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def paint_number(painter: QPainter, box: QRectF, day: date, *, today: bool, faded: bool) -> float:
    """The number of a day in the corner of its cell, today on a disc; returns its width."""
    shown = look()
    text = str(day.day)
    if day.day == 1:
        text = f"{day.day} {_month(day)}"
    font = shown.font("small", weight=600 if today else 500)
    painter.setFont(font)
    height = float(shown.px(17))
    width = max(QFontMetricsF(font).horizontalAdvance(text) + shown.px(9), height)
    corner = QRectF(box.x() + shown.px(3), box.y() + shown.px(1), width, height)
    if today:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.color("accent"))
        painter.drawRoundedRect(corner, height / 2, height / 2)
        painter.restore()
    painter.setPen(shown.color("on_accent" if today else "muted" if faded else "text"))
    painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, text)
    return width + shown.px(6)


def _month(day: date) -> str:
    from babel.dates import format_date

    from duodesk.base.i18n import language

    return str(format_date(day, format="MMM", locale=f"{language()}_BE"))


def paint_ground(painter: QPainter, box: QRectF, *, holiday: bool, weekend: bool) -> None:
    """What a cell is filled with: a holiday is hatched, so that it stands out without colour."""
    shown = look()
    painter.fillRect(box, shown.color("sunken" if weekend or holiday else "surface"))
    if holiday:
        painter.fillRect(box, _hatched(shown.color("line")))


def _hatched(color: QColor) -> QBrush:
    return QBrush(color, Qt.BrushStyle.BDiagPattern)


def paint_signs(painter: QPainter, room: QRectF, signs: Signs) -> None:
    """The holiday's name right of the number; the letters of whose schools are closed at the right
    end.
    """
    shown = look()
    font = shown.font("tiny", weight=500)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    right = room.right() - shown.px(3)
    letters = list(dict.fromkeys(community for community, _name in signs.schools))
    for community in reversed(letters):
        width = metrics.horizontalAdvance(community) + shown.px(6)
        chip = QRectF(right - width, room.y() + shown.px(3), width, shown.px(14))
        if chip.x() < room.x():
            break
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.color("warn"))
        painter.drawRoundedRect(chip, 3, 3)
        painter.setPen(shown.color("warn_text"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, community)
        right = chip.x() - shown.px(3)
    if signs.holiday:
        words = QRectF(room.topLeft(), QPointF(right, room.y() + shown.px(20)))
        painter.setPen(shown.color("bad_text"))
        painter.drawText(words, _LEFT, metrics.elidedText(signs.holiday, _CUT, words.width()))

"""How an entry, a day's number and what a day is are painted, in the month and in the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from duodesk.base import dates
from duodesk.training.dated import Dated
from duodesk.ui.theme import Look, look
from duodesk.ui.training.hues import hue
from duodesk.ui.training.shown import Signs, label

_EDGE = 7  # pixels before the words of an entry
_CUT = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class State:
    """How an entry stands out: chosen, with the keys on it; pending is drawn where it would go.
    One that is `folded` goes on with its words in the next line, where it has two.
    """

    chosen: bool = False
    focused: bool = False
    pending: bool = False
    folded: bool = False


def line_height() -> float:
    """How high an entry of one line is."""
    return _face(look(), 500)[1].height() + look().px(3)


def is_long(one: Dated, width: float) -> bool:
    """Whether an entry's words do not fit into one line of this width."""
    room = width - look().px(_EDGE) - look().px(3)
    return _face(look(), 500)[1].horizontalAdvance(label(one)) > room


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
    _paint_words(painter, box.adjusted(look().px(_EDGE), 0, -look().px(3), 0), one, state)
    painter.restore()


def _paint_words(painter: QPainter, box: QRectF, one: Dated, state: State) -> None:
    painter.setClipRect(box)
    painter.setPen(hue(one.kind).front)
    font, metrics = _face(look(), 500, struck=one.cancelled)
    painter.setFont(font)
    lines = int((box.height() - look().px(2)) // metrics.height())
    if lines < 2:
        painter.drawText(box, _LEFT, metrics.elidedText(label(one), _CUT, box.width()))
        return
    if state.folded:
        _paint_folded(painter, box, label(one), metrics)
        return
    others = (dates.hours(one.start, one.minutes), one.place, ", ".join(one.trainers))
    y = box.y() + look().px(2)
    for place, text in enumerate([one.title, *filter(None, others)][:lines]):
        face, own = _face(look(), 500 if place else 600, struck=one.cancelled)
        painter.setFont(face)
        line = QRectF(box.x(), y, box.width(), metrics.height())
        painter.drawText(line, _LEFT, own.elidedText(text, _CUT, box.width()))
        y += metrics.height()


def _paint_folded(painter: QPainter, box: QRectF, text: str, metrics: QFontMetricsF) -> None:
    """Words in two lines, broken between two of them."""
    words, first = text.split(), ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}") <= box.width():
        first = f"{first} {words.pop(0)}".strip()
    rest = metrics.elidedText(" ".join(words), _CUT, box.width())
    first = first or metrics.elidedText(text, _CUT, box.width())
    height = metrics.height()
    painter.drawText(QRectF(box.x(), box.y() + 1, box.width(), height), _LEFT, first)
    if first in text and rest:
        line = QRectF(box.x(), box.y() + 1 + height, box.width(), height)
        painter.drawText(line, _LEFT, rest)


@lru_cache(maxsize=16)
def _face(shown: Look, weight: int, *, struck: bool = False) -> tuple[QFont, QFontMetricsF]:
    """The small letters of entries and their measures; made once for a look, not for each entry."""
    font = shown.font("tiny", weight=weight)
    font.setStrikeOut(struck)
    return font, QFontMetricsF(font)


def paint_more(painter: QPainter, box: QRectF, text: str, *, chosen: bool) -> None:
    """The line that says how many entries there was no room for."""
    font, metrics = _face(look(), 600)
    painter.setFont(font)
    painter.setPen(look().color("accent"))
    room = box.adjusted(min(look().px(7), box.width() / 8), 0, 0, 0)
    painter.drawText(room, _LEFT, metrics.elidedText(text, _CUT, room.width()))
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
    font, metrics = _face(shown, 500)
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

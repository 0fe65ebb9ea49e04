"""Chips: a short word with a tone; as a widget, and painted into cards and cells."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy

from duodesk.ui.theme import look
from duodesk.ui.widgets.text import PlainLabel, restyle, show_if

# tone → colours in `Tokens`: background, text
TONES = {
    "neutral": ("sunken", "muted"),
    "accent": ("soft", "soft_text"),
    "good": ("good", "good_text"),
    "warn": ("warn", "warn_text"),
    "bad": ("bad", "bad_text"),
    "info": ("info", "info_text"),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A chip to be painted: its word and its tone."""

    text: str
    tone: str = "neutral"


class Chip(PlainLabel):
    """A chip in a layout. Tones: neutral, accent, good, warn, bad, info."""

    def __init__(self, text: str = "", tone: str = "neutral") -> None:
        super().__init__(text)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_badge(self, text: str, tone: str) -> None:
        """Another word in another tone; no word hides the chip."""
        self.setText(text)
        restyle(self, tone=tone)
        show_if(self, on=bool(text))


def badge_width(text: str) -> float:
    """How wide a painted chip is, in logical pixels."""
    metrics = QFontMetricsF(look().font("tiny", weight=600))
    return metrics.horizontalAdvance(text) + look().px(16)


def badge_height() -> float:
    """How high a painted chip is."""
    return float(look().px(20))


def paint_badge(painter: QPainter, corner: QPointF, badge: Badge, room: float) -> float:
    """Paint a chip with its upper left corner there, cut to the room; returns its width."""
    back, front = TONES[badge.tone]
    width, height = min(badge_width(badge.text), room), badge_height()
    box = QRectF(corner.x(), corner.y(), width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().color(back))
    painter.drawRoundedRect(box, height / 2, height / 2)
    font = look().font("tiny", weight=600)
    painter.setFont(font)
    painter.setPen(look().color(front))
    inside = width - look().px(14)
    text = QFontMetricsF(font).elidedText(badge.text, Qt.TextElideMode.ElideRight, inside)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return width


def paint_initials(painter: QPainter, box: QRectF, name: str, *, tone: str = "accent") -> None:
    """A round mark with the first letters of a name."""
    back, front = TONES[tone]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().color(back))
    painter.drawEllipse(box)
    font = look().font("tiny", weight=600)
    font.setPixelSize(max(round(box.height() * 0.42), 8))
    painter.setFont(font)
    painter.setPen(look().color(front))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials(name))


def initials(name: str) -> str:
    """EL for El Amrani Lina; two letters at most."""
    words = [word for word in name.replace(",", " ").split() if word[0].isalpha()]
    return "".join(word[0].upper() for word in [*words[:1], *words[1:][-1:]])

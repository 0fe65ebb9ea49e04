"""The colours that are in sight, each with its word: no colour says anything alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.ui.theme import look
from duodesk.ui.training.hues import hue
from duodesk.ui.training.shown import kind_words
from duodesk.ui.widgets.text import set_name, set_tip


class Legend(QWidget):
    """One line; what has no room on it stands in its tip."""

    def __init__(self) -> None:
        super().__init__()
        self._kinds: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look().px(18))

    def show_kinds(self, kinds: Sequence[str]) -> None:
        """Say these, in this order."""
        self._kinds = list(dict.fromkeys(kinds))
        told = ", ".join(kind_words(kind) for kind in self._kinds)
        set_name(self, _("Colours: %(kinds)s", kinds=told))
        set_tip(self, told)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, shown = QPainter(self), look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = shown.font("tiny")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        side, gap, x = shown.px(11), shown.px(5), 1.0
        for kind in self._kinds:
            word = kind_words(kind)
            width = metrics.horizontalAdvance(word) + 1
            if x + side + gap + width > self.width():
                painter.setPen(shown.color("muted"))
                painter.drawText(
                    QRectF(x, 0, 20, self.height()), Qt.AlignmentFlag.AlignVCenter, "…"
                )
                break
            box = QRectF(x, (self.height() - side) / 2, side, side)
            painter.setPen(hue(kind).front)
            painter.setBrush(hue(kind).back)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(shown.color("muted"))
            words = QRectF(x + side + gap, 0, width, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, word)
            x += side + gap + width + shown.px(12)
        painter.end()

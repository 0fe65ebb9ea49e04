"""The head of the table of duos: numbers over the weeks, wider than the columns below them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from duodesk.ui.theme import look


class WeeksHeader(QHeaderView):
    """Paints a number over its column and into its neighbours, which have none."""

    def __init__(self, numbers: Sequence[str], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._numbers = tuple(numbers)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        # Backwards too: the section to the right wipes what reached into it.
        for place in (logicalIndex - 1, logicalIndex):
            self._number(painter, place)

    def _number(self, painter: QPainter, place: int) -> None:
        text = self._numbers[place] if 0 <= place < len(self._numbers) else ""
        if not text or self.isSectionHidden(place):
            return
        wide = look().px(12)
        box = QRect(self.sectionViewportPosition(place), 0, self.sectionSize(place), self.height())
        painter.save()
        painter.setClipping(False)
        painter.setFont(look().font("tiny", weight=600))
        painter.setPen(look().color("muted"))
        painter.drawText(box.adjusted(-wide, 0, wide, 0), Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

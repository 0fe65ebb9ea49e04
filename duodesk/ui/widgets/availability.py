"""When somebody is free: seven days by half-hours or parts of the day, by mouse or keys."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from duodesk.base import dates
from duodesk.base.i18n import N_, _
from duodesk.ui.theme import look
from duodesk.ui.widgets.field import Field
from duodesk.ui.widgets.rows import Index

# A slot is (weekday from 0 = Monday, half-hour of the day from 0 to 47): the model's own count.
Slot = tuple[int, int]
# Parts of the day as (name, first half-hour, end excluded).
PARTS = (
    (N_("Morning"), 16, 24),
    (N_("Noon"), 24, 28),
    (N_("Afternoon"), 28, 35),
    (N_("Evening"), 35, 42),
)
_HALF_HOURS = range(16, 44)  # 8:00 to 22:00


def half_hour(index: int) -> str:
    """19 is 9:30."""
    return f"{index // 2}:{'30' if index % 2 else '00'}"


class AvailabilityField(Field[frozenset[Slot]]):
    """The free half-hours of a week; Space or click turns what is marked, a drag marks many."""

    def __init__(self, *, fine: bool = False) -> None:
        super().__init__()
        self._told = frozenset()
        self.grid = _Grid(fine=fine)
        self._lay(self.grid)
        self.grid.turned.connect(self.flush)

    @override
    def value(self) -> frozenset[Slot]:
        return self.grid.slots_model.slots

    @override
    def _show(self, value: frozenset[Slot]) -> None:
        self.grid.slots_model.show_slots(value)

    def set_fine(self, *, fine: bool) -> None:
        """Half-hours instead of parts of the day, or back."""
        self.grid.set_fine(fine=fine)


class _Slots(QAbstractTableModel):
    def __init__(self, *, fine: bool) -> None:
        super().__init__()
        self.slots: frozenset[Slot] = frozenset()
        self.fine = fine

    def show_slots(self, slots: frozenset[Slot]) -> None:
        self.slots = frozenset(slots)
        last = self.index(self.rowCount() - 1, 6)
        self.dataChanged.emit(self.index(0, 0), last)

    def stretch(self, row: int) -> tuple[str, range]:
        """Name and half-hours of a line."""
        if self.fine:
            first = _HALF_HOURS[row]
            return half_hour(first), range(first, first + 1)
        name, first, end = PARTS[row]
        return _(name), range(first, end)

    def share(self, row: int, day: int) -> float:
        """How much of a cell is free, 0 to 1."""
        hours = self.stretch(row)[1]
        return sum((day, hour) in self.slots for hour in hours) / len(hours)

    def turn(self, cells: list[tuple[int, int]]) -> None:
        """Make cells (row, day) free; when all are, make them not free."""
        wanted = {(day, hour) for row, day in cells for hour in self.stretch(row)[1]}
        free = self.slots - wanted if wanted <= self.slots else self.slots | wanted
        self.show_slots(frozenset(free))

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(_HALF_HOURS) if self.fine else len(PARTS)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 7

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return dates.weekday(section, width="short").rstrip(".")
        name, hours = self.stretch(section)
        if self.fine:
            return name if not hours.start % 2 else ""
        return f"{name}\n{half_hour(hours.start)} – {half_hour(hours.stop)}"

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.StatusTipRole}:
            share = self.share(index.row(), index.column())
            state = _("free") if share == 1 else _("partly free") if share else _("not free")
            day, name = dates.weekday(index.column()), self.stretch(index.row())[0]
            return _("%(day)s, %(part)s: %(state)s", day=day, part=name, state=state)
        return None


class _Grid(QTableView):
    turned = Signal()

    def __init__(self, *, fine: bool) -> None:
        super().__init__()
        self.setObjectName("grid")
        self.slots_model = _Slots(fine=fine)
        self.setModel(self.slots_model)
        self.setItemDelegate(_SlotDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(28)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        self._fit()

    def set_fine(self, *, fine: bool) -> None:
        """Half-hours or parts of the day."""
        self.slots_model.beginResetModel()
        self.slots_model.fine = fine
        self.slots_model.endResetModel()
        self._fit()

    def turn(self) -> None:
        """Turn what is marked."""
        marked = [(i.row(), i.column()) for i in self.selectionModel().selectedIndexes()]
        if marked:
            self.slots_model.turn(marked)
            self.turned.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.turn()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: object) -> None:
        super().mouseReleaseEvent(event)  # type: ignore[arg-type]
        self.turn()

    @override
    def sizeHint(self) -> QSize:
        rows = self.slots_model.rowCount() * self._row_height()
        return QSize(look().px(420), rows + self.horizontalHeader().sizeHint().height() + 4)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(300), self.sizeHint().height())

    def _row_height(self) -> int:
        return look().px(24 if self.slots_model.fine else 42)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self.verticalHeader().setMinimumWidth(look().px(56 if self.slots_model.fine else 96))
        self.updateGeometry()


class _SlotDelegate(QStyledItemDelegate):
    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Slots)  # noqa: S101 - the delegate serves this grid only
        share, shown = model.share(index.row(), index.column()), look()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(2, 2, -2, -2)
        radius = min(6.0, box.height() / 3)
        free = share == 1
        painter.setPen(QPen(shown.color("accent" if share else "line"), 1))
        painter.setBrush(shown.color("accent" if free else "soft" if share else "sunken"))
        painter.drawRoundedRect(box, radius, radius)
        if share:
            painter.setPen(shown.color("on_accent" if free else "soft_text"))
            painter.setFont(shown.font("small", weight=700))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "✓" if free else "~")
        state = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(shown.color("text"), 2))
            painter.drawRoundedRect(box, radius, radius)
        painter.restore()

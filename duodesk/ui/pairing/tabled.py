"""The board as one table: the same cards, the same keys, for small screens and large letters."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from duodesk.base.i18n import N_, _
from duodesk.pairing.board import BoardCard, Column
from duodesk.ui.memory import Memory
from duodesk.ui.pairing.dressing import TITLES, chips, foot, told
from duodesk.ui.pairing.state import BoardState
from duodesk.ui.widgets.rows import Column as TableColumn
from duodesk.ui.widgets.table import RowsTable

_ORDER = {place: n for n, place in enumerate(Column)}


class BoardTable(RowsTable[BoardCard]):
    """`stepped` asks to move a card by ±1, `pressed_key` for its menu."""

    stepped = Signal(object, int)
    pressed_key = Signal(object, str)

    def __init__(self, state: Callable[[], BoardState], memory: Memory) -> None:
        super().__init__(
            _columns(state), name=_("Pairs on their way"), key="pairing", memory=memory
        )

    def choose(self, card: BoardCard) -> bool:
        """Make a card the current row; false when it is not shown."""
        place = self.rows_model.place_of(lambda row: row.id == card.id)
        if place >= 0:
            self.go_to(place)
        return place >= 0

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.current()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if card is not None and step is not None and shift:
            self.stepped.emit(card, step)
        elif card is not None and event.key() == Qt.Key.Key_M and not event.modifiers():
            self.pressed_key.emit(card, "menu")
        else:
            super().keyPressEvent(event)


def _columns(state: Callable[[], BoardState]) -> tuple[TableColumn[BoardCard], ...]:
    return (
        TableColumn(
            key="stage",
            title=N_("Stage"),
            text=lambda card: _(TITLES[card.column]),
            order=lambda card: _ORDER[card.column],
            width=130,
        ),
        TableColumn(key="mentee", title=N_("Mentee"), text=lambda c: c.mentee, strong=True),
        TableColumn(key="mentor", title=N_("Mentor"), text=lambda c: c.mentor, strong=True),
        TableColumn(
            key="days",
            title=N_("Days"),
            text=lambda card: str(card.days),
            order=lambda card: card.days,
            value=lambda card: card.days,
            right=True,
            width=64,
        ),
        TableColumn(
            key="told",
            title=N_("How it stands"),
            text=lambda card: told(card, state()),
            badges=lambda card: chips(card, state()),
            width=320,
        ),
        TableColumn(key="place", title=N_("Place or reason"), text=foot, width=160),
    )

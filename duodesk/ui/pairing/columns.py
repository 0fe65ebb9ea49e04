"""One column of the board: its head with a count, what it needs, and its cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.pairing.board import BoardCard, Column
from duodesk.ui.pairing.dressing import NEEDS, TITLES
from duodesk.ui.theme import look
from duodesk.ui.widgets.cards import CardItem
from duodesk.ui.widgets.carried import CarriedCards, Takes
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.text import ElidedLabel, PlainLabel, restyle, set_name


class BoardList(CarriedCards):
    """The cards of a column; keys that concern the whole board are told, not done here."""

    walked = Signal(int)
    pressed_key = Signal(object, str)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = Qt.Key(event.key()), not event.modifiers()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        told = {
            Qt.Key.Key_Space: "lift",
            Qt.Key.Key_M: "menu",
            Qt.Key.Key_Escape: "escape",
            Qt.Key.Key_Return: "open",
            Qt.Key.Key_Enter: "open",
        }.get(key)
        if step is not None and plain:
            self.walked.emit(step)
        elif told is not None and plain:
            self.pressed_key.emit(self.current(), told)
        else:
            super().keyPressEvent(event)


class BoardColumn(QWidget):
    """Head and list; while a card is carried the head says what it needs to land here."""

    def __init__(self, place: Column, takes: Takes) -> None:
        super().__init__()
        self.place = place
        self.title = ElidedLabel("", role="strong")
        self.count = PlainLabel("", role="small")
        self.need = ElidedLabel("", role="small")
        self.list = BoardList(_(TITLES[place]), takes)
        head = row(self.title, self.count, spacing=6)
        head.setStretchFactor(self.title, 1)
        head.setContentsMargins(8, 0, 8, 0)
        below = row(self.need)
        below.setContentsMargins(8, 0, 8, 0)
        whole = column(head, below, self.list, spacing=2)
        whole.setStretchFactor(self.list, 1)
        self.setLayout(whole)
        self.setMinimumWidth(look().px(138))
        self._hint = ""
        self.title.setText(_(TITLES[place]))

    def show_cards(self, cards: Sequence[CardItem], total: int, hint: str) -> None:
        """Other cards; the head counts those a filter hides as well."""
        self.list.set_cards(cards)
        told = str(total) if len(cards) == total else f"{len(cards)} / {total}"
        self.count.setText(told)
        self._hint = hint
        self.need.setText(hint)
        name = _("%(column)s, %(n)s cards", column=_(TITLES[self.place]), n=told)
        set_name(self.list, name, hint)

    def light(self, *, lands: bool | None) -> None:
        """Show that the carried card may land here, or not; None when nothing is carried."""
        restyle(self.list, lands="true" if lands else "false")
        self.need.setText(_(NEEDS[self.place]) if lands else self._hint)
        restyle(self.need, role="strong" if lands else "small")

    def aim(self, *, on: bool) -> None:
        """Show that the carried card would land here when dropped by key."""
        restyle(self.list, over="true" if on else "false")

    def enter(self, place: int) -> None:
        """Put the focus here, on the card at this height."""
        cards = self.list.cards.cards()
        if cards:
            row_index = min(max(place, 0), len(cards) - 1)
            self.list.setCurrentIndex(self.list.cards.index(row_index))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """No card is the current one here."""
        self.list.selectionModel().clear()

    def holds(self, card: BoardCard) -> bool:
        """Whether the card is shown in this column."""
        return any(shown.id == card.id for shown in self.list.cards.cards())

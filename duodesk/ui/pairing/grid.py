"""Five columns side by side: one card is the current one, arrows walk over all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from duodesk.base.i18n import _, ngettext
from duodesk.pairing.board import BoardCard, Column
from duodesk.pairing.moves import COLUMNS, Step, move
from duodesk.ui.pairing.columns import BoardColumn
from duodesk.ui.pairing.dressing import dress
from duodesk.ui.pairing.state import BoardState
from duodesk.ui.theme import look
from duodesk.ui.widgets.layout import column, row, widget

Keep = Callable[[BoardCard], bool]


class ColumnsView(QWidget):
    """`dropped` carries the id of what was dropped and the column it landed in."""

    picked = Signal(object)
    stepped = Signal(object, int)
    pressed_key = Signal(object, str)
    walked = Signal(int)
    menu_wanted = Signal(object, QPoint)
    lifted = Signal(object)
    dropped = Signal(str, object)

    def __init__(self, takes: Callable[[str, Column], bool]) -> None:
        super().__init__()
        self._takes = takes
        self._filling = False
        self.columns = {place: self._column(place) for place in COLUMNS}
        lanes = row(*self.columns.values(), spacing=6)
        for place in range(len(COLUMNS)):
            lanes.setStretch(place, 1)
        # Beside the panel of a small screen the columns slide rather than shrink.
        self._slide = QScrollArea(self)
        self._slide.setFrameShape(QFrame.Shape.NoFrame)
        self._slide.setWidgetResizable(True)
        self._slide.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._slide.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = widget(lanes)
        inner.setObjectName("body")
        self._slide.setWidget(inner)
        self.setLayout(column(self._slide))
        self.setMinimumHeight(look().px(140))

    def fill(self, state: BoardState, keep: Keep, fits: Keep) -> int:
        """Show the cards to keep; those that do not fit the filter are marked. Gives how many."""
        self._filling, shown = True, 0
        for place, one in self.columns.items():
            cards = [card for card in state.cards[place] if keep(card)]
            items = [dress(card, state, outside=not fits(card)) for card in cards]
            one.show_cards(items, len(state.cards[place]), _hint(state, place))
            shown += len(cards)
        self._filling = False
        return shown

    def current(self) -> BoardCard | None:
        """The card the person is on."""
        for one in self.columns.values():
            item = one.list.current()
            if item is not None:
                found: BoardCard = item.data
                return found
        return None

    def choose(self, card: BoardCard, *, focus: bool) -> bool:
        """Make a card the current one; false when it is not shown."""
        one = self.columns.get(card.column)
        if one is None or not one.list.choose(card.id):
            return False
        one.list.scrollTo(one.list.currentIndex())
        self._slide.ensureWidgetVisible(one, 0, 0)
        if focus:
            one.list.setFocus()
        return True

    def walk(self, step: int) -> None:
        """To the next column that holds a card, at the same height."""
        here = next((p for p, one in self.columns.items() if one.list.hasFocus()), COLUMNS[0])
        height = max(self.columns[here].list.currentIndex().row(), 0)
        places = COLUMNS[COLUMNS.index(here) + 1 :] if step > 0 else COLUMNS[: COLUMNS.index(here)]
        for place in places if step > 0 else reversed(places):
            if self.columns[place].list.cards.cards():
                self.columns[place].enter(height)
                self._slide.ensureWidgetVisible(self.columns[place], 0, 0)
                return

    def enter(self) -> None:
        """Put the focus on the current card, or on the first there is."""
        card = self.current()
        if card is not None and self.choose(card, focus=True):
            return
        for one in self.columns.values():
            if one.list.cards.cards():
                one.enter(0)
                return

    def light(self, card: BoardCard | None) -> None:
        """Show which columns take the card that is carried."""
        for place, one in self.columns.items():
            lands = isinstance(move(card, place), Step) if card is not None else None
            one.light(lands=lands)
            one.aim(on=False)

    def aim(self, goal: Column) -> None:
        """Show above which column the card is held."""
        for place, one in self.columns.items():
            one.aim(on=place == goal)
        self._slide.ensureWidgetVisible(self.columns[goal], 0, 0)

    def has_focus(self) -> bool:
        """Whether one of the columns has it."""
        return any(one.list.hasFocus() for one in self.columns.values())

    def _column(self, place: Column) -> BoardColumn:
        made = BoardColumn(place, lambda text, _below: self._takes(text, place))
        cards = made.list
        cards.picked.connect(lambda item: self._on_picked(item.data, made))
        cards.doubleClicked.connect(
            lambda _index: self.pressed_key.emit(cards.current().data, "open")  # type: ignore[union-attr]
        )
        cards.stepped.connect(lambda item, step: self.stepped.emit(item.data, step))
        cards.walked.connect(self.walked)
        cards.pressed_key.connect(
            lambda item, key: self.pressed_key.emit(item.data if item else None, key)
        )
        cards.menu_wanted.connect(lambda item, at: self.menu_wanted.emit(item.data, at))
        cards.lifted.connect(lambda item: self.lifted.emit(item.data))
        cards.let_go.connect(lambda: self.light(None))
        cards.dropped.connect(lambda text, _below: self.dropped.emit(text, place))
        return made

    def _on_picked(self, card: BoardCard, at: BoardColumn) -> None:
        if self._filling:
            return
        for other in self.columns.values():
            if other is not at:
                other.leave()
        self.picked.emit(card)


def _hint(state: BoardState, place: Column) -> str:
    """What stands out in a column, below its head."""
    cards = state.cards[place]
    if place == Column.PROPOSED:
        n = sum(card.has_lapsed(state.today) for card in cards)
        return ngettext("%(n)s lapsed", "%(n)s lapsed", n) if n else ""
    if place == Column.SIGNED:
        n = sum(card.started_on is None for card in cards)
        return ngettext("%(n)s to sign", "%(n)s to sign", n) if n else ""
    return "" if cards else _("no card")

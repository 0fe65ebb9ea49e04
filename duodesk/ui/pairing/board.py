"""The board: what happens when a card is chosen, opened, carried, moved, asked about."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.pairing.board import BoardCard, Column
from duodesk.pairing.moves import COLUMNS, Step, move
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.carrying import Carrier
from duodesk.ui.pairing.moving import Mover
from duodesk.ui.pairing.pool import MENTEES
from duodesk.ui.pairing.room import BOARD, CLOSED, BoardRoom
from duodesk.ui.pairing.state import Pair, pair_of, read_board


class BoardPart(BoardRoom):
    """Every pair on its way; `candidates_wanted` carries a mentee."""

    candidates_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, self._takes, parent)
        # Whom the person is on, and whom they moved last: it stays in sight whatever is filtered.
        self._pair: Pair | None = None
        self._moved: Pair | None = None
        self._refocus = self._filling = False
        self.carrier, self.mover = Carrier(), Mover(desk)
        self._connect()
        self._show_state()

    def reload(self) -> None:
        """Read anew; the card the person is on stays theirs, wherever it went."""
        self.state = read_board(self.desk)
        self._show_state()

    def show_card(self, card: BoardCard, *, focus: bool = True) -> None:
        """Go to a card and open it."""
        self._moved = self._pair = pair_of(card)
        closed = card.column == Column.CLOSED
        if closed != (self.form == CLOSED):
            self.form = CLOSED if closed else BOARD
        self._refocus = focus
        self._fill()
        self._open(card)

    def card(self) -> BoardCard | None:
        """The card the person is on."""
        return self.state.of_pair(self._pair)

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filtered)
        self.forms.chosen.connect(self._on_form)
        self.pool_button.clicked.connect(lambda on: self.show_pool(on=on))
        self.pool.closed.connect(lambda: self.show_pool(on=False))
        self.pool.suggested.connect(self._suggest)
        self.pool.opened.connect(self.candidates_wanted)
        self.pool.person_wanted.connect(partial(self.desk.go, "people"))
        self.panel.closed.connect(self._close_panel)
        self.panel.finished.connect(self._return)
        self.panel.candidates_wanted.connect(self.candidates_wanted)
        self.panel.move_wanted.connect(
            lambda card: self._offer(card, self.panel.mapToGlobal(QPoint(20, 80)))
        )
        for shown in (self.grid, self.table):
            shown.picked.connect(self._on_picked)
            shown.stepped.connect(self.mover.step)
            shown.pressed_key.connect(self._on_key)
            shown.menu_wanted.connect(self._offer)
        self.table.opened.connect(lambda card: self._on_key(card, "open"))
        self.grid.dropped.connect(self._drop)
        self.grid.walked.connect(self.carrier.aim)
        self.carrier.walked.connect(self.grid.walk)
        self.grid.lifted.connect(self.grid.light)
        self.carrier.lit.connect(self.grid.light)
        self.carrier.aimed.connect(self.grid.aim)
        self.carrier.landed.connect(self.mover.move)
        self.carrier.said.connect(self.say)
        self.mover.said.connect(self.say)
        self.mover.asking.connect(self._ask)
        self.mover.done.connect(self._on_moved)
        self.mover.opened.connect(self._open)
        self.mover.candidates_wanted.connect(self.candidates_wanted)

    def _show_state(self) -> None:
        self.pool.show_people(self.state.waiting, self.state.free)
        self._fill()
        self.panel.refresh(self.state)

    def _takes(self, text: str, place: Column) -> bool:
        """A card that may go there; somebody of the pool who waits, whose candidates are shown."""
        card = self.state.by_text.get(text)
        if card is not None:
            return isinstance(move(card, place), Step)
        somebody = self.pool.somebody(text)
        waits = somebody is not None and self.pool.side_of(somebody) == MENTEES
        return waits and place == Column.SUGGESTED

    def _drop(self, text: str, place: Column) -> None:
        card, somebody = self.state.by_text.get(text), self.pool.somebody(text)
        if card is not None:
            self._pair = pair_of(card)
            self.mover.move(card, place)
        elif somebody is not None:
            self.candidates_wanted.emit(somebody.id)

    def _fill(self) -> None:
        """Show what the filters let through, and the card that was moved last."""
        state, had = self.state, self.has_focus() or self._refocus
        self._refocus, self._filling = False, True

        def fits(card: BoardCard) -> bool:
            return self.filters.keep(card, state)

        def keep(card: BoardCard) -> bool:
            return fits(card) or pair_of(card) == self._moved

        shown = self.grid.fill(state, keep, fits)
        places = (Column.CLOSED,) if self.form == CLOSED else COLUMNS
        self.table.set_rows([c for place in places for c in state.cards[place] if keep(c)])
        self.filters.show_counts(shown, state, sum(len(state.cards[p]) for p in COLUMNS))
        ended = _("Ended: %(n)s", n=len(state.cards[Column.CLOSED]))
        self.forms.set_texts([_("Board"), _("List"), ended])
        self.make_room()
        card = self.card()
        if card is not None:
            self.grid.choose(card, focus=had and self.shown() is self.grid)
            self.table.choose(card)
        if had and self.shown() is self.table:
            self.table.setFocus()
        self._filling = False

    def _on_form(self, form: str) -> None:
        self.form = form
        self._fill()

    def _on_filtered(self) -> None:
        self._moved = None
        self._fill()

    def _on_picked(self, card: BoardCard) -> None:
        if self._filling:
            return
        self._pair = pair_of(card)
        if not self.panel.isHidden() and self.panel.question() is None:
            self.panel.show_card(card, self.state)

    def _on_key(self, card: BoardCard | None, key: str) -> None:
        """Space, M, Enter and Esc on a card."""
        carrying = self.carrier.card is not None
        if key == "escape":
            (self.carrier.put_back if carrying else self._close_panel)()
        elif carrying and key in {"lift", "open"}:
            self.carrier.land()
        elif card is not None and key == "lift":
            self.carrier.lift(card)
        elif card is not None and key == "menu":
            self._offer(card, self.spot())
        elif card is not None and key == "open":
            self._open(card)
            self.panel.enter()

    def _offer(self, card: BoardCard, at: QPoint) -> None:
        self.mover.menu(card, at, self)

    def _open(self, card: BoardCard) -> None:
        self.panel.show_card(card, self.state)
        self.show_panel(on=True)

    def _ask(self, step: Step, card: BoardCard, to: Column | None) -> None:
        self._pair = pair_of(card)
        self.grid.choose(card, focus=False)
        self.panel.watch(self.state)
        self.show_panel(on=True)
        self.panel.ask(step, card, to)

    def _on_moved(self, card: BoardCard) -> None:
        """The desk file has changed and is read anew in a moment; the focus follows the card."""
        self._pair = self._moved = pair_of(card)
        self._refocus = True

    def _return(self) -> None:
        """A question is over: back to the card it was about."""
        card = self.panel.card()
        if card is not None:
            self._on_moved(card)
            self._fill()
            self._refocus = True

    def _close_panel(self) -> None:
        self.show_panel(on=False)
        self.grid.enter() if self.shown() is self.grid else self.table.setFocus()

    def _suggest(self, mentee_id: Id, mentor_id: Id) -> None:
        if self.mover.suggest(mentee_id, mentor_id):
            self._pair = self._moved = (mentee_id, mentor_id)
            self._refocus = True

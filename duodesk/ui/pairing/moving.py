"""Moving a card: said why not, done at once where nothing has to be asked, asked in the panel
else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.pairing import commands
from duodesk.pairing.board import BoardCard, Column
from duodesk.pairing.commands import Thought
from duodesk.pairing.doubts import standing
from duodesk.pairing.moves import COLUMNS, Step, move, next_step
from duodesk.pairing.pairs import pair_score
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.dressing import TITLES
from duodesk.ui.widgets.buttons import Menu
from duodesk.ui.widgets.text import literal

_CHECKED = {Step.PROPOSE, Step.MEETING}


class Mover(QObject):
    """`asking` carries step, card and column of a question; `done` the card that moved at once;
    `said` a sentence about a move that was not made.
    """

    asking = Signal(object, object, object)
    done = Signal(object)
    said = Signal(str)
    opened = Signal(object)
    candidates_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def move(self, card: BoardCard, to: Column) -> None:
        """Move a card to a column, as far as it goes without a question."""
        found = move(card, to)
        if isinstance(found, Step):
            self.take(found, card, to)
        else:
            self._refuse(str(found))

    def step(self, card: BoardCard, by: int) -> None:
        """Move a card one column to the right or to the left."""
        place = COLUMNS.index(card.column) + by if card.column in COLUMNS else -1
        if 0 <= place < len(COLUMNS):
            self.move(card, COLUMNS[place])

    def take(self, step: Step, card: BoardCard, to: Column | None = None) -> None:
        """Take one step with a card."""
        doubts = True
        if step in _CHECKED:
            how = self._desk.read(
                standing, card.mentee_id, card.mentor_id,
                today=self._desk.today, office_id=self._desk.office_id, but=(card.id,),
            )  # fmt: skip
            if how.bars:
                self._refuse(str(how.bars[0].text))
                return
            doubts = bool(how.doubts)
        if step == Step.PROPOSE and not doubts:
            if self._desk.do(commands.put_forward, card.id) is not None:
                self._desk.say(_("Proposed: both are reserved for each other."))
                self.done.emit(card)
            return
        self.asking.emit(step, card, to)

    def suggest(self, mentee_id: Id, mentor_id: Id) -> bool:
        """Keep a pair of the pool in mind, with the reasons of today."""
        desk = self._desk
        found = desk.read(
            pair_score, mentee_id, mentor_id, today=desk.today, office_id=desk.office_id
        )
        thought = Thought(score=found)
        made = desk.do(commands.suggest, mentee_id=mentee_id, mentor_id=mentor_id, thought=thought)
        if made is not None:
            desk.say(_("Suggested. It reserves nobody yet."))
        return made is not None

    def menu(self, card: BoardCard, at: QPoint, parent: QWidget) -> Menu:
        """Every column that takes the card, each with its first letter; what else can be done."""
        made = Menu(parent)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place in COLUMNS:
            if isinstance(move(card, place), Step):
                text = _("Move to “%(column)s”", column=_(TITLES[place]))
                _with_letter(made, text, _(TITLES[place]), partial(self.move, card, place))
        if isinstance(move(card, Column.CLOSED), Step):
            made.item(_("Release…"), partial(self.take, Step.RELEASE, card), icon_name="x")
        made.addSeparator()
        made.item(_("Why these two"), partial(self.opened.emit, card))
        if next_step(card) is Step.PROPOSE:
            wanted = partial(self.candidates_wanted.emit, card.mentee_id)
            made.item(_("Three candidates"), wanted)
        made.popup(at)
        return made

    def _refuse(self, text: str) -> None:
        self._desk.say(text, "warn")
        self.said.emit(text)


def _with_letter(menu: Menu, text: str, word: str, do: Callable[[], object]) -> None:
    """A line that the first letter of its column chooses."""
    action = menu.item(text, do)
    shown = literal(text)
    place = shown.find(literal(word))
    action.setText(shown[:place] + "&" + shown[place:] if place >= 0 else shown)

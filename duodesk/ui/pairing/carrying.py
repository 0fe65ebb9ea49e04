"""A card on its way by keys: lifted with Space, aimed with the arrows, dropped or put back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from duodesk.base.i18n import _
from duodesk.pairing.board import BoardCard, Column
from duodesk.pairing.moves import COLUMNS, Step, move
from duodesk.ui.pairing.dressing import NEEDS, TITLES


class Carrier(QObject):
    """`lit` says where the carried card may land (nothing when it was put down), `aimed` above
    which column it is, `landed` where it was dropped; `walked` is an arrow while nothing is
    carried; `said` is for those who listen.
    """

    lit = Signal(object)
    aimed = Signal(object)
    landed = Signal(object, object)
    said = Signal(str)
    walked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.card: BoardCard | None = None
        self._over: Column | None = None

    def lift(self, card: BoardCard) -> None:
        """Take a card up, and say where it may go."""
        goals = self.goals(card)
        if not goals:
            self.said.emit(_("%(pair)s cannot be moved from here.", pair=called(card)))
            return
        self.card, self._over = card, None
        self.lit.emit(card)
        names = ", ".join(_(TITLES[goal]) for goal in goals)
        self.said.emit(
            _(
                "%(pair)s is lifted. It may go to: %(columns)s. Arrows choose, Space drops, Esc "
                "puts it back.",
                pair=called(card),
                columns=names,
            )
        )

    def aim(self, step: int) -> None:
        """Hold the card above the next column that takes it."""
        card = self.card
        if card is None:
            self.walked.emit(step)
            return
        here = COLUMNS.index(self._over or card.column)
        goals = self.goals(card)
        ahead = [g for g in goals if (COLUMNS.index(g) - here) * step > 0]
        if not ahead:
            self.said.emit(_("No column further on takes it."))
            return
        self._over = min(ahead, key=lambda goal: abs(COLUMNS.index(goal) - here))
        self.aimed.emit(self._over)
        self.said.emit(
            _(
                "Above “%(column)s”: %(need)s.",
                column=_(TITLES[self._over]),
                need=_(NEEDS[self._over]),
            )
        )

    def land(self) -> None:
        """Drop it where it is held; above no column it is put back."""
        card, over = self.card, self._over
        if card is None or over is None:
            self.put_back()
            return
        self._down()
        self.landed.emit(card, over)

    def put_back(self) -> None:
        """Leave the card where it was."""
        card = self.card
        if card is not None:
            self._down()
            self.said.emit(_("%(pair)s is put back.", pair=called(card)))

    def goals(self, card: BoardCard) -> list[Column]:
        """The columns that would take the card."""
        return [place for place in COLUMNS if isinstance(move(card, place), Step)]

    def _down(self) -> None:
        self.card = self._over = None
        self.lit.emit(None)


def called(card: BoardCard) -> str:
    """Both names."""
    return f"{card.mentee} × {card.mentor}"

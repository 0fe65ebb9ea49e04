"""Which duo? Some letters of a name, ↓ ↑, Enter; one's own duos come first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.collate import fold
from duodesk.base.i18n import _
from duodesk.followup.overview import OverviewRow, overview
from duodesk.ui.desk import Desk
from duodesk.ui.duos.columns import how_badges
from duodesk.ui.duos.facts import story
from duodesk.ui.theme import look
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.search import SearchBox
from duodesk.ui.widgets.text import PlainLabel, show_if

_MOST = 40


class DuoFinder(QWidget):
    """`chosen` carries the duo; those under way are offered."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[OverviewRow] | None = None
        self.line = _Line(_("Which duo? Some letters of a name"))
        self.problem = PlainLabel("", role="problem", wrap=True)
        self.problem.hide()
        self.cards = CardList(_("Duos"))
        self.cards.setMinimumHeight(look().px(220))
        layout = column(self.line, self.problem, self.cards, spacing=6)
        layout.setStretchFactor(self.cards, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(lambda _text: self._show())
        self.line.taken.connect(self._take)
        self.line.went_down.connect(self.cards.setFocus)
        self.cards.opened.connect(lambda card: self.chosen.emit(card.id))
        self.cards.clicked.connect(lambda _index: self._take())
        self._show()

    def say(self, text: str) -> None:
        """Say why this one cannot be taken."""
        self.problem.setText(text)
        show_if(self.problem, on=bool(text))

    def _show(self) -> None:
        if self._rows is None:
            desk = self._desk
            me = desk.store.author_id
            rows = desk.read(overview, office_id=desk.office_id, today=desk.today)
            mine = [row for row in rows if row.under_way and row.looks_after_id == me]
            others = [row for row in rows if row.under_way and row.looks_after_id != me]
            self._rows = [*mine, *others]
        needle = fold(self.line.text()).split()
        fitting = [
            row for row in self._rows
            if all(word in fold(f"{row.names} {row.duo.number}") for word in needle)
        ]  # fmt: skip
        self.cards.set_cards(
            [
                CardItem(id=row.id, title=row.names, lines=(story(row),),
                         badges=tuple(how_badges(row)))
                for row in fitting[:_MOST]
            ]
        )  # fmt: skip
        if fitting:
            self.cards.setCurrentIndex(self.cards.cards.index(0))

    def _take(self) -> None:
        card = self.cards.current()
        if card is not None:
            self.chosen.emit(card.id)


class _Line(SearchBox):
    """Enter takes the first that fits, without waiting."""

    taken = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in {"\r", "\n"}:
            self.taken.emit()
        else:
            super().keyPressEvent(event)

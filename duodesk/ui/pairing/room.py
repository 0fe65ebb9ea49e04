"""Where the parts of the board lie, and which form fits the room there is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.pairing.board import Column
from duodesk.pairing.moves import COLUMNS
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.filtering import BoardFilters
from duodesk.ui.pairing.grid import ColumnsView
from duodesk.ui.pairing.panel import SidePanel
from duodesk.ui.pairing.pool import PoolDrawer
from duodesk.ui.pairing.speaking import announce
from duodesk.ui.pairing.state import BoardState, read_board
from duodesk.ui.pairing.tabled import BoardTable
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, panes, row, widget
from duodesk.ui.widgets.text import ElidedLabel, show_if

BOARD, LIST, CLOSED = "board", "list", "closed"
# Logical pixels: below the first the board is a table; below the second pool and panel take turns;
# below the third the panel stands alone; below the last the tools take two lines.
_TABLE_BELOW, _ONE_SIDE_BELOW, _ALONE_BELOW, _TOOLS_BELOW = 780, 1240, 560, 1040
_TABLE_FROM = 1.5  # text size


class BoardRoom(QWidget):
    """Pool, columns or table, panel; tools above, what is said aloud below."""

    def __init__(
        self, desk: Desk, takes: Callable[[str, Column], bool], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state: BoardState = read_board(desk)
        self.filters = BoardFilters()
        self.pool, self.panel = PoolDrawer(desk), SidePanel(desk)
        self.grid = ColumnsView(takes)
        self.table = BoardTable(lambda: self.state, desk.memory)
        keys = _("Space lifts a card, Shift+← and → move it, M shows where it may go, Enter opens.")
        self.spoken = ElidedLabel(keys, role="small")
        self.empty = EmptyState(
            "handshake",
            _("No pair is on its way."),
            hint=_("Drop a mentor of the pool on a mentee, or look at who waits."),
        )
        self.pool_button = Button(_("Pool"), kind="chip", icon_name="users")
        self.pool_button.setCheckable(True)
        self.forms = Segmented(
            [(BOARD, _("Board")), (LIST, _("List")), (CLOSED, "")], value=BOARD, name=_("Form")
        )
        self.forms.name_choice(2, _("Ended before start"))
        # What the person wants to see, whatever the room allows.
        self.form = BOARD
        self._lay()

    def make_room(self) -> None:
        """Choose the form for the room there is."""
        width = self.width()
        narrow = width < look().px(_TABLE_BELOW) or look().scale >= _TABLE_FROM
        tabled = narrow or self.form != BOARD
        self.forms.set_value(LIST if narrow and self.form == BOARD else self.form)
        wide = width >= look().px(_TOOLS_BELOW)
        way = QBoxLayout.Direction
        self._tools.setDirection(way.LeftToRight if wide else way.TopToBottom)
        panel = not self.panel.isHidden()
        alone = panel and width < look().px(_ALONE_BELOW)
        both = width >= look().px(_ONE_SIDE_BELOW) or not panel
        nothing = not any(self.state.cards[place] for place in COLUMNS)
        show_if(self.table, on=tabled and not alone)
        show_if(self.grid, on=not tabled and not nothing)
        show_if(self.empty, on=not tabled and nothing)
        show_if(self.pool, on=self.pool_button.isChecked() and both and not alone)

    def show_pool(self, *, on: bool) -> None:
        """Open or close the pool; it takes the panel's room where there is none for both."""
        self.pool_button.setChecked(on)
        if on and self.width() < look().px(_ONE_SIDE_BELOW):
            self.panel.hide()
        self.make_room()

    def show_panel(self, *, on: bool) -> None:
        """Open or close the panel."""
        show_if(self.panel, on=on)
        self.make_room()

    def say(self, text: str) -> None:
        """Say it to those who listen, and write it below the board."""
        self.spoken.setText(text)
        announce(self, text)

    def shown(self) -> ColumnsView | BoardTable:
        """The form in which the cards are shown now."""
        return self.grid if self.table.isHidden() else self.table

    def has_focus(self) -> bool:
        """Whether the person is on the cards, and not in the pool or the panel."""
        return self.grid.has_focus() or self.table.hasFocus()

    def spot(self) -> QPoint:
        """Where a menu opens that is asked for by key: in the middle of what has the focus."""
        inside: QWidget | None = self.focusWidget()
        inside = self if inside is None else inside
        return inside.mapToGlobal(inside.rect().center())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.make_room()

    def _lay(self) -> None:
        self.panel.hide()
        middle = column(self.grid, self.table, self.empty, self.spoken, spacing=4)
        for place in range(3):
            middle.setStretch(place, 1)
        sides = panes(
            self.pool, widget(middle), self.panel,
            shares=(0, 1, 0), name=_("Pairs on their way"), parent=self,
        )  # fmt: skip
        sides.setSizes([look().px(200), look().px(800), look().px(330)])
        first = row(self.pool_button, self.forms, spacing=8)
        self._tools: QBoxLayout = row(first, self.filters, spacing=8)
        self._tools.setStretchFactor(self.filters, 1)
        whole = column(self._tools, sides, spacing=8)
        whole.setStretchFactor(sides, 1)
        self.setLayout(whole)

"""Which days of a plan move, from when to when, before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.followup.schedule import Move
from duodesk.ui.theme import look
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

_COLUMNS: tuple[Column[Move], ...] = (
    Column(
        key="step",
        title=N_("Step"),
        text=lambda m: m.title,
        width=250,
        strong=True,
        tip=lambda m: m.title,
    ),
    Column(
        key="was",
        title=N_("So far"),
        text=lambda m: short(m.was),
        order=lambda m: m.was,
        width=96,
    ),
    Column(
        key="will",
        title=N_("Becomes"),
        text=lambda m: short(m.will),
        order=lambda m: m.will,
        width=96,
    ),
)


class MovesTable(RowsTable[Move]):
    """Every day that moves, one line each."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS, name=_("Days that move"))
        self.setMinimumHeight(look().px(150))

    def show_moves(self, moves: Sequence[Move]) -> None:
        """Show what would move now; talks with each apart on the same days are one line."""
        alike = {(move.title, move.was, move.will): move for move in moves}
        self.set_rows(list(alike.values()))

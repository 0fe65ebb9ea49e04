"""The files that came and went; the list stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import moment
from duodesk.base.i18n import N_, _, ngettext
from duodesk.exchange.overview import LOG, LogRow, Overview
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if

_RESULTS = {
    "taken": (N_("taken in"), "good"),
    "waiting": (N_("waits for an earlier file"), "warn"),
    "undone": (N_("undone"), "neutral"),
    "sent": (N_("made"), "info"),
}


def _result(one: LogRow) -> tuple[Badge, ...]:
    text, tone = _RESULTS[str(one.result)]
    return (Badge(_(text), tone),)


def _did(one: LogRow) -> str:
    if one.look is None:
        return _("for %(names)s", names=", ".join(one.to))
    counts = [sum(c.values()) for c in (one.look.added, one.look.changed, one.look.removed)]
    return _(
        "%(added)s new, %(changed)s changed, %(removed)s removed",
        added=counts[0],
        changed=counts[1],
        removed=counts[2],
    )


class LogPart(QWidget):
    """A table of files, newest first, the way back from the last one, and back from there."""

    def __init__(
        self,
        undo: Callable[[], object],
        again: Callable[[LogRow], object],
        reload: Callable[[], object],
    ) -> None:
        super().__init__()
        self._again = again
        self._reload = reload
        # How many of the files are listed.
        self.most = LOG
        columns: tuple[Column[LogRow], ...] = (
            Column(key="at", title=N_("When"), order=lambda r: r.at, width=150,
                   text=lambda r: moment(r.at.astimezone(BELGIUM))),
            Column(key="result", title=N_("State"), badges=_result, width=170,
                   text=lambda r: _(_RESULTS[str(r.result)][0])),
            Column(key="did", title=N_("What"), text=_did, width=300),
            Column(key="n", title=N_("Actions"), text=lambda r: str(r.operations), right=True,
                   order=lambda r: r.operations, width=90),
            Column(key="name", title=N_("File"), text=lambda r: r.name, width=300),
        )  # fmt: skip
        self.table: RowsTable[LogRow] = RowsTable(columns, name=_("Files"))
        self.table.picked.connect(self._offer)
        self.back = Button(_("Undo the last exchange…"), undo, icon_name="undo-2")
        self.again = Button(_("Take in again…"), self._take_again, icon_name="redo-2")
        self.more = Button(_("Show more"), self.show_more)
        self.older = PlainLabel("", role="muted")
        layout = column(
            self.table, row(self.back, self.again, None, self.older, self.more), spacing=8
        )
        layout.setStretchFactor(self.table, 1)
        self.setLayout(layout)

    def show_told(self, told: Overview) -> None:
        """Show the files."""
        self.table.set_rows(told.log)
        self.back.setEnabled(bool(told.can_undo))
        self.older.setText(
            ngettext("%(n)s older file", "%(n)s older files", told.older) if told.older else ""
        )
        show_if(self.more, on=bool(told.older))
        self._offer(self.table.current())

    def show_more(self) -> None:
        """List older files too."""
        self.most += LOG
        self._reload()

    def _offer(self, one: LogRow | None) -> None:
        self.again.setEnabled(one is not None and str(one.result) == "undone")

    def _take_again(self) -> None:
        one = self.table.current()
        if one is not None:
            self._again(one)

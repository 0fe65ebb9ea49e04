"""Choosing the columns of a table: a list to search, tick and put in order."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.popup import Popup, TickList, TickSearch
from duodesk.ui.widgets.shaped import Shape, ShapedTable


class ColumnsPopup(Popup):
    """Ticked columns are shown at once; they are moved with two buttons or Alt+↑ and Alt+↓."""

    def __init__(self, table: ShapedTable[Any]) -> None:
        super().__init__(_("Columns"), parent=table)
        self._table = table
        self._titles = {c.key: _(c.title) for c in table.rows_model.columns if not c.fixed}
        self.ticks = self._list()
        self.search = TickSearch(self.ticks, _("Find a column"))
        self.earlier = Button(_("Move up"), lambda: self.move_column(-1), icon_name="arrow-up")
        self.later = Button(_("Move down"), lambda: self.move_column(1), icon_name="arrow-down")
        self.reset = Button(_("As delivered"), self._reset, kind="quiet")
        self._moves = row(self.earlier, self.later, None, self.reset, spacing=6)
        self.add(self.search, self.ticks, self._moves)
        self.search.setFocus()

    def move_column(self, step: int) -> None:
        """Put the current column one place further to the left or right."""
        key, shape = self.ticks.current(), self._table.shape()
        keys = list(shape.columns)
        if key not in keys or not 0 <= keys.index(key) + step < len(keys):
            return
        place = keys.index(key)
        keys.insert(place + step, keys.pop(place))
        self._table.set_shape(Shape(tuple(keys), shape.order, shape.down))
        self._show_anew(key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_column(step)
        else:
            super().keyPressEvent(event)

    def _list(self) -> TickList:
        """Columns that are shown first, in their order; the others by their names."""
        shown = [key for key in self._table.shape().columns if key in self._titles]
        others = sorted(set(self._titles) - set(shown), key=self._titles.__getitem__)
        options = {key: self._titles[key] for key in (*shown, *others)}
        made = TickList(options, frozenset(shown), name=_("Columns"))
        made.ticked.connect(self._on_ticked)
        return made

    def _on_ticked(self, key: str, on: bool) -> None:
        shape = self._table.shape()
        kept = tuple(one for one in shape.columns if one != key)
        if not on and not kept:
            self.ticks.tick(key, on=True)  # one column at least
            return
        columns = (*kept, key) if on else kept
        self._table.set_shape(Shape(columns, shape.order, shape.down))

    def _reset(self) -> None:
        self._table.reset_columns()
        self._show_anew("")

    def _show_anew(self, key: str) -> None:
        old, self.ticks = self.ticks, self._list()
        self.body.replaceWidget(old, self.ticks)
        old.deleteLater()
        self.search.follow(self.ticks)
        self.ticks.go_to(key)
        self.ticks.setFocus()

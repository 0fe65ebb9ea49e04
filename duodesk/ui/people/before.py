"""What stood in a field before: who wrote it, when, and the way to bring it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from duodesk.base.dates import moment
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.people.changes import Stood, stood
from duodesk.ui import keys
from duodesk.ui.desk import Desk
from duodesk.ui.people.forms import FieldForm
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel


def _said(one: Stood) -> str:
    return _("blank") if one.words is None else str(one.words)


COLUMNS: tuple[Column[Stood], ...] = (
    Column(key="when", title=N_("When"), text=lambda s: moment(s.at), order=lambda s: s.at,
           width=136),
    Column(key="what", title=N_("What stood here"), text=_said, width=220, tip=_said),
    Column(key="who", title=N_("By"), text=lambda s: s.author, width=150),
)  # fmt: skip


class FieldsBefore(QObject):
    """Answers for the forms of a panel: by Ctrl+H in a field, or a right click on its label."""

    def __init__(self, desk: Desk, panel: QWidget) -> None:
        super().__init__(panel)
        self._desk = desk
        self._panel = panel
        self._forms: list[tuple[FieldForm, Callable[[str], object]]] = []
        keys.bind(panel, "before", self.ask_focused, desk.memory)

    def watch(
        self, form: FieldForm, row: tuple[str, Id], commit: Callable[[str, Any], object]
    ) -> None:
        """Answer for the fields of one row (table, identity); `commit` writes a value back."""
        ask = partial(self._ask, form, row, commit)
        form.asked_before.connect(ask)
        self._forms.append((form, ask))

    def ask_focused(self) -> None:
        """What stood in the field that takes the keys."""
        for form, ask in self._forms:
            if name := form.focused():
                ask(name)

    def _ask(
        self,
        form: FieldForm,
        row: tuple[str, Id],
        commit: Callable[[str, Any], object],
        name: str,
    ) -> None:
        dialog = BeforeDialog(
            self._desk,
            (*row, name),
            form.title_of(name),
            partial(commit, name),
            parent=self._panel.window(),
        )
        dialog.open_over()


class BeforeDialog(Dialog):
    """Every value of one field (its table, row and column), newest first; the topmost is what
    stands there now.
    """

    def __init__(
        self,
        desk: Desk,
        place: tuple[str, Id, str],
        title: str,
        bring_back: Callable[[Any], object],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("%(field)s: what stood here before", field=title), icon_name="history",
                         parent=parent)  # fmt: skip
        self._bring_back = bring_back
        self.found = desk.read(stood, *place)
        self.table: RowsTable[Stood] = RowsTable(COLUMNS, name=_("What stood here before"))
        self.table.set_rows(self.found)
        self.none = PlainLabel(_("Nothing was ever written here."), role="muted", wrap=True)
        self.body.addWidget(self.table if self.found else self.none)
        self.table.setMinimumWidth(540)
        self.button = self.add_button(_("Bring back"), self._bring)
        self.add_button(_("Close"), self.accept, kind="primary", default=True)
        self.table.picked.connect(lambda _row: self._offer())
        self.table.opened.connect(lambda _row: self._bring())
        if self.found:
            self.table.go_to(0)
        self._offer()

    def _offer(self) -> None:
        """What stands there now need not be brought back."""
        self.button.setEnabled(self.table.currentIndex().row() > 0)

    def _bring(self) -> None:
        chosen = self.table.current()
        if chosen is not None and self.table.currentIndex().row() > 0:
            self.accept()
            self._bring_back(chosen.value)

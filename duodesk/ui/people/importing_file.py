"""First step of a list coming in: which file, which of its sheets, and what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _, ngettext
from duodesk.lists.kinds import KINDS, Draft
from duodesk.lists.read import SUFFIXES
from duodesk.lists.sheet import SheetFile
from duodesk.ui.ask import Ask
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Card, column, row, widget
from duodesk.ui.widgets.text import PlainLabel, show_if


class FileStep(QWidget):
    """The file, its sheet and its kind; each may be chosen otherwise."""

    sheet_chosen = Signal(object)
    kind_chosen = Signal(str)
    file_chosen = Signal(object)

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask
        self._file = PlainLabel(role="strong", wrap=True)
        self.sheets = ChoiceField([], empty=None)
        self.kinds = Segmented(
            [(kind.code, kind.title) for kind in KINDS.values()], name=_("What is in the list")
        )
        self._found = PlainLabel(role="muted", wrap=True)
        self._told = PlainLabel(wrap=True)
        self.sheets.committed.connect(self.sheet_chosen)
        self.kinds.chosen.connect(self.kind_chosen)
        other = Button(_("Another file…"), self.ask_file, icon_name="folder-open")
        form = Form(label_width=150)
        form.add(_("File"), widget(row(self._file, other, None, spacing=14)))
        self._sheet_label = form.add(_("Sheet"), self.sheets)
        form.add(_("What is in the list"), self.kinds)
        form.add(_("Rows and columns"), self._found)
        about = Card(_("The list"), form)
        self._noticed = Card(_("What was noticed"), self._told)
        self.setLayout(column(about, self._noticed, None, spacing=14))
        show_if(self._noticed, on=False)

    def show_draft(self, workbook: SheetFile, draft: Draft, done: Sequence[str]) -> None:
        """Tell what was read; sheets that came in already are marked."""
        sheet = draft.sheet
        self._file.setText(sheet.file)
        names = list(workbook.tables)
        show_if(self.sheets, on=len(names) > 1)
        show_if(self._sheet_label, on=len(names) > 1)
        came_in = _("came in")
        self.sheets.set_options(
            [(name, f"{name}  ✓ {came_in}" if name in done else name) for name in names]
        )
        self.sheets.set_value(sheet.name)
        self.kinds.set_value(draft.kind.code)
        rows = ngettext("%(n)s row", "%(n)s rows", len(sheet.rows))
        columns = ngettext("%(n)s column", "%(n)s columns", len(sheet.headings))
        below = _("headings in row %(row)s", row=sheet.heading_row) if sheet.heading_row else ""
        self._found.setText(", ".join(part for part in (rows, columns, below) if part))
        told = "\n".join(f"•  {warning}" for warning in sheet.warnings)
        self._told.setText(told)
        show_if(self._noticed, on=bool(told))

    def ask_file(self) -> None:
        """Choose another list."""
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        lists = _("Lists")
        self._ask.open(_("Bring in a list"), f"{lists} ({patterns})", self._chosen)

    def _chosen(self, path: Path) -> None:
        self.file_chosen.emit(path)

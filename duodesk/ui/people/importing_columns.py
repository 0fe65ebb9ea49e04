"""Second step of a list coming in: what each column holds, beside some of its cells."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _, ngettext
from duodesk.base.reference import language_label
from duodesk.lists import cells
from duodesk.lists.kinds import Draft
from duodesk.lists.mapping import Column
from duodesk.lists.sheet import Cell, Sheet, is_blank
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.layout import Body, Card, column
from duodesk.ui.widgets.text import ElidedLabel, PlainLabel

_SAMPLES = 4
_LOOKED_AT = 60


class ColumnsStep(QWidget):
    """One line for each column: its heading, what it is taken for, what stands in it."""

    remapped = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._body = Body(spacing=8)
        self._said = PlainLabel(role="muted", wrap=True)
        card = Card(_("What the columns hold"), self._said, self._body)
        card.grow(self._body)
        self.setLayout(column(card))
        self.fields: dict[int, ChoiceField] = {}

    def show_draft(self, draft: Draft) -> None:
        """Show the columns as they are taken now."""
        self._tell(draft)
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        for place, share in enumerate((3, 4, 6)):
            grid.setColumnStretch(place, share)
        titles = (_("Heading in the list"), _("Holds"), _("For example"))
        for place, title in enumerate(titles):
            grid.addWidget(PlainLabel(title, role="section"), 0, place)
        self.fields = {}
        options = [(target.name, target.title) for target in draft.kind.targets]
        for line, one in enumerate(draft.columns, start=1):
            self._add(grid, line, draft.sheet, one, options)
        self._put(lines)

    def _add(
        self,
        grid: QGridLayout,
        line: int,
        sheet: Sheet,
        one: Column,
        options: list[tuple[str, str]],
    ) -> None:
        group = sheet.group(one.index)
        heading = one.heading or _("(no heading)")
        words = PlainLabel(f"{group} · {heading}" if group else heading, wrap=True)
        field = ChoiceField(options, empty=None)
        field.set_name(_("What “%(heading)s” holds", heading=heading))
        field.set_value(one.target)
        field.committed.connect(lambda target, at=one.index: self.remapped.emit(at, target))
        self.fields[one.index] = field
        doubt = _doubt(one)
        about = column(field, PlainLabel(doubt, role="small", wrap=True), spacing=1)
        samples = ElidedLabel(_samples(sheet, one.index), role="muted")
        words.setContentsMargins(0, 7, 0, 0)
        samples.setContentsMargins(0, 7, 0, 0)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(words, line, 0, top)
        grid.addLayout(about if doubt else column(field), line, 1)
        grid.addWidget(samples, line, 2, top)

    def _tell(self, draft: Draft) -> None:
        guessed = sum(not one.sure for one in draft.columns)
        parts = []
        if draft.form is not None:
            parts.append(_("Columns as you set them on %(day)s.", day=f"{draft.form.on:%d/%m}"))
        if guessed:
            parts.append(
                ngettext(
                    "%(n)s column is not sure: look at it.",
                    "%(n)s columns are not sure: look at them.",
                    guessed,
                )
            )
        parts.append(_("What you correct here is remembered for lists with the same headings."))
        self._said.setText(" ".join(parts))

    def _put(self, lines: QWidget) -> None:
        place = self._body.verticalScrollBar().value()
        while (item := self._body.column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        self._body.column.addWidget(lines)
        self._body.column.addStretch(1)
        self._body.verticalScrollBar().setValue(place)


def _doubt(one: Column) -> str:
    if one.target == "language" and one.detail:
        return language_label(one.detail)
    return "" if one.sure else _("Not sure")


def _sample(cell: Cell) -> str:
    return short(cells.as_day(cell)) if isinstance(cell, date) else cells.as_text(cell) or ""


def _samples(sheet: Sheet, index: int) -> str:
    """The first different cells of a column."""
    filled = (row.cell(index) for row in sheet.rows[:_LOOKED_AT])
    texts = dict.fromkeys(_sample(cell) for cell in filled if not is_blank(cell))
    return "   ·   ".join(list(texts)[:_SAMPLES])

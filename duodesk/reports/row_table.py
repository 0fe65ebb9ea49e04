"""A table of rows in headquarters' workbook, from which its figures compute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from duodesk.base.i18n import _
from duodesk.paper.cells import Cell, Column, Format, Sheet
from duodesk.reports.cohort import Cohort
from duodesk.reports.sheets import note

Values = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class RowTable:
    """A table of rows: its name for formulas, the title and note of its sheet, its columns by key
    with heading and look, and how a cohort gives its rows.
    """

    name: str
    title_id: str
    note_id: str
    columns: Mapping[str, tuple[str, Format]]
    rows: Callable[[Cohort], Iterable[Values]]

    def heading(self, key: str) -> str:
        """The heading of a column in the language spoken; an apostrophe would end it in a
        formula.
        """
        return _(self.columns[key][0]).replace("'", "’")

    def column(self, key: str) -> str:
        """A column as formulas name it."""
        return f"{self.name}[{self.heading(key)}]"

    def write(self, sheet: Sheet, cohort: Cohort) -> None:
        """The whole table on a sheet of its own."""
        columns = [Column(self.heading(key), look, 12) for key, (_t, look) in self.columns.items()]
        sheet.title(_(self.title_id))
        note(sheet, 1, _(self.note_id), [max(one.width, len(one.title)) for one in columns])
        rows = [[row.get(key) for key in self.columns] for row in self.rows(cohort)]
        sheet.table(3, self.name, columns, rows)

"""The one way by which values reach a workbook: text stays text, whatever it begins with,
for a name like `=1+1` would be a formula in the office that opens it (CWE-1236).

A formula is written only where our own code asks for one, with the value it must have, so that
programs which do
not calculate show it too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from duodesk.base.i18n import _
from duodesk.paper.text import clean

Cell = str | int | float | bool | date | None
_CHARTS = {
    "column": {"type": "column", "subtype": "stacked"},
    "clustered": {"type": "column"},
    "bar": {"type": "bar"},
    "line": {"type": "line"},
}
_LINE_HEIGHT = 14.5  # points
Drawn = Literal["column", "clustered", "bar", "line"]
Format = Literal["text", "number", "decimal", "percent", "date", "wrap", "muted", "remark"]
LONGEST = 32_767  # of a cell, counted as Excel does: signs beyond U+FFFF are two
_PROPERTY = 250  # letters of a property of the file
_ACCENT, _SOFT, _LINE, _MUTED = "#0F6B6B", "#EEF6F5", "#C9CFCE", "#596264"
# Columns of numbers; a text among them stands to the right as they do.
_COUNTED = ("number", "decimal", "percent")
_NUMBERS = {
    "number": "0",
    "decimal": "0.0",
    "percent": "0.0%",
    "date": "dd/mm/yyyy",
    "text": "@",
    "wrap": "@",
    "muted": "@",
    "mark": "@",
    "remark": "@",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: heading, how its cells look, width in characters."""

    title: str
    format: Format = "text"
    width: int = 16


class Book:
    """A workbook in memory; the same content gives the same bytes."""

    def __init__(
        self, title: str, *, made_at: datetime, author: str = "Duodesk", subject: str = ""
    ) -> None:
        self._target = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "dd/mm/yyyy",
        }
        self.workbook = xlsxwriter.Workbook(self._target, options)
        self.workbook.set_properties(
            {
                "title": shortened(title)[:_PROPERTY],
                "subject": shortened(subject)[:_PROPERTY],
                "author": author,
                "created": made_at.astimezone(UTC),
            }
        )
        self.workbook.set_calc_mode("auto")
        self._formats: dict[str, Any] = {}

    def sheet(self, title: str, *, landscape: bool = True) -> Sheet:
        """A new sheet that prints one page wide on A4."""
        sheet = self.workbook.add_worksheet(_sheet_name(title))
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer("&L&A&R&P / &N")
        return Sheet(self, sheet)

    def format(self, name: str) -> Any:
        """A cell format by name."""
        if name not in self._formats:
            self._formats[name] = self.workbook.add_format(_look(name))
        return self._formats[name]

    def save(self) -> bytes:
        """Close the workbook; its bytes."""
        self.workbook.close()
        return self._target.getvalue()


class Sheet:
    """A sheet: tables, texts, formulas that were asked for, charts."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book = book
        self.raw = sheet

    def put(self, row: int, column: int, value: Cell, look: Format = "text") -> None:
        """One value in its own type; a text is never taken for anything else."""
        shape = self._book.format(look)
        if value is None or value == "":
            self.raw.write_blank(row, column, None, shape)
        elif isinstance(value, bool):
            self.raw.write_string(
                row, column, _("yes") if value else _("no"), self._book.format("text")
            )
        elif isinstance(value, date):
            self.raw.write_datetime(row, column, value, self._book.format("date"))
        elif isinstance(value, (int, float)):
            self.raw.write_number(row, column, value, shape)
        else:
            if look in _COUNTED:
                shape = self._book.format("mark")
            self.raw.write_string(row, column, shortened(value), shape)

    def look(self, name: Format) -> Any:
        """How cells of this kind look, for what this sheet writes itself."""
        return self._book.format(name)

    def formula(
        self, row: int, column: int, text: str, value: float, look: Format = "number"
    ) -> None:
        """A formula of ours with the value that it must give."""
        self.raw.write_formula(row, column, text, self._book.format(look), value)

    def name_cell(self, name: str, row: int, column: int) -> None:
        """Give a cell a name by which formulas of the whole workbook find it."""
        sheet = self.raw.get_name().replace("'", "''")
        place = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        self._book.workbook.define_name(name, f"='{sheet}'!{place}")

    def title(self, text: str, *below: str) -> None:
        """The sheet's own title in its first rows."""
        self.raw.set_row(0, 30)
        self.raw.write_string(0, 0, shortened(text), self._book.format("title"))
        for place, line in enumerate(filter(None, below), start=1):
            self.raw.write_string(place, 0, shortened(line), self._book.format("note"))

    def table(
        self, row: int, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
    ) -> None:
        """A real Excel table with filters, its name for formulas, and its headings repeated in
        print.
        """
        last = row + max(1, len(rows))
        headings = _unlike([shortened(column.title) for column in columns])
        self.raw.add_table(
            row,
            0,
            last,
            len(columns) - 1,
            {
                "name": name,
                "style": "Table Style Light 1",
                "columns": [
                    {
                        "header": h,
                        "header_format": self._book.format("head"),
                        "format": self._book.format(c.format),
                    }
                    for h, c in zip(headings, columns, strict=True)
                ],
            },
        )
        for place, column in enumerate(columns):
            self.raw.set_column(place, place, max(column.width, min(40, len(column.title) + 3)))
        for offset, values in enumerate(rows, start=1):
            lines = max(map(_lines, columns, values), default=1)
            if lines > 1:
                self.raw.set_row(row + offset, _LINE_HEIGHT * lines)
            for place, value in enumerate(values):
                self.put(row + offset, place, value, columns[place].format)
        self.raw.freeze_panes(row + 1, 0)
        self.raw.repeat_rows(row)
        self.raw.print_area(0, 0, last, len(columns) - 1)

    def chart(
        self,
        at: str,
        kind: Drawn,
        title: str,
        series: Sequence[dict[str, Any]],
        *,
        shares: bool = False,
    ) -> None:
        """A native chart, its columns one on the other unless they stand side by side (clustered);
        `series` as XlsxWriter names them, with ranges of this workbook; `shares` run from 0 to
        100 %.
        """
        chart = self._book.workbook.add_chart(_CHARTS[kind])
        for one in series:
            chart.add_series(one)
        numbers = {"min": 0, "max": 1, "num_format": "0%"} if shares else {"min": 0}
        lines = {"major_gridlines": {"visible": True, "line": {"color": _LINE}}}
        # The values of bars run along the other axis, and the first line stands on top.
        chart.set_y_axis({"reverse": True} if kind == "bar" else {**numbers, **lines})
        chart.set_x_axis({**numbers, **lines} if kind == "bar" else {})
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 760, "height": 320})
        self.raw.insert_chart(at, chart, {"description": title})


def _lines(column: Column, value: Cell) -> int:
    """How many lines a wrapped text takes; programs that open the book do not agree on it."""
    if column.format != "wrap" or not isinstance(value, str):
        return 1
    room = max(column.width, 10) * 0.95
    return sum(max(1, math.ceil(len(line) / room)) for line in value.splitlines()) or 1


def shortened(text: str) -> str:
    """The text as Excel can hold it, with a mark where it was cut; tabs and line ends stay."""
    kept = "\t".join(map(clean, text.split("\t")))
    units = kept.encode("utf-16-le", "replace")
    if len(units) <= 2 * LONGEST:
        return kept
    mark = " " + _("(cut)")
    return units[: 2 * (LONGEST - len(mark))].decode("utf-16-le", "ignore") + mark


def _unlike(titles: list[str]) -> list[str]:
    """Headings of a table must differ from each other."""
    seen: dict[str, int] = {}
    made = []
    for title in titles:
        seen[title.casefold()] = seen.get(title.casefold(), 0) + 1
        n = seen[title.casefold()]
        made.append(title if n == 1 else f"{title} {n}")
    return made


def _sheet_name(title: str) -> str:
    """At most 31 signs, none of those that Excel refuses."""
    return (
        "".join("-" if sign in "[]:*?/\\" else sign for sign in clean(title))[:31].strip("'") or "-"
    )


def _look(name: str) -> dict[str, Any]:
    looks: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 18, "font_color": _ACCENT},
        "note": {"font_color": _MUTED, "italic": True},
        "head": {
            "bold": True,
            "bg_color": _ACCENT,
            "font_color": "#FFFFFF",
            "text_wrap": True,
            "valign": "vcenter",
        },
        "wrap": {"text_wrap": True, "valign": "top"},
        "muted": {"font_color": _MUTED, "text_wrap": True, "valign": "top"},
        "remark": {"text_wrap": True, "valign": "top", "indent": 1},
        "mark": {"font_color": _MUTED, "align": "right"},
    }
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    return {**base, "num_format": _NUMBERS.get(name, "General"), **looks.get(name, {})}

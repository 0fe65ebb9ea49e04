"""What the sheets of the workbook share: how numbers look, notes that are not cut off, charts drawn
from a table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from duodesk.base.dates import long
from duodesk.base.i18n import _, language
from duodesk.paper.cells import Cell, Column, Drawn, Format, Sheet
from duodesk.reports.cohort import Cohort
from duodesk.reports.numbers import Number
from duodesk.reports.series import Series

FORMATS: dict[str, Format] = {
    "text": "text",
    "share": "percent",
    "count": "number",
    "days": "decimal",
    "number": "decimal",
    "money": "number",
}
# Colours that are told apart in grey print as well, from dark to light.
COLOURS = ("#0F6B6B", "#57C2B8", "#A9C0F5", "#C9CFCE", "#F0C571", "#EDEFEF")
_DRAWN: dict[str, Drawn] = {
    "stacked": "column",
    "columns": "clustered",
    "lines": "line",
    "bars": "bar",
    "funnel": "clustered",
}
# How many rows a chart lies over, and how many letters; a column that nobody widened has fewer.
_CHART_ROWS, _CHART_WIDTH, _USUAL = 18, 110, 8
_LINE = 15.0  # points
FIRST = 5  # the row of a table's headings, counted from 0


def period(cohort: Cohort) -> str:
    """Of what a sheet tells, in a line."""
    begin, end, as_of = (long(day, language()) for day in (cohort.begin, cohort.end, cohort.as_of))
    return _(
        "Duos started from %(begin)s to %(end)s, as known on %(as_of)s",
        begin=begin,
        end=end,
        as_of=as_of,
    )


def head(sheet: Sheet, title: str, cohort: Cohort, definition: str, widths: Sequence[int]) -> None:
    """Title, period and definition of a sheet, the definition over all columns and not cut off."""
    sheet.title(title, period(cohort))
    if definition:
        note(sheet, 2, definition, widths)


def note(sheet: Sheet, row: int, text: str, widths: Sequence[int]) -> None:
    """A sentence over all columns, in as many lines as it takes."""
    lines = math.ceil(len(text) / max(sum(widths), 40)) + text.count("\n")
    sheet.raw.set_row(row, _LINE * lines)
    if len(widths) > 1:
        sheet.raw.merge_range(row, 0, row, len(widths) - 1, "", sheet.look("muted"))
    sheet.put(row, 0, text, "muted")


def write_series(sheet: Sheet, one: Series, cohort: Cohort) -> None:
    """A chart as its table with a native chart below, all of which is printed."""
    columns = columns_of(one)
    head(sheet, one.title, cohort, one.definition, [column.width for column in columns])
    rows = [[cell_of(cell) for cell in row] for row in one.rows]
    sheet.table(FIRST, f"Chart{one.code.title()}".replace("_", ""), columns, rows)
    draw(sheet, one, FIRST, len(rows))


def columns_of(one: Series) -> list[Column]:
    """The columns of its table."""
    first = max([len(str(row[0])) for row in one.rows], default=0)
    return [
        Column(heading.title, FORMATS[heading.unit], 13 if place else min(max(first + 2, 22), 60))
        for place, heading in enumerate(one.headings)
    ]


def cell_of(cell: str | Number) -> Cell:
    """A value in its own type; what is kept back as its mark, what nobody can know as a dash."""
    if isinstance(cell, str):
        return cell
    return cell.mark or ("–" if cell.told is None else cell.told)


def draw(sheet: Sheet, one: Series, heading: int, rows: int, *, width: int = 0) -> None:
    """The chart of a table whose headings stand in a row, all of which is printed; no chart where
    there is nothing to draw.
    """
    last = heading + max(rows, 1)
    if rows and not one.empty:
        name = sheet.raw.get_name()
        drawn = [place for place, h in enumerate(one.headings) if place and h.drawn]
        series = [
            {
                "name": [name, heading, place],
                "categories": [name, heading + 1, 0, heading + rows, 0],
                "values": [name, heading + 1, place, heading + rows, place],
                "gap": 40,
                **_coloured(one.kind, number),
            }
            for number, place in enumerate(drawn)
        ]
        shares = {one.headings[place].unit for place in drawn} == {"share"}
        sheet.chart(f"A{last + 4}", _DRAWN[one.kind], one.title, series, shares=shares)
        last += 3 + _CHART_ROWS
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.print_area(0, 0, last, max(width, len(one.headings), _across(one)) - 1)


def _across(one: Series) -> int:
    """How many columns a chart lies over."""
    first = columns_of(one)[0].width
    narrow = len(one.headings) - 1
    left = _CHART_WIDTH - first - 13 * narrow
    return len(one.headings) + max(-(-left // _USUAL), 0)


def _coloured(kind: str, number: int) -> dict[str, object]:
    colour = COLOURS[number % len(COLOURS)]
    if kind == "lines":
        marker = {"type": ("circle", "square", "diamond")[number % 3], "size": 6}
        return {"line": {"color": colour, "width": 2}, "marker": marker}
    return {"fill": {"color": colour}, "border": {"color": "#596264", "width": 0.5}}

"""The sheet of satisfaction: what each role said to each question, never a mean without its number
and response rate, never one of fewer than five.
"""

from __future__ import annotations

from duodesk.base import reference
from duodesk.base.dates import long
from duodesk.base.i18n import _, language
from duodesk.model.people import Role
from duodesk.paper.cells import Cell, Column, Format, Sheet
from duodesk.reports.cohort import Cohort
from duodesk.reports.satisfaction_figures import CHANGED, LINES, SaidLine, code_of, said_lines

_TABLE = "Satisfaction"
_FIRST = 4  # the row of the first line, counted from 0
# The columns in order, and how each looks; formulas find a line by its code.
_COLUMNS: dict[str, Format] = {
    "role": "text",
    "question": "wrap",
    "due": "number",
    "back": "number",
    "rate": "percent",
    "scores": "number",
    "total": "number",
    "agreeing": "number",
    "mean": "decimal",
    "agree": "percent",
    "code": "muted",
}
_WIDTHS = {"question": 60, "code": 24}
# What is computed in a line: a column divided by another.
_SHARES = {"rate": ("back", "due"), "mean": ("total", "scores"), "agree": ("agreeing", "scores")}


def write_satisfaction(sheet: Sheet, cohort: Cohort) -> None:
    """One table, a line for each question of each role."""
    begin, end, as_of = (long(day, language()) for day in (cohort.begin, cohort.end, cohort.as_of))
    sheet.title(
        _("Satisfaction"),
        _(
            "Questionnaires due from %(begin)s to %(end)s, as known on %(as_of)s; nothing is told "
            "of fewer than five answers.",
            begin=begin,
            end=end,
            as_of=as_of,
        ),
    )
    lines = said_lines(cohort)
    columns = [Column(_heading(n), look, _WIDTHS.get(n, 12)) for n, look in _COLUMNS.items()]
    cells = [_cells(line) for line in lines]
    sheet.table(_FIRST - 1, _TABLE, columns, [list(row.values()) for row in cells])
    places = {name: place for place, name in enumerate(_COLUMNS)}
    for row, told in enumerate(cells, start=_FIRST):
        for name, parts in _SHARES.items():
            value = told[name]
            if isinstance(value, float):
                over, under = (f"{chr(ord('A') + places[part])}{row + 1}" for part in parts)
                sheet.formula(row, places[name], f"={over}/{under}", value, _COLUMNS[name])


def formula(code: str) -> str | None:
    """A figure of satisfaction computed from the sheet; None for every other figure."""
    who, _mark, what = code.rpartition("_")
    if who not in LINES:
        return None
    name, line = {"response": "rate"}.get(what, what), LINES[who]
    if what in CHANGED:
        # What mentees said of a change: the share who agreed.
        name, line = "agree", code_of(Role.MENTEE, what)
    if name not in _SHARES and name != "scores":
        return None
    told = [
        f'SUMIFS({_TABLE}[{_heading(part)}],{_TABLE}[{_heading("code")}],"{line}")'
        for part in _SHARES.get(name, (name,))
    ]
    return f"={'/'.join(told)}"


def _cells(line: SaidLine) -> dict[str, Cell]:
    said = line.said
    cells: dict[str, Cell] = {
        "role": reference.chosen("role", line.role) if line.role else _("Both"),
        "question": line.question,
        "due": said.response.due,
        "back": said.response.answered,
        "rate": said.response.rate,
        "scores": said.n,
        "total": said.total,
        "agreeing": said.agreeing,
        "mean": said.mean,
        "agree": said.agree,
        "code": line.code,
    }
    return {name: "–" if cells[name] is None else cells[name] for name in _COLUMNS}


def _heading(name: str) -> str:
    """Headings in the language written; formulas name columns by them."""
    return {
        "role": _("Role"),
        "question": _("Question"),
        "due": _("Questionnaires due"),
        "back": _("Came back"),
        "rate": _("Response rate"),
        "scores": _("Answers"),
        "total": _("Sum of the scores"),
        "agreeing": _("Scores of 4 or 5"),
        "mean": _("Mean (1 to 5)"),
        "agree": _("Share of 4 or 5"),
        "code": _("Code"),
    }[name].replace("'", "’")

"""Rows that stayed out come back with what is wrong, what to do and what each cell may have meant;
ticked, the proposals are taken when the workbook is brought in again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from duodesk.base.dates import age_on, parse_date
from duodesk.base.i18n import LANGUAGES, _, speaking
from duodesk.lists import cells
from duodesk.lists.mapping import folded
from duodesk.lists.plan import Plan, Problem, R, Remark
from duodesk.lists.sheet import Cell, Sheet, SheetRow, is_blank
from duodesk.lists.targets import REPORT_HEADINGS
from duodesk.paper.cells import Book, Column

UNKNOWN = "?"
_LOOK_ALIKE = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "S": "5", "B": "8"})
_DIGITS = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{2,4})")
_SOLID = re.compile(r"(\d{2})(\d{2})((?:19|20)\d{2})")
_LINE = re.compile(r"^(.*?): (.*)$")


def problem_rows(plan: Plan[R]) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows of the report: the list's own columns, then what is wrong, what to do, what
    is proposed, and where to say yes to it.

    The added headings are known to the import, so the mended report can be read as it is.
    """
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in plan.problems:
        by_row[problem.row].append(problem)
    headings = [*plan.sheet.headings, *(_(heading) for heading in REPORT_HEADINGS)]
    width = len(plan.sheet.headings)
    rows: list[list[Cell]] = []
    for row in plan.sheet.rows:
        problems = by_row.get(row.number)
        if problems:
            own = [row.cell(index) for index in range(width)]
            rows.append([*own, row.number, *_said(problems), None])
    return headings, rows


def _said(problems: Sequence[Problem]) -> Iterator[str]:
    yield "\n".join(told(problem) for problem in problems)
    yield "\n".join(dict.fromkeys(str(problem.way) for problem in problems))
    yield "\n".join(
        f"{problem.heading}: {problem.repair or UNKNOWN}" for problem in problems if problem.heading
    )


def problems_book(plan: Plan[R], *, made_at: datetime) -> bytes:
    """The rows that stayed out as a workbook."""
    from duodesk.lists.write import as_paper

    headings, rows = problem_rows(plan)
    title = _("Rows to mend")
    book = Book(title, made_at=made_at)
    columns = [Column(heading or " ", "wrap", 18) for heading in headings]
    book.sheet(title).table(0, "Rows", columns, [[as_paper(cell) for cell in row] for row in rows])
    return book.save()


def taken(sheet: Sheet) -> Sheet:
    """The list with the proposals that somebody said yes to in their cells."""
    places = {report_headings().get(folded(h)): n for n, h in enumerate(sheet.headings) if h}
    proposal, yes = places.get(REPORT_HEADINGS[3]), places.get(REPORT_HEADINGS[4])
    if proposal is None or yes is None:
        return sheet
    by_heading = {heading: n for n, heading in reversed(list(enumerate(sheet.headings)))}
    rows = (_taken(row, by_heading, proposal, yes) for row in sheet.rows)
    return replace(sheet, rows=tuple(rows))


def _taken(row: SheetRow, places: dict[str, int], proposal: int, yes: int) -> SheetRow:
    if not cells.as_yes_no(row.cell(yes)) or is_blank(row.cell(proposal)):
        return row
    mended = [row.cell(index) for index in range(max(len(row.cells), *places.values()) + 1)]
    for line in str(row.cell(proposal)).splitlines():
        match = _LINE.match(line)
        place = places.get(match[1]) if match else None
        if match and place is not None and match[2] != UNKNOWN:
            mended[place] = match[2]
    return SheetRow(row.number, tuple(mended))


@cache
def report_headings() -> dict[str, str]:
    """What the report adds above its columns, folded, in every language."""
    known: dict[str, str] = {}
    for code in LANGUAGES:
        with speaking(code):
            known |= {folded(_(heading)): heading for heading in REPORT_HEADINGS}
    return known


def day(text: str, today: date, *, birth: bool = False) -> str:
    """What a text that is no day may have meant: day and month the other way round, an O for a 0, a
    year of the wrong century; nothing when nobody can know.
    """
    plain = text.strip().translate(_LOOK_ALIKE)
    match = _SOLID.fullmatch(plain) or _DIGITS.search(plain)
    if match is None:
        return ""
    one, two, year = match.groups()
    for form in (f"{one}/{two}/{year}", f"{two}/{one}/{year}"):
        found = parse_date(form)
        if found and birth and not 0 <= age_on(found, today) <= 120:
            earlier = found.year - 100 if found.year > today.year else 0
            found = parse_date(f"{found.day}/{found.month}/{earlier:04d}") if earlier else None
        if found:
            return found.strftime("%d/%m/%Y")
    return ""


def told(found: Problem | Remark) -> str:
    """What is wrong or odd in one cell, as one sentence; after a remark, what the cell may mean."""
    if isinstance(found, Remark) and found.repair:
        proposal = _("Proposal: %(repair)s.", repair=found.repair)
        return f"{told(replace(found, repair=''))}. {proposal}"
    reason = found.reason if isinstance(found, Problem) else found.text
    if found.heading and found.value in str(reason):  # the sentence quotes it already
        return _("%(heading)s: %(reason)s", heading=found.heading, reason=reason)
    if found.heading:
        return _(
            "%(heading)s: “%(value)s” %(reason)s",
            heading=found.heading,
            value=found.value,
            reason=reason,
        )
    if found.value:
        return _("%(value)s: %(reason)s", value=found.value, reason=reason)
    return str(reason)

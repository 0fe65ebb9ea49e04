"""Lists out: the rows of an import that stayed out, with what is wrong beside them, to mend and read again."""

from __future__ import annotations

from collections import defaultdict

from duodesk.base.i18n import _
from duodesk.lists.plan import Plan, Problem
from duodesk.lists.sheet import Cell


def problem_rows(plan: Plan) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows of the report: the list's own columns, then what is wrong and what to do.

    The added headings are known to the import, so the mended report can be read as it is.
    """
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in plan.problems:
        by_row[problem.row].append(problem)
    headings = [*plan.sheet.headings, _("Row"), _("What is wrong"), _("What to do")]
    width = len(plan.sheet.headings)
    rows: list[list[Cell]] = []
    for row in plan.sheet.rows:
        problems = by_row.get(row.number)
        if problems:
            wrong = "\n".join(_told(problem) for problem in problems)
            ways = "\n".join(dict.fromkeys(str(problem.way) for problem in problems))
            rows.append([*(row.cell(index) for index in range(width)), row.number, wrong, ways])
    return headings, rows


def _told(problem: Problem) -> str:
    """Date of birth: “12/13/1998” is not a date: one sentence of the report."""
    if problem.heading:
        return _(
            "%(heading)s: “%(value)s” %(reason)s",
            heading=problem.heading,
            value=problem.value,
            reason=problem.reason,
        )
    if problem.value:
        return _("%(value)s: %(reason)s", value=problem.value, reason=problem.reason)
    return str(problem.reason)

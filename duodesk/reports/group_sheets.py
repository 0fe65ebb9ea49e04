"""The sheets that cut the rows by month, by office and by how mentors stand; every number computes
from the rows, and the last line adds up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from duodesk.base.i18n import _
from duodesk.followup.outcomes import POSITIVE, Outcome
from duodesk.paper.cells import Column, Sheet
from duodesk.reports.cohort import Cohort, DuoFacts
from duodesk.reports.facts import Standing
from duodesk.reports.formulas import rows
from duodesk.reports.people_tables import MENTORS
from duodesk.reports.periods import MONTH
from duodesk.reports.row_tables import DUOS
from duodesk.reports.series import series
from duodesk.reports.sheets import FIRST, draw, head
from duodesk.reports.words import CLASSES, outcome_name, standing_name


@dataclass(frozen=True, slots=True)
class _Count:
    """A column that counts rows: its heading, its formula for a name, its value for a name."""

    title: str
    formula: Callable[[str], str]
    value: Callable[[str], int]


def write_months(sheet: Sheet, cohort: Cohort) -> None:
    """What became of the mentees by the month of the start, with a chart."""
    told = series("outcomes", cohort, MONTH)
    by_name: dict[str, list[DuoFacts]] = {}
    for duo in cohort.duos:
        by_name.setdefault(MONTH.label(MONTH.first(duo.start)), []).append(duo)
    columns = _outcome_columns("month", by_name, cohort)
    head(sheet, _("Cohorts by month"), cohort, told.definition, [22, *([13] * (len(columns) + 1))])
    names = [str(row[0]) for row in told.rows]
    _write(sheet, "Months", MONTH.title, names, columns, rate=True)
    _positive(sheet, names, columns)
    draw(sheet, told, FIRST, len(names), width=len(columns) + 2)


def write_offices(sheet: Sheet, cohort: Cohort) -> None:
    """The same by the office that started the duo; offices are not ranked."""
    by_name: dict[str, list[DuoFacts]] = {}
    for duo in sorted(cohort.duos, key=lambda d: d.office):
        by_name.setdefault(duo.office, []).append(duo)
    columns = _outcome_columns("office", by_name, cohort)
    note = _(
        "By the office that started the mentee's first duo of the period. Offices with fewer than "
        "thirty mentees counted are too small to be compared."
    )
    head(sheet, _("Offices"), cohort, note, [22, *([13] * (len(columns) + 1))])
    _write(sheet, "Offices", _("Office"), list(by_name), columns, rate=True)
    _positive(sheet, list(by_name), columns)


def write_mentors(sheet: Sheet, cohort: Cohort) -> None:
    """How the mentors of each office stand on the day of the report."""
    offices = sorted({mentor.office for mentor in cohort.mentors})

    def of(standing: Standing) -> _Count:
        return _Count(
            standing_name(standing),
            lambda name: rows(MENTORS, office=name, standing=str(standing)),
            lambda name: sum(m.office == name and m.standing is standing for m in cohort.mentors),
        )

    columns = [of(standing) for standing in Standing]
    note = _("Everybody accepted as a mentor by the day of the report, by how they stand on it.")
    head(sheet, _("Mentors"), cohort, note, [22, *([13] * len(columns))])
    _write(sheet, "Standings", _("Office"), offices, columns)


def _outcome_columns(key: str, by_name: dict[str, list[DuoFacts]], cohort: Cohort) -> list[_Count]:
    """Duos started, each class of those counted, those whose year still runs, N."""
    counted, running = set(map(id, cohort.counted)), set(map(id, cohort.running))

    def number(title: str, test: Callable[[DuoFacts], bool], **wanted: str | int) -> _Count:
        return _Count(
            title,
            lambda name: rows(DUOS, **{key: name}, **wanted),
            lambda name: sum(map(test, by_name.get(name, ()))),
        )

    def of(outcome: Outcome) -> _Count:
        return number(
            outcome_name(outcome),
            lambda d: id(d) in counted and d.outcome is outcome,
            N=1,
            **{"class": str(outcome)},
        )

    return [
        *(of(outcome) for outcome in CLASSES),
        number(_("Year still runs"), lambda d: id(d) in running, running=1),
        number(_("Counted in N"), lambda d: id(d) in counted, N=1),
        number(_("Duos started"), lambda _d: True),
    ]


def _write(
    sheet: Sheet,
    table: str,
    title: str,
    names: Sequence[str],
    columns: Sequence[_Count],
    *,
    rate: bool = False,
) -> None:
    """A line for each name, and below them the sums; `rate` leaves a column for the share."""
    told = [Column(title, "text", 22), *(Column(one.title, "number", 13) for one in columns)]
    if rate:
        told.append(Column(_("Positive outcome"), "percent", 13))
    blank = [None] * (len(told) - 1)
    sheet.table(FIRST, table, told, [[name, *blank] for name in names])
    last = FIRST + len(names)
    for place, one in enumerate(columns, start=1):
        values = [one.value(name) for name in names]
        for row, (name, value) in enumerate(zip(names, values, strict=True), start=FIRST + 1):
            sheet.formula(row, place, f"={one.formula(name)}", value)
        if names:
            letter = chr(ord("A") + place)
            sum_of = f"=SUM({letter}{FIRST + 2}:{letter}{last + 1})"
            sheet.formula(last + 1, place, sum_of, sum(values))
    if names:
        sheet.put(last + 1, 0, _("In all"))
        sheet.raw.print_area(0, 0, last + 1, len(told) - 1)


def _positive(sheet: Sheet, names: Sequence[str], columns: Sequence[_Count]) -> None:
    """The share of positive outcomes beside the numbers it divides; the last line among them."""
    place, n_column = len(columns) + 1, chr(ord("A") + len(CLASSES) + 2)
    last_good = chr(ord("A") + len(POSITIVE))
    good, whole = columns[: len(POSITIVE)], columns[len(CLASSES) + 1]
    for row, some in enumerate([*([name] for name in names), names], start=FIRST + 1):
        n = sum(map(whole.value, some))
        if n:
            part = sum(one.value(name) for one in good for name in some)
            text = f"=SUM(B{row + 1}:{last_good}{row + 1})/{n_column}{row + 1}"
            sheet.formula(row, place, text, part / n, "percent")
        elif names:
            sheet.put(row, place, "–", "percent")

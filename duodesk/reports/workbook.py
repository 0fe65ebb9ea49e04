"""The workbook for headquarters: definitions, figures that compute from the rows, cohorts, rows
without names.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from duodesk import __version__
from duodesk.base import reference
from duodesk.base.dates import long, month
from duodesk.base.i18n import _, language, speaking
from duodesk.base.progress import Progress, silent
from duodesk.followup.outcomes import POSITIVE, Outcome
from duodesk.paper.cells import Book, Cell, Column, Format, Sheet
from duodesk.reports.cohort import Cohort, DuoFacts, number_of, positive, wilson
from duodesk.reports.entry_sheet import write_entries
from duodesk.reports.figure import written
from duodesk.reports.figures import FAMILIES, FIGURES, Figure
from duodesk.reports.outcome_figures import LEAST_DAYS
from duodesk.reports.satisfaction_sheet import formula as of_satisfaction
from duodesk.reports.satisfaction_sheet import write_satisfaction
from duodesk.reports.slices import by_start

_FORMATS = {
    "share": "percent",
    "count": "number",
    "days": "decimal",
    "number": "decimal",
    "money": "number",
}
_ROWS = "Duos"
# From this share of unknown mentees on, the first sheet warns (domain.md §5.4).
MANY_UNKNOWN = 0.2
# Which figures compute from the rows of the workbook itself, and how; [x] stands for a column's
# heading.
_OUTCOMES = {
    "positive": ("job", "internship", "training"),
    "employment": ("job",),
    "training": ("internship", "training"),
    "not_positive": ("not_positive",),
    "unknown": ("unknown",),
}
_IN_REACH = tuple(o for o in Outcome if o is not Outcome.OUT_OF_SCOPE)
# The columns of the rows, in order, and how each looks.
_COLUMNS: dict[str, Format] = {
    "number": "text",
    "office": "text",
    "start": "date",
    "expected": "date",
    "ended": "date",
    "reason": "text",
    "N": "number",
    "class": "text",
    "outcome": "text",
    "stable": "number",
    "day": "number",
    "met": "number",
    "planned": "number",
    "hours": "decimal",
    "waited": "number",
    "after": "text",
    "worked": "number",
    "durable": "number",
    "job_at_end": "number",
}


def build(
    cohort: Cohort, *, office: str, made_at: datetime, code: str, progress: Progress = silent
) -> bytes:
    """The workbook in a language; raises `Cancelled` when told to stop."""
    with speaking(code):
        book = Book(_("Figures of the programme"), made_at=made_at)
        steps: tuple[Callable[[], None], ...] = (
            lambda: _cover(book.sheet(_("Cover"), landscape=False), cohort, office),
            lambda: _summary(book.sheet(_("Summary")), cohort),
            lambda: _months(book.sheet(_("Cohorts by month")), cohort),
            lambda: _duos(book.sheet(_("Duos")), cohort),
            lambda: write_entries(book.sheet(_("Recruitment")), cohort),
            lambda: write_satisfaction(book.sheet(_("Satisfaction")), cohort),
            lambda: _definitions(book.sheet(_("Definitions"))),
        )
        for done, step in enumerate(steps):
            progress.step(done, len(steps), "")
            step()
        return book.save()


def shown(figure: Figure, value: float | None) -> str:
    """A figure as people read it."""
    return written(figure.unit, value)


def _cover(sheet: Sheet, cohort: Cohort, office: str) -> None:
    sheet.raw.set_column(0, 0, 34)
    sheet.raw.set_column(1, 1, 62)
    sheet.title(_("Figures of the programme"), office)
    unknown = number_of(cohort, Outcome.UNKNOWN)
    rows: list[tuple[str, Cell]] = [
        (_("Duos started from"), cohort.begin),
        (_("until"), cohort.end),
        (_("As known on"), cohort.as_of),
        (
            _("Definition of a positive outcome"),
            _("A: a job, internship or training begun within twelve months of the duo's start"),
        ),
        (_("Mentees counted (N)"), len(cohort.counted)),
        (_("of which unknown"), unknown),
        (_("of which still being called"), len(cohort.being_called)),
        (_("Made with"), f"Duodesk {__version__}"),
        (
            _("Names"),
            _("This workbook holds no names and no notes; duos are known by their number."),
        ),
    ]
    for offset, (label, value) in enumerate(rows, start=3):
        sheet.put(offset, 0, label)
        sheet.put(offset, 1, value, "number" if isinstance(value, int) else "wrap")
    if unknown > len(cohort.counted) * MANY_UNKNOWN:
        text = _(
            "More than one mentee in five is unknown: ask how things stand before you tell this "
            "figure."
        )
        sheet.put(5 + len(rows), 0, text, "muted")
    interval = wilson(number_of(cohort, *POSITIVE), len(cohort.counted))
    if interval and len(cohort.counted) < 100:
        low, high = (f"{bound * 100:.0f}" for bound in interval)
        text = _(
            "With so few mentees, the positive outcome lies between %(low)s and %(high)s %% (95 "
            "%% interval).",
            low=low,
            high=high,
        )
        sheet.put(4 + len(rows), 0, text, "muted")


def _summary(sheet: Sheet, cohort: Cohort) -> None:
    sheet.title(_("Summary"), _period(cohort))
    columns = [
        Column(_("Family"), width=22),
        Column(_("Figure"), width=38),
        Column(_("Value"), width=14),
        Column(_("Definition"), "wrap", 80),
    ]
    rows: list[list[Cell]] = [[_(FAMILIES[f.family]), f.title, None, f.definition] for f in FIGURES]
    sheet.table(3, "Summary", columns, rows)
    for place, figure in enumerate(FIGURES, start=4):
        value = figure.compute(cohort)
        formula = _formula(figure)
        look = _FORMATS[figure.unit]
        if value is None:
            sheet.put(place, 2, "–")
        elif formula is not None:
            sheet.formula(place, 2, formula, value, look)  # type: ignore[arg-type]
        else:
            sheet.put(place, 2, value, look)  # type: ignore[arg-type]


def _formula(figure: Figure) -> str | None:
    """The figure computed from the rows of the sheet of duos or of satisfaction, by names of
    columns; None where the rows do not hold what it takes.
    """
    wanted = _OUTCOMES.get(figure.code)
    if wanted is not None:
        return f"=({'+'.join(_counted('class', name) for name in wanted)})/{_counted()}"
    after = {str(o): f'COUNTIFS({_column("after")},"{o}")' for o in _IN_REACH}
    return {
        "started": f"=ROWS({_column('number')})",
        "mature": f"={_counted()}",
        "stable": f"={_counted('stable', 1)}/{_counted()}",
        "durable": f"={_counted('durable', 1)}/{_counted()}",
        "job_at_end": f"={_counted('job_at_end', 1)}/({_counted()}-{_counted('class', 'unknown')})",
        "positive_after": f"=({'+'.join(after[o] for o in POSITIVE)})/({'+'.join(after.values())})",
        "worked_90": f'=COUNTIFS({_column("worked")},">={LEAST_DAYS}")/COUNT({_column("worked")})',
    }.get(figure.code, of_satisfaction(figure.code))


def _counted(name: str = "N", value: str | int = 1) -> str:
    """How many of the mentees counted in N have this value in a column."""
    wanted = f'"{value}"' if isinstance(value, str) else value
    more = "" if name == "N" else f",{_column(name)},{wanted}"
    return f"COUNTIFS({_column('N')},1{more})"


def _column(name: str) -> str:
    return f"{_ROWS}[{_heading(name)}]"


def _heading(name: str) -> str:
    """Headings of the rows in the language written; formulas name columns by them."""
    return {
        "number": _("Duo"),
        "office": _("Office"),
        "start": _("Start"),
        "expected": _("Expected end"),
        "ended": _("End"),
        "reason": _("Reason of the end"),
        "N": _("Counted in N"),
        "class": _("Class"),
        "outcome": _("Outcome"),
        "stable": _("Stable"),
        "day": _("Day of the outcome"),
        "met": _("Meetings held"),
        "planned": _("Meetings planned"),
        "hours": _("Hours"),
        "waited": _("Days to the start"),
        "after": _("Class after the support (B)"),
        "worked": _("Days of work in the year after (D)"),
        "durable": _("Stable or recognised (E)"),
        "job_at_end": _("In a job at twelve months"),
    }[name]


def _duos(sheet: Sheet, cohort: Cohort) -> None:
    sheet.title(_("Duos"), _("One row for each duo started in the period; no names."))
    columns = [Column(_heading(n), look, 14) for n, look in _COLUMNS.items()]
    counted, supported = set(cohort.counted), set(cohort.supported)
    rows = [_row(duo, counted=duo in counted, supported=duo in supported) for duo in cohort.duos]
    sheet.table(3, _ROWS, columns, rows)


def _row(duo: DuoFacts, *, counted: bool, supported: bool) -> list[Cell]:
    cells: dict[str, Cell] = {
        "number": duo.number,
        "office": duo.office,
        "start": duo.start,
        "expected": duo.expected_end,
        "ended": duo.ended_on,
        "reason": reference.chosen("end_reason", duo.end_reason),
        "N": int(counted),
        "class": str(duo.outcome),
        "outcome": outcome_name(duo.outcome),
        "stable": int(duo.stable and counted),
        "day": duo.outcome_day,
        "met": duo.met,
        "planned": duo.planned,
        "hours": round(duo.minutes / 60, 2),
        "waited": duo.waited_days,
        "after": str(duo.after_support) if supported else None,
        "worked": duo.worked_days if supported else None,
        "durable": int(duo.durable and counted),
        "job_at_end": int(duo.job_at_end and counted),
    }
    return [cells[name] for name in _COLUMNS]


def _months(sheet: Sheet, cohort: Cohort) -> None:
    sheet.title(
        _("Cohorts by month"),
        _("By the month in which the duo started; mentees whose year is over."),
    )
    classes = (
        Outcome.JOB,
        Outcome.INTERNSHIP,
        Outcome.TRAINING,
        Outcome.NOT_POSITIVE,
        Outcome.UNKNOWN,
    )
    columns = [
        Column(_("Month"), width=20),
        Column(_("Duos started"), "number"),
        Column(_("Counted in N"), "number"),
        *(Column(outcome_name(c), "number") for c in classes),
        Column(_("Positive outcome"), "percent"),
    ]
    months = by_start(cohort)
    rows: list[list[Cell]] = []
    for first, part in months:
        numbers = [number_of(part, c) for c in classes]
        label = month(first, language())
        rows.append([label, len(part.duos), len(part.counted), *numbers, positive(part)])
    sheet.table(3, "Months", columns, rows)
    if not rows:
        return
    name = sheet.raw.get_name()
    colours = ("#0F6B6B", "#57C2B8", "#A9C0F5", "#C9CFCE", "#F0C571")
    last = 3 + len(rows)
    series = [
        {
            "name": [name, 3, 3 + place],
            "categories": [name, 4, 0, last, 0],
            "values": [name, 4, 3 + place, last, 3 + place],
            "fill": {"color": colours[place]},
            "gap": 40,
        }
        for place in range(len(classes))
    ]
    sheet.chart(
        f"A{last + 4}", "column", _("What became of the mentees, by month of start"), series
    )


def _definitions(sheet: Sheet) -> None:
    sheet.title(_("Definitions"))
    columns = [Column(_("Figure"), width=40), Column(_("Definition"), "wrap", 100)]
    sheet.table(2, "Definitions", columns, [[f.title, f.definition] for f in FIGURES])


def outcome_name(outcome: Outcome) -> str:
    """A class in words."""
    return {
        Outcome.JOB: _("Job"),
        Outcome.INTERNSHIP: _("Internship"),
        Outcome.TRAINING: _("Training"),
        Outcome.NOT_POSITIVE: _("Not positive"),
        Outcome.UNKNOWN: _("Unknown"),
        Outcome.OUT_OF_SCOPE: _("Out of reach"),
    }[outcome]


def _period(cohort: Cohort) -> str:
    begin, end, as_of = (long(day, language()) for day in (cohort.begin, cohort.end, cohort.as_of))
    return _(
        "Duos started from %(begin)s to %(end)s, as known on %(as_of)s",
        begin=begin,
        end=end,
        as_of=as_of,
    )


def file_name(begin: date, end: date, office: str) -> str:
    """The usual name of the workbook."""
    return f"duodesk-{office}-{begin.isoformat()}-{end.isoformat()}.xlsx"

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
from duodesk.paper.cells import Book, Cell, Column, Sheet
from duodesk.reports.cohort import Cohort, DuoFacts, number_of, positive, wilson
from duodesk.reports.figures import FAMILIES, FIGURES, Figure
from duodesk.reports.queries import by_month

_FORMATS = {"share": "percent", "count": "number", "days": "decimal", "number": "decimal"}
_ROWS = "Duos"
# Which figures compute from the rows of the workbook itself, and how; [x] stands for a column's
# heading.
_OUTCOMES = {
    "positive": ("job", "internship", "training"),
    "employment": ("job",),
    "training": ("internship", "training"),
    "not_positive": ("not_positive",),
    "unknown": ("unknown",),
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
            lambda: _definitions(book.sheet(_("Definitions"))),
        )
        for done, step in enumerate(steps):
            progress.step(done, len(steps), "")
            step()
        return book.save()


def shown(figure: Figure, value: float | None) -> str:
    """A figure as people read it."""
    if value is None:
        return "–"
    if figure.unit == "share":
        return f"{value * 100:.1f} %".replace(".", ",")
    if figure.unit == "count":
        return f"{value:.0f}"
    return f"{value:.1f}".replace(".", ",")


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
        (_("Made with"), f"Duodesk {__version__}"),
        (
            _("Names"),
            _("This workbook holds no names and no notes; duos are known by their number."),
        ),
    ]
    for offset, (label, value) in enumerate(rows, start=3):
        sheet.put(offset, 0, label)
        sheet.put(offset, 1, value, "number" if isinstance(value, int) else "wrap")
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
    """The figure computed from the rows of the sheet of duos, by stable column positions."""
    counted = f"COUNTIFS({_column('N')},1)"
    if figure.code == "started":
        return f"ROWS({_column('number')})"
    if figure.code == "mature":
        return f"={counted}"
    if figure.code == "stable":
        return f"=COUNTIFS({_column('N')},1,{_column('stable')},1)/{counted}"
    wanted = _OUTCOMES.get(figure.code)
    if wanted is None:
        return None
    parts = "+".join(f'COUNTIFS({_column("N")},1,{_column("class")},"{name}")' for name in wanted)
    return f"=({parts})/{counted}"


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
    }[name]


def _duos(sheet: Sheet, cohort: Cohort) -> None:
    sheet.title(_("Duos"), _("One row for each duo started in the period; no names."))
    kinds = {
        "start": "date",
        "expected": "date",
        "ended": "date",
        "N": "number",
        "stable": "number",
        "day": "number",
        "met": "number",
        "planned": "number",
        "hours": "decimal",
        "waited": "number",
    }
    names = (
        "number",
        "office",
        "start",
        "expected",
        "ended",
        "reason",
        "N",
        "class",
        "outcome",
        "stable",
        "day",
        "met",
        "planned",
        "hours",
        "waited",
    )
    columns = [Column(_heading(n), kinds.get(n, "text"), 14) for n in names]  # type: ignore[arg-type]
    counted = set(cohort.counted)
    sheet.table(3, _ROWS, columns, [_row(duo, duo in counted) for duo in cohort.duos])


def _row(duo: DuoFacts, counted: bool) -> list[Cell]:  # noqa: FBT001 - a column of the row
    return [
        duo.number,
        duo.office,
        duo.start,
        duo.expected_end,
        duo.ended_on,
        reference.chosen("end_reason", duo.end_reason),
        int(counted),
        str(duo.outcome),
        outcome_name(duo.outcome),
        int(duo.stable and counted),
        duo.outcome_day,
        duo.met,
        duo.planned,
        round(duo.minutes / 60, 2),
        duo.waited_days,
    ]


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
    months = by_month(cohort)
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

"""The report on two pages: the headline with its bounds, the definitions side by side, the main
figures of each family, then the charts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table, TableStyle

from duodesk import __version__
from duodesk.base.dates import long, short
from duodesk.base.i18n import _, language, speaking
from duodesk.base.progress import Progress, silent
from duodesk.paper.layout import (
    ACCENT,
    LINE,
    MUTED,
    STEP,
    WIDTH,
    Head,
    render,
    style,
    styles,
    summary,
)
from duodesk.paper.text import p
from duodesk.reports.chart_pdf import PaperChart, height_of
from duodesk.reports.charts import Chart, chart_of, first_places
from duodesk.reports.cohort import Cohort
from duodesk.reports.figure import FAMILIES, OPERATIONS, PROFITABILITY, QUALITY
from duodesk.reports.release import MARKS, Release
from duodesk.reports.series import Series
from duodesk.reports.telling import Told

# What is printed of each family; the workbook holds all.
MAIN: dict[str, tuple[str, ...]] = {
    OPERATIONS: ("started", "mature", "employment", "training", "stable", "unknown"),
    QUALITY: (
        "time_to_match", "completion", "completion_inclusive", "meetings", "mentees_mean",
        "mentors_mean", "exchange_mean",
    ),
    PROFITABILITY: ("caseload", "hours_given", "hours_per_positive"),
}  # fmt: skip
HEADLINE = "positive"
# The first chart over the whole width, the others two by two.
WIDE, PAIRS = "outcomes", (
    ("waiting", "funnel_mentee"), ("meetings", "training"), ("satisfaction", "supply"),
)  # fmt: skip
_HIGH, _GUTTER = 47 * mm, 6 * mm
_LINES = 7  # places of a chart whose places have lines of their own, where there is no more room


@dataclass(frozen=True, slots=True)
class About:
    """Whose report it is, what narrows it beside office and period, and when it is made."""

    office: str
    made_at: datetime
    narrowed: str = ""
    address: str = ""


def summary_pdf(
    cohort: Cohort, about: About, *, code: str, funders: bool = False, progress: Progress = silent
) -> bytes:
    """The two pages in a language, for funders without small numbers; the same content gives the
    same bytes.
    """
    with speaking(code):
        progress.step(0, 2)
        told = Release(cohort, funders=funders)
        story = [*_first(told, about), PageBreak(), *_second(told)]
        progress.step(1, 2)
        return render(_head(cohort, about), story)


def chart_page(told: Series, cohort: Cohort, about: About) -> bytes:
    """One chart on a page of its own, with its table and its definition, in the language spoken."""
    small = style("told", 9, leading=1.4, color=MUTED)
    chart = chart_of(told)
    story = [
        p(told.title, styles()["subject"]),
        *(p(text, small) for text in (_period(cohort), about.narrowed, told.definition) if text),
        Spacer(1, 3 * STEP),
    ]
    if not chart.empty:
        high = max(75 * mm, min(height_of(chart, 8.5), 120 * mm))
        story += [PaperChart(chart, WIDTH, high, 8.5), Spacer(1, 3 * STEP)]
    shares = (3.0, *(1.0 for _one in told.headings[1:]))
    return render(_head(cohort, about), [*story, _table(told, shares)])


def _head(cohort: Cohort, about: About) -> Head:
    return Head(
        _("Figures of the programme"),
        language(),
        office=about.office,
        address=about.address,
        number=_("As known on %(day)s", day=short(cohort.as_of)),
        version=f"Duodesk {__version__} · {short(about.made_at.date())}",
    )


def file_name(cohort: Cohort, office: str) -> str:
    """The usual name of the file, without its ending."""
    return f"duodesk-{office}-{cohort.begin.isoformat()}-{cohort.end.isoformat()}"


def _first(told: Release, about: About) -> list[Flowable]:
    cohort, known = told.cohort, styles()
    small = style("told", 8.5, leading=1.35, color=MUTED)
    return [
        p(_("Figures of the programme"), known["subject"]),
        p(_period(cohort), style("period", 10.5, leading=1.35)),
        *(p(text, small) for text in (about.narrowed, _ages(cohort), _kept_back(told)) if text),
        Spacer(1, 2 * STEP),
        _headline(told.figure(HEADLINE)),
        Spacer(1, 3 * STEP),
        p(_("A good outcome, by each definition"), _section()),
        _table(told.series["definitions"], (40, 11, 11, 11, 9, 9, 11)),
        Spacer(1, STEP),
        p(_("Main figures"), _section()),
        _families(told),
    ]


def _period(cohort: Cohort) -> str:
    return _(
        "Duos started from %(begin)s to %(end)s, as known on %(as_of)s",
        begin=long(cohort.begin, language()),
        end=long(cohort.end, language()),
        as_of=long(cohort.as_of, language()),
    )


def _ages(cohort: Cohort) -> str:
    """Until when the entries of each office are known here."""
    known = [
        _("%(office)s: %(day)s", office=one.name, day=short(one.until))
        if one.until
        else _("%(office)s: nothing received", office=one.name)
        for one in cohort.ages
    ]
    return _("Entries known until: %(offices)s.", offices=", ".join(known)) if known else ""


def _kept_back(told: Release) -> str:
    """What the marks of the version for funders mean."""
    return " ".join(f"{mark}: {_(meaning)}" for mark, meaning in MARKS) if told.funders else ""


def _headline(one: Told) -> Flowable:
    """Definition A with all that has to be said beside it."""
    big = style("big", 26, leading=1.15, bold=True, color=ACCENT)
    said = style("said", 9.5, leading=1.4)
    counted = ""
    if one.part is not None and one.whole:
        part, whole = (f"{value:.0f}" for value in (one.part, one.whole))
        counted = _("%(part)s of %(whole)s mentees counted", part=part, whole=whole)
    words = [
        p(_("Positive outcome (definition A)"), said, bold=True),
        p(one.figure.definition, said),
        *(p(text, said) for text in (counted, *one.remarks) if text),
    ]
    table = Table([[p(one.shown, big), words]], colWidths=[36 * mm, WIDTH - 54 * mm])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_bare()]))
    return summary([table])


def _table(one: Series, shares: Sequence[float]) -> Flowable:
    """The table of a chart as wide as the page."""
    headings = [heading.title for heading in one.headings]
    rows = [[cell if isinstance(cell, str) else cell.shown for cell in row] for row in one.rows]
    small = style("cell", 8.5, leading=1.3)
    head = style("head", 8, leading=1.3, color=MUTED)
    cells = [[p(text, head) for text in headings]]
    cells += [[p(text, small, bold=n == 1) for n, text in enumerate(row)] for row in rows]
    total = sum(shares)
    wide = [WIDTH * share / total for share in shares]
    table = Table(cells, colWidths=wide, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, 0), 1, ACCENT),
                ("LINEBELOW", (0, 1), (-1, -1), 0.5, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *_bare(),
                ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm),
            ]
        )
    )
    return table


def _families(told: Release) -> Flowable:
    """The three families side by side."""
    families = [_family(FAMILIES[name], codes, told) for name, codes in MAIN.items()]
    table = Table([families], colWidths=[WIDTH / len(families)] * len(families))
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_bare()]))
    return table


def _family(title: str, codes: Sequence[str], told: Release) -> Flowable:
    wide = WIDTH / 3 - 5 * mm
    label, value = style("label", 8.5, leading=1.3), style("value", 9.5, leading=1.2, bold=True)
    lines: list[list[Flowable]] = [
        [p(_(title), style("family", 9.5, bold=True, color=ACCENT)), p("", label)]
    ]
    for code in codes:
        one = told.figure(code)
        lines.append([p(one.figure.title, label), p(one.shown, value)])
    table = Table(lines, colWidths=[wide * 0.68, wide * 0.32], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *_bare(),
            ]
        )
    )
    return table


def _second(told: Release) -> list[Flowable]:
    """The charts: one over the whole width, six two by two."""
    half = (WIDTH - _GUTTER) / 2
    rows = [_titled(told.series[WIDE], WIDTH)]
    for pair in PAIRS:
        cells = [_titled(told.series[code], half) for code in pair]
        table = Table([cells], colWidths=[half + _GUTTER, half])
        table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_bare()]))
        rows.append([table])
    return [part for row in rows for part in row]


def _titled(one: Series, width: float) -> list[Flowable]:
    title = p(one.title, style("chart", 9.5, leading=1.3, bold=True))
    chart = chart_of(one)
    if chart.empty:
        nothing = p(_("Nothing to show for this period."), style("none", 8.5, color=MUTED))
        return [title, nothing, Spacer(1, STEP)]
    drawn = PaperChart(_short(chart), width, _HIGH)
    return [title, Spacer(1, STEP), drawn, Spacer(1, 2 * STEP)]


def _short(chart: Chart) -> Chart:
    """As many places as a small chart can name."""
    return first_places(chart, _LINES) if chart.flat else chart


def _section() -> object:
    return style("section", 10.5, leading=1.4, bold=True, color=ACCENT)


def _bare() -> list[tuple[object, ...]]:
    """A table that only lays out."""
    return [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), STEP / 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), STEP / 2),
    ]

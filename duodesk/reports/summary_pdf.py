"""The report on two pages: the headline with its bounds, the definitions side by side, the main
figures of each family, then the charts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table, TableStyle

from duodesk import __version__
from duodesk.base import reference
from duodesk.base.dates import long, short
from duodesk.base.i18n import _, language, speaking
from duodesk.office.seeds import spoken
from duodesk.paper.layout import (
    ACCENT,
    LINE,
    MUTED,
    STEP,
    WIDTH,
    Head,
    fits,
    render,
    style,
    styles,
    summary,
)
from duodesk.paper.text import p
from duodesk.reports.chart_pdf import PaperChart, height_of
from duodesk.reports.charts import Chart, at_places, chart_of
from duodesk.reports.cohort import Cohort
from duodesk.reports.figure import FAMILIES, OPERATIONS, PROFITABILITY, QUALITY
from duodesk.reports.figures import figure
from duodesk.reports.numbers import Number
from duodesk.reports.outcome_figures import DEFINITIONS
from duodesk.reports.release import MARKS, Release
from duodesk.reports.series import Series
from duodesk.reports.telling import Told

# What is printed of each family; the workbook holds all.
MAIN: dict[str, tuple[str, ...]] = {
    OPERATIONS: (
        "started", "active", "mature", "employment", "training", "stable", "unknown", "documented",
        "time_to_job", "mentees_registered", "mentors_registered",
    ),
    QUALITY: (
        "time_to_match", "waiting", "ready_mentors", "completion", "completion_inclusive",
        "drop_out", "meetings", "training_completion", "retention", "mentees_mean",
        "mentors_mean", "exchange_mean",
    ),
    PROFITABILITY: (
        "caseload", "average_active", "hours_given", "hours_per_positive", "cost_per_duo",
        "cost_per_job",
    ),
}  # fmt: skip
HEADLINE = "positive"
# The first chart over the whole width, the others two by two.
WIDE, PAIRS = "outcomes", (
    ("waiting", "funnel_mentee"), ("meetings", "training"), ("satisfaction", "supply"),
)  # fmt: skip
_HIGH, _GUTTER = 47 * mm, 6 * mm
_LINES = 7  # places of a chart whose places have lines of their own, where there is no more room
_OF_EACH = 2  # questions of each role


_SIZES = (8.5, 8.0, 7.5, 7.0, 6.5)
# How the width is shared: by the columns of the definitions, by the families.
_OF_DEFINITIONS, _OF_FAMILIES = (56, 9, 9, 9, 7, 6, 8), (0.31, 0.38, 0.31)
# A table that only lays out.
_BARE = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), STEP / 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), STEP / 3),
]


@dataclass(frozen=True, slots=True)
class About:
    """When it is made, whose report it is (of all offices where none is named), and what narrows
    it: the language of duos, who follows them.
    """

    made_at: datetime
    office: str = ""
    language: str | None = None
    coordinator: str = ""

    @property
    def place(self) -> str:
        return spoken(self.office) or _("All offices")

    @property
    def narrowed(self) -> str:
        spoken = reference.language_label(self.language) if self.language else ""
        return " · ".join(filter(None, (spoken, self.coordinator)))


def summary_pdf(told: Release, about: About, *, code: str) -> bytes:
    """The two pages of what may be told, in a language; the same content gives the same bytes."""
    with speaking(code):
        story = [*_first(told, about), PageBreak(), *_second(told)]
        return render(_head(told.cohort, about), story)


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
        high = max(75 * mm, min(height_of(chart, WIDTH, 8.5), 120 * mm))
        story += [PaperChart(chart, WIDTH, high, 8.5), Spacer(1, 3 * STEP)]
    shares = (3.0, *(1.0 for _one in told.headings[1:]))
    return render(_head(cohort, about), [*story, _table(told, shares)])


def _head(cohort: Cohort, about: About) -> Head:
    return Head(
        _("Figures of the programme"),
        language(),
        office=about.place,
        number=_("As known on %(day)s", day=short(cohort.as_of)),
        version=f"Duodesk {__version__} · {short(about.made_at.date())}",
    )


def file_name(cohort: Cohort, office: str) -> str:
    """The usual name of the file, without its ending."""
    return f"duodesk-{office}-{cohort.begin.isoformat()}-{cohort.end.isoformat()}"


def _first(told: Release, about: About) -> list[Flowable]:
    """The first page in the largest letters in which it is one page."""
    pages = (_first_page(told, about, size) for size in _SIZES)
    story = next(pages)
    while not fits(story):
        smaller = next(pages, None)
        if smaller is None:
            break
        story = smaller
    return story


def _first_page(told: Release, about: About, size: float) -> list[Flowable]:
    cohort = told.cohort
    small = style("told", 8.5, leading=1.35, color=MUTED)
    section = style("section", 10.5, leading=1.4, bold=True, color=ACCENT)
    definitions = told.series["definitions"]
    notes = [figure(code).definition for code in DEFINITIONS.values()]
    return [
        p(_("Figures of the programme"), styles()["subject"]),
        p(_period(cohort), style("period", 10.5, leading=1.35)),
        *(p(text, small) for text in (about.narrowed, _ages(cohort), _kept_back(told)) if text),
        Spacer(1, STEP),
        _headline(told.figure(HEADLINE)),
        Spacer(1, 2 * STEP),
        p(definitions.title, section),
        _table(definitions, _OF_DEFINITIONS, notes=notes, size=size),
        Spacer(1, STEP),
        p(_("Main figures"), section),
        _families(told, size),
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
        _("%(office)s: %(day)s", office=spoken(one.name), day=short(one.until))
        if one.until
        else _("%(office)s: nothing received", office=spoken(one.name))
        for one in cohort.ages
    ]
    return _("Entries known until: %(offices)s.", offices=", ".join(known)) if known else ""


def _kept_back(told: Release) -> str:
    """What the marks of the version for funders mean."""
    return " ".join(f"{mark}: {_(meaning)}" for mark, meaning in MARKS) if told.funders else ""


def _headline(one: Told) -> Flowable:
    """Definition A with all that has to be said beside it."""
    big = style("big", 24, leading=1.15, bold=True, color=ACCENT)
    said = style("said", 9.5, leading=1.4)
    counted = ""
    if not one.mark and one.part is not None and one.whole:
        part, whole = (f"{value:.0f}" for value in (one.part, one.whole))
        counted = _("%(part)s of %(whole)s mentees counted.", part=part, whole=whole)
    words = [
        p(_("Positive outcome (definition A)"), said, bold=True),
        p(one.figure.definition, said),
        *(p(text, said) for text in (counted, *one.remarks) if text),
    ]
    value = p(one.shown, big)
    table = Table([[value, words]], colWidths=[40 * mm, WIDTH - 58 * mm])
    table.setStyle(TableStyle(_BARE))
    return summary([table])


def _table(
    one: Series, shares: Sequence[float], *, notes: Sequence[str] = (), size: float = 8.5
) -> Flowable:
    """The table of a chart as wide as the page, numbers on the right; a note stands below the name
    of its row.
    """
    name, number = style("name", size, leading=1.3), style("n", size, leading=1.3, align=TA_RIGHT)
    quiet = style("note", size - 1, leading=1.25, color=MUTED)
    heads = [
        style("head", size - 1, leading=1.3, color=MUTED, align=a) for a in (TA_LEFT, TA_RIGHT)
    ]
    cells: list[list[object]] = [
        [p(heading.title, heads[min(n, 1)]) for n, heading in enumerate(one.headings)]
    ]
    for at, row in enumerate(one.rows):
        first = [p(str(row[0]), name), *(p(note, quiet) for note in notes[at : at + 1])]
        numbers = [cell.shown for cell in row if isinstance(cell, Number)]
        cells.append([first, *(p(text, number, bold=not n) for n, text in enumerate(numbers))])
    total = sum(shares)
    wide = [WIDTH * share / total for share in shares]
    return _ruled(cells, wide, heading=True)


def _ruled(cells: list[list[object]], wide: Sequence[float], *, heading: bool) -> Flowable:
    """Rows with a quiet line below each."""
    table = Table(cells, colWidths=wide, repeatRows=int(heading), hAlign="LEFT")
    lines = [("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE)]
    if heading:
        lines.append(("LINEBELOW", (0, 0), (-1, 0), 1, ACCENT))
    apart = ("RIGHTPADDING", (0, 0), (0, -1), 2 * mm)
    table.setStyle(TableStyle([*lines, *_BARE, apart]))
    return table


def _families(told: Release, size: float) -> Flowable:
    """The three families side by side."""
    families = [
        _family(FAMILIES[name], codes, told, WIDTH * share - 5 * mm, size)
        for (name, codes), share in zip(MAIN.items(), _OF_FAMILIES, strict=True)
    ]
    table = Table([families], colWidths=[WIDTH * share for share in _OF_FAMILIES])
    table.setStyle(TableStyle(_BARE))
    return table


def _family(
    title: str, codes: Sequence[str], told: Release, wide: float, size: float
) -> list[Flowable]:
    label = style("label", size, leading=1.25)
    value = style("value", size + 0.5, leading=1.2, bold=True, align=TA_RIGHT)
    quiet = style("note", size - 1, leading=1.25, color=MUTED)
    lines: list[list[object]] = []
    for code in codes:
        one = told.figure(code)
        answered = _answered(told, code)
        name = [p(one.figure.title, label), *([p(answered, quiet)] if answered else [])]
        lines.append([name, p(one.shown, value)])
    heading = p(_(title), style("family", 9.5, leading=1.5, bold=True, color=ACCENT))
    return [heading, _ruled(lines, [wide - 16 * mm, 16 * mm], heading=False)]


def _answered(told: Release, code: str) -> str:
    """A mean stands beside how many answered, and which share that is."""
    who, _sep, what = code.rpartition("_")
    if what != "mean":
        return ""
    answers, rate = told.figure(f"{who}_scores"), told.figure(f"{who}_response")
    return _("%(n)s answers; %(rate)s came back", n=answers.shown, rate=rate.shown)


def _second(told: Release) -> list[Flowable]:
    """The charts: one over the whole width, six two by two."""
    half = (WIDTH - _GUTTER) / 2
    rows = [_titled(told.series[WIDE], WIDTH)]
    for pair in PAIRS:
        cells = [_titled(told.series[code], half) for code in pair]
        table = Table([cells], colWidths=[half + _GUTTER, half])
        table.setStyle(TableStyle(_BARE))
        rows.append([table])
    note = p(_kept_back(told), style("kept", 8, leading=1.35, color=MUTED))
    return [note, *_flat(rows)] if told.funders else _flat(rows)


def _flat(rows: Sequence[list[Flowable]]) -> list[Flowable]:
    return [part for row in rows for part in row]


def _titled(one: Series, width: float) -> list[Flowable]:
    title = p(one.title, style("chart", 9.5, leading=1.3, bold=True))
    if one.kind == "stacked" and _keeps_back(one):
        # What is stacked would look like all there is.
        shares = (2.0, *(1.0 for _heading in one.headings[1:]))
        return [title, _table(one, shares, size=7.5), Spacer(1, 2 * STEP)]
    chart = _short(one)
    if chart.empty:
        nothing = p(_("Nothing to show for this period."), style("none", 8.5, color=MUTED))
        return [title, nothing, Spacer(1, STEP)]
    drawn = PaperChart(chart, width, _HIGH)
    return [title, Spacer(1, STEP), drawn, Spacer(1, 2 * STEP)]


def _keeps_back(one: Series) -> bool:
    cells = (cell for row in one.rows for cell in row)
    return any(isinstance(cell, Number) and cell.mark for cell in cells)


def _short(one: Series) -> Chart:
    """As many places as a small chart can name: of the answers some of each role."""
    chart = chart_of(one)
    if not chart.flat:
        return chart
    if one.code != "satisfaction":
        return at_places(chart, range(min(_LINES, len(chart.places))))
    seen: Counter[str] = Counter()
    chosen = []
    for at, name in enumerate(chart.places):
        who = name.partition(" · ")[0]
        seen[who] += 1
        if seen[who] <= _OF_EACH:
            chosen.append(at)
    return at_places(chart, chosen)

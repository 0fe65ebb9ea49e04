"""The sheet of what changed since the report before, and why."""

from __future__ import annotations

from duodesk.base.dates import long
from duodesk.base.i18n import _, language
from duodesk.paper.cells import Cell, Column, Sheet
from duodesk.reports.changes import Comparison, FigureChange
from duodesk.reports.figure import written
from duodesk.reports.kept import KeptFigure


def write_changes(sheet: Sheet, compared: Comparison) -> None:
    """Figures that are told otherwise, then the duos that moved them, each with the reason."""
    day = long(compared.since, language())
    sheet.title(_("What changed"), _("Since the report as known on %(day)s, and why.", day=day))
    columns = [
        Column(_("Figure"), "wrap", 50),
        Column(_("Before"), "text", 16),
        Column(_("Now"), "text", 16),
        Column(_("Counted before"), "text", 44),
        Column(_("Counted now"), "text", 44),
    ]
    sheet.table(3, "Changed", columns, [_figure(one) for one in compared.figures])
    duos = [
        Column(_("Why"), "wrap", 50),
        Column(_("Duo"), "text", 16),
        Column(_("Office"), "text", 16),
        Column(_("How it stood"), "wrap", 44),
        Column(_("How it stands"), "wrap", 44),
    ]
    rows: list[list[Cell]] = [
        [one.why.title, one.number, one.office, one.before or "–", one.now or "–"]
        for one in compared.duos
    ]
    sheet.table(6 + max(len(compared.figures), 1), "Moved", duos, rows)


def _figure(one: FigureChange) -> list[Cell]:
    before, now = (
        written(one.figure.unit, kept.value if kept else None) for kept in (one.before, one.now)
    )
    return [one.figure.title, before, now, _counted(one.before), _counted(one.now)]


def _counted(kept: KeptFigure | None) -> str:
    if kept is None or kept.part is None or kept.whole is None:
        return "–"
    return _("%(part)s of %(whole)s", part=f"{kept.part:.0f}", whole=f"{kept.whole:.0f}")

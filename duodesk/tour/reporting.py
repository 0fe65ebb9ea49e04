"""The figures told: lists behind them, two pages on paper, what changed since."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog

from duodesk.base.i18n import N_
from duodesk.reports.figures import figure
from duodesk.tour.stage import Stage, TourError
from duodesk.tour.way import Way
from duodesk.ui.one_paper import OnePaperDialog
from duodesk.ui.reports.drill import DuosBehind
from duodesk.ui.reports.page import ReportsPage
from duodesk.ui.reports.since import SinceDialog

D = TypeVar("D", bound=QDialog)


def look_behind(way: Way) -> str:
    """A figure opens the duos it counts."""
    page = _page(way)
    page.show_family("quality")
    way.stage.picture("reports-quality")
    page.show_people(figure("started"))
    dialog = _dialog(way.stage, DuosBehind)
    way.stage.picture("reports-behind")
    told = ", ".join(row.mentee for row in dialog.table.rows_model.rows())
    dialog.reject()
    if not told:
        raise TourError("nobody is behind the figure")
    return told


def write_summary(way: Way) -> str:
    """The two pages, kept as a file; the report is kept too."""
    page, stage = _page(way), way.stage
    before = len(stage.answers.files)
    page.to_pdf()
    stage.finish_jobs()
    dialog = _dialog(stage, OnePaperDialog)
    stage.picture("reports-summary")
    dialog.save()
    dialog.reject()
    stage.refuse_complaints()
    if len(stage.answers.files) != before + 1:
        raise TourError("the summary was not written")
    return stage.answers.files[-1].name


def compare(way: Way) -> str:
    """The report is set beside the one that was kept."""
    page = _page(way)
    page.compare()
    dialog = _dialog(way.stage, SinceDialog)
    way.stage.picture("reports-since")
    found = dialog.comparison
    dialog.reject()
    if found is None:
        raise TourError("no report was kept")
    return str(len(found.figures))


def _page(way: Way) -> ReportsPage:
    page = way.stage.page("reports")
    if not isinstance(page, ReportsPage):
        raise TourError("no reports")
    return page


def _dialog(stage: Stage, kind: type[D]) -> D:
    stage.settle()
    found = [one for one in stage.dialogs() if isinstance(one, kind)]
    if not found:
        raise TourError(f"no {kind.__name__} is open")
    return found[-1]


STEPS: tuple[tuple[str, Callable[[Way], str]], ...] = (
    (N_("Figures open who is behind them"), look_behind),
    (N_("The summary on two pages"), write_summary),
    (N_("What changed since the last report"), compare),
)

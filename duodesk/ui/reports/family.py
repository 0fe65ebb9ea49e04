"""One family of figures: its lines on the left, its charts on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from duodesk.reports.cohort import Cohort
from duodesk.reports.figure import OPERATIONS, PROFITABILITY, QUALITY
from duodesk.reports.figures import FIGURES, Figure
from duodesk.reports.series import Series, series
from duodesk.ui.reports.chart_card import ChartCard
from duodesk.ui.reports.figure_lines import FigureList
from duodesk.ui.widgets.layout import Body, panes, row

# The charts of each family, in their order.
CHARTS: dict[str, tuple[str, ...]] = {
    OPERATIONS: ("outcomes", "definitions", "supply"),
    QUALITY: (
        "waiting", "funnel_mentee", "funnel_mentor", "meetings", "training", "satisfaction", "ends",
    ),
    PROFITABILITY: ("hours",),
}  # fmt: skip


class FamilyView(QWidget):
    """Lines and charts of one family, made once and filled for each cohort."""

    def __init__(
        self,
        family: str,
        title: str,
        open_figure: Callable[[Figure], None],
        open_chart: Callable[[Series, int, int | None], None],
        print_chart: Callable[[Series], None],
    ) -> None:
        super().__init__()
        self.figures = FigureList([f for f in FIGURES if f.family == family], open_figure)
        self.charts = Body(spacing=12)
        self.cards: dict[str, ChartCard] = {}
        self._codes = CHARTS[family]
        self._open_chart, self._print = open_chart, print_chart
        both = panes(self.figures, self.charts, shares=(4, 5), name=title)
        both.setSizes([480, 600])
        self.setLayout(row(both))

    def show_cohort(self, cohort: Cohort) -> None:
        """The figures and the charts of a cohort."""
        self.figures.show_cohort(cohort)
        for code in self._codes:
            self._card(series(code, cohort))

    def _card(self, told: Series) -> None:
        if told.code in self.cards:
            self.cards[told.code].set_series(told)
            return
        card = ChartCard(told, self._print, self._open_chart)
        self.cards[told.code] = card
        self.charts.column.addWidget(card)

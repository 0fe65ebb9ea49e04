"""What stands behind the figures as lists: the duos, how people came, what was answered."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.followup.outcomes import POSITIVE
from duodesk.reports.cohort import Cohort, DuoFacts
from duodesk.reports.words import outcome_name
from duodesk.ui.desk import Desk
from duodesk.ui.reports.answers import ANSWERS, AnswersPanel
from duodesk.ui.reports.conversion import PARTNERS, SOURCES, ConversionPanel
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.layout import Card, column, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import FilterChips
from duodesk.ui.widgets.table import RowsTable

COUNTED, GOOD, OPEN, DUOS = "counted", "good", "open", "duos"
COLUMNS: tuple[Column[DuoFacts], ...] = (
    Column(key="number", title=N_("Duo"), text=lambda d: d.number, width=112, strong=True),
    Column(key="office", title=N_("Office"), text=lambda d: d.office, width=64),
    Column(
        key="start",
        title=N_("Start"),
        text=lambda d: short(d.start),
        order=lambda d: d.start,
        width=100,
    ),
    Column(
        key="outcome",
        title=N_("Outcome"),
        text=lambda d: outcome_name(d.outcome),
        badges=lambda d: [
            Badge(outcome_name(d.outcome), "good" if d.outcome in POSITIVE else "neutral")
        ],
        width=112,
    ),
    Column(
        key="met",
        title=N_("Met"),
        text=lambda d: f"{d.met} / {d.planned}",
        order=lambda d: d.met,
        width=92,
        right=True,
    ),
)


class ListsPanel(Card):
    """One list at a time; Enter or a double click on a duo opens it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Behind the figures"))
        self._desk = desk
        self._cohort: Cohort | None = None
        self.shown = Segmented(
            [
                (DUOS, _("Duos")),
                (SOURCES, _("Sources")),
                (PARTNERS, _("Partners")),
                (ANSWERS, _("Answers")),
            ],
            value=DUOS,
            name=_("Behind the figures"),
        )
        self.chips = FilterChips(
            [(COUNTED, _("Counted")), (GOOD, _("Positive")), (OPEN, _("Unknown"))],
            name=_("Filter the duos"),
        )
        self.table: RowsTable[DuoFacts] = RowsTable(
            COLUMNS, name=_("Duos behind the figures"), key="reports", memory=desk.memory
        )
        self.origins, self.answers = ConversionPanel(desk), AnswersPanel(desk)
        self._pages = QStackedWidget()
        for part in (widget(column(self.chips, self.table)), self.origins, self.answers):
            self._pages.addWidget(part)
        self.body.addWidget(self.shown)
        self.body.addWidget(self._pages)
        self.grow(self._pages)
        self.shown.chosen.connect(lambda _code: self._show())
        self.chips.changed.connect(self._filter)
        self.table.opened.connect(lambda duo: desk.go("duos", duo.id))

    def show_cohort(self, cohort: Cohort) -> None:
        """The rows of a cohort."""
        self._cohort = cohort
        self.table.set_rows(cohort.duos)
        self._filter()
        self._show()

    def show_list(self, what: str) -> None:
        """Show the duos, the sources, the partners or the answers."""
        self.shown.set_value(what)
        self._show()

    def _show(self) -> None:
        wanted, cohort = self.shown.value(), self._cohort
        if wanted in {SOURCES, PARTNERS} and cohort is not None:
            self.origins.show_cohort(cohort, wanted)
        elif wanted == ANSWERS and cohort is not None:
            self.answers.show_cohort(cohort)
        self._pages.setCurrentIndex({DUOS: 0, ANSWERS: 2}.get(wanted, 1))

    def _filter(self) -> None:
        chosen, cohort = self.chips.value(), self._cohort
        counted = {d.number for d in cohort.counted} if cohort else set()

        def keep(duo: DuoFacts) -> bool:
            return (
                (COUNTED not in chosen or duo.number in counted)
                and (GOOD not in chosen or duo.outcome in POSITIVE)
                and (OPEN not in chosen or str(duo.outcome) == "unknown")
            )

        model = self.table.rows_model
        model.set_filter("", keep)
        self.chips.show_count(model.rowCount(), model.total())

"""Figures of a period: each with its definition and who is behind it, charts, what changed since
the last report, the workbook and the summary on paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, language
from duodesk.base.progress import Progress
from duodesk.reports import queries, snapshots, workbook
from duodesk.reports.behind import number_of_duos
from duodesk.reports.charts import rows_behind
from duodesk.reports.cohort import Cohort
from duodesk.reports.entry_figures import step_of
from duodesk.reports.figures import FAMILIES, Figure
from duodesk.reports.question import Question
from duodesk.reports.satisfaction_figures import whose_answers
from duodesk.reports.series import Series
from duodesk.ui import leaving
from duodesk.ui.desk import Desk
from duodesk.ui.one_paper import Shown, show_paper
from duodesk.ui.page import Page
from duodesk.ui.reports.answers import show_answered
from duodesk.ui.reports.asking import YEAR, Asking
from duodesk.ui.reports.conversion import show_called, show_steps
from duodesk.ui.reports.drill import open_figure, open_rows
from duodesk.ui.reports.family import FamilyView
from duodesk.ui.reports.lists import DUOS, ListsPanel
from duodesk.ui.reports.since import SinceDialog
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton, Segmented
from duodesk.ui.widgets.header import PageHeader

if TYPE_CHECKING:
    from duodesk.reports.summary_pdf import About

LISTS = "lists"
PARTS = {**FAMILIES, LISTS: N_("Lists")}
_FAMILY = "reports/family"
# So many duos are reckoned before anybody waits; more are reckoned beside the window.
_SOON = 1_500


class ReportsPage(Page):
    """Answers one question: what do we tell headquarters?"""

    tables = frozenset(
        {"duo", "meeting", "outcome_event", "status_check", "enrolment", "setting", "office",
         "contact", "info_session", "invited", "interview", "partner", "person", "questionnaire",
         "reply"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cohort: Cohort | None = None
        self._asked: Question | None = None
        self._shown: dict[str, Cohort] = {}
        self.header = PageHeader(
            _("Reports"),
            "",
            Button(_("Since the last report…"), self.compare, icon_name="history"),
            MenuButton(_("For funders"), self._offer_funders),
            Button(_("PDF…"), self.print_page, icon_name="file-text"),
            Button(
                _("Excel for headquarters…"),
                self.to_excel,
                kind="primary",
                icon_name="file-spreadsheet",
            ),
        )
        self.asking = Asking(desk)
        kept = desk.memory.text(_FAMILY)
        self.parts = Segmented(
            [(code, _(title)) for code, title in PARTS.items()],
            value=kept if kept in PARTS else next(iter(PARTS)),
            name=_("Figures"),
        )
        self._views: dict[str, FamilyView] = {}
        self.lists = ListsPanel(desk)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.lists)
        self.lay(self.header, self.asking, self.parts, self._pages, grow=self._pages)
        self.asking.changed.connect(self.reload)
        self.parts.chosen.connect(self._on_family)
        self.reload()

    @override
    def reload(self) -> None:
        question = self.asking.question()
        if question is None:
            return
        self._asked = question
        if self.desk.read(number_of_duos) <= _SOON:
            self._show(self.desk.read(queries.cohort, question))
            return
        store = self.desk.store

        def work(progress: Progress) -> Cohort:
            progress.step(0, 0)
            with store.read() as session:
                return queries.cohort(session, question)

        def then(cohort: Cohort) -> None:
            if question == self._asked:
                self._show(cohort)

        self.desk.work(_("Reckoning the figures"), work, then)

    @override
    def show_subject(self, subject: object) -> None:
        if isinstance(subject, str) and subject in PARTS:
            self.show_family(subject)

    @override
    def subject(self) -> object:
        return self.parts.value()

    @override
    def to_excel(self) -> None:
        self.to_workbook()

    def to_workbook(self, *, funders: bool = False) -> None:
        """Every figure with what it comes out of, for funders without small numbers."""
        cohort = self.cohort
        if cohort is None:
            return
        place, code = self.asking.place(), language()
        at = self.desk.store.clock.now()

        def work(progress: Progress) -> bytes:
            return workbook.build(cohort, office=place, made_at=at, code=code, progress=progress)

        def then(content: bytes) -> None:
            name = workbook.file_name(cohort.begin, cohort.end, place)
            self.desk.ask.save(_("Workbook for headquarters"), name, content)
            self._keep()

        self.desk.work(_("Writing the workbook"), work, then)

    @override
    def print_page(self) -> None:
        self.to_pdf()

    def to_pdf(self, *, funders: bool = False) -> None:
        """The summary of two pages in any of the languages, for funders without small numbers."""
        cohort = self.cohort
        if cohort is None:
            return
        from duodesk.reports.summary_pdf import file_name, summary_pdf

        about = self._about()

        def read(code: str | None) -> Shown:
            chosen = code or language()
            content = summary_pdf(cohort, about, code=chosen, funders=funders)
            return Shown(chosen, content, file_name(cohort, about.office), leaves=self._keep)

        show_paper(self.desk, _("Summary on two pages"), read, parent=self)

    def print_chart(self, told: Series) -> None:
        """One chart with its table on a page."""
        if self.cohort is not None:
            from duodesk.reports.summary_pdf import chart_page

            content = chart_page(told, self.cohort, self._about())
            leaving.PaperDialog(self.desk, told.title, content, parent=self).open_over()

    def compare(self) -> None:
        """What changed since an earlier report."""
        if self.cohort is None or self._asked is None:
            return
        if self._asked.narrowed:
            whole = _("Reports are kept whole: ask of all languages and of everybody first.")
            self.desk.say(whole, "warn")
            return
        SinceDialog(self.desk, self._asked, self.cohort, parent=self).open_over()

    def show_year(self, year: int) -> None:
        """Ask of one calendar year."""
        self.asking.take(f"{YEAR}:{year}")
        self.reload()

    def show_list(self, what: str = DUOS) -> None:
        """Show the duos, the sources, the partners or the answers behind the figures."""
        self.lists.show_list(what)
        self.show_family(LISTS)

    def show_family(self, code: str) -> None:
        """Show one family of figures, or the lists."""
        self.parts.set_value(code)
        self._on_family(code)

    def show_people(self, figure: Figure) -> None:
        """Who is behind a figure: of the way in step by step, of answers those who gave them."""
        cohort = self.cohort
        if cohort is None:
            return
        roles, at = whose_answers(figure), step_of(figure.code)
        if roles:
            show_answered(self.desk, figure.title, cohort, roles, parent=self.window())
        elif at is not None:
            show_steps(self.desk, figure.title, cohort.entries, at, parent=self.window())
        elif figure.code == "first_call":
            show_called(self.desk, figure.title, cohort.entries, parent=self.window())
        else:
            open_figure(self.desk, figure, cohort, parent=self.window())

    def view(self, code: str) -> FamilyView:
        """The lines and charts of a family, made when first shown."""
        if code not in self._views:
            title = _(FAMILIES[code])
            made = FamilyView(code, title, self.show_people, self.open_chart, self.print_chart)
            self._views[code] = made
            self._pages.addWidget(made)
        return self._views[code]

    def open_chart(self, told: Series, band: int, place: int | None) -> None:
        """Who is behind a chart, or behind one place of it."""
        groups = rows_behind(told, place)
        title = told.title if place is None else f"{told.title} · {told.rows[place][0]}"
        at = band if band < len(groups) else 0
        open_rows(self.desk, title, groups, at=at, parent=self.window())

    def _about(self) -> About:
        from duodesk.reports.summary_pdf import About

        return About(self.asking.place(), self.desk.store.clock.now(), self.asking.narrowed())

    def _keep(self) -> object:
        """What was told is kept, so that the next report can say what changed; a part is not."""
        question, cohort = self._asked, self.cohort
        if question is None or cohort is None or question.narrowed:
            return cohort
        return self.desk.do(snapshots.keep, question, cohort)

    def _offer_funders(self, menu: Menu) -> None:
        menu.item(_("PDF…"), lambda: self.to_pdf(funders=True), icon_name="file-text")
        menu.item(_("Excel…"), lambda: self.to_workbook(funders=True), icon_name="file-spreadsheet")

    def _on_family(self, code: str) -> None:
        self.desk.memory.put(_FAMILY, code)
        self._fill()

    def _show(self, cohort: Cohort) -> None:
        self.cohort = cohort
        told = _(
            "Duos started from %(begin)s to %(end)s, as known on %(day)s",
            begin=short(cohort.begin),
            end=short(cohort.end),
            day=short(cohort.as_of),
        )
        self.header.set_texts(_("Reports"), told)
        self._fill()

    def _fill(self) -> None:
        """Only what is in sight is reckoned."""
        code, cohort = self.parts.value(), self.cohort
        shown = self.lists if code == LISTS else self.view(code)
        if cohort is not None and self._shown.get(code) is not cohort:
            self._shown[code] = cohort
            shown.show_cohort(cohort)
        self._pages.setCurrentWidget(shown)

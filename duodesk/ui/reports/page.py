"""Figures of a period: each with its definition and who is behind it, charts, what changed since
the last report, the workbook and the summary on paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget
from shiboken6 import isValid
from typing_extensions import override

from duodesk.base.i18n import LANGUAGES, N_, _, language, language_name
from duodesk.base.progress import Progress
from duodesk.reports import queries, snapshots, workbook
from duodesk.reports.behind import number_of_duos
from duodesk.reports.changes import changes
from duodesk.reports.charts import rows_behind
from duodesk.reports.cohort import Cohort
from duodesk.reports.entry_figures import step_of
from duodesk.reports.figures import FAMILIES, Figure
from duodesk.reports.kept import Content, content_of
from duodesk.reports.question import Question
from duodesk.reports.release import Release
from duodesk.reports.satisfaction_figures import whose_answers
from duodesk.reports.series import Series
from duodesk.reports.telling import ages_told
from duodesk.store.session import Session
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
_SOON = 400


class ReportsPage(Page):
    """Answers one question: what do we tell headquarters?"""

    tables = frozenset(
        {"duo", "meeting", "outcome_event", "status_check", "enrolment", "setting", "office",
         "contact", "info_session", "invited", "interview", "partner", "person", "questionnaire",
         "reply", "attendance", "author", "document", "duo_step", "event", "event_unit", "fact",
         "pause", "person_language", "person_occupation", "proposal", "signature", "unit"}
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
        self._fill()
        store = self.desk.store

        def work(progress: Progress) -> Cohort:
            progress.step(0, 0)
            with store.read() as session:
                return queries.cohort(session, question)

        def then(cohort: Cohort) -> None:
            if isValid(self) and question == self._asked:
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
        place, code, question = self.asking.place(), language(), self._asked
        store, at = self.desk.store, self.desk.store.clock.now()

        def work(progress: Progress) -> bytes:
            with store.read() as session:
                before = _before(session, question)
            return workbook.build(
                cohort,
                office=place,
                made_at=at,
                code=code,
                funders=funders,
                compared=changes(before, content_of(cohort)) if before else None,
                progress=progress,
            )

        def then(content: bytes) -> None:
            name = workbook.file_name(cohort.begin, cohort.end, place)
            title = _("Workbook for funders") if funders else _("Workbook for headquarters")
            self.desk.ask.save(title, _for_funders(name) if funders else name, content)
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

        about, first = self._about(), language()
        # What may be told to funders takes seconds to find: all languages are made beforehand.
        codes = (first, *(code for code in LANGUAGES if code != first)) if funders else (first,)

        def make(code: str) -> bytes:
            return summary_pdf(Release(cohort, funders=funders), about, code=code)

        def work(progress: Progress) -> dict[str, bytes]:
            made = {}
            for done, code in enumerate(codes):
                progress.step(done, len(codes), language_name(code))
                made[code] = make(code)
            return made

        def then(made: dict[str, bytes]) -> None:
            def read(code: str | None) -> Shown:
                chosen = code or first
                name = file_name(cohort, self.asking.place())
                name = _for_funders(name) if funders else name
                return Shown(chosen, made.get(chosen) or make(chosen), name, leaves=self._keep)

            if isValid(self):
                show_paper(self.desk, _("Summary on two pages"), read, parent=self)

        self.desk.work(_("Making the summary"), work, then)

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
        self.asking.changed.emit()

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

        asking = self.asking
        return About(
            self.desk.store.clock.now(),
            asking.office_name(),
            asking.language.value(),
            asking.coordinator_name(),
        )

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
        self.header.set_texts(_("Reports"), ages_told(cohort))
        self._fill()

    def _fill(self) -> None:
        """Only what is in sight is reckoned."""
        code, cohort = self.parts.value(), self.cohort
        shown = self.lists if code == LISTS else self.view(code)
        if cohort is not None and self._shown.get(code) is not cohort:
            self._shown[code] = cohort
            shown.show_cohort(cohort)
        self._pages.setCurrentWidget(shown)


def _before(session: Session, question: Question | None) -> Content | None:
    """What the last report on the same question told."""
    if question is None or question.narrowed:
        return None
    last = snapshots.latest(session, question)
    return snapshots.content(session, last.id) if last is not None else None


def _for_funders(name: str) -> str:
    """The name of a file that small numbers are kept back from."""
    stem, dot, ending = name.rpartition(".")
    told = _("for-funders")
    return f"{stem}-{told}{dot}{ending}" if dot else f"{name}-{told}"

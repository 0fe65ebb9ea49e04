"""Figures of a period: each with its definition, the duos behind it, and the Excel workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, language
from duodesk.base.ids import Id
from duodesk.base.progress import Progress
from duodesk.followup.outcomes import POSITIVE
from duodesk.office.queries import offices
from duodesk.reports import queries, workbook
from duodesk.reports.cohort import Cohort, DuoFacts
from duodesk.reports.entry_figures import is_of_people, step_of
from duodesk.reports.figures import FAMILIES, FIGURES, Figure
from duodesk.reports.queries import Question
from duodesk.reports.satisfaction_figures import whose_answers
from duodesk.reports.workbook import outcome_name, shown
from duodesk.ui.desk import Desk
from duodesk.ui.page import Page
from duodesk.ui.reports.answers import ANSWERS, AnswersPanel, show_answered
from duodesk.ui.reports.conversion import (
    PARTNERS,
    SOURCES,
    ConversionPanel,
    show_called,
    show_steps,
)
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, MenuButton, Segmented
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.header import PageHeader
from duodesk.ui.widgets.layout import Body, Card, Flow, column, panes, row, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import FilterChips
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if

ALL = "all"
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
        self.header = PageHeader(
            _("Reports"),
            "",
            Button(
                _("Excel for headquarters…"),
                self.to_excel,
                kind="primary",
                icon_name="file-spreadsheet",
            ),
        )
        self.begin, self.end, self.as_of = (DayField(today=desk.today) for _n in range(3))
        self.begin.set_name(_("Started from"))
        self.end.set_name(_("Started until"))
        self.as_of.set_name(_("As known on"))
        places = [(str(o.id), o.name) for o in desk.read(offices)]
        self.office = ChoiceField([(ALL, _("All offices")), *places], empty=None)
        self.office.set_name(_("Office"))
        self.office.set_value(str(desk.office_id))
        self.figures = Body(spacing=12)
        self.chips = FilterChips(
            [(COUNTED, _("Counted")), (GOOD, _("Positive")), (OPEN, _("Unknown"))],
            name=_("Filter the duos"),
        )
        self.table: RowsTable[DuoFacts] = RowsTable(
            COLUMNS, name=_("Duos behind the figures"), key="reports", memory=desk.memory
        )
        self.origins, self.answers = ConversionPanel(desk), AnswersPanel(desk)
        both = panes(self.figures, self._behind_card(), shares=(5, 4), name=_("Reports"))
        both.setSizes([590, 510])
        self.lay(self.header, self._question_row(), both, grow=both)
        self._last_year()
        for field in (self.begin, self.end, self.as_of, self.office):
            field.committed.connect(lambda _value: self.reload())
        self.chips.changed.connect(self._filter)
        self.reload()

    @override
    def reload(self) -> None:
        question = self.question()
        if question is None:
            return
        self.cohort = self.desk.read(queries.cohort, question)
        period = {
            "begin": short(question.begin),
            "end": short(question.end),
            "day": short(question.as_of),
        }
        self.header.set_texts(
            _("Reports"),
            _("Duos started from %(begin)s to %(end)s, as known on %(day)s", **period),
        )
        self._show_figures(self.cohort)
        self.table.set_rows(self.cohort.duos)
        self._filter()
        self._show_behind()

    def question(self) -> Question | None:
        """What is asked; None while a day is missing or the period is upside down."""
        begin, end, as_of = self.begin.value(), self.end.value(), self.as_of.value()
        if begin is None or end is None or as_of is None:
            return None
        if begin > end:
            self.end.set_problem(_("The period ends before it begins."))
            return None
        self.end.set_problem("")
        office = self.office.value()
        return Question(begin, end, as_of, Id(office) if office and office != ALL else None)

    @override
    def to_excel(self) -> None:
        cohort, question = self.cohort, self.question()
        if cohort is None or question is None:
            return
        place = self.office.combo.currentText()
        code, at = language(), self.desk.store.clock.now()

        def work(progress: Progress) -> bytes:
            return workbook.build(cohort, office=place, made_at=at, code=code, progress=progress)

        def then(content: bytes) -> None:
            name = workbook.file_name(question.begin, question.end, place)
            self.desk.ask.save(_("Workbook for headquarters"), name, content)

        self.desk.work(_("Writing the workbook"), work, then)

    def show_year(self, year: int) -> None:
        """Ask of one calendar year."""
        self._ask(partial(self._year, year))

    def show_behind(self, what: str) -> None:
        """Show the duos, the sources, the partners or the answers behind the figures."""
        self.shown.set_value(what)
        self._show_behind()

    def show_people(self, figure: Figure) -> None:
        """The people behind a figure of the way in, or of how many answered."""
        cohort, at, roles = self.cohort, step_of(figure.code), whose_answers(figure)
        if cohort is None:
            return
        if roles:
            show_answered(self.desk, figure.title, cohort, roles, parent=self.window())
        elif at is not None:
            show_steps(self.desk, figure.title, cohort.entries, at, parent=self.window())
        else:
            show_called(self.desk, figure.title, cohort.entries, parent=self.window())

    def _behind_card(self) -> Card:
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
        self.shown.chosen.connect(lambda _code: self._show_behind())
        self._behind = QStackedWidget()
        for part in (widget(column(self.chips, self.table)), self.origins, self.answers):
            self._behind.addWidget(part)
        card = Card(_("Behind the figures"), self.shown, self._behind)
        card.grow(self._behind)
        return card

    def _question_row(self) -> QWidget:
        def named(text: str, field: QWidget) -> QWidget:
            return widget(column(PlainLabel(text, role="small"), field, spacing=2))

        line = row(
            named(_("Started from"), self.begin),
            named(_("Started until"), self.end),
            named(_("As known on"), self.as_of),
            named(_("Office"), self.office),
            named("", MenuButton(_("Period"), self._offer)),
            spacing=12,
        )
        line.addStretch(1)
        return widget(line)

    def _offer(self, menu: Menu) -> None:
        this = self.desk.today.year
        menu.item(_("Last complete outcome year"), partial(self._ask, self._last_year))
        for year in range(this, this - 4, -1):
            menu.item(str(year), partial(self.show_year, year))

    def _ask(self, choose: Callable[[], None]) -> None:
        choose()
        self.reload()

    def _last_year(self) -> None:
        """Twelve months of starts whose twelve months of outcomes are over."""
        today = self.desk.today
        end = today.replace(day=1) - timedelta(days=1)
        begin = (
            date(end.year - 2, end.month, 1)
            if end.month == 12
            else date(end.year - 2, end.month + 1, 1)
        )
        until = date(begin.year + 1, begin.month, 1) - timedelta(days=1)
        self._set(begin, until)

    def _year(self, year: int) -> None:
        self._set(date(year, 1, 1), date(year, 12, 31))

    def _set(self, begin: date, end: date) -> None:
        self.begin.set_value(begin)
        self.end.set_value(end)
        self.as_of.set_value(self.desk.today)

    def _show_figures(self, cohort: Cohort) -> None:
        while (item := self.figures.column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for family, title in FAMILIES.items():
            tiles = Flow(spacing=10)
            for figure in FIGURES:
                if figure.family == family:
                    counted = is_of_people(figure) or whose_answers(figure)
                    people = partial(self.show_people, figure) if counted else None
                    tiles.addWidget(FigureTile(figure, cohort, people))
            self.figures.column.addWidget(Card(_(title), widget(tiles)))
        self.figures.column.addStretch(1)

    def _show_behind(self) -> None:
        """The duos of the period, who registered in it by how they came, or what was answered."""
        wanted, cohort = self.shown.value(), self.cohort
        if wanted in {SOURCES, PARTNERS} and cohort is not None:
            self.origins.show_cohort(cohort, wanted)
        elif wanted == ANSWERS and cohort is not None:
            self.answers.show_cohort(cohort)
        self._behind.setCurrentIndex({DUOS: 0, ANSWERS: 2}.get(wanted, 1))

    def _filter(self) -> None:
        chosen, cohort = self.chips.value(), self.cohort
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


class FigureTile(QWidget):
    """A number, what it is, its definition behind (i), and the people behind it where there are
    any.
    """

    def __init__(
        self, figure: Figure, cohort: Cohort, people: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        value = PlainLabel(shown(figure, figure.compute(cohort)), role="title")
        title = PlainLabel(figure.title, role="small", wrap=True)
        self.definition = PlainLabel(figure.definition, role="small", wrap=True)
        self.definition.hide()
        info = IconButton("info", _("Definition of “%(figure)s”", figure=figure.title), self.turn)
        top = row(value, None, info)
        if people is not None:
            name = _("People behind “%(figure)s”", figure=figure.title)
            top.insertWidget(2, IconButton("users", name, people))
        self.setLayout(column(top, title, self.definition, spacing=2))
        self.setFixedWidth(look().px(172))

    def turn(self) -> None:
        """Show the definition, or hide it again."""
        show_if(self.definition, on=self.definition.isHidden())

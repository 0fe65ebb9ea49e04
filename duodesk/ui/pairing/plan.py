"""The whole plan: who with whom over the whole waiting list, what each mentor is worth, whom to
look for, what to ask. It proposes; nobody is moved by it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QStackedWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.office.queries import offices
from duodesk.pairing.planning import Planning
from duodesk.ui import leaving
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.plan_questions import Questions
from duodesk.ui.pairing.plan_tabs import MentorsTab, PairsTab, WishesTab
from duodesk.ui.pairing.planner import Planner, planner, planner_of
from duodesk.ui.pairing.ruled import RulesDialog
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Menu, MenuButton, Segmented
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import ElidedLabel, literal, set_tip

PLAN, MENTORS, RECRUITING, QUESTIONS = "plan", "mentors", "recruiting", "questions"
_TWO_LINES_BELOW = 880  # logical pixels; the tools take two lines


class PlanPart(QWidget):
    """Four sides of one plan, which is worked out in the worker and marked while it is old."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._planner = planner(desk)
        self.office = ChoiceField(
            [(str(one.id), one.name) for one in desk.read(offices)], empty=_("All offices")
        )
        self.office.set_name(_("Office"))
        self.office.set_value(str(desk.office_id))
        self.office.setMinimumWidth(look().px(190))
        self._shown: Planning | None = None
        self.tabs = Segmented(
            [
                (PLAN, _("Duos")),
                (MENTORS, _("Mentors")),
                (RECRUITING, _("Recruiting")),
                (QUESTIONS, _("Questions")),
            ],
            value=PLAN,
            name=_("Part of the plan"),
        )
        self.state = ElidedLabel("", role="muted")
        self.verify = QCheckBox(literal(_("Allow pairs to verify")))
        set_tip(self.verify, _("Also pairs of which a language or free hours must be asked first"))
        self.verify.setChecked(self._planner.unverified)
        rest = row(self.state, self.verify, MenuButton(_("This plan"), self._offer), spacing=12)
        rest.setStretchFactor(self.state, 1)
        self._head: QBoxLayout = row(row(self.tabs, self.office, spacing=12), rest, spacing=12)
        self._head.setStretchFactor(rest, 1)
        self.pairs, self.mentors, self.wishes = PairsTab(desk), MentorsTab(desk), WishesTab(desk)
        self.questions = Questions(desk)
        self._stack = self._pages()
        whole = column(self._head, self._stack, spacing=8)
        whole.setStretchFactor(self._stack, 1)
        self.setLayout(whole)
        self.tabs.chosen.connect(lambda _code: self._show_tab())
        self.verify.toggled.connect(self._on_verify)
        self.office.committed.connect(self.show_office)
        self._follow(self._planner)
        self._show_plan()

    def show_office(self, code: str | None) -> None:
        """The plan of another office, or of all together."""
        before = self._planner
        self._planner = planner_of(self._desk, Id(code) if code else None)
        if self._planner is before:
            return
        before.moved.disconnect(self._on_moved)
        before.advised.disconnect(self._on_advised)
        self._follow(self._planner)
        self.reload()

    def reload(self) -> None:
        """Look whether people changed; the plan follows from the worker."""
        self._planner.want()
        self._show_plan()

    def show_subject(self, subject: object) -> None:
        """Go to a mentee or a mentor of the plan."""
        if self.pairs.go_to(lambda one: one.mentee.id == subject):
            self.tabs.set_value(PLAN)
        elif self.mentors.go_to(lambda one: one.mentor.id == subject):
            self.tabs.set_value(MENTORS)
        self._show_tab()

    def table(self) -> RowsTable[Any] | None:
        """The table in sight."""
        tabs = {PLAN: self.pairs, MENTORS: self.mentors, RECRUITING: self.wishes}
        tab = tabs.get(self.tabs.value())
        return tab.table if tab is not None else None

    def to_excel(self) -> None:
        """The table in sight as a workbook."""
        found = self._leaving()
        if found is not None:
            leaving.to_excel(self._desk, found)

    def print_page(self) -> None:
        """The table in sight on paper."""
        found = self._leaving()
        if found is not None:
            leaving.to_paper(self._desk, found, parent=self)

    def copy_all(self) -> None:
        """The table in sight on the clipboard; data of many only after a question."""
        table = self.table()
        if table is not None:
            table.copy_all()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def _follow(self, of: Planner) -> None:
        of.moved.connect(self._on_moved)
        of.advised.connect(self._on_advised)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= look().px(_TWO_LINES_BELOW)
        way = QBoxLayout.Direction
        self._head.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def _pages(self) -> QStackedWidget:
        self.none = EmptyState(
            "handshake",
            _("No mentee waits for a mentor."),
            hint=_("Who is interviewed and accepted appears here."),
        )
        self._parts: dict[str, QWidget] = {
            PLAN: self.pairs,
            MENTORS: self.mentors,
            RECRUITING: self.wishes,
            QUESTIONS: self.questions,
        }
        stack = QStackedWidget()
        for part in (*self._parts.values(), self.none):
            stack.addWidget(part)
        for table in (self.pairs.table, self.mentors.table):
            table.asks_first = self._ask_first
        return stack

    def _ask_first(self, n: int, copy: Callable[[], None]) -> None:
        found = self._leaving()
        if found is not None:
            leaving.ask_first(self._desk, found, n, _("Copy as a table"), copy)

    def _show_tab(self) -> None:
        code = self.tabs.value()
        nobody = self._shown is not None and not self._shown.rows and code != MENTORS
        self._stack.setCurrentWidget(self.none if nobody else self._parts[code])

    def _on_verify(self, on: bool) -> None:
        self._planner.allow_unverified(on)

    def _on_moved(self) -> None:
        """The plan is there, or people changed."""
        if isValid(self) and self.isVisible():
            self.reload()

    def _show_plan(self) -> None:
        known = self._planner.planning
        self.state.setText(self._told(known))
        for tab in (self.pairs, self.mentors):
            tab.set_current(current=self._planner.current)
        if known is not None and known is not self._shown:
            self._shown = known
            self.pairs.show_plan(known)
            self.mentors.show_plan(known)
            self._on_advised()
        self._show_tab()

    def _on_advised(self) -> None:
        if isValid(self):
            advice = self._planner.advice
            self.wishes.show_wishes(self._shown, advice.wanted if advice else ())
            self.questions.show_questions(advice.questions if advice else None)

    def _told(self, known: Planning | None) -> str:
        """How the plan stands, or that it is being made."""
        if known is None:
            return _("The plan is being worked out.")
        if not self._planner.current:
            return _("People changed: the plan is being worked out anew.")
        n = sum(one.mentor is not None for one in known.rows)
        told = [ngettext("%(n)s duo", "%(n)s duos", n)]
        if without := len(known.rows) - n:
            told.append(
                ngettext(
                    "%(n)s mentee without mentor now", "%(n)s mentees without mentor now", without
                )
            )
        return " · ".join(told)

    def _offer(self, menu: Menu) -> None:
        """What can be done with the plan in sight."""
        if self.tabs.value() == PLAN and self._shown is not None:
            some, every = self.pairs.table.selected(), self._shown.rows
            menu.item(_("Keep the marked pairs in mind"), lambda: self.pairs.keep_in_mind(some))
            menu.item(
                _("Keep the whole plan in mind"),
                lambda: self.pairs.keep_in_mind(every),
                icon_name="star",
            )
            menu.addSeparator()
        table = self.table()
        if table is not None:
            menu.item(_("Columns"), table.choose_columns, icon_name="columns-3")
            menu.item(_("To Excel, as shown…"), self.to_excel, icon_name="file-spreadsheet")
            menu.item(_("Print or PDF…"), self.print_page, icon_name="printer")
            menu.item(_("Copy as a table"), self.copy_all, icon_name="copy")
        menu.item(_("Rules about pairs…"), self._show_rules, icon_name="list")
        menu.item(_("Work it out again"), self._planner.again, icon_name="refresh-cw")

    def _show_rules(self) -> None:
        RulesDialog(self._desk, parent=self).open_over()

    def _leaving(self) -> leaving.Leaving | None:
        table = self.table()
        if table is None:
            return None
        return leaving.Leaving(table, table.accessibleName(), people=table is not self.wishes.table)

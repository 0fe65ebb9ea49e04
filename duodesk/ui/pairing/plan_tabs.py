"""Tables of the plan with what lies behind the line one is on: duos, mentors, whom to look for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.pairing import planning, rules
from duodesk.pairing.planning import MentorRow, Planning, PlanRow, Wish
from duodesk.pairing.words import RuleKind
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.plan_columns import MENTORS, PAIRS, WISHES
from duodesk.ui.pairing.plan_detail import MentorDetail, PairDetail, WishDetail
from duodesk.ui.pairing.tall import TallTable
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Menu
from duodesk.ui.widgets.layout import column, panes
from duodesk.ui.widgets.table import RowsTable


class _Tab(QWidget):
    """A table left, the line one is on right; both fade while the plan is old."""

    def __init__(self, desk: Desk, table: RowsTable[Any]) -> None:
        super().__init__()
        self._desk = desk
        self._planning: Planning | None = None
        self.table = table
        self._beside = QStackedWidget()
        self._beside.setMinimumWidth(look().px(230))
        both = panes(table, self._beside, shares=(3, 2), name=table.accessibleName())
        both.setSizes([760, 340])
        self.setLayout(column(both))

    def detail(self) -> QWidget | None:
        """What is shown of the line one is on."""
        return self._beside.currentWidget()

    def set_current(self, *, current: bool) -> None:
        """Nothing is decided on a plan that is old."""
        self._beside.setEnabled(current)

    def go_to(self, is_it: Callable[[Any], bool]) -> bool:
        """Stand on the first such line, if there is one."""
        place = self.table.rows_model.place_of(is_it)
        if place >= 0:
            self.table.go_to(place)
        return place >= 0

    def _put(self, found: Planning, rows: Sequence[Any], same: Callable[[Any], Id]) -> Any:
        """Show another plan and stay on the same person; gives the line one is on."""
        before = self.table.current()
        self._planning = found
        self.table.set_rows(rows)
        stays = before is not None and self.go_to(lambda one: same(one) == same(before))
        if rows and not stays:
            self.table.go_to(0)
        return self.table.current() if rows else None

    def _show(self, shown: QWidget) -> None:
        old = self._beside.currentWidget()
        self._beside.addWidget(shown)
        self._beside.setCurrentWidget(shown)
        if old is not None:
            self._beside.removeWidget(old)
            old.deleteLater()


class PairsTab(_Tab):
    """Every waiting mentee with the mentor of the plan; here the team decides."""

    def __init__(self, desk: Desk) -> None:
        table: RowsTable[PlanRow] = TallTable(
            PAIRS, name=_("Whole plan"), key="pairs", memory=desk.memory
        )
        super().__init__(desk, table)
        table.picked.connect(self._show_pair)
        table.opened.connect(lambda row: desk.go("people", row.mentee.id))
        table.menu_wanted.connect(self._offer)

    def show_plan(self, found: Planning) -> None:
        """Show this plan."""
        self._show_pair(self._put(found, found.rows, lambda row: row.mentee.id))

    def keep(self, mentee_id: Id, mentor_id: Id) -> None:
        """The team decides this pair: every further plan has it."""
        made = self._desk.do(
            rules.put_rule, RuleKind.LOCKED, mentee_id=mentee_id, mentor_id=mentor_id
        )
        if made is not None:
            self._desk.say(_("Kept: every plan has this pair until you let it go."))

    def let_go(self, rule_id: Id) -> None:
        """The plan may think of the pair freely again."""
        self._desk.do(rules.lift_rule, rule_id)

    def keep_in_mind(self, rows: Sequence[PlanRow]) -> None:
        """Cards under “Suggested” for these pairs, in one step; those whose mentee is of another
        office are left to that office.
        """
        ours = [one for one in rows if one.ours]
        wanted = [one for one in ours if one.mentor is not None and not one.in_mind]
        if rows and not ours:
            self._desk.say(_("Other offices decide about these mentees."), "info")
        elif not wanted:
            self._desk.say(_("These pairs are kept in mind already."), "info")
        elif self._desk.do(planning.keep_in_mind, wanted) is not None:
            self._desk.say(
                ngettext(
                    "%(n)s pair is kept in mind: a card under “Suggested”.",
                    "%(n)s pairs are kept in mind: cards under “Suggested”.",
                    len(wanted),
                )
            )

    def _show_pair(self, shown: PlanRow | None) -> None:
        if shown is None or self._planning is None:
            self._show(QWidget())
            return
        detail = PairDetail(self._desk, self._planning, shown)
        detail.kept.connect(lambda mentor_id: self.keep(shown.mentee.id, mentor_id))
        detail.let_go.connect(self.let_go)
        detail.in_mind.connect(lambda one: self.keep_in_mind([one]))
        self._show(detail)

    def _offer(self, shown: PlanRow, place: QPoint) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mentor, rule_id = shown.mentor, shown.rule_id
        if rule_id is not None and shown.ours:
            menu.item(_("Let it go"), partial(self.let_go, rule_id), icon_name="unlink")
        elif mentor is not None and shown.ours:
            keep = partial(self.keep, shown.mentee.id, mentor.id)
            menu.item(_("Keep this pair"), keep, icon_name="lock")
        some = self.table.selected()
        menu.item(_("Keep in mind"), lambda: self.keep_in_mind(some), icon_name="star")
        menu.item(_("Copy as a table"), self.table.copy, icon_name="copy")
        menu.popup(place)


class MentorsTab(_Tab):
    """Every free mentor, those first whom the plan would miss most."""

    def __init__(self, desk: Desk) -> None:
        table: RowsTable[MentorRow] = RowsTable(
            MENTORS, name=_("Mentors"), key="plan-mentors", memory=desk.memory
        )
        super().__init__(desk, table)
        table.picked.connect(self._show_mentor)
        table.opened.connect(lambda row: desk.go("people", row.mentor.id))

    def show_plan(self, found: Planning) -> None:
        """Show this plan."""
        self._show_mentor(self._put(found, found.mentors, lambda row: row.mentor.id))

    def _show_mentor(self, shown: MentorRow | None) -> None:
        if shown is None or self._planning is None:
            self._show(QWidget())
        else:
            self._show(MentorDetail(self._desk, self._planning, shown))


class WishesTab(_Tab):
    """The kinds of mentors that would help most."""

    def __init__(self, desk: Desk) -> None:
        table: RowsTable[Wish] = RowsTable(
            WISHES, name=_("Recruiting"), key="plan-recruiting", memory=desk.memory
        )
        super().__init__(desk, table)
        table.picked.connect(self._show_wish)

    def show_wishes(self, found: Planning | None, wishes: Sequence[Wish]) -> None:
        """Show whom to look for; nobody while that is worked out."""
        self._planning = found
        self.table.set_rows(wishes)
        if wishes:
            self.table.go_to(0)
        self._show_wish(self.table.current() if wishes else None)

    def _show_wish(self, shown: Wish | None) -> None:
        if shown is None or self._planning is None:
            self._show(QWidget())
        else:
            self._show(WishDetail(self._desk, self._planning, shown))

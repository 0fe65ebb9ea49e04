"""Everybody on the way in: how far each has come, what comes next and how pressing it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.people.recruiting import WayRow, on_the_way
from duodesk.people.steps import Haste, State, Step
from duodesk.ui.desk import Desk
from duodesk.ui.people.coming import due_badge, next_words
from duodesk.ui.people.deciding import DecideDialog
from duodesk.ui.people.marks import MarksDelegate, marks_words
from duodesk.ui.people.register import RegisterDialog
from duodesk.ui.people.view import View
from duodesk.ui.widgets.buttons import Button, Menu, Segmented
from duodesk.ui.widgets.cells import CellDelegate
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import FilterChips, SearchBox
from duodesk.ui.widgets.table import RowsTable

_LATE = "late"
_CHIPS = (
    (str(Step.CALL), N_("To call: %(n)s")),
    (str(Step.SESSION), N_("Session: %(n)s")),
    (str(Step.INTERVIEW), N_("Interview: %(n)s")),
    (str(Step.DECISION), N_("Decision: %(n)s")),
    (_LATE, N_("Late: %(n)s")),
)
_HASTE = list(Haste)


def _pressing(row: WayRow) -> tuple[int, date]:
    """What presses most first."""
    if row.next is None:
        return (len(_HASTE), date.max)
    return (-_HASTE.index(row.next.haste), row.next.due or date.max)


def columns(today: date) -> tuple[Column[WayRow], ...]:
    """The columns of the list."""
    return (
        Column(key="name", title=N_("Name"), text=lambda r: r.name, width=165, strong=True),
        Column(
            key="role",
            title=N_("Role"),
            text=lambda r: reference.chosen("role", r.role),
            width=74,
        ),
        Column(
            key="way",
            title=N_("Way in"),
            text=lambda r: marks_words(r.marks).replace("\n", "; "),
            order=lambda r: sum(mark.state == State.DONE for mark in r.marks),
            drawn=lambda r: r.marks,
            tip=lambda r: marks_words(r.marks),
            searched=False,
            width=145,
        ),
        Column(
            key="next",
            title=N_("Next step"),
            text=lambda r: next_words(r.next, r.status, today),
            width=182,
        ),
        Column(
            key="when",
            title=N_("When"),
            text=lambda r: due_badge(r.next, today).text,
            badges=lambda r: [due_badge(r.next, today)],
            order=_pressing,
            width=132,
        ),
        Column(
            key="registered",
            title=N_("Registered on"),
            text=lambda r: short(r.facts.registered_on),
            order=lambda r: r.facts.registered_on,
            width=134,
        ),
        Column(key="from", title=N_("Sent by"), text=_origin, width=170),
        Column(
            key="coordinator", title=N_("Coordination"), text=lambda r: r.coordinator,
            width=130, hidden=True,
        ),
        Column(key="number", title=N_("Number"), text=lambda r: r.number, width=100, hidden=True),
    )  # fmt: skip


def _origin(row: WayRow) -> str:
    return row.partner or (reference.chosen("source", row.source) if row.source else "")


class RecruitmentView(View):
    """Answers one question: who waits for which step of ours?"""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._decide = Button(_("Decide…"), self.decide, icon_name="clipboard-check")
        self.header = PageHeader(
            _("Recruitment"),
            "",
            self._decide,
            Button(_("New person"), self.make_new, kind="primary", icon_name="user-plus"),
        )
        self.roles = Segmented(
            [("", _("All")), ("mentee", _("Mentees")), ("mentor", _("Mentors"))], name=_("Role")
        )
        self.search = SearchBox(_("Find in this list"))
        self.chips = FilterChips(
            [(code, _(text, n=0)) for code, text in _CHIPS], name=_("Filter by next step")
        )
        self.table: RowsTable[WayRow] = RowsTable(
            columns(desk.today),
            name=_("People on the way in"),
            key="recruitment",
            memory=desk.memory,
            folded=lambda r: r.folded,
        )
        cells = self.table.itemDelegate()
        assert isinstance(cells, CellDelegate)  # noqa: S101 - every table of ours has one
        place = next(i for i, c in enumerate(self.table.rows_model.columns) if c.key == "way")
        self.table.setItemDelegateForColumn(place, MarksDelegate(cells, self.table))
        self._stack = QStackedWidget()
        self._none = EmptyState(
            "circle-check",
            _("Nobody is on the way in."),
            Button(_("New person"), self.make_new, kind="primary"),
            hint=_("Who registers appears here until something is decided."),
        )
        self._hidden = EmptyState(
            "list-filter", _("No one fits this filter."), Button(_("Clear"), self._clear)
        )
        for part in (self.table, self._none, self._hidden):
            self._stack.addWidget(part)
        self._lay()
        self.reload()

    @override
    def reload(self) -> None:
        today = self._desk.today
        rows = self._desk.read(on_the_way, today=today, office_id=self._desk.office_id)
        rows.sort(key=_pressing)
        counts = {code: sum(_fits(row, code) for row in rows) for code, _text in _CHIPS}
        self.chips.set_options([(code, _(text, n=counts[code])) for code, text in _CHIPS])
        told = [ngettext("%(n)s person on the way in", "%(n)s people on the way in", len(rows))]
        if counts[_LATE]:
            n = counts[_LATE]
            told.append(ngettext("%(n)s step is late", "%(n)s steps are late", n))
        self.header.set_texts(_("Recruitment"), " · ".join(told))
        self.table.set_rows(rows)
        self._filter()

    @override
    def focus_search(self) -> None:
        self.search.setFocus()

    @override
    def make_new(self) -> None:
        """Register somebody; they then stand on top of the list."""
        dialog = RegisterDialog(self._desk, self.roles.value() or "mentee", parent=self.window())
        dialog.registered.connect(self.opened)
        dialog.open_over()

    def decide(self) -> None:
        """Decide about the person one is on."""
        shown = self.table.current()
        if shown is not None:
            DecideDialog(self._desk, shown, parent=self.window()).open_over()

    def _lay(self) -> None:
        tools = row(self.roles, self.search, spacing=12)
        tools.setStretchFactor(self.search, 1)
        layout = column(self.header, tools, self.chips, self._stack, spacing=10)
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)
        self.roles.set_value("")
        self.roles.chosen.connect(lambda _code: self._filter())
        self.search.searched.connect(lambda _text: self._filter())
        self.search.went_down.connect(self.table.setFocus)
        self.chips.changed.connect(self._filter)
        self.chips.cleared.connect(self.search.clear)
        self.table.opened.connect(lambda found: self.opened.emit(found.person_id))
        self.table.menu_wanted.connect(self._offer)

    def _filter(self) -> None:
        chosen, role = self.chips.value(), self.roles.value()
        steps = chosen - {_LATE}

        def keep(one: WayRow) -> bool:
            return (
                (not role or one.role == role)
                and (not steps or any(_fits(one, code) for code in steps))
                and (_LATE not in chosen or _fits(one, _LATE))
            )

        model = self.table.rows_model
        model.set_filter(self.search.text(), keep)
        shown, total = model.rowCount(), model.total()
        narrowed = bool(self.search.text() or role)
        self.chips.show_count(shown, total, filtered=narrowed)
        if shown and self.table.current() is None:
            self.table.go_to(0)
        self._decide.setEnabled(bool(shown))
        self._stack.setCurrentWidget(self.table if shown else self._hidden if total else self._none)

    def _clear(self) -> None:
        self.roles.set_value("")
        self.search.clear()
        self.chips.clear()

    def _offer(self, shown: WayRow, at: QPoint) -> None:
        menu = Menu(self)
        menu.item(_("Open"), lambda: self.opened.emit(shown.person_id), icon_name="user")
        menu.item(_("Decide…"), self.decide, icon_name="clipboard-check")
        menu.popup(at)


def _fits(row: WayRow, code: str) -> bool:
    if row.next is None:
        return False
    return row.next.haste == Haste.LATE if code == _LATE else row.next.step == code

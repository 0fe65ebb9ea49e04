"""The outcome rounds: whom to call, until when, what was tried, and of how many we know."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.followup import rounds
from duodesk.followup.rounds import Known, Round, RoundRow
from duodesk.ui.desk import Desk
from duodesk.ui.duos.coverage import CoverageBar
from duodesk.ui.duos.outcome_side import ROUNDS
from duodesk.ui.duos.part import DuosPart
from duodesk.ui.duos.round_panel import RoundPanel
from duodesk.ui.duos.round_table import RoundsTable
from duodesk.ui.theme import look
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, panes, row, widget
from duodesk.ui.widgets.search import FilterChips, SearchBox

_TO_CALL = "to_call"


class RoundsPart(DuosPart):
    """Left the calls, the nearest deadline first; right whom one is calling now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: list[RoundRow] = []
        self.bar = CoverageBar()
        self.tools.setLayout(column(self.bar))
        self.search = SearchBox(_("Find in this list"))
        self.search.setMaximumWidth(look().px(260))
        self.chips = FilterChips(
            [(_TO_CALL, _("To call")), *((str(one), _(title)) for one, title in ROUNDS.items())],
            name=_("Filter the calls"),
        )
        self.chips.set_value(frozenset({_TO_CALL}))
        self.table = RoundsTable(desk)
        self.panel = RoundPanel(desk)
        self._none = EmptyState(
            "circle-check",
            _("Nobody waits for a call."),
            hint=_("Nine and twelve months after a duo began, its mentee appears here: from two "
                   "weeks before to a month after the day."),
        )  # fmt: skip
        self._hidden = EmptyState("list-filter", _("No call fits this filter."))
        self._stack = QStackedWidget()
        for part in (self.table, self._none, self._hidden):
            self._stack.addWidget(part)
        narrow = row(self.search, self.chips, spacing=10)
        narrow.setStretchFactor(self.chips, 3)
        left = widget(column(narrow, self._stack, spacing=8))
        both = panes(left, self.panel, shares=(5, 3), name=_("Outcome round"), parent=self)
        both.setSizes([790, 330])
        self.setLayout(column(both))
        self.setFocusProxy(self.table)
        self.search.searched.connect(lambda _text: self._filter())
        self.search.went_down.connect(self.table.setFocus)
        self.chips.changed.connect(self._filter)
        self.table.picked.connect(self.panel.show_row)
        self.table.noted.connect(lambda reached: self.panel.note(reached=reached))
        self.table.opened.connect(lambda one: desk.go("duos", one.duo_id))
        self.reload()

    @override
    def reload(self) -> None:
        desk = self._desk
        self._rows = desk.read(rounds.rounds, office_id=desk.office_id, today=desk.today)
        self._rows.sort(key=lambda one: (one.known != Known.TO_CALL, one.last_day, one.mentee))
        self.table.set_rows(self._rows)
        self._filter()

    @override
    def subject(self) -> object:
        one = self.table.current()
        return ("rounds", one.duo_id) if one is not None else "rounds"

    @override
    def duo_id(self) -> Id | None:
        one = self.table.current()
        return one.duo_id if one is not None else None

    @override
    def show_subject(self, subject: object) -> None:
        self._filter(subject if isinstance(subject, Id) else None)

    @override
    def focus_search(self) -> None:
        self.search.setFocus()

    @override
    def settle(self) -> None:
        self.panel.settle()

    def _filter(self, wanted: Id | None = None) -> None:
        chosen = self.chips.value()
        which = chosen - {_TO_CALL}

        def keep(one: RoundRow) -> bool:
            waits = one.known == Known.TO_CALL
            return (not which or str(one.round) in which) and (_TO_CALL not in chosen or waits)

        model, before = self.table.rows_model, self.table.current()
        place = self.table.currentIndex().row()
        model.set_filter(self.search.text(), keep)
        shown, total = model.rowCount(), model.total()
        self.chips.show_count(shown, total, filtered=bool(self.search.text()))
        if shown:
            known = wanted or (before.duo_id if before else None)
            found = model.place_of(lambda one: one.duo_id == known)
            self.table.go_to(found if found >= 0 else min(max(place, 0), shown - 1))
        self.panel.show_row(self.table.current() if shown else None)
        nobody = self._hidden if total else self._none
        self._stack.setCurrentWidget(self.table if shown else nobody)
        only = Round(next(iter(which))) if len(which) == 1 else None
        told = rounds.coverage(self._rows, on=self._desk.today, which=only)
        self.bar.show_coverage(told)

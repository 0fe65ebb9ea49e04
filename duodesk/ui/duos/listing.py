"""The list of duos: one line each with its weeks, the chosen one below with what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.followup import marking
from duodesk.followup.overview import OverviewRow, overview
from duodesk.followup.words import DuoStage, Held
from duodesk.ui.desk import Desk
from duodesk.ui.duos.covering import CoverDialog
from duodesk.ui.duos.detail import DuoDetail
from duodesk.ui.duos.grid import DuosTable
from duodesk.ui.duos.legend import Legend
from duodesk.ui.duos.log import LogDialog
from duodesk.ui.duos.narrowing import Narrowing
from duodesk.ui.duos.part import DuosPart
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, panes, row, widget
from duodesk.ui.widgets.search import SearchBox
from duodesk.ui.widgets.text import ElidedLabel, show_if


class DuosList(DuosPart):
    """Answers one question: how is each duo doing?"""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: list[OverviewRow] = []
        self._with_ended = False
        self.told = ElidedLabel("", role="muted")
        self.search = SearchBox(_("Find in this list"))
        self.search.setFixedWidth(look().px(230))
        self.narrowing = Narrowing(desk)
        self.table = DuosTable(desk)
        self._none = EmptyState(
            "heart-handshake",
            _("No duo fits this filter."),
            hint=_("A duo appears here when both have said yes under Pairing."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none)
        self.detail = DuoDetail(desk)
        self._lay()
        self._connect()
        self.reload()

    @override
    def reload(self) -> None:
        desk = self._desk
        self._with_ended = self.narrowing.with_ended
        self._rows = desk.read(
            overview, office_id=desk.office_id, today=desk.today, ended=self._with_ended
        )
        self.narrowing.learn(self._rows)
        active = sum(row.duo.stage == DuoStage.ACTIVE for row in self._rows)
        risky = sum(bool(row.alerts) for row in self._rows)
        told = [ngettext("%(n)s duo is active", "%(n)s duos are active", active)]
        if risky:
            told.append(ngettext("%(n)s asks for attention", "%(n)s ask for attention", risky))
        self.told.setText(" · ".join(told))
        before = self.table.current()
        self._fill(before.id if before else None)

    @override
    def show_subject(self, subject: object) -> None:
        if not isinstance(subject, Id):
            return
        found = self._find(subject)
        if found is None:
            self.narrowing.show_all_of(str(DuoStage.ENDED))
            self.reload()
            found = self._find(subject)
        if found is None:
            self.narrowing.clear()
            self._desk.say(_("There is no such duo in this office."), "info")
            return
        self.search.clear()
        if not self._keeps(found):
            self.narrowing.show_all_of(str(found.duo.stage))
        self._fill(found.id)

    @override
    def subject(self) -> object:
        return self.duo_id()

    @override
    def duo_id(self) -> Id | None:
        row = self.table.current()
        return row.id if row is not None else None

    @override
    def focus_search(self) -> None:
        self.search.setFocus()

    def log_week(self, row: OverviewRow, state: Held) -> None:
        """Note this week's meeting with one key."""
        if self._desk.do(marking.mark_week, row.id, state) is not None:
            self._desk.say(
                _(
                    "%(number)s, this week: %(state)s. Ctrl+Z takes it back.",
                    number=row.duo.number,
                    state=reference.chosen("held", state),
                )
            )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._top.isHidden():
            self.enlarge(on=False)
        else:
            super().keyPressEvent(event)

    def enlarge(self, *, on: bool) -> None:
        """Give the chosen duo all the room, or show the list again."""
        show_if(self._top, on=not on)
        self.detail.show_enlarged(on=on)
        if on:
            self.detail.go_in()
        else:
            self.table.setFocus()

    def _lay(self) -> None:
        log = Button(
            _("Log…"), self._log, kind="primary", icon_name="phone",
            tip=_("A talk or a weekly meeting (Ctrl+M)"),
        )  # fmt: skip
        hand_over = Button(
            _("Hand over my duos…"),
            lambda: CoverDialog(self._desk, parent=self.window()).open_over(),
            icon_name="users",
        )
        tools = row(self.told, self.search, hand_over, log, spacing=8)
        tools.setStretchFactor(self.told, 1)
        self.tools.setLayout(tools)
        self._top = widget(column(self.narrowing, self._stack, Legend(), spacing=6))
        both = panes(self._top, self.detail, shares=(1, 1), name=_("Duos"), parent=self)
        both.setOrientation(Qt.Orientation.Vertical)
        both.setSizes([360, 250])
        self.setLayout(column(both))
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self._fill(self.duo_id()))
        self.search.went_down.connect(self.table.setFocus)
        self.narrowing.changed.connect(self._narrowed)
        self.narrowing.ordered.connect(self.table.order_as)
        self.table.reshaped.connect(lambda: self.narrowing.show_order(self.table.order()))
        self.narrowing.show_order(self.table.order())
        self.table.picked.connect(self.detail.show_duo)
        self.table.noted.connect(self.log_week)
        self.table.wanted.connect(lambda _row, act: self.detail.act(act))
        self.table.opened.connect(lambda _row: self.enlarge(on=True))
        self.detail.enlarged.connect(lambda on: self.enlarge(on=on))

    def _log(self) -> None:
        LogDialog(self._desk, self.duo_id(), parent=self.window()).open_over()

    def _narrowed(self) -> None:
        if self.narrowing.with_ended != self._with_ended:
            self.reload()
        else:
            self._fill(self.duo_id())

    def _find(self, subject: Id) -> OverviewRow | None:
        """The duo, or that of a person."""
        ids = [
            row for row in self._rows if subject in {row.id, row.duo.mentee_id, row.duo.mentor_id}
        ]
        return next((row for row in ids if row.id == subject), next(iter(ids), None))

    def _keeps(self, one: OverviewRow) -> bool:
        return self.narrowing.keeps(one, self._desk.today, self._desk.store.author_id)

    def _fill(self, wanted: Id | None = None) -> None:
        table, model = self.table, self.table.rows_model
        table.set_rows(self._rows, self.search.text(), self._keeps)
        shown, total = model.rowCount(), model.total()
        filtered = bool(self.search.text()) or self.narrowing.narrows
        self.narrowing.show_count(shown, total, filtered=filtered)
        self._stack.setCurrentWidget(table if shown else self._none)
        place = model.place_of(lambda row: row.id == wanted) if wanted else 0
        if shown:
            table.go_to(max(place, 0))
        self.detail.show_duo(table.current() if shown else None)

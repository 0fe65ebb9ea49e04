"""The duos: one line each with the 26 weeks, the chosen one below with what can be noted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.followup import commands, queries
from duodesk.followup.commands import MeetingValues
from duodesk.followup.queries import DuoRow
from duodesk.followup.words import DuoStage, Held
from duodesk.office import settings
from duodesk.ui.desk import Desk
from duodesk.ui.duos.detail import DuoDetail
from duodesk.ui.duos.grid import DuosTable
from duodesk.ui.page import Page
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.layout import column, panes, widget
from duodesk.ui.widgets.search import FilterChips, SearchBox

_FILTERS = (
    (DuoStage.TO_SIGN, N_("To sign")),
    (DuoStage.ACTIVE, N_("Active")),
    (DuoStage.ENDED, N_("Ended")),
)
QUIET = "quiet"


class DuosPage(Page):
    """Answers one question: how is each duo doing?"""

    tables = frozenset(
        {
            "duo", "meeting", "meeting_topic", "outcome_event", "status_check", "document",
            "signature", "person", "setting", "author", "transfer",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: list[DuoRow] = []
        chosen = desk.read(settings.values, office_id=desk.office_id, on=desk.today)
        self._amber = chosen.number(settings.SILENCE_AMBER)
        red = chosen.number(settings.SILENCE_RED)
        self.header = PageHeader(_("Duos"), "")
        self.search = SearchBox(_("Find in this list"))
        self.chips = FilterChips(
            [*((str(s), _(title)) for s, title in _FILTERS), (QUIET, _("Silent for long"))],
            name=_("Filter the duos"),
        )
        self.chips.set_value(frozenset({str(DuoStage.TO_SIGN), str(DuoStage.ACTIVE)}))
        self.table = DuosTable(desk.memory, amber=self._amber, red=red)
        self._none = EmptyState(
            "heart-handshake",
            _("No duo fits this filter."),
            hint=_("A duo appears here when both have said yes under Pairing."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none)
        self.detail = DuoDetail(desk)
        top = widget(column(self.search, self.chips, self._stack, spacing=8))
        both = panes(top, self.detail, shares=(3, 2), name=_("Duos"))
        both.setOrientation(Qt.Orientation.Vertical)
        both.setSizes([290, 330])
        self.lay(self.header, both, grow=both)
        self.search.searched.connect(lambda _text: self._filter())
        self.search.went_down.connect(self.table.setFocus)
        self.chips.changed.connect(self._filter)
        self.table.picked.connect(self.detail.show_duo)
        self.table.noted.connect(self.log)
        self.table.opened.connect(lambda _row: self.detail.go_in())
        self.reload()

    @override
    def reload(self) -> None:
        desk = self.desk
        self._rows = desk.read(queries.duos, today=desk.today, office_id=desk.office_id)
        active = sum(row.stage == DuoStage.ACTIVE for row in self._rows)
        silent = sum(self._is_silent(row) for row in self._rows)
        told = [ngettext("%(n)s duo is active", "%(n)s duos are active", active)]
        if silent:
            told.append(ngettext("%(n)s is silent for long", "%(n)s are silent for long", silent))
        self.header.set_texts(_("Duos"), " · ".join(told))
        before = self.table.current()
        self.table.set_rows(self._rows)
        self._filter(before.id if before else None)

    @override
    def show_subject(self, subject: object) -> None:
        if not isinstance(subject, Id):
            return
        found = [r for r in self._rows if subject in {r.id, r.mentee_id, r.mentor_id}]
        if not found:
            self.desk.say(_("There is no such duo in this office."), "info")
            return
        self.search.clear()
        if str(found[0].stage) not in self.chips.value():
            self.chips.set_value(frozenset({str(found[0].stage)}))
        self._filter(found[0].id)

    @override
    def subject(self) -> object:
        row = self.table.current()
        return row.id if row is not None else None

    @override
    def focus_filter(self) -> None:
        self.search.setFocus()

    def log(self, row: DuoRow, state: Held) -> None:
        """Note this week's meeting with one key."""
        done = self.desk.do(commands.log_meeting, row.id, MeetingValues(self.desk.today, state))
        if done is not None:
            self.desk.say(
                _(
                    "%(number)s: %(state)s, today",
                    number=row.number,
                    state=reference.chosen("held", state),
                )
            )

    def _filter(self, wanted: Id | None = None) -> None:
        chosen = self.chips.value()
        stages = chosen - {QUIET}

        def keep(row: DuoRow) -> bool:
            return (not stages or row.stage in stages) and (
                QUIET not in chosen or self._is_silent(row)
            )

        model = self.table.rows_model
        model.set_filter(self.search.text(), keep)
        shown, total = model.rowCount(), model.total()
        self.chips.show_count(shown, total, filtered=bool(self.search.text()))
        self._stack.setCurrentWidget(self.table if shown else self._none)
        place = model.place_of(lambda row: row.id == wanted) if wanted else 0
        if shown:
            self.table.go_to(max(place, 0))
            self.detail.show_duo(model.row_at(max(place, 0)))
        else:
            self.detail.show_duo(None)

    def _is_silent(self, row: DuoRow) -> bool:
        return row.stage == DuoStage.ACTIVE and row.silent_days >= self._amber

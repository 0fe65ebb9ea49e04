"""Inviting several people at once: those who wait for a session, or anybody of the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.people import queries
from duodesk.people.attendance import SessionRow, attendees, candidates
from duodesk.people.sessions import invite
from duodesk.people.words import Presence
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import SearchBox
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel


@dataclass(frozen=True, slots=True)
class Pick:
    """Somebody who can be picked."""

    id: Id
    name: str
    number: str
    municipality: str
    since: date | None = None
    missed_on: date | None = None


class InviteDialog(Dialog):
    """Space, Enter or a click picks a person; Enter in the search field picks the first found."""

    def __init__(self, desk: Desk, shown: SessionRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Invite to the session of %(day)s", day=short(shown.held_on)),
            icon_name="user-plus",
            parent=parent,
        )
        self.setMinimumWidth(look().px(720))
        self._desk = desk
        self._session = shown
        self.who = Segmented(
            [("waiting", _("Waiting for a session")), ("all", _("Everybody"))],
            value="waiting",
            name=_("List"),
        )
        self.search = SearchBox(_("Find in this list"))
        self.table = PickTable(desk.today)
        self.count = PlainLabel(role="muted", wrap=True)
        self.warning = Notice("", tone="warn")
        tools = row(self.who, self.search, spacing=12)
        tools.setStretchFactor(self.search, 1)
        self.body.addLayout(tools)
        for part in (self.table, self.count, self.warning):
            self.body.addWidget(part)
        self.add_button(_("Cancel"), self.reject)
        self._adding: list[Button] = []
        if shown.held_on <= desk.today:
            self._adding.append(self.add_button(_("They came unannounced"), self.came))
        self.button = self.add_button("", self.invite, kind="primary")
        self._adding.append(self.button)
        self.who.chosen.connect(lambda _code: self._read())
        self.search.searched.connect(self.table.rows_model.set_filter)
        self.search.returnPressed.connect(self._pick_first)
        self.search.went_down.connect(self._go_down)
        self.table.picks_changed.connect(self._tell)
        self._read()
        self._tell()
        self.search.setFocus()

    def invite(self) -> None:
        """Invite those who were picked."""
        self._add(Presence.INVITED)

    def came(self) -> None:
        """Note those who were picked as present, though nobody had invited them."""
        self._add(Presence.ATTENDED)

    def _add(self, presence: Presence) -> None:
        people = list(self.table.picks)
        done = self._desk.do(invite, self._session.id, people, presence=presence)
        if done is not None:
            self.accept()

    def _read(self) -> None:
        desk, shown = self._desk, self._session
        rows: Sequence[Pick]
        if self.who.value() == "waiting":
            found = desk.read(candidates, shown.id, today=desk.today)
            rows = [
                Pick(c.person_id, c.name, c.number, c.municipality, c.since, c.missed_on)
                for c in found
            ]
        else:
            there = {one.person_id for one in desk.read(attendees, shown.id)}
            everybody = desk.read(
                queries.people, role=shown.role, office_id=desk.office_id, today=desk.today,
                bare=True,
            )  # fmt: skip
            rows = [
                Pick(p.id, p.name, p.number, p.municipality) for p in everybody if p.id not in there
            ]
        self.table.set_rows(rows, self.search.text())

    def _pick_first(self) -> None:
        if self.search.text().strip() and self.table.rows_model.rowCount():
            self.table.toggle(self.table.rows_model.row_at(0))
            self.search.selectAll()

    def _go_down(self) -> None:
        if self.table.rows_model.rowCount():
            self.table.go_to(0)
            self.table.setFocus()

    def _tell(self) -> None:
        chosen, left = len(self.table.picks), self._session.seats_left
        told = [ngettext("%(n)s person picked", "%(n)s people picked", chosen)]
        if left is not None:
            told.append(ngettext("%(n)s seat left", "%(n)s seats left", max(left, 0)))
        self.count.setText(" · ".join(told))
        over = left is not None and chosen > max(left, 0)
        self.warning.set_text(
            _("There are more people than seats. You can invite them all the same.") if over else ""
        )
        self.button.set_text(ngettext("Invite %(n)s person", "Invite %(n)s people", chosen))
        for button in self._adding:
            button.setEnabled(chosen > 0)


class PickTable(RowsTable[Pick]):
    """People to tick; who is ticked stays so while one searches on."""

    picks_changed = Signal()

    def __init__(self, today: date) -> None:
        self.picks: dict[Id, Pick] = {}
        super().__init__(self._columns(today), name=_("People"))
        self.setMinimumHeight(look().px(250))
        self.clicked.connect(self._on_clicked)

    def toggle(self, pick: Pick) -> None:
        """Pick somebody, or not."""
        if self.picks.pop(pick.id, None) is None:
            self.picks[pick.id] = pick
        self.viewport().update()
        self.picks_changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() in keys and not event.modifiers():
            for pick in self.selected():
                self.toggle(pick)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.toggle(self.rows_model.row_at(index))

    def _columns(self, today: date) -> tuple[Column[Pick], ...]:
        return (
            Column(
                key="tick",
                title=N_("Picked"),
                text=lambda p: _("picked") if p.id in self.picks else "",
                icon=lambda p: (
                    ("circle-check", "good_text") if p.id in self.picks else ("plus", "muted")
                ),
                width=72,
                searched=False,
                fixed=True,
            ),
            Column(key="name", title=N_("Name"), text=lambda p: p.name, width=185, strong=True),
            Column(
                key="waiting",
                title=N_("Waiting"),
                text=lambda p: _days(p, today),
                order=lambda p: p.since,
                width=90,
                right=True,
            ),
            Column(
                key="missed",
                title=N_("Missed"),
                text=lambda p: short(p.missed_on),
                badges=lambda p: [Badge(short(p.missed_on), "warn")] if p.missed_on else [],
                order=lambda p: p.missed_on,
                width=110,
            ),
            Column(key="place", title=N_("Municipality"), text=lambda p: p.municipality, width=130),
            Column(
                key="number", title=N_("Number"), text=lambda p: p.number, width=100, hidden=True
            ),
        )


def _days(pick: Pick, today: date) -> str:
    if pick.since is None:
        return ""
    return ngettext("%(n)s day", "%(n)s days", max((today - pick.since).days, 0))

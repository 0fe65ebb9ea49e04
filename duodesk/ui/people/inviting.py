"""Inviting several people at once: those who wait for a session, or anybody of the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

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
from duodesk.ui.widgets.picks import PickTable
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import SearchBox
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
        self.table: PickTable[Pick] = PickTable(
            _columns(desk.today), identity=lambda p: p.id, name=_("People")
        )
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
        self.table.follow(self.search)
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
        people = [pick.id for pick in self.table.picks]
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


def _columns(today: date) -> tuple[Column[Pick], ...]:
    return (
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
        Column(key="number", title=N_("Number"), text=lambda p: p.number, width=100, hidden=True),
    )


def _days(pick: Pick, today: date) -> str:
    if pick.since is None:
        return ""
    return ngettext("%(n)s day", "%(n)s days", max((today - pick.since).days, 0))

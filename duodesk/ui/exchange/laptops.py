"""The other laptops: when we heard of them, what they lack, and who may invite and retire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _, ngettext
from duodesk.exchange.entries import table_title
from duodesk.exchange.folder import refuse_folder
from duodesk.exchange.overview import LaptopRow, Overview
from duodesk.office import queries as office
from duodesk.ui.desk import Desk
from duodesk.ui.exchange.inviting import Inviting
from duodesk.ui.exchange.rights import Rights, advice, reason
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, set_tip, show_if


def _day(at: datetime | None) -> str:
    return short(at.astimezone(BELGIUM).date()) if at else "–"


def _state(one: LaptopRow) -> tuple[Badge, ...]:
    former = (Badge(_("before it was put back"), "neutral"),) if one.former else ()
    if not one.active:
        return (*former, Badge(_("retired"), "neutral"))
    return former or (_told(one), *((Badge(_("may invite"), "neutral"),) if one.inviter else ()))


def _told(one: LaptopRow) -> Badge:
    if one.late:
        return Badge(_("ask for a file"), "warn")
    if one.lacks:
        n = one.lacks
        return Badge(ngettext("%(n)s action to send", "%(n)s actions to send", n), "info")
    return Badge(_("up to date"), "good")


def _brought(one: LaptopRow) -> str:
    """“people: 12 · meetings: 31”, the most first."""
    counts = sorted(one.brought.items(), key=lambda item: (-item[1], item[0]))
    return " · ".join(_("%(table)s: %(n)s", table=table_title(table), n=n) for table, n in counts)


def _answer(dialog: Dialog, call: Callable[[], object]) -> None:
    dialog.accept()
    call()


class LaptopsPart(QStackedWidget):
    """A table, or how to begin."""

    def __init__(self, desk: Desk, changed: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._changed = changed
        self._offices = {one.id: one.name for one in desk.read(office.offices)}
        columns: tuple[Column[LaptopRow], ...] = (
            Column(key="name", title=N_("Laptop"), text=lambda r: r.name, strong=True, width=100),
            Column(key="office", title=N_("Office"), width=130,
                   text=lambda r: self._offices.get(r.office_id, "")),
            Column(key="label", title=N_("Whose"), text=lambda r: r.label, width=180),
            Column(key="state", title=N_("State"), width=240, badges=_state,
                   text=lambda r: ", ".join(b.text for b in _state(r))),
            Column(key="heard", title=N_("Last received"), text=lambda r: _day(r.heard_at),
                   order=lambda r: r.heard_at, width=130),
            Column(key="brought", title=N_("Their file contained"), text=_brought, tip=_brought,
                   width=190),
            Column(key="sent", title=N_("Last sent"), text=lambda r: _day(r.sent_at),
                   order=lambda r: r.sent_at, width=120),
        )  # fmt: skip
        self.table: RowsTable[LaptopRow] = RowsTable(
            columns, name=_("Offices and laptops"), memory=desk.memory, key="exchange/laptops"
        )
        self.own = PlainLabel("", role="muted", wrap=True)
        self.inviting = Inviting(desk, self, self._offices, changed)
        self.rights = Rights(desk, changed)
        self._able = (
            Button(_("Invite a laptop…"), self.invite, icon_name="plus"),
            Button(_("Give it the right to invite…"), self.entrust, kind="quiet"),
            Button(_("Retire this laptop…"), self.retire, kind="quiet"),
            Button(_("Invite a laptop…"), self.invite, kind="primary"),
        )
        self._regain = Button(_("With the recovery sheet…"), self.regain, kind="quiet")
        set_tip(self._regain, _("Where all laptops are lost that may invite others"))
        side = row(None, self._regain, *self._able[:3])
        shown = column(self.table, self.own, side, spacing=8)
        shown.setStretchFactor(self.table, 1)
        self.addWidget(widget(shown))
        self.addWidget(
            EmptyState(
                "arrow-left-right",
                _("No other laptop belongs to this organisation yet."),
                self._able[3],
                hint=_("An invitation is a file and six words that you read over the telephone."),
            )
        )

    def show_told(self, told: Overview) -> None:
        """Show who is there."""
        self.table.set_rows(told.laptops)
        shared = self._desk.appearance.settings.exchange_folder
        parts = [_("This laptop: %(name)s", name=told.own_name)]
        parts += [_("shared folder: %(folder)s", folder=shared)] if shared else []
        self.own.setText(" · ".join((*parts, *filter(None, (reason(told), advice(told))))))
        for button in self._able:
            button.setEnabled(told.may_invite)
            set_tip(button, reason(told))
        show_if(self._regain, on=told.taken_in and not told.may_invite)
        self.setCurrentIndex(0 if told.laptops else 1)

    def invite(self) -> None:
        """Invite a laptop."""
        self.inviting.invite()

    def entrust(self) -> None:
        """Give the laptop that is marked the right to invite and retire."""
        self.rights.entrust(self.table.current())

    def regain(self) -> None:
        """Take the right to invite and retire with the recovery sheet."""
        self.rights.regain(self.window())

    def retire(self) -> None:
        """Retire the laptop that is marked."""
        self.rights.retire(self.table.current())

    def choose_folder(self) -> None:
        """A folder that another program carries between the laptops; where there is one: another,
        or none any more.
        """
        shared = self._desk.appearance.settings.exchange_folder
        if not shared:
            self._choose_folder()
            return
        dialog = Dialog(
            _("Shared folder"),
            _("Files come and go by “%(folder)s”.", folder=shared),
            icon_name="folder-open",
            parent=self.window(),
        )
        for text, call in (
            (_("Another folder…"), self._choose_folder),
            (_("Stop sharing"), self.stop_sharing),
        ):
            dialog.add_button(text, partial(_answer, dialog, call))
        dialog.add_button(_("Close"), dialog.accept, kind="quiet", default=True)
        dialog.open_over()

    def stop_sharing(self) -> None:
        """Files come and go by hand again; what lies in the folder stays there."""
        self._desk.appearance.choose_exchange_folder("")
        self._desk.say(_("The folder is no longer followed. What lies in it stays there."))
        self._changed()

    def _choose_folder(self) -> None:
        self._desk.ask.folder(_("Folder that your laptops share"), self._folder_chosen)

    def _folder_chosen(self, folder: Path) -> None:
        try:
            refuse_folder(folder, self._desk.opened.profile.folder)
        except UserError as error:
            self._desk.ask.warn(str(error))
            return
        self._desk.appearance.choose_exchange_folder(str(folder))
        self._desk.say(_("Files come and go by this folder from now on."))
        self._changed()

    @override
    def focusInEvent(self, event: object) -> None:
        self.table.setFocus()

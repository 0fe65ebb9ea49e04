"""The other laptops: when we heard of them, what they lack, taking in and retiring."""

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
from duodesk.exchange import joining, laptops, send, take
from duodesk.exchange.folder import refuse_folder
from duodesk.exchange.naming import table_title
from duodesk.exchange.overview import LaptopRow, Overview
from duodesk.exchange.send import Made
from duodesk.office import queries as office
from duodesk.office.seeds import OFFICES
from duodesk.store.store import Changes
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel


def _day(at: datetime | None) -> str:
    return short(at.astimezone(BELGIUM).date()) if at else "–"


def _state(one: LaptopRow) -> tuple[Badge, ...]:
    if not one.active:
        return (Badge(_("retired"), "neutral"),)
    if one.late:
        return (Badge(_("ask for a file"), "warn"),)
    if one.lacks:
        n = one.lacks
        return (Badge(ngettext("%(n)s action to send", "%(n)s actions to send", n), "info"),)
    return (Badge(_("up to date"), "good"),)


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
            Column(key="state", title=N_("State"), width=190, badges=_state,
                   text=lambda r: ", ".join(b.text for b in _state(r))),
            Column(key="heard", title=N_("Last received"), text=lambda r: _day(r.heard_at),
                   order=lambda r: r.heard_at, width=130),
            Column(key="brought", title=N_("Their file contained"), text=_brought, tip=_brought,
                   width=210),
            Column(key="sent", title=N_("Last sent"), text=lambda r: _day(r.sent_at),
                   order=lambda r: r.sent_at, width=120),
        )  # fmt: skip
        self.table: RowsTable[LaptopRow] = RowsTable(
            columns, name=_("Offices and laptops"), memory=desk.memory, key="exchange/laptops"
        )
        self.own = PlainLabel("", role="muted", wrap=True)
        side = row(
            self.own,
            None,
            Button(_("Invite a laptop…"), self.invite, icon_name="plus"),
            Button(_("Retire this laptop…"), self.retire, kind="quiet"),
        )
        shown = column(self.table, side, spacing=8)
        shown.setStretchFactor(self.table, 1)
        self.addWidget(widget(shown))
        self.addWidget(
            EmptyState(
                "arrow-left-right",
                _("No other laptop belongs to this organisation yet."),
                Button(_("Invite a laptop…"), self.invite, kind="primary"),
                hint=_("An invitation is a file and six words that you read over the telephone."),
            )
        )

    def show_told(self, told: Overview) -> None:
        """Show who is there."""
        self.table.set_rows(told.laptops)
        shared = self._desk.appearance.settings.exchange_folder
        parts = [_("This laptop: %(name)s", name=told.own_name)]
        parts += [_("shared folder: %(folder)s", folder=shared)] if shared else []
        self.own.setText(" · ".join(parts))
        self.setCurrentIndex(0 if told.laptops else 1)

    def invite(self) -> None:
        """Ask for which office, then save the invitation and show its words."""
        dialog = Dialog(
            _("Invite a laptop"),
            _("For which office? The invitation is a file; its six words are read over the "
              "telephone and never written in the same mail."),
            icon_name="usb",
            parent=self.window(),
        )  # fmt: skip
        for seed in OFFICES:
            name = self._offices.get(seed.id, seed.code)
            dialog.add_button(name, partial(self._invite, dialog, seed.code))
        dialog.add_button(_("Cancel"), dialog.reject, kind="quiet")
        dialog.open_over()

    def ask_about(self, data: bytes, path: Path) -> None:
        """A laptop asks by a file: say who, take it in on a yes, put the answer beside the file."""
        who = self._desk.do(joining.asking, data)
        if who is None:
            return
        text = _(
            "%(name)s asks to be taken in as %(laptop)s. Take it in only if you invited this "
            "person.",
            name=who.label,
            laptop=f"{who.code}-{who.block}",
        )
        self._desk.ask.confirm(text, _("Take it in"), lambda: self._accept(data, path))

    def retire(self) -> None:
        """Retire the laptop that is marked, after saying what that means."""
        one = self.table.current()
        if one is None or not one.active:
            self._desk.say(_("Mark the laptop first."), "info")
            return
        text = _(
            "%(laptop)s of %(name)s gets no more files and none of its files is taken any more. "
            "What it already holds cannot be called back.",
            laptop=one.name,
            name=one.label,
        )
        self._desk.ask.confirm(text, _("Retire this laptop"), lambda: self._retire(one))

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

    def _invite(self, dialog: Dialog, code: str) -> None:
        dialog.accept()
        made = self._desk.do(joining.invite, code)
        if made is None:
            return

        def told(_path: object) -> None:
            words = Dialog(
                _("Six words to read over the telephone"),
                _("The new laptop asks for them together with the file. They are shown only now."),
                icon_name="info",
                parent=self.window(),
            )
            words.body.addWidget(PlainLabel(" ".join(made.words), role="heading", wrap=True))
            words.add_button(_("Close"), words.accept, kind="primary", default=True)
            words.open_over()
            self._changed()

        self._desk.ask.save(_("Save the invitation"), made.name, made.data, told)

    def _accept(self, data: bytes, path: Path) -> None:
        desk = self._desk
        answer = desk.do(joining.accept, data)
        if answer is None:
            return
        try:
            done = take.take(desk.store, data, path.name, desk.opened.waiting)
            desk.bus.changed.emit(Changes(operation=b"file", tables=frozenset(done.tables)))
        except UserError as error:
            desk.say(str(error), "bad")
        shared = desk.appearance.settings.exchange_folder
        if shared and path.parent == Path(shared):
            desk.say(_("The shared folder brings the answer to the new laptop."))
        else:
            place = path.with_name(answer.name)
            title = _("Save the answer for the new laptop")
            desk.ask.save(title, str(place), answer.data, partial(self._answered, answer))
        self._changed()

    def _answered(self, answer: Made, path: Path) -> None:
        try:
            send.write_further(answer, path)
        except UserError as error:
            self._desk.say(str(error), "bad")
            return
        self._desk.opened.mark()
        text = _("Written: %(name)s. Take it back to the new laptop and open it there.",
                 name=path.name)  # fmt: skip
        self._desk.say(text)
        self._changed()

    def _retire(self, one: LaptopRow) -> None:
        self._desk.do(laptops.retire, one.replica)
        self._changed()

    @override
    def focusInEvent(self, event: object) -> None:
        self.table.setFocus()

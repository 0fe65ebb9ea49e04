"""Files between offices: what came from whom, what a file would do before it is taken, what needs a
person.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget
from shiboken6 import isValid
from typing_extensions import override

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.progress import Progress
from duodesk.exchange import joining, overview, parked, seal, take, undoing, waiting
from duodesk.exchange.overview import LogRow, Overview
from duodesk.exchange.seen import Look
from duodesk.store.store import Changes
from duodesk.ui.desk import Desk
from duodesk.ui.exchange.laptops import LaptopsPart
from duodesk.ui.exchange.log import LogPart
from duodesk.ui.exchange.looking import LookingPart
from duodesk.ui.exchange.making import Making
from duodesk.ui.exchange.pending import PendingCard
from duodesk.ui.page import Page
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton, Segmented
from duodesk.ui.widgets.header import PageHeader
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import show_if

FILES = "Duodesk (*.duo)"
_PARTS = (
    ("laptops", N_("Offices and laptops")),
    ("looking", N_("To look at (%(n)s)")),
    ("log", N_("Files")),
)


class ExchangePage(Page):
    """Answers one question: is what we know together, and what needs me?"""

    tables = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looking = False
        # The file that waits for a yes, and those of the shared folder that were put off.
        self._path: Path | None = None
        self._off: set[Path] = set()
        self._told: Overview | None = None
        self.making = Making(desk, partial(_reload_shown, self))
        self.header = PageHeader(
            _("Exchange"),
            "",
            MenuButton(_("More"), self._offer_more),
            Button(_("Open file…"), self.open_file, icon_name="download"),
            MenuButton(_("Make file for…"), self.making.offer, kind="primary", icon_name="usb"),
        )
        self._ask_button = Button(_("Ask for files…"), self.making.request)
        self._look_button = Button(_("Look at it"), self._look_again)
        self.waiting = Notice("", self._ask_button, self._look_button, tone="warn")
        self.pending = PendingCard()
        self.pending.accepted.connect(self._take_pending)
        self.pending.put_off.connect(self._put_off)
        self.parts = Segmented([(code, "") for code, _title in _PARTS], name=_("Part"))
        self.parts.chosen.connect(self._show_part)
        self.laptops = LaptopsPart(desk, partial(_reload_shown, self))
        self.looking = LookingPart(desk, self.reload)
        self.log = LogPart(self.undo, self.take_again, self.reload)
        self.stack = QStackedWidget(self)
        for part in (self.laptops, self.looking, self.log, self.pending):
            self.stack.addWidget(part)
        self.lay(self.header, self.waiting, self.parts, self.stack, grow=self.stack)
        self.parts.set_value("laptops")
        self.reload()

    @override
    def reload(self) -> None:
        told = overview.overview(self.desk.store, self.desk.opened.waiting, most=self.log.most)
        self._told = self.making.told = told
        found = self.desk.read(waiting.listed, self.desk.office_id, self.looking.most)
        self.laptops.show_told(told)
        self.looking.show_found(found)
        self.log.show_told(told)
        self.parts.set_texts([_(title, n=found.n) for _code, title in _PARTS])
        # Files that wait for a yes are things to look at too, as beside “Exchange”.
        n = found.n + len(self.desk.arrived) + len(self.desk.brought)
        self.header.set_texts(
            _("Exchange"),
            ngettext("%(n)s thing to look at", "%(n)s things to look at", n) if n
            else _("Everything that came in is settled"),
        )  # fmt: skip
        self.waiting.set_text(self._missing(told))
        self._make_room()
        show_if(self._look_button, on=bool(self.desk.arrived))
        show_if(self._ask_button, on=told.taken_in and not self.desk.arrived)

    def _missing(self, told: Overview) -> str:
        """What waits or is awaited, in one sentence; nothing where nothing is."""
        if self.desk.arrived:
            names = ", ".join(path.name for path in self.desk.arrived)
            return _("Waits for your yes: %(names)s", names=names)
        if not told.taken_in and joining.waits(self.desk.store):
            return _(
                "This laptop waits to be taken in. Make its first file and take it to who invited "
                "it; then open the file you get back."
            )
        if told.waiting_for:
            return _(
                "A file waits for an earlier one of %(names)s: ask for it, and all of it comes in.",
                names=", ".join(told.waiting_for),
            )
        late = [row.name for row in told.laptops if row.late]
        if late:
            return _("No file for more than a week from: %(names)s.", names=", ".join(late))
        return ""

    @override
    def show_subject(self, subject: object) -> None:
        if isinstance(subject, Path):
            self.look_at(subject)
        elif isinstance(subject, str) and subject in {code for code, _title in _PARTS}:
            self.parts.set_value(subject)
            self._show_part(subject)
        else:
            self._next()

    @override
    def subject(self) -> object:
        return self.parts.value()

    @override
    def make_new(self) -> None:
        self.making.file()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._next()

    def open_file(self) -> None:
        """Choose a file that came."""
        self.desk.ask.open(_("Exchange file"), FILES, self.look_at)

    def look_at(self, path: Path) -> None:
        """What a file would do; nothing is written before somebody says so."""
        try:
            data = seal.read_file(path)
        except OSError:
            self.desk.say(_("“%(name)s” cannot be read. Nothing was changed.", name=path.name),
                          "bad")  # fmt: skip
            self._next()
            return
        self._looking, self._path = True, path

        def work(_progress: Progress) -> Look:
            return take.look(self.desk.store, data, path.name, self.desk.opened.waiting)

        self.desk.jobs.start(
            _("Looking at the file"),
            work,
            lambda seen: self._looked(seen, data),
            refused=lambda error: self._refused(error, data, path),
        )

    def take_again(self, one: LogRow) -> None:
        """Look once more at a file that was undone."""
        path = parked.kept_file(self.desk.store, one.n, self.desk.opened.waiting)
        if path is None:
            self.desk.say(_("This file is no longer kept here. Ask its sender for a new one."),
                          "warn")  # fmt: skip
            return
        self.look_at(path)

    def undo(self) -> None:
        """Take the last file's changes back out, after asking."""
        if self._told is None or not self._told.can_undo:
            self.desk.say(
                _("The last exchange can no longer be undone: something was written on it since."),
                "warn",
            )
            return
        self.desk.ask.confirm(
            _("What “%(name)s” brought is taken back out. The file can be taken in again.",
              name=self._told.can_undo),
            _("Undo this exchange"),
            self._undo,
        )  # fmt: skip

    def _undo(self) -> None:
        done = self.desk.do(undoing.undo)
        if done is not None:
            self._changed(done)
            self.desk.say(_("The exchange was undone."))

    def _next(self) -> None:
        """Look at the file whose turn it is: brought by a person, or come in the shared folder and
        not put off; the latter stays in its list until it is answered.
        """
        if self._looking or self.pending.pending()[0] is not None:
            return
        arrived = [path for path in self.desk.arrived if path not in self._off]
        if self.desk.brought:
            self.look_at(self.desk.brought.pop(0))
        elif arrived:
            self.look_at(arrived[0])

    def _look_again(self) -> None:
        self._off.clear()
        self._next()

    def _looked(self, seen: Look, data: bytes) -> None:
        self._looking = False
        if (
            seen.kind == "join"
            and self._path
            and self.laptops.inviting.answer_again(data, self._path)
        ):
            self._answered()
            self._next()
            return
        if seen.already:
            self._answered()
            self.desk.say(_("This file was taken in before. Nothing was changed."), "info")
            self._next()
            return
        self.pending.show_look(seen, data)
        self.stack.setCurrentWidget(self.pending)
        self._make_room()

    def _put_off(self) -> None:
        if self._path is not None:
            self._off.add(self._path)
        self._leave()
        self.reload()
        self._next()

    def _answered(self) -> None:
        """The file that was looked at waits no more."""
        if self._path in self.desk.arrived:
            self.desk.arrived.remove(self._path)

    def _leave(self) -> None:
        self.pending.forget()
        self._show_part(self.parts.value())

    def _refused(self, error: UserError, data: bytes, path: Path) -> None:
        self._looking = False
        if isinstance(error, take.AsksToJoin):
            self.parts.set_value("laptops")
            self._show_part("laptops")
            self.laptops.inviting.ask_about(data, path)
        else:
            self.desk.ask.warn(str(error))
        self._answered()
        self._next()

    def _take_pending(self) -> None:
        seen, data = self.pending.pending()
        if seen is None:
            return
        opened, store = self.desk.opened, self.desk.store

        def work(_progress: Progress) -> Look:
            opened.back_up()
            return take.take(store, data, seen.name, opened.waiting)

        self.desk.work(_("Taking the file in"), work, self._took)

    def _took(self, done: Look) -> None:
        self.desk.opened.mark()
        self._answered()
        self._leave()
        asking = [self.desk.opened.waiting / name for name in done.parked]
        self.desk.arrived += [path for path in asking if path not in self.desk.arrived]
        self._changed(done)
        if done.waiting_for:
            names = ", ".join(done.waiting_for)
            self.desk.say(_("Part of it waits for an earlier file of %(names)s.", names=names),
                          "warn")  # fmt: skip
        elif done.to_look_at:
            self.parts.set_value("looking")
            self._show_part("looking")
            self.desk.say(
                ngettext("%(n)s entry has two versions: look at it below.",
                         "%(n)s entries have two versions: look at them below.", done.to_look_at),
                "warn",
            )  # fmt: skip
        else:
            self.desk.say(
                ngettext("%(n)s action was taken in.", "%(n)s actions were taken in.",
                         done.operations)
            )  # fmt: skip
        self._next()

    def _changed(self, done: Look) -> None:
        """Every screen reads anew what the file touched."""
        self.desk.bus.changed.emit(Changes(operation=b"file", tables=done.touched))
        self.desk.bus.undo_changed.emit()
        self.reload()

    def _show_part(self, code: str) -> None:
        places = [known for known, _title in _PARTS]
        self.stack.setCurrentIndex(places.index(code))
        self._make_room()

    def _make_room(self) -> None:
        """While a file waits for a yes, nothing else is asked."""
        waits = self.stack.currentWidget() is self.pending
        show_if(self.parts, on=not waits)
        show_if(self.waiting, on=not waits and bool(self.waiting.label.text()))

    def _offer_more(self, menu: Menu) -> None:
        menu.item(_("File in a mail…"), self.making.draft, icon_name="mail")
        menu.item(_("Ask for files…"), self.making.request)
        menu.item(_("File with everything…"), self.making.everything)
        menu.addSeparator()
        menu.item(_("Undo the last exchange…"), self.undo, icon_name="undo-2")
        invite = menu.item(_("Invite a laptop…"), self.laptops.invite)
        invite.setEnabled(self._told is not None and self._told.may_invite)
        menu.item(_("Shared folder…"), self.laptops.choose_folder)


def _reload_shown(page: ExchangePage) -> None:
    """After what ran beside the window: the screen may have been closed meanwhile."""
    if isValid(page):
        page.reload()

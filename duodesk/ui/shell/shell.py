"""The frame with its screens: made when a desk is open, made anew for another language or look."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.followup.overview import duo_in_sight
from duodesk.office import queries as office
from duodesk.ui import keys
from duodesk.ui.desk import Desk
from duodesk.ui.keeping import Keeping
from duodesk.ui.page import Page
from duodesk.ui.pages import PAGES
from duodesk.ui.shell.commands import commands
from duodesk.ui.shell.counting import Counting
from duodesk.ui.shell.helping import HelpDialog
from duodesk.ui.shell.palette import Palette
from duodesk.ui.shell.screens import Screens
from duodesk.ui.shell.sidebar import Sidebar
from duodesk.ui.shell.statusbar import StatusBar
from duodesk.ui.shell.topbar import TopBar
from duodesk.ui.theme import look
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.notice import Notice, Toast
from duodesk.ui.widgets.text import show_if

RAIL_BELOW = 1218  # logical pixels, measured: below it words and lists crowd each other
Place = tuple[str, object]


class Shell(QWidget):
    """Sidebar, top line, one screen, status line; knows where one was, and goes back there."""

    lock_wanted = Signal()

    def __init__(
        self, desk: Desk, keeping: Keeping, counting: Counting, *, demo: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.desk = desk
        self._trail: list[Place] = []
        self._ahead: list[Place] = []
        self._focused = False
        place = desk.read(office.office, desk.office_id)
        names = desk.read(office.author_names)
        author = names.get(desk.store.author_id, "") if desk.store.author_id else ""
        self.sidebar = Sidebar(place.name)
        self.sidebar.set_waiting(counting.last)
        self.sidebar.set_due(counting.last_due)
        counting.counted.connect(self.sidebar.set_waiting)
        counting.due_counted.connect(self.sidebar.set_due)
        self.topbar = TopBar(desk.appearance, demo=demo)
        self.banner = Notice("", tone="warn", closable=True)
        self.banner.hide()
        self.stack = Screens(desk)
        self.status = StatusBar(desk, keeping, author)
        self._lay()
        self.palette_ = Palette(
            desk, lambda: commands(self, self.lock_wanted.emit, keeping.back_up), self
        )
        self.toast = Toast(self)
        self._connect()
        self._bind()

    @property
    def key(self) -> str:
        """The screen that is shown."""
        return self.stack.key

    @property
    def page(self) -> Page | None:
        """The screen itself."""
        return self.stack.page

    def go(self, key: str, subject: object = None) -> None:
        """Show a screen, remembering where we were."""
        self.palette_.close_up()
        if self.page is not None:
            self._trail.append((self.key, self.page.subject()))
            self._ahead.clear()
        self._show(key, subject)

    def here(self) -> Place:
        """Where we are, to come back to."""
        return (self.key, self.page.subject()) if self.page is not None else (PAGES[0].key, None)

    def back(self) -> None:
        """Where we were before."""
        if self._trail:
            self._ahead.append(self.here())
            self._show(*self._trail.pop())

    def forward(self) -> None:
        """Where we came back from."""
        if self._ahead:
            self._trail.append(self.here())
            self._show(*self._ahead.pop())

    def settle(self) -> None:
        """Keep everything typed, on every screen."""
        self.stack.settle()

    def undo(self) -> None:
        """Take the last action back; what is being typed counts as done first."""
        self.settle()
        self.desk.undo()

    def help(self) -> None:
        """What this screen is for, and all keys."""
        HelpDialog(self.key, self.desk.memory, parent=self).open_over()

    def log(self) -> None:
        """Log a talk or a meeting of the duo in sight, or ask for one."""
        from duodesk.ui.duos.log import LogDialog

        subject = self.page.duo_id() if self.page is not None else None
        duo = self.desk.read(duo_in_sight, subject) if subject is not None else None
        LogDialog(self.desk, duo, parent=self).open_over()

    def focus_mode(self) -> None:
        """Only this screen, or everything again."""
        self._focused = not self._focused
        for part in (self.sidebar, self.topbar, self.status):
            show_if(part, on=not self._focused)

    def say(self, text: str, tone: str) -> None:
        """What needs a person stays until it is closed or something went well; all else goes by
        itself.
        """
        if tone in {"good", "info"}:
            if tone == "good":
                self.banner.hide()
            self.toast.show_text(text)
        else:
            self.banner.set_text(text, tone=tone)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.set_rail(on=self.width() < look().px(RAIL_BELOW))
        self.toast.follow()
        self.palette_.follow()

    def take_key(self, event: QKeyEvent) -> bool:
        """Ctrl+1 … Ctrl+9 by their place on the keyboard; whether the key was one of these."""
        number = keys.digit(event) if event.modifiers() & keys.CTRL else None
        if number and number <= len(PAGES):
            self.go(PAGES[number - 1].key)
            return True
        return False

    def _show(self, key: str, subject: object) -> None:
        if self.page is not None:
            self.page.settle()
        self.stack.bring(key).show_subject(subject)
        self.sidebar.show_page(key)
        self.topbar.back.setEnabled(bool(self._trail))
        self.topbar.forward.setEnabled(bool(self._ahead))

    def _lay(self) -> None:
        inner = column(self.topbar, self.banner, self.stack, self.status, spacing=0)
        inner.setStretchFactor(self.stack, 1)
        whole = row(self.sidebar, inner, spacing=0)
        whole.setStretchFactor(inner, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        bus = self.desk.bus
        bus.went.connect(self.go)
        bus.said.connect(self.say)
        self.sidebar.chosen.connect(self.go)
        self.topbar.search_wanted.connect(self.palette_.open)
        self.topbar.back_wanted.connect(self.back)
        self.topbar.forward_wanted.connect(self.forward)
        self.topbar.help_wanted.connect(self.help)
        self.status.undo_wanted.connect(self.undo)
        self.status.redo_wanted.connect(self.desk.redo)
        self.status.lock_wanted.connect(self.lock_wanted)
        self.desk.jobs.stopped.connect(self._on_stopped)

    def _bind(self) -> None:
        zoom = self.desk.appearance.zoom
        for name, call in {
            "palette": self.palette_.open,
            "back": self.back,
            "forward": self.forward,
            "undo": self.undo,
            "redo": self.desk.redo,
            "lock": self.lock_wanted.emit,
            "help": self.help,
            "focus": self.focus_mode,
            "larger": lambda: zoom(1),
            "smaller": lambda: zoom(-1),
            "usual_size": lambda: zoom(0),
            "filter": lambda: self.on_page(Page.focus_filter),
            "new": lambda: self.on_page(Page.make_new),
            "note": lambda: _note(self),
            "log": self.log,
            "matches": lambda: self.on_page(Page.find_matches),
            "print": lambda: self.on_page(Page.print_page),
            "excel": lambda: self.on_page(Page.to_excel),
            "hide": lambda: self.on_page(Page.hide_sensitive),
            "pane": lambda: _next_pane(self.focusWidget(), (self.sidebar, self.stack, self.status)),
        }.items():
            keys.bind(self, name, call, self.desk.memory)

    def on_page(self, call: Callable[[Page], None]) -> None:
        """Do with the shown screen what its own class makes of it."""
        if self.page is not None:
            getattr(self.page, call.__name__)()

    def _on_stopped(self, title: str) -> None:
        self.say(_("%(work)s was stopped; nothing was changed.", work=title), "good")


def _note(shell: Shell) -> None:
    """Note something of the person in sight, else a talk or meeting of a duo."""
    if shell.page is None or not shell.page.quick_note():
        shell.log()


def _next_pane(now: QWidget | None, parts: Sequence[QWidget]) -> None:
    """F6: put the focus on the first place of the part after the one that has it."""
    at = next((n for n, part in enumerate(parts) if now and part.isAncestorOf(now)), 0)
    target = parts[(at + 1) % len(parts)]
    first = target.nextInFocusChain()
    while first is not None and first is not target and not _takes_keys(target, first):
        first = first.nextInFocusChain()
    if first is not None:
        first.setFocus()


def _takes_keys(part: QWidget, one: QWidget) -> bool:
    tabbed = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabbed and part.isAncestorOf(one) and one.isVisible() and one.isEnabled()

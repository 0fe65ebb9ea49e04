"""The one window: unlocking, first run, the open desk, the lock over it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.office import queries as office
from duodesk.store import keys
from duodesk.store.access import read_keys
from duodesk.ui import arriving, clipboard
from duodesk.ui.carrying import Carrying
from duodesk.ui.desk import Desk
from duodesk.ui.keeping import Keeping
from duodesk.ui.pages import PAGES
from duodesk.ui.shell.counting import Counting
from duodesk.ui.shell.shell import Shell
from duodesk.ui.start.unlock import Unlock
from duodesk.ui.widgets.layout import column

LEAST = (800, 560)
USUAL = (1366, 768)
# For so many minutes in all may people talk who press no key, before the lock.
_PATIENCE = 60
_ACTIVE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
}


class Window(QWidget):
    """Shows one thing at a time and owns what must end with it."""

    closing = Signal()
    invitation_offered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setWindowTitle("Duodesk")
        self.setMinimumSize(*LEAST)
        self.resize(*USUAL)
        self.stack = QStackedWidget()
        self.setLayout(column(self.stack))
        self.shell: Shell | None = None
        self.desk: Desk | None = None
        self._keeping: Keeping | None = None
        self._carrying: Carrying | None = None
        self._counting: Counting | None = None
        self._offered: list[Path] = []
        self._demo = False
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._tired)
        self._waited = False

    @property
    def locked(self) -> bool:
        """Whether the desk is open behind a lock."""
        return isinstance(self.stack.currentWidget(), Unlock) and self.shell is not None

    def show_only(self, widget: QWidget) -> None:
        """Show this in place of everything else."""
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        for other in [self.stack.widget(n) for n in range(self.stack.count())]:
            if other is not None and other is not widget and other is not self.shell:
                self.stack.removeWidget(other)
                other.deleteLater()

    def open_desk(self, desk: Desk, *, demo: bool = False, at: str = PAGES[0].key) -> None:
        """Show the desk at one of its screens; copies and the lock begin to work."""
        self.desk, self._demo = desk, demo
        shape = desk.memory.shape("window/shape")
        if not shape.isEmpty():
            self.restoreGeometry(shape)
        self._keeping = Keeping(desk)
        self._counting = Counting(desk)
        self._build(at, None)
        desk.appearance.language_changed.connect(self._build_anew)
        desk.appearance.theme.changing.connect(self._lighten)
        desk.appearance.theme_changed.connect(self._build_anew)
        desk.bus.restored.connect(self._on_restored)
        self._keeping.start()
        self._counting.start()
        self._carrying = Carrying(desk)
        self._follow()
        self._stir()
        self._show_offered()

    def lock(self) -> None:
        """Hide everything; what was typed is kept first, and is there again after unlocking."""
        if self.shell is None or self.desk is None or self.locked or self._demo:
            return
        self.shell.settle()
        if self._carrying is not None:
            self._carrying.pause()
        clipboard.forget()
        self.setWindowTitle("Duodesk")
        profile = self.desk.opened.profile

        def check(passphrase: str) -> None:
            keys.unlock(read_keys(profile), passphrase)

        unlock = Unlock(check)
        unlock.opened.connect(self._unlocked)
        self.show_only(unlock)

    def offer(self, files: Sequence[Path]) -> None:
        """Files dropped on the window or opened with the program: shown where they belong, once the
        desk is open.
        """
        self._offered += files
        self._show_offered()

    def raise_up(self) -> None:
        """Come to the front: a second start asked for it."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Keys and clicks pass through the native window first: a filter there sees them all and is
        # asked seldom, while one on the application would be asked for every event there is.
        handle = self.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVE:
            self._stir()
        elif event.type() in arriving.DRAGS:
            return self._dragged(event)
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys nobody took arrive here, also when nothing has the focus.
        if self.shell is None or self.locked or not self.shell.take_key(event):
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.shell is not None and self.desk is not None and self._keeping is not None:
            self.shell.settle()
            if self._counting is not None:
                self._counting.stop()
            self.desk.jobs.finish()
            if self._carrying is not None:
                self._carrying.finish()
            # A demonstration is gone when it closes, and its copies with it.
            self._keeping.close(copies=not self._demo)
            clipboard.forget()
            self.desk.memory.put_shape("window/shape", self.saveGeometry())
            self.desk.memory.close()
            self.desk.opened.close()
            self.desk = None
        self.closing.emit()
        event.accept()

    def _build(self, key: str, subject: object) -> None:
        if self.desk is None or self._keeping is None or self._counting is None:
            return
        shell = Shell(self.desk, self._keeping, self._counting, demo=self._demo)
        old, self.shell = self.shell, shell
        self.shell.lock_wanted.connect(self.lock)
        self.show_only(self.shell)
        self._title()
        self.shell.go(key, subject)
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()

    def _lighten(self) -> None:
        if self.shell is not None and not self.locked:
            self.shell.stack.lighten()

    def _build_anew(self) -> None:
        """Another language or look: the same place, in other words."""
        if self.shell is not None and not self.locked:
            self.shell.settle()
            self._build(*self.shell.here())

    def _on_restored(self) -> None:
        """Nothing of the old desk may be written any more: let go of it and close."""
        desk, self.desk, self.shell = self.desk, None, None
        if self._carrying is not None:
            self._carrying.stop()
        if self._counting is not None:
            self._counting.stop()
        if self._keeping is not None:
            self._keeping.close(copies=False)
        if desk is not None:
            desk.memory.close()
            desk.opened.lock.release()
        self.close()

    def _unlocked(self) -> None:
        if self.shell is not None:
            self._title()
            self.show_only(self.shell)
            self._follow()
            self._stir()
            self._show_offered()

    def _dragged(self, event: QEvent) -> bool:
        """Files over the window are taken here, whatever lies under the pointer."""
        files = arriving.dragged(event)
        if files:
            # What follows may ask something; the drag itself is to end first.
            QTimer.singleShot(0, self, partial(self.offer, files))
        return files is not None

    def _show_offered(self) -> None:
        """Files wait while the desk is locked; an invitation is for a desk that begins."""
        files, self._offered = self._offered, []
        if self.desk is not None and self.shell is not None and not self.locked:
            if files:
                arriving.bring(self.desk, files)
            return
        for path in files:
            if path.suffix.lower() == arriving.INVITATION:
                self.invitation_offered.emit(path)
            else:
                self._offered.append(path)

    def _follow(self) -> None:
        """Follow the shared folder; a demonstration has nobody to share with."""
        if self._carrying is not None and not self._demo:
            self._carrying.start()

    def _title(self) -> None:
        if self.desk is not None:
            place = self.desk.read(office.office, self.desk.office_id).name
            where = " · ".join(("DUO", place, *((_("Demonstration"),) if self._demo else ())))
            self.setWindowTitle(f"{where} – Duodesk")

    def _tired(self) -> None:
        """Nobody touched anything for the minutes that are set: lock, but let an interview or a
        meeting go on for an hour in all.
        """
        page = self.shell.page if self.shell is not None else None
        if page is not None and page.busy() and not self._waited and not self.locked:
            self._waited = True
            page.settle()
            waited = self._idle.interval()
            self._idle.start(max(_PATIENCE * 60_000 - waited, waited))
        else:
            self.lock()

    def _stir(self) -> None:
        """Somebody is there: begin to count anew."""
        self._waited = False
        minutes = self.desk.appearance.settings.lock_minutes if self.desk is not None else 0
        if minutes:
            self._idle.start(minutes * 60_000)

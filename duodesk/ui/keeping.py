"""Backups without being asked: when the desk opens, every half hour of work, when it closes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from duodesk.base.errors import UserError
from duodesk.base.i18n import _
from duodesk.base.progress import Progress
from duodesk.store import backup
from duodesk.ui.desk import Desk

EVERY = timedelta(minutes=30)
AT_OPENING = timedelta(hours=4)
_FIRST_LOOK = 3_000  # milliseconds after the window is there


class Keeping(QObject):
    """Makes the copies, and says when the last one was made."""

    made = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._changed = False
        desk.bus.changed.connect(self._on_changed)
        self._soon = QTimer(self, singleShot=True, interval=_FIRST_LOOK)
        self._soon.timeout.connect(self._at_opening)
        self._often = QTimer(self, interval=int(EVERY.total_seconds() * 1000))
        self._often.timeout.connect(self._after_work)

    def start(self) -> None:
        """Begin to look after the copies."""
        self._soon.start()
        self._often.start()

    def last(self) -> datetime | None:
        """When the newest backup here was made, in the time of Belgium."""
        newest = next(iter(backup.backups(self._desk.opened.profile.backups)), None)
        return newest[1].at if newest else None

    def back_up(self) -> None:
        """Make a copy now, in both places."""
        self._changed = False
        self._desk.work(_("Backup"), self._copy, lambda _made: self.made.emit())

    def close(self, *, copies: bool = True) -> None:
        """The last copy of the day, before the desk file is let go of."""
        self._soon.stop()
        self._often.stop()
        if self._changed and copies:
            try:
                self._desk.opened.back_up()
            except UserError as error:
                self._desk.say(str(error), "bad")

    def _copy(self, progress: Progress) -> None:
        progress.step(0, 2)
        self._desk.opened.back_up()
        progress.step(1, 2)
        folder = self._desk.appearance.settings.backup_folder
        # A stick that is not plugged in is no reason to complain every half hour.
        if folder and Path(folder).is_dir():
            clock = self._desk.store.clock
            self._desk.opened.back_up(Path(folder) / backup.new_name(clock))
            backup.rotate(Path(folder), clock.now())

    def _at_opening(self) -> None:
        last = self.last()
        if last is None or self._desk.store.clock.now() - last >= AT_OPENING:
            self.back_up()
        else:
            self.made.emit()

    def _after_work(self) -> None:
        if self._changed:
            self.back_up()

    def _on_changed(self, _changes: object) -> None:
        self._changed = True

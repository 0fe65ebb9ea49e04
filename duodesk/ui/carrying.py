"""The shared folder, followed while the desk is open: what others put there is seen within seconds,
what is written here goes there a moment later.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from duodesk.base.errors import UserError
from duodesk.base.i18n import _, ngettext
from duodesk.base.progress import Progress
from duodesk.exchange.folder import Carried, Seen
from duodesk.store.store import Changes
from duodesk.ui.desk import Desk

_LOOK = 2_000  # milliseconds between two looks; folders of a network tell nobody by themselves
_WRITE = 1_500  # milliseconds of quiet before our own file is written


class Carrying(QObject):
    """Looks and writes in the worker, one after the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._carried: Carried | None = None
        self._folder = ""
        self._busy = False
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self.look)
        self._write = QTimer(self, singleShot=True, interval=_WRITE)
        self._write.timeout.connect(self.write)
        desk.bus.changed.connect(lambda _changes: self._soon())

    def start(self) -> None:
        """Begin to follow the folder, if one is chosen."""
        self._look.start()

    def stop(self) -> None:
        """Follow it no more."""
        self._look.stop()
        self._write.stop()

    def look(self) -> None:
        """Take in what came and needs nobody."""
        carried = self._present()
        if carried is None or self._busy:
            return
        self._busy = True
        self._desk.jobs.start(
            _("Shared folder"), lambda _progress: carried.look(), self._looked, refused=self._failed
        )

    def write(self) -> None:
        """Put our own newest file there."""
        carried = self._present()
        if carried is None or self._busy:
            self._soon()
            return
        self._busy = True

        def work(_progress: Progress) -> Path | None:
            return carried.write()

        self._desk.jobs.start(_("Shared folder"), work, self._written, refused=self._failed)

    def _present(self) -> Carried | None:
        folder = self._desk.appearance.settings.exchange_folder
        if not folder or not Path(folder).is_dir():
            return None
        if folder != self._folder:
            self._folder = folder
            opened = self._desk.opened
            self._carried = Carried(opened.store, Path(folder), opened.waiting)
            self._soon()
        return self._carried

    def _soon(self) -> None:
        if self._desk.appearance.settings.exchange_folder:
            self._write.start()

    def _looked(self, seen: Seen) -> None:
        self._busy = False
        tables = frozenset(t for one in seen.taken for t in one.tables)
        n = sum(one.operations for one in seen.taken)
        if seen.taken:
            self._soon()  # the others learn that it arrived
        if n:
            self._desk.bus.changed.emit(Changes(operation=b"file", tables=tables))
            self._desk.bus.undo_changed.emit()
            self._desk.say(ngettext("%(n)s action came in.", "%(n)s actions came in.", n), "info")
        for path in seen.for_person:
            self._desk.arrived.append(path)
            self._desk.say(
                _("A file needs you: %(name)s. Open “Exchange”.", name=path.name), "warn"
            )
        for name, why in list(seen.refused.items())[:1]:
            self._desk.say(f"{name}: {why}", "warn")

    def _written(self, _path: Path | None) -> None:
        self._busy = False

    def _failed(self, error: UserError) -> None:
        self._busy = False
        self._desk.say(str(error), "warn")

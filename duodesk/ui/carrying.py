"""The shared folder, followed while the desk is open: what others put there is seen within seconds,
what is written here goes there a moment later.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QElapsedTimer, QFileSystemWatcher, QObject, QTimer, Signal

from duodesk.base.errors import UserError
from duodesk.base.i18n import _, ngettext
from duodesk.base.progress import Progress
from duodesk.exchange.folder import Carried, Seen, refuse_folder
from duodesk.store.store import Changes
from duodesk.ui.desk import Desk
from duodesk.ui.jobs import Job

R = TypeVar("R")

# All in milliseconds. Folders on this disk tell when they change; those of a network do not, so
# they are looked at: as often as this, and less often while they are not there (a network that is
# gone may hold the worker for seconds).
_LOOK, _LOOK_AGAIN = 2_000, 10_000
_STIRRED = 150  # of quiet in the folder before it is looked at
_WRITE, _WRITE_AT_LEAST = 1_500, 10_000  # of quiet here before our own file is written
# What only says that something arrived can wait: one such file for many of the others.
_ACKNOWLEDGE = 30_000


class Carrying(QObject):
    """Looks and writes in the worker, one after the other."""

    looked = Signal(object)
    wrote = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._carried: Carried | None = None
        self._folder = ""
        self._chosen = ""
        self._job: Job[Any] | None = None
        self._following = self._told_by_us = self._look_due = self._write_due = False
        # What hinders looking and writing now, and what was said of files: each is said once.
        self._problems = {"look": "", "write": ""}
        self._said: set[str] = set()
        self._once: set[str] = set()
        self._for_person: list[Path] = []
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self.look)
        self._stirred = QTimer(self, singleShot=True, interval=_STIRRED)
        self._stirred.timeout.connect(self.look)
        self._write = QTimer(self, singleShot=True, interval=_WRITE)
        self._write.timeout.connect(self.write)
        self._unwritten = QElapsedTimer()
        self._acknowledge = QTimer(self, interval=_ACKNOWLEDGE)
        self._acknowledge.timeout.connect(self.write)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_stirred)
        desk.bus.changed.connect(self._on_changed)

    def start(self) -> None:
        """Begin to follow the folder, if one is chosen."""
        self._following = True
        self._look.start()
        self._acknowledge.start()
        self._write.start()
        self.look()

    def pause(self) -> None:
        """Take nothing in for a while; what was written here until now still goes there."""
        self._look.stop()
        self._stirred.stop()
        self._acknowledge.stop()
        _unwatch(self._watcher)

    def stop(self) -> None:
        """Follow it no more."""
        self.pause()
        self._write.stop()
        self._following = False

    def finish(self) -> None:
        """Stop, and put there what was written in the last moments; the worker has ended."""
        wanted = self._wanted()
        self.stop()
        if (
            self._carried is not None
            and self._folder == wanted
            and not any(self._problems.values())
        ):
            with suppress(UserError):  # nothing is lost: it goes there when the desk opens next
                self._carried.write()

    def look(self) -> None:
        """Take in what came and needs nobody."""
        self._look_due, folder = self._busy, self._wanted()
        if self._busy or not folder or not self._following:
            return

        def work(_progress: Progress) -> Seen:
            seen = self._of(folder).look()
            if seen.taken:
                self._desk.opened.mark()
            return seen

        self._begin("look", work, self._looked)

    def write(self) -> None:
        """Put our own newest file there."""
        self._write_due, folder = self._busy, self._wanted()
        if self._busy or not folder or not self._following:
            return

        def work(_progress: Progress) -> Path | None:
            written = self._of(folder).write()
            if written is not None:
                self._desk.opened.mark()
            return written

        self._begin("write", work, self._written)

    def _begin(self, what: str, work: Callable[[Progress], R], then: Callable[[R], None]) -> None:
        self._job = self._desk.jobs.start(
            _("Shared folder"), work, then, quiet=True,
            refused=lambda error: self._failed(what, error),
        )  # fmt: skip

    @property
    def _busy(self) -> bool:
        """Whether the worker looks or writes; not for longer, whatever came of it."""
        return self._job is not None and not self._job.over

    def _wanted(self) -> str:
        """The folder that is chosen now; with another one everything begins anew."""
        folder = self._desk.appearance.settings.exchange_folder
        if folder != self._chosen:
            self._chosen = folder
            self._problems = {"look": "", "write": ""}
            self._said.clear()
            arrived = self._desk.arrived
            arrived[:] = [path for path in arrived if path not in self._for_person]
            self._for_person = []
            _unwatch(self._watcher)
            if folder:
                self._write.start()
        return folder

    def _of(self, folder: str) -> Carried:
        """The folder that is chosen now; called in the worker."""
        if self._carried is None or self._folder != folder:
            opened = self._desk.opened
            refuse_folder(Path(folder), opened.profile.folder)
            self._carried = Carried(
                opened.store, Path(folder), opened.waiting, back_up=opened.have_backup
            )
            self._folder = folder
        return self._carried

    def _on_stirred(self, _path: str) -> None:
        self._stirred.start()

    def _on_changed(self, _changes: Changes) -> None:
        """Written here: tell it after a moment of quiet, but not much later."""
        if self._told_by_us or not self._following or not self._wanted():
            return
        if not self._write.isActive():
            self._unwritten.start()
        if not self._write.isActive() or self._unwritten.elapsed() < _WRITE_AT_LEAST:
            self._write.start()

    def _looked(self, seen: Seen) -> None:
        if not self._following:
            return
        self._worked("look")
        arrived = self._desk.arrived
        parked = [self._desk.opened.waiting / name for one in seen.taken for name in one.parked]
        gone = set(self._for_person) - set(seen.for_person)
        new = [path for path in seen.for_person if path not in self._for_person]
        new += [path for path in parked if path not in arrived]
        if gone or new or seen.taken:
            arrived[:] = [*(path for path in arrived if path not in gone), *new]
            self._tell(seen.tables)
        if gone:
            self._write.start()  # a laptop that was taken in waits for our file
        told = self._wishes(seen, new)
        if told:
            self._desk.say("\n".join(told), "warn")
        self._for_person = seen.for_person
        self.looked.emit(seen)
        self._go_on()

    def _tell(self, tables: frozenset[str]) -> None:
        """Every screen reads anew what was touched."""
        self._told_by_us = True
        self._desk.bus.changed.emit(Changes(operation=b"file", tables=tables))
        self._told_by_us = False
        self._desk.bus.undo_changed.emit()

    def _wishes(self, seen: Seen, for_person: list[Path]) -> list[str]:
        """Say what came; returns what a person should look at, each once."""
        brought = [one for one in seen.taken if one.operations]
        n = sum(one.operations for one in brought)
        if n:
            names = ", ".join(sorted({one.sender for one in brought}))
            self._desk.say(
                ngettext("%(n)s action came in from %(names)s.",
                         "%(n)s actions came in from %(names)s.", n, names=names), "info",
            )  # fmt: skip
        standing = {str(error): f"{name}: {error}" for name, error in seen.refused.items()}
        told = [text for why, text in standing.items() if why not in self._said]
        self._said = set(standing)
        told += _versions(seen)
        told += [text for text in _of_senders(seen) if text not in self._once]
        self._once.update(told)
        told += [
            _("A file needs you: %(name)s. Open “Exchange”.", name=path.name) for path in for_person
        ]
        return told

    def _written(self, path: Path | None) -> None:
        if not self._following:
            return
        self._worked("write")
        if path is not None:
            self.wrote.emit(path)
        self._go_on()

    def _worked(self, what: str) -> None:
        """Looking or writing goes; where both had the same hindrance, it is over for both."""
        problem = self._problems[what]
        if problem:
            kept = {w: p for w, p in self._problems.items() if p != problem}
            self._problems = {"look": "", "write": "", **kept}
            if not any(kept.values()):
                self._desk.say(_("The shared folder works again."), "good")
        _set_pace(self._look, hindered=bool(self._problems["look"]))
        if self._look.isActive() and self._folder not in self._watcher.directories():
            _unwatch(self._watcher)
            self._watcher.addPath(self._folder)

    def _failed(self, what: str, error: UserError) -> None:
        """Said once as long as it lasts; looked at less often until then."""
        if not self._following:
            return
        known = set(self._problems.values())
        self._problems[what] = str(error)
        _set_pace(self._look, hindered=bool(self._problems["look"]))
        if str(error) not in known:
            self._desk.say(str(error), "warn")
        self._go_on()

    def _go_on(self) -> None:
        """What was wanted while the worker was busy."""
        if self._write_due:
            self.write()
        elif self._look_due:
            self.look()


def _set_pace(look: QTimer, *, hindered: bool) -> None:
    pace = _LOOK_AGAIN if hindered else _LOOK
    if look.interval() != pace:  # setting it begins to count anew
        look.setInterval(pace)


def _unwatch(watcher: QFileSystemWatcher) -> None:
    for path in watcher.directories():
        watcher.removePath(path)


def _versions(seen: Seen) -> list[str]:
    n = sum(one.to_look_at for one in seen.taken)
    if not n:
        return []
    return [
        ngettext("%(n)s entry has two versions now. Look at them under “Exchange”.",
                 "%(n)s entries have two versions now. Look at them under “Exchange”.", n)
    ]  # fmt: skip


def _of_senders(seen: Seen) -> list[str]:
    """What their senders should know, each to be said once."""
    told = []
    waiting = sorted({name for one in seen.taken for name in one.waiting_for})
    if waiting:
        names = ", ".join(waiting)
        told.append(_("Part of it waits for an earlier file of %(names)s.", names=names))
    wrong = sorted({name for one in seen.taken for name in one.wrong_clock})
    if wrong:
        told.append(_("The clock of %(names)s is wrong. Tell them.", names=", ".join(wrong)))
    return told

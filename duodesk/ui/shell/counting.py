"""How much waits for a person, of the exchange and of Today, counted anew whenever something
changed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from duodesk.base.i18n import _
from duodesk.base.progress import Progress
from duodesk.store.store import Changes
from duodesk.ui.desk import Desk
from duodesk.ui.jobs import Job

_REST = 300  # milliseconds of quiet, so that many changes are counted once


class Counting(QObject):
    """Counts in the worker: with 16,000 people it takes a tenth of a second."""

    counted = Signal(int)
    due_counted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job: Job[tuple[int, int]] | None = None
        self._stopped = self._again = False
        self.last = self.last_due = 0
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.count)
        desk.bus.changed.connect(self._on_changed)

    def start(self) -> None:
        """Begin to count."""
        self._rest.start()

    def stop(self) -> None:
        """Count no more: the desk closes."""
        self._rest.stop()
        self._again = False
        self._stopped = True

    def count(self) -> None:
        """Count now, or once more when the count under way is done."""
        if self._stopped:
            return
        if self._busy:
            self._again = True
            return
        store = self._desk.store

        from duodesk.ui.today.asking import asked

        wanted = asked(self._desk)

        def work(_progress: Progress) -> tuple[int, int]:
            from duodesk.exchange.waiting import waiting
            from duodesk.today.queries import due_count

            with store.read() as session:
                return waiting(session, store.office_id), due_count(session, wanted)

        self._job = self._desk.jobs.start(
            _("Exchange"), work, self._done, refused=lambda _error: self._done((0, 0)), quiet=True
        )

    @property
    def _busy(self) -> bool:
        """Whether the worker counts; not for longer, whatever came of it."""
        return self._job is not None and not self._job.over

    def _on_changed(self, _changes: Changes) -> None:
        self._rest.start()

    def _done(self, counts: tuple[int, int]) -> None:
        self.last = counts[0] + len(self._desk.arrived) + len(self._desk.brought)
        self.last_due = counts[1]
        self.counted.emit(self.last)
        self.due_counted.emit(self.last_due)
        if self._again:
            self._again = False
            self._rest.start()

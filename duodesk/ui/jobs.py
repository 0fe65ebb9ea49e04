"""Long work: one worker thread, told progress, stopped on wish, owned until it is finished."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from duodesk.base.errors import UserError
from duodesk.base.progress import Cancelled, Progress
from duodesk.ui.garbage import Garbage

R = TypeVar("R")

_POLL = 100  # milliseconds between two looks at the progress: a tight loop cannot flood the window


@dataclass(frozen=True, slots=True)
class Step:
    """Where a job is: `total` 0 means that nobody knows how much there is."""

    done: int = 0
    total: int = 0
    text: str = ""


class Job(Generic[R]):
    """One piece of work under way; its owner is `Jobs`."""

    def __init__(
        self,
        title: str,
        work: Callable[[Progress], R],
        then: Callable[[R], object],
        refused: Callable[[UserError], object],
        *,
        quiet: bool = False,
    ) -> None:
        self.quiet = quiet
        self.title = title
        self.work = work
        self.then = then
        self.refused = refused
        self.now = Step()
        # However it ends, it is over when that is told.
        self.over = False
        self.clock = QElapsedTimer()
        self._stop = threading.Event()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Called by the work, in its thread."""
        if self._stop.is_set():
            raise Cancelled
        self.now = Step(done, total, text)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()


class Jobs(QObject):
    """Runs jobs one after the other in one thread; results come back to the window's thread."""

    moved = Signal()
    stopped = Signal(str)
    idle = Signal()
    _landed = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="duodesk-job")
        self._under_way: list[Job[Any]] = []
        self._over = False
        self.garbage = Garbage(self)
        self._look = QTimer(self, interval=_POLL)
        self._look.timeout.connect(self.moved)
        self._landed.connect(self._on_landed)

    def start(
        self,
        title: str,
        work: Callable[[Progress], R],
        then: Callable[[R], object],
        *,
        refused: Callable[[UserError], object],
        quiet: bool = False,
    ) -> Job[R]:
        """Run `work` in the worker; `then` gets its result here, `refused` what a person can mend.

        The work opens its own sessions of the store and touches no widget. Quiet work is asked for
        by nobody: it is not shown, and not stopped with what a person stops.
        """
        job = Job(title, work, then, refused, quiet=quiet)
        job.clock.start()
        self.garbage.begin()
        self._under_way.append(job)
        self._pool.submit(self._run, job)
        if not quiet:
            self._look.start()
            self.moved.emit()
        return job

    @property
    def current(self) -> Job[Any] | None:
        """The job under way that somebody waits for."""
        return next((job for job in self._under_way if not job.quiet), None)

    @property
    def busy(self) -> bool:
        """Whether anything is under way, also what nobody asked for."""
        return bool(self._under_way)

    def cancel_all(self) -> None:
        """Ask everything that somebody waits for to stop."""
        for job in self._under_way:
            if not job.quiet:
                job.cancel()

    def finish(self) -> None:
        """Stop and wait; the program never ends beneath a job."""
        self._over = True
        for job in self._under_way:
            job.cancel()
        self._pool.shutdown(wait=True)
        self._look.stop()
        self.garbage.end()

    def _run(self, job: Job[Any]) -> None:
        result: object = None
        error: BaseException | None = None
        try:
            job.step(0, 0)
            result = job.work(job)
        except Exception as raised:  # noqa: BLE001 - one of the three places: raised again over there
            error = raised
        self._landed.emit(job, result, error)

    def _on_landed(self, job: Job[Any], result: object, error: BaseException | None) -> None:
        self._under_way.remove(job)
        job.over = True
        if self.current is None:
            self._look.stop()
        if not job.quiet:
            self.moved.emit()
        try:
            self._tell(job, result, error)
        finally:
            # The worker may hold the job a moment longer: nothing of the window ends with it there.
            del job.work, job.then, job.refused
            if not self._under_way:
                self.idle.emit()

    def _tell(self, job: Job[Any], result: object, error: BaseException | None) -> None:
        if error is None:
            if not self._over:  # what would follow has no window any more, and no worker
                job.then(result)
        elif isinstance(error, Cancelled):
            if not job.quiet:
                self.stopped.emit(job.title)
        elif isinstance(error, UserError):
            job.refused(error)
        else:
            raise error

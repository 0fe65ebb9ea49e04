"""When the program itself fails: write it down, tell it once, stay alive; never a word of a
person.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

from duodesk import __version__

log = logging.getLogger("duodesk.crash")

# Errors whose message speaks of code alone; others may quote what a person typed.
_SPEAKING = (AttributeError, NameError, ImportError, NotImplementedError)
_MOST = 20  # different failures told in one run; the rest only counted


class Crash(QObject):
    """Catches what nobody caught, in every thread, and hands a report to the window's thread."""

    _fell = Signal(str)

    def __init__(self, tell: Callable[[str], object]) -> None:
        super().__init__()
        self._tell = tell
        self._open = False
        self.counts: dict[str, int] = {}
        self._before = (sys.excepthook, threading.excepthook)
        self._fell.connect(self._on_fell, Qt.ConnectionType.QueuedConnection)

    def install(self, folder: Path | None = None) -> None:
        """Begin to catch; with a folder, also what kills the whole process (faulthandler)."""
        sys.excepthook = self.catch
        threading.excepthook = self._catch_thread
        qInstallMessageHandler(_log_qt)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            # A windowed Windows build has no stderr: faulthandler needs a file of its own.
            self._file = (folder / "fault.log").open("a", encoding="utf-8")
            self._watched = faulthandler.is_enabled()
            faulthandler.enable(self._file)

    def remove(self) -> None:
        """Put back what was there before."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)
        if hasattr(self, "_file"):
            faulthandler.disable()
            self._file.close()
            if self._watched and sys.__stderr__ is not None:
                faulthandler.enable(sys.__stderr__)

    def catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take one failure: logged once, told once, counted always."""
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        mark = fingerprint(kind, trace)
        self.counts[mark] = self.counts.get(mark, 0) + 1
        if self.counts[mark] > 1 or len(self.counts) > _MOST:
            return
        told = report(kind, error, trace)
        log.error("%s", told)
        self._fell.emit(told)

    def closed(self) -> None:
        """The window that told it was closed; the next failure may open it again."""
        self._open = False

    def _catch_thread(self, happened: threading.ExceptHookArgs) -> None:
        if happened.exc_value is not None:
            self.catch(happened.exc_type, happened.exc_value, happened.exc_traceback)

    def _on_fell(self, told: str) -> None:
        if not self._open:
            self._open = True
            self._tell(told)


def fingerprint(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The same failure gives the same mark: its kind and the lines it went through."""
    frames = traceback.extract_tb(trace)
    return kind.__name__ + "|" + "|".join(f"{f.filename}:{f.lineno}" for f in frames)


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """What may be sent to a colleague: versions and lines of code; no values, no typed text."""
    said = f": {error}" if isinstance(error, _SPEAKING) else ""
    lines = [
        f"Duodesk {__version__} · Python {platform.python_version()} · Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        "",
        f"{kind.__module__}.{kind.__name__}{said}",
        *(
            f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)
        ),
    ]
    return "\n".join(lines)


def _short(filename: str) -> str:
    """The path from the package on: the folder before it may hold a person's name."""
    parts = Path(filename).parts
    place = next((i for i, part in enumerate(parts) if part == "duodesk"), len(parts) - 1)
    return "/".join(parts[place:])


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    level = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }.get(kind, logging.ERROR)
    if "propagateSizeHints" not in text:
        logging.getLogger("duodesk.qt").log(level, "%s", text)

"""Files that a person drops on the window or opens with the program: each goes where it belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from duodesk.base.i18n import _
from duodesk.ui.desk import Desk

EXCHANGE, INVITATION = ".duo", ".duoinvitation"
LISTS = frozenset({".xlsx", ".xlsm", ".csv", ".txt", ".xls", ".ods"})
DRAGS = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})
_STAMP = re.compile(r"-(\d{8}T\d{6}Z)-")


def dragged(event: QEvent) -> list[Path] | None:
    """The files of a drag over the window, accepted here; none of ours gives None.

    While a question is open nothing is taken: it is to be answered first.
    """
    if not isinstance(event, QDropEvent) or not event.mimeData().hasUrls():
        return None
    files = files_of(event)
    if not files:
        return None
    if QApplication.activeModalWidget() is not None:
        event.ignore()
        return []
    event.acceptProposedAction()
    return [] if isinstance(event, QDragMoveEvent) else files


def files_of(event: QDropEvent) -> list[Path]:
    """The files that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def bring(desk: Desk, files: Sequence[Path]) -> None:
    """Show files where they belong, the oldest first; nothing is written before somebody agrees."""
    ordered = sorted(files, key=_made_at)
    exchange = [path for path in ordered if path.suffix.lower() == EXCHANGE]
    lists = [path for path in ordered if path.suffix.lower() in LISTS]
    desk.brought += exchange
    if exchange:
        desk.go("exchange")
    elif lists:
        desk.go("people", lists)
    _tell(desk, [path for path in ordered if path not in exchange and path not in lists])
    if exchange and lists:
        names = ", ".join(path.name for path in lists)
        desk.say(_("Drop %(names)s again when these files are done.", names=names), "warn")


def _tell(desk: Desk, others: Sequence[Path]) -> None:
    """One sentence for what cannot be taken."""
    if not others:
        return
    if others[0].suffix.lower() == INVITATION:
        text = _(
            "“%(name)s” is an invitation for a new laptop. Start Duodesk there and choose “I was "
            "invited”.",
            name=others[0].name,
        )
    else:
        text = _(
            "“%(name)s” is nothing that Duodesk takes in. Drop an exchange file or a list of "
            "people (.xlsx, .csv).",
            name=others[0].name,
        )
    desk.say(text, "warn")


def _made_at(path: Path) -> str:
    """When a file was made: exchange files say it in their name, others by their date."""
    stamp = _STAMP.search(path.name)
    if stamp:
        return stamp[1]
    try:
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return ""
    return f"{at:%Y%m%dT%H%M%SZ}"

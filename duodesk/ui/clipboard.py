"""Copying tables and pictures: hidden from clipboard histories, harmless in a spreadsheet."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

# What KeePassXC sets (src/gui/Clipboard.cpp): monitors and cloud clipboards leave it alone.
_PRIVATE = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
    "application/x-nspasteboard-concealed-type": b"1",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_OURS = "application/x-duodesk"


def copy_table(rows: Sequence[Sequence[str]]) -> None:
    """Put a table on the clipboard; the first row is its heading."""
    data = QMimeData()
    data.setText("\n".join("\t".join(_cell(text) for text in row) for row in rows))
    data.setHtml(_html(rows))
    _put(data)


def copy_text(text: str) -> None:
    """Put a text on the clipboard as it is."""
    data = QMimeData()
    data.setText(text)
    _put(data)


def copy_picture(image: QImage) -> None:
    """Put a picture on the clipboard."""
    data = QMimeData()
    data.setImageData(image)
    _put(data)


def forget() -> None:
    """Empty the clipboard if what lies there is still ours: called when the desk is locked."""
    board = QGuiApplication.clipboard()
    lying: QMimeData | None = board.mimeData()  # none where there is no clipboard
    if lying is not None and lying.hasFormat(_OURS):
        board.clear()


def _put(data: QMimeData) -> None:
    for kind, value in _PRIVATE.items():
        data.setData(kind, QByteArray(value))
    data.setData(_OURS, QByteArray(b"1"))
    QGuiApplication.clipboard().setMimeData(data)


def _cell(text: str) -> str:
    """One cell of tab-separated text: no line ends, no start a spreadsheet would compute."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(_FORMULA) and not _is_plain(flat) else flat


def _is_plain(text: str) -> bool:
    """Phone numbers, negative numbers and a lone dash compute nothing harmful."""
    return not text.strip("+-0123456789 .,/()")


def _html(rows: Sequence[Sequence[str]]) -> str:
    def cells(row: Sequence[str], tag: str) -> str:
        # mso-number-format keeps a spreadsheet from reading a cell as formula or date.
        return "".join(
            f"<{tag} style=\"mso-number-format:'\\@'\">{_lines(text)}</{tag}>" for text in row
        )

    head = f"<tr>{cells(rows[0], 'th')}</tr>" if rows else ""
    body = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows[1:])
    return f'<meta charset="utf-8"><table>{head}{body}</table>'


def _lines(text: str) -> str:
    """Escaped, and its lines within the one cell."""
    return '<br style="mso-data-placement:same-cell">'.join(map(html.escape, text.splitlines()))

"""Pages as pictures, and how like two of them are.

Drawn by the program's own viewer (QtPdf, that is PDFium) with the fonts of the file: no font and no
screen of the machine has a part in it. Versions of PDFium differ in how dark the edge of a letter
is, never in where it stands: so small squares are compared by their mean, not dots by their value.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

Grey = np.ndarray[Any, np.dtype[np.uint8]]
_POINT = 25.4 / 72
_SQUARE = 6  # dots
_FAR = 14  # of 255, by which the mean of a square may differ


def pages(content: bytes, per_mm: float) -> list[Grey]:
    """Each page in shades of grey, so many dots to a millimetre."""
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    assert document.status() == QPdfDocument.Status.Ready
    drawn = []
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        wide, tall = (round(side * _POINT * per_mm) for side in (points.width(), points.height()))
        drawn.append(_grey(_on_white(document.render(number, QSize(wide, tall)))))
    document.close()
    return drawn


def _on_white(seen: QImage) -> QImage:
    paper = QImage(seen.size(), QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFFFF)
    painter = QPainter(paper)
    painter.drawImage(0, 0, seen)
    painter.end()
    return paper


def _grey(image: QImage) -> Grey:
    plain = image.convertToFormat(QImage.Format.Format_Grayscale8)
    dots = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return dots[:, : plain.width()].copy()


def side_by_side(drawn: list[Grey]) -> Grey:
    """All pages in one picture of sixteen shades, a dark line between them."""
    line = np.zeros((drawn[0].shape[0], 1), np.uint8)
    parts = [part for one in drawn for part in (one, line)][:-1]
    joined = np.hstack(parts)
    return ((joined.astype(np.uint16) + 8) // 17 * 17).clip(0, 255).astype(np.uint8)


def save(picture: Grey, path: Path) -> None:
    tall, wide = picture.shape
    image = QImage(picture.tobytes(), wide, tall, wide, QImage.Format.Format_Grayscale8)
    image = image.convertToFormat(QImage.Format.Format_Indexed8)
    assert image.save(str(path), "PNG", 0)


def load(path: Path) -> Grey:
    return _grey(QImage(str(path)))


def alike(one: Grey, other: Grey) -> bool:
    """Whether two pictures show the same page."""
    if one.shape != other.shape:
        return False
    return bool(np.abs(_squares(one) - _squares(other)).max() <= _FAR)


def _squares(picture: Grey) -> np.ndarray[Any, np.dtype[np.float64]]:
    tall, wide = (side // _SQUARE for side in picture.shape)
    cut = picture[: tall * _SQUARE, : wide * _SQUARE]
    return cut.reshape(tall, _SQUARE, wide, _SQUARE).mean(axis=(1, 3))

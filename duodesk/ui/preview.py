"""The real page on the screen, from memory: no file with a person's name is left behind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QRect, QSize
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from duodesk.base.i18n import _
from duodesk.ui.widgets.text import set_name

_DPI = 200  # of a printed page; three pages take less than a second


class Preview(QPdfView):
    """Shows a PDF page by page, as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        # A document that is a child of its view is gone when the view lets go of it, and the
        # program with it (PySide6 6.11): it belongs to the application and goes after the view.
        app = QCoreApplication.instance()
        assert app is not None  # noqa: S101 - a widget exists, so the application does
        self._document = QPdfDocument(app)
        self._buffer = QBuffer(self._document)
        self.destroyed.connect(self._document.deleteLater)
        self.setDocument(self._document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setMinimumWidth(260)
        set_name(self, _("Preview of the paper"))

    def show_pdf(self, content: bytes) -> None:
        """Show these bytes."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return self._document.pageCount()


def print_pdf(parent: QWidget, content: bytes, name: str, *, more: Sequence[bytes] = ()) -> None:
    """Ask for a printer and put the pages on it, those of more papers after the first one's."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print %(name)s", name=name))
    dialog.accepted.connect(lambda: put_pages(printer, content, *more))
    QDialog.open(dialog)


def print_all(parent: QWidget, contents: Sequence[bytes], name: str) -> None:
    """Ask for a printer once and put the pages of several papers on it."""
    first, *others = contents
    print_pdf(parent, first, name, more=others)


def put_pages(printer: QPrinter, *contents: bytes) -> None:
    """Draw every page of one or several PDFs on a printer, as large as the paper."""
    painter: QPainter | None = None
    for content in contents:
        buffer = QBuffer()
        buffer.setData(QByteArray(content))
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        for number in range(document.pageCount()):
            first = painter is None
            if number == 0:
                _turn(printer, document)
            if painter is None:
                painter = QPainter(printer)
            _put_page(printer, painter, document, number, new=not first)
    if painter is not None:
        painter.end()


def _turn(printer: QPrinter, document: QPdfDocument) -> None:
    """Lay the paper as the first page of a document lies."""
    size = document.pagePointSize(0)
    sides = QPageLayout.Orientation
    printer.setPageOrientation(sides.Landscape if size.width() > size.height() else sides.Portrait)


def _put_page(
    printer: QPrinter, painter: QPainter, document: QPdfDocument, number: int, *, new: bool
) -> None:
    if new:
        printer.newPage()
    points = document.pagePointSize(number)
    size = QSize(round(points.width() * _DPI / 72), round(points.height() * _DPI / 72))
    room = printer.pageLayout().fullRectPixels(printer.resolution())
    margins = printer.pageLayout().marginsPixels(printer.resolution())
    target = QRect(-margins.left(), -margins.top(), room.width(), room.height())
    painter.drawImage(target, document.render(number, size))

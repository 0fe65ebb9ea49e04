"""Putting pages on paper: the printer and its ways as they were chosen last, every page drawn from
memory, no file left behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QRect, QSize
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from duodesk.base.i18n import _
from duodesk.base.progress import Progress, silent
from duodesk.base.settings import MachineSettings
from duodesk.ui.desk import Desk

_DPI = 200  # of a printed page; three pages take less than a second
_SOON = 6  # pages that are put on paper before anybody wonders
_MODES = {
    "none": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}


def print_pdf(
    desk: Desk,
    contents: Sequence[bytes],
    name: str,
    *,
    parent: QWidget,
    leaves: Callable[[], object] | None = None,
    counted: bool = False,
) -> None:
    """Ask for a printer once and put the pages of one or several papers on it. `leaves` writes down
    that they are printed once a printer is chosen; where it gives nothing, that was refused and
    nothing is printed. What is `counted` holds all its copies already.
    """
    pages = sum(count_pages(one) for one in contents)
    several = pages > len(contents)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    prepare(printer, desk.appearance.settings, several=several, counted=counted)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print %(name)s", name=name))
    # One that is gone shows no more; the printer lives as long as the slot does.
    dialog.finished.connect(dialog.deleteLater)

    def accepted() -> None:
        keep_choices(desk, printer, several=several, counted=counted)
        if leaves is None or leaves() is not None:
            _put(desk, printer, contents, pages)

    dialog.accepted.connect(accepted)
    QDialog.open(dialog)


def count_pages(content: bytes) -> int:
    """How many pages a PDF has."""
    document, _buffer = _opened(content)
    return document.pageCount()


def prepare(
    printer: QPrinter, chosen: MachineSettings, *, several: bool, counted: bool = False
) -> None:
    """Give a printer what was chosen last, before the person is asked."""
    if chosen.printer in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(chosen.printer)
    printer.setDuplex(sides_of(chosen.duplex, several=several))
    printer.setCopyCount(1 if counted else max(chosen.copies, 1))
    printer.setCollateCopies(True)
    if chosen.tray in QPrinter.PaperSource.__members__:
        printer.setPaperSource(QPrinter.PaperSource[chosen.tray])


def keep_choices(desk: Desk, printer: QPrinter, *, several: bool, counted: bool = False) -> None:
    """Remember what the person chose. On which sides says nothing where there is a single page or
    a file was written, nor do copies where they were counted before.
    """
    before = desk.appearance.settings
    on_paper = printer.outputFormat() == QPrinter.OutputFormat.NativeFormat
    sides = next((word for word, mode in _MODES.items() if mode == printer.duplex()), "")
    desk.appearance.choose_printing(
        printer=printer.printerName() if on_paper else before.printer,
        duplex=sides if several and on_paper else before.duplex,
        copies=before.copies if counted else printer.copyCount(),
        tray=printer.paperSource().name if on_paper else before.tray,
    )


def sides_of(chosen: str, *, several: bool) -> QPrinter.DuplexMode:
    """Papers of more than one page are printed on both sides unless somebody chose otherwise; a
    single page has no other side.
    """
    return _MODES.get(chosen, _MODES["long"]) if several else _MODES["none"]


def put_pages(
    printer: QPrinter,
    contents: Sequence[bytes],
    *,
    both: bool = False,
    progress: Progress = silent,
) -> None:
    """Draw every page of one or several PDFs on a printer, as large as the paper; on `both` sides,
    each paper begins on a sheet of its own. Who asks to stop is heard between two pages.
    """
    total = sum(count_pages(content) for content in contents)
    painter: QPainter | None = None
    done = 0
    try:
        for content in contents:
            document, _buffer = _opened(content)
            _turn(printer, document)
            for number in range(document.pageCount()):
                progress.step(done, total)
                if painter is None:
                    painter = QPainter(printer)
                else:
                    printer.newPage()
                _put_page(printer, painter, document, number)
                done += 1
            if both and document.pageCount() % 2 and done < total:
                printer.newPage()
    except BaseException:
        printer.abort()
        raise
    finally:
        if painter is not None:
            painter.end()


def _put(desk: Desk, printer: QPrinter, contents: Sequence[bytes], pages: int) -> None:
    """At once where nobody would notice, else beside the window."""
    both = printer.duplex() != QPrinter.DuplexMode.DuplexNone
    if pages <= _SOON:
        put_pages(printer, contents, both=both)
        return

    def work(progress: Progress) -> None:
        put_pages(printer, contents, both=both, progress=progress)

    desk.work(_("Printing"), work, lambda _done: desk.say(_("The pages are at the printer.")))


def _opened(content: bytes) -> tuple[QPdfDocument, QBuffer]:
    """A PDF in memory; it reads from its buffer as long as it lives."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer


def _turn(printer: QPrinter, document: QPdfDocument) -> None:
    """Lay the paper as the first page of a document lies."""
    size = document.pagePointSize(0)
    sides = QPageLayout.Orientation
    printer.setPageOrientation(sides.Landscape if size.width() > size.height() else sides.Portrait)


def _put_page(printer: QPrinter, painter: QPainter, document: QPdfDocument, number: int) -> None:
    points = document.pagePointSize(number)
    size = QSize(round(points.width() * _DPI / 72), round(points.height() * _DPI / 72))
    room = printer.pageLayout().fullRectPixels(printer.resolution())
    margins = printer.pageLayout().marginsPixels(printer.resolution())
    target = QRect(-margins.left(), -margins.top(), room.width(), room.height())
    painter.drawImage(target, document.render(number, size))

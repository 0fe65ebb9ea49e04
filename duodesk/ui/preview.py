"""The real page on the screen, from memory: no file with a person's name is left behind."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView

from duodesk.base.i18n import _
from duodesk.ui.widgets.text import set_name


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
        self._content = b""
        self.destroyed.connect(self._document.deleteLater)
        self.setDocument(self._document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setMinimumWidth(260)
        set_name(self, _("Preview of the paper"))

    def show_pdf(self, content: bytes) -> None:
        """Show these bytes; the same ones stay where the person reads them."""
        if content == self._content:
            return
        self._content = content
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return self._document.pageCount()

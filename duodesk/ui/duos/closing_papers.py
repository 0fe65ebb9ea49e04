"""The last step of a closing: the mentee's certificate and the letter that thanks the mentor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import _
from duodesk.documents import commands as documents
from duodesk.documents.draw import Paper
from duodesk.documents.end_certificate import end_certificate
from duodesk.documents.thanks_letter import thanks_letter
from duodesk.followup import closing
from duodesk.followup.closings import ClosingRow, Part
from duodesk.followup.overview import OverviewRow
from duodesk.ui.desk import Desk
from duodesk.ui.leaving import PaperDialog
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.layout import Flow, column, row, widget
from duodesk.ui.widgets.text import PlainLabel, show_if


class PapersStep(QWidget):
    """Printing writes down that it was; thanks can be noted by themselves too."""

    def __init__(self, desk: Desk, shown: OverviewRow) -> None:
        super().__init__()
        self._desk, self._row = desk, shown
        self._states = {Part.CERTIFICATE: Chip(), Part.THANKS: Chip()}
        duo = shown.duo
        certificate = Button(
            _("Certificate of %(name)s…", name=duo.mentee),
            partial(self._show, end_certificate), icon_name="printer",
        )  # fmt: skip
        letter = Button(
            _("Letter to %(name)s…", name=duo.mentor), partial(self._show, thanks_letter),
            icon_name="printer",
        )  # fmt: skip
        self.thank = Button(_("%(name)s was thanked", name=duo.mentor), self._thank,
                            icon_name="check")  # fmt: skip
        thanks = Flow(spacing=6)
        for button in (letter, self.thank):
            thanks.addWidget(button)
        self.setLayout(
            column(
                row(PlainLabel(_("Certificate"), role="strong"), self._states[Part.CERTIFICATE],
                    None),
                row(certificate, None),
                8,
                row(PlainLabel(_("Letter of thanks"), role="strong"), self._states[Part.THANKS],
                    None),
                widget(thanks),
                spacing=8,
            )
        )  # fmt: skip

    def show_row(self, known: ClosingRow) -> None:
        """Say what was printed, and whether the mentor was thanked."""
        for part, chip in self._states.items():
            one = next(row for row in known.parts if row.part == part)
            words = _("done on %(day)s", day=short(one.on)) if one.on else _("open")
            chip.show_badge(words, "good" if one.done else "warn")
        thanked = next(row.done for row in known.parts if row.part == Part.THANKS)
        show_if(self.thank, on=not thanked)

    def _show(self, make: Callable[..., Paper]) -> None:
        """The paper in the language of its reader, written down as printed."""
        desk = self._desk
        try:
            paper = desk.read(make, self._row.id, today=desk.today)
        except UserError as error:
            desk.say(str(error), "bad")
            return
        printed = desk.do(documents.print_paper, self._row.id, paper)
        if printed is not None:
            PaperDialog(desk, printed.number, printed.content, parent=self.window()).open_over()

    def _thank(self) -> None:
        self._desk.do(closing.thank, self._row.id)

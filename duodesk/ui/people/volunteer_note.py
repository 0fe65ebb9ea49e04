"""The information note to volunteers on a mentor's page: handed over, and signed for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.documents.catalog import NOTE
from duodesk.documents.information_note import Receipt, informed_on, receive
from duodesk.people.recruiting import WayRow
from duodesk.people.words import Role
from duodesk.ui.desk import Desk
from duodesk.ui.people.letter import LetterDialog, volunteer_note
from duodesk.ui.widgets.buttons import Menu, MenuButton
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.text import PlainLabel, show_if


class NoteLine(QWidget):
    """Whether a mentor received the note; the page with its receipt, and what came back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: WayRow | None = None
        self.told = PlainLabel("", role="small", wrap=True)
        self.button = MenuButton(_("Information note"), self._offer, kind="quiet")
        line = row(self.told, self.button, spacing=8)
        line.setStretchFactor(self.told, 1)
        self.setLayout(line)

    def show_way(self, shown: WayRow) -> None:
        """Show what is known; only mentors are volunteers."""
        self._shown = shown
        show_if(self, on=shown.role == Role.MENTOR)
        if shown.role != Role.MENTOR:
            return
        day = self._desk.read(informed_on, shown.enrolment_id)
        self.told.setText(
            _("Information note received on %(day)s", day=short(day))
            if day
            else _("Information note not received yet; the law asks for it before the start.")
        )

    def write(self) -> None:
        """The note as it will be printed, with its receipt."""
        if self._shown is not None:
            letters = [volunteer_note(self._desk, self._shown)]
            LetterDialog(self._desk, NOTE.title, letters, parent=self.window()).open_over()

    def receive(self) -> None:
        """Ask when the receipt was signed."""
        if self._shown is not None:
            ReceiptDialog(self._desk, self._shown, parent=self.window()).open_over()

    def _offer(self, menu: Menu) -> None:
        menu.item(_("Show and print…"), self.write, icon_name="mail")
        menu.item(_("The receipt was signed…"), self.receive, icon_name="check")


class ReceiptDialog(Dialog):
    """The day of a signed receipt, and where the paper lies."""

    def __init__(self, desk: Desk, shown: WayRow, *, parent: QWidget | None = None) -> None:
        title = _("Receipt of the information note: %(name)s", name=shown.name)
        super().__init__(title, icon_name="clipboard-check", parent=parent)
        self._desk, self._id = desk, shown.enrolment_id
        self.day = DayField(today=desk.today)
        self.day.set_value(desk.today)
        self.place = LineField()
        self.filed = LineField(placeholder=_("Binder, shelf…"))
        form = Form(label_width=150)
        form.add(_("Signed on"), self.day, required=True)
        form.add(_("Signed in"), self.place)
        form.add(_("Where the paper lies"), self.filed)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Record"), self.keep, kind="primary", default=True)

    def keep(self) -> None:
        """Write it down."""
        day = self.day.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
            return
        receipt = Receipt(day, self.place.value(), self.filed.value())
        if self._desk.do(receive, self._id, receipt) is not None:
            self.accept()

"""Who has signed a paper: noted with day, place and where the paper lies."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.documents.commands import Signing, sign, unsign
from duodesk.documents.queries import PaperRow
from duodesk.documents.words import Signatory
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, Card, column, row, widget
from duodesk.ui.widgets.text import PlainLabel, show_if


class SigningCard(Body):
    """Day and places once, then one button for each who signs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=10)
        self._desk = desk
        self._row: PaperRow | None = None
        self.day = DayField(today=desk.today)
        self.day.set_value(desk.today)
        self.place = LineField()
        self.filed = LineField(placeholder=_("Binder, shelf…"))
        form = Form(stacked=True)
        form.add(_("Signed on"), self.day)
        form.add(_("Signed in"), self.place)
        form.add(_("Where the paper lies"), self.filed)
        self._people: QVBoxLayout = column(spacing=8)
        self._hint = PlainLabel("", role="small", wrap=True)
        card = Card(_("Signatures"), widget(self._people), self._hint, form)
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.setMinimumWidth(220)

    def show_row(self, shown: PaperRow) -> None:
        """Show who has signed this paper."""
        self._row = shown
        while (item := self._people.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        names = {Signatory.MENTEE: shown.mentee, Signatory.MENTOR: shown.mentor}
        for side, name in names.items():
            self._people.addWidget(self._line(side, name))
        there = shown.exists
        self._hint.setText("" if there else _("Print the paper first; then note who signed it."))
        show_if(self._hint, on=not there)

    def sign(self, side: Signatory) -> None:
        """Note that one of them signed."""
        shown, day = self._row, self.day.value()
        if shown is None:
            return
        if day is None:
            self.day.set_problem(_("Which day?"))
            return
        signing = Signing(shown.kind, side, day, self.place.value(), self.filed.value())
        if self._desk.do(sign, shown.duo_id, signing) is not None:
            self._desk.say(_("Signature noted."))

    def _line(self, side: Signatory, name: str) -> QWidget:
        shown = self._row
        title = PlainLabel(name, role="strong", wrap=True)
        day = dict(shown.signed).get(side) if shown else None
        if shown is not None and day is not None:
            chip = Chip(_("signed on %(day)s", day=short(day)), "good")
            away = IconButton(
                "undo-2",
                _("Take the signature of %(name)s back", name=name),
                partial(self._desk.do, unsign, shown.duo_id, shown.kind, side),
            )
            return widget(column(title, row(chip, None, away), spacing=4))
        button = Button(_("Has signed"), partial(self.sign, side), icon_name="check")
        button.setAccessibleName(_("%(name)s has signed", name=name))
        button.setEnabled(shown is not None and shown.exists)
        return widget(column(title, row(button, None), spacing=4))

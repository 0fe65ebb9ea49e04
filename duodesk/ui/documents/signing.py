"""Who has signed a paper: noted with day, place and where the paper lies."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.documents.catalog import NOTE
from duodesk.documents.commands import Signing, sign, unsign
from duodesk.documents.information_note import Receipt, not_received, receive
from duodesk.documents.listed import ListedPaper
from duodesk.documents.words import Signatory
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Card, column, row, widget
from duodesk.ui.widgets.text import PlainLabel, show_if


class SigningCard(Card):
    """Day and places once, then one button for each who signs: both of a duo, or the mentor who
    received the information note.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._row: ListedPaper | None = None
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
        super().__init__(_("Signatures"), widget(self._people), self._hint, form)

    def show_row(self, shown: ListedPaper) -> None:
        """Show who has signed this paper; who gets a letter signs nothing."""
        self._row = shown
        clear(self._people)
        signed = shown.duo is not None or shown.kind == NOTE.code
        show_if(self, on=signed)
        if not signed:
            return
        for side, name in self._signers(shown).items():
            self._people.addWidget(self._line(side, name))
        there = self._exists(shown)
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
        place, filed = self.place.value(), self.filed.value()
        if shown.enrolment_id is not None:
            done = self._desk.do(receive, shown.enrolment_id, Receipt(day, place, filed))
        elif shown.duo is not None:
            signing = Signing(shown.kind, side, day, place, filed)
            done = self._desk.do(sign, shown.duo.duo_id, signing)
        else:
            return
        if done is not None:
            self._desk.say(_("Signature noted."))

    def _signers(self, shown: ListedPaper) -> dict[Signatory, str]:
        if shown.duo is None:
            return {Signatory.MENTOR: shown.who}
        return {Signatory.MENTEE: shown.duo.mentee, Signatory.MENTOR: shown.duo.mentor}

    def _exists(self, shown: ListedPaper) -> bool:
        return shown.duo.exists if shown.duo is not None else bool(shown.printed)

    def _line(self, side: Signatory, name: str) -> QWidget:
        shown = self._row
        title = PlainLabel(name, role="strong", wrap=True)
        if shown is not None and shown.duo is not None:
            day = dict(shown.duo.signed).get(side)
        else:
            day = shown.signed_on if shown is not None else None
        if shown is not None and day is not None:
            chip = Chip(_("signed on %(day)s", day=short(day)), "good")
            words = _("Take the signature of %(name)s back", name=name)
            away = IconButton("undo-2", words, partial(self._take_back, shown, side))
            return widget(column(title, row(chip, None, away), spacing=4))
        button = Button(_("Has signed"), partial(self.sign, side), icon_name="check")
        button.setAccessibleName(_("%(name)s has signed", name=name))
        button.setEnabled(shown is not None and self._exists(shown))
        return widget(column(title, row(button, None), spacing=4))

    def _take_back(self, shown: ListedPaper, side: Signatory) -> None:
        if shown.enrolment_id is not None:
            self._desk.do(not_received, shown.enrolment_id)
        elif shown.duo is not None:
            self._desk.do(unsign, shown.duo.duo_id, shown.kind, side)


def clear(layout: QVBoxLayout) -> None:
    """Let all widgets of a column go."""
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()

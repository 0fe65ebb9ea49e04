"""What was printed of a paper, made again as it was; and how it reached whom it was for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.documents.commands import HandedOver, hand_over, take_back
from duodesk.documents.listed import ListedPaper, Medium, PrintedRow
from duodesk.office.queries import authors
from duodesk.ui.desk import Desk
from duodesk.ui.documents.signing import clear
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Card, column, row, widget
from duodesk.ui.widgets.text import PlainLabel, show_if


class PrintedCard(Card):
    """Each paper that was printed, with when and by whom; `again` asks for one as it was then."""

    again = Signal(object)

    def __init__(self) -> None:
        self._lines: QVBoxLayout = column(spacing=10)
        super().__init__(_("Printed"), widget(self._lines))

    def show_row(self, shown: ListedPaper) -> None:
        """What was printed of this paper."""
        clear(self._lines)
        show_if(self, on=bool(shown.printed))
        for one in shown.printed:
            self._lines.addWidget(self._line(one))

    def _line(self, one: PrintedRow) -> QWidget:
        when = _("printed on %(day)s", day=short(one.printed_on)) if one.printed_on else ""
        by = _("by %(name)s", name=one.printed_by) if one.printed_by else ""
        told = ", ".join(part for part in (when, by) if part) or _("known from a list")
        button = Button(_("The same paper again"), partial(self.again.emit, one), kind="quiet")
        button.setAccessibleName(_("%(number)s once more as it was", number=one.number or "?"))
        number = PlainLabel(one.number or "?", role="strong", wrap=True)
        return widget(
            column(number, PlainLabel(told, role="small", wrap=True), row(button, None), spacing=2)
        )


class HandedCard(Card):
    """By which way, on which day and by whom the printed papers were handed over; for the
    information note that is the proof.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._papers: tuple[PrintedRow, ...] = ()
        media = [(str(one), reference.chosen("medium", str(one))) for one in Medium]
        self.medium = ChoiceField(media)
        self.day = DayField(today=desk.today)
        self.day.set_value(desk.today)
        self.by = ChoiceField([])
        self._form = Form(stacked=True)
        self._form.add(_("How"), self.medium)
        self._form.add(_("On which day"), self.day)
        self._form.add(_("By whom"), self.by)
        self.button = Button(_("Handed over"), self.hand_over, icon_name="send")
        self._form.add_below(widget(row(self.button, None)))
        self._told: QVBoxLayout = column(spacing=4)
        super().__init__(_("Handed over"), widget(self._told), self._form)

    def show_row(self, shown: ListedPaper) -> None:
        """How the papers of this row reached whom they are for; what was not printed did not."""
        self._papers = shown.printed
        show_if(self, on=bool(shown.printed))
        here = self._desk.read(authors, office_id=self._desk.office_id)
        self.by.set_options([(str(one.id), one.name) for one in here if one.left_on is None])
        own = self._desk.store.author_id
        self.by.set_value(str(own) if own else None)
        clear(self._told)
        known = [
            one for one in shown.printed if one.medium is not None or one.handed_on is not None
        ]
        for one in known:
            self._told.addWidget(self._line(one))
        open_ones = len(known) < len(shown.printed)
        show_if(self._form, on=open_ones)

    def hand_over(self) -> None:
        """Note it for all papers of which it is not known yet."""
        day, medium = self.day.value(), self.medium.value()
        if medium is None:
            self.medium.set_problem(_("By which way?"))
            return
        if day is None:
            self.day.set_problem(_("Which day?"))
            return
        chosen = self.by.value()
        how = HandedOver(Medium(medium), day, Id(chosen) if chosen else None)
        waiting = [one.id for one in self._papers if one.medium is None]
        if self._desk.do(hand_over, waiting, how) is not None:
            self._desk.say(_("Noted: handed over."))

    def _line(self, one: PrintedRow) -> QWidget:
        way = reference.chosen("medium", str(one.medium)) if one.medium else ""
        day = short(one.handed_on) if one.handed_on else ""
        chip = Chip(" · ".join(part for part in (way, day) if part), "good")
        words = _("%(number)s was not handed over", number=one.number or "?")
        away = IconButton("undo-2", words, self._taking_back(one))
        below = " · ".join(part for part in (one.number, one.handed_by) if part)
        return widget(
            column(row(chip, None, away), PlainLabel(below, role="small", wrap=True), spacing=2)
        )

    def _taking_back(self, one: PrintedRow) -> Callable[[], object]:
        return partial(self._desk.do, take_back, [one.id])

"""An appointment of two people and a colleague: three hours that suit all, or any other."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from duodesk.base.dates import hours, weekday
from duodesk.base.dates import short as written
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.office.queries import AuthorRow, authors
from duodesk.pairing.board import BoardCard, Meeting
from duodesk.pairing.first_meeting import Appointment
from duodesk.pairing.slots import FreeSlot, slots_for
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.hour import HourField
from duodesk.ui.widgets.layout import Flow, column, row, widget
from duodesk.ui.widgets.text import PlainLabel, literal, show_if


class AppointmentForm(QWidget):
    """Who is there, three proposed hours as buttons, day, hour, place, online."""

    def __init__(self, desk: Desk, card: BoardCard, known: Meeting | None) -> None:
        super().__init__()
        self._desk, self._card = desk, card
        self._colleagues = _present(desk)
        self._minutes = (known.minutes if known else None) or 60
        self.with_whom = ChoiceField(
            [(one.id.hex, one.name) for one in self._colleagues], empty=_("nobody of us")
        )
        self.slots = Flow(spacing=6)
        self._told = PlainLabel("", role="small", wrap=True)
        self.day = DayField(today=desk.today)
        self.hour = HourField()
        self.place = LineField()
        self.online = QCheckBox(literal(_("They meet online")))
        self.online.setAccessibleName(_("They meet online"))
        form = Form(stacked=True)
        form.add(_("Who of us is there"), self.with_whom)
        form.add_below(widget(column(self._told, self.slots, spacing=4)))
        both = row(self.day, self.hour, spacing=8)
        both.setStretchFactor(self.day, 3)
        both.setStretchFactor(self.hour, 2)
        form.add(_("Day and hour"), widget(both), required=True)
        form.add(_("Place"), self.place)
        form.add_below(self.online)
        self.day.set_name(_("Day"))
        self.hour.set_name(_("Hour"))
        self.setLayout(column(form))
        self._show(known)
        self.with_whom.committed.connect(lambda _value: self.propose())
        self.propose()

    def propose(self) -> None:
        """Look for three hours that suit both and the colleague."""
        card, led_by = self._card, self._led_by()
        found = self._desk.read(
            slots_for,
            (card.mentee_id, card.mentor_id),
            (led_by,) if led_by else (),
            today=self._desk.today,
            minutes=self._minutes,
        )
        self.slots.clear()
        for slot in found:
            self.slots.addWidget(Button(_slot(slot), partial(self.take, slot), kind="chip"))
        self._told.setText(
            _("Suits all, as far as we know:") if found else _("No hour is known that suits all.")
        )
        show_if(self._told, on=True)
        self.updateGeometry()

    def take(self, slot: FreeSlot) -> None:
        """Use a proposed hour."""
        self.day.set_value(slot.on)
        self.hour.set_value(slot.start)
        self._minutes = slot.minutes

    def value(self) -> Appointment | None:
        """What was agreed; None, and said at the field, while the day is missing."""
        on = self.day.value()
        self.day.set_problem("" if on else _("Choose a proposed hour, or write the day."))
        if on is None:
            self.day.setFocus()
            return None
        return Appointment(
            on=on,
            start=self.hour.value(),
            minutes=self._minutes,
            place=self.place.value(),
            online=self.online.isChecked() or None,
            led_by=self._led_by(),
        )

    def _show(self, known: Meeting | None) -> None:
        own = self._desk.store.author_id
        chosen = (known.led_by if known else None) or own
        ids = {one.id for one in self._colleagues}
        self.with_whom.set_value(chosen.hex if chosen is not None and chosen in ids else None)
        if known is not None:
            self.day.set_value(known.on)
            self.hour.set_value(known.start)
            self.place.set_value(known.place)

    def _led_by(self) -> Id | None:
        code = self.with_whom.value()
        return next((one.id for one in self._colleagues if one.id.hex == code), None)


def _present(desk: Desk) -> list[AuthorRow]:
    """The colleagues of this office who work here still."""
    found = desk.read(authors, office_id=desk.office_id)
    return [one for one in found if one.left_on is None or one.left_on > desk.today]


def _slot(slot: FreeSlot) -> str:
    """Tue 01/12 11:00–12:00."""
    return f"{_day(slot.on)} {hours(slot.start, slot.minutes)}"


def _day(day: date) -> str:
    return f"{weekday(day.weekday(), width='abbreviated')} {written(day)[:5]}"

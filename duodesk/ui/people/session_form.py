"""What is known of a session as fields: to plan one, and to change one where it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from duodesk.base import reference
from duodesk.base.dates import hours
from duodesk.base.holidays import working_days_after
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.office import queries as office
from duodesk.people.attendance import SessionRow
from duodesk.people.bookings import (
    USUAL_MINUTES,
    Booking,
    Hours,
    Occupied,
    bookings,
    clashes,
)
from duodesk.people.sessions import MOST_MINUTES, MOST_SEATS, SessionValues, plan_session
from duodesk.people.words import Role
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.choice import ChoiceField, YesNoField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import Field, LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.hour import HourField
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import show_if

# What says when the colleague who leads is taken.
_BOOKED = ("held_on", "start", "minutes", "led_by")
# Side by side, each column read from top to bottom.
_COLUMNS = (
    (("held_on", N_("Day")), ("start", N_("Begins at")), ("minutes", N_("Minutes"))),
    (("place", N_("Place")), ("online", N_("Online")), ("language", N_("Language"))),
    (("role", N_("For")), ("capacity", N_("Seats")), ("led_by", N_("Led by"))),
)


class SessionForm(QWidget):
    """Nine fields; `changed` tells the name of one and its new value. Whatever else the colleague
    who leads has at these hours is told while one types, and never refused.
    """

    changed = Signal(str, object)
    doubted = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._session: Id | None = None
        self.notice = Notice("", tone="warn")
        show_if(self.notice, on=False)
        self.fields: dict[str, Field[Any]] = _fields(desk)
        columns = []
        for names in _COLUMNS:
            form = Form(stacked=True)
            for name, title in names:
                form.add(_(title), self.fields[name])
                self.fields[name].committed.connect(
                    lambda value, name=name: self.changed.emit(name, _kept(name, value))
                )
            columns.append(form)
        whole = row(*columns, spacing=14)
        for place in range(len(columns)):
            whole.setStretch(place, 1)
        self.setLayout(column(self.notice, whole, spacing=8))
        for name in _BOOKED:
            entry = self.fields[name].entry()
            if isinstance(entry, QLineEdit):
                entry.textChanged.connect(self._look)
            self.fields[name].committed.connect(self._look)

    def show_session(self, shown: SessionRow | SessionValues) -> None:
        """Show a session without telling; the field one types in is left alone."""
        for name, field in self.fields.items():
            if not field.entry().hasFocus():
                field.set_value(_shown(name, getattr(shown, name)))
        self._session = shown.id if isinstance(shown, SessionRow) else None
        self._look()

    def values(self) -> dict[str, Any]:
        """What stands in the fields, by their names."""
        return {name: _kept(name, field.value()) for name, field in self.fields.items()}

    def _look(self, *_sent: object) -> None:
        """What else the colleague who leads has at these hours."""
        day, start, minutes, leader = (_kept(n, self.fields[n].value()) for n in _BOOKED)
        found: list[Booking] = []
        if day is not None and leader is not None:
            others = self._desk.read(bookings, leader, day, but=self._session)
            found = clashes(Hours(start, minutes), others)
        name = self.fields["led_by"].entry()
        who = name.currentText() if isinstance(name, QComboBox) else ""
        self.notice.set_text("\n".join(_clash_words(who, one) for one in found))
        self.doubted.emit(bool(found))


def _clash_words(who: str, one: Booking) -> str:
    """What a colleague has at the same time."""
    told = {"who": who, "hours": hours(one.hours.start, one.hours.minutes), "name": one.name or "?"}
    if one.what == Occupied.INTERVIEW:
        if one.hours.start is None:
            return _("%(who)s also has an interview on this day, with %(name)s; its hour is not "
                     "noted.", **told)  # fmt: skip
        return _("%(who)s has an interview with %(name)s at this time: %(hours)s.", **told)
    if one.hours.start is None:
        return _("%(who)s also leads another session on this day; its hour is not noted.", **told)
    return _("%(who)s leads another session at this time: %(hours)s.", **told)


def _fields(desk: Desk) -> dict[str, Field[Any]]:
    languages = reference.picklist("contact_language")
    roles = [(str(role), reference.chosen("role", role)) for role in Role]
    colleagues = desk.read(office.authors, office_id=desk.office_id)
    return {
        "held_on": DayField(today=desk.today),
        "start": HourField(),
        "minutes": NumberField(
            least=1,
            most=MOST_MINUTES,
            problem=_("Minutes: a number from 1 to %(most)s.", most=MOST_MINUTES),
        ),
        "place": LineField(),
        "online": YesNoField(),
        "language": ChoiceField([(code, one.name()) for code, one in languages.items()]),
        "role": ChoiceField(roles, empty=_("Both")),
        "capacity": NumberField(
            least=1,
            most=MOST_SEATS,
            problem=_("Seats: a number from 1 to %(most)s.", most=MOST_SEATS),
        ),
        "led_by": ChoiceField([(str(one.id), one.name) for one in colleagues]),
    }


def _shown(name: str, value: Any) -> Any:
    if name == "online":
        return {True: "yes", False: "no"}.get(value, "unknown")
    if name == "place":
        return value or ""
    return str(value) if name in {"role", "led_by"} and value else value


def _kept(name: str, value: Any) -> Any:
    if name == "online":
        return {"yes": True, "no": False}.get(value)
    if name == "role":
        return Role(value) if value else None
    if name == "led_by":
        return Id(value) if value else None
    return value or None if name == "place" else value


class PlanDialog(Dialog):
    """A new session; what is usual there (place, hours, seats) is taken from the one before."""

    planned = Signal(object)

    def __init__(
        self, desk: Desk, before: SessionRow | None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("New information session"), icon_name="calendar-plus", parent=parent)
        self._desk = desk
        self.form = SessionForm(desk)
        self.body.addWidget(self.form)
        self.add_button(_("Cancel"), self.reject)
        self._do = self.add_button("", self.plan, kind="primary", default=True)
        self.setMinimumWidth(look().px(620))
        self.form.doubted.connect(self._tell)
        self.form.show_session(_usual(desk, before))
        self.form.fields["held_on"].setFocus()

    def plan(self) -> None:
        """Write the session down."""
        values = self.form.values()
        if values["held_on"] is None:
            self.form.fields["held_on"].set_problem(_("Which day?"))
            return
        made = self._desk.do(plan_session, SessionValues(**values))
        if made is not None:
            self.accept()
            self.planned.emit(made.session_id)

    def _tell(self, doubted: bool) -> None:
        """To plan it at hours that are taken is a choice."""
        self._do.set_text(_("Plan all the same") if doubted else _("Plan the session"))
        if self.isVisible():
            self.fit()


def _usual(desk: Desk, before: SessionRow | None) -> SessionValues:
    """The next working day in a week, with what was usual last time."""
    day = working_days_after(desk.today + timedelta(days=6), 1)
    if before is None:
        return SessionValues(held_on=day, minutes=USUAL_MINUTES, led_by=desk.store.author_id)
    return SessionValues(
        held_on=day,
        role=before.role,
        start=before.start,
        minutes=before.minutes,
        place=before.place,
        online=before.online,
        language=before.language,
        capacity=before.capacity,
        led_by=before.led_by,
    )

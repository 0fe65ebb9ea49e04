"""A training day as fields: when, where, which units, who gives it; and what speaks against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.office import queries as office
from duodesk.training import curricula, events, seats, series
from duodesk.training.clashes import clashes_of
from duodesk.training.dated import Dated, DatedKind, Key, Source
from duodesk.training.events import MOST_MINUTES, EventRow, TrainerValues, working_day_from
from duodesk.training.series import DayValues, SeriesRow
from duodesk.training.words import SeatState
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.warnings import Warnings
from duodesk.ui.widgets.choice import ChoiceField, ManyField, Options, YesNoField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import Field, LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.hour import HourField
from duodesk.ui.widgets.layout import column, row

_TITLES = {
    "held_on": N_("Day"),
    "start": N_("Begins at"),
    "minutes": N_("Minutes"),
    "place": N_("Place"),
    "online": N_("Online"),
    "unit_ids": N_("Units"),
    "trainers": N_("Trainers"),
    "others": N_("Trainers from outside"),
    "led_by": N_("Led by"),
}
_COLUMNS = (("held_on", "led_by"), ("start", "minutes"), ("place", "online"))
_WIDE = ("unit_ids", "trainers", "others")


class DayForm(QWidget):
    """`changed` tells that something in it is another; `titled` names the fields that are shown."""

    changed = Signal()

    def __init__(self, desk: Desk, units: Options) -> None:
        super().__init__()
        self.fields: dict[str, Field[Any]] = _fields(desk, units)
        columns = []
        for names in _COLUMNS:
            form = Form(stacked=True)
            for name in names:
                form.add(_(_TITLES[name]), self.fields[name], required=name == "held_on")
            columns.append(form)
        both = row(*columns, spacing=14)
        for place, share in enumerate((4, 2, 4)):
            both.setStretch(place, share)
            both.setAlignment(columns[place], Qt.AlignmentFlag.AlignTop)
        wide = Form(label_width=150)
        for name in _WIDE:
            wide.add(_(_TITLES[name]), self.fields[name])
        for field in self.fields.values():
            field.committed.connect(lambda _value: self.changed.emit())
        self.setLayout(column(both, wide, spacing=9))

    def show_values(self, shown: DayValues) -> None:
        """Show a day."""
        colleagues = [str(one.author_id) for one in shown.trainers if one.author_id is not None]
        others = [one.name for one in shown.trainers if one.author_id is None and one.name]
        values: dict[str, Any] = {
            "held_on": shown.held_on,
            "start": shown.start,
            "minutes": shown.minutes,
            "place": shown.place or "",
            "online": {True: "yes", False: "no", None: "unknown"}[shown.online],
            "unit_ids": tuple(str(one) for one in shown.unit_ids),
            "trainers": tuple(colleagues),
            "others": "; ".join(others),
            "led_by": str(shown.led_by) if shown.led_by else None,
        }
        for name, value in values.items():
            self.fields[name].set_value(value)

    def values(self) -> dict[str, Any]:
        """What stands in the fields, as `DayValues` are named."""
        told = {name: field.value() for name, field in self.fields.items()}
        trainers = [TrainerValues(author_id=Id(code)) for code in told.pop("trainers")]
        others = told.pop("others").split(";")
        trainers += [TrainerValues(name=name.strip()) for name in others if name.strip()]
        return told | {
            "place": told["place"] or None,
            "online": {"yes": True, "no": False}.get(told["online"] or ""),
            "unit_ids": tuple(Id(code) for code in told["unit_ids"]),
            "trainers": tuple(trainers),
            "led_by": Id(told["led_by"]) if told["led_by"] else None,
        }


class DayDialog(Dialog):
    """One day of a series; what speaks against it is said before it is kept."""

    def __init__(
        self, desk: Desk, shown: SeriesRow, day: EventRow | None, *, parent: QWidget | None = None
    ) -> None:
        title = _("One more day: %(name)s") if day is None else _("Change a day: %(name)s")
        super().__init__(title % {"name": shown.name}, icon_name="calendar-days", parent=parent)
        self.setMinimumWidth(look().px(680))
        self._desk, self._series, self._day = desk, shown, day
        self._people = _expected(desk, shown)
        known = desk.read(curricula.curriculum, shown.curriculum_id)
        self.form = DayForm(desk, [(str(unit.id), unit.title) for unit in known.units])
        self.warnings = Warnings()
        self.body.addWidget(self.form)
        self.body.addWidget(self.warnings)
        self.form.show_values(_begin(desk, shown) if day is None else day_values(day))
        self.form.changed.connect(self.warn)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Keep"), self.keep, kind="primary", default=True)
        self.form.fields["held_on"].setFocus()
        self.warn()

    def warn(self) -> None:
        """Say what speaks against the day as it stands now."""
        wanted = draft(self._desk, self.form.values(), self._series, self._people)
        if wanted is None:
            self.warnings.show_clashes(())
            return
        wanted = replace(wanted, key=Key(Source.EVENT, self._day.id if self._day else None))
        self.warnings.show_clashes(self._desk.read(clashes_of, wanted, today=self._desk.today))

    def keep(self) -> None:
        """Write the day down."""
        values = self.form.values()
        if values["held_on"] is None:
            self.form.fields["held_on"].set_problem(_("Which day?"))
            return
        done: object
        if self._day is None:
            done = self._desk.do(series.add_series_day, self._series.id, DayValues(**values))
        else:
            done = self._desk.do(events.change_event, self._day.id, **values)
        if done is not None:
            self.accept()


def draft(
    desk: Desk, values: dict[str, Any], shown: SeriesRow | None, people: tuple[Id, ...] = ()
) -> Dated | None:
    """A training day that is not written yet, to be compared with what is; None without a day."""
    if values["held_on"] is None:
        return None
    trainers: tuple[TrainerValues, ...] = values["trainers"]
    names = {one.id: one.name for one in desk.read(office.authors)}
    given = [names.get(one.author_id, "") if one.author_id else one.name for one in trainers]
    staff = [values["led_by"], *(one.author_id for one in trainers)]
    place = values["place"] or ("" if values["online"] or shown is None else shown.place)
    return Dated(
        key=Key(Source.EVENT),
        kind=DatedKind.TRAINING,
        day=values["held_on"],
        start=values["start"],
        minutes=values["minutes"],
        place=place,
        online=bool(values["online"]),
        office_id=shown.office_id if shown is not None else desk.office_id,
        people=people,
        staff=tuple(dict.fromkeys(one for one in staff if one is not None)),
        trainers=tuple(name for name in given if name),
        series_id=shown.id if shown is not None else None,
        capacity=shown.capacity if shown is not None else None,
        booked=len(people),
        language=shown.language if shown is not None else None,
    )


def day_values(shown: EventRow) -> DayValues:
    """A day that is written, as fields show it."""
    return DayValues(
        held_on=shown.held_on,
        start=shown.start,
        minutes=shown.minutes,
        place=shown.place or None,
        online=shown.online,
        unit_ids=shown.unit_ids,
        trainers=tuple(
            TrainerValues(author_id=one.author_id, name=None if one.author_id else one.name)
            for one in shown.trainers
        ),
        led_by=shown.led_by,
    )


def _fields(desk: Desk, units: Options) -> dict[str, Field[Any]]:
    colleagues = [
        (str(one.id), one.name)
        for one in desk.read(office.authors, office_id=desk.office_id)
        if one.left_on is None
    ]
    return {
        "held_on": DayField(today=desk.today),
        "start": HourField(),
        "minutes": NumberField(
            least=1,
            most=MOST_MINUTES,
            problem=_("Minutes: a number from 1 to %(most)s.", most=MOST_MINUTES),
        ),
        "place": LineField(placeholder=_("as the series")),
        "online": YesNoField(),
        "unit_ids": ManyField(units, placeholder=_("Add a unit…")),
        "trainers": ManyField(colleagues, placeholder=_("Add a colleague…")),
        "others": LineField(placeholder=_("Name; name")),
        "led_by": ChoiceField(colleagues),
    }


def _begin(desk: Desk, shown: SeriesRow) -> DayValues:
    """A week after the last day, at its hours."""
    if not shown.days:
        return DayValues(held_on=working_day_from(desk.today))
    last = shown.days[-1]
    return DayValues(
        held_on=working_day_from(last.held_on + timedelta(days=7)),
        start=last.start,
        minutes=last.minutes,
        place=last.place or None,
        online=last.online,
        led_by=last.led_by,
    )


def _expected(desk: Desk, shown: SeriesRow) -> tuple[Id, ...]:
    found = desk.read(seats.seats, series_id=shown.id)
    return tuple(one.person_id for one in found if one.state == SeatState.BOOKED)

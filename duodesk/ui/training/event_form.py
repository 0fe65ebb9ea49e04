"""What is known of an event as fields: what, when, where, about whom, who is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.followup import queries as followup
from duodesk.office import queries as office
from duodesk.pairing import queries as pairing
from duodesk.people import queries as people
from duodesk.training import curricula, series
from duodesk.training.events import MOST_SEATS, EventValues, TrainerValues
from duodesk.training.places import places
from duodesk.training.words import EventKind
from duodesk.ui.desk import Desk
from duodesk.ui.training.offered import OfferedField, OneField
from duodesk.ui.training.shown import kind_words
from duodesk.ui.widgets.choice import ChoiceField, ManyField, YesNoField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.field import Field, LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.hour import HourField
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.text import PlainLabel, show_if

_TITLES = {
    "kind": N_("Kind"), "about": N_("About"), "units": N_("Units"), "title": N_("Title"),
    "held_on": N_("Day"), "start": N_("Begins at"), "end": N_("Ends at"),
    "place": N_("Place"), "online": N_("Online"), "language": N_("Language"),
    "capacity": N_("Seats"), "led_by": N_("Led by"), "trainers": N_("Trainers"),
    "others": N_("Trainers from outside"),
}  # fmt: skip
_COLUMNS = (
    ("kind", "about", "title", "units"),
    ("held_on", "start", "end", "place", "online"),
    ("led_by", "language", "trainers", "others", "capacity"),
)
# Whom an event of a kind is about: which column holds it.
ABOUT: dict[str, str] = {
    EventKind.TRAINING: "series_id",
    EventKind.INTERVIEW: "person_id",
    EventKind.OTHER: "person_id",
    EventKind.FIRST_MEETING: "proposal_id",
    EventKind.SIGNING: "duo_id",
    EventKind.MID_TERM: "duo_id",
    EventKind.CLOSING: "duo_id",
}
_ABOUT_WHOM = {
    "series_id": N_("Name of the series"),
    "person_id": N_("Name of the person"),
    "proposal_id": N_("Name of the mentee or the mentor"),
    "duo_id": N_("Name of the mentee or the mentor"),
}
# Where more come than the one or two it is about.
_GROUPS = frozenset({EventKind.TRAINING, EventKind.MENTORS_MEETING, EventKind.WORKSHOP})
_OF_GROUPS = ("trainers", "others", "capacity")
Offers = Sequence[tuple[str, str]]


class EventForm(QWidget):
    """`changed` tells that something in it is another."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._about = ""
        self.fields: dict[str, Field[Any]] = _fields(desk)
        self.about = OneField(tuple, hint=_("Some letters of it"))
        self.units = ManyField([], placeholder=_("Which units are taught"))
        self.fields |= {"about": self.about, "units": self.units}
        self._forms: dict[str, Form] = {}
        self._labels: dict[str, PlainLabel] = {}
        columns = [widget(column(*map(self._line, names), None, spacing=2)) for names in _COLUMNS]
        whole = row(*columns, spacing=16)
        for place in range(len(columns)):
            whole.setStretch(place, 1)
        self.setLayout(whole)
        self.fields["kind"].committed.connect(self._on_kind)
        self.about.committed.connect(lambda _value: self._offer_units())
        for field in self.fields.values():
            field.committed.connect(lambda _value: self.changed.emit())

    def show_values(self, shown: EventValues) -> None:
        """Show an event without telling."""
        self._set_about(str(shown.kind))
        colleagues = [str(one.author_id) for one in shown.trainers if one.author_id is not None]
        others = [one.name for one in shown.trainers if one.author_id is None and one.name]
        about = getattr(shown, self._about) if self._about else None
        end = None if shown.start is None or not shown.minutes else shown.start + shown.minutes
        values: dict[str, Any] = {
            "kind": str(shown.kind), "about": str(about) if about else None,
            "title": shown.title or "", "held_on": shown.held_on, "start": shown.start,
            "end": end, "place": shown.place or "",
            "online": {True: "yes", False: "no", None: "unknown"}[shown.online],
            "language": shown.language, "capacity": shown.capacity,
            "led_by": str(shown.led_by) if shown.led_by else None,
            "trainers": tuple(colleagues), "others": "; ".join(others),
        }  # fmt: skip
        for name, value in values.items():
            self.fields[name].set_value(value)
        self._offer_units()
        self.units.set_value(tuple(str(one) for one in shown.unit_ids))

    def values(self) -> dict[str, Any]:
        """What stands in the fields, as `EventValues` are named; `held_on` may be None."""
        told = {name: field.value() for name, field in self.fields.items()}
        start, end = told["start"], told.pop("end")
        trainers = [TrainerValues(author_id=Id(code)) for code in told.pop("trainers")]
        outside = told.pop("others").split(";")
        trainers += [TrainerValues(name=name.strip()) for name in outside if name.strip()]
        about, units = told.pop("about"), told.pop("units")
        columns = dict.fromkeys(set(ABOUT.values()))
        if self._about and about:
            columns[self._about] = Id(about)
        return told | columns | {
            "kind": _kind(told["kind"]),
            "minutes": end - start if start is not None and end is not None else None,
            "title": told["title"] or None, "place": told["place"] or None,
            "online": {"yes": True, "no": False}.get(told["online"] or ""),
            "led_by": Id(told["led_by"]) if told["led_by"] else None,
            "trainers": tuple(trainers), "unit_ids": tuple(Id(code) for code in units),
        }  # fmt: skip

    def complain(self) -> bool:
        """Say what is missing where it is missing; whether anything is."""
        day, start, end = (self.fields[name] for name in ("held_on", "start", "end"))
        self.fields["held_on"].set_problem("" if day.value() else _("Which day?"))
        late = start.value() is None and end.value() is not None
        start.set_problem(_("When does it begin?") if late else "")
        short = start.value() is not None and end.value() is not None
        wrong = short and end.value() <= start.value()
        end.set_problem(_("It cannot end before it begins. Choose a later end.") if wrong else "")
        return not day.value() or late or wrong

    def _line(self, name: str) -> QWidget:
        form = Form(stacked=True)
        title = _(_TITLES[name])
        self._labels[name] = form.add(title, self.fields[name], required=name == "held_on")
        self._forms[name] = form
        return form

    def _on_kind(self, kind: str | None) -> None:
        self._set_about(kind or "")
        self._offer_units()

    def _set_about(self, kind: str) -> None:
        """Ask for the series, the person, the proposal or the duo that such an event is about."""
        column_name = ABOUT.get(kind, "")
        if column_name != self._about:
            self._about = column_name
            self.about.set_source(lambda: _offers(self._desk, column_name))
            words = _(_ABOUT_WHOM.get(column_name, _TITLES["about"]))
            self._forms["about"].rename(self._labels["about"], self.about, words)
        show_if(self._forms["about"], on=bool(column_name))
        show_if(self._forms["units"], on=kind == EventKind.TRAINING)
        for name in _OF_GROUPS:
            show_if(self._forms[name], on=kind in _GROUPS or bool(self.fields[name].value()))

    def _offer_units(self) -> None:
        code = self.about.value() if self._about == "series_id" else None
        found = self._desk.read(series.series, Id(code)) if code else None
        known = self._desk.read(curricula.curriculum, found.curriculum_id) if found else None
        units = known.units if known is not None else ()
        self.units.set_options([(str(unit.id), unit.title) for unit in units])
        self.units.set_value(
            tuple(c for c in self.units.value() if c in {str(u.id) for u in units})
        )


def _kind(code: str | None) -> EventKind | str:
    return EventKind(code) if code in set(EventKind) else code or EventKind.OTHER


def _fields(desk: Desk) -> dict[str, Field[Any]]:
    colleagues = [
        (str(one.id), one.name) for one in desk.read(office.authors, office_id=desk.office_id)
    ]
    languages = reference.picklist("contact_language")
    known = desk.read(places, office_id=desk.office_id)
    kinds = [(str(kind), kind_words(kind)) for kind in EventKind]
    seats = _("Seats: a number from 1 to %(most)s.", most=MOST_SEATS)
    return {
        "kind": ChoiceField(kinds, empty=None),
        "held_on": DayField(today=desk.today),
        "start": HourField(),
        "end": HourField(),
        "title": LineField(placeholder=_("Only where the kind does not say enough")),
        "place": OfferedField(known),
        "online": YesNoField(),
        "language": ChoiceField([(code, one.name()) for code, one in languages.items()]),
        "capacity": NumberField(least=1, most=MOST_SEATS, problem=seats),
        "led_by": ChoiceField(colleagues),
        "trainers": ManyField(colleagues, placeholder=_("Colleagues")),
        "others": LineField(placeholder=_("Names with ; between them")),
    }


def _offers(desk: Desk, column_name: str) -> Offers:
    """Who or what may be chosen."""
    if column_name == "series_id":
        rows = desk.read(series.series_list, office_id=desk.office_id)
        return [(str(one.id), one.name) for one in rows if one.cancelled_on is None]
    if column_name == "proposal_id":
        found = desk.read(pairing.proposals, office_id=desk.office_id)
        return [(str(one.id), f"{one.mentee} × {one.mentor}") for one in found]
    if column_name == "duo_id":
        duos = desk.read(followup.duos, today=desk.today, office_id=desk.office_id)
        return [(str(one.id), f"{one.mentee} × {one.mentor} · {one.number}") for one in duos]
    persons = desk.read(people.people, office_id=desk.office_id, today=desk.today, bare=True)
    return [(str(one.id), f"{one.name} · {one.number}") for one in persons]

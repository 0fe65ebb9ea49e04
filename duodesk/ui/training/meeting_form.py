"""Planning a meeting of mentors or a workshop: once, or again every few weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from duodesk.base import reference
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.office import queries as office
from duodesk.store.store import Store
from duodesk.training import events
from duodesk.training.clashes import clashes_of
from duodesk.training.dated import Dated, DatedKind, Key, Source
from duodesk.training.events import (
    MOST_MINUTES,
    MOST_REPEATED,
    MOST_SEATS,
    EventValues,
    Planned,
    working_day_from,
)
from duodesk.training.meetings import KINDS, MeetingRow
from duodesk.training.words import EventKind
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.warnings import Warnings
from duodesk.ui.training.words import day_words
from duodesk.ui.widgets.choice import ChoiceField, SegmentField, YesNoField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import Field, LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.hour import HourField
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.text import PlainLabel

_EVENING, _MINUTES, _WEEKS = 18 * 60, 120, 8
_COLUMNS = (
    (("held_on", N_("Day")), ("start", N_("Begins at")), ("minutes", N_("Minutes"))),
    (("title", N_("Subject")), ("place", N_("Place")), ("online", N_("Online"))),
    (("led_by", N_("Led by")), ("capacity", N_("Seats")), ("language", N_("Language"))),
)


class MeetingDialog(Dialog):
    """What is usual (place, hour, seats) is taken from the meeting before; `planned` carries the
    first one.
    """

    planned = Signal(object)

    def __init__(
        self, desk: Desk, before: MeetingRow | None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("New meeting"), icon_name="calendar-plus", parent=parent)
        self.setMinimumWidth(look().px(700))
        self._desk = desk
        self.kind = SegmentField([(str(kind), DatedKind(kind).title) for kind in KINDS])
        self.kind.set_name(_("Kind"))
        self.fields = _fields(desk)
        columns = []
        for names in _COLUMNS:
            form = Form(stacked=True)
            for name, title in names:
                form.add(_(title), self.fields[name])
                self.fields[name].committed.connect(lambda _value: self.warn())
            columns.append(form)
        whole = row(*columns, spacing=14)
        for place in range(len(columns)):
            whole.setStretch(place, 1)
        self.every, self.times = _number(), _number()
        self.days = PlainLabel("", role="small", wrap=True)
        self.warnings = Warnings()
        self.body.addWidget(self.kind)
        self.body.addLayout(whole)
        self.body.addLayout(self._repeat())
        for part in (self.days, self.warnings):
            self.body.addWidget(part)
        self._begin(before)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Plan"), self.plan, kind="primary", default=True)
        self.fields["held_on"].setFocus()

    def warn(self) -> None:
        """Say on which days it is, and what speaks against the first."""
        days = self._days()
        self.days.setText(" · ".join(map(day_words, days)) if len(days) > 1 else "")
        found = []
        for day in days:
            found += self._desk.read(clashes_of, self._draft(day), today=self._desk.today)
        self.warnings.show_clashes(found)

    def plan(self) -> None:
        """Write it down, as often as it is."""
        values = self._values()
        if values is None:
            self.fields["held_on"].set_problem(_("Which day?"))
            return
        times = self.times.value() or 1
        if times > 1:
            every = self.every.value() or _WEEKS
            many = self._desk.do(plan_row, values, every_weeks=every, times=times)
            first = many.id if many is not None else None
        else:
            one = self._desk.do(events.plan_event, values)
            first = one.id if one is not None else None
        if first is not None:
            self.accept()
            self.planned.emit(first)

    def _days(self) -> list[date]:
        first, times = self.fields["held_on"].value(), self.times.value() or 1
        if first is None:
            return []
        every = timedelta(weeks=self.every.value() or _WEEKS)
        return [first, *(working_day_from(first + every * n) for n in range(1, times))]

    def _values(self) -> EventValues | None:
        told = {name: field.value() for name, field in self.fields.items()}
        if told["held_on"] is None:
            return None
        return EventValues(
            **told
            | {
                "kind": EventKind(self.kind.value() or EventKind.MENTORS_MEETING),
                "title": told["title"] or None,
                "place": told["place"] or None,
                "online": {"yes": True, "no": False}.get(told["online"] or ""),
                "led_by": Id(told["led_by"]) if told["led_by"] else None,
            }
        )

    def _draft(self, day: date) -> Dated:
        leader = self.fields["led_by"].value()
        return Dated(
            key=Key(Source.EVENT),
            kind=DatedKind(self.kind.value() or EventKind.MENTORS_MEETING),
            day=day,
            start=self.fields["start"].value(),
            minutes=self.fields["minutes"].value(),
            place=self.fields["place"].value(),
            online=self.fields["online"].value() == "yes",
            office_id=self._desk.office_id,
            staff=(Id(leader),) if leader else (),
            language=self.fields["language"].value(),
        )

    def _repeat(self) -> QHBoxLayout:
        for field, name in ((self.every, _("Every how many weeks")), (self.times, _("Times"))):
            field.set_name(name)
            field.setFixedWidth(look().px(56))
            field.committed.connect(lambda _value: self.warn())
        words = [PlainLabel(text) for text in (_("How many times"), _("every"), _("weeks"))]
        return row(words[0], self.times, words[1], self.every, words[2], None, spacing=8)

    def _begin(self, before: MeetingRow | None) -> None:
        desk, fields = self._desk, self.fields
        self.kind.set_value(str(EventKind.MENTORS_MEETING))
        self.every.set_value(_WEEKS)
        self.times.set_value(1)
        fields["held_on"].set_value(working_day_from(desk.today + timedelta(days=14)))
        fields["start"].set_value(_EVENING if before is None else before.start)
        fields["minutes"].set_value(_MINUTES if before is None else before.minutes)
        fields["online"].set_value("unknown")
        fields["led_by"].set_value(str(desk.store.author_id))
        if before is not None:
            fields["place"].set_value(before.place)
            fields["capacity"].set_value(before.capacity)
            fields["language"].set_value(before.language)
        self.warn()


def plan_row(store: Store, values: EventValues, *, every_weeks: int, times: int) -> Planned:
    """Plan a row of meetings; the first of them stands for all."""
    made = events.plan_repeated(store, values, every_weeks=every_weeks, times=times)
    return made[0]


def _number() -> NumberField:
    problem = _("A number from 1 to %(most)s.", most=MOST_REPEATED)
    return NumberField(least=1, most=MOST_REPEATED, problem=problem)


def _fields(desk: Desk) -> dict[str, Field[Any]]:
    colleagues: Sequence[tuple[str, str]] = [
        (str(one.id), one.name)
        for one in desk.read(office.authors, office_id=desk.office_id)
        if one.left_on is None
    ]
    languages = reference.picklist("contact_language")
    return {
        "held_on": DayField(today=desk.today),
        "start": HourField(),
        "minutes": NumberField(
            least=1,
            most=MOST_MINUTES,
            problem=_("Minutes: a number from 1 to %(most)s.", most=MOST_MINUTES),
        ),
        "title": LineField(),
        "place": LineField(),
        "online": YesNoField(),
        "led_by": ChoiceField(colleagues),
        "capacity": NumberField(
            least=1,
            most=MOST_SEATS,
            problem=_("Seats: a number from 1 to %(most)s.", most=MOST_SEATS),
        ),
        "language": ChoiceField([(code, one.name()) for code, one in languages.items()]),
    }

"""A series as fields; planning one from a curriculum and a first day, and copying one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.dates import month
from duodesk.base.i18n import N_, _
from duodesk.training import curricula, series
from duodesk.training.clashes import Clash, ClashKind, clashes_of
from duodesk.training.curricula import CurriculumRow
from duodesk.training.events import MOST_SEATS, working_day_from
from duodesk.training.series import DayValues, SeriesRow, SeriesValues
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.day_form import draft
from duodesk.ui.training.day_lines import DayLines
from duodesk.ui.training.warnings import clash_words
from duodesk.ui.training.words import curriculum_title, day_words
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import Field, LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.hour import HourField
from duodesk.ui.widgets.layout import Body, row
from duodesk.ui.widgets.text import PlainLabel

_MORNING, _SEATS = 9 * 60, 16
# That it belongs to no series yet and that a trainer is still to be found is known to whoever
# plans it.
_KNOWN = frozenset({ClashKind.OUTSIDE_SERIES, ClashKind.REMOVED_TRAINER})
_COLUMNS = (
    ("name", "curriculum_id"), ("first_day", "start"), ("place", "language"), ("capacity",),
)  # fmt: skip
_TITLES = {
    "curriculum_id": N_("Curriculum"),
    "first_day": N_("First day"),
    "start": N_("Begins at"),
    "name": N_("Name"),
    "language": N_("Language"),
    "capacity": N_("Seats"),
    "place": N_("Place"),
}


def series_fields() -> dict[str, Field[Any]]:
    """The fields of a series that are kept as they are left."""
    languages = reference.picklist("contact_language")
    return {
        "name": LineField(),
        "place": LineField(),
        "language": ChoiceField([(code, one.name()) for code, one in languages.items()]),
        "capacity": NumberField(
            least=1,
            most=MOST_SEATS,
            problem=_("Seats: a number from 1 to %(most)s.", most=MOST_SEATS),
        ),
    }


class SeriesFields(QWidget):
    """Name, place, language and seats beside each other; `changed` tells a name and its value."""

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.fields = series_fields()
        columns = []
        for name, field in self.fields.items():
            form = Form(stacked=True)
            form.add(_(_TITLES[name]), field)
            field.committed.connect(lambda value, name=name: self.changed.emit(name, value))
            columns.append(form)
        whole = row(*columns, spacing=14)
        for place, share in enumerate((3, 3, 2, 1)):
            whole.setStretch(place, share)
        self.setLayout(whole)

    def show_series(self, shown: SeriesRow) -> None:
        """Show a series without telling; the field one types in is left alone."""
        for name, field in self.fields.items():
            if not field.entry().hasFocus():
                value = getattr(shown, name)
                field.set_value((value or "") if name in {"name", "place"} else value)


class PlanSeriesDialog(Dialog):
    """Curriculum and first day propose all days; each can be moved before anything is kept."""

    planned = Signal(object)

    def __init__(
        self, desk: Desk, before: SeriesRow | None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("New series"), icon_name="calendar-plus", parent=parent)
        self.setMinimumWidth(look().px(840))
        self._desk = desk
        self._known = usable_curricula(desk)
        self._proposed_name = ""
        self.fields: dict[str, Field[Any]] = series_fields() | {
            "curriculum_id": ChoiceField(
                [(str(one.id), curriculum_title(one)) for one in self._known], empty=None
            ),
            "first_day": DayField(today=desk.today),
            "start": HourField(),
        }
        self.lines = DayLines(desk)
        self.lines.changed.connect(self.warn)
        self._lay_out()
        self._begin(before)
        self.fields["curriculum_id"].committed.connect(lambda _value: self.propose())
        self.fields["start"].committed.connect(lambda _value: self.propose())
        self.fields["first_day"].committed.connect(lambda _value: self._shift())
        for name in ("place", "language", "capacity"):
            self.fields[name].committed.connect(lambda _value: self.warn())
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Plan the series"), self.plan, kind="primary", default=True)
        self.fields["name"].setFocus()

    def propose(self) -> None:
        """Propose the days anew from the curriculum, the first day and the hour."""
        first, known = self.fields["first_day"].value(), self._curriculum()
        if first is None or known is None:
            return
        start = self.fields["start"].value()
        days = series.proposed_days(known, first, start=_MORNING if start is None else start)
        self._show(days, known)

    def warn(self) -> None:
        """Say at each day what speaks against it."""
        place, language = self.fields["place"].value(), self.fields["language"].value()
        for line, day in zip(self.lines.lines, self.lines.values(), strict=True):
            values = asdict(replace(day, trainers=())) | {"trainers": day.trainers}
            wanted = draft(self._desk, values, None)
            found: list[Clash] = []
            if wanted is not None:
                wanted = replace(wanted, language=language, place=wanted.place or place)
                found = self._desk.read(clashes_of, wanted, today=self._desk.today)
            line.warn(clash_words([one for one in found if one.kind not in _KNOWN]))

    def plan(self) -> None:
        """Write the series down with all its days."""
        known, days = self._curriculum(), self.lines.values()
        if known is None or not self.lines.check():
            return
        values = SeriesValues(
            name=self.fields["name"].value(),
            curriculum_id=known.id,
            language=self.fields["language"].value(),
            capacity=self.fields["capacity"].value(),
            place=self.fields["place"].value() or None,
        )
        made = self._desk.do(series.plan_series, values, days)
        if made is not None:
            self.accept()
            self.planned.emit(made.id)

    def _curriculum(self) -> CurriculumRow | None:
        chosen = self.fields["curriculum_id"].value()
        return next((one for one in self._known if str(one.id) == chosen), None)

    def _show(self, days: Sequence[DayValues], known: CurriculumRow) -> None:
        self.lines.show_days(days, {unit.id: unit.title for unit in known.units})
        self.warn()

    def _shift(self) -> None:
        """Another first day takes the others along, as they stand."""
        first, known, days = self.fields["first_day"].value(), self._curriculum(), self.lines
        if first is None or known is None or not days.lines:
            return
        now = days.values()
        moved = series.copied_days([day.held_on for day in now], first)
        self._name_after(first)
        self._show([replace(d, held_on=on) for d, on in zip(now, moved, strict=True)], known)

    def _name_after(self, first: date) -> None:
        """Name the series after its month, until somebody gives it a name."""
        if self.fields["name"].value() == self._proposed_name:
            self._proposed_name = _("Mentors, %(month)s", month=month(first))
            self.fields["name"].set_value(self._proposed_name)

    def _begin(self, before: SeriesRow | None) -> None:
        """What was usual last time, three weeks from now."""
        first = working_day_from(self._desk.today + timedelta(days=21))
        self.fields["first_day"].set_value(first)
        day = next(iter(before.days), None) if before is not None else None
        self.fields["start"].set_value(day.start if day is not None else _MORNING)
        self.fields["capacity"].set_value(before.capacity if before is not None else _SEATS)
        if before is not None:
            self.fields["place"].set_value(before.place)
            self.fields["language"].set_value(before.language)
            known = {str(one.id) for one in self._known}
            if str(before.curriculum_id) in known:
                self.fields["curriculum_id"].set_value(str(before.curriculum_id))
        self._name_after(first)
        self.propose()

    def _lay_out(self) -> None:
        columns = []
        for names in _COLUMNS:
            form = Form(stacked=True)
            for name in names:
                form.add(_(_TITLES[name]), self.fields[name])
            columns.append(form)
        whole = row(*columns, spacing=14)
        for place, share in enumerate((3, 2, 3, 1)):
            whole.setStretch(place, share)
            whole.setAlignment(columns[place], Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(whole)
        self.body.addWidget(PlainLabel(_("Days proposed; change what you like"), role="section"))
        body = Body(self.lines)
        body.setMinimumHeight(look().px(236))
        self.body.addWidget(body, 1)


class CopySeriesDialog(Dialog):
    """The same days, hours, units and trainers from another first day on."""

    planned = Signal(object)

    def __init__(self, desk: Desk, shown: SeriesRow, *, parent: QWidget | None = None) -> None:
        super().__init__(_("Copy: %(name)s", name=shown.name), icon_name="copy", parent=parent)
        self._desk, self._series = desk, shown
        self.name, self.first_day = LineField(), DayField(today=desk.today)
        self.days = PlainLabel("", role="muted", wrap=True)
        form = Form()
        form.add(_("Name"), self.name, required=True)
        form.add(_("First day"), self.first_day, required=True)
        form.add_below(self.days)
        self.body.addWidget(form)
        later = [one for one in (desk.today, shown.last_day) if one is not None]
        first = working_day_from(max(later) + timedelta(days=7))
        self.first_day.set_value(first)
        self.name.set_value(_("Mentors, %(month)s", month=month(first)))
        self.first_day.committed.connect(lambda _day: self._tell())
        self._tell()
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Copy the series"), self.copy, kind="primary", default=True)

    def copy(self) -> None:
        """Write the copy down."""
        first = self.first_day.value()
        if first is None:
            self.first_day.set_problem(_("Which day?"))
            return
        made = self._desk.do(
            series.copy_series, self._series.id, first_day=first, name=self.name.value()
        )
        if made is not None:
            self.accept()
            self.planned.emit(made.id)

    def _tell(self) -> None:
        first = self.first_day.value()
        held = [day.held_on for day in self._series.days if day.cancelled_on is None]
        days = series.copied_days(held, first) if first is not None and held else []
        self.days.setText(" · ".join(day_words(day) for day in days))


def usable_curricula(desk: Desk) -> list[CurriculumRow]:
    """The curricula that a new series can have."""
    known = desk.read(curricula.curricula, office_id=desk.office_id)
    return [one for one in known if one.closed_on is None and one.units] or known

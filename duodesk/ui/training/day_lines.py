"""The days of a series that is being planned, one line a day, each to be changed or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.office import queries as office
from duodesk.training.events import MOST_MINUTES, TrainerValues
from duodesk.training.series import DayValues
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import IconButton
from duodesk.ui.widgets.choice import ChoiceField, Options
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.field import NumberField
from duodesk.ui.widgets.hour import HourField
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.picture import Picture
from duodesk.ui.widgets.text import ElidedLabel, PlainLabel, set_name, show_if


class DayLines(QWidget):
    """`changed` tells that some day is another."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.lines: list[DayLine] = []
        self._list: QVBoxLayout = column(spacing=6)
        whole = column(self._list, None)
        self.setLayout(whole)

    def show_days(self, days: Sequence[DayValues], titles: Mapping[Id, str]) -> None:
        """Show other days; a trainer who was chosen stays where the line stays."""
        before = [line.trainer.value() for line in self.lines]
        for line in self.lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        colleagues = [
            (str(one.id), one.name)
            for one in self._desk.read(office.authors, office_id=self._desk.office_id)
            if one.left_on is None
        ]
        for place, day in enumerate(days):
            told = " + ".join(titles.get(unit, "?") for unit in day.unit_ids)
            line = DayLine(self._desk, day, told, colleagues)
            line.trainer.set_value(before[place] if place < len(before) else None)
            line.changed.connect(self.changed)
            # The button that was pressed goes with its line: after its own click is over.
            line.away.clicked.connect(
                partial(QTimer.singleShot, 0, self, partial(self._remove, line))
            )
            self.lines.append(line)
            self._list.addWidget(line)
        self._number()

    def values(self) -> list[DayValues]:
        """The days as they stand; one without a day keeps the one that was proposed."""
        return [line.value() for line in self.lines]

    def check(self) -> bool:
        """Whether every line has a day; where one has none, it says so."""
        empty = [line for line in self.lines if line.day.value() is None]
        for line in empty:
            line.day.set_problem(_("Which day?"))
        return not empty and bool(self.lines)

    def _remove(self, line: DayLine) -> None:
        self.lines.remove(line)
        self._list.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._number()
        self.changed.emit()

    def _number(self) -> None:
        for place, line in enumerate(self.lines, 1):
            line.number(place)
            show_if(line.away, on=len(self.lines) > 1)


class DayLine(QWidget):
    """Number, units, day, hour, minutes, trainer; below them what speaks against it."""

    changed = Signal()

    def __init__(self, desk: Desk, proposed: DayValues, told: str, colleagues: Options) -> None:
        super().__init__()
        self._proposed = proposed
        self.place = PlainLabel("", role="strong")
        self.place.setFixedWidth(look().px(22))
        self.units = ElidedLabel(told)
        self.day = DayField(today=desk.today)
        self.start = HourField()
        self.minutes = NumberField(
            least=1,
            most=MOST_MINUTES,
            problem=_("Minutes: a number from 1 to %(most)s.", most=MOST_MINUTES),
        )
        self.trainer = ChoiceField(colleagues, empty=_("no trainer yet"))
        self.away = IconButton("x", "")
        self.warning = PlainLabel("", role="small", wrap=True)
        self._sign = Picture("triangle-alert", 15, color="warn_text")
        for field, width in (
            (self.day, 146), (self.start, 66), (self.minutes, 56), (self.trainer, 150),
        ):  # fmt: skip
            field.setFixedWidth(look().px(width))
            field.committed.connect(lambda _value: self.changed.emit())
        self.day.set_value(proposed.held_on)
        self.start.set_value(proposed.start)
        self.minutes.set_value(proposed.minutes)
        line = row(
            self.place, self.units, self.day, self.start, self.minutes,
            PlainLabel(_("min."), role="small"), self.trainer, self.away, spacing=6,
        )  # fmt: skip
        line.setStretchFactor(self.units, 1)
        below = row(look().px(28), self._sign, self.warning, spacing=6)
        below.setStretchFactor(self.warning, 1)
        below.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(line, below, spacing=2))
        self.warn("")

    def value(self) -> DayValues:
        """The day as it stands."""
        chosen = self.trainer.value()
        return replace(
            self._proposed,
            held_on=self.day.value() or self._proposed.held_on,
            start=self.start.value(),
            minutes=self.minutes.value(),
            trainers=(TrainerValues(author_id=Id(chosen)),) if chosen else (),
        )

    def warn(self, text: str) -> None:
        """Say what speaks against this day."""
        self.warning.setText(text)
        for part in (self._sign, self.warning):
            show_if(part, on=bool(text))

    def number(self, place: int) -> None:
        """It is so manieth of the days."""
        self.place.setText(str(place))
        name = _("Day %(n)s", n=place)
        set_name(self.units, f"{name}: {self.units.text()}")
        self.day.set_name(name)
        self.start.set_name(_("%(day)s: begins at", day=name))
        self.minutes.set_name(_("%(day)s: minutes", day=name))
        self.trainer.set_name(_("%(day)s: trainer", day=name))
        self.away.set_name(_("%(day)s: leave out", day=name))

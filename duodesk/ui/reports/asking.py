"""What is asked of the figures: the period, the day of looking, whose duos."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.dates import add_months
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.office.queries import offices
from duodesk.reports.behind import choices
from duodesk.reports.question import Question
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.field import Field
from duodesk.ui.widgets.layout import Flow, column, widget
from duodesk.ui.widgets.text import PlainLabel

MATURE, YEAR, QUARTER, OWN = "mature", "year", "quarter", "own"
_KEPT = "reports/asking"
_YEARS, _QUARTERS = 4, 5  # so many are offered, back from today


class Asking(QWidget):
    """One row of fields; `changed` when something else is asked that can be answered."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.begin, self.end, self.as_of = (DayField(today=desk.today) for _n in range(3))
        self.period = ChoiceField(_periods(desk.today), empty=None)
        places = [(str(one.id), one.name) for one in desk.read(offices)]
        known = desk.read(choices)
        spoken = [(code, reference.language_label(code)) for code in known.languages]
        colleagues = [(str(one), name) for one, name in known.coordinators]
        self.office = ChoiceField(places, empty=_("Any"))
        self.language = ChoiceField(spoken, empty=_("Any"))
        self.coordinator = ChoiceField(colleagues, empty=_("Everybody"))
        self.office.set_value(str(desk.office_id))
        self._lay()
        self.take(MATURE)
        self._take_up()
        self.changed.connect(self._keep)
        self.period.committed.connect(self._on_period)
        for day in (self.begin, self.end):
            day.committed.connect(lambda _day: self._on_own())
        for field in (self.as_of, self.office, self.language, self.coordinator):
            field.committed.connect(lambda _value: self.changed.emit())

    def question(self) -> Question | None:
        """What is asked; None while a day is missing or the period is upside down."""
        begin, end, as_of = self.begin.value(), self.end.value(), self.as_of.value()
        if begin is None or end is None or as_of is None:
            return None
        if begin > end:
            self.end.set_problem(_("The period ends before it begins."))
            return None
        self.end.set_problem("")
        return Question(
            begin,
            end,
            as_of,
            _id(self.office.value()),
            language=self.language.value(),
            coordinator_id=_id(self.coordinator.value()),
        )

    def place(self) -> str:
        """The office in words."""
        return self.office_name() or _("All offices")

    def office_name(self) -> str:
        """The name of the office; nothing for all of them."""
        return self.office.combo.currentText() if self.office.value() else ""

    def coordinator_name(self) -> str:
        """Whose duos are asked for; nothing for everybody's."""
        return self.coordinator.combo.currentText() if self.coordinator.value() else ""

    def take(self, period: str) -> None:
        """Ask of one of the periods offered, without telling."""
        begin, end = days_of(period, self._desk.today)
        self.period.set_value(period)
        self.begin.set_value(begin)
        self.end.set_value(end)
        self.as_of.set_value(self._desk.today)

    def take_days(self, begin: date, end: date, as_of: date) -> None:
        """Ask of days of one's own, without telling."""
        self.period.set_value(OWN)
        self.begin.set_value(begin)
        self.end.set_value(end)
        self.as_of.set_value(as_of)

    def _take_up(self) -> None:
        """What was asked before the screen was built anew."""
        kept = self._desk.kept.get(_KEPT)
        if isinstance(kept, tuple):
            for field, value in zip(self._fields(), kept, strict=True):
                field.set_value(value)

    def _keep(self) -> None:
        self._desk.kept[_KEPT] = tuple(field.value() for field in self._fields())

    def _fields(self) -> tuple[Field[Any], ...]:
        days = (self.begin, self.end, self.as_of)
        return (self.period, *days, self.office, self.language, self.coordinator)

    def _on_period(self, period: str) -> None:
        if period != OWN:
            self.take(period)
            self.changed.emit()

    def _on_own(self) -> None:
        self.period.set_value(OWN)
        self.changed.emit()

    def _lay(self) -> None:
        line = Flow(spacing=10)
        for title, field, wide in (
            (N_("Period"), self.period, 220),
            (N_("Started from"), self.begin, 130),
            (N_("Started until"), self.end, 130),
            (N_("As known on"), self.as_of, 130),
            (N_("Office"), self.office, 124),
            (N_("Language of the duo"), self.language, 146),
            (N_("Coordination"), self.coordinator, 152),
        ):
            field.set_name(_(title))
            part = widget(column(PlainLabel(_(title), role="small"), field, spacing=2))
            part.setFixedWidth(look().px(wide))
            line.addWidget(part)
        self.setLayout(line)


def days_of(period: str, today: date) -> tuple[date, date]:
    """The first and the last day of a period that is offered."""
    kind, _sep, which = period.partition(":")
    if kind == YEAR:
        return date(int(which), 1, 1), date(int(which), 12, 31)
    if kind == QUARTER:
        year, quarter = (int(part) for part in which.split("-"))
        return _quarter(year, quarter)
    return _complete_year(today)


def _complete_year(today: date) -> tuple[date, date]:
    """Twelve months of starts whose twelve months of outcomes are over."""
    until = today.replace(year=today.year - 1, day=1) - timedelta(days=1)
    return add_months(until.replace(day=1), -11), until


def _quarter(year: int, quarter: int) -> tuple[date, date]:
    begin = date(year, 3 * quarter - 2, 1)
    return begin, add_months(begin, 3) - timedelta(days=1)


def _periods(today: date) -> list[tuple[str, str]]:
    offered = [(MATURE, _("Last year with outcomes"))]
    offered += [(f"{YEAR}:{y}", str(y)) for y in range(today.year, today.year - _YEARS, -1)]
    at = today.year * 4 + (today.month - 1) // 3
    for one in range(at, at - _QUARTERS, -1):
        year, quarter = divmod(one, 4)
        told = _("Quarter %(quarter)s of %(year)s", quarter=quarter + 1, year=year)
        offered.append((f"{QUARTER}:{year}-{quarter + 1}", told))
    return [*offered, (OWN, _("Days of one's own"))]


def _id(value: str | None) -> Id | None:
    return Id(value) if value else None

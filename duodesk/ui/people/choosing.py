"""Choosing the values of a filter: a small window below its chip; what is chosen holds at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.people import spans
from duodesk.people.filters import Kind, Names, Shape
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.field import Field, NumberField
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.popup import Popup, TickList, TickSearch
from duodesk.ui.widgets.text import PlainLabel

_MANY = 9  # options from which one wants to search
_LEVELS = ("", "A1", "A2", "B1", "B2", "C1", "C2", "native")
_FIRST_LANGUAGE = N_("First language")


class Choosing(Popup):
    """Shows the values of one kind and tells every change; `chosen` carries all values."""

    chosen = Signal(tuple)

    def __init__(self, kind: Kind, *, parent: QWidget) -> None:
        super().__init__(kind.title, parent=parent)
        self.finished.connect(lambda _code: self.flush())

    def flush(self) -> None:
        """Tell what is typed and not told yet: closing loses nothing."""
        for field in self.findChildren(Field):
            field.flush()

    def close_with(self, *parts: QWidget) -> None:
        """Lay the parts and a way out below them."""
        done = Button(_("Done"), self.accept, kind="primary")
        done.setDefault(True)
        self.add(*parts, row(None, done))


class ChoosingTicks(Choosing):
    """Some of a list."""

    def __init__(
        self, kind: Kind, options: Mapping[str, str], values: tuple[str, ...], *, parent: QWidget
    ) -> None:
        super().__init__(kind, parent=parent)
        # What is chosen stands first; a code of a newer program is shown as it is.
        first = {value: options.get(value, value) for value in values}
        self.ticks = TickList({**first, **options}, frozenset(values), name=kind.title)
        self.ticks.ticked.connect(lambda _code, _on: self.chosen.emit(self.ticks.value()))
        if len(options) > _MANY:
            search = TickSearch(self.ticks, _("Find"))
            self.close_with(search, self.ticks)
            search.setFocus()
        else:
            self.close_with(self.ticks)
            self.ticks.setFocus()


class ChoosingLanguages(Choosing):
    """Some languages, and how well they are spoken at least."""

    def __init__(
        self, kind: Kind, options: Mapping[str, str], values: tuple[str, ...], *, parent: QWidget
    ) -> None:
        super().__init__(kind, parent=parent)
        read = dict(filter(None, map(spans.language, values)))
        least = next((str(level) for level in read.values() if level), "")
        first = {code: options.get(code, code) for code in read}
        self.ticks = TickList({**first, **options}, frozenset(read), name=kind.title)
        texts = [(code, self._level_text(code)) for code in _LEVELS]
        self.level = Segmented(texts, value=least, name=_("At least"))
        self.ticks.ticked.connect(lambda _code, _on: self._tell())
        self.level.chosen.connect(lambda _code: self._tell())
        search = TickSearch(self.ticks, _("Find"))
        self.close_with(search, self.ticks, PlainLabel(_("At least"), role="small"), self.level)
        search.setFocus()

    def _level_text(self, code: str) -> str:
        names = {"": _("any"), "native": _(_FIRST_LANGUAGE)}
        return names.get(code, code)

    def _tell(self) -> None:
        level = self.level.value()
        end = f":{level}" if level else ""
        self.chosen.emit(tuple(f"{code}{end}" for code in self.ticks.value()))


class ChoosingSpan(Choosing):
    """From and to, in numbers or days; either end may stay open."""

    def __init__(
        self, kind: Kind, values: tuple[str, ...], *, today: date, parent: QWidget
    ) -> None:
        super().__init__(kind, parent=parent)
        self._mark = "-" if kind.shape == Shape.NUMBERS else ".."
        self.low, self.high = (self._field(kind, today) for _end in range(2))
        self._show(kind, values)
        for field, name in ((self.low, _("From")), (self.high, _("Until"))):
            field.set_name(_("%(title)s: %(values)s", title=kind.title, values=name))
            field.committed.connect(lambda _value: self._tell())
        both = row(
            *(
                widget(column(PlainLabel(name, role="small"), field, spacing=2))
                for field, name in ((self.low, _("From")), (self.high, _("Until")))
            )
        )
        self.close_with(widget(both))
        self.low.entry().setFocus()

    def _field(self, kind: Kind, today: date) -> Field[int | None] | Field[date | None]:
        if kind.shape == Shape.NUMBERS:
            return NumberField(most=120, problem=_("A whole number, please."))
        return DayField(today=today)

    def _show(self, kind: Kind, values: tuple[str, ...]) -> None:
        read = spans.numbers if kind.shape == Shape.NUMBERS else spans.period
        low, high = (read(values[0]) if values else None) or (None, None)
        self.low.set_value(low)  # type: ignore[arg-type]
        self.high.set_value(high)  # type: ignore[arg-type]

    def _tell(self) -> None:
        low, high = self.low.value(), self.high.value()
        ends = ["" if end is None else str(end) for end in (low, high)]
        self.chosen.emit((self._mark.join(ends),) if any(ends) else ())


class ChoosingDays(Choosing):
    """More than so many days."""

    def __init__(self, kind: Kind, values: tuple[str, ...], *, parent: QWidget) -> None:
        super().__init__(kind, parent=parent)
        self.days = NumberField(most=9_999, problem=_("A whole number, please."))
        self.days.set_value(spans.number(values[0]) if values else None)
        self.days.set_name(kind.title)
        self.days.committed.connect(
            lambda value: self.chosen.emit(() if value is None else (str(value),))
        )
        self.close_with(widget(row(self.days, PlainLabel(_("days")))))
        self.days.entry().setFocus()


def choosing(
    kind: Kind, values: tuple[str, ...], named: Names, *, today: date, parent: QWidget
) -> Choosing:
    """The window that fits a kind."""
    if kind.shape == Shape.LANGUAGES:
        return ChoosingLanguages(kind, kind.options(named), values, parent=parent)
    if kind.shape == Shape.MORE_THAN:
        return ChoosingDays(kind, values, parent=parent)
    if kind.shape == Shape.CHOICES:
        return ChoosingTicks(kind, kind.options(named), values, parent=parent)
    return ChoosingSpan(kind, values, today=today, parent=parent)

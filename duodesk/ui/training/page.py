"""The training screen: the calendar, the series, the mentors' meetings and the days off."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.training.dated import Key
from duodesk.ui.desk import Desk
from duodesk.ui.page import Page
from duodesk.ui.training.calendar import CalendarView
from duodesk.ui.training.part import CalendarPart
from duodesk.ui.training.parts import PARTS
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.text import show_if

_CALENDAR = PARTS[0].key


class TrainingPage(Page):
    """Answers one question: what is on, and when? A subject is a part, a day, an entry, or a pair
    of a part and one thing of it.
    """

    tables = frozenset(
        {
            "event", "event_unit", "trainer", "series", "seat", "attendance", "curriculum", "unit",
            "school_holiday", "away", "info_session", "invited", "interview", "proposal", "duo",
            "person", "enrolment", "outcome_event", "author", "office", "setting", "transfer",
            "availability",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stack = QStackedWidget(self)
        self.calendar = CalendarView(desk, self._stack)
        self.calendar.series_wanted.connect(lambda series: self._open("series", series))
        self._made: dict[str, CalendarPart] = {_CALENDAR: self.calendar}
        self.parts = Segmented([(p.key, p.title) for p in PARTS], value=_CALENDAR, name=_("Part"))
        self._stack.addWidget(self.calendar)
        head = row(self.parts, None, self.calendar.bar.corner)
        self.lay(head, self._stack, grow=self._stack)
        self.parts.chosen.connect(self.show_part)

    @override
    def show_subject(self, subject: object) -> None:
        if isinstance(subject, tuple):
            self._open(str(subject[0]), *subject[1:])
        elif isinstance(subject, (date, Key)):
            self._open(_CALENDAR, subject)
        elif isinstance(subject, Id):
            self._open("series", subject)
        elif isinstance(subject, str) and subject in {part.key for part in PARTS}:
            self.show_part(subject)
            self.current().setFocus()

    @override
    def subject(self) -> object:
        return self.current().subject() or self.parts.value()

    @override
    def reload(self) -> None:
        self.current().reload()

    @override
    def settle(self) -> None:
        self.current().settle()

    @override
    def focus_filter(self) -> None:
        self.current().focus_search()

    @override
    def make_new(self) -> None:
        self.current().make_new()

    @override
    def print_page(self) -> None:
        self.current().print_page()

    def current(self) -> CalendarPart:
        """The part that is shown."""
        shown: QWidget | None = self._stack.currentWidget()
        return shown if isinstance(shown, CalendarPart) else self.calendar

    def show_part(self, key: str) -> None:
        """Show one of the parts, as the desk file is now."""
        self.settle()
        part = self._made.get(key)
        if part is None:
            part = next(one for one in PARTS if one.key == key).make(self.desk)
            self._stack.addWidget(part)
            self._made[key] = part
        self.parts.set_value(key)
        self._stack.setCurrentWidget(part)
        show_if(self.calendar.bar.corner, on=key == _CALENDAR)
        part.reload()

    def _open(self, key: str, subject: object = None) -> None:
        if key not in {part.key for part in PARTS}:
            return
        self.show_part(key)
        if subject is not None:
            self.current().show_subject(subject)

"""The screen of duos: all duos with their weeks, and the calls of the outcome rounds."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.ui.desk import Desk
from duodesk.ui.duos.detail import DuoDetail
from duodesk.ui.duos.grid import DuosTable
from duodesk.ui.duos.listing import DuosList
from duodesk.ui.duos.part import DuosPart
from duodesk.ui.duos.parts import PARTS
from duodesk.ui.page import Page
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.layout import row

_LIST = PARTS[0].key


class DuosPage(Page):
    """Shows one part; a duo or a person opens the list on it."""

    tables = frozenset(
        {
            "duo", "meeting", "meeting_topic", "outcome_event", "status_check", "document",
            "signature", "person", "enrolment", "setting", "author", "transfer", "contact", "pause",
            "duo_step", "follow_up_template", "follow_up_step", "snooze", "cover", "questionnaire",
            "reply", "expense", "expense_cap", "event", "attendance", "seat", "away", "reminder",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.parts = Segmented([(p.key, p.title) for p in PARTS], value=_LIST, name=_("Part"))
        self._stack, self._tools = QStackedWidget(self), QStackedWidget(self)
        self.listing = DuosList(desk, self._stack)
        self._made: dict[str, DuosPart] = {_LIST: self.listing}
        self._tools.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._put(self.listing)
        head = row(self.parts, self._tools, spacing=12)
        head.setStretchFactor(self._tools, 1)
        self.lay(head, self._stack, grow=self._stack)
        self.parts.chosen.connect(self.show_part)

    @property
    def table(self) -> DuosTable:
        """The table of duos."""
        return self.listing.table

    @property
    def detail(self) -> DuoDetail:
        """The chosen duo."""
        return self.listing.detail

    @override
    def reload(self) -> None:
        self.current().reload()

    @override
    def settle(self) -> None:
        self.current().settle()

    @override
    def show_subject(self, subject: object) -> None:
        if isinstance(subject, Id):
            self.show_part(_LIST)
            self.listing.show_subject(subject)
        elif isinstance(subject, str) and subject in {part.key for part in PARTS}:
            self.show_part(subject)
        elif isinstance(subject, tuple) and subject:
            self.show_part(str(subject[0]))
            self.current().show_subject(subject[1])

    @override
    def subject(self) -> object:
        return self.current().subject()

    @override
    def duo_id(self) -> Id | None:
        return self.current().duo_id()

    @override
    def focus_filter(self) -> None:
        self.current().focus_search()

    def current(self) -> DuosPart:
        """The part that is shown."""
        shown: QWidget | None = self._stack.currentWidget()
        return shown if isinstance(shown, DuosPart) else self.listing

    def show_part(self, key: str) -> None:
        """Show one of the parts, as the desk file is now."""
        if key not in {part.key for part in PARTS}:
            return
        before = self.current()
        self.settle()
        part = self._made.get(key)
        if part is None:
            part = next(one for one in PARTS if one.key == key).make(self.desk, self._stack)
            self._put(part)
            self._made[key] = part
        elif part is not before:
            part.reload()
        self.parts.set_value(key)
        self._stack.setCurrentWidget(part)
        self._tools.setCurrentWidget(part.tools)

    def _put(self, part: DuosPart) -> None:
        self._stack.addWidget(part)
        self._tools.addWidget(part.tools)

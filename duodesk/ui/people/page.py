"""The people screen: its parts side by side, and what is opened from them; back leads to the part
one came from.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.ui.desk import Desk
from duodesk.ui.page import Page
from duodesk.ui.people.listing import ListView
from duodesk.ui.people.parts import PARTS
from duodesk.ui.people.view import View
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.layout import column

_LIST = PARTS[0].key
_INTERVIEW = "interview"


class PeoplePage(Page):
    """Shows a part, or what was opened from it; spreadsheets that were dropped come in turn."""

    tables = frozenset(
        {
            "person", "enrolment", "person_language", "person_occupation", "person_interest",
            "person_topic", "availability", "note", "interview", "proposal", "duo", "meeting",
            "document", "signature", "outcome_event", "status_check", "author", "transfer",
            "partner", "info_session", "invited", "contact", "setting", "finding", "saved_view",
            "seat", "attendance", "event", "event_unit", "series", "unit",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stack = QStackedWidget(self)
        home = QWidget(self._stack)
        self._part_stack = QStackedWidget(home)
        self.listing = ListView(desk, self._part_stack)
        self._made: dict[str, QWidget] = {_LIST: self.listing}
        self.parts = Segmented([(p.key, p.title) for p in PARTS], value=_LIST, name=_("Part"))
        lines = column(self.parts, self._part_stack, spacing=8)
        lines.setStretchFactor(self._part_stack, 1)
        home.setLayout(lines)
        self._stack.addWidget(home)
        self._part_stack.addWidget(self.listing)
        self.lay(self._stack)
        self._lists: list[Path] = []
        self.parts.chosen.connect(self.show_part)
        self.listing.opened.connect(self.open_person)
        self.listing.import_wanted.connect(self.open_import)
        self.listing.compare_wanted.connect(lambda both: self._show_thing("lookalikes", both))

    @override
    def show_subject(self, subject: object) -> None:
        if isinstance(subject, Id):
            self.open_person(subject)
        elif isinstance(subject, Path):
            self.open_import(subject)
        elif isinstance(subject, list) and subject:
            self._lists = subject[1:]
            self.open_import(subject[0])
        elif isinstance(subject, tuple):
            self._show_thing(*subject)
        else:
            self.back()
            self._show_word(subject)

    @override
    def subject(self) -> object:
        view = self.current()
        known = view.subject() if isinstance(view, View) else None
        at_home = self._stack.currentIndex() == 0 and self.parts.value() != _LIST
        return self.parts.value() if known is None and at_home else known

    @override
    def reload(self) -> None:
        view = self.current()
        if isinstance(view, (ListView, View)):
            view.reload()

    @override
    def settle(self) -> None:
        view = self.current()
        if isinstance(view, View):
            view.settle()

    @override
    def focus_filter(self) -> None:
        view = self.current()
        if isinstance(view, (ListView, View)):
            view.focus_search()

    @override
    def quick_note(self) -> bool:
        view = self.current()
        return isinstance(view, View) and view.quick_note()

    @override
    def make_new(self) -> None:
        view = self.current()
        if self._stack.currentIndex() == 0 and isinstance(view, View):
            view.make_new()
        else:
            self.show_subject("new")

    @override
    def print_page(self) -> None:
        view = self.current()
        if isinstance(view, ListView) or (isinstance(view, View) and self._stack.currentIndex()):
            view.print_page()
        else:
            super().print_page()

    @override
    def to_excel(self) -> None:
        if self.current() is self.listing:
            self.listing.to_excel()
        else:
            super().to_excel()

    @override
    def busy(self) -> bool:
        view = self.current()
        return isinstance(view, View) and view.busy()

    @override
    def hide_sensitive(self) -> None:
        view = self.current()
        if isinstance(view, View):
            view.hide_sensitive()

    def current(self) -> QWidget:
        """What is shown now: a part, or what was opened from one."""
        stack = self._stack if self._stack.currentIndex() > 0 else self._part_stack
        return stack.currentWidget() or self.listing

    def show_part(self, key: str) -> None:
        """Show one of the parts, as the desk file is now."""
        self.settle()
        if key in self._made:
            view = self._made[key]
        else:
            made = next(part for part in PARTS if part.key == key).make(self.desk, self._part_stack)
            made.opened.connect(self.open_person)
            self._part_stack.addWidget(made)
            view = self._made[key] = made
        self.parts.set_value(key)
        self._part_stack.setCurrentWidget(view)
        self.reload()

    def open_person(self, person_id: Id) -> None:
        """One person."""
        from duodesk.ui.people.person import PersonView

        view = PersonView(self.desk, person_id, self._stack)
        view.back.connect(self.back)
        view.opened.connect(self.open_person)
        view.interview_wanted.connect(self.open_interview)
        self._put(view)

    def open_interview(self, interview_id: Id, words: str = "") -> None:
        """The editor of an interview, at some words of it."""
        from duodesk.ui.people.interview import InterviewView

        view = InterviewView(self.desk, interview_id, words, self._stack)
        view.back.connect(self.open_person)
        self._put(view)

    def open_import(self, path: Path) -> None:
        """The dry run of a list."""
        from duodesk.ui.people.importing import ImportView

        view = ImportView(self.desk, path, self._stack)
        view.back.connect(self._list_done)
        self._put(view)

    def back(self) -> None:
        """To the part one came from."""
        self._lists = []
        self._drop()
        self.reload()
        view = self.current()
        (self.listing.table if view is self.listing else view).setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentIndex() > 0:
            self.back()
        else:
            super().keyPressEvent(event)

    def _show_thing(self, key: str, thing: object, words: str = "") -> None:
        """An interview, or one thing of a part."""
        if key == _INTERVIEW and isinstance(thing, Id):
            self.open_interview(thing, words)
            return
        self.back()
        self.show_part(key)
        view = self.current()
        if isinstance(view, View):
            view.show_subject(thing)

    def _show_word(self, word: object) -> None:
        """A part by its key, or one of the two ways by which people come in."""
        if word in {part.key for part in PARTS}:
            self.show_part(str(word))
            self.current().setFocus()
        elif word == "new":
            self.show_part(_LIST)
            self.listing.register()
        elif word == "import":
            self.show_part(_LIST)
            self.listing.choose_list()

    def _list_done(self) -> None:
        """The next list, where several were dropped; else back to the people."""
        if self._lists:
            self.open_import(self._lists.pop(0))
        else:
            self.back()

    def _put(self, view: QWidget) -> None:
        self._drop()
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)

    def _drop(self) -> None:
        self.settle()
        while (old := self._stack.widget(1)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

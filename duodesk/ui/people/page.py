"""The people screen: one place for list, person, interview and import; back leads to the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.ids import Id
from duodesk.ui.desk import Desk
from duodesk.ui.page import Page
from duodesk.ui.people.listing import ListView
from duodesk.ui.people.view import View


class PeoplePage(Page):
    """Shows the list, or what was opened from it; spreadsheets that were dropped come in turn."""

    tables = frozenset(
        {
            "person", "enrolment", "person_language", "person_occupation", "person_interest",
            "person_topic", "availability", "note", "interview", "proposal", "duo", "meeting",
            "document", "signature", "outcome_event", "status_check", "author", "transfer",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.listing = ListView(desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.listing)
        self.lay(self._stack)
        self._lists: list[Path] = []
        self.listing.opened.connect(self.open_person)
        self.listing.import_wanted.connect(self.open_import)

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
            self.open_interview(subject[1])
        else:
            self.back()
            if subject == "new":
                self.listing.register()
            elif subject == "import":
                self.listing.choose_list()

    @override
    def subject(self) -> object:
        view = self.current()
        return view.subject() if isinstance(view, View) else None

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
        if self.current() is self.listing:
            self.listing.focus_search()

    @override
    def make_new(self) -> None:
        self.show_subject("new")

    @override
    def to_excel(self) -> None:
        if self.current() is self.listing:
            self.listing.to_excel()

    @override
    def hide_sensitive(self) -> None:
        view = self.current()
        if isinstance(view, View):
            view.hide_sensitive()

    def current(self) -> QWidget:
        """What is shown now."""
        return self._stack.currentWidget() or self.listing

    def open_person(self, person_id: Id) -> None:
        """One person."""
        from duodesk.ui.people.person import PersonView

        view = PersonView(self.desk, person_id)
        view.back.connect(self.back)
        view.interview_wanted.connect(self.open_interview)
        self._put(view)

    def open_interview(self, interview_id: Id) -> None:
        """The editor of an interview."""
        from duodesk.ui.people.interview import InterviewView

        view = InterviewView(self.desk, interview_id)
        view.back.connect(self.open_person)
        self._put(view)

    def open_import(self, path: Path) -> None:
        """The dry run of a list."""
        from duodesk.ui.people.importing import ImportView

        view = ImportView(self.desk, path)
        view.back.connect(self._list_done)
        self._put(view)

    def back(self) -> None:
        """To the list."""
        self._lists = []
        self._drop()
        self.listing.reload()
        self.listing.table.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and isinstance(self.current(), View):
            self.back()
        else:
            super().keyPressEvent(event)

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
        while self._stack.count() > 1:
            old = self.current()
            self._stack.removeWidget(old)
            old.deleteLater()

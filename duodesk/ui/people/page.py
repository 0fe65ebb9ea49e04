"""The people screen: one place for list, person, interview and import; back leads to the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base.ids import Id
from duodesk.ui.desk import Desk
from duodesk.ui.people.importing import ImportView
from duodesk.ui.people.interview import InterviewView
from duodesk.ui.people.listing import ListView
from duodesk.ui.people.person import PersonView
from duodesk.ui.widgets.layout import column


class PeoplePage(QWidget):
    """Shows the list, or what was opened from it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self.listing = ListView(desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.listing)
        layout = column(self._stack)
        layout.setContentsMargins(24, 18, 24, 14)
        self.setLayout(layout)
        self.listing.opened.connect(self.open_person)
        self.listing.import_wanted.connect(self.open_import)

    def show_subject(self, subject: object) -> None:
        """A person by identity, a spreadsheet by path, an interview as ("interview", id)."""
        if isinstance(subject, Id):
            self.open_person(subject)
        elif isinstance(subject, Path):
            self.open_import(subject)
        elif isinstance(subject, tuple):
            self.open_interview(subject[1])
        else:
            self.back()

    def reload(self) -> None:
        """Show what the desk file holds now."""
        current = self._stack.currentWidget()
        if isinstance(current, (ListView, PersonView)):
            current.reload()

    def open_person(self, person_id: Id) -> None:
        """One person."""
        view = PersonView(self._desk, person_id)
        view.back.connect(self.back)
        view.interview_wanted.connect(self.open_interview)
        self._put(view)

    def open_interview(self, interview_id: Id) -> None:
        """The editor of an interview."""
        view = InterviewView(self._desk, interview_id)
        view.back.connect(self.open_person)
        self._put(view)

    def open_import(self, path: Path) -> None:
        """The dry run of a list."""
        view = ImportView(self._desk, path)
        view.back.connect(self.back)
        self._put(view)

    def back(self) -> None:
        """To the list."""
        self._drop()
        self.listing.reload()

    def current(self) -> QWidget:
        """What is shown now."""
        return self._stack.currentWidget()

    def _put(self, view: QWidget) -> None:
        self._drop()
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)

    def _drop(self) -> None:
        while self._stack.count() > 1:
            old = self._stack.widget(1)
            close = getattr(old, "leave", None)
            if close is not None:
                close()
            self._stack.removeWidget(old)
            old.deleteLater()

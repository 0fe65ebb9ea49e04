"""The attendance grid with what belongs around it: its keys as buttons, and ways to make up."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.training import attendance
from duodesk.training.attendance import UnitDay
from duodesk.training.words import Attended
from duodesk.ui.desk import Desk
from duodesk.ui.training import papers
from duodesk.ui.training.attendance import AttendanceGrid
from duodesk.ui.training.make_up import MakeUpDialog, book_make_up, make_ups_of, missing_words
from duodesk.ui.training.words import MARKS, mark_look, mark_word
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import Flow, column
from duodesk.ui.widgets.text import set_tip, show_if


class AttendanceView(QWidget):
    """Who followed what in a series."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.grid = AttendanceGrid()
        self.grid.marked.connect(self.mark)
        self.grid.booked.connect(partial(book_make_up, desk))
        self.grid.opened.connect(partial(desk.go, "people"))
        self.grid.letter_wanted.connect(partial(papers.make_up_letter, desk, self))
        self.all_present = Button(
            _("All present"),
            self.mark_all,
            icon_name="check",
            tip=_("Everybody of the column one is on, of whom nothing is noted yet"),
        )
        self.make_up = Button(missing_words(0), self.open_make_ups, icon_name="refresh-cw")
        self.certificates = Button(_("Certificates…"), self.certify, icon_name="graduation-cap")
        self._nobody = EmptyState(
            "users",
            _("Nobody is expected yet."),
            hint=_("Whoever has a seat stands here, with a column for each unit."),
        )
        self._stack = QStackedWidget()
        for part in (self.grid, self._nobody):
            self._stack.addWidget(part)
        tools = Flow()
        for button in (*self._mark_buttons(), self.all_present, self.make_up, self.certificates):
            tools.addWidget(button)
        layout = column(tools, self._stack, spacing=8)
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.grid)

    def show_series(self, series_id: Id) -> None:
        """Show who followed what in a series."""
        found = self._desk.read(attendance.grid, series_id)
        make_ups = make_ups_of(self._desk, found.rows, series_id=series_id)
        self.grid.show_grid(found, make_ups, today=self._desk.today)
        self._stack.setCurrentWidget(self.grid if found.rows else self._nobody)
        self.make_up.set_text(missing_words(len(make_ups.offered)))
        show_if(self.make_up, on=bool(make_ups.offered))
        done = [row for row in found.rows if row.completion.done]
        show_if(self.certificates, on=bool(done))
        show_if(self.all_present, on=bool(found.rows))

    def mark(self, column: UnitDay, people: list[Id] | None, presence: Attended | None) -> None:
        """Note who followed a unit."""
        self._desk.do(attendance.mark, column.event_id, people, presence, unit_id=column.unit_id)

    def mark_all(self) -> None:
        """Everybody of the column one is on was present; what is noted already stays."""
        column_shown = self.grid.current_column()
        if column_shown is not None:
            self.mark(column_shown, None, Attended.PRESENT)

    def open_make_ups(self) -> None:
        """All ways to make up for those of this list."""
        rows = self.grid.grid_model.grid.rows
        lacking = [row for row in rows if not row.completion.done]
        MakeUpDialog(self._desk, lacking, parent=self.window()).open_over()

    def complete(self) -> list[tuple[Id, str]]:
        """Those who followed everything, with their names."""
        rows = self.grid.grid_model.grid.rows
        return [(row.person_id, row.name) for row in rows if row.completion.done]

    def certify(self) -> None:
        """The certificates of those who followed everything."""
        papers.certificates(self._desk, self, self.complete())

    def _mark_buttons(self) -> list[Button]:
        made = []
        for presence in Attended:
            word, key = mark_word(presence), MARKS[presence][4]
            button = Button(
                word, partial(self.grid.mark, presence), icon_name=mark_look(presence)[0]
            )
            set_tip(button, _("%(name)s: key %(key)s in the list", name=word, key=key))
            made.append(button)
        return made

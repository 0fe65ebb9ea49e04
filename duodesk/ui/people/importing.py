"""A list comes in by steps: the file, its columns, what each row would do, and the button that does
it; nothing is written before.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

from duodesk.base.errors import UserError
from duodesk.base.i18n import _, language, ngettext
from duodesk.base.progress import Progress
from duodesk.lists import forms, kinds, repairs
from duodesk.lists.apply import Imported
from duodesk.lists.find_list import promise
from duodesk.lists.kinds import Draft
from duodesk.lists.plan import Action, Plan, Planned, State
from duodesk.lists.read import open_file
from duodesk.lists.sheet import SheetFile
from duodesk.lists.targets import PEOPLE
from duodesk.ui.desk import Desk
from duodesk.ui.people.importing_columns import ColumnsStep
from duodesk.ui.people.importing_file import FileStep
from duodesk.ui.people.importing_rows import RowsStep
from duodesk.ui.people.view import View
from duodesk.ui.widgets.buttons import Button, IconButton, Segmented
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import show_if

FILE, COLUMNS, ROWS = "file", "columns", "rows"
_STEPS = (FILE, COLUMNS, ROWS)
# So many known headings make a sheet worth offering after another.
_HEADINGS = 2
Read = tuple[SheetFile, Draft, Plan[Planned]]


class ImportView(View):
    """The steps of bringing in a spreadsheet; reading and checking never hold the window up."""

    back = Signal()

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._path = path
        self._workbook: SheetFile | None = None
        self._draft: Draft | None = None
        self._corrected = False
        self._done_sheets: list[str] = []
        self.plan: Plan[Planned] | None = None
        self._header = PageHeader("", "")
        self.go_button = Button("", self.go_on, kind="primary", icon_name="check")
        self._report = Button(_("Rows to mend…"), self._mend, icon_name="file-spreadsheet")
        self.problem = Notice("", tone="bad")
        titles = (_("1  File"), _("2  Columns"), _("3  Check"))
        self.steps = Segmented(list(zip(_STEPS, titles, strict=True)), name=_("Steps"))
        self.file = FileStep(desk.ask)
        self.columns = ColumnsStep()
        self.rows = RowsStep(desk.memory)
        self.roles = self.file.kinds
        self._pages = QStackedWidget()
        self._lay()
        self._open(path)

    @override
    def subject(self) -> object:
        return self._path

    def go_on(self) -> None:
        """The next step: from the columns to the check, from the check to writing."""
        if self.steps.value() == ROWS:
            self.apply()
        else:
            self._show_step(ROWS)

    def apply(self) -> None:
        """Write the rows; the desk stays usable, and stopping leaves it as it was."""
        plan, store = self.plan, self._desk.store
        if plan is None or not plan.coming:
            return
        self.go_button.setEnabled(False)

        def work(progress: Progress) -> Imported:
            return kinds.apply(store, plan, progress=progress)

        self._desk.work(_("Bringing in the list"), work, self._done)

    def _lay(self) -> None:
        self._header.action_row.addWidget(self._report)
        self._header.action_row.addWidget(self.go_button)
        back = IconButton("arrow-left", _("Back to the list"), self.back.emit)
        top = row(back, self._header, spacing=10)
        top.setAlignment(back, Qt.AlignmentFlag.AlignTop)
        top.setStretchFactor(self._header, 1)
        another = Button(_("Another file…"), self.file.ask_file, icon_name="folder-open")
        self._nothing = EmptyState("file-spreadsheet", "", another)
        for page in (self.file, self.columns, self.rows, self._nothing):
            self._pages.addWidget(page)
        layout = column(top, self.steps, self.problem, self._pages, spacing=8)
        layout.setStretchFactor(self._pages, 1)
        self.setLayout(layout)
        self.steps.chosen.connect(self._show_step)
        self.file.sheet_chosen.connect(lambda name: self._take(sheet=str(name)))
        self.file.kind_chosen.connect(lambda code: self._take(kind=code))
        self.file.file_chosen.connect(self._open)
        self.columns.remapped.connect(self._remap)
        self.rows.decided.connect(self._decide)
        self._desk.jobs.stopped.connect(self._stopped)

    def _open(self, path: Path) -> None:
        """Read a file, whatever is in it."""
        self._path, self._workbook, self._draft, self.plan = path, None, None, None
        self._done_sheets = []
        self._wait(_("Reading “%(file)s”…", file=path.name))
        store = self._desk.store

        def work(progress: Progress) -> Read:
            workbook = open_file(path, progress)
            draft = kinds.draft(store, workbook)
            return workbook, draft, kinds.dry_run(store, draft, progress=progress)

        self._start(_("Reading the list"), work)

    def _take(self, sheet: str | None = None, kind: str | None = None) -> None:
        """Take another sheet, or the same one for something else."""
        workbook, draft, store = self._workbook, self._draft, self._desk.store
        if workbook is None or draft is None:
            return
        name = sheet or draft.sheet.name
        self._wait(_("Checking the rows…"))

        def work(progress: Progress) -> Read:
            taken = kinds.draft(store, workbook, sheet=name, kind=kind)
            return workbook, taken, kinds.dry_run(store, taken, progress=progress)

        self._start(_("Checking the list"), work, stay=True)

    def _check_again(self) -> None:
        """Once columns were corrected, everything is read anew; the office remembers them."""
        workbook, draft, store = self._workbook, self._draft, self._desk.store
        if workbook is None or draft is None:
            return
        self._corrected = False
        self._desk.do(forms.keep, draft.sheet, draft.columns, kind=draft.kind.subject)
        self._wait(_("Checking the rows…"))

        def work(progress: Progress) -> Read:
            return workbook, draft, kinds.dry_run(store, draft, progress=progress)

        self._start(_("Checking the list"), work, stay=True)

    def _start(self, title: str, work: Callable[[Progress], Read], *, stay: bool = False) -> None:
        """Let the worker read; what cannot be read is said in the page."""
        path = self._path

        def then(read: Read) -> None:
            if isValid(self) and path == self._path:
                self._show(read, stay=stay)

        def refused(error: UserError) -> None:
            if isValid(self) and path == self._path:
                self._refuse(str(error))

        self._desk.jobs.start(title, work, then, refused=refused)

    def _wait(self, text: str) -> None:
        """Until the worker is done there is nothing to be written."""
        self.plan = None
        self._header.set_texts(_("Bring in: %(file)s", file=self._path.name))
        self.problem.set_text("")
        self._nothing.set_texts(text)
        self._pages.setCurrentWidget(self._nothing)
        show_if(self.steps, on=self._draft is not None)
        self.go_button.setEnabled(False)
        self._report.setEnabled(False)
        self.go_button.set_text(_("Bring in"))

    def _refuse(self, why: str) -> None:
        self.problem.set_text(why, tone="bad")
        self._header.set_texts(_("Bring in: %(file)s", file=self._path.name))
        show_if(self._report, on=False)
        show_if(self.go_button, on=False)
        self._nothing.set_texts(_("Nothing was read, and nothing was written."))
        self._pages.setCurrentWidget(self._nothing)

    def _show(self, read: Read, *, stay: bool) -> None:
        self._workbook, self._draft, self.plan = read
        self._corrected = False
        show_if(self.steps, on=True)
        show_if(self.go_button, on=True)
        self.file.show_draft(self._workbook, self._draft, self._done_sheets)
        self.columns.show_draft(self._draft)
        self.rows.show_plan(self.plan)
        self.problem.set_text(" ".join(map(str, self._draft.sheet.warnings)), tone="warn")
        self._show_step(self.steps.value() if stay else ROWS if self._draft.sure else COLUMNS)

    def _show_step(self, step: str) -> None:
        if self._draft is None:
            return
        if step == ROWS and self._corrected:
            self.steps.set_value(ROWS)
            self._check_again()
            return
        self.steps.set_value(step)
        self._pages.setCurrentIndex(_STEPS.index(step))
        show_if(self.problem, on=step != FILE and bool(self.problem.label.text()))
        if step == ROWS:
            self.rows.table.setFocus()
        self._tell()

    def _tell(self) -> None:
        """Head and button say what comes next."""
        plan, step = self.plan, self.steps.value()
        if plan is None:
            return
        self._report.setEnabled(bool(plan.problems))
        show_if(self._report, on=step == ROWS and bool(plan.problems))
        self.go_button.set_text(_button(plan) if step == ROWS else _("Check the rows"))
        self.go_button.setEnabled(step != ROWS or plan.coming > 0)
        self._header.set_texts(_("Bring in: %(file)s", file=plan.file), _said(plan, step))

    def _remap(self, index: int, target: str) -> None:
        if self._draft is not None:
            self._draft = self._draft.remapped(index, target)
            self._corrected = True
            self.columns.show_draft(self._draft)

    def _decide(self, numbers: list[int], action: Action) -> None:
        if self.plan is not None:
            self.plan = self.plan.decided(numbers, action)
            self.rows.show_plan(self.plan)
            self._tell()

    def _done(self, imported: Imported) -> None:
        self._desk.tell(imported)
        people = self.plan is None or self.plan.kind == PEOPLE
        done = (
            ngettext("%(n)s person came in.", "%(n)s people came in.", imported.n)
            if people
            else ngettext("%(n)s row came in.", "%(n)s rows came in.", imported.n)
        )
        filled = len(imported.filled)
        more = ngettext("%(n)s was completed.", "%(n)s were completed.", filled) if filled else ""
        self._desk.say(" ".join(part for part in (done, more, _("Ctrl+Z takes it back.")) if part))
        if isValid(self):
            self._next_sheet()

    def _mend(self) -> None:
        if self.plan is not None:
            _save_report(self._desk, self.plan, self._path.stem)

    def _stopped(self, _title: str) -> None:
        """A person stopped the work: what was read stays, what was not is said."""
        if self.plan is None:
            self._refuse(_("Reading was stopped. Go back and choose the list again."))
        else:
            self._tell()

    def _next_sheet(self) -> None:
        """The next sheet of the file, where it has one that did not come in; else back."""
        if self._workbook is None or self._draft is None:
            return
        self.plan = None
        self._done_sheets.append(self._draft.sheet.name)
        left = [
            name
            for name, table in self._workbook.tables.items()
            if name not in self._done_sheets and promise(table)[0] >= _HEADINGS
        ]
        if not left:
            self.back.emit()
            return
        self.steps.set_value(FILE)
        self._take(sheet=left[0])


def _button(plan: Plan[Planned]) -> str:
    """What pressing the button would do."""
    if not plan.coming:
        return _("Bring in")
    if plan.kind == PEOPLE:
        return ngettext("Bring in %(n)s person", "Bring in %(n)s people", plan.coming)
    return ngettext("Bring in %(n)s row", "Bring in %(n)s rows", plan.coming)


def _said(plan: Plan[Planned], step: str) -> str:
    """What is to be done at a step."""
    if step == FILE:
        return _("Say what the file holds; nothing is written before the last step.")
    if step == COLUMNS:
        return _("Say what each column holds; nothing is written before the last step.")
    waiting = plan.states()[State.LIKELY]
    if waiting:
        return ngettext(
            "%(n)s row waits for your decision: Enter or right click.",
            "%(n)s rows wait for your decision: Enter or right click.",
            waiting,
        )
    if plan.rows and not plan.coming:
        return _("Everything readable in this list is known already: there is nothing to do.")
    return _("Nothing is written before you press the button. Enter or right click decides a row.")


def _save_report(desk: Desk, plan: Plan[Planned], stem: str) -> None:
    """The rows that cannot be read, as a workbook to mend them in."""
    content = repairs.problems_book(plan, made_at=desk.store.clock.now())
    title = _("Rows to mend")
    desk.ask.save(title, f"{stem} - {title} ({language()}).xlsx", content)

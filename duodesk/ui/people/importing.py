"""A list comes in: what each column is taken for and what each row would do, before anything is
done.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCursor
from typing_extensions import override

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _, language, ngettext
from duodesk.base.progress import Progress
from duodesk.lists import mapping, read
from duodesk.lists.apply import Imported, apply_import
from duodesk.lists.check import check
from duodesk.lists.plan import Action, Plan, PlannedRow, Problem
from duodesk.lists.row import Reading
from duodesk.lists.sheet import Sheet
from duodesk.lists.targets import targets
from duodesk.office.settings import values
from duodesk.people.checks import age_limits
from duodesk.people.queries import known
from duodesk.people.text import list_name
from duodesk.people.words import Role
from duodesk.ui.desk import Desk
from duodesk.ui.people.view import View
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, Segmented
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.header import PageHeader
from duodesk.ui.widgets.layout import Body, Card, column, panes, row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import FilterChips
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import show_if

NEW, SAME, SKIP, OUT, LOOK = "new", "same", "skip", "out", "look"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list as the dry run shows it."""

    number: int
    name: str
    state: str
    told: str
    looked_at: bool
    row: PlannedRow | None = None


_STATES = {
    NEW: (N_("New"), "good"),
    SAME: (N_("Known: completed"), "info"),
    SKIP: (N_("Left out"), "neutral"),
    OUT: (N_("Cannot come in"), "bad"),
}
COLUMNS: tuple[Column[Line], ...] = (
    Column(
        key="number",
        title=N_("Row"),
        text=lambda r: str(r.number),
        order=lambda r: r.number,
        width=56,
        right=True,
    ),
    Column(key="name", title=N_("Name"), text=lambda r: r.name, width=180, strong=True),
    Column(
        key="state",
        title=N_("What happens"),
        text=lambda r: _(_STATES[r.state][0]),
        badges=lambda r: [Badge(_(_STATES[r.state][0]), _STATES[r.state][1])],
        width=150,
    ),
    Column(
        key="told", title=N_("Worth a look"), text=lambda r: r.told, tip=lambda r: r.told, width=320
    ),
)


class ImportView(View):
    """The dry run of a spreadsheet, and the button that does it; one step of undo."""

    back = Signal()

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__()
        self._desk = desk
        self._path = path
        self.plan: Plan[PlannedRow] | None = None
        self._sheet: Sheet | None = None
        self._columns: tuple[mapping.Column, ...] = ()
        self._header = PageHeader(_("Bring in: %(file)s", file=path.name), "")
        self.go_button = Button("", self.apply, kind="primary", icon_name="check")
        self._report = Button(_("Rows to mend…"), self._save_report, icon_name="file-spreadsheet")
        self._header.action_row.addWidget(self._report)
        self._header.action_row.addWidget(self.go_button)
        self.problem = Notice("", tone="bad")
        self.roles = Segmented(
            [(Role.MENTEE, _("Mentees")), (Role.MENTOR, _("Mentors"))], name=_("Who is in the list")
        )
        self.roles.chosen.connect(lambda _code: self._check())
        self.sheets = ChoiceField([], empty=None)
        self.sheets.set_name(_("Sheet"))
        self.sheets.committed.connect(self._read)
        self._mapping = Body(spacing=6)
        self.chips = FilterChips(name=_("Filter the rows"))
        self.table: RowsTable[Line] = RowsTable(
            COLUMNS, name=_("Rows of the list"), key="import", memory=desk.memory
        )
        self._lay()
        self.chips.changed.connect(self._filter)
        self.table.opened.connect(lambda line: self._decide(line, None))
        self.table.menu_wanted.connect(self._decide)
        self._read(None)

    @override
    def subject(self) -> object:
        return self._path

    def apply(self) -> None:
        """Write the rows; the desk stays usable, and stopping leaves it as it was."""
        plan, store = self.plan, self._desk.store
        if plan is None:
            return
        self.go_button.setEnabled(False)

        def work(progress: Progress) -> Imported:
            return apply_import(store, plan, progress=progress)

        self._desk.work(_("Bringing in the list"), work, self._done)

    def _done(self, imported: Imported) -> None:
        self._desk.tell(imported)
        done = ngettext("%(n)s person came in.", "%(n)s people came in.", imported.n)
        filled = len(imported.filled)
        more = ngettext("%(n)s was completed.", "%(n)s were completed.", filled) if filled else ""
        self._desk.say(" ".join(part for part in (done, more, _("Ctrl+Z takes it back.")) if part))
        self.back.emit()

    def _lay(self) -> None:
        back = IconButton("arrow-left", _("Back to the list"), self.back.emit)
        top = row(back, self._header, spacing=10)
        top.setAlignment(back, Qt.AlignmentFlag.AlignTop)
        top.setStretchFactor(self._header, 1)
        tools = row(self.roles, self.sheets, None, spacing=12)
        meaning = Card(_("What the columns hold"), self._mapping)
        meaning.grow(self._mapping)
        rows = Card(_("What would happen"), self.chips, self.table)
        rows.grow(self.table)
        middle = panes(meaning, rows, shares=(2, 3), name=_("Dry run"))
        middle.setSizes([430, 670])
        layout = column(top, self.problem, tools, middle, spacing=8)
        layout.setStretchFactor(middle, 1)
        self.setLayout(layout)

    def _read(self, name: object) -> None:
        try:
            self._sheet = read.read(self._path, sheet=str(name) if name else None)
        except UserError as error:
            self._refuse(str(error))
            return
        self._columns = mapping.recognise(self._sheet.headings)
        hint = f"{self._sheet.file} {self._sheet.name}"
        self.roles.set_value(str(mapping.likely_role(self._columns, hint)))
        names = self._sheet.names
        show_if(self.sheets, on=len(names) > 1)
        self.sheets.set_options([(one, one) for one in names])
        self.sheets.set_value(self._sheet.name)
        self.problem.set_text("\n".join(map(str, self._sheet.warnings)), tone="warn")
        self._show_mapping()
        self._check()

    def _refuse(self, why: str) -> None:
        self.problem.set_text(why, tone="bad")
        self.go_button.setEnabled(False)
        self.go_button.set_text(_("Bring in"))
        self._report.setEnabled(False)

    def _check(self) -> None:
        if self._sheet is None:
            return
        desk = self._desk
        reading = Reading(
            Role(self.roles.value()), desk.today, mapping.list_language(self._sheet.headings)
        )
        limits = age_limits(desk.read(values, office_id=desk.office_id, on=desk.today))
        self.plan = check(
            self._sheet, self._columns, reading, known=desk.read(known), limits=limits
        )
        self._show_plan()

    def _show_plan(self) -> None:
        plan = self.plan
        if plan is None:
            return
        lines = [*map(_line, plan.rows), *_problems(plan)]
        lines.sort(key=lambda line: line.number)
        self.table.set_rows(lines)
        counts = {state: sum(line.state == state for line in lines) for state in _STATES}
        look = _("Worth a look")
        self.chips.set_options(
            [
                *((s, f"{_(_STATES[s][0])}  {n}") for s, n in counts.items() if n),
                (LOOK, f"{look}  {sum(line.looked_at for line in lines)}"),
            ]
        )
        comes = counts[NEW] + counts[SAME]
        self.go_button.set_text(ngettext("Bring in %(n)s person", "Bring in %(n)s people", comes))
        self.go_button.setEnabled(comes > 0)
        self._report.setEnabled(bool(plan.problems))
        self._header.set_texts(
            _("Bring in: %(file)s", file=plan.file),
            _(
                "Nothing is written before you press the button. Enter or right click decides a "
                "row."
            ),
        )
        self._filter()

    def _show_mapping(self) -> None:
        form = Form(label_width=100)
        options = [(target.name, target.title) for target in targets()]
        for one in self._columns:
            field = ChoiceField(options, empty=None)
            field.set_value(one.target)
            field.committed.connect(lambda target, at=one.index: self._remap(at, target))
            words = form.add(one.heading or _("(no heading)"), field)
            if not one.sure:
                field.set_problem("")
                words.setText(f"{one.heading} ?")
        while (item := self._mapping.column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        self._mapping.column.addWidget(form)
        self._mapping.column.addStretch(1)

    def _remap(self, index: int, target: str) -> None:
        self._columns = mapping.remapped(self._columns, index, target)
        self._check()

    def _filter(self) -> None:
        chosen = self.chips.value()
        states = chosen - {LOOK}

        def keep(line: Line) -> bool:
            return (not states or line.state in states) and (LOOK not in chosen or line.looked_at)

        model = self.table.rows_model
        model.set_filter("", keep)
        self.chips.show_count(model.rowCount(), model.total())

    def _decide(self, line: Line, _at: object) -> None:
        if line.row is None:
            return
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices = [
            (Action.NEW, _("Bring in as a new person")),
            (Action.SKIP, _("Leave this row out")),
        ]
        if line.row.existing is not None:
            choices.insert(0, (Action.SAME, _("The same person: complete what is missing")))
        for action, text in choices:
            menu.item(
                text,
                lambda action=action: self._decided(line.number, action),  # type: ignore[misc]
                checked=line.row.action == action,
            )
        menu.popup(QCursor.pos())

    def _decided(self, number: int, action: Action) -> None:
        if self.plan is not None:
            self.plan = self.plan.decided(number, action)
            self._show_plan()

    def _save_report(self) -> None:
        if self.plan is not None:
            from duodesk.lists import repairs

            content = repairs.problems_book(self.plan, made_at=self._desk.store.clock.now())
            title = _("Rows to mend")
            name = f"{self._path.stem} - {title} ({language()}).xlsx"
            self._desk.ask.save(title, name, content)


def _line(planned: PlannedRow) -> Line:
    name = list_name(planned.person.family_name, planned.person.given_name)
    told = " · ".join(str(remark.text) for remark in planned.remarks)
    action = planned.action if planned.action in _STATES else SKIP
    return Line(planned.number, name, str(action), told, bool(planned.remarks), planned)


def _problems(plan: Plan[PlannedRow]) -> list[Line]:
    by_row: dict[int, list[Problem]] = {}
    for problem in plan.problems:
        by_row.setdefault(problem.row, []).append(problem)
    names = [
        c.index for c in plan.columns if c.target in {"full_name", "family_name", "given_name"}
    ]
    cells = {r.number: " ".join(str(r.cell(i) or "") for i in names) for r in plan.sheet.rows}
    return [
        Line(
            number,
            " ".join(cells.get(number, "").split()),
            OUT,
            " ".join(_told(problem) for problem in some),
            looked_at=True,
        )
        for number, some in by_row.items()
    ]


def _told(problem: Problem) -> str:
    """What is wrong in which cell, and what to do about it."""
    words = {"heading": problem.heading, "value": problem.value, "reason": str(problem.reason)}
    whole = (
        _("%(heading)s: “%(value)s” %(reason)s", **words) if problem.heading else words["reason"]
    )
    return f"{whole}. {problem.way}"

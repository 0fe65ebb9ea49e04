"""Third step of a list coming in: what each row would do; decided for one, several or all alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.lists import told
from duodesk.lists.plan import Action, Plan, Planned, Problem, State
from duodesk.lists.repairs import told as said
from duodesk.ui.memory import Memory
from duodesk.ui.widgets.buttons import Menu, MenuButton
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.layout import Card, column, row
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.search import FilterChips
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if

LOOK = "look"
_NAMES = frozenset({
    "full_name", "family_name", "given_name", "mentee", "mentor", "duo_number", "person",
    "person_given",
})  # fmt: skip
_STATES = {
    State.NEW: (N_("New"), "good"),
    State.CHANGED: (N_("Changed"), "info"),
    State.SAME: (N_("Same: nothing to do"), "neutral"),
    State.LIKELY: (N_("Likely known: decide"), "warn"),
    State.OUT: (N_("Cannot be read"), "bad"),
    State.SKIP: (N_("Left out"), "neutral"),
}
_KNOWN = frozenset({State.CHANGED, State.SAME})
_DECISIONS = (
    (Action.SAME, N_("The same person: fill what is missing")),
    (Action.REPLACE, N_("The same person: the list replaces what is known")),
    (Action.NEW, N_("Bring in as new")),
    (Action.SKIP, N_("Leave this row out")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list as the dry run shows it."""

    number: int
    name: str
    state: State
    told: str
    looked_at: bool
    row: Planned | None = None


COLUMNS: tuple[Column[Line], ...] = (
    Column(
        key="number",
        title=N_("Row"),
        text=lambda r: str(r.number),
        order=lambda r: r.number,
        width=56,
        right=True,
    ),
    Column(key="name", title=N_("Name"), text=lambda r: r.name, width=230, strong=True),
    Column(
        key="state",
        title=N_("What happens"),
        text=lambda r: _(_STATES[r.state][0]),
        badges=lambda r: [Badge(_(_STATES[r.state][0]), _STATES[r.state][1])],
        width=215,
    ),
    Column(
        key="told",
        title=N_("What changes, what is worth a look"),
        text=lambda r: r.told,
        tip=lambda r: r.told,
        width=520,
    ),
)


class RowsStep(QWidget):
    """The rows with what would become of them, filtered by it."""

    decided = Signal(object, object)

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._plan: Plan[Planned] | None = None
        self.chips = FilterChips(name=_("Filter the rows"))
        self.table: RowsTable[Line] = RowsTable(
            COLUMNS, name=_("Rows of the list"), key="import-rows", memory=memory
        )
        self.all_alike = MenuButton(_("Decide for all…"), self._fill_menu)
        top = row(self.chips, self.all_alike, spacing=10)
        top.setStretchFactor(self.chips, 1)
        top.setAlignment(self.all_alike, Qt.AlignmentFlag.AlignTop)
        self.whole = PlainLabel(role="muted", wrap=True)
        card = Card(_("What would happen"), top, self.table, self.whole)
        card.grow(self.table)
        self.setLayout(column(card))
        self.chips.changed.connect(self._filter)
        self.table.picked.connect(self._read_out)
        self.table.opened.connect(lambda line: self._ask(line, None))
        self.table.menu_wanted.connect(self._ask)

    def show_plan(self, plan: Plan[Planned]) -> None:
        """Show what every row would do now."""
        self._plan = plan
        lines = [*map(_line, plan.rows), *_problems(plan)]
        lines.sort(key=lambda line: line.number)
        self.table.set_rows(lines)
        counts = plan.states()
        look, looked_at = _("Worth a look"), sum(line.looked_at for line in lines)
        self.chips.set_options(
            [
                *((str(s), f"{_(_STATES[s][0])}  {counts[s]}") for s in _STATES if counts[s]),
                (LOOK, f"{look}  {looked_at}"),
            ]
        )
        open_still = any(counts[s] for s in (State.LIKELY, *_KNOWN))
        show_if(self.all_alike, on=open_still)
        self._filter()

    def _read_out(self, line: Line) -> None:
        """The whole of a row that the table cuts short."""
        words = {"row": line.number, "text": line.told}
        self.whole.setText(_("Row %(row)s: %(text)s", **words) if line.told else "")

    def _filter(self) -> None:
        chosen = self.chips.value()
        states = chosen - {LOOK}

        def keep(line: Line) -> bool:
            return (not states or line.state in states) and (LOOK not in chosen or line.looked_at)

        model = self.table.rows_model
        model.set_filter("", keep)
        self.chips.show_count(model.rowCount(), model.total())

    def _ask(self, line: Line, _at: object) -> None:
        """What is to become of the marked rows."""
        marked = [one for one in self.table.selected() if one.row is not None]
        chosen = marked if line in marked else [line]
        rows = [one.row for one in chosen if one.row is not None]
        if not rows:
            return
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = all(one.existing is not None for one in rows)
        for action, text in _DECISIONS:
            if action in {Action.SAME, Action.REPLACE} and not known:
                continue
            checked = all(one.action == action for one in rows)
            menu.item(_(text), self._say(rows, action), checked=checked)
        menu.popup(QCursor.pos())

    def _fill_menu(self, menu: Menu) -> None:
        """Everything that can be decided for many rows at once."""
        if self._plan is None:
            return
        for states, action, text in _FOR_ALL:
            rows = [row for row in self._plan.rows if row.state in states]
            if rows:
                menu.item(_(text, n=len(rows)), self._say(rows, action))

    def _say(self, rows: Sequence[Planned], action: Action) -> _Say:
        return _Say(self, [row.number for row in rows], action)


class _Say:
    """Tells a decision about some rows."""

    def __init__(self, step: RowsStep, numbers: list[int], action: Action) -> None:
        self._step, self._numbers, self._action = step, numbers, action

    def __call__(self) -> None:
        self._step.decided.emit(self._numbers, self._action)


_LIKELY = frozenset({State.LIKELY})
_FOR_ALL = (
    (_LIKELY, Action.SAME, N_("Likely known (%(n)s): the same person, fill what is missing")),
    (_LIKELY, Action.NEW, N_("Likely known (%(n)s): bring in as new")),
    (_LIKELY, Action.SKIP, N_("Likely known (%(n)s): leave out")),
    (_KNOWN, Action.REPLACE, N_("Known (%(n)s): the list replaces what is known")),
    (_KNOWN, Action.SAME, N_("Known (%(n)s): only fill what is missing")),
)


def _line(planned: Planned) -> Line:
    changes = planned.changes or (planned.differences if planned.state == State.LIKELY else ())
    parts = [*filter(None, [planned.what]), *(told.difference(one) for one in changes)]
    if planned.action == Action.SAME:
        left = [told.difference(one) for one in planned.differences if not one.fills]
        if left:
            parts.append(_("not replaced: %(what)s", what=", ".join(left)))
    remarks = [said(remark) for remark in planned.remarks]
    likely = planned.state == State.LIKELY
    text = " · ".join([*remarks, *parts] if likely else [*parts, *remarks])
    looked_at = bool(remarks) or likely
    return Line(planned.number, planned.name, planned.state, text, looked_at, planned)


def _problems(plan: Plan[Planned]) -> Iterator[Line]:
    by_row: dict[int, list[Problem]] = {}
    for problem in plan.problems:
        by_row.setdefault(problem.row, []).append(problem)
    places = [c.index for c in plan.columns if c.target in _NAMES]
    names = {
        r.number: " ".join(str(r.cell(i) or "") for i in places)
        for r in plan.sheet.rows
        if r.number in by_row
    }
    for number, some in by_row.items():
        text = " ".join(_sentence(some))
        yield Line(number, " ".join(names.get(number, "").split()), State.OUT, text, True)


def _sentence(problems: Iterable[Problem]) -> Iterator[str]:
    """What is wrong in which cell, what to do about it, and what it may have meant."""
    for problem in problems:
        yield f"{said(problem)}. {problem.way}"
        if problem.repair:
            yield _("Proposal: %(repair)s.", repair=problem.repair)

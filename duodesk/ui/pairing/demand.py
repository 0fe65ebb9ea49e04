"""Supply and demand: where mentees wait for mentors there are too few of, and who they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base.i18n import N_, _, ngettext
from duodesk.pairing.demand import By, Cell, Counted, Demand, demand, heat, ranked, worst
from duodesk.ui.desk import Desk
from duodesk.ui.leaving import Leaving, to_excel
from duodesk.ui.pairing.heat import TITLES, HeatTable, legend, options, value_name
from duodesk.ui.pairing.speaking import announce
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import Flow, column, panes, row, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if

_WORST = 3
_PAIRS = {
    "fl": (By.FIELD, By.LANGUAGE, By.HALF_DAY, N_("Field × language")),
    "fh": (By.FIELD, By.HALF_DAY, By.LANGUAGE, N_("Field × half-day")),
    "lh": (By.LANGUAGE, By.HALF_DAY, By.FIELD, N_("Language × half-day")),
}
_ALL = {
    By.FIELD: N_("All fields"),
    By.LANGUAGE: N_("All languages"),
    By.HALF_DAY: N_("All half-days"),
}


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody behind a cell."""

    one: Counted
    mentor: bool


_PEOPLE: tuple[Column[Behind], ...] = (
    Column(key="name", title=N_("Name"), text=lambda b: b.one.name, width=128, strong=True),
    Column(
        key="role",
        title=N_("Role"),
        text=lambda b: _("Mentor") if b.mentor else _("Mentee"),
        width=82,
    ),
    Column(
        key="days",
        title=N_("Days"),
        text=lambda b: str(b.one.days),
        order=lambda b: b.one.days,
        value=lambda b: b.one.days,
        right=True,
        width=70,
    ),
)


class DemandPart(QWidget):
    """Two of field, language and half-day make the table; the third narrows it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found = Demand((), ())
        self._place: tuple[str, str] | None = None
        self.by = Segmented(
            [(key, _(title)) for key, (*_by, title) in _PAIRS.items()], value="fl", name=_("Table")
        )
        self.third = ChoiceField((), empty=None)
        self.table: HeatTable | None = None
        self.sentence = PlainLabel(role="heading", wrap=True)
        self.people: RowsTable[Behind] = RowsTable(
            _PEOPLE, name=_("Who they are"), key="demand_people", memory=desk.memory
        )
        self.people.opened.connect(lambda behind: desk.go("people", behind.one.id))
        self.empty = EmptyState(
            "users",
            _("Nobody waits and no trained mentor is free."),
            hint=_("Who is interviewed and accepted appears here."),
        )
        self._worst = Flow(spacing=6)
        self._tables = QStackedWidget()
        self._tables.addWidget(self.empty)
        self._lay()
        self.by.chosen.connect(lambda _key: self._choose_by())
        self.third.committed.connect(lambda _code: self._show_table())
        self.reload()

    def reload(self) -> None:
        """Count again."""
        desk = self._desk
        self._found = desk.read(demand, today=desk.today, office_id=desk.office_id)
        self._offer_third()
        self._show_table()

    def show_subject(self, subject: object) -> None:
        """The table by two values, by its key."""
        if subject in _PAIRS:
            self.by.set_value(str(subject))
            self._choose_by()

    def copy(self) -> None:
        """The table on the clipboard."""
        if self.table is not None:
            self.table.copy_all()
            self._desk.say(_("Copied."))

    def to_excel(self) -> None:
        """The table as a workbook."""
        if self.table is not None:
            name = self.table.accessibleName()
            to_excel(self._desk, Leaving(self.table, name, self._told()))

    def show_cell(self, place: Mapping[By, str]) -> None:
        """Who is behind a cell, and what it says in a sentence."""
        cell = self._found.cell({**place, **self._within()})
        self.sentence.setText(sentence({**place, **self._within()}, cell))
        self.people.set_rows(
            [
                *(Behind(one, mentor=False) for one in cell.mentees),
                *(Behind(one, mentor=True) for one in cell.mentors),
            ]
        )

    def _choose_by(self) -> None:
        self.third.set_value("")
        self._place = None
        self._offer_third()
        self._show_table()

    def _by(self) -> tuple[By, By, By]:
        rows, columns, third, _title = _PAIRS[self.by.value() or "fl"]
        return rows, columns, third

    def _within(self) -> dict[By, str]:
        code = self.third.value()
        return {self._by()[2]: code} if code else {}

    def _told(self) -> str:
        return ", ".join(value_name(by, code) for by, code in self._within().items())

    def _offer_third(self) -> None:
        by = self._by()[2]
        codes = ranked(self._found, by)
        self.third.set_options([("", _(_ALL[by])), *options(by, codes)])
        self.third.set_name(_(TITLES[by]))

    def _show_table(self) -> None:
        rows, columns, _third = self._by()
        found = heat(self._found, rows, columns, self._within())
        shown = self.by.value() or "fl"
        title = _(_PAIRS[shown][3])
        old = self.table
        self.table = HeatTable(found, (rows, columns), name=title)
        self.table.reached.connect(self._on_reached)
        self.table.chosen.connect(self._on_entered)
        self._tables.addWidget(self.table)
        somebody = bool(self._found.mentees or self._found.mentors)
        self._tables.setCurrentWidget(self.table if somebody else self.empty)
        if old is not None:
            focused = old.hasFocus()
            self._tables.removeWidget(old)
            old.deleteLater()
            if focused:
                self.table.setFocus()
        first = worst(found, _WORST)
        self._show_worst(rows, columns, first)
        target = self._place if self._place in found.cells else next(iter(first), None)
        if target is None or not self.table.go_to_cell(*target):
            self.sentence.setText("")
            self.people.set_rows([])

    def _show_worst(self, rows: By, columns: By, first: list[tuple[str, str]]) -> None:
        """The places where most are lacking, one click away."""
        self._worst.clear()
        for place in first:
            at = {rows: place[0], columns: place[1], **self._within()}
            cell = self._found.cell(at)
            words = " · ".join(value_name(by, at[by]) for by in (rows, columns))
            count = f"{len(cell.mentees)} : {len(cell.mentors)}"
            text = _("%(what)s: %(words)s", what=words, words=count)
            button = Button(text, partial(self._go_to, place), kind="chip")
            button.setAccessibleName(sentence(at, cell))
            self._worst.addWidget(button)

    def _go_to(self, place: tuple[str, str]) -> None:
        if self.table is not None and self.table.go_to_cell(*place):
            self.table.setFocus()

    def _on_reached(self, one: str, other: str) -> None:
        rows, columns, _third = self._by()
        self._place = (one, other)
        self.show_cell({rows: one, columns: other})
        announce(self, self.sentence.text())

    def _on_entered(self, one: str, other: str) -> None:
        self._on_reached(one, other)
        if self.people.rows_model.rowCount():
            self.people.go_to(0)
            self.people.setFocus()

    def _lay(self) -> None:
        copy = Button(_("Copy as a table"), self.copy, kind="quiet", icon_name="copy")
        excel = Button(_("Excel…"), self.to_excel, kind="quiet", icon_name="file-spreadsheet")
        self.third.setMinimumWidth(look().px(180))
        tools = row(self.by, self.third, None, copy, excel, spacing=10)
        most = row(PlainLabel(_("Most lacking:"), role="strong"), widget(self._worst), spacing=8)
        most.setStretch(1, 1)
        note = PlainLabel(legend(), role="small", wrap=True)
        also = PlainLabel(
            _("Who speaks two languages or has several free half-days is counted in each."),
            role="small",
            wrap=True,
        )
        left = column(self._tables, note, also, spacing=4)
        left.setStretchFactor(self._tables, 1)
        right = column(self.sentence, self.people, spacing=8)
        right.setStretchFactor(self.people, 1)
        beside = widget(right)
        beside.setMinimumWidth(look().px(250))
        both = panes(widget(left), beside, shares=(3, 1), name=_("Table"))
        both.setSizes([look().px(820), look().px(300)])
        whole = column(tools, most, both, spacing=10)
        whole.setStretchFactor(both, 1)
        self.setLayout(whole)
        show_if(self.empty, on=True)


def sentence(place: Mapping[By, str], cell: Cell) -> str:
    """“6 mentees want care in Dutch, 1 mentor is free.”"""
    words = {str(by): value_name(by, code) for by, code in place.items()}
    n = len(cell.mentees)
    if By.FIELD not in place:
        waiting = ngettext(
            "%(n)s mentee speaks %(language)s and is free on %(half_day)s",
            "%(n)s mentees speak %(language)s and are free on %(half_day)s",
            n,
            **words,
        )
    elif By.LANGUAGE not in place:
        waiting = ngettext(
            "%(n)s mentee wants “%(field)s” and is free on %(half_day)s",
            "%(n)s mentees want “%(field)s” and are free on %(half_day)s",
            n,
            **words,
        )
    elif By.HALF_DAY not in place:
        waiting = ngettext(
            "%(n)s mentee wants “%(field)s” in %(language)s",
            "%(n)s mentees want “%(field)s” in %(language)s",
            n,
            **words,
        )
    else:
        waiting = ngettext(
            "%(n)s mentee wants “%(field)s” in %(language)s and is free on %(half_day)s",
            "%(n)s mentees want “%(field)s” in %(language)s and are free on %(half_day)s",
            n,
            **words,
        )
    free = len(cell.mentors)
    there = ngettext("%(n)s mentor is free", "%(n)s mentors are free", free)
    return _(
        "%(waiting)s, %(free)s.", waiting=waiting, free=there if free else _("no mentor is free")
    )

"""The curricula of an office: the programme's own two, and versions of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.training import curricula
from duodesk.training.curricula import (
    MOST_HALF_DAYS,
    MOST_UNITS,
    CurriculumRow,
    CurriculumValues,
    UnitRow,
    UnitValues,
)
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.words import curriculum_title
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.chips import Badge, Chip
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, column, panes, row, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if

UNITS: tuple[Column[UnitRow], ...] = (
    Column(
        key="position",
        title=N_("No."),
        text=lambda r: str(r.position),
        order=lambda r: r.position,
        width=46,
        right=True,
    ),
    Column(
        key="half_days",
        title=N_("Half-days"),
        text=lambda r: str(r.half_days),
        order=lambda r: r.half_days,
        width=92,
        right=True,
    ),
    Column(
        key="title",
        title=N_("Unit"),
        text=lambda r: r.title,
        tip=lambda r: r.contents,
        width=220,
        strong=True,
    ),
)


class CurriculaDialog(Dialog):
    """Left the curricula, right the units of one; a change makes a new version."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Curricula"),
            _("A changed curriculum is a new version. Series that were planned keep theirs."),
            icon_name="graduation-cap",
            parent=parent,
        )
        self._desk = desk
        self._rows: list[CurriculumRow] = []
        self.cards = CardList(_("Curricula"))
        self.cards.picked.connect(lambda _card: self._show())
        self.table: RowsTable[UnitRow] = RowsTable(UNITS, name=_("Units"))
        self.title = PlainLabel("", role="strong", wrap=True)
        self.change = Button(_("Change…"), self.new_version, icon_name="pencil")
        self.end = Button("", self.close_or_reopen)
        new = Button(_("New curriculum…"), self.add, icon_name="plus")
        actions = row(self.change, self.end, None, new, spacing=6)
        right = column(self.title, self.table, spacing=8)
        both = panes(self.cards, widget(right), shares=(2, 3), name=_("Curricula"), parent=self)
        both.setMinimumHeight(look().px(290))
        both.setSizes([300, 430])
        self.body.addWidget(both)
        self.body.addLayout(actions)
        self.add_button(_("Close"), self.accept, kind="primary", default=True)
        self.setMinimumWidth(look().px(760))
        self.reload()

    def reload(self) -> None:
        """Read the curricula again; one stays on the same."""
        self._rows = self._desk.read(curricula.curricula, office_id=self._desk.office_id)
        before = self.cards.current()
        self.cards.set_cards([_card(one) for one in self._rows])
        if before is None or not self.cards.choose(before.id):
            self.cards.choose(self._rows[0].id)
        self._show()

    def shown(self) -> CurriculumRow | None:
        """The curriculum one is on."""
        card = self.cards.current()
        return next((one for one in self._rows if card is not None and one.id == card.id), None)

    def add(self) -> None:
        """A curriculum of one's own, empty."""
        self._edit(None)

    def new_version(self) -> None:
        """Change the units of this one: that makes a new version."""
        self._edit(self.shown())

    def close_or_reopen(self) -> None:
        """Plan no new series with it, or do so again."""
        shown = self.shown()
        if shown is None:
            return
        command = curricula.reopen_curriculum if shown.closed_on else curricula.close_curriculum
        if self._desk.do(command, shown.id) is not None:
            self.reload()

    def _edit(self, shown: CurriculumRow | None) -> None:
        dialog = CurriculumDialog(self._desk, shown, parent=self)
        dialog.kept.connect(self._go_to)
        dialog.open_over()

    def _go_to(self, curriculum_id: Id) -> None:
        self.reload()
        self.cards.choose(curriculum_id)

    def _show(self) -> None:
        shown = self.shown()
        if shown is None:
            return
        told = ngettext("%(n)s half-day", "%(n)s half-days", shown.half_days)
        self.title.setText(f"{curriculum_title(shown)} · {told}")
        self.table.set_rows(shown.units)
        self.end.set_text(_("Use again") if shown.closed_on else _("Close…"))
        show_if(self.change, on=shown.closed_on is None)


class CurriculumDialog(Dialog):
    """Its name and its units in their order; `kept` carries the new curriculum."""

    kept = Signal(object)

    def __init__(
        self, desk: Desk, shown: CurriculumRow | None, *, parent: QWidget | None = None
    ) -> None:
        title = _("New curriculum") if shown is None else _("A new version")
        super().__init__(title, icon_name="graduation-cap", parent=parent)
        self._desk, self._shown = desk, shown
        self.name = LineField()
        form = Form(label_width=80)
        form.add(_("Name"), self.name, required=True)
        self.units = UnitLines(shown.units if shown else ())
        told = _("What was followed of a unit counts for the line that goes on with it. Where the "
                 "contents are new, take the line away and add another.")  # fmt: skip
        body = Body(self.units)
        body.setMinimumHeight(look().px(240))
        for part in (form, PlainLabel(_("Units, in their order"), role="section"), body):
            self.body.addWidget(part)
        if shown is not None:
            self.body.addWidget(PlainLabel(told, role="small", wrap=True))
        self.body.addLayout(row(Button(_("Add a unit"), self.units.add, icon_name="plus"), None))
        self.name.set_value(shown.name if shown else "")
        self.setMinimumWidth(look().px(640))
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Keep"), self.keep, kind="primary", default=True)

    def keep(self) -> None:
        """Write it down."""
        values = CurriculumValues(
            name=self.name.value(),
            units=self.units.values(),
            office_id=self._shown.office_id if self._shown else self._desk.office_id,
        )
        if self._shown is None:
            made = self._desk.do(curricula.add_curriculum, values)
        else:
            made = self._desk.do(curricula.new_version, self._shown.id, values)
        if made is not None:
            self.accept()
            self.kept.emit(made.id)


class UnitLines(QWidget):
    """One line a unit: its title, its half-days, and buttons to move it or take it away."""

    def __init__(self, units: Sequence[UnitRow]) -> None:
        super().__init__()
        self._lines: list[_UnitLine] = []
        self._list: QVBoxLayout = column(spacing=6)
        whole = column(self._list, None)
        self.setLayout(whole)
        self._marks_new = bool(units)
        for unit in units:
            self._put(unit)
        if not units:
            self._put()
        self._number()

    def add(self) -> None:
        """An empty line at the end."""
        if len(self._lines) < MOST_UNITS:
            self._put()
            self._number()
            self._lines[-1].title.setFocus()

    def values(self) -> tuple[UnitValues, ...]:
        """The units as they stand; a line without a title is none."""
        return tuple(
            UnitValues(
                title=one.title.value(),
                half_days=one.half_days.value() or 1,
                contents=one.contents or None,
                continues=one.continues,
            )
            for one in self._lines
            if one.title.value()
        )

    def move_line(self, line: _UnitLine, step: int) -> None:
        """Put a unit one place earlier or later."""
        place = self._lines.index(line)
        target = place + step
        if not 0 <= target < len(self._lines):
            return
        self._lines.insert(target, self._lines.pop(place))
        self._list.removeWidget(line)
        self._list.insertWidget(target, line)
        self._number()

    def remove(self, line: _UnitLine) -> None:
        """Take a unit away."""
        self._lines.remove(line)
        self._list.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._number()
        if self._lines:
            self._lines[-1].title.setFocus()

    def _put(self, unit: UnitRow | None = None) -> None:
        line = _UnitLine(unit, new=self._marks_new and unit is None)
        line.up.clicked.connect(lambda: self.move_line(line, -1))
        line.down.clicked.connect(lambda: self.move_line(line, 1))
        # The button that was pressed goes with its line: after its own click is over.
        line.away.clicked.connect(lambda: QTimer.singleShot(0, self, partial(self.remove, line)))
        self._lines.append(line)
        self._list.addWidget(line)

    def _number(self) -> None:
        for place, line in enumerate(self._lines, 1):
            line.number(place)


class _UnitLine(QWidget):
    def __init__(self, unit: UnitRow | None, *, new: bool) -> None:
        super().__init__()
        self.contents = unit.contents if unit else ""
        self.continues = unit.id if unit else None
        self.place = PlainLabel("", role="muted")
        self.place.setFixedWidth(look().px(24))
        self.title = LineField()
        self.half_days = NumberField(
            least=1,
            most=MOST_HALF_DAYS,
            problem=_("Half-days: a number from 1 to %(most)s.", most=MOST_HALF_DAYS),
        )
        self.half_days.setFixedWidth(look().px(56))
        self.title.set_value(unit.title if unit else "")
        self.half_days.set_value(unit.half_days if unit else 1)
        self.up = IconButton("arrow-up", "")
        self.down = IconButton("arrow-down", "")
        self.away = IconButton("x", "")
        words = PlainLabel(_("half-days"), role="small")
        marks = [Chip(_("new"), "info")] if new else []
        whole = row(
            self.place, self.title, *marks, self.half_days, words, self.up, self.down, self.away,
            spacing=6,
        )  # fmt: skip
        whole.setStretchFactor(self.title, 1)
        self.setLayout(whole)

    def number(self, place: int) -> None:
        """It stands at this place."""
        self.place.setText(str(place))
        name = _("Unit %(n)s", n=place)
        self.title.set_name(name)
        self.half_days.set_name(_("%(unit)s: half-days", unit=name))
        self.up.set_name(_("%(unit)s: move up", unit=name))
        self.down.set_name(_("%(unit)s: move down", unit=name))
        self.away.set_name(_("%(unit)s: take away", unit=name))


def _card(shown: CurriculumRow) -> CardItem:
    told = ngettext("%(n)s unit", "%(n)s units", len(shown.units))
    badges = [] if shown.office_id else [Badge(_("all offices"), "info")]
    if shown.closed_on is not None:
        badges.append(Badge(_("closed on %(day)s", day=short(shown.closed_on))))
    return CardItem(
        id=shown.id,
        title=curriculum_title(shown),
        lines=(told,),
        badges=tuple(badges),
        faded=shown.closed_on is not None,
    )

"""A duo rests, goes on, goes on for longer, or began on another day: every day that moves is shown
before it does, and what stays is said.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import _, ngettext
from duodesk.followup import plan_rows, terms
from duodesk.followup.overview import OverviewRow
from duodesk.followup.schedule import Move
from duodesk.store.session import Session
from duodesk.store.store import Changes
from duodesk.ui.desk import Desk
from duodesk.ui.duos.moves import MovesTable
from duodesk.ui.theme import look
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import Field, LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel

_PAUSE_DAYS = 14
_EXTENSION_DAYS = 28


class MovingDialog(Dialog):
    """Asks, shows what would move, and does it with one button."""

    def __init__(
        self, desk: Desk, shown: OverviewRow, title: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, icon_name="calendar-days", parent=parent)
        self.setMinimumWidth(look().px(600))
        self._desk, self._row = desk, shown
        self.form = Form()
        self.told = Notice("")
        self.moves = MovesTable()
        self.stays = PlainLabel("", role="muted", wrap=True)
        for part in (self.form, self.told, self.moves, self.stays):
            self.body.addWidget(part)
        self.add_button(_("Cancel"), self.reject)

    def look_ahead(self) -> None:
        """Show what would move as the form stands now."""
        preview = self._preview()
        moves: list[Move] = []
        try:
            moves = self._desk.read(preview) if preview is not None else []
            self.told.set_text(self._count(moves), tone="info")
        except UserError as error:
            self.told.set_text(str(error), tone="warn")
        self.moves.show_moves(moves)
        self.stays.setText(self._staying(moves))

    def do(self) -> None:
        """Do it; what a person can mend is said and the question stays."""
        if self._run() is not None:
            self._desk.say(_("Done. Ctrl+Z takes it back, with every day."))
            self.accept()

    def _ask(self, label: str, field: QWidget, *, required: bool = False) -> None:
        self.form.add(label, field, required=required)
        if isinstance(field, Field):
            field.committed.connect(lambda _value: self.look_ahead())

    def _preview(self) -> Callable[[Session], list[Move]] | None:
        """What reads the days that would move; None while something is missing."""
        raise NotImplementedError

    def _run(self) -> Changes | None:
        """Do it; None where it could not be."""
        raise NotImplementedError

    def _count(self, moves: list[Move]) -> str:
        if not moves:
            return _("No day moves.")
        days = len({(move.title, move.was, move.will) for move in moves})
        return ngettext("%(n)s day moves.", "%(n)s days move.", days)

    def _staying(self, moves: list[Move]) -> str:
        """The outcome calls are counted from the start: said, so that nobody looks for them."""
        plan = self._desk.read(plan_rows.plan_of, self._row.id, today=self._desk.today)
        moved = {move.step_id for move in moves}
        fixed = [
            step for step in (plan.steps if plan else ())
            if step.open and not step.moves and step.id not in moved
        ]  # fmt: skip
        if not fixed:
            return ""
        days = ", ".join(short(step.due_on) for step in fixed)
        return _("What became of the mentee is asked nine and twelve months after the start, "
                 "pause or not. These days stay: %(days)s.", days=days)  # fmt: skip


class PauseDialog(MovingDialog):
    """The duo rests from a day on; the last day may be left open."""

    def __init__(self, desk: Desk, shown: OverviewRow, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, shown, _("Pause %(names)s", names=shown.names), parent=parent)
        self.first, self.last = DayField(today=desk.today), DayField(today=desk.today)
        self.reason = LineField()
        self.first.set_value(desk.today)
        self.last.set_value(desk.today + timedelta(days=_PAUSE_DAYS - 1))
        self._ask(_("First day"), self.first, required=True)
        self.first.setFocus()
        self._ask(_("Last day (open if empty)"), self.last)
        self.form.add(_("Reason"), self.reason)
        self.add_button(_("Pause"), self.do, kind="primary", default=True)
        self.look_ahead()

    @override
    def _preview(self) -> Callable[[Session], list[Move]] | None:
        first, last = self.first.value(), self.last.value()
        if first is None:
            return None
        return lambda session: terms.preview_pause(
            session, self._row.id, first_day=first, last_day=last, today=self._desk.today
        )

    @override
    def _run(self) -> Changes | None:
        first = self.first.value()
        if first is None:
            self.first.set_problem(_("Which day?"))
            return None
        return self._desk.do(
            terms.pause_duo, self._row.id, first_day=first, last_day=self.last.value(),
            reason=self.reason.value(),
        )  # fmt: skip

    @override
    def _count(self, moves: list[Move]) -> str:
        if not moves and self.last.value() is None:
            return _("Nobody knows yet how long it rests: the days move when it goes on.")
        return super()._count(moves)


class ResumeDialog(MovingDialog):
    """The duo goes on from a day on."""

    def __init__(self, desk: Desk, shown: OverviewRow, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, shown, _("%(names)s: go on", names=shown.names), parent=parent)
        self.day = DayField(today=desk.today)
        self.day.set_value(desk.today)
        self._ask(_("Goes on from"), self.day, required=True)
        self.day.setFocus()
        self.add_button(_("Goes on"), self.do, kind="primary", default=True)
        self.look_ahead()

    @override
    def _preview(self) -> Callable[[Session], list[Move]] | None:
        day = self.day.value()
        if day is None:
            return None
        return lambda session: terms.preview_resume(
            session, self._row.id, on=day, today=self._desk.today
        )

    @override
    def _run(self) -> Changes | None:
        day = self.day.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
            return None
        return self._desk.do(terms.resume_duo, self._row.id, on=day)


class ExtendDialog(MovingDialog):
    """The duo goes on for longer than the programme has it."""

    def __init__(self, desk: Desk, shown: OverviewRow, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, shown, _("Extend %(names)s", names=shown.names), parent=parent)
        self.days = NumberField(
            least=1, most=terms.MOST_EXTENSION,
            problem=_("Days: a number from 1 to %(most)s.", most=terms.MOST_EXTENSION),
        )  # fmt: skip
        self.days.set_value(_EXTENSION_DAYS)
        self.reason = LineField()
        self._ask(_("Days longer"), self.days, required=True)
        self.days.setFocus()
        self.form.add(_("Reason (kept as a note)"), self.reason)
        self.add_button(_("Extend"), self.do, kind="primary", default=True)
        self.look_ahead()

    @override
    def _preview(self) -> Callable[[Session], list[Move]] | None:
        days = self.days.value()
        if days is None:
            return None
        return lambda session: terms.preview_extend(
            session, self._row.id, days=days, today=self._desk.today
        )

    @override
    def _run(self) -> Changes | None:
        days = self.days.value()
        if days is None:
            self.days.set_problem(_("How many days?"))
            return None
        return self._desk.do(terms.extend_duo, self._row.id, days=days, reason=self.reason.value())


class RestartDialog(MovingDialog):
    """The duo began on another day; the outcome calls move along, for they are counted from it."""

    def __init__(self, desk: Desk, shown: OverviewRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, shown, _("%(names)s: another start", names=shown.names), parent=parent
        )
        self.day = DayField(today=desk.today)
        self.day.set_value(shown.duo.start)
        self._ask(_("First day"), self.day, required=True)
        self.day.setFocus()
        self.add_button(_("Change the start"), self.do, kind="primary", default=True)
        self.look_ahead()

    @override
    def _preview(self) -> Callable[[Session], list[Move]] | None:
        day = self.day.value()
        if day is None:
            return None
        return lambda session: terms.preview_restart(
            session, self._row.id, on=day, today=self._desk.today
        )

    @override
    def _run(self) -> Changes | None:
        day = self.day.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
            return None
        return self._desk.do(terms.change_start, self._row.id, on=day)

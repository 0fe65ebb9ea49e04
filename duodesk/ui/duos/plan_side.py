"""The plan of a duo: every step with its day and what became of it, its pauses, and the meetings to
be put in the calendar.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.followup import plan, terms
from duodesk.followup.pauses import PauseRow
from duodesk.followup.plan_rows import PlannedStep
from duodesk.followup.schedule import StepState
from duodesk.followup.words import StepKind
from duodesk.ui.desk import Desk
from duodesk.ui.duo_papers import PaperPair, offer_welcome
from duodesk.ui.duos.appointing import AppointmentDialog
from duodesk.ui.duos.columns import STEP_TONES
from duodesk.ui.duos.facts import Facts, party_words
from duodesk.ui.duos.sides import DuoSide
from duodesk.ui.duos.stepping import OtherDayDialog, SkipDialog
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, MenuButton
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.layout import Flow, column, row, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if

STATES = {
    StepState.EARLY: N_("later"),
    StepState.DUE: N_("due now"),
    StepState.OVERDUE: N_("overdue"),
    StepState.DONE: N_("done"),
    StepState.SKIPPED: N_("left out"),
    StepState.RESTING: N_("rests"),
}
_MEETINGS = (StepKind.MID_TERM, StepKind.CLOSING)


class StepsTable(RowsTable[PlannedStep]):
    """Space: done, or open again; F2: another day; Del: left out."""

    done_wanted = Signal()
    day_wanted = Signal()
    skip_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(_COLUMNS, name=_("Follow-up plan"), key="duo_plan", memory=desk.memory)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {
            Qt.Key.Key_Space: self.done_wanted,
            Qt.Key.Key_F2: self.day_wanted,
            Qt.Key.Key_Delete: self.skip_wanted,
        }.get(Qt.Key(event.key()))
        if wanted is not None and not event.modifiers() and self.current() is not None:
            wanted.emit()
        else:
            super().keyPressEvent(event)


class PlanSide(DuoSide):
    """Left the steps, above them what can be done with the one that is marked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._facts: Facts | None = None
        self.table = StepsTable(desk)
        self.done = Button(_("Done"), self.mark_done, icon_name="check", tip=_("Space"))
        self.again = Button(_("Open again"), self.mark_done, tip=_("Space"))
        self.day = Button(_("Another day…"), self.other_day, icon_name="calendar", tip="F2")
        self.skip = Button(_("Leave out…"), self.leave_out, tip=_("Del"))
        self.appoint = Button(
            _("Put it in the calendar…"), self.plan_meeting, icon_name="calendar-plus"
        )
        self.letters = MenuButton(_("Welcome letters"), self._offer_letters)
        flow = Flow(spacing=6)
        for part in (self.done, self.again, self.day, self.skip, self.appoint, self.letters):
            flow.addWidget(part)
        self._pauses: QVBoxLayout = column(spacing=2)
        layout = column(widget(flow), self.table, widget(self._pauses), spacing=6)
        layout.setStretchFactor(self.table, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)
        self.table.picked.connect(lambda _step: self._show_buttons())
        self.table.done_wanted.connect(self.mark_done)
        self.table.day_wanted.connect(self.other_day)
        self.table.skip_wanted.connect(self.leave_out)
        self.table.opened.connect(lambda _step: self.other_day())

    @override
    def show_facts(self, shown: Facts) -> None:
        same = self._facts is not None and self._facts.id == shown.id
        before = self.table.current() if same else None
        self._facts = shown
        self.table.set_rows(shown.steps)
        chosen = before or next((step for step in shown.steps if step.open), None)
        if shown.steps:
            place = self.table.rows_model.place_of(
                lambda step: chosen is not None and step.id == chosen.id
            )
            self.table.go_to(max(place, 0))
        self._show_buttons()
        self._show_pauses(shown)

    def mark_done(self) -> None:
        """Done today, or open again."""
        step, shown = self.table.current(), self._facts
        if step is None or shown is None:
            return
        command = plan.done_step if step.open else plan.reopen_step
        if self._desk.do(command, shown.id, step.id) is not None:
            words = _("“%(step)s” is done.") if step.open else _("“%(step)s” is open again.")
            self._desk.say(words % {"step": step.title})

    def other_day(self) -> None:
        """Ask for another day."""
        step, shown = self.table.current(), self._facts
        if step is not None and shown is not None and step.open:
            OtherDayDialog(self._desk, shown.id, step, parent=self.window()).open_over()

    def leave_out(self) -> None:
        """Ask why it is left out."""
        step, shown = self.table.current(), self._facts
        if step is not None and shown is not None and step.open:
            SkipDialog(self._desk, shown.id, step, parent=self.window()).open_over()

    def plan_meeting(self) -> None:
        """Put the meeting in the calendar, or show it there."""
        step, shown = self.table.current(), self._facts
        if step is None or shown is None or step.kind not in _MEETINGS:
            return
        if step.appointment is not None:
            self._desk.go("training", step.appointment)
        else:
            AppointmentDialog(self._desk, shown.row, step, parent=self.window()).open_over()

    def _show_buttons(self) -> None:
        step = self.table.current()
        is_open = step is not None and step.open
        for button in (self.done, self.day, self.skip):
            show_if(button, on=is_open)
        show_if(self.again, on=step is not None and not is_open)
        meets = step is not None and step.kind in _MEETINGS and (is_open or step.appointment)
        show_if(self.appoint, on=bool(meets))
        show_if(self.letters, on=step is not None and step.kind == StepKind.LETTER)
        if step is not None and step.appointment is not None:
            self.appoint.set_text(_("In the calendar: %(day)s", day=short(step.appointment)))
        else:
            self.appoint.set_text(_("Put it in the calendar…"))

    def _offer_letters(self, menu: Menu) -> None:
        shown = self._facts
        if shown is not None:
            duo = shown.row.duo
            pair = PaperPair(duo.id, duo.mentee_id, duo.mentor_id, duo.mentee, duo.mentor)
            offer_welcome(self._desk, menu, pair, parent=self.window())

    def _show_pauses(self, shown: Facts) -> None:
        while (item := self._pauses.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        known = shown.plan
        if known is None:
            return
        if known.extended_days:
            words = ngettext("Extended by %(n)s day", "Extended by %(n)s days", known.extended_days)
            self._pauses.addWidget(PlainLabel(words, role="small"))
        for pause in known.pauses:
            self._pauses.addWidget(self._pause_line(pause))

    def _pause_line(self, pause: PauseRow) -> QWidget:
        last = short(pause.last_day) if pause.last_day else _("nobody knows yet")
        told = _("Pause from %(first)s to %(last)s", first=short(pause.first_day), last=last)
        words = " · ".join(part for part in (told, pause.reason) if part)
        away = IconButton(
            "trash-2",
            _("Remove the pause of %(day)s", day=short(pause.first_day)),
            lambda: self._desk.do(terms.remove_pause, pause.id),
        )
        label = PlainLabel(words, role="small", wrap=True)
        line = row(label, away, spacing=6)
        line.setStretchFactor(label, 1)
        return widget(line)


def state_words(step: PlannedStep) -> str:
    """How a step stands, in a word."""
    return _(STATES[step.state])


def became_words(step: PlannedStep) -> str:
    """When it was done, or why it was left out."""
    if step.done_on is not None:
        return _("done on %(day)s", day=short(step.done_on))
    if step.skipped_on is not None:
        return step.reason or _("not asked for any more")
    if step.appointment is not None:
        return _("in the calendar on %(day)s", day=short(step.appointment))
    return _("another day was chosen") if step.adjusted else ""


_COLUMNS: tuple[Column[PlannedStep], ...] = (
    Column(
        key="due",
        title=N_("Day"),
        text=lambda s: short(s.due_on),
        order=lambda s: s.due_on,
        value=lambda s: s.due_on,
        width=100,
    ),
    Column(key="title", title=N_("Step"), text=lambda s: s.title, width=330, strong=True,
           tip=lambda s: s.title),
    Column(key="party", title=N_("With"), text=lambda s: party_words(s.party), width=120),
    Column(
        key="state",
        title=N_("State"),
        text=state_words,
        badges=lambda s: [Badge(state_words(s), STEP_TONES.get(s.state, "neutral"))],
        width=110,
    ),
    Column(key="became", title=N_("What became of it"), text=became_words, width=240),
)  # fmt: skip

"""What a duo needs now: what asks for attention with the button that clears it, this week, what is
next, and how the two are reached.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.followup import agreed, marking, watch
from duodesk.followup.alerts import Action, Alert, Rule
from duodesk.followup.plan_rows import PlannedStep
from duodesk.followup.schedule import StepState
from duodesk.followup.watch import SnoozeRow
from duodesk.followup.words import DuoStage, Held
from duodesk.ui.clipboard import copy_text
from duodesk.ui.desk import Desk
from duodesk.ui.duos.columns import STEP_TONES, alert_tone
from duodesk.ui.duos.facts import Facts, party_words
from duodesk.ui.duos.sides import DuoSide
from duodesk.ui.duos.snoozing import SnoozeDialog
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, MenuButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, Card, Flow, Part, column, row, widget
from duodesk.ui.widgets.text import PlainLabel

_STACKED_FROM = 1.5
_STEPS = 3
_DIRECT = {
    Action.LOG_CONTACT: "contact",
    Action.LOG_MEETING: "note",
    Action.PAUSE: "pause",
}


class NowSide(DuoSide):
    """Left what asks for attention, right this week and what was agreed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._facts: Facts | None = None
        self.alerts = Card(_("What asks for attention"))
        self._lines = QWidget()
        self.alerts.body.addWidget(self._lines)
        self.week = Card(_("This week"))
        self._week = QWidget()
        self.week.body.addWidget(self._week)
        self.goal = ChoiceField(
            [(str(goal), reference.chosen("goal", goal)) for goal in agreed.GOALS]
        )
        self.plan = DayField(today=desk.today)
        form = Form(stacked=True)
        form.add(_("They work towards"), self.goal)
        form.add(_("Action plan written on"), self.plan)
        both = Card(_("What they agreed on"), form)
        self.goal.committed.connect(self._on_goal)
        self.plan.committed.connect(self._on_plan)
        # Large text stacks the cards; side by side they would cut each other's words.
        beside = look().scale < _STACKED_FROM
        cards = (row if beside else column)(self.alerts, self.week, both, spacing=10)
        for place, share in enumerate((5, 4, 3)):
            cards.setStretch(place, share)
        body = Body(cards, None)
        self.setLayout(column(body))
        self.setFocusProxy(self.goal)

    @override
    def show_facts(self, shown: Facts) -> None:
        self._facts = shown
        self._lines = _renewed(self.alerts, self._lines, self._told(shown))
        self._week = _renewed(self.week, self._week, self._this_week(shown))
        if not self.goal.combo.hasFocus():
            self.goal.set_value(str(shown.agreed.goal) if shown.agreed.goal else None)
        if not self.plan.line.hasFocus():
            self.plan.set_value(shown.agreed.plan_written_on)

    def _told(self, shown: Facts) -> QWidget:
        lines: list[Part] = [self._alert(alert, shown) for alert in shown.row.alerts]
        hidden = {str(alert.rule) for alert in shown.row.hidden}
        lines += [self._put_off(one) for one in shown.snoozes if one.rule in hidden]
        if not lines:
            words = (
                _("It rests: nothing is asked for until it goes on.")
                if shown.row.duo.stage == DuoStage.PAUSED
                else _("Nothing asks for attention.")
            )
            lines.append(PlainLabel(words, role="muted", wrap=True))
        return widget(column(*lines, spacing=10))

    def _alert(self, alert: Alert, shown: Facts) -> Part:
        later = IconButton(
            "clock",
            _("Put off: %(what)s", what=alert.rule.label),
            lambda: SnoozeDialog(self._desk, shown.row, alert, parent=self.window()).open_over(),
        )
        told = column(
            row(Chip(alert.rule.label, alert_tone(alert.weight)), None),
            PlainLabel(str(alert.reason), role="small", wrap=True),
            spacing=2,
        )
        line = row(told, self._button(alert, shown), later, spacing=6)
        line.setStretchFactor(told, 1)
        return line

    def _button(self, alert: Alert, shown: Facts) -> QWidget:
        """The button that makes the alert leave."""
        direct = _DIRECT.get(alert.action)
        if direct is not None:
            return Button(alert.action.label, partial(self.wanted.emit, direct))
        if alert.action == Action.PAUSE_OR_CLOSE:
            return MenuButton(alert.action.label, self._offer_pause)
        if alert.action == Action.NOTE_PLAN:
            return Button(alert.action.label, self.plan.setFocus)
        go, duo = self._desk.go, shown.row.duo
        places = {
            Action.RECORD_SIGNATURES: partial(go, "documents", duo.id),
            Action.BOOK_MENTORS_MEETING: partial(go, "training", "meetings"),
            Action.NOTE_PERMIT: partial(go, "people", duo.mentee_id),
            Action.NOTE_C45B: partial(go, "people", duo.mentor_id),
        }
        return Button(alert.action.label, places.get(alert.action))

    def _offer_pause(self, menu: Menu) -> None:
        menu.item(_("Pause…"), partial(self.wanted.emit, "pause"))
        menu.item(_("Close…"), partial(self.wanted.emit, "close"))
        menu.item(_("Log a contact"), partial(self.wanted.emit, "contact"))

    def _put_off(self, one: SnoozeRow) -> Part:
        known = one.rule in set(Rule)
        title = Rule(one.rule).title if known else one.rule
        told = _("%(what)s: put off until %(day)s", what=title, day=short(one.until))
        why = " · ".join(part for part in (one.reason, one.author) if part)
        again = Button(_("Show again"), partial(self._wake, one.rule), kind="quiet")
        words = PlainLabel(told, role="muted", wrap=True)
        line = row(words, again, spacing=8)
        line.setStretchFactor(words, 1)
        return column(line, PlainLabel(why, role="small", wrap=True), spacing=0)

    def _wake(self, rule: str) -> None:
        if self._facts is not None and rule in set(Rule):
            self._desk.do(watch.wake, self._facts.id, [Rule(rule)])

    def _this_week(self, shown: Facts) -> QWidget:
        parts: list[Part] = []
        if shown.row.duo.stage in {DuoStage.ACTIVE, DuoStage.PAUSED}:
            keys = Flow(spacing=6)
            for number, state in enumerate((Held.MET, Held.NOT_MET, Held.EXCUSED), start=1):
                words = f"{reference.chosen('held', state)} · {number}"
                keys.addWidget(Button(words, partial(self._mark, state)))
            keys.addWidget(Button(_("With a note…"), partial(self.wanted.emit, "note"),
                                  kind="quiet"))  # fmt: skip
            parts.append(widget(keys))
        parts += [_step(one) for one in [s for s in shown.steps if s.open][:_STEPS]]
        duo = shown.row.duo
        for name, phone in ((duo.mentee, shown.phones.mentee), (duo.mentor, shown.phones.mentor)):
            parts.append(_phone(name, phone))
        return widget(column(*parts, spacing=6))

    def _mark(self, state: Held) -> None:
        if self._facts is not None:
            self._desk.do(marking.mark_week, self._facts.id, state)

    def _on_goal(self, code: str | None) -> None:
        if self._facts is not None:
            goal = next((one for one in agreed.GOALS if str(one) == code), None)
            self._desk.do(agreed.choose_goal, self._facts.id, goal)

    def _on_plan(self, day: date | None) -> None:
        if self._facts is None:
            return
        if self._desk.do(agreed.note_plan, self._facts.id, on=day) is None:
            self.plan.set_value(self._facts.agreed.plan_written_on)


def _step(step: PlannedStep) -> Part:
    """A step that is still to come, in red or amber where it is late or due."""
    told = " · ".join((short(step.due_on), step.title, party_words(step.party)))
    words = PlainLabel(told, role="small", wrap=True)
    if step.state not in {StepState.DUE, StepState.OVERDUE}:
        return words
    late = step.state == StepState.OVERDUE
    chip = Chip(_("overdue") if late else _("due now"), STEP_TONES[step.state])
    line = row(words, chip, spacing=6)
    line.setStretchFactor(words, 1)
    return line


def _phone(name: str, phone: str) -> Part:
    words = PlainLabel(f"{name}: {phone}" if phone else f"{name}: –", wrap=True).selectable()
    copy = IconButton(
        "copy", _("Copy the telephone number of %(name)s", name=name), partial(copy_text, phone)
    )
    copy.setEnabled(bool(phone))
    line = row(words, copy, spacing=4)
    line.setStretchFactor(words, 1)
    return line


def _renewed(card: Card, old: QWidget, fresh: QWidget) -> QWidget:
    """Other contents in a card."""
    card.body.replaceWidget(old, fresh)
    old.hide()
    old.deleteLater()
    return fresh

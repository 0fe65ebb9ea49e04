"""The chosen duo: its weeks in words, meetings, outcomes, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.exchange import handover
from duodesk.exchange.handover import TransferRow
from duodesk.followup import commands, queries
from duodesk.followup.queries import DuoRow, MeetingRow, OutcomeRow
from duodesk.followup.words import DuoStage, Held
from duodesk.office import queries as office
from duodesk.pairing import duos
from duodesk.ui.desk import Desk
from duodesk.ui.duos.dialogs import EndDialog, OutcomeDialog, StartDialog
from duodesk.ui.duos.grid import outcome_words
from duodesk.ui.duos.meeting import MeetingForm
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, MenuButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import Body, Card, Part, column, row, widget
from duodesk.ui.widgets.text import PlainLabel, show_if

_STACKED_FROM = 1.5
_HELD_TONES = {Held.MET: "good", Held.NOT_MET: "bad", Held.EXCUSED: "neutral"}


class DuoDetail(QWidget):
    """Head, and three cards: log a meeting, what was logged, what became of the mentee."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.row: DuoRow | None = None
        self.form: MeetingForm | None = None
        self._offer_out: TransferRow | None = None
        self._inside = QWidget()
        self._column = column(self._inside)
        self.setLayout(self._column)

    def show_duo(self, shown: DuoRow | None) -> None:
        """Another duo, or the same after something changed; what is half typed stays."""
        offer = self._desk.read(handover.offer_of, shown.mentee_id) if shown is not None else None
        if shown is not None and shown == self.row and offer == self._offer_out:
            return
        self._offer_out = offer
        same = shown is not None and self.row is not None and shown.id == self.row.id
        kept = self.form.typed() if same and self.form is not None else None
        self.row = shown
        fresh = self._filled(shown) if shown is not None else QWidget()
        self._column.replaceWidget(self._inside, fresh)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = fresh
        if kept is not None and self.form is not None:
            self.form.type_again(kept)

    def go_in(self) -> None:
        """Put the caret where the next meeting is noted."""
        if self.form is not None:
            self.form.setFocus()

    def start(self) -> None:
        """Let the duo begin."""
        if self.row is not None:
            StartDialog(self._desk, self.row, parent=self).open_over()

    def end(self) -> None:
        """Ask for day and reason of the end."""
        if self.row is not None:
            EndDialog(self._desk, self.row, parent=self).open_over()

    def record_outcome(self) -> None:
        """Ask what was found; what it counts as is said."""
        if self.row is not None:
            OutcomeDialog(self._desk, self.row, parent=self).open_over()

    def _filled(self, shown: DuoRow) -> QWidget:
        title = PlainLabel(f"{shown.mentee} × {shown.mentor}", role="heading", wrap=True)
        head = row(title, *self._actions(shown), spacing=8)
        head.setStretchFactor(title, 1)
        cards: list[Part] = []
        self.form = None
        if shown.start is not None:
            self.form = MeetingForm(self._desk, shown)
            cards += [Card(_("Log a meeting"), self.form), self._meetings(shown)]
            cards.append(self._outcomes(shown))
        else:
            cards.append(
                EmptyState(
                    "file-text",
                    _("The papers come first."),
                    Button(_("Go to the documents"), partial(self._desk.go, "documents", shown.id)),
                    hint=_("Agreement and code of conduct are printed and signed by both."),
                )
            )
        # Large text stacks the cards; side by side they would cut each other's words.
        beside = look().scale < _STACKED_FROM
        body = Body((row if beside else column)(*cards, spacing=12), None)
        told = "\n".join(part for part in (_story(shown), self._handed_over()) if part)
        layout = column(head, PlainLabel(told, role="muted", wrap=True), body, spacing=6)
        layout.setStretchFactor(body, 1)
        return widget(layout)

    def _handed_over(self) -> str:
        """A duo goes to another office with its mentee; the offer is made and answered there."""
        if self._offer_out is None:
            return ""
        to = self._desk.read(office.office, self._offer_out.to_office_id).name
        return _("Offered to %(office)s with the mentee; the offer is on the mentee's page.",
                 office=to)  # fmt: skip

    def _actions(self, shown: DuoRow) -> list[QWidget]:
        actions: list[QWidget] = [MenuButton(_("More"), self._offer)]
        if shown.stage == DuoStage.TO_SIGN:
            actions.append(Button(_("Start the duo…"), self.start, kind="primary"))
        elif shown.stage in {DuoStage.ACTIVE, DuoStage.PAUSED}:
            actions.append(Button(_("End…"), self.end))
        if shown.start is not None:
            outcome = Button(_("Record an outcome…"), self.record_outcome, kind="primary")
            actions.append(outcome)
        return actions

    def _offer(self, menu: Menu) -> None:
        shown = self.row
        if shown is None:
            return
        go = self._desk.go
        menu.item(_("Open the mentee"), partial(go, "people", shown.mentee_id), icon_name="user")
        menu.item(_("Open the mentor"), partial(go, "people", shown.mentor_id), icon_name="user")
        menu.item(_("Documents"), partial(go, "documents", shown.id), icon_name="file-text")
        if shown.stage == DuoStage.TO_SIGN:
            menu.addSeparator()
            menu.item(
                _("It never started"),
                partial(self._desk.do, duos.never_started, shown.id),
                icon_name="x",
            )

    def _meetings(self, shown: DuoRow) -> Card:
        found = self._desk.read(queries.meetings, shown.id)
        lines = [self._meeting(one) for one in found]
        nothing = PlainLabel(_("No meeting is noted yet."), role="muted", wrap=True)
        card = Card(_("Meetings"), *(lines or [nothing]))
        card.setMinimumWidth(look().px(210))
        return card

    def _meeting(self, one: MeetingRow) -> Part:
        topics = ", ".join(
            reference.topics()[code].name() for code in one.topics if code in reference.topics()
        )
        minutes = _("%(n)s min", n=one.minutes) if one.minutes else ""
        words = " · ".join(part for part in (minutes, topics, one.note) if part)
        told = PlainLabel(words, role="small", wrap=True)
        away = IconButton(
            "trash-2",
            _("Remove the entry of %(day)s", day=short(one.on)),
            partial(self._desk.do, commands.remove_meeting, one.id),
        )
        chip = Chip(reference.chosen("held", one.state), _HELD_TONES.get(one.state, "neutral"))
        show_if(told, on=bool(words))
        return column(row(PlainLabel(short(one.on)), chip, None, away, spacing=8), told, spacing=0)

    def _outcomes(self, shown: DuoRow) -> Card:
        found = self._desk.read(queries.outcomes, shown.mentee_id)
        known = outcome_words(shown)
        card = Card(_("Outcome"))
        if known:
            # A text within an f-string would never reach the catalogues.
            words = (known, _("stable")) if shown.result.stable else (known,)
            card.body.addLayout(row(Chip(" · ".join(words), "good"), None))
        for one in found:
            card.body.addLayout(self._outcome(one))
        if not found:
            card.body.addWidget(PlainLabel(_("Nothing is recorded yet."), role="muted", wrap=True))
        card.setMinimumWidth(look().px(200))
        return card

    def _outcome(self, one: OutcomeRow) -> QHBoxLayout:
        days = f"{short(one.started_on)} – {short(one.end) if one.end else ''}".rstrip(" –")
        kind = reference.chosen("outcome", one.kind)
        told = PlainLabel(
            "\n".join(
                part for part in (kind, " · ".join(p for p in (days, one.employer) if p)) if part
            ),
            wrap=True,
        )
        away = IconButton(
            "trash-2",
            _("Remove: %(what)s", what=kind),
            partial(self._desk.do, commands.remove_outcome, one.id),
        )
        line = row(told, away, spacing=8)
        line.setStretchFactor(told, 1)
        return line


def _story(shown: DuoRow) -> str:
    """Number, weeks and days on one line."""
    parts = [shown.number]
    if shown.start is not None:
        parts.append(_("started on %(day)s", day=short(shown.start)))
    if shown.stage in {DuoStage.ACTIVE, DuoStage.PAUSED} and shown.expected_end is not None:
        weeks = len(shown.weeks)
        parts.append(_("week %(week)s of %(weeks)s", week=min(shown.week, weeks), weeks=weeks))
        parts.append(_("ends on %(day)s", day=short(shown.expected_end)))
    if shown.ended_on is not None:
        reason = reference.chosen("end_reason", shown.end_reason) if shown.end_reason else ""
        parts.append(_("ended on %(day)s", day=short(shown.ended_on)))
        parts.append(reason)
    if not shown.signed:
        parts.append(_("%(n)s of 4 signatures", n=shown.signatures))
    return " · ".join(part for part in parts if part)

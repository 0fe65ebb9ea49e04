"""Whom one is calling about an outcome: the number in large letters, what was tried, what is
missing before somebody may be called unreachable.
"""

from __future__ import annotations

from functools import partial

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.followup import round_calls
from duodesk.followup.reaching import Next, missing
from duodesk.followup.round_calls import CallValues
from duodesk.followup.rounds import Known, RoundRow
from duodesk.followup.words import Party
from duodesk.people.contacts import keep_words, words
from duodesk.people.words import Channel
from duodesk.ui.clipboard import copy_text
from duodesk.ui.desk import Desk
from duodesk.ui.duos.answering import AnswerDialog
from duodesk.ui.duos.outcome_side import ROUNDS
from duodesk.ui.duos.round_table import due_badge, tried_words
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.choice import ChoiceField, SegmentField
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, Card, Flow, row, widget
from duodesk.ui.widgets.text import ElidedLabel, PlainLabel, show_if


class RoundPanel(Body):
    """Two buttons say what came of the call; words half typed stay with their duo."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=10)
        self._desk = desk
        self.row: RoundRow | None = None
        self.name = PlainLabel(role="heading", wrap=True)
        self.phone = PlainLabel(role="big", wrap=True).selectable()
        self.mail = ElidedLabel(role="muted")
        self.round, self.due, self.known = Chip(), Chip(), Chip()
        self.party = SegmentField(
            [(str(Party.MENTEE), _("The mentee")), (str(Party.MENTOR), _("The mentor"))]
        )
        channels = [(c, one.name()) for c, one in reference.picklist("channel").items()]
        self.channel = ChoiceField(channels, empty=None)
        self.channel.set_value(str(Channel.PHONE))
        self.words = TextField(lines=3, placeholder=_("What was said, if you like"))
        self.words.set_name(_("What was said"))
        self.words.committed.connect(self._keep_words)
        self.tried = PlainLabel(role="small", wrap=True)
        self.missing = PlainLabel(role="small", wrap=True)
        self.party.committed.connect(lambda _code: self._show_side())
        self._lay()

    def show_row(self, shown: RoundRow | None) -> None:
        """Somebody else, or the same after something changed."""
        same = shown is not None and self.row is not None and shown.duo_id == self.row.duo_id
        if not same:
            self.settle()
        self.row = shown
        show_if(self._card, on=shown is not None)
        if shown is None:
            return
        if not same:
            asks = shown.next == Next.CALL_MENTOR
            self.party.set_value(str(Party.MENTOR if asks else Party.MENTEE))
        if not (same and self.words.value()):
            self.words.set_value(self._desk.read(words, shown.duo_id))
        self.round.show_badge(_(ROUNDS[shown.round]), "info")
        badge = due_badge(shown, self._desk.today)
        self.due.show_badge(badge.text, badge.tone)
        known = {Known.KNOWN: _("known"), Known.UNREACHABLE: _("cannot be reached")}
        self.known.show_badge(known.get(shown.known, ""), "good")
        self._show_side()
        self._show_tried(shown)

    def note(self, *, reached: bool) -> None:
        """An answer is asked for; no answer is written down as an attempt."""
        shown = self.row
        if shown is None:
            return
        values = self._values()
        if reached:
            dialog = AnswerDialog(self._desk, shown, values, parent=self.window())
            dialog.accepted.connect(lambda: self.words.set_value(""))
            dialog.open_over()
            return
        done = self._desk.do(round_calls.log_attempt, shown.duo_id, shown.round, values)
        if done is not None:
            self.words.set_value("")
            keep_words(self._desk.store, shown.duo_id, "")
            self._desk.say(_("Noted as an attempt. Ctrl+Z takes it back."), "info")

    def settle(self) -> None:
        """Keep the words typed."""
        self.words.flush()

    def _lay(self) -> None:
        copy = IconButton("copy", _("Copy the telephone number"), self._copy)
        chips = Flow(spacing=6)
        for chip in (self.round, self.due, self.known):
            chips.addWidget(chip)
        form = Form(stacked=True)
        form.add(_("Who is called"), self.party)
        form.add(_("How"), self.channel)
        buttons = Flow(spacing=6)
        answer = Button(_("Answer…"), partial(self.note, reached=True), kind="primary",
                        icon_name="check", tip=_("Key R in the list"))  # fmt: skip
        none = Button(_("No answer"), partial(self.note, reached=False), icon_name="x",
                      tip=_("Key N in the list"))  # fmt: skip
        self.gone = Button(_("Cannot be reached"), self._unreachable, kind="quiet")
        for button in (answer, none, self.gone):
            buttons.addWidget(button)
        number = row(self.phone, copy, spacing=6)
        number.setStretchFactor(self.phone, 1)
        opened = Button(_("Open the duo"), self._open, icon_name="heart-handshake")
        self._card = Card(
            "", self.name, widget(chips), number, self.mail, form, self.words, widget(buttons),
            self.tried, self.missing, row(opened, None),
        )  # fmt: skip
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def _values(self) -> CallValues:
        return CallValues(
            Party(self.party.value() or Party.MENTEE),
            Channel(self.channel.value() or Channel.PHONE),
            text=self.words.value(),
        )

    def _show_side(self) -> None:
        shown = self.row
        if shown is None:
            return
        mentor = self.party.value() == Party.MENTOR
        self.name.setText(shown.mentor if mentor else shown.mentee)
        phone = shown.mentor_phone if mentor else shown.phone
        mail = shown.mentor_email if mentor else shown.email
        self.phone.setText(phone or _("No telephone number"))
        self.mail.setText(mail)
        show_if(self.mail, on=bool(mail))

    def _show_tried(self, shown: RoundRow) -> None:
        told = []
        for tried, words_ in (
            (shown.tried, _("Mentee tried in vain: %(tried)s")),
            (shown.mentor_tried, _("Mentor tried in vain: %(tried)s")),
        ):
            if tried.days:
                last = short(tried.last) if tried.last else ""
                told.append(f"{words_ % {'tried': tried_words(tried)}} ({last})")
        self.tried.setText("\n".join(told))
        show_if(self.tried, on=bool(told))
        left = missing(shown.tried, shown.mentor_tried, ask_mentor=shown.asks_mentor)
        waits = shown.known == Known.TO_CALL
        begun = shown.tried.days or shown.mentor_tried.days
        self.missing.setText(str(left) if left is not None and waits and begun else "")
        show_if(self.missing, on=bool(self.missing.text()))
        self.gone.setEnabled(waits and left is None)

    def _unreachable(self) -> None:
        shown = self.row
        if shown is None:
            return
        if self._desk.do(round_calls.mark_unreachable, shown.duo_id, shown.round) is not None:
            self._desk.say(_("Noted: cannot be reached. It counts as not known, never as no."))

    def _keep_words(self, text: str) -> None:
        if self.row is not None:
            keep_words(self._desk.store, self.row.duo_id, text)

    def _copy(self) -> None:
        if self.row is not None:
            mentor = self.party.value() == Party.MENTOR
            copy_text(self.row.mentor_phone if mentor else self.row.phone)

    def _open(self) -> None:
        if self.row is not None:
            self._desk.go("duos", self.row.duo_id)

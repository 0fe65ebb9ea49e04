"""A call of the outcome rounds, noted without leaving Today: most of it set by one key each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.followup import round_calls
from duodesk.followup.commands import counts_as
from duodesk.followup.reaching import Next, missing
from duodesk.followup.round_calls import AnswerValues, CallValues
from duodesk.followup.rounds import RoundRow
from duodesk.followup.words import Evidence, Party, Situation
from duodesk.people.contacts import keep_words, words
from duodesk.people.words import Channel
from duodesk.ui import keys
from duodesk.ui.desk import Desk
from duodesk.ui.duos.dialogs import OutcomeForm
from duodesk.ui.duos.outcome_side import ROUNDS
from duodesk.ui.duos.round_table import due_badge
from duodesk.ui.duos.talk import CHANNELS
from duodesk.ui.theme import look
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.choice import ChoiceField, SegmentField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, show_if

_YES, _NO, _UNSAID = "yes", "no", "unsaid"
_SIDES = {Qt.Key.Key_E: Party.MENTEE, Qt.Key.Key_O: Party.MENTOR}
_REACHED = {Qt.Key.Key_R: _YES, Qt.Key.Key_N: _NO}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_QUIET = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_ASKED = (
    Situation.POSITIVE, Situation.LOOKING, Situation.NOT_LOOKING, Situation.OUT_OF_SCOPE,
)  # fmt: skip


class RoundCallDialog(Dialog):
    """E O whom one calls, R N reached or not, T M S P L how, 1 to 5 what was said; what was found
    is asked for below. Words that were not noted are there again the next time.
    """

    def __init__(self, desk: Desk, shown: RoundRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Outcome call: %(name)s", name=shown.mentee), icon_name="phone", parent=parent
        )
        self.setMinimumWidth(look().px(640))
        self._desk, self._row = desk, shown
        self.side = SegmentField(
            [(str(Party.MENTEE), _("Mentee (E)")), (str(Party.MENTOR), _("Mentor (O)"))]
        )
        self.phone = PlainLabel("", role="heading", wrap=True).selectable()
        self.reached = SegmentField([(_YES, _("Reached (R)")), (_NO, _("No answer (N)"))])
        self.channel = SegmentField(_channels())
        self.situation = ChoiceField(_answers())
        self.outcome = OutcomeForm(desk)
        self.counts = Notice("", tone="info")
        self._more = Body(self.outcome, spacing=0)
        self.note = TextField(lines=2)
        self._lay()
        self._begin()

    def take_key(self, event: QKeyEvent) -> bool:
        """A letter or digit that sets something at once; whether it was one of these."""
        key, answer = Qt.Key(event.key()), keys.digit(event) or 0
        if key in _SIDES:
            self.side.set_value(str(_SIDES[key]))
            self._on_side()
        elif key in _REACHED:
            self.reached.set_value(_REACHED[key])
        elif key in CHANNELS:
            self.channel.set_value(str(CHANNELS[key]))
        elif 1 <= answer <= len(_ASKED) + 1:
            self.situation.set_value([*map(str, _ASKED), _UNSAID][answer - 1])
            self._on_answer()
        else:
            return False
        self._tell()
        return True

    def keep(self) -> None:
        """Write it down: an attempt, an answer, or that nobody could say."""
        said, values = self.situation.value(), self.outcome.values()
        if not self._reached() or said == _UNSAID:
            self._attempt()
        elif said is None:
            self.situation.set_problem(_("What was said?"))
        elif self._found() and values is None:
            self.outcome.start.set_problem(_("Which day?"))
        else:
            answer = AnswerValues(Situation(said), values if self._found() else None)
            shown = self._row
            done = self._desk.do(
                round_calls.record_answer, shown.duo_id, shown.round, self._values(), answer
            )
            if done is not None:
                self._end(self.counts.label.text() if self._found() else _("Noted."))

    def unreachable(self) -> None:
        """Nobody knows where the mentee is."""
        shown = self._row
        if self._desk.do(round_calls.mark_unreachable, shown.duo_id, shown.round) is not None:
            self._end(_("Noted: cannot be reached. It counts as not known, never as no."))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys that a field wanted never arrive here; these come from buttons and choices.
        plain = not event.modifiers() & ~_QUIET
        if plain and event.key() in _ENTER:
            self.note.setFocus()
        elif not plain or not self.take_key(event):
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._keep_words()
        super().closeEvent(event)

    def _lay(self) -> None:
        shown = self._row
        badge = due_badge(shown, self._desk.today)
        chips = row(Chip(_(ROUNDS[shown.round]), "info"), Chip(badge.text, badge.tone), None,
                    spacing=6)  # fmt: skip
        form = Form()
        self.side.set_name(_("Who is called"))
        who = row(self.side, self.phone, spacing=14)
        who.setStretchFactor(self.phone, 1)
        form.add(_("Who is called"), widget(who))
        form.add(_("Result"), self.reached)
        form.add(_("How"), self.channel)
        form.add(_("What was said"), self.situation)
        note = Form()
        note.add(_("Note"), self.note)
        hint = PlainLabel(
            _("A letter sets what stands beside it. Enter: to the note. Ctrl+Enter: write down."),
            role="small", wrap=True,
        )  # fmt: skip
        self.body.addLayout(chips)
        for part in (form, self._more, self.counts, note, hint):
            self.body.addWidget(part)
        left = missing(shown.tried, shown.mentor_tried, ask_mentor=shown.asks_mentor)
        gone = self.add_button(_("Cannot be reached"), self.unreachable, kind="quiet")
        show_if(gone, on=left is None)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Write down"), self.keep, kind="primary")
        for sequence in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(sequence), self).activated.connect(self.keep)
        self.side.committed.connect(lambda _value: self._on_side())
        self.reached.committed.connect(lambda _value: self._tell())
        self.situation.committed.connect(lambda _value: self._on_answer())
        self.outcome.changed.connect(self._tell)
        self.finished.connect(lambda _code: self._keep_words())

    def _begin(self) -> None:
        asks = self._row.next == Next.CALL_MENTOR
        self.side.set_value(str(Party.MENTOR if asks else Party.MENTEE))
        self.reached.set_value(_YES)
        self.channel.set_value(str(Channel.PHONE))
        self.note.set_value(self._desk.read(words, self._row.duo_id))
        self._on_side()
        choices = self.reached.segments.findChildren(QWidget)
        choices[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _attempt(self) -> None:
        shown = self._row
        done = self._desk.do(
            round_calls.log_attempt, shown.duo_id, shown.round, self._values()
        )  # fmt: skip
        if done is not None:
            self._end(_("Noted as an attempt. Ctrl+Z takes it back."))

    def _values(self) -> CallValues:
        return CallValues(
            Party(self.side.value() or Party.MENTEE),
            Channel(self.channel.value() or Channel.PHONE),
            text=self.note.value(),
            reached=self._reached(),
        )

    def _reached(self) -> bool:
        return self.reached.value() != _NO

    def _found(self) -> bool:
        return self._reached() and self.situation.value() == Situation.POSITIVE

    def _on_side(self) -> None:
        """Another one has another number, and knows it from elsewhere."""
        shown, mentor = self._row, self.side.value() == Party.MENTOR
        name, phone = (shown.mentor, shown.mentor_phone) if mentor else (shown.mentee, shown.phone)
        self.phone.setText("\n".join((name, phone or _("No telephone number"))))
        self.outcome.evidence.set_value(str(Evidence.MENTOR if mentor else Evidence.MENTEE))
        self._tell()

    def _on_answer(self) -> None:
        """Who answers was reached; of what was found it is asked what."""
        self.reached.set_value(_YES)
        self._tell()
        if self._found():
            self.outcome.kind.combo.setFocus()

    def _tell(self) -> None:
        """What is asked for now, and what it counts as."""
        if not self._reached():
            self.situation.set_value(None)
        if self.situation.value() or not self._reached():
            self.situation.set_problem("")
        show_if(self._more, on=self._found())
        values = self.outcome.values() if self._found() else None
        counted = counts_as(self._desk.store, self._row.mentee_id, values) if values else None
        self.counts.set_text(str(counted) if counted else "")
        self.fit()

    def _end(self, told: str) -> None:
        self.note.set_value("")
        self.accept()
        self._desk.say(told)

    def _keep_words(self) -> None:
        keep_words(self._desk.store, self._row.duo_id, self.note.value())


def _channels() -> list[tuple[str, str]]:
    letters = {str(channel): chr(key) for key, channel in CHANNELS.items()}
    return [
        (code, f"{one.name()} ({letters[code]})" if code in letters else one.name())
        for code, one in reference.picklist("channel").items()
    ]


def _answers() -> list[tuple[str, str]]:
    told = [(str(one), reference.chosen("situation", one)) for one in _ASKED]
    told.append((_UNSAID, _("Could not say")))
    return [(code, f"{n} · {word}") for n, (code, word) in enumerate(told, 1)]

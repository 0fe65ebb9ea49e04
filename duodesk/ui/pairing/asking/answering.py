"""What both answered: one side at a time on the screen, for the other may sit beside it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.dates import moment, short
from duodesk.base.i18n import _
from duodesk.pairing import first_meeting
from duodesk.pairing.board import BoardCard
from duodesk.pairing.moves import is_overdue
from duodesk.pairing.words import Answer, Signatory
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.asking.question import Question, reason_field
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel

_TONES = {Answer.YES: "good", Answer.NO: "bad"}


class AnswersQuestion(Question):
    """A switch between the two; yes or no with a day and, if they like, a reason."""

    def __init__(self, desk: Desk, card: BoardCard) -> None:
        super().__init__(
            desk,
            card,
            _("What did they answer?"),
            _("Each answer is private: the other one learns only whether the duo begins."),
        )
        late = is_overdue(card, desk.store.clock.now())
        if card.due is not None:
            text = (
                _("An answer is overdue since %(when)s: ask for it.", when=moment(card.due))
                if late
                else _("Both answer until %(when)s.", when=moment(card.due))
            )
            self.add(Notice(text, tone="warn" if late else "info"))
        sides = [(Signatory.MENTEE, card.mentee), (Signatory.MENTOR, card.mentor)]
        self.side = Segmented(
            [(side.value, name) for side, name in sides],
            value=self._first_open().value,
            name=_("Whose answer"),
        )
        self.side.chosen.connect(lambda _code: self._show())
        self.chip = Chip("")
        self.told = PlainLabel("", role="small", wrap=True)
        self.day = DayField(today=desk.today)
        self.reason = reason_field(_("Reason (if you like)"))
        form = Form(stacked=True)
        form.add(_("Answered on"), self.day)
        form.add(_("Reason (if you like)"), self.reason)
        self.person = Button(_("Open the person"), self._open, kind="quiet")
        self.add(self.side, row(self.chip, self.told, None), form, row(self.person, None))
        self.close_body()
        self.no = Button(_("No"), lambda: self.answer(Answer.NO), icon_name="x")
        self.buttons.addWidget(self.no)
        self.yes = self.offer(_("Yes"), lambda: self.answer(Answer.YES), icon_name="check")
        self._show()

    @override
    def first(self) -> QWidget:
        return self.yes

    def answer(self, said: Answer) -> None:
        """Note what the side that is shown answered."""
        side = Signatory(self.side.value())
        on = self.day.value()
        done = self.desk.do(
            first_meeting.answer, self.card.id, side, said, reason=self.reason.value(), on=on
        )
        other, _on = self._of(self._other(side))
        if said == Answer.NO:
            words = _("Noted. The mentee is back on the waiting list with the time waited.")
        elif other == Answer.YES:
            words = _("Both said yes: the duo is there. Its papers wait to be printed.")
        else:
            words = _("Noted.")
        self.finish(done, words)

    def _show(self) -> None:
        """Only the side that is chosen; nothing of the other one."""
        side = Signatory(self.side.value())
        said, on = self._of(side)
        words = {Answer.YES: _("Yes"), Answer.NO: _("No")}
        text = words.get(said, _("No answer yet")) if said else _("No answer yet")
        self.chip.show_badge(text, _TONES.get(said, "neutral") if said else "neutral")
        self.told.setText(_("on %(day)s", day=short(on)) if on else "")
        self.day.set_value(on or self.desk.today)
        self.reason.set_value("")
        name = self.card.mentee if side == Signatory.MENTEE else self.card.mentor
        self.yes.setAccessibleName(_("%(name)s: yes", name=name))
        self.no.setAccessibleName(_("%(name)s: no", name=name))

    def _of(self, side: Signatory) -> tuple[Answer | None, date | None]:
        card = self.card
        if side == Signatory.MENTEE:
            return card.mentee_answer, card.mentee_answered_on
        return card.mentor_answer, card.mentor_answered_on

    def _first_open(self) -> Signatory:
        mentee, _on = self._of(Signatory.MENTEE)
        return Signatory.MENTOR if mentee is not None else Signatory.MENTEE

    def _other(self, side: Signatory) -> Signatory:
        return Signatory.MENTOR if side == Signatory.MENTEE else Signatory.MENTEE

    def _open(self) -> None:
        mentee = self.side.value() == Signatory.MENTEE
        self.desk.go("people", self.card.mentee_id if mentee else self.card.mentor_id)

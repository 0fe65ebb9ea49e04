"""The first meeting: when and where, and that it took place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.pairing import first_meeting
from duodesk.pairing.board import BoardCard
from duodesk.ui.desk import Desk
from duodesk.ui.duo_papers import PaperPair, offer_first_meeting
from duodesk.ui.pairing.asking.appointing import AppointmentForm
from duodesk.ui.pairing.asking.question import Question
from duodesk.ui.widgets.buttons import Menu, MenuButton
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import row


class MeetingQuestion(Question):
    """Asks for day, hour, place and who of us is there."""

    def __init__(self, desk: Desk, card: BoardCard) -> None:
        super().__init__(
            desk,
            card,
            _("First meeting of %(mentee)s × %(mentor)s", mentee=card.mentee, mentor=card.mentor),
        )
        self.form = AppointmentForm(desk, card, card.meeting)
        self.add(self.form)
        self.letters = MenuButton(_("Letters to invite them"), self._offer)
        if card.meeting is not None:
            self.add(row(self.letters, None))
        self.close_body()
        self.offer(_("Plan the meeting"), self.do, icon_name="calendar-plus")

    @override
    def first(self) -> QWidget:
        return self.form.with_whom.entry()

    def do(self) -> None:
        """Write it down; the calendar shows it."""
        appointment = self.form.value()
        if appointment is not None:
            self.finish(
                self.desk.do(first_meeting.plan_first_meeting, self.card.id, appointment),
                _("Planned; it stands in the calendar."),
            )

    def _offer(self, menu: Menu) -> None:
        offer_first_meeting(self.desk, menu, whose(self.card), parent=self.window())


def whose(card: BoardCard) -> PaperPair:
    """Whom the papers of a card are for."""
    return PaperPair(card.id, card.mentee_id, card.mentor_id, card.mentee, card.mentor)


class MetQuestion(Question):
    """Asks on which day they met."""

    def __init__(self, desk: Desk, card: BoardCard) -> None:
        super().__init__(
            desk,
            card,
            _("%(mentee)s and %(mentor)s met", mentee=card.mentee, mentor=card.mentor),
            _("From now on each has 24 hours to think it over and to answer you."),
        )
        planned = card.meeting.on if card.meeting else desk.today
        self.day = DayField(today=desk.today)
        self.day.set_value(min(planned, desk.today))
        form = Form(stacked=True)
        form.add(_("On which day?"), self.day, required=True)
        self.add(form)
        self.close_body()
        self.offer(_("They met"), self.do, icon_name="check")

    @override
    def first(self) -> QWidget:
        return self.day.entry()

    def do(self) -> None:
        """Both think it over from here on."""
        on = self.day.value()
        self.day.set_problem("" if on else _("Which day?"))
        if on is not None:
            self.finish(self.desk.do(first_meeting.note_met, self.card.id, on=on))

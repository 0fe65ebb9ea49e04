"""Deciding about somebody: what, on which day, why, and where to; then the letter that says so."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.documents.letters import kind_for
from duodesk.people import partners
from duodesk.people.deciding import Decision, Grounds, decide
from duodesk.people.recruiting import WayRow
from duodesk.ui.desk import Desk
from duodesk.ui.people.letter import LetterDialog
from duodesk.ui.people.letter import decision as decision_letter
from duodesk.ui.theme import look
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.text import show_if

WORDS = {
    Decision.ACCEPTED: N_("Accepted: takes part"),
    Decision.WAITING: N_("On the waiting list"),
    Decision.REDIRECTED: N_("Redirected to another organisation"),
    Decision.DECLINED: N_("Not accepted"),
    Decision.WITHDRAWN: N_("Withdrew"),
}


class DecideDialog(Dialog):
    """One decision; it can be taken back with Ctrl+Z and decided anew at any time."""

    def __init__(
        self,
        desk: Desk,
        shown: WayRow,
        *,
        decision: Decision | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`decision` is the one somebody chose already, where they did."""
        super().__init__(
            _("Decision about %(name)s", name=shown.name),
            icon_name="clipboard-check",
            parent=parent,
        )
        self.setMinimumWidth(look().px(620))
        self._desk, self._row = desk, shown
        self.decision = ChoiceField([(str(d), _(text)) for d, text in WORDS.items()], empty=None)
        self.day = DayField(today=desk.today)
        reasons = reference.picklist("decision_reason")
        self.reason = ChoiceField([(code, one.name()) for code, one in reasons.items()])
        self.text = TextField(lines=3)
        houses = desk.read(
            partners.options, office_id=shown.office_id, receives=True, keep=shown.redirected_to_id
        )
        self.partner = ChoiceField([(str(i), name) for i, name in houses], empty=_("Not known yet"))
        form = Form(label_width=150)
        form.add(_("Decision"), self.decision, required=True)
        form.add(_("Decided on"), self.day, required=True)
        form.add(_("Reason"), self.reason)
        self._where = form.add(_("Where to"), self.partner)
        form.add(
            _("What was said"), self.text, hint=_("Stays in this office and is not on the letter.")
        )
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.then_letter = self.add_button(_("Record, then the letter…"), self.do_and_write)
        self.add_button(_("Record"), self.do, kind="primary", default=True)
        self.decision.committed.connect(lambda _code: self._suit())
        self._show(decision)

    def do(self) -> bool:
        """Record it."""
        day = self.day.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
            return False
        self.text.flush()
        decision = Decision(self.decision.value() or Decision.ACCEPTED)
        done = self._desk.do(
            decide, self._row.enrolment_id, decision, on=day, grounds=self._grounds()
        )
        if done is None:
            return False
        self._desk.say(_("Decision recorded: %(what)s.", what=_(WORDS[decision])))
        self.accept()
        return True

    def do_and_write(self) -> None:
        """Record it and show the letter."""
        kind = kind_for(self.decision.value() or "")
        over = self.parentWidget()
        if self.do() and kind is not None:
            letters = [decision_letter(self._desk, self._row, kind)]
            LetterDialog(self._desk, kind.title, letters, parent=over).open_over()

    def _grounds(self) -> Grounds:
        house = self.partner.value()
        return Grounds(
            reason=self.reason.value(),
            text=self.text.value(),
            partner_id=Id(house) if house else None,
        )

    def _show(self, chosen: Decision | None) -> None:
        """What was decided before, to be put right; on the waiting list, what was said then."""
        shown = self._row
        again = shown.next is None and str(shown.status) in WORDS
        if chosen is not None:
            again = again and str(shown.status) == chosen
        self.decision.set_value(str(chosen or (shown.status if again else Decision.ACCEPTED)))
        self.day.set_value((shown.facts.decided_on if again else None) or self._desk.today)
        self.reason.set_value(shown.decision_reason if again else None)
        self.partner.set_value(str(shown.redirected_to_id) if shown.redirected_to_id else None)
        self.text.set_value(shown.decision_text)
        self._suit()

    def _suit(self) -> None:
        """Where to is asked of who is redirected alone; who withdraws gets no letter."""
        decision = self.decision.value()
        redirected = decision == Decision.REDIRECTED
        show_if(self._where, on=redirected)
        show_if(self.partner, on=redirected)
        show_if(self.then_letter, on=kind_for(decision or "") is not None)
        self.fit()

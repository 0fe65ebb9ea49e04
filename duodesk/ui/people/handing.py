"""Questions about a hand-over: to which office, and why it is refused."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.exchange import handover
from duodesk.exchange.handover import TransferRow
from duodesk.office import queries as office
from duodesk.people.cards import PersonCard
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.form import Form


class HandOverDialog(Dialog):
    """Offer a person to another office."""

    def __init__(self, desk: Desk, card: PersonCard, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Hand over to another office"),
            _(
                "%(name)s stays with you until the other office accepts; you can withdraw until "
                "then. Afterwards that office follows the person and their running duo, and the "
                "notes of interviews come to it with your next file.",
                name=card.full_name,
            ),
            icon_name="arrow-left-right",
            parent=parent,
        )
        self._desk = desk
        self._person_id = card.id
        others = [one for one in desk.read(office.offices) if one.id != desk.office_id]
        self._ids = {one.code: one.id for one in others}
        self.office = ChoiceField([(one.code, one.name) for one in others], empty=_("Which one?"))
        form = Form()
        form.add(_("To"), self.office)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Offer"), self.offer, kind="primary", default=True)

    def offer(self) -> None:
        """Make the offer, once an office is chosen."""
        chosen = self.office.value()
        if not chosen:
            self.office.set_problem(_("Choose the office that takes this person over."))
            return
        if self._desk.do(handover.offer, self._person_id, self._ids[chosen]) is not None:
            self._desk.say(_("Offered. The other office sees it with your next exchange file."))
        self.accept()


class RefuseDialog(Dialog):
    """Say no to an offer, with the reason."""

    def __init__(self, desk: Desk, offer: TransferRow, *, parent: QWidget | None = None) -> None:
        super().__init__(_("Refuse the hand-over"), offer.person, parent=parent)
        self._desk = desk
        self._offer = offer
        self.reason = TextField(lines=3)
        self.reason.set_name(_("Reason"))
        form = Form()
        form.add(_("Reason"), self.reason)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Refuse"), self.refuse, kind="primary")

    def refuse(self) -> None:
        """Say it."""
        self._desk.do(handover.refuse, self._offer.id, self.reason.value())
        self.accept()

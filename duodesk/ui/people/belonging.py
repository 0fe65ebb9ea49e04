"""Which office follows a person: told above their fields, with what can be done about it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.exchange import handover
from duodesk.exchange.handover import TransferRow
from duodesk.office import queries as office
from duodesk.people.cards import PersonCard
from duodesk.ui.desk import Desk
from duodesk.ui.people.handing import RefuseDialog
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import show_if

Actions = tuple[tuple[str, "partial[Any]"], ...]


class Belonging(QWidget):
    """One notice: offered, offered to us, or followed by another office; nothing of our own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.notice: Notice | None = None
        self._said: object = None
        self._place = column(spacing=0)
        self.setLayout(self._place)

    def show_card(self, card: PersonCard | None) -> None:
        """Say what holds now."""
        text, tone, actions = self._told(card) if card is not None else ("", "info", ())
        said = (text, tone, [(title, call.args) for title, call in actions])
        if said == self._said:
            return  # a button that has the focus keeps it
        self._said = said
        if self.notice is not None:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None
        if text:
            buttons = [Button(title, call) for title, call in actions]
            self.notice = Notice(text, *buttons, tone=tone)
            self._place.addWidget(self.notice)
        show_if(self, on=bool(text))

    def _told(self, card: PersonCard) -> tuple[str, str, Actions]:
        desk, own = self._desk, self._desk.office_id
        names = {one.id: one.name for one in desk.read(office.offices)}
        offer = desk.read(handover.offer_of, card.id)
        follows = names.get(card.office_id, "?")
        if offer is None:
            told = "" if card.office_id == own else _(
                "Followed by %(office)s. Ask them before you change something: they see who "
                "changed what.",
                office=follows,
            )  # fmt: skip
            return told, "info", ()
        day = short(offer.offered_on) if offer.offered_on else "?"
        if offer.to_office_id == own:
            told = _(
                "%(office)s offers this person to your office since %(day)s. Their running duo and "
                "the notes of interviews come along.",
                office=follows,
                day=day,
            )
            return told, "warn", (
                (_("Accept"), partial(desk.do, handover.accept, offer.id)),
                (_("Refuse…"), partial(self._refuse, offer)),
            )  # fmt: skip
        to = names.get(offer.to_office_id, "?")
        if card.office_id != own:
            told = _("Followed by %(office)s, and offered to %(other)s.", office=follows, other=to)
            return told, "info", ()
        told = _(
            "Offered to %(office)s since %(day)s. This person stays with you until they accept.",
            office=to,
            day=day,
        )
        return told, "info", (
            (_("Withdraw the offer"), partial(desk.do, handover.withdraw, offer.id)),
        )  # fmt: skip

    def _refuse(self, offer: TransferRow) -> None:
        RefuseDialog(self._desk, offer, parent=self.window()).open_over()

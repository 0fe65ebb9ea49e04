"""The way in on a person's page: the steps so far, the conditions, who sent them, the decision."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.documents.letters import kind_for
from duodesk.office import settings
from duodesk.people import partners
from duodesk.people.deciding import check_eligible, set_partner
from duodesk.people.eligibility import Fit, answer
from duodesk.people.recruiting import WayRow, ways_of
from duodesk.ui.desk import Desk
from duodesk.ui.people.coming import due_badge, next_words
from duodesk.ui.people.deciding import DecideDialog
from duodesk.ui.people.letter import LetterDialog, decision
from duodesk.ui.people.marks import MarksLine
from duodesk.ui.people.volunteer_note import NoteLine
from duodesk.ui.people.words import status_badge
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.layout import Card, column, row
from duodesk.ui.widgets.text import PlainLabel, show_if

_TONES = {Fit.FITS: "good", Fit.NEAR: "warn", Fit.OUTSIDE: "bad", Fit.UNKNOWN: "neutral"}


class WayIn(Card):
    """One part for each taking part of a person."""

    def __init__(self, desk: Desk, person_id: Id) -> None:
        super().__init__(_("Way in"))
        self._desk, self._id = desk, person_id
        self.parts: dict[Id, WayPart] = {}
        self.reload()

    def reload(self) -> None:
        """Show what the desk file holds now."""
        rows = self._desk.read(ways_of, self._id, today=self._desk.today)
        for gone in self.parts.keys() - {shown.enrolment_id for shown in rows}:
            old = self.parts.pop(gone)
            old.hide()
            old.deleteLater()
        for shown in rows:
            if shown.enrolment_id not in self.parts:
                part = WayPart(self._desk)
                self.parts[shown.enrolment_id] = part
                self.body.addWidget(part)
            self.parts[shown.enrolment_id].show_way(shown, titled=len(rows) > 1)
        show_if(self, on=bool(rows))


class WayPart(QWidget):
    """One taking part: marks, what comes next, conditions, partner, decision."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: WayRow | None = None
        self.title = PlainLabel("", role="section")
        self.line = MarksLine()
        self.next, self.due = PlainLabel("", role="strong"), Chip("")
        self.age, self.checked = Chip(""), PlainLabel("", role="small", wrap=True)
        self.check = MenuButton(_("Check the conditions"), self._offer, kind="quiet")
        self.partner = ChoiceField(())
        self.partner.set_name(_("Sent by partner"))
        self.decided = PlainLabel("", role="small", wrap=True)
        self.letter = Button(_("Letter…"), self.write, kind="quiet", icon_name="mail")
        self.note = NoteLine(desk)
        self.decide_button = Button(_("Decide…"), self.decide, icon_name="clipboard-check")
        self.partner.committed.connect(self._refer)
        self.setLayout(self._laid())

    def show_way(self, shown: WayRow, *, titled: bool) -> None:
        """Show how far it has come."""
        self._shown = shown
        self.title.setText(reference.chosen("role", shown.role))
        show_if(self.title, on=titled)
        self.line.show_marks(shown.marks)
        today = self._desk.today
        badge = due_badge(shown.next, today) if shown.next else status_badge(shown.status)
        coming = next_words(shown.next, shown.status, today)
        self.next.setText(coming)
        show_if(self.next, on=bool(coming))
        self.due.show_badge(badge.text, badge.tone)
        self._show_conditions(shown)
        self._show_partner(shown)
        self._show_decision(shown)
        self.note.show_way(shown)

    def decide(self) -> None:
        """Decide, or decide anew."""
        if self._shown is not None:
            DecideDialog(self._desk, self._shown, parent=self.window()).open_over()

    def write(self) -> None:
        """The letter that goes with the decision."""
        shown = self._shown
        kind = kind_for(shown.status) if shown else None
        if shown is not None and kind is not None:
            letters = [decision(self._desk, shown, kind)]
            LetterDialog(self._desk, kind.title, letters, parent=self.window()).open_over()

    def _laid(self) -> QVBoxLayout:
        coming = row(self.next, self.due, None, self.decide_button, spacing=8)
        conditions = row(self.age, None, self.check, spacing=8)
        sent = row(PlainLabel(_("Sent by partner"), role="muted"), self.partner, spacing=10)
        sent.setStretchFactor(self.partner, 1)
        said = row(self.decided, self.letter, spacing=8)
        said.setStretchFactor(self.decided, 1)
        return column(
            self.title, self.line, coming, conditions, self.checked, sent, said, self.note,
            spacing=7,
        )  # fmt: skip

    def _show_conditions(self, shown: WayRow) -> None:
        """By the limits of the day of registration; who saw what kind of proof, never what it
        said.
        """
        on = shown.facts.registered_on or self._desk.today
        limits = self._desk.read(settings.values, office_id=shown.office_id, on=on)
        told = answer(shown.role, shown.birth_date, on, limits)
        self.age.show_badge(str(told.text), _TONES[told.fit])
        if shown.eligible_basis:
            words = {
                "basis": reference.chosen("eligible_basis", shown.eligible_basis),
                "day": short(shown.eligible_on),
                "who": shown.eligible_by,
            }
            text = _("%(basis)s, %(day)s, %(who)s", **words)
        else:
            text = _("The conditions have not been checked yet.")
        self.checked.setText(text)

    def _show_partner(self, shown: WayRow) -> None:
        if self.partner.entry().hasFocus():
            return
        houses = self._desk.read(
            partners.options, office_id=shown.office_id, receives=False, keep=shown.partner_id
        )
        self.partner.set_options([(str(house), name) for house, name in houses])
        self.partner.set_value(str(shown.partner_id) if shown.partner_id else None)

    def _show_decision(self, shown: WayRow) -> None:
        day = shown.facts.decided_on
        parts = [
            _("Decided on %(day)s", day=short(day)) if day else "",
            reference.chosen("decision_reason", shown.decision_reason)
            if shown.decision_reason
            else "",
            shown.redirected_to,
            shown.decided_by if day else "",
        ]
        told = " · ".join(part for part in parts if part)
        self.decided.setText(told)
        show_if(self.decided, on=bool(told))
        show_if(self.letter, on=bool(day) and kind_for(shown.status) is not None)

    def _offer(self, menu: Menu) -> None:
        shown = self._shown
        if shown is None:
            return
        for code, one in reference.picklist("eligible_basis").items():
            menu.item(
                one.name(),
                partial(self._desk.do, check_eligible, shown.enrolment_id, code),
                checked=code == shown.eligible_basis,
            )
        if shown.eligible_basis:
            menu.addSeparator()
            menu.item(
                _("Not checked"),
                partial(self._desk.do, check_eligible, shown.enrolment_id, None),
            )

    def _refer(self, chosen: str | None) -> None:
        if self._shown is not None:
            house = Id(chosen) if chosen else None
            self._desk.do(set_partner, self._shown.enrolment_id, house)

"""Writing down a call, mail or visit, or correcting one: when, how, reached or not, and words."""

from __future__ import annotations

from datetime import datetime, time

from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.clock import BELGIUM
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.people.commands import name_of
from duodesk.people.contacts import (
    ContactRow,
    change_contact,
    log_contact,
    remove_contact,
)
from duodesk.people.words import Channel
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.choice import ChoiceField, SegmentField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.hour import HourField


class ContactDialog(Dialog):
    """A new contact of a person, now and by telephone unless said otherwise; or one to correct."""

    def __init__(
        self,
        desk: Desk,
        person_id: Id,
        *,
        about: str | None = None,
        correct: ContactRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        name = name_of(desk.store, person_id)
        super().__init__(_("Contact with %(name)s", name=name), icon_name="phone", parent=parent)
        self._desk = desk
        self._person_id = person_id
        self._before = correct
        self.reached = SegmentField([("yes", _("Reached")), ("no", _("No answer"))])
        channels = reference.picklist("channel")
        self.channel = ChoiceField([(c, one.name()) for c, one in channels.items()], empty=None)
        subjects = reference.picklist("contact_about")
        self.about = ChoiceField([(c, one.name()) for c, one in subjects.items()])
        self.day, self.hour = DayField(today=desk.today), HourField()
        self.text = TextField(lines=4)
        form = Form()
        form.add(_("Result"), self.reached)
        form.add(_("How"), self.channel)
        form.add(_("About"), self.about)
        form.add(_("Day"), self.day)
        form.add(_("Hour"), self.hour)
        form.add(_("What was said"), self.text)
        self.body.addWidget(form)
        self._begin(about)
        if correct is not None:
            self.add_button(_("Remove"), self._remove)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Write down"), self.keep, kind="primary", default=True)
        self.text.setFocus()

    def keep(self) -> None:
        """Write down what stands in the form."""
        at = self._at()
        if at is None:
            return
        reached = self.reached.value() == "yes"
        channel = Channel(self.channel.value() or Channel.PHONE)
        about, text = self.about.value(), self.text.value()
        before = self._before
        if before is None:
            done = self._desk.do(
                log_contact, self._person_id, at=at, channel=channel, reached=reached,
                about=about, text=text,
            )  # fmt: skip
        else:
            done = self._desk.do(
                change_contact, before.id, at=at, channel=channel, reached=reached,
                about=about, **self._words(before, text),
            )  # fmt: skip
        if done is not None:
            self.accept()

    def _begin(self, about: str | None) -> None:
        before = self._before
        local = (before.at if before else self._desk.store.clock.now()).astimezone(BELGIUM)
        self.reached.set_value("yes" if before is None or before.reached else "no")
        self.channel.set_value(str(before.channel if before else Channel.PHONE))
        self.about.set_value(before.about if before else about)
        self.day.set_value(local.date())
        self.hour.set_value(local.hour * 60 + local.minute)
        self.text.set_value((before.text if before else "") or "")

    def _at(self) -> datetime | None:
        """The moment that is typed; without an hour it was now, or that day at noon."""
        day, minutes = self.day.value(), self.hour.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
            return None
        if self.hour.line.text().strip() and minutes is None:
            self.hour.set_problem(_("Write the hour like this: 14:30."))
            return None
        now = self._desk.store.clock.now()
        if minutes is None:
            return now if day == self._desk.today else datetime.combine(day, time(12), BELGIUM)
        at = datetime.combine(day, time(minutes // 60, minutes % 60), BELGIUM)
        before = self._before.at if self._before else now
        # The form shows whole minutes: what was not touched keeps its seconds.
        return before if before.replace(second=0, microsecond=0) == at else at

    def _words(self, before: ContactRow, text: str) -> dict[str, str]:
        """The words, where they were changed: those kept in another office are left alone."""
        return {"text": text} if text != (before.text or "") else {}

    def _remove(self) -> None:
        if self._before is not None and self._desk.do(remove_contact, self._before.id) is not None:
            self.accept()

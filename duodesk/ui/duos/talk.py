"""Noting a talk with one of a duo or both, or that it was tried: most of it set by one key each."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.followup import contacts
from duodesk.followup.contacts import ContactValues
from duodesk.followup.facing import Facing
from duodesk.followup.words import Party, Situation
from duodesk.people.words import Channel
from duodesk.ui import keys
from duodesk.ui.desk import Desk
from duodesk.ui.duos.minutes import MinutesField
from duodesk.ui.widgets.choice import SegmentField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.field import Field, TextField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.text import PlainLabel

_YES, _NO, _NOT_ASKED = "yes", "no", ""
_SIDES = {Qt.Key.Key_E: Party.MENTEE, Qt.Key.Key_O: Party.MENTOR, Qt.Key.Key_B: Party.TOGETHER}
_REACHED = {Qt.Key.Key_R: _YES, Qt.Key.Key_N: _NO}
CHANNELS = {
    Qt.Key.Key_T: Channel.PHONE,
    Qt.Key.Key_M: Channel.EMAIL,
    Qt.Key.Key_S: Channel.MESSAGE,
    Qt.Key.Key_P: Channel.IN_PERSON,
    Qt.Key.Key_L: Channel.LETTER,
}
_ASKED = (Situation.LOOKING, Situation.NOT_LOOKING, Situation.POSITIVE)
_MOODS = range(1, 6)


class TalkForm(QWidget):
    """E O B with whom, R N reached or not, T M S P L how, 1 to 5 how it goes, + and − the minutes,
    W how things stand. What is likely is proposed.
    """

    def __init__(self, desk: Desk, facing: Facing) -> None:
        super().__init__()
        self._desk, self._facing = desk, facing
        self._proposed: date | None = None
        self.side = SegmentField(
            [
                (str(Party.MENTEE), _("Mentee (E)")),
                (str(Party.MENTOR), _("Mentor (O)")),
                (str(Party.TOGETHER), _("Both (B)")),
            ]
        )
        self.phone = PlainLabel("", role="muted").selectable()
        self.reached = SegmentField([(_YES, _("Reached (R)")), (_NO, _("No answer (N)"))])
        letters = {str(channel): chr(key) for key, channel in CHANNELS.items()}
        channels = [
            (code, f"{one.name()} ({letters[code]})" if code in letters else one.name())
            for code, one in reference.picklist("channel").items()
        ]
        self.channel = SegmentField(channels)
        self.mood = SegmentField([(str(n), str(n)) for n in _MOODS])
        for place, number in enumerate(_MOODS):
            self.mood.segments.name_choice(place, _("%(n)s of 5; 1 is badly, 5 is well", n=number))
        self.minutes = MinutesField()
        self.situation = SegmentField(
            [(_NOT_ASKED, _("Not asked")),
             *((str(one), reference.chosen("situation", one)) for one in _ASKED)]
        )  # fmt: skip
        self.next_on = DayField(today=desk.today)
        self.hint = PlainLabel("", role="small", wrap=True)
        self.note = TextField(lines=3)
        self._lay()
        self._begin()

    def first(self) -> QWidget:
        """Where the keys go first."""
        return self.side.segments

    def take_key(self, event: QKeyEvent) -> bool:
        """A letter or digit that sets something at once; whether it was one of these."""
        key, mood = Qt.Key(event.key()), keys.digit(event)
        if key in _SIDES:
            self.side.set_value(str(_SIDES[key]))
            self._on_side()
        elif key in _REACHED:
            self.reached.set_value(_REACHED[key])
            self._on_side()
        elif key in CHANNELS:
            self.channel.set_value(str(CHANNELS[key]))
        elif mood in _MOODS:
            self.mood.set_value("" if self.mood.value() == str(mood) else str(mood))
        elif key == Qt.Key.Key_W and self._facing.asks_status:
            self._ask_on()
        else:
            return self.minutes.take_key(event)
        return True

    def keep(self) -> str | None:
        """Note the talk; what to say of it, None where it could not be."""
        values = self.values()
        if self._desk.do(contacts.log, self._facing.duo_id, values) is None:
            return None
        who = {
            Party.MENTEE: self._facing.mentee,
            Party.MENTOR: self._facing.mentor,
            Party.TOGETHER: self._facing.names,
        }[values.side]
        if not values.reached:
            return _("%(name)s was not reached; noted as an attempt.", name=who)
        if self._proposed is not None and values.next_on is None:
            return _("Talk with %(name)s noted. The next one: %(day)s.",
                     name=who, day=short(self._proposed))  # fmt: skip
        return _("Talk with %(name)s noted. Ctrl+Z takes it back.", name=who)

    def values(self) -> ContactValues:
        """What stands in the form; a next day that the plan has anyway needs no reminder."""
        mood, situation = self.mood.value(), self.situation.value()
        asked = self.next_on.value()
        return ContactValues(
            side=Party(self.side.value() or Party.MENTEE),
            channel=Channel(self.channel.value() or Channel.PHONE),
            reached=self.reached.value() != _NO,
            minutes=self.minutes.value(),
            mood=int(mood) if mood else None,
            text=self.note.value(),
            situation=Situation(situation) if situation else None,
            next_on=asked if asked != self._proposed else None,
        )

    def _lay(self) -> None:
        form = Form(label_width=120)
        form.add(_("With"), self._beside(self.side, _("With"), self.phone))
        form.add(_("Result"), self.reached)
        form.add(_("How"), self.channel)
        minutes = PlainLabel(_("Minutes (+ −)"), role="muted")
        going = _("How it goes (1–5)")
        form.add(going, self._beside(self.mood, going, minutes, self.minutes))
        self.minutes.set_name(_("Minutes (+ −)"))
        if self._facing.asks_status:
            form.add(_("How things stand (W)"), self.situation)
        coming = _("Next contact")
        form.add(coming, self._beside(self.next_on, coming, self.hint))
        form.add(_("Note"), self.note)
        self.setLayout(column(form))
        self.side.committed.connect(lambda _value: self._on_side())
        self.reached.committed.connect(lambda _value: self._on_side())

    def _beside(self, field: Field[Any], name: str, *others: QWidget) -> QWidget:
        """A field with more beside it, still named by its label."""
        field.set_name(name)
        line = row(field, *others, spacing=12)
        line.setStretchFactor(others[-1], 1)
        made = widget(line)
        made.setFocusProxy(field)
        return made

    def _begin(self) -> None:
        self.side.set_value(str(self._facing.side))
        self.reached.set_value(_YES)
        self.channel.set_value(str(Channel.PHONE))
        self.situation.set_value(_NOT_ASKED)
        self._on_side()

    def _on_side(self) -> None:
        """Another side has another number and another day in the plan."""
        side = Party(self.side.value() or Party.MENTEE)
        facing, untouched = self._facing, self.next_on.value() == self._proposed
        numbers = {Party.MENTEE: facing.phones.mentee, Party.MENTOR: facing.phones.mentor}
        both = " · ".join(p for p in (facing.phones.mentee, facing.phones.mentor) if p)
        self.phone.setText(numbers.get(side, both) or _("No telephone number"))
        reached = self.reached.value() != _NO
        self._proposed = facing.next_with.get(side) if reached else None
        if untouched:
            self.next_on.set_value(self._proposed)
        if not reached:
            self.hint.setText(_("The step of the plan stays open; a day here reminds you of it."))
        elif self._proposed is not None:
            self.hint.setText(_("As the plan has it; another day becomes a reminder."))
        else:
            self.hint.setText(_("The plan has none; a day here becomes a reminder."))

    def _ask_on(self) -> None:
        """The next answer, round and round."""
        codes = [_NOT_ASKED, *map(str, _ASKED)]
        place = codes.index(self.situation.value() or _NOT_ASKED)
        self.situation.set_value(codes[(place + 1) % len(codes)])

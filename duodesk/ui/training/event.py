"""The form of an event: a new one, or one that is planned; what speaks against it is said first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.training import events
from duodesk.training.clashes import clashes_of
from duodesk.training.entry import titled
from duodesk.training.events import EventRow, EventValues, TrainerValues
from duodesk.training.words import EventKind
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.drafting import draft
from duodesk.ui.training.event_form import EventForm
from duodesk.ui.training.shown import Spot, kind_words
from duodesk.ui.training.warnings import Warnings
from duodesk.ui.training.words import seats_words
from duodesk.ui.widgets.dialog import Dialog

_KIND = "training/kind"
_SAME = (
    "kind", "held_on", "start", "minutes", "online", "language", "capacity", "series_id",
    "person_id", "proposal_id", "duo_id", "led_by", "unit_ids",
)  # fmt: skip


class EventDialog(Dialog):
    """`kept` carries the event and its day; `series_wanted` the series to be opened."""

    kept = Signal(object, object)
    series_wanted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        *,
        row: EventRow | None = None,
        spot: Spot | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("New entry") if row is None else _title(row)
        super().__init__(title, _told(row), icon_name="calendar-plus", parent=parent)
        self.setMinimumWidth(look().px(760))
        self._desk, self._row = desk, row
        self.form = EventForm(desk)
        self.form.show_values(_values(row) if row is not None else self._usual(spot))
        self.warnings = Warnings()
        self.body.addWidget(self.form)
        self.body.addWidget(self.warnings)
        self.form.changed.connect(self.warn)
        self._add_buttons()
        self.form.fields["kind" if row is None else "held_on"].setFocus()
        self.warn()

    def warn(self) -> None:
        """Say what speaks against it as it stands now."""
        values = self.form.values()
        if values["held_on"] is None or (self._row is not None and self._row.cancelled_on):
            self.warnings.show_clashes(())
            return
        wanted = self._desk.read(
            draft, values, self._row, office_id=self._desk.office_id, today=self._desk.today
        )
        self.warnings.show_clashes(self._desk.read(clashes_of, wanted, today=self._desk.today))

    def keep(self) -> None:
        """Write it down, whatever is warned of."""
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()
        if self.form.complain():
            return
        values = self.form.values()
        event_id, done = self._write(values)
        if done is not None and event_id is not None:
            self._desk.memory.put(_KIND, str(values["kind"]))
            self.accept()
            self.kept.emit(event_id, values["held_on"])

    def _write(self, values: dict[str, Any]) -> tuple[Id | None, object]:
        if self._row is None:
            made = self._desk.do(events.plan_event, EventValues(**values))
            return (made.id, made) if made is not None else (None, None)
        before = _values(self._row)
        changed = {n: v for n, v in values.items() if v != getattr(before, n)}
        if not changed:
            return self._row.id, True
        return self._row.id, self._desk.do(events.change_event, self._row.id, **changed)

    def _usual(self, spot: Spot | None) -> EventValues:
        """A new entry where the person is, led by them."""
        desk = self._desk
        at = spot or Spot(desk.today)
        kind = desk.memory.text(_KIND, EventKind.INTERVIEW)
        return EventValues(
            kind=EventKind(kind) if kind in set(EventKind) else EventKind.OTHER,
            held_on=at.day,
            start=at.start,
            minutes=at.minutes,
            led_by=desk.store.author_id,
        )

    def _add_buttons(self) -> None:
        row = self._row
        if row is not None:
            if row.series_id is not None:
                self.add_button(_("Open the series"), self._open_series, kind="quiet")
            if row.cancelled_on is None:
                self.add_button(_("Call off"), self._call_off, kind="quiet")
            else:
                self.add_button(_("It takes place after all"), self._hold, kind="quiet")
        self.add_button(_("Cancel"), self.reject)
        words = _("Plan it") if row is None else _("Keep")
        self.add_button(words, self.keep, kind="primary", default=True)

    def _open_series(self) -> None:
        if self._row is not None:
            self.reject()
            self.series_wanted.emit(self._row.series_id)

    def _call_off(self) -> None:
        if self._row is not None and self._desk.do(events.cancel_event, self._row.id) is not None:
            self.accept()
            self._desk.say(_("Called off; it stays crossed out. Ctrl+Z takes it back."))

    def _hold(self) -> None:
        if self._row is not None and self._desk.do(events.hold_event, self._row.id) is not None:
            self.accept()


def _title(row: EventRow) -> str:
    word = kind_words(row.kind)
    about = row.title or row.series or row.who
    return titled(word, about)


def _told(row: EventRow | None) -> str:
    """Who it is about, who has a seat, whether it is called off."""
    if row is None:
        return ""
    told = [row.who, row.series if row.title else ""]
    if row.capacity is not None or row.booked:
        told.append(seats_words(row.booked, _seats(row), row.waiting))
    if row.cancelled_on is not None:
        told.append(_("Called off on %(day)s", day=short(row.cancelled_on)))
    return " · ".join(part for part in told if part)


def _seats(row: EventRow) -> int | None:
    return row.capacity if row.seats_left is None else row.booked + row.seats_left


def _values(row: EventRow) -> EventValues:
    """A planned event as the form shows it."""
    own = {name: getattr(row, name) for name in _SAME}
    trainers = tuple(
        TrainerValues(author_id=one.author_id, name=None if one.author_id else one.name)
        for one in row.trainers
    )
    return EventValues(**own, title=row.title or None, place=row.place or None, trainers=trainers)

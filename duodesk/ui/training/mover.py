"""Moving and copying from the calendar: what speaks against it is told first, and never forbids
it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal

from duodesk.base.dates import hours
from duodesk.base.i18n import _
from duodesk.training import events
from duodesk.training.clashes import clashes_of
from duodesk.training.dated import Dated, Key, Source
from duodesk.training.events import KEEP
from duodesk.training.moving import move
from duodesk.ui.desk import Desk
from duodesk.ui.training.shown import Spot
from duodesk.ui.training.warnings import clash_words
from duodesk.ui.training.words import day_words
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.notice import Notice

_SHOWN = 2  # of what speaks against it; the calendar stays in sight


class Mover(Notice):
    """The line that asks; hidden while nothing is asked.

    `asked` carries the entry and where it would go, `answered` the entry's key and where it is
    now: None where it stays.
    """

    asked = Signal(object, object)
    answered = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        self._yes = Button(_("Move all the same"), self.go_on)
        self._no = Button(_("Take back"), self.take_back)
        super().__init__("", self._yes, self._no, tone="warn")
        self._desk = desk
        self._key: Key | None = None
        self._then: Callable[[], Key | None] | None = None
        self._spot: Spot | None = None
        self.hide()

    @property
    def asks(self) -> bool:
        """Whether an answer is awaited."""
        return self._then is not None

    def move_entry(self, one: Dated, spot: Spot) -> None:
        """Let an entry go elsewhere, if nothing speaks against it or the person says so."""
        if not one.movable:
            self._desk.say(_("This day is changed where it is kept: Enter opens it."), "info")
            return
        if one.start is None and one.key.source in {Source.INTERVIEW, Source.PROPOSAL}:
            spot = replace(spot, start=None, minutes=None)
        self._ask(one, spot, one.key, lambda: self._moved(one, spot))

    def copy_entry(self, one: Dated, spot: Spot) -> None:
        """Put the same once more elsewhere."""
        if one.key.source != Source.EVENT or one.key.id is None:
            self._desk.say(_("Only what was planned in the calendar can be copied."), "info")
            return
        self._ask(one, spot, Key(Source.EVENT), lambda: self._copied(one, spot))

    def go_on(self) -> None:
        """Do it all the same."""
        if self._then is not None:
            self._do(self._then)

    def take_back(self) -> None:
        """Let it be where it is."""
        if self._then is not None:
            key = self._key
            self._clear()
            self.answered.emit(key, None)

    def forget(self) -> None:
        """Ask no more, without telling: something else is shown."""
        self._clear()

    def _ask(self, one: Dated, spot: Spot, key: Key, then: Callable[[], Key | None]) -> None:
        self._clear()
        self._key, self._spot = one.key, spot
        wanted = replace(
            one, key=key, day=spot.day, start=spot.start, minutes=spot.minutes, cancelled=False
        )
        against = self._desk.read(clashes_of, wanted, today=self._desk.today)
        found = clash_words(against, shown=_SHOWN)
        if not found:
            self._do(then)
            return
        self._then = then
        copied = key.id is None
        self._yes.set_text(_("Copy all the same") if copied else _("Move all the same"))
        when = " ".join(p for p in (day_words(spot.day), hours(spot.start, spot.minutes)) if p)
        self.set_text(_("%(title)s, %(when)s: %(clashes)s", title=one.title, when=when,
                        clashes=found))  # fmt: skip
        if not copied:
            self.asked.emit(one, spot)

    def _do(self, then: Callable[[], Key | None]) -> None:
        spot, key = self._spot, self._key
        self._clear()
        done = then()
        self.answered.emit(done or key, spot if done is not None else None)

    def _moved(self, one: Dated, spot: Spot) -> Key | None:
        start = KEEP if spot.start is None else spot.start
        minutes = KEEP if spot.minutes is None else spot.minutes
        done = self._desk.do(move, one.key, held_on=spot.day, start=start, minutes=minutes)
        return one.key if done is not None else None

    def _copied(self, one: Dated, spot: Spot) -> Key | None:
        if one.key.id is None:
            return None
        start = KEEP if spot.start is None else spot.start
        done = self._desk.do(events.copy_event, one.key.id, held_on=spot.day, start=start)
        return Key(Source.EVENT, done.id) if done is not None else None

    def _clear(self) -> None:
        self._then = self._key = self._spot = None
        self.hide()

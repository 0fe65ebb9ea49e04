"""Taking something by the mouse and letting it go elsewhere: move, copy with Ctrl, make longer, or
draw a new entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from duodesk.training.dated import Dated
from duodesk.ui.training.shown import Spot


@dataclass(frozen=True, slots=True)
class Grip:
    """What was taken, where, and whether by its lower edge; without an entry empty hours."""

    entry: Dated | None
    at: tuple[float, float]
    edge: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """What came of it: the entry, or none for a new one, where it goes, and whether as a copy."""

    entry: Dated | None
    spot: Spot
    copied: bool


Where = Callable[[Grip, QPointF], Spot | None]


class Dragging:
    """What is on its way; `where` says at which spot something taken there is, when it is held
    here.
    """

    def __init__(self, where: Where) -> None:
        self._where = where
        self.grip: Grip | None = None
        self.spot: Spot | None = None
        self.copying = False

    @property
    def on(self) -> bool:
        """Whether something is on its way; a button that is only held down is a click."""
        return self.spot is not None

    @property
    def entry(self) -> Dated | None:
        """What is on its way."""
        return self.grip.entry if self.grip is not None else None

    def take(self, pos: QPointF, entry: Dated | None, *, edge: bool) -> None:
        """The button went down here."""
        self.grip = Grip(entry, (pos.x(), pos.y()), edge)

    def pull(self, pos: QPointF, *, copying: bool) -> None:
        """The pointer is here now."""
        grip = self.grip
        if grip is None:
            return
        far = (pos - QPointF(*grip.at)).manhattanLength() >= QApplication.startDragDistance()
        if self.on or far:
            self.spot = self._where(grip, pos) or self.spot
            self.copying = copying and grip.entry is not None and not grip.edge

    def scrolled(self, dx: int, dy: int) -> None:
        """What lies below was scrolled: what was taken lies elsewhere now."""
        if self.grip is not None:
            x, y = self.grip.at
            self.grip = replace(self.grip, at=(x + dx, y + dy))

    def let_go(self, *, copying: bool) -> Dropped | None:
        """The button came up: what is to be done, if anything."""
        grip, spot = self.grip, self.spot
        self.stop()
        if grip is None or spot is None:
            return None
        copied = copying and grip.entry is not None and not grip.edge
        one = grip.entry
        if one is not None and spot == Spot(one.day, one.start, one.minutes):
            return None
        return Dropped(one, spot, copied)

    def stop(self) -> None:
        """Nothing is on its way any more."""
        self.grip = self.spot = None
        self.copying = False

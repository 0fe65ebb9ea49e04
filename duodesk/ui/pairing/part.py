"""What every part of the pairing screen is: made when first shown, read anew when told so."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple, Protocol, cast

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.header import EmptyState

BOARD, WAITING, PLAN, MEETING, DEMAND = "board", "waiting", "plan", "meeting", "demand"


class Part(Protocol):
    """A widget that reads anew."""

    def reload(self) -> None:
        """Read the desk file again."""


class PartEntry(NamedTuple):
    """A part: its key, title, and where its class is."""

    key: str
    title_id: str
    place: str

    @property
    def title(self) -> str:
        return _(self.title_id)

    def make(self, desk: Desk, parent: QWidget) -> QWidget:
        """The part itself, in its place from the start."""
        module, name = self.place.split(":")
        if find_spec(module) is None:
            return EmptyState("handshake", _("This part is not there yet."))
        return cast("QWidget", getattr(import_module(module), name)(desk, parent))


PARTS = (
    PartEntry(BOARD, N_("Board"), "duodesk.ui.pairing.board:BoardPart"),
    PartEntry(WAITING, N_("Who waits"), "duodesk.ui.pairing.waiting:WaitingPart"),
    PartEntry(PLAN, N_("Whole plan"), "duodesk.ui.pairing.plan:PlanPart"),
    PartEntry(MEETING, N_("Matching meeting"), "duodesk.ui.pairing.meeting:MeetingPart"),
    PartEntry(DEMAND, N_("Supply and demand"), "duodesk.ui.pairing.demand:DemandPart"),
)

"""The parts of the screen of duos, declared once; each is made when first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.ui.desk import Desk
from duodesk.ui.duos.part import DuosPart


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its key (which is also the subject that opens it), title, and where its class
    is.
    """

    key: str
    title_id: str
    place: str

    @property
    def title(self) -> str:
        return _(self.title_id)

    def make(self, desk: Desk, parent: QWidget) -> DuosPart:
        """The part itself, made in its place."""
        module, name = self.place.split(":")
        return cast("DuosPart", getattr(import_module(module), name)(desk, parent))


PARTS = (
    Part("list", N_("Duos"), "duodesk.ui.duos.listing:DuosList"),
    Part("rounds", N_("Outcome round"), "duodesk.ui.duos.rounds:RoundsPart"),
)

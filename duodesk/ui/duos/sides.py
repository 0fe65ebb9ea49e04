"""The sides of a duo, declared once; each is made when first shown and knows nothing of the
others.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.ui.desk import Desk
from duodesk.ui.duos.facts import Facts


class DuoSide(QWidget):
    """One side; `wanted` carries the name of what the panel is to do (see `DuoDetail.act`)."""

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def show_facts(self, shown: Facts) -> None:
        """Show this side of a duo."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its key, title, and where its class is."""

    key: str
    title_id: str
    place: str

    @property
    def title(self) -> str:
        return _(self.title_id)

    def make(self, desk: Desk) -> DuoSide:
        """The side itself."""
        module, name = self.place.split(":")
        return cast("DuoSide", getattr(import_module(module), name)(desk))


SIDES = (
    Side("now", N_("Now"), "duodesk.ui.duos.now:NowSide"),
    Side("plan", N_("Follow-up plan"), "duodesk.ui.duos.plan_side:PlanSide"),
    Side("log", N_("Talks and meetings"), "duodesk.ui.duos.log_side:LogSide"),
    Side("outcome", N_("Outcome and closing"), "duodesk.ui.duos.outcome_side:OutcomeSide"),
    Side("papers", N_("Papers and meetings of mentors"), "duodesk.ui.duos.papers_side:PapersSide"),
)

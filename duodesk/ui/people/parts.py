"""The parts of the people screen, declared once in the order of the programme; each is made when
first shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.ui.desk import Desk
from duodesk.ui.people.view import View


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

    def make(self, desk: Desk, parent: QWidget) -> View:
        """The part itself, made in its place."""
        module, name = self.place.split(":")
        return cast("View", getattr(import_module(module), name)(desk, parent))


PARTS = (
    Part("list", N_("People"), "duodesk.ui.people.listing:ListView"),
    Part("recruitment", N_("Recruitment"), "duodesk.ui.people.recruitment:RecruitmentView"),
    Part("calls", N_("Calls"), "duodesk.ui.people.calls:CallsView"),
    Part("lookalikes", N_("Look-alikes"), "duodesk.ui.people.lookalikes:LookalikesView"),
    Part("sessions", N_("Information sessions"), "duodesk.ui.people.sessions:SessionsView"),
    Part("partners", N_("Partners"), "duodesk.ui.people.partners:PartnersView"),
)

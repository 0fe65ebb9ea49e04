"""The parts of the training screen, declared once; each is made when first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from duodesk.base.i18n import N_, _
from duodesk.ui.desk import Desk
from duodesk.ui.training.part import CalendarPart


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

    def make(self, desk: Desk) -> CalendarPart:
        """The part itself."""
        module, name = self.place.split(":")
        return cast("CalendarPart", getattr(import_module(module), name)(desk))


PARTS = (
    Part("calendar", N_("Calendar"), "duodesk.ui.training.calendar:CalendarView"),
    Part("series", N_("Series"), "duodesk.ui.training.series_part:SeriesPart"),
    Part(
        "meetings", N_("Mentors' meetings"), "duodesk.ui.training.meetings_part:MentorsMeetingsPart"
    ),
    Part("days_off", N_("Days off"), "duodesk.ui.training.days_off_part:DaysOffPart"),
)

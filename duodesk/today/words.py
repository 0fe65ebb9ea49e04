"""Words of Today that are chosen when they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from typing_extensions import override

from duodesk.base.i18n import N_, _


class Group(StrEnum):
    """The parts of the list, in their order."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    WAITING = "waiting"
    DONE = "done"

    @property
    @override
    def title(self) -> str:  # type: ignore[override]  # what a group is called, never its letters
        """Its heading."""
        return _(_GROUPS[self])


_GROUPS: dict[str, str] = {
    Group.OVERDUE: N_("Overdue"),
    Group.TODAY: N_("Today"),
    Group.WEEK: N_("This week"),
    Group.WAITING: N_("Waiting for others"),
    Group.DONE: N_("Done today"),
}


@dataclass(frozen=True, slots=True)
class NamedStep:
    """The title of a step of the follow-up, as its template says it."""

    title: str

    @override
    def __str__(self) -> str:
        return self.title

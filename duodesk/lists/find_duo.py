"""The duos a row of a list may mean: the one of its number, or those of its mentee."""

from __future__ import annotations

from collections.abc import Mapping

from duodesk.base.collate import fold
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.lists.duos import Standing, numbered
from duodesk.lists.pairs import Draft, People


class Duos:
    """All duos of the desk, to be found as lists name them."""

    def __init__(self, people: People, duos: Mapping[Id, list[Standing]]) -> None:
        self._people, self._duos, self._numbered = people, duos, numbered(duos)

    def find(self, draft: Draft, *, started: bool = False) -> list[Standing]:
        """Those a row may mean, the earliest first; none is a problem with the way out."""
        number = draft.text("duo_number")
        duo = self._numbered.get(fold(number).strip()) if number else None
        if duo is not None:
            return [duo]
        if number and not (draft.names("mentee") or draft.names("mentor")):
            draft.problem(
                "duo_number", Message(N_("is no duo that is known")),
                Message(N_("Bring the duos in first, or write the number as here.")),
            )  # fmt: skip
            return []
        mentee = self._people.find(draft, "mentee")
        if mentee is None or mentee.id is None:
            return []
        own = [d for d in self._duos.get(mentee.id, ()) if d.start_date or not started]
        if not own:
            reason = N_("is in no duo that has started") if started else N_("is in no duo")
            draft.problem("mentee", Message(reason), Message(N_("Bring the duos in first.")))
        return own

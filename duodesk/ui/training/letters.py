"""Letters and certificates of several people: that they were made is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import language_name
from duodesk.base.ids import Id
from duodesk.documents.commands import LETTERS, Owned, draw_several, print_several
from duodesk.documents.draw import Paper, draw
from duodesk.ui.desk import Desk
from duodesk.ui.training.pages_dialog import PagesDialog, Sheet


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper and whom it is for."""

    person_id: Id
    name: str
    paper: Paper

    @property
    def sheet(self) -> Sheet:
        """The paper in a list of papers."""
        return Sheet(
            name=self.name,
            file=f"{self.paper.number}.pdf",
            draw=partial(draw, self.paper),
            note=f"{self.name} · {language_name(self.paper.language)}",
            missing=self.paper.missing,
        )


class LettersDialog(PagesDialog):
    """`made` carries the people whose paper left the desk."""

    made = Signal(object)

    def __init__(
        self, desk: Desk, title: str, letters: Sequence[Letter], *, parent: QWidget | None = None
    ) -> None:
        self.letters = list(letters)
        sheets = [one.sheet for one in self.letters]
        super().__init__(desk, title, sheets, icon_name="mail", parent=parent)

    @override
    def leaves(self, places: Sequence[int]) -> bool:
        here = [self.letters[place] for place in places]
        drawn = draw_several([Owned(one.paper, person_id=one.person_id) for one in here])
        return bool(here) and self.desk.do(print_several, drawn, LETTERS) is not None

    @override
    def left(self, places: Sequence[int]) -> None:
        self.made.emit([self.letters[place].person_id for place in places])

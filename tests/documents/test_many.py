"""Many papers in one go: told how far it is, stopped when asked, nothing written down then."""

from __future__ import annotations

import pytest

from duodesk.base.progress import Cancelled
from duodesk.documents.catalog import LETTERS
from duodesk.documents.commands import LETTERS as LABEL
from duodesk.documents.commands import Owned, draw_several, print_several
from duodesk.documents.draw import draw, draw_all
from duodesk.model.documents import Document
from duodesk.model.people import Role
from duodesk.people.commands import register
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.documents.every import KINDS, paper


class Stopping:
    """Hears how far it is, and asks to stop at one of the papers."""

    def __init__(self, at: int) -> None:
        self.at, self.told = at, list[tuple[int, int]]()

    def step(self, done: int, total: int, text: str = "") -> None:
        self.told.append((done, total))
        if done == self.at:
            raise Cancelled


def test_papers_come_one_by_one_as_if_each_was_asked_for_alone() -> None:
    asked = [paper(kind, "nl") for kind in KINDS[:3]]
    listening = Stopping(at=99)
    assert list(draw_all(asked, progress=listening)) == [draw(one) for one in asked]
    assert listening.told == [(0, 3), (1, 3), (2, 3)]


def test_letters_that_are_stopped_are_not_written_down(store: Store) -> None:
    people = [
        register(store, Role.MENTEE, values=PersonValues(given_name=name)).person_id
        for name in ("Awa", "Sami", "Lina")
    ]
    letters = [Owned(paper(LETTERS[0], "fr"), person_id=one) for one in people]
    with pytest.raises(Cancelled):
        print_several(store, draw_several(letters, progress=Stopping(at=2)), LABEL)
    with store.read() as session:
        assert session.query(Document).count() == 0
    print_several(store, draw_several(letters, progress=Stopping(at=99)), LABEL)
    with store.read() as session:
        assert session.query(Document).count() == 3

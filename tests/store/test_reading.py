"""What one reading asks once."""

from __future__ import annotations

from datetime import date

from duodesk.office import settings
from duodesk.office.settings import DUO_WEEKS, values
from duodesk.store.reading import once
from duodesk.store.store import Store

ON = date(2026, 11, 24)


def test_a_session_for_reading_gives_the_answer_that_it_gave_before(store: Store) -> None:
    asked: list[str] = []
    with store.read() as session:
        once(session, "names", lambda: asked.append("names"))
        once(session, "names", lambda: asked.append("names"))
        once(session, "choices", lambda: asked.append("choices"))
    with store.read() as session:
        once(session, "names", lambda: asked.append("names again"))
    assert asked == ["names", "choices", "names again"]


def test_one_for_writing_asks_anew(store: Store) -> None:
    asked: list[str] = []
    with store.write("Two questions") as write:
        once(write.session, "names", lambda: asked.append("names"))
        once(write.session, "names", lambda: asked.append("names"))
    assert asked == ["names", "names"]


def test_the_next_reading_sees_what_was_chosen_meanwhile(store: Store) -> None:
    def weeks() -> int:
        with store.read() as session:
            return values(session, office_id=store.office_id, on=ON).number(DUO_WEEKS)

    assert weeks() == 26
    settings.choose(store, DUO_WEEKS, "20")
    assert weeks() == 20

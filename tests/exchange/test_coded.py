"""Two versions of a field that holds codes: one of them is chosen, never written anew."""

from __future__ import annotations

from datetime import UTC, datetime

from duodesk.base.i18n import speaking
from duodesk.base.ids import Id
from duodesk.exchange import review
from duodesk.exchange.review import TwoVersions
from duodesk.model.recruitment import Contact
from tests.exchange.desks import Laptop, Offices
from tests.store.test_store import add


def write(laptop: Laptop, row: Id, **values: str) -> None:
    with laptop.store.write("Edited") as write:
        for field, value in values.items():
            setattr(write.session.get_one(Contact, row), field, value)


def cards(laptop: Laptop) -> dict[str, TwoVersions]:
    with laptop.store.read() as session:
        return {one.field: one for one in review.two_versions(session)}


def test_a_code_is_shown_in_words_and_stays_a_code(offices: Offices) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    with bru.store.write("Contact") as writing:
        row = writing.new_id()
        writing.session.add(
            Contact(id=row, person_id=person_id, happened_at=datetime(2026, 11, 2, 9, tzinfo=UTC))
        )
    youssef = offices.join("BRU", "Youssef")
    offices.everybody()
    write(bru, row, about="first_call", side="mentee", text="2026-12-03")
    write(youssef, row, about="no_show", side="mentor", text="en français")
    offices.everybody()
    with speaking("fr"):
        found = cards(bru)
    assert {field: one.text for field, one in found.items()} == {
        "about": False, "side": False, "text": True,
    }  # fmt: skip
    assert {v.text for v in found["text"].versions} == {"2026-12-03", "en français"}
    for one in found.values():
        (chosen,) = [v for v in one.versions if v.value in {"first_call", "mentee", "2026-12-03"}]
        assert chosen.text != chosen.value or one.text
        review.choose(bru.store, one.table, one.row, one.field, chosen.value)
    with bru.store.read() as session:
        contact = session.get_one(Contact, row)
        assert (contact.about, contact.side) == ("first_call", "mentee")
    assert not cards(bru)

"""Removed on one laptop, edited on others: what somebody chose stays, and nothing is closed that
nobody looked at.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.exchange import handover, review
from duodesk.exchange.review import TwoVersions
from duodesk.model.people import Note, Person
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import conflicts, state
from tests.exchange.test_offices import note, text_of
from tests.store.test_store import add


def edit(laptop: Laptop, person_id: Id, **values: str) -> None:
    laptop.clock.advance(timedelta(minutes=1))
    with laptop.store.write("Edited") as write:
        person = write.session.get_one(Person, person_id)
        for field, value in values.items():
            setattr(person, field, value)


def remove(laptop: Laptop, person_id: Id) -> None:
    with laptop.store.write("Removed") as write:
        write.session.delete(write.session.get_one(Person, person_id))


def card(laptop: Laptop, field: str) -> TwoVersions:
    with laptop.store.read() as session:
        return next(one for one in review.two_versions(session) if one.field == field)


def fields(laptop: Laptop) -> list[str]:
    with laptop.store.read() as session:
        return [one.field for one in review.two_versions(session)]


def shown(laptop: Laptop, person_id: Id, field: str) -> object:
    with laptop.store.read() as session:
        return getattr(session.get_one(Person, person_id), field)


def keep(laptop: Laptop, field: str, value: str) -> None:
    one = card(laptop, field)
    assert value in {version.value for version in one.versions}
    review.keep_row(laptop.store, one.table, one.row, one.field, value)


@pytest.fixture
def three(offices: Offices) -> tuple[Laptop, Laptop, Laptop, Id]:
    bru = offices.found()
    person_id, _ = add(bru.store)
    edit(bru, person_id, phone="0485", municipality="Jette")
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    offices.everybody()
    return bru, ant, lie, person_id


@pytest.mark.parametrize("chosen", ["f1", "f2"])
def test_the_version_that_was_clicked_stays(
    offices: Offices, three: tuple[Laptop, Laptop, Laptop, Id], chosen: str
) -> None:
    bru, ant, lie, person_id = three
    remove(lie, person_id)
    edit(bru, person_id, phone="f1")
    edit(ant, person_id, phone="f2")
    offices.everybody()
    assert len(card(lie, "phone").versions) == 3
    keep(lie, "phone", chosen)
    offices.everybody()
    for laptop in (bru, ant, lie):
        assert shown(laptop, person_id, "phone") == chosen
        assert shown(laptop, person_id, "municipality") == "Jette"
        assert conflicts(laptop) == 0
        assert laptop.store.agrees_with_journal()
    assert state(bru) == state(ant) == state(lie)


def test_two_versions_of_another_field_wait_on(
    offices: Offices, three: tuple[Laptop, Laptop, Laptop, Id]
) -> None:
    bru, ant, lie, person_id = three
    remove(lie, person_id)
    edit(bru, person_id, phone="f1", municipality="Laeken")
    edit(ant, person_id, municipality="Uccle")
    offices.everybody()
    assert fields(bru) == ["municipality", "phone"]
    keep(bru, "phone", "f1")
    offices.everybody()
    for laptop in (bru, ant, lie):
        assert fields(laptop) == ["municipality"]
        assert {"Laeken", "Uccle"} <= {v.value for v in card(laptop, "municipality").versions}
        assert shown(laptop, person_id, "family_name") == "Çelik"
        assert laptop.store.agrees_with_journal()
    keep(lie, "municipality", "Laeken")
    offices.everybody()
    assert {shown(laptop, person_id, "municipality") for laptop in (bru, ant, lie)} == {"Laeken"}
    assert [conflicts(laptop) for laptop in (bru, ant, lie)] == [0, 0, 0]


def test_two_versions_that_the_removal_did_not_touch_wait_on(
    offices: Offices, three: tuple[Laptop, Laptop, Laptop, Id]
) -> None:
    """A field that was blank where the row was removed says nothing of the removal."""
    bru, ant, lie, person_id = three
    remove(lie, person_id)
    edit(bru, person_id, phone="f1", email="a@example.org")
    edit(ant, person_id, email="b@example.org")
    offices.everybody()
    assert fields(bru) == ["email", "phone"]
    keep(bru, "phone", "f1")
    offices.everybody()
    for laptop in (bru, ant, lie):
        assert fields(laptop) == ["email"]
        assert laptop.store.agrees_with_journal()


def test_what_this_laptop_cannot_see_is_not_replaced(offices: Offices) -> None:
    """Brussels handed the person over with the note; what Antwerp wrote since stays there."""
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    note_id = note(bru, person_id, "said in Brussels")
    with bru.store.write("Written") as write:
        write.session.get_one(Note, note_id).written_at = write.now
    handover.offer(bru.store, person_id, ant.store.office_id)
    offices.everybody(1)
    with ant.store.read() as session:
        (offer,) = handover.transfers(session)
    handover.accept(ant.store, offer.id)
    offices.everybody(3)
    with lie.store.write("Removed") as write:
        write.session.delete(write.session.get_one(Note, note_id))
    with ant.store.write("Edited") as write:
        written = write.session.get_one(Note, note_id)
        written.text, written.written_at = "said in Antwerp", write.now + timedelta(days=1)
    offices.everybody(3)
    one = card(bru, "written_at")
    (later,) = [version for version in one.versions if not version.deleted]
    review.keep_row(bru.store, "note", note_id, one.field, later.value)
    assert text_of(bru, note_id) == "said in Brussels"
    assert bru.store.agrees_with_journal()
    offices.everybody(3)
    both = {version.value for version in card(ant, "text").versions}
    assert both == {"said in Brussels", "said in Antwerp"}
    for laptop in (bru, ant, lie):
        assert laptop.store.agrees_with_journal()


def test_what_somebody_else_removed_meanwhile_is_said(
    offices: Offices, three: tuple[Laptop, Laptop, Laptop, Id]
) -> None:
    bru, _, lie, person_id = three
    remove(lie, person_id)
    edit(bru, person_id, phone="f1")
    offices.everybody()
    one = card(bru, "phone")
    review.let_row_go(bru.store, one.table, one.row)
    with pytest.raises(UserError, match="no longer there"):
        review.keep_row(bru.store, one.table, one.row, one.field, "f1")

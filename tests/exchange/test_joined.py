"""Entries joined in one office while others write to them, and joined in both the opposite ways."""

from __future__ import annotations

from sqlalchemy import select

from duodesk.exchange import erasure, handover, issues
from duodesk.model.people import Note, Person
from duodesk.people import commands, merging, queries
from duodesk.people.timeline import timeline
from duodesk.people.together import left_out, stands_for
from tests.conftest import new_store
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import state
from tests.people.test_merging import twins

__all__ = ["new_store"]


def rules(laptop: Laptop) -> list[str]:
    with laptop.store.read() as session:
        return [one.rule for one in issues.issues(session)]


def told(laptop: Laptop, person_id: object) -> set[str]:
    with laptop.store.read() as session:
        return {entry.words for entry in timeline(session, person_id)}  # type: ignore[arg-type]


def test_what_is_written_elsewhere_to_the_other_entry_shows_with_the_one_that_goes_on(
    offices: Offices,
) -> None:
    bru = offices.found()
    keep, other = twins(bru.store)
    second = offices.join("BRU", "Koen")
    offices.everybody()
    merging.merge(bru.store, keep, other)
    commands.add_note(second.store, other, "Called him in the meantime")
    offices.everybody()
    assert state(bru) == state(second)
    for laptop in (bru, second):
        assert "Called him in the meantime" in told(laptop, keep)
        assert rules(laptop) == ["left_behind"]
    merging.bring_over(second.store, keep)
    offices.everybody()
    assert state(bru) == state(second)
    assert rules(bru) == rules(second) == []
    merging.part(bru.store, other)
    offices.everybody()
    assert state(bru) == state(second)
    with second.store.read() as session:
        assert len(list(session.scalars(select(Note.id).where(Note.person_id == other)))) == 2


def test_joined_in_opposite_directions_the_older_entry_goes_on_everywhere(
    offices: Offices,
) -> None:
    bru = offices.found()
    one, other = twins(bru.store)
    second = offices.join("BRU", "Koen")
    offices.everybody()
    merging.merge(bru.store, one, other)
    merging.merge(second.store, other, one)
    offices.everybody()
    assert state(bru) == state(second)
    older = min(one, other)
    for laptop in (bru, second):
        with laptop.store.read() as session:
            assert stands_for(session, one) == stands_for(session, other) == older
            assert left_out(session) == {max(one, other)}
            listed = queries.people(session, today=laptop.clock.today())
            assert [row.id for row in listed] == [older]
            assert queries.count(session) == 1
        assert "A note of spring" in told(laptop, older)
    merging.bring_over(bru.store, older)
    offices.everybody()
    assert state(bru) == state(second)
    assert "left_behind" not in rules(second)
    with second.store.read() as session:
        assert session.get_one(Person, older).merged_into_id is None
        assert stands_for(session, max(one, other)) == older


def test_joined_in_opposite_directions_they_can_still_be_two(offices: Offices) -> None:
    bru = offices.found()
    one, other = twins(bru.store)
    second = offices.join("BRU", "Koen")
    offices.everybody()
    merging.merge(bru.store, one, other)
    merging.merge(second.store, other, one)
    offices.everybody()
    merging.part(second.store, other)
    offices.everybody()
    assert state(bru) == state(second)
    with bru.store.read() as session:
        assert left_out(session) == frozenset()
        owner = session.scalars(select(Note.person_id)).one()
    assert owner == other


def test_not_the_same_person_holds_for_all_and_the_remark_goes(offices: Offices) -> None:
    from datetime import date

    from duodesk.people import apart

    bru = offices.found()
    one, other = twins(bru.store)
    commands.change_person(bru.store, one, birth_date=date(2002, 3, 1))
    second = offices.join("BRU", "Koen")
    offices.everybody()
    assert rules(second) == ["registered_twice"]
    apart.tell_apart(second.store, one, other)
    offices.everybody()
    assert rules(bru) == []
    with bru.store.read() as session:
        assert apart.pairs(session) == []


def test_joined_entries_are_handed_over_and_erased_together(offices: Offices) -> None:
    bru = offices.found()
    keep, other = twins(bru.store)
    ant = offices.join("ANT", "Koen")
    merging.merge(bru.store, keep, other)
    handover.offer(bru.store, keep, ant.store.office_id)
    offices.everybody()
    with ant.store.read() as session:
        (offer,) = handover.transfers(session)
    handover.accept(ant.store, offer.id)
    with ant.store.read() as session:
        assert session.get_one(Person, other).office_id == ant.store.office_id
        number = session.get_one(Person, keep).number
    erasure.erase_person(ant.store, keep, typed=number, waiting=ant.folder / "waiting")
    offices.everybody()
    for laptop in (bru, ant):
        with laptop.store.read() as session:
            assert list(session.scalars(select(Person.id))) == []

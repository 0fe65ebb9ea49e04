"""Nobody is erased by half: what was removed before, what another laptop wrote meanwhile."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from duodesk.exchange import erasure
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Note, Person
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import rename, state
from tests.exchange.test_offices import CANARY, note, raw
from tests.store.test_store import add


def erase(laptop: Laptop, person_id: UUID) -> None:
    with laptop.store.read() as session:
        number = session.get_one(Person, person_id).number
    erasure.erase_person(laptop.store, person_id, typed=number, waiting=laptop.folder / "waiting")


def clean(laptops: list[Laptop], folder: Path) -> bool:
    return all(CANARY.encode() not in raw(one, folder) for one in laptops)


def test_a_note_that_was_removed_long_ago_goes_too(offices: Offices, tmp_path: Path) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    second = offices.join("BRU", "Youssef")
    row = note(bru, person_id, f"{CANARY} said in confidence")
    offices.everybody()
    with bru.store.write("Removed") as write:
        write.session.delete(write.session.get_one(Note, row))
    offices.everybody()
    assert not clean(offices.laptops, tmp_path)  # removing is not erasing
    erase(bru, person_id)
    offices.everybody()
    assert clean([bru, second], tmp_path)
    assert state(bru) == state(second)


def test_what_a_laptop_wrote_before_it_heard_of_the_erasure_goes_everywhere(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    other, _ = add(bru.store)
    second, third = offices.join("BRU", "Youssef"), offices.join("BRU", "Lieve")
    offices.everybody()
    erase(bru, person_id)
    note(second, person_id, f"{CANARY} written meanwhile")
    kept = note(second, other, "about somebody else")
    late = second.make()
    third.take(late)  # hears the note before the erasure
    offices.everybody(4)
    assert clean(offices.laptops, tmp_path)
    assert state(bru) == state(second) == state(third)
    with third.store.read() as session:
        assert session.get_one(Note, kept).text == "about somebody else"
    assert all(one.store.agrees_with_journal() for one in offices.laptops)


def test_of_a_duo_the_other_person_and_the_duo_stay(offices: Offices, tmp_path: Path) -> None:
    bru = offices.found()
    mentee, _ = add(bru.store)
    mentor, _ = add(bru.store)
    rename(bru, mentee, CANARY)
    with bru.store.write("Duo of %(name)s", name=CANARY) as write:
        duo = write.new_id()
        write.session.add(
            Duo(
                id=duo, number="BRU-D1", mentee_id=mentee, mentor_id=mentor,
                office_id=write.office_id, stage=DuoStage.ACTIVE,
            )
        )  # fmt: skip
        write.session.add(Note(id=write.new_id(), text=f"{CANARY} of both", duo_id=duo))
    own = note(bru, mentor, "about the mentor")
    offices.join("BRU", "Youssef")
    erase(bru, mentee)
    offices.everybody()
    for laptop in offices.laptops:
        with laptop.store.read() as session:
            assert session.get_one(Duo, duo).number == "BRU-D1"
            assert session.get_one(Person, mentor)
            assert session.get_one(Note, own).text == "about the mentor"
    assert clean(offices.laptops, tmp_path)

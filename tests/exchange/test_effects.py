"""What a file would do, before it is written: words of few to these few, the weightiest first."""

from __future__ import annotations

import pytest

from duodesk.base.ids import Id
from duodesk.exchange import effects, take
from duodesk.exchange.effects import Did, Effect
from duodesk.exchange.seen import Look
from duodesk.model.interviews import Finding, Interview
from duodesk.model.people import Note, Person
from duodesk.people.words import Role
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import rename
from tests.store.test_store import add

SECRET = "zzkanarie"


def look(laptop: Laptop, other: Laptop) -> Look:
    made = other.make(laptop)
    return take.look(laptop.store, made.data, made.name)


def told(seen: Look, table: str) -> Effect:
    (one,) = [effect for effect in seen.effects if effect.table == table]
    return one


def write_secrets(laptop: Laptop, person_id: Id, *, restricted: bool | None = True) -> None:
    """A note, and an interview with a sentence noted from it."""
    with laptop.store.write("Written") as write:
        author, interview = laptop.store.author_id, write.new_id()
        write.session.add_all(
            [
                Note(id=write.new_id(), person_id=person_id, text=f"{SECRET} note",
                     author_id=author, restricted=restricted),
                Interview(id=interview, person_id=person_id, office_id=write.office_id,
                          role=Role.MENTEE, held_on=write.today, notes=f"{SECRET} notes",
                          author_id=author, restricted=restricted),
                Finding(id=write.new_id(), interview_id=interview, person_id=person_id,
                        fact="language:fra", words=f"{SECRET} words", author_id=author),
            ]
        )  # fmt: skip


def test_words_of_few_are_not_told_to_a_colleague(offices: Offices) -> None:
    annick = offices.found()
    person_id, _ = add(annick.store)
    youssef = offices.join("BRU", "Youssef")
    offices.everybody()
    write_secrets(annick, person_id)
    seen = look(youssef, annick)
    assert SECRET not in str(seen.effects)
    for table in ("note", "interview", "finding"):
        (step,) = told(seen, table).steps
        assert step.after == "restricted, by Annick"
        assert told(seen, table).did == Did.ADDED


@pytest.mark.parametrize("table", ["note", "interview", "finding"])
def test_words_for_all_are_told(offices: Offices, table: str) -> None:
    annick = offices.found()
    person_id, _ = add(annick.store)
    youssef = offices.join("BRU", "Youssef")
    offices.everybody()
    write_secrets(annick, person_id, restricted=None)
    assert SECRET in str(told(look(youssef, annick), table).steps)


def test_who_administers_the_office_is_told(offices: Offices) -> None:
    annick = offices.found()
    person_id, _ = add(annick.store)
    youssef = offices.join("BRU", "Youssef")
    offices.everybody()
    write_secrets(youssef, person_id)
    assert SECRET in str(told(look(annick, youssef), "note").steps)


def test_what_was_shown_to_few_is_not_told_with_the_file_that_opens_it(offices: Offices) -> None:
    annick = offices.found()
    person_id, _ = add(annick.store)
    youssef = offices.join("BRU", "Youssef")
    write_secrets(annick, person_id)
    offices.everybody()
    with annick.store.write("Opened") as write:
        for note in write.session.query(Note):
            note.text, note.restricted = "for all", None
    assert SECRET not in str(look(youssef, annick).effects)


def test_its_author_is_told_on_another_laptop(offices: Offices) -> None:
    """Youssef's words, changed by who administers the office, are his to read."""
    annick = offices.found()
    person_id, _ = add(annick.store)
    youssef = offices.join("BRU", "Youssef")
    write_secrets(youssef, person_id)
    offices.everybody()
    with annick.store.write("Corrected") as write:
        for note in write.session.query(Note):
            note.text = "corrected by Annick"
    assert "corrected by Annick" in str(told(look(youssef, annick), "note").steps)


def test_of_very_many_rows_removed_people_are_told_first_and_the_rest_is_counted(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    bru = offices.found()
    people = [add(bru.store)[0] for _ in range(4)]
    write_secrets(bru, people[0])
    ant = offices.join("ANT", "Koen")
    offices.everybody()
    rename(ant, people[0], "Anders")
    rename(ant, people[1], "Nog anders")
    add(ant.store)
    with ant.store.write("Removed") as write:
        for person_id in people[2:]:
            write.session.delete(write.session.get_one(Person, person_id))
        for row in write.session.query(Note):
            write.session.delete(row)
    whole = look(bru, ant)
    assert not whole.cut
    assert [e.did for e in whole.effects[:3]] == [Did.REMOVED] * 3
    assert [e.table for e in whole.effects[:3]] == ["person", "person", "note"]
    monkeypatch.setattr(effects, "MOST", 3)
    seen = look(bru, ant)
    assert seen.cut
    assert (len(seen.effects), seen.weight) == (3, 6)
    assert [(e.did, e.table) for e in seen.effects[:2]] == [(Did.REMOVED, "person")] * 2
    assert "cut" not in take.note(seen)

"""Nobody is erased by half: what was removed before, what another laptop wrote meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Never
from uuid import UUID

import pytest
from sqlalchemy import String, Text
from typing_extensions import override

from duodesk.exchange import erasure, take
from duodesk.exchange.parked import finish_erasing
from duodesk.model.base import Base
from duodesk.model.followup import Pause
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Note, Person
from duodesk.model.recruitment import Contact
from duodesk.model.vocabulary import references
from duodesk.people import merging
from duodesk.store.engine import open_engine
from duodesk.store.erase import LEFT_DUE
from duodesk.store.erase import due as erase_due
from duodesk.store.founding import open_store
from duodesk.store.store import Store, Write
from tests.campaigns.raw import plain
from tests.conftest import KEY
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


def plain_of(laptop: Laptop) -> bytes:
    """Every page of a desk file, free ones and those of its journal too."""
    return plain(laptop.folder / "desk.duo", KEY)


def words_of(laptop: Laptop) -> set[str]:
    with laptop.store.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT val FROM change WHERE typeof(val) = 'text'")
        return {word for (word,) in found}


# Of rows that stay: numbers, codes of languages, and where a mentee works whoever the mentor was.
STAYS = {
    ("duo", "number"), ("duo", "language"), ("questionnaire", "language"),
    ("outcome_event", "employer"),
}  # fmt: skip


def on_duos() -> dict[str, str]:
    """Every exchanged table with a reference to a duo, or to a row of such a table."""
    found = {"duo": ""}
    for _ in references():
        for table, field in references():
            if field.removesuffix("_id") in found and table != "person":
                found.setdefault(table, field)
    return found


def texts(table: str) -> list[str]:
    columns = Base.metadata.tables[table].columns
    return [
        c.name for c in columns if type(c.type) in {String, Text} and (table, c.name) not in STAYS
    ]


def fill(laptop: Laptop, duo: UUID, person: UUID | None, word: str) -> dict[str, UUID]:
    """A row in each of these tables, with `word` in every text."""
    rows = {"duo": duo}
    with laptop.store.write("Everything that hangs on a duo") as write:
        waiting = {table: field for table, field in on_duos().items() if field}
        while waiting:
            for table, field in list(waiting.items()):
                above = field.removesuffix("_id")
                if above not in rows:
                    continue
                del waiting[table]
                rows[table] = write.new_id()
                values: dict[str, UUID | None] = {"id": rows[table], field: rows[above]}
                if "person_id" in Base.metadata.tables[table].columns:
                    values["person_id"] = person
                write.session.execute(Base.metadata.tables[table].insert().values(values))
        speak(write, rows, word)
    return rows


def speak(write: Write, rows: dict[str, UUID], word: str) -> None:
    for table, row in rows.items():
        said = {name: f"{word} {table}.{name}" for name in texts(table)}
        if said:
            at = Base.metadata.tables[table]
            write.session.execute(at.update().where(at.c.id == row).values(said))


def pair(laptop: Laptop) -> tuple[UUID, UUID, UUID]:
    mentee, mentor = add(laptop.store)[0], add(laptop.store)[0]
    with laptop.store.write("Duo") as write:
        duo = write.new_id()
        write.session.add(
            Duo(
                id=duo, number="BRU-D1", mentee_id=mentee, mentor_id=mentor,
                office_id=write.office_id, stage=DuoStage.ACTIVE,
            )
        )  # fmt: skip
    return mentee, mentor, duo


@pytest.mark.parametrize("side", [0, 1])
def test_no_word_that_hangs_on_a_duo_is_left_whatever_table_it_stands_in(
    offices: Offices, side: int
) -> None:
    bru = offices.found()
    people = pair(bru)
    gone, other, duo = people[side], people[1 - side], people[2]
    second = offices.join("BRU", "Youssef")
    assert {"duo", "pause", "contact", "reply", "meeting_topic"} <= set(on_duos())
    filled = [fill(bru, duo, person, f"{CANARY} Jan") for person in (None, other, gone)]
    with bru.store.write("Said again") as write:
        for rows in filled:
            speak(write, rows, f"{CANARY} again")
    with bru.store.write("Removed") as write:
        write.session.delete(write.session.get_one(Pause, filled[0]["pause"]))
    offices.everybody()
    told = {f"{CANARY} {w} {t}.{c}" for w in ("Jan", "again") for t in on_duos() for c in texts(t)}
    assert told <= words_of(second)
    erase(bru, gone)
    assert CANARY.encode() not in plain_of(bru)
    with second.store.write("A talk nobody heard of") as write:
        speak(write, {"pause": filled[1]["pause"], "duo": duo}, f"{CANARY} meanwhile")
    late = second.make(bru)
    offices.everybody()
    bru.take(late)
    offices.everybody()
    for laptop in offices.laptops:
        assert CANARY.encode() not in plain_of(laptop)
        assert laptop.store.agrees_with_journal()
    assert state(bru) == state(second)
    with second.store.read() as session:
        assert session.get_one(Duo, duo).number == "BRU-D1"
        assert session.get_one(Pause, filled[1]["pause"]).reason is None
        talk = session.get_one(Contact, filled[1]["contact"])
        assert (talk.person_id, talk.text) == (other, None)
        assert session.get(Contact, filled[0]["contact"]) is None


def test_what_is_written_on_the_duo_afterwards_goes_from_all_laptops_alike(
    offices: Offices,
) -> None:
    bru = offices.found()
    mentee, _, duo = pair(bru)
    second = offices.join("BRU", "Youssef")
    erase(bru, mentee)
    offices.everybody()
    with second.store.write("Pause") as write:
        pause = Pause(
            id=write.new_id(), duo_id=duo, first_day=write.today, reason=f"{CANARY} is ill"
        )
        write.session.add(pause)
    offices.everybody()
    assert state(bru) == state(second)
    for laptop in offices.laptops:
        assert CANARY not in " ".join(words_of(laptop))
        assert laptop.store.agrees_with_journal()


def test_who_was_taken_for_another_is_in_no_label_of_the_other(offices: Offices) -> None:
    bru = offices.found()
    one, other = add(bru.store)[0], add(bru.store)[0]
    rename(bru, one, CANARY)
    merging.merge(bru.store, one, other, values={})
    merging.part(bru.store, other)
    erase(bru, one)
    assert CANARY.encode() not in plain_of(bru)


def test_a_file_about_somebody_erased_is_not_kept_and_nothing_of_it_is(offices: Offices) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    second = offices.join("BRU", "Youssef")
    offices.everybody()
    erase(bru, person_id)
    note(second, person_id, f"{CANARY} written meanwhile")
    bru.take(second.make(bru))
    assert not list((bru.folder / "waiting").rglob("*.duo"))
    assert CANARY.encode() not in plain_of(bru)


class Stops(Store):
    """A desk of a program that ends before it writes anything of its own."""

    @override
    def write(self, label: str, **words: object) -> Never:
        raise KeyboardInterrupt


def test_what_a_file_left_is_erased_at_the_next_opening_where_the_program_ended_before(
    offices: Offices,
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    second = offices.join("BRU", "Youssef")
    offices.everybody()
    erase(bru, person_id)
    note(second, person_id, f"{CANARY} written meanwhile")
    late, desk = second.make(bru), bru.folder / "desk.duo"
    bru.store.close()
    ends = Stops(open_engine(desk, KEY), clock=bru.clock)
    with pytest.raises(KeyboardInterrupt):
        take.take(ends, late.data, late.name, bru.folder / "waiting")
    ends.close()
    bru.store = open_store(desk, KEY, clock=bru.clock)
    assert CANARY.encode() in plain_of(bru)
    finish_erasing(bru.store, bru.folder / "waiting")
    assert CANARY.encode() not in plain_of(bru)
    assert not list((bru.folder / "waiting").rglob("*.duo"))
    assert not erase_due(bru.store.engine, LEFT_DUE)
    offices.everybody()
    assert CANARY.encode() not in plain_of(second)

"""Taking a whole exchange back, and what it says before it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from duodesk.base.errors import UserError
from duodesk.exchange import erasure, overview, parked, take, undoing
from duodesk.exchange.effects import Did
from duodesk.exchange.folder import Carried
from duodesk.model.people import Person
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import name, rename, state
from tests.exchange.test_offices import note
from tests.store.test_store import add


def both(offices: Offices) -> tuple[Laptop, Laptop]:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    offices.everybody()
    return bru, ant


def test_an_exchange_is_undone_even_after_a_file_was_made(offices: Offices) -> None:
    bru, ant = both(offices)
    person_id, _ = add(bru.store)
    made, before = bru.make(ant), state(ant)
    ant.take(made)
    ant.make()  # only says that it arrived
    assert undoing.undo(ant.store).operations == 1
    assert state(ant) == before
    assert ant.store.agrees_with_journal()
    assert not ant.take(made).already
    assert name(ant, person_id)


def test_what_was_written_on_is_not_undone(offices: Offices) -> None:
    bru, ant = both(offices)
    person_id, _ = add(bru.store)
    ant.take(bru.make(ant))
    rename(ant, person_id, "built on it")
    with pytest.raises(UserError, match="no longer be undone"):
        undoing.undo(ant.store)


def test_no_file_brings_back_without_a_yes_what_was_undone(
    offices: Offices, tmp_path: Path
) -> None:
    bru, ant = both(offices)
    add(bru.store)
    ant.take(bru.make(ant))
    undoing.undo(ant.store)
    bru.take(ant.make(bru))
    add(bru.store)
    again = bru.make(ant)
    seen = take.look(ant.store, again.data, again.name)
    assert (seen.undone_before, seen.needs_person, seen.operations) == (True, True, 2)
    (tmp_path / again.name).write_bytes(again.data)
    carried = Carried(ant.store, tmp_path, ant.folder / "waiting")
    assert [path.name for path in carried.look().for_person] == [again.name]
    ant.take(again)
    assert state(ant) == state(bru)


def test_an_undone_file_is_kept_and_erasing_somebody_destroys_kept_files(offices: Offices) -> None:
    bru, ant = both(offices)
    person_id, _ = add(bru.store)
    made = bru.make(ant)
    ant.take(made)
    undoing.undo(ant.store)
    (row,) = [r for r in overview.overview(ant.store).log if r.name == made.name]
    kept = parked.kept_file(ant.store, row.n, ant.folder / "waiting")
    assert kept is not None
    assert kept.read_bytes() == made.data
    ant.take(made)
    with bru.store.read() as session:
        number = session.get_one(Person, person_id).number
    erasure.erase_person(bru.store, person_id, typed=number, waiting=bru.folder / "waiting")
    ant.take(bru.make(ant))
    assert not list((ant.folder / "waiting").rglob("*.duo"))
    with pytest.raises(UserError, match="no longer be undone"):
        undoing.undo(ant.store)


def test_a_file_tells_row_by_row_what_it_does_and_keeps_none_of_it(offices: Offices) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    other, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    offices.everybody()
    rename(bru, person_id, "Zzkanarie")
    added, _ = add(bru.store)
    with bru.store.write("Removed") as write:
        write.session.delete(write.session.get_one(Person, other))
    made = bru.make(ant)
    seen = take.look(ant.store, made.data, made.name)
    told = {(e.did, e.table): e for e in seen.effects if e.table == "person"}
    changed = told[Did.CHANGED, "person"]
    assert [(s.title, s.after) for s in changed.steps] == [("Given name", "Zzkanarie")]
    assert changed.subject.row == person_id
    assert {Did.ADDED, Did.REMOVED} <= {did for did, _ in told}
    assert ant.take(made).effects == ()
    assert "Zzkanarie" not in str(overview.overview(ant.store).log)
    assert name(ant, added)


def test_what_stays_in_another_office_is_not_told(offices: Offices) -> None:
    bru, ant = both(offices)
    person_id, _ = add(bru.store)
    note(bru, person_id, "zzkanarie in confidence")
    made = bru.make(ant)
    assert "zzkanarie" not in str(take.look(ant.store, made.data, made.name).effects)

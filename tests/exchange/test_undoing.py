"""Taking a whole exchange back, and what it says before it is written."""

from __future__ import annotations

from pathlib import Path
from random import Random

import msgspec
import pytest

from duodesk.base.errors import UserError
from duodesk.exchange import (
    coming_back,
    erasure,
    joining,
    overview,
    parked,
    seal,
    send,
    take,
    undoing,
)
from duodesk.exchange.effects import Did
from duodesk.exchange.folder import Carried
from duodesk.exchange.send import tips
from duodesk.model.exchange import Peer
from duodesk.model.people import Person
from duodesk.store.founding import create
from tests.conftest import KEY
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


def test_a_file_taken_again_after_it_was_undone_may_be_undone_again(offices: Offices) -> None:
    bru, ant = both(offices)
    add(bru.store)
    made, waiting = bru.make(ant), ant.folder / "waiting"
    ant.take(made)
    undoing.undo(ant.store)
    (row,) = [r for r in overview.overview(ant.store).log if r.name == made.name]
    kept = parked.kept_file(ant.store, row.n, waiting)
    assert kept is not None
    take.take(ant.store, kept.read_bytes(), made.name, waiting)
    undoing.undo(ant.store)
    assert parked.kept_file(ant.store, row.n, waiting) == kept


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


def test_a_parked_file_that_needs_a_yes_is_not_taken_with_the_one_it_waited_for(
    offices: Offices,
) -> None:
    bru = offices.found()
    people = [add(bru.store)[0] for _ in range(8)]
    ant = offices.join("ANT", "Koen")
    offices.everybody()
    add(ant.store)
    first = ant.make(bru)
    with bru.store.read() as session:
        before = session.query(Person).count()
    with ant.store.local() as session:  # as if Brussels had said that it has the first file
        session.query(Peer).one().tips = msgspec.msgpack.encode(tips(session.connection()))
    with ant.store.write("Removed") as write:
        for person_id in people[:6]:
            write.session.delete(write.session.get_one(Person, person_id))
    second = ant.make(bru)
    assert bru.take(second).waiting_for == ("ANT-1",)
    done = bru.take(first)
    assert len(done.parked) == 1
    with bru.store.read() as session:
        assert session.query(Person).count() == before + 1
    waiting = bru.folder / "waiting" / done.parked[0]
    assert take.take(
        bru.store, waiting.read_bytes(), waiting.name, bru.folder / "waiting"
    ).operations


def test_a_file_of_a_newer_program_comes_in_when_the_new_program_opens_the_desk(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    bru, ant = both(offices)
    person_id, _ = add(bru.store)
    with monkeypatch.context() as newer:
        newer.setattr(send, "FORMAT", 2)
        made = bru.make(ant)
    with pytest.raises(UserError, match="newer"):
        ant.take(made)
    monkeypatch.setattr(seal, "FORMAT", 2)  # the program is renewed
    coming_back.greet(ant.store, ant.folder)
    assert name(ant, person_id)


def test_a_request_of_a_newer_program_waits_until_it_is_answered(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    bru = offices.found()
    with monkeypatch.context() as newer:
        newer.setattr(send, "FORMAT", 2)
        invitation = joining.invite(bru.store, "ANT")
        words = " ".join(invitation.words)
        invited = joining.read_invitation(invitation.data, words)
        founder = joining.founder_of(invited, "Koen", "nl")
        store = create(bru.folder / "koen.duo", KEY, founder, clock=bru.clock, random=Random(5))
        joining.begin(store, invitation.data, words, "Koen")
        request = joining.request(store)
        store.close()
        with pytest.raises(UserError, match="newer"):
            bru.take(request)
    monkeypatch.setattr(seal, "FORMAT", 2)  # the program is renewed
    (asks,) = take.retry(bru.store, bru.folder / "waiting")
    kept = (bru.folder / "waiting" / asks).read_bytes()
    assert joining.asking(bru.store, kept).code == "ANT"

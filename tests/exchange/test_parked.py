"""Files kept beside the desk do not fill the disk, and what is in their way stops nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from duodesk.base.errors import UserError
from duodesk.exchange import erasure, overview, parked, take
from duodesk.model.people import Person
from duodesk.store import erase
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import name, only_the_last, rename
from tests.store.test_store import add


def test_the_oldest_of_very_many_kept_files_go(tmp_path: Path) -> None:
    for n in range(parked.MOST + 5):
        place = parked.keep(tmp_path, b"%d" % n)
        os.utime(place, (n, n))
    kept = {path.read_bytes() for path in tmp_path.iterdir()}
    assert kept == {b"%d" % n for n in range(5, parked.MOST + 5)}
    parked.keep(tmp_path, b"104")  # known already
    assert len(list(tmp_path.iterdir())) == parked.MOST


def one_waits(offices: Offices) -> tuple[Laptop, Laptop]:
    """Brussels has a file of Antwerp and lacks the one before."""
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    offices.everybody()
    person_id, _ = add(ant.store)
    rename(ant, person_id, "later")
    assert bru.take(only_the_last(ant, bru)).waiting_for == ("ANT-1",)
    return bru, ant


def test_a_file_that_was_destroyed_is_waited_for_no_longer(offices: Offices) -> None:
    bru, _ = one_waits(offices)
    waiting = bru.folder / "waiting"
    assert overview.overview(bru.store, waiting).waiting_for == ("ANT-1",)
    parked.forget_files(bru.store, waiting)
    assert overview.overview(bru.store, waiting).waiting_for == ()


def test_where_kept_files_cannot_be_looked_at_their_end_stays_due(offices: Offices) -> None:
    bru, _ = one_waits(offices)
    person_id, _ = add(bru.store)
    waiting = bru.folder / "waiting"
    away = waiting.rename(bru.folder / "away")
    waiting.symlink_to(waiting)
    with bru.store.read() as session:
        number = session.get_one(Person, person_id).number
    erasure.erase_person(bru.store, person_id, typed=number, waiting=waiting)
    assert erase.due(bru.store.engine, erase.FILES_DUE)
    waiting.unlink()
    away.rename(waiting)
    parked.finish_erasing(bru.store, waiting)
    assert not erase.due(bru.store.engine, erase.FILES_DUE)
    assert parked.files(waiting) == []


def test_what_lies_in_the_place_of_kept_files_is_passed_over(offices: Offices) -> None:
    bru, ant = one_waits(offices)
    waiting = bru.folder / "waiting"
    (waiting / "0000000000000000.duo").mkdir()
    (waiting / "1111111111111111.duo").symlink_to("/proc/self/mem")  # no byte can be read of it
    (waiting / "2222222222222222.duo").symlink_to(waiting / "vanished")
    person_id, _ = add(ant.store)
    bru.take(ant.make(kind="full"))
    assert name(bru, person_id) == "Yusuf"
    assert [path.name for path in parked.files(waiting)] == ["1111111111111111.duo"]
    parked.forget_files(bru.store, waiting)
    assert parked.files(waiting) == []


def test_a_folder_that_is_none_is_said_with_the_way_out(offices: Offices) -> None:
    bru, ant = one_waits(offices)
    add(ant.store)
    made, place = ant.make(kind="full"), bru.folder / "a file"
    place.write_bytes(b"")
    for waiting in (place, Path("/sys/kernel/waiting")):
        with pytest.raises(UserError, match="cannot be kept"):
            take.take(bru.store, made.data, made.name, waiting)
        assert take.retry(bru.store, waiting) == []

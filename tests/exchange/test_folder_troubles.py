"""The carried folder where something is in the way: a newer program's file, an error that nobody
foresaw, a copy that cannot be made.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.exchange import coming_back, seal, send
from duodesk.exchange.folder import Carried, refuse_folder
from duodesk.model.vocabulary import record_tables
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import name, only_the_last, rename
from tests.exchange.test_folder import carried, folder
from tests.store.test_store import add

__all__ = ["folder"]


def move(laptop: Laptop, before: str, after: str) -> None:
    """Rename a table: what reads it fails as nobody foresaw, until it is put back."""
    with laptop.store.engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {before} RENAME TO {after}")


def test_a_file_of_a_newer_program_is_kept_and_comes_in_after_an_update(
    offices: Offices, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    person_id, _ = add(ant.store)
    with monkeypatch.context() as newer:
        newer.setattr(send, "FORMAT", 2)
        made = ant.make()
    (folder / made.name).write_bytes(made.data)
    (error,) = carried(bru, folder, patience=0).look().refused.values()
    assert "It is kept" in str(error)
    (folder / made.name).unlink()
    monkeypatch.setattr(seal, "FORMAT", 2)  # the program is renewed
    coming_back.greet(bru.store, bru.folder)
    assert name(bru, person_id) == "Yusuf"


def test_a_newer_file_that_cannot_be_kept_is_not_said_to_be(
    offices: Offices, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    with monkeypatch.context() as newer:
        newer.setattr(send, "FORMAT", 2)
        made = ant.make()
    (folder / made.name).write_bytes(made.data)
    for waiting in (folder / made.name, Path("/sys/kernel/waiting")):
        here = Carried(bru.store, folder, waiting, patience=0)
        (error,) = here.look().refused.values()
        assert "cannot be kept" in str(error)


def test_a_file_that_waited_may_have_touched_every_table(offices: Offices, folder: Path) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    offices.everybody()
    person_id, _ = add(ant.store)
    first = ant.make()
    rename(ant, person_id, "later")
    assert bru.take(only_the_last(ant, bru)).waiting_for
    here = carried(bru, folder)
    (folder / first.name).write_bytes(first.data)
    assert here.look().tables == {table.name for table in record_tables()}
    assert name(bru, person_id) == "later"
    rename(ant, person_id, "nothing waited for this")
    (folder / "next.duo").write_bytes(ant.make().data)
    assert here.look().tables < {table.name for table in record_tables()}


def test_a_file_at_which_the_program_fails_does_not_hold_up_the_others(
    offices: Offices, folder: Path
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    person_id, _ = add(ant.store)
    made, here = ant.make(), carried(bru, folder, patience=1)
    (folder / made.name).write_bytes(made.data)
    move(bru, "conflict", "put_aside")
    for _ in range(2):
        with pytest.raises(DatabaseError):
            here.look()
    assert here.look().taken == []
    move(bru, "put_aside", "conflict")
    rename(ant, person_id, "later")
    newer = ant.make()
    (folder / newer.name).write_bytes(newer.data)
    assert len(here.look().taken) == 1
    assert name(bru, person_id) == "later"


def test_a_folder_that_leads_in_a_circle_is_not_there(offices: Offices, tmp_path: Path) -> None:
    bru = offices.found()
    (tmp_path / "round").symlink_to(tmp_path / "round")
    with pytest.raises(UserError, match="is not there"):
        refuse_folder(tmp_path / "round", bru.folder)


def test_a_copy_is_made_before_something_comes_in_and_not_before_each(
    offices: Offices, folder: Path
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    person_id, _ = add(ant.store)
    offices.everybody()
    asked: list[str] = []
    here = Carried(
        bru.store,
        folder,
        bru.folder / "waiting",
        back_up=lambda _age: asked.append(name(bru, person_id)),
    )
    for minutes, text in ((0, ""), (0, "first"), (29, "second"), (2, "third")):
        bru.clock.advance(timedelta(minutes=minutes))
        if text:
            rename(ant, person_id, text)
        made = ant.make()
        (folder / made.name).write_bytes(made.data)
        assert len(here.look().taken) == 1
    assert asked == ["Yusuf", "second"]


def test_nothing_comes_in_while_no_copy_can_be_made_and_it_is_not_tried_at_each_look(
    offices: Offices, folder: Path
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    person_id, _ = add(ant.store)
    made = ant.make()
    (folder / made.name).write_bytes(made.data)
    place = folder.parent / "copies"  # that is not there yet

    def back_up(_age: timedelta) -> None:
        tried.append(place)
        atomic_write(place / "copy", b"")

    tried: list[Path] = []
    here = Carried(bru.store, folder, bru.folder / "waiting", patience=0, back_up=back_up)
    for _ in range(3):
        seen = here.look()
        assert (seen.taken, list(seen.refused)) == ([], [made.name])
    assert len(tried) == 1
    place.mkdir()
    bru.clock.advance(timedelta(minutes=6))
    assert len(here.look().taken) == 1
    assert name(bru, person_id) == "Yusuf"

"""The carried folder as engines, shares, people and broken disks leave it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import event

from duodesk.base.errors import UserError
from duodesk.exchange import joining, laptops, take, undoing
from duodesk.exchange.folder import PATIENCE, Carried, refuse_folder
from duodesk.model.exchange import FileLog, Result
from duodesk.model.people import Person
from duodesk.store.profile import Profile
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import conflicts, name, rename, state
from tests.store.test_store import add


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "shared"
    made.mkdir()
    return made


def carried(laptop: Laptop, folder: Path, patience: int = PATIENCE) -> Carried:
    return Carried(laptop.store, folder, laptop.folder / "waiting", patience=patience)


def sent(laptop: Laptop) -> int:
    with laptop.store.read() as session:
        return session.query(FileLog).filter(FileLog.result == Result.SENT).count()


def test_what_engines_and_systems_leave_there_is_no_exchange_file(
    offices: Offices, folder: Path
) -> None:
    bru = offices.found()
    for left in (
        ".syncthing.ANT-1-20261124T090000Z-0123abcd.duo.tmp",
        "~syncthing~ANT-1-20261124T090000Z-0123abcd.duo.tmp",
        "._ANT-1-20261124T090000Z-0123abcd.duo",
        ".ANT-1-20261124T090000Z-0123abcd.duo.~1a2b",
        "~$ANT-1.duo",
        "ANT-1-20261124T090000Z-0123abcd.duo.part",
        "desktop.ini",
        "Photo.jpg",
    ):
        (folder / left).write_bytes(b"\0" * 100)
    (folder / "old.duo").mkdir()
    (folder / ".stfolder").mkdir()
    seen = carried(bru, folder, patience=0).look()
    assert (seen.taken, seen.for_person, seen.refused) == ([], [], {})


@pytest.mark.parametrize(
    "copy",
    [
        "{stem}.sync-conflict-20261124-101500-ABCDEFG.duo",
        "{stem} (2).duo",
        "{stem}-LAPTOP-ANNICK.duo",
        "{stem} (conflicted copy 2026-11-24 101500).duo",
        "Copie de {stem}.DUO",
    ],
)
def test_a_file_under_two_names_is_taken_once(offices: Offices, folder: Path, copy: str) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    here = carried(bru, folder)
    rename(ant, person_id, "once")
    written = carried(ant, folder).write()
    assert written is not None
    shutil.copy(written, folder / copy.format(stem=written.stem))
    assert [one.operations for one in here.look().taken] == [1]
    assert name(bru, person_id) == "once"
    shutil.copy(written, folder / "again.duo")
    assert here.look().taken == carried(bru, folder).look().taken == []


def test_a_half_written_file_is_waited_for_and_taken_when_it_is_whole(
    offices: Offices, folder: Path
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    add(ant.store)
    made = ant.make()
    here = carried(bru, folder)
    place = folder / made.name
    for part in (b"", made.data[:20], made.data[: len(made.data) // 2], b"\0" * len(made.data)):
        place.write_bytes(part)
        seen = here.look()
        assert (seen.taken, seen.refused) == ([], {})
    refused = [here.look().refused for _ in range(PATIENCE)]
    assert refused[:-1] == [{}] * (PATIENCE - 1)
    assert list(refused[-1]) == [made.name]
    assert "Nothing was changed" in str(refused[-1][made.name])
    place.write_bytes(made.data)
    seen = here.look()
    assert (len(seen.taken), seen.refused) == (1, {})
    assert state(bru) == state(ant)


def test_a_file_that_cannot_be_read_yet_is_tried_again(offices: Offices, folder: Path) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    add(ant.store)
    made = ant.make()
    here = carried(bru, folder, patience=1)
    place = folder / made.name
    place.symlink_to("/proc/self/mem")  # a file of which no byte can be read
    assert here.look().refused == {}
    assert "cannot be read" in str(here.look().refused[made.name])
    other = folder.parent / "whole"
    other.write_bytes(made.data)
    place.unlink()
    place.symlink_to(other)
    assert len(here.look().taken) == 1


def test_a_folder_that_is_not_there_is_said_and_followed_again_when_it_comes_back(
    offices: Offices, folder: Path
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    here, there = carried(bru, folder), carried(ant, folder)
    away = folder.rename(folder.with_name("unplugged"))
    for what in (here.look, here.write):
        with pytest.raises(UserError, match="is not there"):
            what()
    assert sent(bru) == 1  # the answer that took ANT-1 in
    away.rename(folder)
    add(bru.store)
    here.write()
    there.look()
    assert state(bru) == state(ant)


def test_a_folder_that_cannot_be_written_to_is_said_and_nothing_counts_as_sent(
    offices: Offices, folder: Path
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    add(bru.store)
    place = folder
    if os.geteuid() == 0:
        place = Path("/sys/kernel")  # where even the administrator writes no file
    folder.chmod(0o555)
    before = sent(bru)
    with pytest.raises(UserError, match="the others do not see your work"):
        carried(bru, place).write()
    assert sent(bru) == before
    folder.chmod(0o755)
    assert carried(bru, folder).write() is not None
    carried(ant, folder).look()
    assert state(bru) == state(ant)


def test_the_folder_of_a_desk_is_never_shared(tmp_path: Path) -> None:
    own, other, fine = tmp_path / "a" / "desk", tmp_path / "b", tmp_path / "a" / "shared"
    for made in (own / "backups", other, fine):
        made.mkdir(parents=True)
    Profile(other).keys.write_bytes(b"")
    (tmp_path / "link").symlink_to(own)
    for bad in (own, own / "backups", own.parent, tmp_path, other, tmp_path / "link"):
        with pytest.raises(UserError, match="holds nothing else"):
            refuse_folder(bad, own)
    refuse_folder(fine, own)


def test_a_laptop_removes_only_what_it_put_there_itself(offices: Offices, folder: Path) -> None:
    bru = offices.found()
    second = offices.join("BRU", "Youssef")
    here = carried(second, folder)
    first = here.write()
    # Names that begin alike (BRU-2, BRU-20), a file that we had, one that a person laid here.
    theirs = [folder / "BRU-20-20261124T090000Z-0123abcd.duo", folder / second.make().name]
    made = bru.make()
    second.take(made)
    theirs[0].write_bytes(made.data)
    theirs[1].write_bytes(second.make(kind="full").data)
    add(second.store)
    newer = here.write()
    assert first is not None
    assert newer is not None
    assert newer.name.startswith("BRU-2-2")
    assert sorted(folder.iterdir()) == sorted([newer, *theirs])


def test_a_program_that_ended_while_writing_leaves_nothing_behind_for_good(
    offices: Offices, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bru = offices.found()
    offices.join("ANT", "Koen")
    here = carried(bru, folder)
    here.write()
    add(bru.store)

    def ended(_path: Path, *, missing_ok: bool) -> None:
        raise KeyboardInterrupt(missing_ok)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "unlink", ended)
        here.write()
    carried(bru, folder).write()
    assert len(list(folder.glob("*.duo"))) == 1


def test_our_file_comes_back_when_somebody_removed_it(offices: Offices, folder: Path) -> None:
    bru = offices.found()
    offices.join("ANT", "Koen")
    here = carried(bru, folder)
    written = here.write()
    assert written is not None
    assert here.write() is None
    written.unlink()
    assert here.write() is not None


def test_without_anything_new_the_desk_file_is_not_even_asked(
    offices: Offices, folder: Path
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    here, there = carried(bru, folder), carried(ant, folder)
    add(bru.store)
    for _ in range(2):
        for one in (here, there):
            one.look()
            one.write()
    here.look()
    asked: list[str] = []
    event.listen(
        bru.store.engine, "before_cursor_execute", lambda *told: asked.append(str(told[2]))
    )
    here.look()
    assert asked == []
    assert here.write() is None
    assert asked, "the listener hears nothing"


def test_a_new_laptop_asks_and_is_answered_by_the_folder_alone(
    offices: Offices, folder: Path, tmp_path: Path
) -> None:
    bru = offices.found()
    add(bru.store)
    new = offices.asks("ANT", "Koen")
    here, there = carried(bru, folder), carried(new, folder)
    assert there.write() is not None
    assert there.write() is None
    (request,) = here.look().for_person
    joining.accept(bru.store, request.read_bytes())
    take.take(bru.store, request.read_bytes(), request.name, tmp_path)
    assert here.look().for_person == []
    here.write()
    assert len(there.look().taken) == 1
    there.write()
    here.look()
    assert state(bru) == state(new)
    assert sorted(path.name[:5] for path in folder.glob("*.duo")) == ["ANT-1", "BRU-1"]


def test_a_file_for_other_laptops_disturbs_nobody(offices: Offices, folder: Path) -> None:
    bru = offices.found()
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Luc")
    bru.take(lie.make())
    made = bru.make(ant)
    (folder / made.name).write_bytes(made.data)
    seen = carried(lie, folder, patience=0).look()
    assert (seen.taken, seen.refused, seen.for_person) == ([], {}, [])
    assert seen.for_others == [made.name]


def test_two_versions_hinder_nothing_and_a_great_removal_waits_for_a_person(
    offices: Offices, folder: Path
) -> None:
    bru = offices.found()
    people = [add(bru.store)[0] for _ in range(8)]
    ant = offices.join("ANT", "Koen")
    here, there = carried(bru, folder), carried(ant, folder)
    for one in (there, here):
        one.write()
    rename(bru, people[0], "here")
    rename(ant, people[0], "there")
    there.write()
    (seen,) = here.look().taken
    assert (seen.to_look_at, conflicts(bru)) == (1, 1)
    with ant.store.write("Removed") as write:
        for person_id in people[2:]:
            write.session.delete(write.session.get_one(Person, person_id))
    there.write()
    for _ in range(2):
        (waiting,) = here.look().for_person
    assert name(bru, people[3]) == "Yusuf"
    assert [path.name for path in carried(bru, folder).look().for_person] == [waiting.name]
    take.take(bru.store, waiting.read_bytes(), waiting.name, bru.folder / "waiting")
    assert here.look().for_person == []


def test_what_was_undone_comes_back_only_with_a_yes(offices: Offices, folder: Path) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    here, there = carried(bru, folder), carried(ant, folder)
    rename(ant, person_id, "wrong")
    there.write()
    assert len(here.look().taken) == 1
    here.write()
    undoing.undo(bru.store)
    assert here.look().taken == carried(bru, folder).look().taken == []
    here.write()
    there.look()
    rename(ant, person_id, "wrong again")
    there.write()
    seen = here.look()
    assert (seen.taken, len(seen.for_person)) == ([], 1)
    assert name(bru, person_id) == "Yusuf"


def test_new_keys_and_a_new_name_are_told_without_anything_else_to_tell(
    offices: Offices, folder: Path
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    here, there = carried(bru, folder), carried(ant, folder)
    here.write()
    assert here.write() is None
    laptops.renew(bru.store)
    assert here.write() is not None
    laptops.rename(bru.store, "Annick's new laptop")
    assert here.write() is not None
    there.look()
    with ant.store.read() as session:
        known = laptops.us(ant.store, session).registry.laptops[bru.store.replica]
    assert (known.label, known.version) == ("Annick's new laptop", 3)


def test_the_log_keeps_what_came_and_not_every_acknowledgement(
    offices: Offices, folder: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    here, there = carried(bru, folder), carried(ant, folder)
    for n in range(4):
        rename(ant, person_id, f"Name {n}")
        for one in (there, here):
            one.look()
            one.write()
    here.look()
    with bru.store.read() as session:
        logs = session.query(FileLog).filter(FileLog.name.in_(said_in(folder))).all()
        brought = session.query(FileLog).filter(FileLog.first.is_not(None)).count()
    with ant.store.read() as session:
        empty = session.query(FileLog).filter(FileLog.operations == 0).count()
    assert len(logs) == len(said_in(folder)) == 2
    assert brought == 5  # the request to be taken in, and four names
    assert sent(bru) == 2  # the answer, and the file that lies there now
    assert empty <= 1


def said_in(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*.duo")]

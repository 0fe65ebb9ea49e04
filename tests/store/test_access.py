"""Founding, opening, backing up and restoring a desk; every bad place and file gets its
sentence.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.office.seeds import OFFICES
from duodesk.store import access, backup, dump
from duodesk.store.access import Means, OpenDesk
from duodesk.store.founding import Founder
from duodesk.store.keys import Cost
from duodesk.store.profile import DeskLock, Profile, refuse_place
from tests.conftest import MORNING
from tests.store.test_store import add

PASSPHRASE = "jardin lampe vendredi tortue"
FOUNDER = Founder(OFFICES[1].id, "BRU", "Annick")


@pytest.fixture
def means(clock: FixedClock) -> Means:
    return Means(clock, Random(1), Cost.cheapest())


@pytest.fixture
def founded(tmp_path: Path, means: Means) -> access.Founded:
    return access.found(Profile(tmp_path / "profile"), PASSPHRASE, FOUNDER, means)


@pytest.fixture
def desk(founded: access.Founded) -> Generator[OpenDesk]:
    yield founded.desk
    founded.desk.close()


def test_a_founded_desk_opens_again(desk: OpenDesk, means: Means) -> None:
    add(desk.store)
    before = dump.dump(desk.store)
    desk.close()
    again = access.unlock(desk.profile, PASSPHRASE, means)
    assert dump.dump(again.store) == before
    again.close()


def test_the_recovery_sheet_opens_and_gives_a_new_passphrase(
    founded: access.Founded, means: Means
) -> None:
    founded.desk.close()
    words = " ".join(founded.recovery_words)
    access.unlock_with_recovery(founded.desk.profile, words, "nouvelle phrase", means).close()
    access.unlock(founded.desk.profile, "nouvelle phrase", means).close()


def test_a_wrong_passphrase_leaves_the_desk_free_for_the_right_one(
    desk: OpenDesk, means: Means
) -> None:
    desk.close()
    with pytest.raises(UserError, match="passphrase"):
        access.unlock(desk.profile, "wrong", means)
    access.unlock(desk.profile, PASSPHRASE, means).close()


def test_a_second_program_is_told_since_when(desk: OpenDesk, means: Means) -> None:
    with pytest.raises(UserError, match="2026-11-24T09:00"):
        access.unlock(desk.profile, PASSPHRASE, means)


def test_the_lock_dies_with_its_program(tmp_path: Path) -> None:
    path = tmp_path / "desk.lock"
    code = (
        "import sys; from pathlib import Path; from duodesk.store.profile import DeskLock\n"
        "lock = DeskLock(Path(sys.argv[1])); lock.take('x'); print('held', flush=True); "
        "sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(UserError):
        DeskLock(path).take("now")
    holder.kill()
    holder.communicate()
    lock = DeskLock(path)
    lock.take("now")
    lock.release()


def test_a_damaged_desk_file_is_told_and_kept(desk: OpenDesk, means: Means) -> None:
    desk.close()
    content = b"\x00" * 4096 + desk.profile.database.read_bytes()[4096:]
    desk.profile.database.write_bytes(content)
    with pytest.raises(UserError, match="damaged"):
        access.unlock(desk.profile, PASSPHRASE, means)
    assert desk.profile.database.read_bytes() == content


def test_a_lost_key_file_comes_back_from_the_newest_backup(desk: OpenDesk, means: Means) -> None:
    desk.back_up()
    desk.close()
    desk.profile.keys.unlink()
    access.unlock(desk.profile, PASSPHRASE, means).close()


def test_a_folder_without_a_desk_is_told(tmp_path: Path, means: Means) -> None:
    with pytest.raises(UserError, match="no desk"):
        access.unlock(Profile(tmp_path / "empty"), PASSPHRASE, means)


def test_founding_twice_is_refused(desk: OpenDesk, means: Means) -> None:
    with pytest.raises(UserError, match="already"):
        access.found(desk.profile, PASSPHRASE, FOUNDER, means)


@pytest.mark.parametrize("part", ["OneDrive - DUO", "Dropbox", "Nextcloud", "iCloud Drive"])
def test_a_folder_carried_to_the_internet_is_refused(tmp_path: Path, part: str) -> None:
    with pytest.raises(UserError, match="internet"):
        refuse_place(tmp_path / part / "Duodesk")


def test_a_backup_restores_what_it_held(desk: OpenDesk, means: Means, clock: FixedClock) -> None:
    add(desk.store)
    before = dump.dump(desk.store)
    target = desk.profile.backups / "one.duobackup"
    desk.back_up(target)
    add(desk.store, "Lieve", "De Smet")
    desk.close()
    aside = backup.restore_backup(target, desk.profile, desk.key, clock)
    again = access.unlock(desk.profile, PASSPHRASE, means)
    assert dump.dump(again.store) == before
    assert aside is not None
    assert (aside / "desk.duo").exists()
    again.close()


def test_a_desk_put_aside_is_kept_no_longer_than_a_backup(
    desk: OpenDesk, means: Means, clock: FixedClock
) -> None:
    target = desk.profile.backups / "one.duobackup"
    desk.back_up(target)
    desk.close()
    aside = backup.restore_backup(target, desk.profile, desk.key, clock)
    assert aside is not None
    again = access.unlock(desk.profile, PASSPHRASE, means)
    clock.advance(backup.OLDEST)
    again.back_up()
    assert aside.exists()
    clock.advance(timedelta(days=400))  # a clock that was wrong and is put right
    again.back_up(desk.profile.backups / "wrong.duobackup")
    clock.advance(timedelta(days=-399))
    again.back_up()
    assert aside.exists()
    (desk.profile.backups / "wrong.duobackup").unlink()
    again.back_up()
    assert not aside.exists()
    again.close()


def test_a_full_disk_is_said_when_a_backup_does_not_fit(desk: OpenDesk) -> None:
    resource = pytest.importorskip("resource")  # Windows has no such limit
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, before[1]))
    try:
        with pytest.raises(UserError, match="make room"):
            desk.back_up()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(desk.profile.backups.iterdir()) == []


def test_a_copy_is_made_where_the_newest_is_too_old(desk: OpenDesk, clock: FixedClock) -> None:
    for minutes, copies in ((0, 1), (29, 1), (2, 2), (-300, 3)):
        clock.advance(timedelta(minutes=minutes))
        desk.have_backup(timedelta(minutes=30))
        assert len(backup.backups(desk.profile.backups)) == copies


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "head", "other"])
def test_a_damaged_backup_is_noticed_before_it_is_used(
    desk: OpenDesk, clock: FixedClock, damage: str
) -> None:
    target = desk.profile.backups / "one.duobackup"
    desk.back_up(target)
    content = bytearray(target.read_bytes())
    if damage == "flip":
        content[-5000] ^= 1
    changed = {
        "flip": bytes(content),
        "cut": bytes(content[:-4096]),
        "empty": b"",
        "head": b"X" + bytes(content[1:]),
        "other": b"PK\x03\x04 something else",
    }[damage]
    target.write_bytes(changed)
    before = desk.profile.keys.read_bytes()
    with pytest.raises(UserError, match="not a sound backup"):
        backup.restore_backup(target, desk.profile, desk.key, clock)
    assert desk.profile.keys.read_bytes() == before


def test_a_backup_that_cannot_be_written_leaves_the_old_one(desk: OpenDesk) -> None:
    target = desk.profile.backups / "one.duobackup"
    desk.back_up(target)
    before = target.read_bytes()
    with pytest.raises(UserError, match="another place"):
        desk.back_up(desk.profile.folder / "missing" / "one.duobackup")
    assert target.read_bytes() == before
    assert [path.name for path in desk.profile.backups.iterdir()] == ["one.duobackup"]


TIMES = st.lists(st.integers(-100 * 24 * 60, 0), max_size=60)


@given(TIMES)
def test_thinning_never_leaves_fewer_than_three_days(minutes: list[int]) -> None:
    times = {MORNING + timedelta(minutes=m) for m in minutes}
    gone = backup.superfluous(times, MORNING)
    left = times - gone
    assert len({t.date() for t in left}) >= min(3, len({t.date() for t in times}))
    assert {t for t in times if MORNING - t <= backup.KEEP_ALL} <= left
    if len({t.date() for t in left}) > 3:
        assert all(MORNING - t <= backup.OLDEST for t in left)


@given(TIMES)
def test_thinning_waits_for_a_clock_to_be_trusted(minutes: list[int]) -> None:
    times = {MORNING + timedelta(minutes=m) for m in minutes} | {MORNING + timedelta(days=400)}
    assert backup.superfluous(times, MORNING) == set()


def test_thinning_twice_is_thinning_once() -> None:
    start = datetime(2026, 8, 1, tzinfo=UTC)
    times = {start + timedelta(minutes=30 * n) for n in range(48 * 100)}
    now = max(times)
    left = times - backup.superfluous(times, now)
    assert backup.superfluous(left, now) == set()

"""Desk files written by earlier programs open in today's with nothing lost."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Generator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from duodesk.base.clock import FixedClock
from duodesk.store import access, dump, migrate
from duodesk.store.access import Means, OpenDesk
from duodesk.store.engine import quick_check
from duodesk.store.keys import Cost
from duodesk.store.profile import Profile
from tests.golden.desk.make import SPOKEN, Golden

# Today's own is made when it is finished; every earlier one must be there.
_TODAY = Golden(migrate.latest())
EVERY = [*map(Golden, range(1, migrate.latest())), *([_TODAY] if _TODAY.desk.exists() else [])]


@pytest.fixture(params=EVERY, ids=lambda golden: f"schema {golden.schema}")
def golden(request: pytest.FixtureRequest) -> Golden:
    """The files of every schema in turn."""
    found: Golden = request.param
    return found


@pytest.fixture
def desk(golden: Golden, tmp_path: Path, clock: FixedClock) -> Generator[OpenDesk]:
    """A copy of a golden desk, opened as the window opens one."""
    profile = Profile(tmp_path / "profile")
    profile.folder.mkdir()
    shutil.copy(golden.desk, profile.database)
    shutil.copy(golden.keys, profile.keys)
    opened = access.unlock(profile, SPOKEN, Means(clock, Random(1), Cost.cheapest()))
    yield opened
    opened.close()


def written(golden: Golden) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(gzip.decompress(golden.dump.read_bytes()))
    return document


def test_everything_is_still_there(desk: OpenDesk, golden: Golden) -> None:
    before, now = written(golden), dump.dump(desk.store)
    assert (before["schema"], now["schema"]) == (golden.schema, migrate.latest())
    assert len(before["state"]["person"]) > 5
    # A table of a later schema is empty here, and a later column has no value yet.
    assert {table: rows for table, rows in now["state"].items() if rows} == {
        table: rows for table, rows in before["state"].items() if rows
    }
    assert now["journal"] == before["journal"]


def test_every_page_is_sound_and_the_tables_follow_from_the_journal(desk: OpenDesk) -> None:
    assert quick_check(desk.store.engine) == []
    assert desk.store.agrees_with_journal()


@pytest.mark.parametrize("golden", EVERY, ids=lambda golden: f"schema {golden.schema}")
def test_the_golden_files_stay_small(golden: Golden) -> None:
    """An encrypted file is not packed, and one with no people takes most of it already."""
    files = (golden.desk, golden.keys, golden.dump)
    most = {
        1: 800_000,
        2: 950_000,
        3: 1_150_000,
        4: 1_700_000,
        5: 1_800_000,
        6: 2_200_000,
        7: 2_400_000,
    }[golden.schema]
    assert sum(path.stat().st_size for path in files) < most

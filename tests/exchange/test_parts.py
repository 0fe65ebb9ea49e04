"""More than one file should hold: it goes in several, which are taken in in any order."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from duodesk.exchange import parts
from duodesk.exchange.folder import Carried
from tests.exchange.desks import Offices
from tests.exchange.test_first_exchange import rename, state
from tests.store.test_store import add


@pytest.mark.parametrize("seed", range(4))
def test_a_long_history_goes_in_several_files_in_any_order(
    offices: Offices, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    for n in range(12):
        person_id, _ = add((bru, ant)[n % 2].store)
        rename((bru, ant)[n % 2], person_id, f"name {n}")
        if n % 5 == 0:
            offices.everybody(1)
    offices.everybody()
    monkeypatch.setattr(parts, "MOST", 20)
    lie = offices.join("LIE", "Marie")  # takes only the first file of the answer in
    ant.take(bru.make(ant))
    assert state(lie) != state(ant)
    made = ant.make(lie, kind="full")
    assert len(made.files) > 3
    assert len({one.name for one in made.files}) == len(made.files)
    order = list(made.files)
    Random(seed).shuffle(order)
    for one in order:
        lie.take(one)
    assert state(lie) == state(ant)
    assert lie.store.agrees_with_journal()
    # What it was given it can give on, in parts too.
    again = offices.join("ANT", "Els")
    for one in bru.make(lie).files:
        lie.take(one)
    for one in lie.make(again, kind="full").files:
        again.take(one)
    offices.everybody()
    assert state(again) == state(bru)


def test_each_part_is_whole_by_itself(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    for _ in range(6):
        add(bru.store)
    monkeypatch.setattr(parts, "MOST", 20)
    first, *further = bru.make(ant).files
    assert ant.take(first).waiting_for == ()
    assert further
    assert state(ant) != state(bru)
    # The rest is what it still lacks by its own word.
    bru.take(ant.make(bru))
    for one in bru.make(ant).files:
        ant.take(one)
    assert state(ant) == state(bru)


def test_the_folder_carries_all_parts_and_keeps_only_the_newest(
    offices: Offices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    for _ in range(6):
        add(bru.store)
    monkeypatch.setattr(parts, "MOST", 20)
    folder = tmp_path / "shared"
    folder.mkdir()
    carried = [Carried(one.store, folder, one.folder / "waiting") for one in (bru, ant)]
    carried[0].write()
    assert len(list(folder.glob("BRU-*.duo"))) > 1
    carried[1].look()
    assert state(ant) == state(bru)
    carried[1].write()
    carried[0].look()
    add(bru.store)
    carried[0].write()
    assert len(list(folder.glob("BRU-*.duo"))) == 1
    assert carried[0].write() is None

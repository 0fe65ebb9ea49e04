"""Dump and load: the whole desk file as a document, and back without a difference."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.office.seeds import OFFICES
from duodesk.store import dump
from duodesk.store.founding import Founder, create_empty
from duodesk.store.search import find
from duodesk.store.store import Store
from tests.conftest import KEY
from tests.store.test_store import add
from tests.store.test_undo import act


@pytest.fixture
def empty(tmp_path: Path, clock: FixedClock) -> Store:
    founder = Founder(OFFICES[0].id, OFFICES[0].code, "Koen")
    return create_empty(tmp_path / "other.duo", KEY, founder, clock=clock, random=Random(2))


def test_dump_load_dump_is_identical(store: Store, empty: Store) -> None:
    for n, kind in enumerate(["add", "add", "bulk", "rename", "remove", "raw", "both"]):
        act(store, kind, n % 3, f"w{n}")
    store.undo()
    text = dump.to_json(dump.dump(store))
    dump.load(empty, json.loads(text))
    assert dump.to_json(dump.dump(empty)) == text


def test_loaded_rows_are_found_and_can_be_changed(store: Store, empty: Store) -> None:
    add(store)
    dump.load(empty, dump.dump(store))
    with empty.read() as session:
        assert len(find(session, "celik")) == 1
    add(empty, "Lieve", "De Smet")
    assert len(dump.dump(empty)["state"]["person"]) == 2


def _other_value(document: dict[str, Any]) -> None:
    change = next(c for c in document["journal"][-1]["changes"] if c["field"] == "given_name")
    change["value"] = "Mallory"


def _other_state(document: dict[str, Any]) -> None:
    document["state"]["person"][0]["given_name"] = "Mallory"


def _cut(document: dict[str, Any]) -> None:
    del document["journal"][-1]["changes"]


def _foreign(document: dict[str, Any]) -> None:
    document["format"] = 99


@pytest.mark.parametrize("damage", [_other_value, _other_state, _cut, _foreign])
def test_an_altered_dump_is_refused_whole(
    store: Store, empty: Store, damage: Callable[[dict[str, Any]], None]
) -> None:
    add(store)
    document = copy.deepcopy(dump.dump(store))
    damage(document)
    before = dump.dump(empty)
    with pytest.raises(UserError):
        dump.load(empty, document)
    assert dump.dump(empty) == before


def test_a_desk_that_holds_data_takes_no_dump(store: Store) -> None:
    with pytest.raises(UserError, match="already"):
        dump.load(store, dump.dump(store))

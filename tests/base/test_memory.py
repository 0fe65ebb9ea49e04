"""Making a long list without the collector leaves no garbage behind for good."""

from __future__ import annotations

import gc
from collections.abc import Generator
from weakref import ref

import pytest

from duodesk.base.memory import one_breath


class Round:
    """What only the collector finds: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def looking() -> Generator[None]:
    was, limits = gc.isenabled(), gc.get_threshold()
    gc.enable()
    gc.set_threshold(200, 5, 5)
    yield
    gc.set_threshold(*limits)
    (gc.enable if was else gc.disable)()


def test_garbage_is_found_however_often_a_long_list_is_made() -> None:
    left = []
    for _ in range(50):
        with one_breath():
            left.append(ref(Round()))
            assert len([[n] for n in range(500)]) == 500
        assert len([[n] for n in range(500)]) == 500
    assert sum(one() is not None for one in left) < 10


def test_while_it_is_made_nobody_looks_and_afterwards_as_before() -> None:
    with one_breath():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    with one_breath():
        pass
    assert not gc.isenabled()

"""Histories of four laptops end in agreement; a program broken on purpose is found out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from duodesk.exchange import chains, owning, send
from duodesk.store import journal, materialise, merge, receive
from tests.campaigns.agreement import check
from tests.campaigns.exchange import STEPS, History, run, template

HISTORIES, LENGTH = 300, 14
Patch = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(scope="module")
def paths() -> Generator[list[Path]]:
    """An organisation of four laptops, copied for every history."""
    with tempfile.TemporaryDirectory(prefix="duodesk-template-") as place:
        yield template(Path(place))


@pytest.mark.heavy
def test_three_hundred_histories_end_in_agreement(paths: list[Path]) -> None:
    for seed in range(HISTORIES):
        try:
            run(seed, paths, LENGTH)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}") from error


@pytest.mark.heavy
@hypothesis_settings(max_examples=12)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 2)), max_size=25),
    st.integers(0, 1 << 16),
)
def test_any_story_that_can_be_told_ends_in_agreement(
    paths: list[Path], story: list[tuple[str, int]], seed: int
) -> None:
    with tempfile.TemporaryDirectory(prefix="duodesk-story-") as place:
        history = History(seed, Path(place), paths[:3], 0)
        try:
            for step, who in story:
                history.take(step, history.laptops[who])
            history.settle()
            check(history)
        finally:
            history.close()


def _newest_wins(patch: pytest.MonkeyPatch) -> None:
    for place in (journal, materialise, merge):
        patch.setattr(place, "two_versions", lambda _heads: False)


def _any_edit_closes(patch: pytest.MonkeyPatch) -> None:
    real = journal._cell
    patch.setattr(
        journal, "_cell", lambda at, said, heads, *, review: real(at, said, heads, review=True)
    )


def _local_tie_break(patch: pytest.MonkeyPatch) -> None:
    real = merge.head

    def head(kind: int, value: Any, operation: bytes, n: int, _when: Any) -> merge.Head:
        return real(kind, value, operation, n, (n, b""))

    for place in (journal, materialise):
        patch.setattr(place, "head", head)


def _known_by_number(patch: pytest.MonkeyPatch) -> None:
    real = chains.Chains.check

    def check_(self: chains.Chains, operations: Any, seals: Any) -> Any:
        whole = real(self, operations, seals)
        held = {
            tuple(row)
            for row in self._connection.exec_driver_sql("SELECT replica, seq FROM operation")
        }
        ready = [op for op in whole.ready if (op.header.replica, op.header.seq) not in held]
        return chains.Whole(whole.new, ready, whole.missing)

    patch.setattr(chains.Chains, "check", check_)


def _erased_comes_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(receive, "_erased", lambda _connection, _new: set())


def _deletion_hides(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        materialise, "visible",
        lambda cells, alive, erase: erase not in cells and merge.lives(cells, alive),
    )  # fmt: skip
    patch.setattr(materialise, "agrees", lambda *_all: True)


def _nothing_revealed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(owning, "reveal", lambda _connection, _names, _reveals: [])


def _sending_is_believed(patch: pytest.MonkeyPatch) -> None:
    real = send._note

    def note(store: Any, session: Any, made: Any, kind: Any, chosen: Any) -> None:
        import msgspec

        from duodesk.model.exchange import Peer

        real(store, session, made, kind, chosen)
        for one in chosen:
            peer = session.get(Peer, one.replica)
            peer.tips = msgspec.msgpack.encode(send.tips(session.connection()))

    patch.setattr(send, "_note", note)


@pytest.mark.heavy
@pytest.mark.parametrize(
    "broken",
    [
        _newest_wins,
        _any_edit_closes,
        _local_tie_break,
        _known_by_number,
        _erased_comes_back,
        _deletion_hides,
        _nothing_revealed,
        _sending_is_believed,
    ],
)
def test_a_program_broken_on_purpose_is_found_out(
    paths: list[Path], broken: Patch, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch)
    for seed in range(60):
        try:
            run(seed, paths, 40)
        except Exception:  # noqa: BLE001 - found out, in whatever way
            return
    pytest.fail("sixty histories did not notice")

"""A small scale of the campaign of mutated spreadsheets (python -m tests.campaigns.sheets)."""

from __future__ import annotations

from pathlib import Path

import pytest

from duodesk.store.store import Store
from tests.campaigns import sheets


@pytest.mark.heavy
def test_mutated_spreadsheets_are_read_or_refused_in_a_sentence(
    store: Store, tmp_path: Path
) -> None:
    outcomes = [sheets.attend(store, tmp_path, number) for number in range(150)]
    assert set(outcomes) == {"read", "refused"}

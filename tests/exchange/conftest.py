"""Laptops for the tests of the exchange."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.exchange.desks import Offices


@pytest.fixture
def offices(tmp_path: Path) -> Generator[Offices]:
    """An organisation that nobody founded yet."""
    made = Offices(tmp_path)
    yield made
    made.close()

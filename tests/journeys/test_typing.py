"""Nothing typed a second ago is lost, whatever kills the program."""

from __future__ import annotations

import pytest

from tests.campaigns.typing import campaign


@pytest.mark.heavy
def test_what_was_typed_a_second_before_a_kill_is_there() -> None:
    kills = campaign(10, seed=11)
    assert [kill.lost for kill in kills] == [0] * 10
    assert all(kill.true for kill in kills), "the letters kept are the letters typed"
    assert all(kill.due > 20 for kill in kills), "the child typed long enough to lose something"

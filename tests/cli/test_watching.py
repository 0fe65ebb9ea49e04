"""`contact` and `alerts`: a talk written down, and who asks for attention, without a window."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from duodesk.cli.opening import means
from duodesk.followup.plan import start_with_plan
from duodesk.store import access
from duodesk.store.profile import Profile
from tests.cli.conftest import SPOKEN, Command
from tests.followup.desk import paired

NUMBER = "BRU-D10001"


@pytest.fixture
def profile(duodesk: Command, tmp_path: Path) -> Path:
    """A desk with one duo that began thirty days ago; nothing was heard of it since."""
    folder = tmp_path / "own"
    assert duodesk("new", "--office", "BRU", "--author", "Annick", profile=folder).code == 0
    desk = access.unlock(Profile(folder), SPOKEN, means())
    store = desk.store
    duo_id = paired(store, coordinator_id=store.author_id)
    begun = store.clock.today() - timedelta(days=30)
    start_with_plan(store, duo_id, on=begun, unsigned_reason="papers in the post")
    desk.close()
    return folder


def test_alerts_are_told_worst_first_and_a_talk_makes_one_leave(
    duodesk: Command, profile: Path
) -> None:
    told = duodesk("alerts", "--mine", profile=profile)
    assert told.out == (
        "BRU-D10001 · Awa × Jan · No news for 30 days: for the team meeting · Log a contact · "
        "No meeting yet, Papers unsigned\n"
    )
    (row,) = duodesk("alerts", "--json", profile=profile).json
    assert (row["duo"], row["silent_days"], row["coordinator"]) == (NUMBER, 30, "Annick")
    assert [one["rule"] for one in row["alerts"]] == ["silent", "first_meeting", "unsigned"]
    tried = duodesk("contact", NUMBER, "--with", "mentee", "--no-answer", profile=profile)
    assert tried.out.startswith(f"Written down: duo {NUMBER} did not answer.\n{NUMBER} · Awa × Jan")
    asked = ("contact", "bru-d10001", "--with", "mentor", "--mood", 2, "--minutes", 10, "--json")
    answered = duodesk(*asked, profile=profile).json
    assert answered["reached"]
    assert [one["rule"] for one in answered["alerts"]] == ["unhappy", "first_meeting", "unsigned"]
    assert answered["next"] is not None
    told = duodesk("alerts", profile=profile, language="fr")
    assert told.code == 0


def test_nothing_to_tell_is_said(duodesk: Command, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    assert duodesk("new", "--office", "BRU", "--author", "Annick", profile=folder).code == 0
    assert duodesk("alerts", profile=folder).out == "No duo asks for attention.\n"
    assert duodesk("alerts", "--json", profile=folder).json == []


def test_what_cannot_be_written_down_is_said(duodesk: Command, profile: Path) -> None:
    stranger = duodesk("contact", "BRU-D9", "--with", "mentee", profile=profile)
    assert (stranger.code, stranger.out) == (3, "")
    assert "There is no duo BRU-D9." in stranger.err
    mood = duodesk("contact", NUMBER, "--with", "mentee", "--mood", 7, profile=profile)
    assert (mood.code, "from 1 to 5" in mood.err) == (3, True)
    assert duodesk("contact", NUMBER, profile=profile).code == 2

"""Entries of a duo or a person that the file gives in one row."""

from __future__ import annotations

from datetime import date

from duodesk.followup import packed
from duodesk.followup.outcomes import Check
from duodesk.followup.rules import Logged, Week, strip
from duodesk.model.followup import Held, Situation

MONDAY = date(2026, 11, 2)


def test_each_entry_has_its_day_and_its_word() -> None:
    told = packed.meetings("2026-11-03 met,2026-11-10 excused")
    assert told == [Logged(date(2026, 11, 3), Held.MET), Logged(date(2026, 11, 10), Held.EXCUSED)]
    assert packed.answers("2026-11-03 looking") == [Check(date(2026, 11, 3), Situation.LOOKING)]


def test_what_is_no_day_is_left_out_and_a_word_of_a_newer_program_kept() -> None:
    told = packed.meetings("soon met,2026-11-10 by_letter")
    assert [(one.on, str(one.state)) for one in told] == [(date(2026, 11, 10), "by_letter")]


def test_a_meeting_whose_word_is_still_on_its_way_says_nothing_of_its_week() -> None:
    told = packed.meetings("2026-11-17 ,2026-11-03 met")
    assert strip(MONDAY, told, date(2026, 11, 10), weeks=4) == (
        Week.MET,
        Week.NOW,
        Week.AHEAD,
        Week.AHEAD,
    )

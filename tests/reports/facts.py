"""Facts of made-up mentors, meetings and contacts for the tests of figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from duodesk.reports.facts import ContactFacts, FirstMeetingFacts, MentorFacts, Silence, Standing

BEGIN, END, DAY = date(2025, 1, 1), date(2025, 12, 31), date(2026, 12, 31)


def mentor(*duos: tuple[date, date | None], **known: object) -> MentorFacts:
    """An accepted mentor with these duos."""
    return replace(MentorFacts("BRU", Standing.READY, duos=duos), **known)  # type: ignore[arg-type]


def first_meeting(*, mentee_no: bool = False, mentor_no: bool = False) -> FirstMeetingFacts:
    """A first meeting and what both said after it."""
    return FirstMeetingFacts("BRU", BEGIN, mentee_no, mentor_no)


def contact(late: int | None) -> ContactFacts:
    """A contact that took place so many days after its day, or never."""
    done = None if late is None else BEGIN + timedelta(days=late)
    in_time = late is not None and abs(late) <= 5
    return ContactFacts("BRU", "BRU-D10001", BEGIN, done, in_time)


def silence(days: int) -> Silence:
    """A duo whose last sign is so old."""
    return Silence("BRU", "BRU-D10001", days)

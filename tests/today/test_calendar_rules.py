"""Rules about the calendar: what is on, and what is over without anybody having noted it."""

from __future__ import annotations

from typing import Any

import pytest

from duodesk.base.ids import seed_id
from duodesk.model.pairing import Stage
from duodesk.today import calendar_rules
from duodesk.today.facts import InterviewFact, ProposalFact, UnmarkedFact
from duodesk.today.line import Verb
from duodesk.training.entry import Dated, DatedKind, Key, Source
from tests.today.builders import AWA, JAN, ME, MINUTE, SARA, TODAY, days, facts


def entry(kind: DatedKind = DatedKind.INTERVIEW, **values: Any) -> Dated:
    told: dict[str, Any] = {
        "key": Key(Source.EVENT, seed_id("event")), "kind": kind, "day": TODAY, "start": 13 * 60,
        "minutes": 60, "place": "room 2", "people": (AWA.id,), "who": "Awa D.",
    }  # fmt: skip
    return Dated(**told | values)


def test_an_interview_of_today_stands_at_its_hour_with_whom_to_call() -> None:
    (line,) = calendar_rules.appointments(facts(dated=(entry(),)))
    assert (line.at, line.due_on) == (13 * 60, TODAY)
    assert str(line.reason) == "Interview, room 2"
    assert (line.about.title, line.about.phone) == (AWA.name, AWA.phone)
    assert line.owner == ME  # her coordinator, as nobody is named
    assert line.finish.title == "Open the guide"


def test_whoever_leads_it_owns_it() -> None:
    (line,) = calendar_rules.appointments(facts(dated=(entry(staff=(SARA, ME)),)))
    assert line.owner == SARA


def test_what_is_over_called_off_or_later_is_no_appointment_any_more() -> None:
    over = entry(start=MINUTE - 60, minutes=60)
    off = entry(cancelled=True)
    later = entry(day=TODAY + days(7))
    assert list(calendar_rules.appointments(facts(dated=(over, off, later)))) == []
    running = entry(start=MINUTE - 59, minutes=60)
    assert len(list(calendar_rules.appointments(facts(dated=(running,))))) == 1


def test_without_an_hour_it_lasts_all_day() -> None:
    (line,) = calendar_rules.appointments(facts(dated=(entry(start=None),)))
    assert line.at is None


def test_a_series_is_named_by_its_name_and_has_no_telephone() -> None:
    series = entry(
        DatedKind.TRAINING, people=(AWA.id, JAN.id), who="Mentors, March", series_id=seed_id("s")
    )
    (line,) = calendar_rules.appointments(facts(dated=(series,)))
    assert line.about.title == "Mentors, March"
    assert line.about.phones == ()


@pytest.mark.parametrize(
    ("kind", "source", "page"),
    [
        (DatedKind.INFO_SESSION, Source.SESSION, "people"),
        (DatedKind.INTERVIEW, Source.INTERVIEW, "people"),
        (DatedKind.INTERVIEW, Source.EVENT, "people"),
        (DatedKind.WORKSHOP, Source.EVENT, "training"),
    ],
)
def test_each_kind_leads_to_its_own_screen(kind: DatedKind, source: Source, page: str) -> None:
    one = entry(kind, key=Key(source, seed_id("one")))
    (line,) = calendar_rules.appointments(facts(dated=(one,)))
    assert line.place[0] == page


def test_a_first_meeting_is_told_until_they_met() -> None:
    one = entry(DatedKind.FIRST_MEETING, people=(AWA.id, JAN.id))

    def told(stage: Stage) -> int:
        proposal = ProposalFact(seed_id("p"), AWA, JAN, stage)
        return len(list(calendar_rules.appointments(facts(dated=(one,), proposals=(proposal,)))))

    assert told(Stage.FIRST_MEETING) == 1
    assert told(Stage.DECISION) == 0
    assert list(calendar_rules.appointments(facts(dated=(one,)))) == []


def unmarked(**values: Any) -> UnmarkedFact:
    told: dict[str, Any] = {
        "row_id": seed_id("session"), "title": "Information session", "day": TODAY,
        "over": MINUTE, "missing": 3, "place": ("people", ("sessions", seed_id("session"))),
    }  # fmt: skip
    return UnmarkedFact(**told | values)


def test_who_came_is_asked_once_it_is_over_until_everybody_is_noted() -> None:
    (line,) = calendar_rules.attendance(facts(unmarked=(unmarked(),)))
    assert str(line.reason) == "Who came on 24/11/2026? Not noted for 3"
    assert (line.finish.verb, line.finish.row_id) == (Verb.NOTE_CAME, seed_id("session"))
    for other in (
        unmarked(over=MINUTE + 1), unmarked(over=None), unmarked(missing=0),
    ):  # fmt: skip
        assert list(calendar_rules.attendance(facts(unmarked=(other,)))) == []
    (line,) = calendar_rules.attendance(facts(unmarked=(unmarked(over=None, day=TODAY - days(1)),)))
    assert line.due_on == TODAY - days(1)


def test_an_interview_that_was_planned_and_not_begun_is_told_the_day_after() -> None:
    past = InterviewFact(seed_id("event"), AWA, TODAY - days(1))
    (line,) = calendar_rules.interviews(facts(interviews=(past,)))
    assert line.owner == AWA.coordinator_id
    today = InterviewFact(seed_id("event"), AWA, TODAY)
    assert list(calendar_rules.interviews(facts(interviews=(today,)))) == []

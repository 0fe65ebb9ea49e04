"""Rules about people on their way: calls, answers, reservations, permits, seats, offers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from duodesk.base.ids import seed_id
from duodesk.model.pairing import Answer, Stage
from duodesk.model.people import Role
from duodesk.people.calls import Call, Tries
from duodesk.people.contacts import About
from duodesk.today import way_rules
from duodesk.today.facts import (
    MakeUpFact,
    PermitFact,
    ProposalFact,
    TransferFact,
    WaitingListFact,
)
from duodesk.today.line import Verb
from tests.today.builders import AWA, JAN, ME, MINUTE, NOW, TODAY, days, facts


def call(about: About = About.FIRST_CALL, **values: Any) -> Call:
    told: dict[str, Any] = {
        "person_id": AWA.id, "number": "BRU-1", "name": "Diallo, Awa", "role": Role.MENTEE,
        "phone": AWA.phone, "email": "", "coordinator": "", "about": about,
        "since": TODAY - days(3), "due": TODAY - days(1), "tries": Tries(),
    }  # fmt: skip
    return Call(**told | values)


def proposal(stage: Stage = Stage.DECISION, **values: Any) -> ProposalFact:
    return ProposalFact(seed_id("proposal"), AWA, JAN, stage, owner=ME, **values)


def test_a_first_call_says_since_when_and_is_noted_by_its_button() -> None:
    (line,) = way_rules.calls(facts(calls=(call(),)))
    assert str(line.reason) == "Registered on 21/11/2026: first call by 23/11/2026"
    assert (line.about.title, line.about.phone) == (AWA.name, AWA.phone)
    assert (line.due_on, line.owner) == (TODAY - days(1), ME)
    assert (line.finish.verb, line.finish.side) == (Verb.CALL, "first_call")


def test_who_missed_a_session_is_called_and_who_was_tried_today_waits_until_tomorrow() -> None:
    missed = call(About.NO_SHOW, tries=Tries(1, NOW))
    (line,) = way_rules.calls(facts(calls=(missed,)))
    assert "Missed the session" in str(line.reason)
    assert line.due_on == TODAY + days(1)


def test_a_call_to_come_again_is_another_line() -> None:
    before = call()
    (one,) = way_rules.calls(facts(calls=(before,)))
    (other,) = way_rules.calls(facts(calls=(replace(before, since=TODAY),)))
    assert one.key != other.key


def test_answers_wait_a_day_and_are_asked_for_then_each_side_by_itself() -> None:
    soon = proposal(answers_by=NOW + timedelta(hours=5), mentee_answer=Answer.YES)
    (line,) = way_rules.answers(facts(proposals=(soon,)))
    assert line.waits
    assert line.about.title == JAN.name
    late = proposal(answers_by=NOW - timedelta(minutes=1))
    mentee, mentor = way_rules.answers(facts(proposals=(late,)))
    assert not mentee.waits
    assert (mentee.finish.verb, mentee.finish.side) == (Verb.ANSWER, "mentee")
    assert mentor.finish.side == "mentor"


@pytest.mark.parametrize("said", list(Answer))
def test_no_line_tells_what_the_other_side_said(said: Answer) -> None:
    late = NOW - timedelta(days=1)
    blank = proposal(answers_by=late)
    known = proposal(answers_by=late, mentee_answer=said)
    alone = [line for line in way_rules.answers(facts(proposals=(blank,)))
             if line.finish.side == "mentor"]  # fmt: skip
    told = list(way_rules.answers(facts(proposals=(known,))))
    assert told in ([], alone)


def test_a_first_meeting_whose_hour_is_past_asks_whether_it_took_place() -> None:
    over = proposal(Stage.FIRST_MEETING, meets_on=TODAY, over=MINUTE)
    (line,) = way_rules.meetings_over(facts(proposals=(over,)))
    assert line.finish.verb == Verb.NOTE_MET
    for other in (
        replace(over, over=MINUTE + 1), replace(over, over=None), replace(over, meets_on=None),
        replace(over, stage=Stage.DECISION),
    ):  # fmt: skip
        assert list(way_rules.meetings_over(facts(proposals=(other,)))) == []


def test_a_reservation_is_told_two_days_before_it_ends_and_after() -> None:
    def told(n: int) -> list[str]:
        one = proposal(Stage.PROPOSED, lapses_on=TODAY + days(n))
        return [str(line.reason) for line in way_rules.reservations(facts(proposals=(one,)))]

    assert told(3) == []
    assert told(2) == ["Reserved until 26/11/2026: plan the first meeting"]
    assert told(-1)[0].startswith("Reservation ended on 23/11/2026")


@pytest.mark.parametrize("form", ["permit", "c45b"])
def test_papers_that_end_are_told_in_time_and_weigh_more_once_they_have(form: str) -> None:
    def lines(n: int) -> list[Any]:
        one = PermitFact(AWA, form, TODAY + days(n))
        return list(way_rules.permits(facts(permits=(one,))))

    assert lines(31) == []
    (soon,), (ended,) = lines(20), lines(-1)
    assert soon.due_on == TODAY + days(14)
    assert ended.due_on == TODAY - days(1)
    assert ended.weight > soon.weight
    assert ("C45B" in str(soon.reason)) == (form == "c45b")


def test_who_missed_a_part_of_the_training_is_told_with_the_next_free_day() -> None:
    one = MakeUpFact(JAN, seed_id("series"), 1, TODAY + days(20), "Brussels")
    (line,) = way_rules.make_ups(facts(make_ups=(one,)))
    assert str(line.reason).endswith("again on 14/12/2026 in Brussels")
    assert line.due_on == TODAY + days(14)


@pytest.mark.parametrize(("waiting", "free", "lines"), [(2, 1, 1), (0, 1, 0), (2, 0, 0)])
def test_a_waiting_list_is_told_while_seats_are_free(waiting: int, free: int, lines: int) -> None:
    one = WaitingListFact(seed_id("series"), "March", waiting, free, TODAY + days(9))
    assert len(list(way_rules.waiting_lists(facts(lists=(one,))))) == lines


def test_people_offered_to_us_are_answered_those_we_offered_are_waited_for() -> None:
    ours = TransferFact(seed_id("t"), AWA, TODAY - days(2), inwards=True)
    (line,) = way_rules.transfers(facts(transfers=(ours,)))
    assert (line.waits, line.owner, line.place[0]) == (False, None, "exchange")
    (line,) = way_rules.transfers(facts(transfers=(replace(ours, inwards=False),)))
    assert (line.waits, line.owner) == (True, ME)


def test_a_moment_without_a_day_is_late() -> None:
    nobody_knows = proposal(answers_by=None)
    assert all(not line.waits for line in way_rules.answers(facts(proposals=(nobody_knows,))))

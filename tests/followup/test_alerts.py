"""What asks for attention: the ladder and each rule, and laws over random duos."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from duodesk.followup.alerts import (
    RULES,
    Action,
    Alert,
    Rule,
    alerts_of,
    put_off,
    worst_first,
)
from duodesk.followup.schedule import Span, rests
from duodesk.followup.signs import (
    Declaration,
    Facts,
    Limits,
    Mood,
    Paid,
    Paper,
    answer_due,
    last_sign,
)
from duodesk.model.pairing import DuoStage

DUO = UUID(int=7)
TODAY = date(2026, 11, 24)
LIMITS = Limits()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def sound(**values: object) -> Facts:
    """A duo of eight weeks in which nothing is wrong."""
    facts = Facts(
        duo_id=DUO,
        stage=DuoStage.ACTIVE,
        start=ago(56),
        last_met=ago(3),
        last_reached=ago(5),
        mentor_reached=ago(5),
        plan_written_on=ago(30),
        attended=2,
    )
    return replace(facts, **values)  # type: ignore[arg-type]


def rules(facts: Facts, on: date = TODAY) -> list[Rule]:
    return [alert.rule for alert in alerts_of(facts, LIMITS, on)]


def told(facts: Facts) -> list[str]:
    return [str(alert.reason) for alert in alerts_of(facts, LIMITS, TODAY)]


def test_a_duo_in_which_nothing_is_wrong_asks_for_nothing() -> None:
    assert rules(sound()) == []


@pytest.mark.parametrize(
    ("days", "words", "action"),
    [
        (13, None, None),
        (14, "No news for 14 days", Action.LOG_CONTACT),
        (20, "No news for 20 days", Action.LOG_CONTACT),
        (21, "No news for 21 days: call both", Action.LOG_CONTACT),
        (28, "No news for 28 days: for the team meeting", Action.LOG_CONTACT),
        (42, "No news for 42 days: pause or close?", Action.PAUSE_OR_CLOSE),
    ],
)
def test_silence_climbs_a_ladder(days: int, words: str | None, action: Action | None) -> None:
    alerts = alerts_of(sound(last_met=ago(days), last_reached=ago(days + 1)), LIMITS, TODAY)
    assert [(str(a.reason), a.action) for a in alerts] == ([(words, action)] if words else [])


def test_the_last_sign_is_the_later_of_a_meeting_and_a_talk() -> None:
    assert last_sign(sound(last_met=ago(9), last_reached=ago(4)), TODAY) == ago(4)
    assert last_sign(sound(last_met=ago(4), last_reached=ago(9)), TODAY) == ago(4)
    assert last_sign(sound(last_met=None, last_reached=None), TODAY) == ago(56)


def test_after_a_pause_silence_is_counted_from_the_day_of_going_on() -> None:
    """Paused until ten days ago, last met long before."""
    facts = sound(last_met=ago(50), last_reached=None, pauses=(Span(ago(40), ago(10)),))
    assert last_sign(facts, TODAY) == ago(9)
    assert Rule.SILENT not in rules(facts)
    assert Rule.SILENT in rules(facts, TODAY + timedelta(days=5))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"start": ago(10), "last_met": None, "last_reached": ago(1)}, Rule.FIRST_MEETING),
        ({"missed": (ago(2), ago(1), ago(0)), "last_reached": ago(1)}, Rule.MISSED),
        ({"mentee_mood": Mood(ago(9), 2), "mentor_mood": Mood(ago(5), 4)}, Rule.MOODS),
        ({"mentee_mood": Mood(ago(9), 5), "mentor_mood": Mood(ago(5), 1)}, Rule.MOODS),
        ({"mentee_mood": Mood(ago(9), 2), "mentor_mood": Mood(ago(5), 3)}, Rule.UNHAPPY),
        ({"mentor_mood": Mood(ago(9), 1)}, Rule.UNHAPPY),
        ({"mentee_mood": Mood(ago(9), 1), "mentor_mood": Mood(ago(5), 2)}, Rule.UNHAPPY),
        ({"start": ago(42), "plan_written_on": None}, Rule.NO_PLAN),
        ({"start": ago(7), "missing_signatures": 1}, Rule.UNSIGNED),
        ({"start": ago(119), "attended": 1}, Rule.MENTORS_MEETINGS),
        ({"permits": (Paper("Awa", TODAY + timedelta(days=30)),)}, Rule.PERMIT),
        ({"permits": (Paper("Awa", ago(1)),)}, Rule.PERMIT),
        ({"declaration": Declaration()}, Rule.C45B),
        ({"declaration": Declaration(ago(40), "refused")}, Rule.C45B),
        ({"declaration": Declaration(ago(40), "accepted", TODAY)}, Rule.C45B),
        ({"declaration": Declaration(ago(20))}, Rule.C45B),
        ({"away": (Span(ago(1), TODAY + timedelta(days=12)),)}, Rule.AWAY),
        ({"paid": Paid(80_00, 100_00, TODAY)}, Rule.EXPENSES),
    ],
)
def test_each_rule_is_told_alone_where_only_its_cause_is_there(
    change: dict[str, object], rule: Rule
) -> None:
    assert rules(sound(**change)) == [rule]


@pytest.mark.parametrize(
    "change",
    [
        {"start": ago(9), "last_met": None, "last_reached": ago(1)},
        {"missed": (ago(2), ago(1))},
        # A talk on the day of the third one missed, or later, told why.
        {"missed": (ago(7), ago(6), ago(5)), "last_met": ago(8)},
        # Missed before the pause, or before the last meeting that took place.
        {"missed": (ago(20), ago(19), ago(18)), "last_met": ago(3)},
        {"mentee_mood": Mood(ago(61), 1), "mentor_mood": Mood(ago(5), 5)},
        {"mentee_mood": Mood(ago(9), 3), "mentor_mood": Mood(ago(5), 5)},
        {"start": ago(41), "plan_written_on": None},
        {"start": ago(6), "missing_signatures": 4},
        {"start": ago(118), "attended": 0},
        {"start": ago(150), "attended": 1, "booked": 1},
        {"permits": (Paper("Awa", TODAY + timedelta(days=31)),)},
        {"declaration": Declaration(ago(40), "silence")},
        {"declaration": Declaration(ago(3))},
        {"away": (Span(TODAY, TODAY + timedelta(days=12)),)},
        {"away": (Span(TODAY + timedelta(days=15), TODAY + timedelta(days=90)),)},
        {"away": (Span(ago(1), TODAY + timedelta(days=30)),),
         "pauses": (Span(TODAY + timedelta(days=2), None),)},
        {"paid": Paid(79_99, 100_00, TODAY)},
        # The mentor was told since.
        {"paid": Paid(99_00, 100_00, ago(5))},
        {"start": TODAY + timedelta(days=1), "missing_signatures": 4},
        {"start": None},
        {"stage": DuoStage.ENDED, "last_met": ago(50), "last_reached": None},
        {"stage": "sleeping", "last_met": ago(50), "last_reached": None},
    ],
)  # fmt: skip
def test_no_rule_is_told_before_its_time(change: dict[str, object]) -> None:
    assert rules(sound(**change)) == []


def test_days_of_a_pause_do_not_count_for_what_is_due_after_the_start() -> None:
    pauses = (Span(ago(30), ago(17)), Span(ago(20), ago(17)))
    assert rules(sound(plan_written_on=None, pauses=pauses)) == [Rule.NO_PLAN]
    assert rules(sound(start=ago(55), plan_written_on=None, pauses=pauses)) == []


def test_silence_about_form_c45b_counts_saturdays_but_no_sundays_and_holidays() -> None:
    """Filed on Thursday 29 October 2026: All Saints' Day is a Sunday, 11 November a holiday."""
    assert answer_due(date(2026, 10, 29), 12) == date(2026, 11, 13)


def test_reasons_name_who_and_when() -> None:
    assert told(sound(permits=(Paper("Awa", ago(1)),))) == [
        "Residence permit of Awa ended on 23/11/2026"
    ]
    assert told(sound(paid=Paid(150_00, 100_00, TODAY))) == [
        "Lump sums of the mentor: 150\N{NO-BREAK SPACE}% of the yearly cap"
    ]
    moods = sound(mentee_mood=Mood(ago(9), 2), mentor_mood=Mood(ago(5), 4))
    assert told(moods) == ["The mentee says it goes badly (2), the mentor says well (4)"]


# Random duos -----------------------------------------------------------------------------------

near = st.integers(-60, 260).map(ago)
spans = st.builds(
    lambda first, length: Span(first, None if length is None else first + timedelta(days=length)),
    near,
    st.none() | st.integers(0, 60),
)
moods = st.none() | st.builds(Mood, near, st.integers(1, 5))
duos = st.builds(
    Facts,
    duo_id=st.just(DUO),
    stage=st.sampled_from([DuoStage.ACTIVE, DuoStage.ACTIVE, *DuoStage, "newer", None]),
    start=st.none() | near,
    pauses=st.lists(spans, max_size=2).map(tuple),
    last_met=st.none() | near,
    missed=st.lists(near, max_size=5).map(tuple),
    last_reached=st.none() | near,
    mentor_reached=st.none() | near,
    mentee_mood=moods,
    mentor_mood=moods,
    plan_written_on=st.none() | near,
    missing_signatures=st.integers(0, 4),
    attended=st.integers(0, 3),
    booked=st.integers(0, 3),
    permits=st.lists(st.builds(Paper, st.sampled_from(["Awa", "Jan"]), near), max_size=2).map(
        tuple
    ),
    declaration=st.none()
    | st.builds(
        Declaration,
        st.none() | near,
        st.sampled_from([None, "accepted", "refused", "silence"]),
        st.none() | near,
    ),
    away=st.lists(spans, max_size=2).map(tuple),
    paid=st.none() | st.builds(Paid, st.integers(0, 3000), st.integers(0, 2000), near),
)
limits = st.builds(
    Limits,
    **{
        name: st.integers(0, 60)
        for name in ("look", "call", "team", "decide", "first_meeting_days", "mood_days",
                     "unsigned_days", "papers_end_days", "away_days")
    },
    missed=st.integers(0, 5),
    plan_weeks=st.integers(0, 10),
    mentors_meetings=st.integers(0, 3),
)  # fmt: skip


@given(duos, limits)
def test_a_duo_that_rests_or_is_not_under_way_never_alerts(facts: Facts, chosen: Limits) -> None:
    resting = rests(facts.stage, facts.pauses, TODAY)
    under_way = facts.stage in {DuoStage.ACTIVE, DuoStage.PAUSED}
    if resting or not under_way or facts.start is None or facts.start > TODAY:
        assert alerts_of(facts, chosen, TODAY) == ()


@given(duos, limits)
def test_alerts_stand_worst_first_and_each_rule_speaks_once(facts: Facts, chosen: Limits) -> None:
    alerts = alerts_of(facts, chosen, TODAY)
    assert list(alerts) == sorted(alerts, key=worst_first)
    assert [a.weight for a in alerts] == sorted((a.weight for a in alerts), reverse=True)
    assert len({a.rule for a in alerts}) == len(alerts) <= len(RULES)
    assert all("%(" not in str(a.reason) and a.action.label and a.rule.label for a in alerts)


@given(duos, st.integers(0, 400))
def test_an_attempt_changes_nothing_and_a_talk_never_adds_silence(facts: Facts, days: int) -> None:
    """Attempts are no part of the facts; a talk or a meeting can only make silence shorter."""
    on = max(ago(days), date(2026, 1, 1))
    talked = replace(facts, last_reached=max(facts.last_reached or on, on))
    before, after = last_sign(facts, TODAY), last_sign(talked, TODAY)
    assert after is not None
    assert before is None or after >= before


def cleared(facts: Facts, alert: Alert) -> Facts:
    """The duo after the action that an alert names."""
    long = TODAY + timedelta(days=400)
    fine = Mood(TODAY, 4)
    if alert.action == Action.LOG_CONTACT:
        return replace(
            facts, last_reached=TODAY, mentor_reached=TODAY, mentee_mood=fine, mentor_mood=fine
        )
    if alert.action in {Action.PAUSE, Action.PAUSE_OR_CLOSE}:
        return replace(facts, pauses=(*facts.pauses, Span(TODAY, None)))
    return {
        Action.LOG_MEETING: replace(facts, last_met=TODAY, missed=()),
        Action.NOTE_PLAN: replace(facts, plan_written_on=TODAY),
        Action.RECORD_SIGNATURES: replace(facts, missing_signatures=0),
        Action.BOOK_MENTORS_MEETING: replace(facts, booked=3),
        Action.NOTE_PERMIT: replace(
            facts, permits=tuple(Paper(p.name, long) for p in facts.permits)
        ),
        Action.NOTE_C45B: replace(facts, declaration=Declaration(TODAY, "accepted", long)),
    }[alert.action]


@given(duos)
def test_the_action_that_an_alert_names_makes_it_leave(facts: Facts) -> None:
    """Payments of the future are slips of other tests: a talk comes after what was paid."""
    assume(facts.paid is None or facts.paid.last_on <= TODAY)
    for alert in alerts_of(facts, LIMITS, TODAY):
        left = {one.rule for one in alerts_of(cleared(facts, alert), LIMITS, TODAY)}
        assert alert.rule not in left, alert


@given(duos, st.dictionaries(st.sampled_from(list(Rule)), st.integers(-5, 21)))
def test_what_is_put_off_hides_and_comes_back_on_its_day(
    facts: Facts, days: dict[Rule, int]
) -> None:
    alerts = alerts_of(facts, LIMITS, TODAY)
    until = {str(rule): ago(-n) for rule, n in days.items()}
    shown, hidden = put_off(alerts, until, TODAY)
    assert sorted([*shown, *hidden], key=worst_first) == list(alerts)
    assert all(until[alert.rule] > TODAY for alert in hidden)
    assert all(until.get(alert.rule, TODAY) <= TODAY for alert in shown)
    if until:
        assert put_off(alerts, until, max(until.values())) == (alerts, ())

"""The outcome rounds: whom to call until when, what counts as known, who may be given up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.followup import commands, queries, round_calls, rounds
from duodesk.followup.commands import OutcomeValues
from duodesk.followup.outcomes import Check, Outcome, Result, Rules
from duodesk.followup.reaching import Next
from duodesk.followup.round_calls import AnswerValues, CallValues
from duodesk.followup.rounds import Coverage, Known, Round, RoundRow
from duodesk.model.followup import DuoStep, Evidence, OutcomeEvent, Party, Situation, StepKind
from duodesk.model.pairing import Duo
from duodesk.model.people import Person
from duodesk.model.recruitment import Channel, Contact
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.documents.ending import Ending, ending

TODAY = date(2026, 11, 24)
START = date(2025, 11, 30)  # twelve months are over on 30 November 2026
NINE, TWELVE = Round.NINE_MONTHS, Round.TWELVE_MONTHS
MENTOR = PersonValues(given_name="Lieve", family_name="De Smet", phone="0470 00 00 00")
LOOKING = AnswerValues(Situation.LOOKING)


@pytest.fixture
def one(store: Store) -> Ending:
    return ending(store, mentor=MENTOR, start=START, weeks="")


def listed(one: Ending, today: date = TODAY) -> list[RoundRow]:
    with one.store.read() as session:
        return rounds.rounds(session, office_id=one.store.office_id, today=today)


def row(one: Ending, which: Round = TWELVE, today: date = TODAY) -> RoundRow:
    with one.store.read() as session:
        found = rounds.round_of(session, one.duo_id, which, today=today)
    assert found is not None
    return found


def attempt(
    one: Ending, day: int, channel: Channel = Channel.PHONE, party: Party = Party.MENTEE
) -> None:
    at = datetime(2026, 11, day, 8, tzinfo=UTC)
    values = CallValues(party, channel, at)
    round_calls.log_attempt(one.store, one.duo_id, TWELVE, values)


def test_rounds_count_from_the_start_and_nothing_moves_them() -> None:
    rules = Rules()
    assert rounds.due_on(date(2024, 2, 29), TWELVE, rules) == date(2025, 2, 28)
    assert rounds.due_on(date(2025, 5, 31), NINE, rules) == date(2026, 2, 28)
    assert rounds.due_on(date(2025, 5, 31), NINE, Rules(months=6)) == date(2025, 11, 30)


def test_a_round_is_in_time_from_two_weeks_before_to_thirty_days_after(one: Ending) -> None:
    shown = row(one)
    assert (shown.first_day, shown.last_day) == (date(2026, 11, 16), date(2026, 12, 30))
    assert listed(one, date(2026, 11, 15)) == []
    assert [(r.round, r.known) for r in listed(one, date(2026, 11, 16))] == [
        (TWELVE, Known.TO_CALL)
    ]
    assert [r.round for r in listed(one, date(2026, 8, 16))] == [NINE]
    assert listed(one, date(2026, 10, 15)) == []


def test_who_is_late_and_unknown_stays_on_the_list_for_a_while(one: Ending) -> None:
    late = date(2026, 12, 31)
    (shown,) = listed(one, late)
    assert shown.is_late(late)
    assert rounds.to_call([shown], on=late) == [shown]
    assert listed(one, date(2026, 12, 30) + timedelta(days=91)) == []
    round_calls.record_answer(one.store, one.duo_id, TWELVE, CallValues(), LOOKING)
    assert listed(one, late) == []


def test_still_looking_is_known_and_not_positive(one: Ending) -> None:
    round_calls.record_answer(one.store, one.duo_id, TWELVE, CallValues(text="Tired"), LOOKING)
    shown = row(one)
    assert (shown.known, shown.known_on, shown.next) == (Known.KNOWN, TODAY, None)
    assert shown.result.outcome is Outcome.NOT_POSITIVE
    one.store.undo()
    assert row(one).known == Known.TO_CALL


def test_a_job_told_by_the_mentor_is_marked_as_such(one: Ending) -> None:
    found = OutcomeValues("permanent", date(2026, 3, 2), employer="Bakkerij")
    answer = AnswerValues(Situation.POSITIVE, found)
    round_calls.record_answer(one.store, one.duo_id, TWELVE, CallValues(Party.MENTOR), answer)
    assert row(one).result.outcome is Outcome.JOB
    with one.store.read() as session:
        assert session.query(OutcomeEvent).one().evidence == Evidence.MENTOR
        (check,) = queries.checks_of(session)[one.mentee_id]
        assert session.query(Contact).one().person_id == one.mentor_id
    assert check == Check(TODAY, Situation.POSITIVE)
    assert rounds.coverage(listed(one), on=TODAY) == Coverage(1, 0, 1)


def test_a_document_stays_a_document_whoever_showed_it(one: Ending) -> None:
    found = OutcomeValues("permanent", date(2026, 3, 2), evidence=Evidence.DOCUMENT)
    answer = AnswerValues(Situation.POSITIVE, found)
    round_calls.record_answer(one.store, one.duo_id, TWELVE, CallValues(Party.MENTOR), answer)
    assert row(one).result.documented


def test_something_found_must_be_told(one: Ending) -> None:
    answer = AnswerValues(Situation.POSITIVE)
    with pytest.raises(UserError, match="what and since when"):
        round_calls.record_answer(one.store, one.duo_id, TWELVE, CallValues(), answer)
    commands.record_outcome(one.store, one.mentee_id, OutcomeValues("permanent", TODAY))
    round_calls.record_answer(one.store, one.duo_id, TWELVE, CallValues(), answer)
    assert row(one).known_on == TODAY


def test_unreachable_needs_three_days_two_ways_and_the_mentor(one: Ending) -> None:
    def refused(words: str) -> None:
        with pytest.raises(UserError, match=words):
            round_calls.mark_unreachable(one.store, one.duo_id, TWELVE)

    refused("Not reached so far on 0 days")
    attempt(one, 17)
    attempt(one, 17, Channel.EMAIL)
    refused("on 1 day;")
    attempt(one, 18)
    attempt(one, 19)
    assert row(one).next is Next.CALL_MENTOR
    refused("Ask the mentor")
    told = CallValues(Party.MENTOR, at=datetime(2026, 11, 20, tzinfo=UTC), reached=True)
    round_calls.log_attempt(one.store, one.duo_id, TWELVE, told)
    round_calls.mark_unreachable(one.store, one.duo_id, TWELVE)
    shown = row(one)
    assert (shown.known, shown.result.outcome) == (Known.UNREACHABLE, Outcome.UNKNOWN)
    assert rounds.coverage(listed(one), on=TODAY) == Coverage(0, 1, 1)
    assert rounds.to_call(listed(one), on=TODAY) == []


def test_where_there_is_no_mentor_to_ask_nobody_is_asked(store: Store) -> None:
    one = ending(store, mentor=PersonValues(given_name="Lieve"), start=START, weeks="")
    for day in (17, 18, 19):
        attempt(one, day, Channel.EMAIL if day == 18 else Channel.PHONE)
    assert row(one).next is Next.UNREACHABLE


def test_attempts_before_the_round_do_not_count(one: Ending) -> None:
    for day in (12, 13, 14):
        attempt(one, day)
    assert row(one).tried.days == 0


def test_who_turns_up_after_all_is_known(one: Ending) -> None:
    commands.record_check(one.store, one.mentee_id, on=TODAY, situation=Situation.UNREACHABLE)
    assert row(one).known == Known.UNREACHABLE
    round_calls.record_answer(one.store, one.duo_id, TWELVE, CallValues(), LOOKING)
    assert row(one).known == Known.KNOWN
    with pytest.raises(UserError, match="It is known"):
        round_calls.mark_unreachable(one.store, one.duo_id, TWELVE)


def test_what_cannot_be_is_refused(one: Ending) -> None:
    future = CallValues(at=datetime(2026, 11, 25, tzinfo=UTC))
    with pytest.raises(UserError, match="future"):
        round_calls.log_attempt(one.store, one.duo_id, TWELVE, future)
    lost = AnswerValues(Situation.UNREACHABLE)
    with pytest.raises(UserError, match="Somebody answered"):
        round_calls.record_answer(one.store, one.duo_id, TWELVE, CallValues(), lost)
    wrong = AnswerValues(Situation.POSITIVE, OutcomeValues("no_such_kind", TODAY))
    with pytest.raises(UserError, match="what was found"):
        round_calls.record_answer(one.store, one.duo_id, TWELVE, CallValues(), wrong)
    with pytest.raises(UserError, match="has not begun"):
        round_calls.log_attempt(one.store, one.store.new_id(), TWELVE, CallValues())


def test_at_nine_months_any_answer_is_enough(store: Store) -> None:
    one = ending(store, start=date(2026, 2, 24), weeks="")
    assert [r.round for r in listed(one)] == [NINE]
    round_calls.record_answer(store, one.duo_id, NINE, CallValues(), LOOKING)
    shown = row(one, NINE)
    assert (shown.known, shown.result.outcome) == (Known.KNOWN, Outcome.UNKNOWN)
    assert row(one).known == Known.TO_CALL


def test_the_step_of_the_plan_is_done_with_the_call(one: Ending) -> None:
    round_calls.record_answer(one.store, one.duo_id, TWELVE, CallValues(), LOOKING)
    with one.store.read() as session:
        steps = session.query(DuoStep).filter_by(kind=StepKind.OUTCOME).all()
    assert sorted((step.due_on, step.done_on) for step in steps if step.done_on) == [
        (date(2026, 11, 30), TODAY)
    ]


def test_the_nearest_deadline_is_called_first(store: Store) -> None:
    mentee = PersonValues(given_name="Zoé")
    later = ending(store, start=date(2025, 12, 5), weeks="")
    sooner = ending(store, start=date(2025, 11, 14), weeks="", mentee=mentee)
    calls = rounds.to_call(listed(later), on=TODAY)
    assert [call.duo_id for call in calls] == [sooner.duo_id, later.duo_id]
    assert rounds.coverage(listed(later), on=TODAY) == Coverage(0, 0, 2)
    assert rounds.coverage(listed(later), on=TODAY, which=NINE) == Coverage(0, 0, 0)
    assert rounds.coverage([], on=TODAY).share is None


def test_a_mentee_is_called_by_the_office_that_follows_now(one: Ending) -> None:
    with one.store.write("") as write:
        write.session.get_one(Person, one.mentee_id).office_id = write.new_id()
    assert listed(one) == []


def test_status_is_asked_from_the_fourth_week_on() -> None:
    assert not rounds.asks_status(None, TODAY)
    assert not rounds.asks_status(START, START + timedelta(days=20))
    assert rounds.asks_status(START, START + timedelta(days=21))


def test_what_is_still_on_its_way_does_no_harm(one: Ending, clock: FixedClock) -> None:
    with one.store.write("") as write:
        duo = write.session.get_one(Duo, one.duo_id)
        duo.number = duo.mentor_id = None  # type: ignore[assignment]
        write.session.add(
            Contact(id=write.new_id(), duo_id=duo.id, happened_at=None, channel=None)  # type: ignore[arg-type]
        )
    (shown,) = listed(one)
    assert (shown.duo, shown.mentor, shown.asks_mentor) == ("?", "?", False)


_checks = st.lists(
    st.builds(
        Check,
        st.integers(-40, 60).map(lambda n: TODAY + timedelta(days=n)),
        st.sampled_from(list(Situation)),
    ),
    max_size=6,
)


@given(_checks, st.sampled_from(list(Round)), st.sampled_from(list(Outcome)))
def test_laws_of_a_round(checks: list[Check], which: Round, outcome: Outcome) -> None:
    result = Result(outcome)
    known, on = rounds.settle(result, checks, which, TODAY)
    assert (known, on) == rounds.settle(result, checks[::-1], which, TODAY)
    assert outcome is Outcome.UNKNOWN or known is Known.KNOWN
    assert known is Known.KNOWN or outcome is Outcome.UNKNOWN
    since = TODAY - timedelta(days=rounds.EARLY_DAYS)
    old = Check(since - timedelta(days=1), Situation.LOOKING)
    assert rounds.settle(result, [*checks, old], which, TODAY) == (known, on)
    assert on is None or on >= since

"""Weeks, planned meetings and silence; logging and recording on a real desk file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.followup import commands, queries
from duodesk.followup.commands import MeetingValues, OutcomeValues
from duodesk.followup.outcomes import Outcome
from duodesk.followup.rules import (
    Logged,
    Week,
    logged_weeks,
    planned,
    silent_days,
    strip,
    week_of,
    weeks_shown,
)
from duodesk.followup.schedule import Span
from duodesk.model.followup import Evidence, Held, Pause, Situation
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Person
from duodesk.model.recruitment import Contact
from duodesk.store.store import Store

START = date(2026, 9, 7)
TODAY = date(2026, 11, 24)


def spans(pauses: tuple[tuple[int, int | None], ...]) -> tuple[Span, ...]:
    day = {n: START + timedelta(days=n) for pair in pauses for n in pair if n is not None}
    return tuple(Span(day[a], None if b is None else day[b]) for a, b in pauses)


def test_planned_meetings_leave_out_the_weeks_of_a_pause() -> None:
    """Start 6 January 2025, twelve weeks on, two weeks paused: ten planned."""
    assert planned(date(2025, 1, 6), None, date(2025, 3, 31), paused_days=14) == 10


def test_the_strip_shows_the_best_of_each_week() -> None:
    logged = [Logged(START, Held.NOT_MET), Logged(START + timedelta(days=3), Held.MET),
              Logged(START + timedelta(days=8), Held.EXCUSED)]  # fmt: skip
    shown = strip(START, logged, START + timedelta(days=22))
    assert shown[:5] == (Week.MET, Week.EXCUSED, Week.BLANK, Week.NOW, Week.AHEAD)
    assert len(shown) == 26


@pytest.mark.parametrize(("rest", "days"), [((), 22), (((5, 8),), 13), (((5, None),), 0)])
def test_silence_is_counted_from_the_day_of_resuming(
    rest: tuple[tuple[int, int | None], ...], days: int
) -> None:
    assert silent_days(START, [], START + timedelta(days=22), pauses=spans(rest)) == days


def test_a_talk_after_a_pause_counts_as_the_later_sign() -> None:
    reached, today = [START + timedelta(days=12)], START + timedelta(days=22)
    assert silent_days(START, [], today, reached, spans(((5, 8),))) == 10


def test_weeks_of_rest_are_shown_and_added_behind() -> None:
    today = START + timedelta(days=30)
    pauses = spans(((7, 20), (24, 26), (28, None)))
    shown = strip(START, [Logged(START + timedelta(days=8), Held.MET)], today, pauses=pauses)
    # Three days of rest do not make a week of rest; how long it rests now is not told ahead.
    assert shown[:6] == (Week.BLANK, Week.MET, Week.PAUSED, Week.BLANK, Week.PAUSED, Week.AHEAD)
    assert weeks_shown(START, 26, pauses, 28, today) == 26 + 3 + 4
    assert weeks_shown(START, 26, (), 0, today) == 26


def test_weeks_of_rest_do_not_count_for_the_log() -> None:
    logged = [Logged(START + timedelta(days=n), Held.EXCUSED) for n in (1, 8, 15)]
    assert logged_weeks(START, logged, 26) == 3
    assert logged_weeks(START, logged, 26, spans(((7, 13),))) == 2


def test_pauses_on_the_desk_reach_the_list(store: Store, duo_id: Id) -> None:
    """Eleven weeks since the start, two of them at rest: nine meetings could have been."""
    with store.write("Rest") as write:
        write.session.add(
            Pause(
                id=write.new_id(),
                duo_id=duo_id,
                first_day=START + timedelta(days=14),
                last_day=START + timedelta(days=27),
            )
        )
    with store.read() as session:
        (row,) = queries.duos(session, today=TODAY, stages=(DuoStage.ACTIVE,))
        (then,) = queries.duos(session, today=START + timedelta(days=20))
        assert queries.duos(session, today=TODAY, stages=(DuoStage.PAUSED,)) == []
    assert (row.planned, len(row.weeks), row.silent_days) == (9, 28, 50)
    assert row.weeks[1:4] == (Week.BLANK, Week.PAUSED, Week.PAUSED)
    assert (then.stage, then.silent_days) == (DuoStage.PAUSED, 0)


def test_a_pause_that_nobody_ended_stops_with_its_duo(store: Store, duo_id: Id) -> None:
    with store.write("Rest, then end") as write:
        first = START + timedelta(days=14)
        write.session.add(Pause(id=write.new_id(), duo_id=duo_id, first_day=first))
        duo = write.session.get_one(Duo, duo_id)
        duo.stage, duo.ended_on = DuoStage.ENDED, START + timedelta(days=28)
    with store.read() as session:
        (row,) = queries.duos(session, today=TODAY)
    assert (len(row.weeks), row.planned, row.stage) == (28, 2, DuoStage.ENDED)


def test_whoever_was_reached_is_a_sign(store: Store, duo_id: Id) -> None:
    with store.write("Call") as write:
        for days, reached in ((3, True), (1, False)):
            write.session.add(
                Contact(
                    id=write.new_id(),
                    happened_at=write.now - timedelta(days=days),
                    duo_id=duo_id,
                    reached=reached,
                )
            )
    with store.read() as session:
        assert queries.duos(session, today=TODAY)[0].silent_days == 3
        assert queries.duos(session, today=TODAY - timedelta(days=4))[0].silent_days == 74


@given(
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from(list(Held))), max_size=30),
    st.integers(0, 300),
)
def test_a_strip_always_has_all_weeks_and_silence_never_exceeds_the_time_since_the_start(
    entries: list[tuple[int, Held]], days: int
) -> None:
    logged = [Logged(START + timedelta(days=d), state) for d, state in entries]
    today = START + timedelta(days=days)
    assert len(strip(START, logged, today)) == 26
    assert 0 <= silent_days(START, logged, today) <= days
    assert week_of(START, today) == days // 7 + 1


@pytest.fixture
def duo_id(store: Store) -> Id:
    with store.write("Add") as write:
        people = [
            Person(id=write.new_id(), number=f"{n}", office_id=write.office_id, given_name=n)
            for n in ("Awa", "Jan")
        ]
        write.session.add_all(people)
        duo = Duo(
            id=write.new_id(),
            number="BRU-D10001",
            mentee_id=people[0].id,
            mentor_id=people[1].id,
            office_id=write.office_id,
            stage=DuoStage.ACTIVE,
            start_date=START,
        )
        write.session.add(duo)
        return duo.id


def test_a_logged_meeting_shows_in_the_strip_and_undo_takes_it_away(
    store: Store, duo_id: Id
) -> None:
    values = MeetingValues(
        START + timedelta(days=1), minutes=90, topics=("cv", "network"), note="<b>CV</b> done"
    )
    commands.log_meeting(store, duo_id, values)
    with store.read() as session:
        (row,) = queries.duos(session, today=TODAY)
        (meeting,) = queries.meetings(session, duo_id)
    assert (row.weeks[0], row.met, row.planned, row.silent_days) == (Week.MET, 1, 11, 77)
    assert (meeting.topics, meeting.note) == (("cv", "network"), "<b>CV</b> done")
    store.undo()
    with store.read() as session:
        assert queries.meetings(session, duo_id) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (MeetingValues(START - timedelta(days=1)), "started on 07/09/2026"),
        (MeetingValues(TODAY + timedelta(days=1)), "future"),
        (MeetingValues(START, minutes=0), "twelve hours"),
        (MeetingValues(START, minutes=1000), "twelve hours"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(
    store: Store, duo_id: Id, values: MeetingValues, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        commands.log_meeting(store, duo_id, values)


def test_a_second_entry_of_one_day_is_refused(store: Store, duo_id: Id) -> None:
    commands.log_meeting(store, duo_id, MeetingValues(START))
    with pytest.raises(UserError, match="already an entry"):
        commands.log_meeting(store, duo_id, MeetingValues(START))


def mentee(store: Store, duo_id: Id) -> Id:
    with store.read() as session:
        return session.get_one(Duo, duo_id).mentee_id


def test_an_outcome_says_at_once_what_it_counts_as(
    store: Store, duo_id: Id, clock: FixedClock
) -> None:
    person = mentee(store, duo_id)
    recorded = commands.record_outcome(
        store, person, OutcomeValues("permanent", START + timedelta(days=70))
    )
    assert str(recorded.counts_as) == "Counts as: job, stable, within 12 months (day 70)."
    with store.read() as session:
        assert queries.duos(session, today=TODAY)[0].result.outcome is Outcome.JOB
        assert [o.kind for o in queries.outcomes(session, person)] == ["permanent"]


@pytest.mark.parametrize(
    "values",
    [
        OutcomeValues("permanent", TODAY, ended_on=TODAY - timedelta(days=1)),
        OutcomeValues("nonsense", TODAY),
        OutcomeValues("agency", TODAY, weekly_hours=400),
        OutcomeValues("agency", date(2206, 11, 1)),
    ],
)
def test_an_outcome_that_cannot_be_is_refused(
    store: Store, duo_id: Id, values: OutcomeValues
) -> None:
    with pytest.raises(UserError):
        commands.record_outcome(store, mentee(store, duo_id), values)


def test_being_asked_is_written_down_and_not_in_the_future(store: Store, duo_id: Id) -> None:
    person = mentee(store, duo_id)
    commands.record_check(store, person, on=TODAY, situation=Situation.LOOKING)
    with pytest.raises(UserError):
        commands.record_check(
            store, person, on=TODAY + timedelta(days=1), situation=Situation.LOOKING
        )


def test_self_employment_is_stable_once_it_has_lasted(store: Store, duo_id: Id) -> None:
    """Three months from 14 September are full on 13 December, for the list as for the card."""
    begun = START + timedelta(days=7)
    recorded = commands.record_outcome(
        store, mentee(store, duo_id), OutcomeValues("self_employed", begun)
    )
    assert "stable" not in str(recorded.counts_as)
    with store.read() as session:
        early, late = (
            queries.duos(session, today=date(2026, 12, day))[0].result for day in (12, 13)
        )
    assert (early.outcome, early.stable) == (Outcome.JOB, False)
    assert (late.outcome, late.stable) == (Outcome.JOB, True)


def test_proof_and_certificates_reach_the_figures(store: Store, duo_id: Id) -> None:
    person = mentee(store, duo_id)
    for kind, evidence in (("agency", "document"), ("fixed_term", "administrative")):
        values = OutcomeValues(kind, START, ended_on=TODAY, evidence=Evidence(evidence))
        commands.record_outcome(store, person, values)
    with store.read() as session:
        found = {e.kind: e for e in queries.events_of(session, [person])[person]}
    assert {k: (e.documented, e.administrative) for k, e in found.items()} == {
        "agency": (True, False),
        "fixed_term": (True, True),
    }

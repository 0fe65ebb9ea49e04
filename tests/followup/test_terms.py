"""A pause, an extension and another start: what is previewed is what happens, in one step of
undo.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.followup import commands, pauses, plan, queries, terms
from duodesk.followup.commands import MeetingValues
from duodesk.followup.schedule import Move, StepState
from duodesk.model.followup import Held, Party
from duodesk.model.pairing import DuoStage
from duodesk.model.people import Note
from duodesk.pairing import duos
from duodesk.store.store import Store
from tests.followup.desk import START, TODAY, begun, card, days, paired, shown, state, step

END = START + days(182)


def previewed(store: Store, preview: Callable[..., list[Move]], duo_id: Id, **asked: Any) -> Any:
    with store.read() as session:
        found = preview(session, duo_id, today=store.clock.today(), **asked)
    return {(one.step_id, one.was): one.will for one in found}


def happened(store: Store, duo_id: Id, change: Callable[[], object]) -> Any:
    """What moved when something was done."""
    before = {s.id: s.due_on for s in shown(store, duo_id).steps}
    end = card(store, duo_id).expected_end
    change()
    moved = {
        (s.id, before[s.id]): s.due_on
        for s in shown(store, duo_id).steps
        if s.due_on != before[s.id]
    }
    after = card(store, duo_id).expected_end
    return moved | ({(None, end): after} if after != end else {})


def test_a_pause_moves_what_lies_behind_it_and_is_one_step_of_undo(store: Store) -> None:
    duo_id = begun(store)
    before = state(store)
    asked: dict[str, Any] = {"first_day": START + days(20), "last_day": START + days(29)}
    coming = previewed(store, terms.preview_pause, duo_id, **asked)
    found = happened(
        store, duo_id, lambda: terms.pause_duo(store, duo_id, reason=" exam ", **asked)
    )
    assert found == coming
    assert card(store, duo_id).expected_end == END + days(10)
    assert step(store, duo_id, "First contact").due_on == START + days(14)
    assert step(store, duo_id, "Second contact").due_on == START + days(38)
    assert step(store, duo_id, "Outcome after twelve").due_on == date(2027, 11, 24)
    with store.read() as session:
        assert [p.reason for p in pauses.pauses(session, duo_id)] == ["exam"]
    store.undo()
    assert state(store) == before


def test_a_planned_pause_begins_and_ends_by_itself(store: Store, clock: FixedClock) -> None:
    duo_id = begun(store)
    terms.pause_duo(store, duo_id, first_day=START + days(2), last_day=START + days(8))
    stages = []
    for _ in range(3):
        with store.read() as session:
            rest = queries.duos(session, today=clock.today(), stages=(DuoStage.PAUSED,))
        stages.append((len(rest) == 1, shown(store, duo_id).rests))
        clock.advance(days(4))
    assert stages == [(False, False), (True, True), (True, True)]
    assert not shown(store, duo_id).rests
    assert card(store, duo_id).stage == DuoStage.ACTIVE


def test_without_a_last_day_nothing_moves_until_the_duo_goes_on(
    store: Store, clock: FixedClock
) -> None:
    duo_id = begun(store)
    assert previewed(store, terms.preview_pause, duo_id, first_day=START, last_day=None) == {}
    assert happened(store, duo_id, lambda: terms.pause_duo(store, duo_id, first_day=START)) == {}
    assert card(store, duo_id).stage == DuoStage.PAUSED
    clock.advance(days(40))
    waits = [s.state for s in shown(store, duo_id).steps]
    assert waits[:-2] == [StepState.RESTING] * 15
    assert waits[-2:] == [StepState.EARLY] * 2
    on = START + days(40)
    coming = previewed(store, terms.preview_resume, duo_id, on=on)
    found = happened(store, duo_id, lambda: terms.resume_duo(store, duo_id, on=on))
    assert found == coming
    assert card(store, duo_id).expected_end == END + days(40)
    assert card(store, duo_id).stage == DuoStage.ACTIVE
    assert step(store, duo_id, "First contact").due_on == START + days(54)


def test_going_on_earlier_gives_the_days_back(store: Store, clock: FixedClock) -> None:
    duo_id = begun(store)
    terms.pause_duo(store, duo_id, first_day=START, last_day=START + days(29))
    assert card(store, duo_id).expected_end == END + days(30)
    clock.advance(days(10))
    terms.resume_duo(store, duo_id, on=START + days(10))
    assert card(store, duo_id).expected_end == END + days(10)
    with store.read() as session:
        assert pauses.pauses(session, duo_id)[0].last_day == START + days(9)


def test_a_pause_that_never_was_is_gone(store: Store) -> None:
    duo_id = begun(store)
    before = [s.due_on for s in shown(store, duo_id).steps]
    terms.pause_duo(store, duo_id, first_day=TODAY, last_day=TODAY + days(20))
    terms.resume_duo(store, duo_id, on=TODAY)
    terms.pause_duo(store, duo_id, first_day=TODAY + days(9), last_day=TODAY + days(20))
    with store.read() as session:
        (coming,) = pauses.pauses(session, duo_id)
    terms.remove_pause(store, coming.id)
    assert [s.due_on for s in shown(store, duo_id).steps] == before
    assert card(store, duo_id).expected_end == END


def test_a_duo_that_a_list_calls_paused_can_go_on(store: Store) -> None:
    duo_id = paired(store, stage=DuoStage.PAUSED, start_date=TODAY - days(30))
    assert shown(store, duo_id).rests
    terms.extend_duo(store, duo_id, days=7)
    assert card(store, duo_id).stage == DuoStage.PAUSED
    terms.resume_duo(store, duo_id, on=TODAY)
    assert card(store, duo_id).stage == DuoStage.ACTIVE


def test_an_extension_moves_what_lies_ahead_and_keeps_its_reason(
    store: Store, clock: FixedClock
) -> None:
    duo_id = begun(store)
    clock.advance(days(130))
    coming = previewed(store, terms.preview_extend, duo_id, days=28)
    found = happened(
        store, duo_id, lambda: terms.extend_duo(store, duo_id, days=28, reason="exam in June")
    )
    assert found == coming
    assert step(store, duo_id, "Monthly contact: did").due_on == START + days(119)
    assert step(store, duo_id, "Monthly contact: announce").due_on == START + days(147 + 28)
    assert step(store, duo_id, "Closing").due_on == START + days(175 + 28)
    assert step(store, duo_id, "Outcome after twelve").due_on == date(2027, 11, 24)
    assert card(store, duo_id).expected_end == END + days(28)
    with store.read() as session:
        assert [n.text for n in session.query(Note)] == ["exam in June"]
        (row,) = queries.duos(session, today=clock.today())
    assert (len(row.weeks), row.extended_days) == (30, 28)


def test_another_start_moves_every_open_step(store: Store) -> None:
    duo_id = begun(store)
    plan.done_step(store, duo_id, step(store, duo_id, "Welcome").id)
    on = START - days(7)
    coming = previewed(store, terms.preview_restart, duo_id, on=on)
    found = happened(store, duo_id, lambda: terms.change_start(store, duo_id, on=on))
    assert found == coming
    assert card(store, duo_id).start_date == on
    assert step(store, duo_id, "Welcome").due_on == START + days(7)
    assert step(store, duo_id, "Outcome after twelve").due_on == date(2027, 11, 17)
    assert card(store, duo_id).expected_end == END - days(7)


def test_the_outcomes_of_another_start_are_those_of_its_month(
    store: Store, clock: FixedClock
) -> None:
    clock.advance(days(97))
    duo_id = begun(store, date(2027, 2, 28))
    terms.change_start(store, duo_id, on=date(2027, 3, 1))
    assert step(store, duo_id, "Outcome after nine").due_on == date(2027, 12, 1)
    assert step(store, duo_id, "Outcome after twelve").due_on == date(2028, 3, 1)


def test_a_start_after_the_first_meeting_is_refused(store: Store, clock: FixedClock) -> None:
    duo_id = begun(store)
    clock.advance(days(5))
    commands.log_meeting(store, duo_id, MeetingValues(START + days(3), Held.NOT_MET))
    commands.log_meeting(store, duo_id, MeetingValues(START + days(4)))
    terms.change_start(store, duo_id, on=START + days(4))
    with pytest.raises(UserError, match="The two met on"):
        terms.change_start(store, duo_id, on=START + days(5))


def test_days_that_were_chosen_move_along(store: Store) -> None:
    duo_id = begun(store)
    halfway = step(store, duo_id, "Mid-term")
    plan.adjust_step(store, duo_id, halfway.id, on=START + days(95))
    terms.pause_duo(store, duo_id, first_day=START + days(30), last_day=START + days(39))
    assert step(store, duo_id, "Mid-term").due_on == START + days(105)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"first_day": START - days(1)}, "started on"),
        ({"first_day": START, "last_day": START - days(1)}, "started on|ends before"),
        ({"first_day": START + days(5), "last_day": START + days(4)}, "ends before it begins"),
        ({"first_day": START, "last_day": START + days(366)}, "a year at most"),
        ({"first_day": START + days(1099)}, "three years"),
    ],
)
def test_a_pause_that_cannot_be_is_refused(store: Store, asked: dict[str, Any], words: str) -> None:
    duo_id = begun(store)
    with pytest.raises(UserError, match=words):
        terms.pause_duo(store, duo_id, **asked)
    with pytest.raises(UserError, match=words):
        previewed(store, terms.preview_pause, duo_id, **{"last_day": None} | asked)


def test_other_changes_that_cannot_be_are_refused(store: Store, clock: FixedClock) -> None:
    duo_id = begun(store)
    for n in (0, -7, 183):
        with pytest.raises(UserError, match="1 to 182 days"):
            terms.extend_duo(store, duo_id, days=n)
    for n in (-367, 367):
        with pytest.raises(UserError, match="more than a year from the start"):
            terms.change_start(store, duo_id, on=START + days(n))
    with pytest.raises(UserError, match="does not rest"):
        terms.resume_duo(store, duo_id, on=TODAY)
    with pytest.raises(UserError, match="future"):
        terms.resume_duo(store, duo_id, on=TODAY + days(1))
    with pytest.raises(UserError, match="not under way"):
        terms.extend_duo(store, paired(store), days=7)
    with store.read() as session, pytest.raises(UserError, match="has not started"):
        terms.preview_extend(session, paired(store), days=7, today=TODAY)
    clock.advance(days(9))
    duos.end_duo(store, duo_id, on=TODAY, reason="other")
    with pytest.raises(UserError, match="not under way"):
        terms.pause_duo(store, duo_id, first_day=TODAY)


def test_a_plan_that_nobody_wrote_moves_from_where_it_was_shown(store: Store) -> None:
    duo_id = paired(store, stage=DuoStage.ACTIVE, start_date=TODAY - days(50), expected_end=None)
    asked: dict[str, Any] = {"first_day": TODAY, "last_day": TODAY + days(6)}
    coming = previewed(store, terms.preview_pause, duo_id, **asked)
    found = happened(store, duo_id, lambda: terms.pause_duo(store, duo_id, **asked))
    assert found == coming
    assert step(store, duo_id, "Monthly contact", Party.MENTOR).due_on == TODAY + days(6 + 7)


@given(st.permutations([(10, 16), (14, 30), (60, 60), (100, 120)]))
def test_the_order_in_which_pauses_are_written_down_never_matters(
    tmp_path_factory: pytest.TempPathFactory, order: list[tuple[int, int]]
) -> None:
    from duodesk.base.clock import FixedClock as Clock
    from tests.conftest import MORNING, new_store

    store = new_store(tmp_path_factory.mktemp("order") / "desk.duo", Clock(MORNING))
    duo_id = begun(store)
    for first, last in order:
        terms.pause_duo(store, duo_id, first_day=START + days(first), last_day=START + days(last))
    found = [(s.due_on - START).days for s in shown(store, duo_id).steps]
    end = card(store, duo_id).expected_end
    store.close()
    assert end == END + days(21 + 1 + 21)
    assert found == [0, 7, 31, 35, 35, 49, 49, 78, 78, 134, 162, 162, 190, 190, 218, 273, 365]

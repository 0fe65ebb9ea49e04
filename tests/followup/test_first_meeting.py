"""The step “did the first weekly meeting take place?”: a meeting that was held does it."""

from __future__ import annotations

from datetime import date

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.followup import commands, contacts, plan
from duodesk.followup.commands import MeetingValues
from duodesk.followup.contacts import ContactValues
from duodesk.followup.schedule import StepState
from duodesk.model.followup import DuoStep, Held, Meeting, Party, StepKind
from duodesk.model.pairing import DuoStage
from duodesk.store.store import Store
from tests.followup.desk import START, begun, days, paired, step


def _met(store: Store, duo_id: Id, on: date, state: Held = Held.MET) -> Id:
    commands.log_meeting(store, duo_id, MeetingValues(on, state))
    with store.read() as session:
        return session.query(Meeting.id).filter(Meeting.held_on == on).scalar()


@pytest.mark.parametrize("wrote", [True, False])
def test_the_first_weekly_meeting_held_does_its_step_as_long_as_it_stands(
    store: Store, clock: FixedClock, wrote: bool
) -> None:
    """Also where the plan is only the one the duo would have."""
    start = START - days(3)
    duo_id = begun(store) if wrote else paired(store, stage=DuoStage.ACTIVE, start_date=start)
    clock.advance(days(9))
    first = START + days(5)
    _met(store, duo_id, first - days(1), Held.NOT_MET)
    assert step(store, duo_id, "Did the first").state == StepState.DUE
    made = _met(store, duo_id, first)
    assert step(store, duo_id, "Did the first").done_on == first
    _met(store, duo_id, first + days(3))
    found = step(store, duo_id, "Did the first")
    assert (found.state, found.done_on) == (StepState.DONE, first)
    store.undo()
    assert step(store, duo_id, "Did the first").done_on == first
    commands.remove_meeting(store, made)
    assert step(store, duo_id, "Did the first").state == StepState.DUE
    store.undo()
    assert step(store, duo_id, "Did the first").done_on == first


def test_a_first_meeting_of_a_plan_made_too_late_is_done_and_not_merely_out_of_question(
    store: Store,
) -> None:
    duo_id = begun(store, START - days(60))
    assert step(store, duo_id, "Did the first").state == StepState.SKIPPED
    _met(store, duo_id, START - days(50))
    found = step(store, duo_id, "Did the first")
    assert (found.done_on, found.skipped_on) == (START - days(50), None)


def test_a_plan_written_before_the_step_had_its_own_kind_knows_it_too(
    store: Store, clock: FixedClock
) -> None:
    duo_id = begun(store)
    asks = step(store, duo_id, "Did the first").id
    with store.write("As an earlier program wrote it") as write:
        write.session.get_one(DuoStep, asks).kind = StepKind.CHECK
    clock.advance(days(9))
    _met(store, duo_id, START + days(5))
    assert step(store, duo_id, "Did the first").done_on == START + days(5)
    with store.read() as session:
        left = plan.plans(session, today=clock.today(), duos=[duo_id], open_only=True)[duo_id]
    assert asks not in {s.id for s in left.steps}
    with pytest.raises(UserError, match="met on"):
        plan.reopen_step(store, duo_id, asks)


def test_a_step_that_a_meeting_did_is_as_the_meetings_have_it(
    store: Store, clock: FixedClock
) -> None:
    duo_id = begun(store)
    asks = step(store, duo_id, "Did the first").id
    clock.advance(days(9))
    _met(store, duo_id, START + days(5))
    for change in (
        lambda: plan.reopen_step(store, duo_id, asks),
        lambda: plan.done_step(store, duo_id, asks),
        lambda: plan.skip_step(store, duo_id, asks, reason="x"),
    ):
        with pytest.raises(UserError, match="met on 29/11/2026"):
            change()
    with store.read() as session:
        left = plan.plans(session, today=clock.today(), open_only=True)[duo_id]
    assert "Did the first" not in {s.title[:13] for s in left.steps if s.open}


def test_a_talk_or_a_reason_does_the_first_meeting_too_and_a_meeting_leaves_it_so(
    store: Store, clock: FixedClock
) -> None:
    talked, left = begun(store), begun(store)
    clock.advance(days(9))
    contacts.log(store, talked, ContactValues(side=Party.MENTOR))
    plan.skip_step(store, left, step(store, left, "Did the first").id, reason="know each other")
    for duo_id in (talked, left):
        commands.log_meeting(store, duo_id, MeetingValues(START + days(5)))
    assert step(store, talked, "Did the first").done_on == clock.today()
    assert step(store, left, "Did the first").state == StepState.SKIPPED
    plan.reopen_step(store, left, step(store, left, "Did the first").id)
    assert step(store, left, "Did the first").done_on == START + days(5)

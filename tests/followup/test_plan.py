"""The plan of a duo on a real desk: made at the start, shown where there is none yet, and what
becomes of its steps.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.followup import plan
from duodesk.followup.schedule import StepState
from duodesk.followup.standard import TEMPLATE_ID
from duodesk.model.documents import Document, Signatory, Signature
from duodesk.model.followup import DuoStep, Party, StepKind
from duodesk.model.pairing import DuoStage
from duodesk.model.training import EventKind
from duodesk.pairing import duos
from duodesk.store.store import Store
from duodesk.training import events
from duodesk.training.events import EventValues
from tests.followup.desk import (
    START,
    TODAY,
    begun,
    card,
    days,
    paired,
    shown,
    state,
    step,
    written,
)


def settle(store: Store, duo_id: Id, side: Party | str | None, on: date) -> int:
    with store.write("As a contact does") as write:
        return len(plan.settle_steps(write, duo_id, side, on))


def test_the_start_is_shown_before_it_is_made(store: Store) -> None:
    duo_id = paired(store)
    with store.read() as session:
        coming = plan.preview_start(session, duo_id, on=START, today=TODAY)
    assert [one.was for one in coming] == [None] * len(coming)
    plan.start_with_plan(store, duo_id, on=START, unsigned_reason="x")
    made = {one.id: one.due_on for one in shown(store, duo_id).steps}
    assert {one.step_id: one.will for one in coming[:-1]} == made
    assert (coming[-1].step_id, coming[-1].will) == (None, card(store, duo_id).expected_end)


def test_a_contact_with_each_is_one_with_either(store: Store) -> None:
    steps = shown(store, begun(store)).steps
    assert [s.party for s in steps if s.title == "First contact"] == ["mentee", "mentor"]
    assert [(s.due_on, s.party) for s in steps if s.kind == StepKind.OUTCOME] == [
        (date(2027, 8, 24), "mentee"),
        (date(2027, 11, 24), "mentee"),
    ]
    assert len(steps) == 17


def test_starting_is_one_step_of_undo(store: Store) -> None:
    duo_id = paired(store)
    before = state(store)
    plan.start_with_plan(store, duo_id, on=START, unsigned_reason="x")
    assert card(store, duo_id).template_id == TEMPLATE_ID
    assert written(store, duo_id) == 17
    store.undo()
    assert state(store) == before
    store.redo()
    assert written(store, duo_id) == 17


def test_unsigned_papers_still_need_a_reason(store: Store) -> None:
    duo_id = paired(store)
    with pytest.raises(UserError, match="not signed"):
        plan.start_with_plan(store, duo_id, on=START)
    assert written(store, duo_id) == 0


def test_days_chosen_at_the_start_are_kept(store: Store) -> None:
    duo_id = paired(store)
    with store.read() as session:
        coming = plan.preview_start(session, duo_id, on=START, today=TODAY)
    first = next(one for one in coming if one.title == "Monthly contact")
    assert first.step_id is not None
    chosen = {first.step_id: START + days(60)}
    plan.start_with_plan(store, duo_id, on=START, adjusted=chosen, unsigned_reason="x")
    found = {one.id: one for one in shown(store, duo_id).steps}[first.step_id]
    assert (found.due_on, found.adjusted) == (START + days(60), True)
    assert (found.opens_on, found.closes_on) == (START + days(55), START + days(65))


@pytest.mark.parametrize("by", [-1, 3 * 366 + 1])
def test_a_day_that_cannot_be_is_refused_at_the_start(store: Store, by: int) -> None:
    duo_id = paired(store)
    with store.read() as session:
        (first, *_) = plan.preview_start(session, duo_id, on=START, today=TODAY)
    assert first.step_id is not None
    with pytest.raises(UserError, match=r"from then on|Check the year"):
        plan.start_with_plan(
            store, duo_id, on=START, adjusted={first.step_id: START + days(by)},
            unsigned_reason="x",
        )  # fmt: skip
    assert card(store, duo_id).stage == DuoStage.TO_SIGN


def test_the_signing_is_done_when_all_is_signed(store: Store) -> None:
    duo_id = paired(store)
    with store.write("Sign") as write:
        for kind in duos.PAPERS:
            paper: dict[str, Any] = {"kind": kind, "number": kind, "language": "fr"}
            document = Document(
                id=write.new_id(), office_id=write.office_id, duo_id=duo_id, **paper
            )
            write.session.add(document)
            write.session.add_all(
                Signature(
                    id=write.new_id(), document_id=document.id, signatory=who, signed_on=START
                )
                for who in (Signatory.MENTEE, Signatory.MENTOR)
            )
    plan.start_with_plan(store, duo_id, on=START)
    assert step(store, duo_id, "Signing").done_on == START
    assert step(store, begun(store), "Signing").done_on is None


def test_what_was_over_before_the_plan_is_out_of_question(store: Store) -> None:
    """Only what is still in time waits to be done: week 8 has passed, the meeting halfway not."""
    duo_id = paired(store, stage=DuoStage.ACTIVE, start_date=TODAY - days(84))
    states = [(one.title[:8], one.state) for one in shown(store, duo_id).steps]
    assert states[:8] == [
        ("Signing;", "skipped"), ("Welcome ", "skipped"), ("Did the ", "skipped"),
        ("First co", "skipped"), ("First co", "skipped"), ("Second c", "skipped"),
        ("Second c", "skipped"), ("Monthly ", "skipped"),
    ]  # fmt: skip
    assert step(store, duo_id, "Mid-term").state == StepState.DUE
    assert all(one.reason == "" for one in shown(store, duo_id).steps)


def test_a_plan_that_nobody_wrote_is_written_with_its_first_change(store: Store) -> None:
    duo_id = paired(store, stage=DuoStage.ACTIVE, start_date=TODAY - days(84))
    before = shown(store, duo_id)
    assert written(store, duo_id) == 0
    halfway = step(store, duo_id, "Mid-term")
    plan.done_step(store, duo_id, halfway.id)
    after = shown(store, duo_id)
    assert written(store, duo_id) == len(before.steps)
    assert [(s.id, s.due_on) for s in after.steps] == [(s.id, s.due_on) for s in before.steps]
    assert [s.id for s in after.steps if s.done_on] == [halfway.id]


def test_a_closing_follows_the_end_that_was_agreed(store: Store) -> None:
    start = TODAY - days(7)
    later = paired(
        store, stage=DuoStage.ACTIVE, start_date=start, expected_end=start + days(182 + 30)
    )
    assert step(store, later, "Closing").due_on == start + days(175 + 30)


def test_a_contact_does_the_step_it_was_due_for(store: Store, clock: FixedClock) -> None:
    duo_id = begun(store)
    assert settle(store, duo_id, Party.MENTOR, START) == 0
    clock.advance(days(12))
    on = START + days(12)
    assert settle(store, duo_id, "mentor", on) == 2
    assert step(store, duo_id, "Did the first").done_on == on
    assert step(store, duo_id, "First contact", Party.MENTOR).done_on == on
    assert step(store, duo_id, "First contact", Party.MENTEE).state == StepState.DUE
    assert settle(store, duo_id, Party.TOGETHER, on) == 1
    assert step(store, duo_id, "Signing").done_on == on


def test_a_step_missed_is_done_by_the_next_contact(store: Store, clock: FixedClock) -> None:
    duo_id = begun(store)
    clock.advance(days(30))
    assert step(store, duo_id, "First contact").state == StepState.OVERDUE
    assert settle(store, duo_id, Party.MENTEE, START + days(30)) == 2
    assert step(store, duo_id, "First contact", Party.MENTEE).state == StepState.DONE


@pytest.mark.parametrize("side", [None, "neighbour", "each_"])
def test_nobody_known_does_nothing(store: Store, clock: FixedClock, side: str | None) -> None:
    duo_id = begun(store)
    clock.advance(days(14))
    assert settle(store, duo_id, side, START + days(14)) == 0


def test_before_the_start_nothing_is_done(store: Store) -> None:
    assert settle(store, paired(store), Party.MENTEE, START) == 0
    assert settle(store, begun(store), Party.MENTEE, START - days(1)) == 0
    with store.write("Gone") as write:
        assert plan.settle_steps(write, write.new_id(), Party.MENTEE, START) == []


def test_a_step_is_left_out_with_a_reason_and_opened_again(store: Store) -> None:
    duo_id = begun(store)
    letters = step(store, duo_id, "Welcome")
    with pytest.raises(UserError, match="say why"):
        plan.skip_step(store, duo_id, letters.id, reason=" ")
    plan.skip_step(store, duo_id, letters.id, reason=" handed over\n at the signing ")
    left = step(store, duo_id, "Welcome")
    assert (left.state, left.reason) == (StepState.SKIPPED, "handed over at the signing")
    plan.reopen_step(store, duo_id, letters.id)
    assert step(store, duo_id, "Welcome").state == StepState.DUE
    plan.done_step(store, duo_id, letters.id)
    assert step(store, duo_id, "Welcome").done_on == TODAY
    with pytest.raises(UserError, match="Open it again first"):
        plan.skip_step(store, duo_id, letters.id, reason="x")
    assert str(store.undo_label) == "Follow-up of duo BRU-D10001: “Welcome letters sent” done"


def test_a_step_is_put_on_another_day(store: Store) -> None:
    duo_id = begun(store)
    halfway = step(store, duo_id, "Mid-term")
    plan.adjust_step(store, duo_id, halfway.id, on=START + days(95))
    found = step(store, duo_id, "Mid-term")
    assert (found.due_on, found.adjusted) == (START + days(95), True)
    with pytest.raises(UserError, match="from then on"):
        plan.adjust_step(store, duo_id, halfway.id, on=START - days(1))
    with pytest.raises(UserError, match="future"):
        plan.done_step(store, duo_id, halfway.id, on=TODAY + days(1))


def test_a_step_that_is_gone_is_said(store: Store) -> None:
    with pytest.raises(UserError, match="no longer in the plan"):
        plan.done_step(store, begun(store), store.new_id())
    with pytest.raises(UserError, match="has not started"):
        plan.done_step(store, paired(store), store.new_id())


def test_after_the_end_the_closing_and_the_outcomes_are_left(
    store: Store, clock: FixedClock
) -> None:
    duo_id = begun(store)
    clock.advance(days(70))
    duos.end_duo(store, duo_id, on=START + days(70), reason="positive_outcome")
    left = [s for s in shown(store, duo_id).steps if s.open]
    assert [s.kind for s in left] == ["closing", "outcome", "outcome"]
    assert (left[0].due_on, left[0].state) == (START + days(70), StepState.DUE)


def test_an_appointment_stands_beside_its_step(store: Store) -> None:
    duo_id = begun(store)
    made = events.plan_event(
        store, EventValues(kind=EventKind.MID_TERM, held_on=START + days(92), duo_id=duo_id)
    ).id
    assert step(store, duo_id, "Mid-term").appointment == START + days(92)
    assert step(store, duo_id, "Closing").appointment is None
    events.cancel_event(store, made)
    assert step(store, duo_id, "Mid-term").appointment is None


def test_plans_of_an_office_are_those_with_something_left_to_do(store: Store) -> None:
    running = begun(store)
    paired(store)
    ended = {"stage": DuoStage.ENDED, "ended_on": TODAY - days(300)}
    lately = paired(store, start_date=TODAY - days(380), **ended)
    paired(store, start_date=TODAY - days(500), **ended)
    with store.read() as session:
        found = plan.plans(session, today=TODAY, office_id=store.office_id)
        assert plan.plans(session, today=TODAY, office_id=running) == {}
    assert set(found) == {running, lately}
    assert found[running].next == found[running].steps[0]
    left = found[lately].next
    assert left is not None
    assert left.kind == StepKind.OUTCOME


def test_rows_on_their_way_from_another_office_do_no_harm(store: Store) -> None:
    """Any column may be missing, and a word may be that of a newer program."""
    duo_id = paired(store, stage=DuoStage.ACTIVE, start_date=START, number=None)
    with store.write("As an exchange leaves them") as write:
        lost: dict[str, Any] = {"kind": "visite", "party": None, "step_id": None}
        for due in ({"due_on": START}, {"due_on": None}):
            write.session.add(DuoStep(id=write.new_id(), duo_id=duo_id, **lost | due))
    (only,) = shown(store, duo_id).steps
    assert (only.title, only.state, only.party) == ("visite", StepState.DUE, Party.EACH)
    plan.done_step(store, duo_id, only.id)
    assert settle(store, duo_id, Party.MENTEE, START) == 0


def test_two_desks_that_plan_the_same_duo_speak_of_the_same_steps(store: Store) -> None:
    duo_id = begun(store)
    made = {one.id for one in shown(store, duo_id).steps}
    store.undo()
    with store.read() as session:
        coming = plan.preview_start(session, duo_id, on=START + days(3), today=TODAY)
    assert {one.step_id for one in coming[:-1]} == made


def test_only_what_is_open_or_near_is_read_where_that_is_asked_for(
    store: Store, clock: FixedClock
) -> None:
    duo_id = begun(store)
    early = paired(store, stage=DuoStage.ACTIVE, start_date=START)
    over = paired(
        store, stage=DuoStage.ENDED, start_date=START, ended_on=START + days(15), template_id=None
    )
    plan.done_step(store, duo_id, step(store, duo_id, "Welcome").id)
    clock.advance(days(20))
    with store.read() as session:
        asked: dict[str, Any] = {"session": session, "today": clock.today()}
        whole = plan.plans(**asked, duos=[duo_id, early, over])
        open_only = plan.plans(**asked, duos=[duo_id, early, over], open_only=True)
        near = plan.plans(**asked, until=START + days(30))
    for one in (duo_id, early, over):
        left = [s for s in whole[one].steps if s.open]
        assert [s for s in open_only[one].steps if s.open] == left
        assert [s for s in near[one].steps if s.open] == [
            s for s in left if s.due_on <= START + days(30)
        ]
    assert len(open_only[duo_id].steps) < len(whole[duo_id].steps)
    assert [s.kind for s in near[over].steps if s.open] == ["closing"]


def test_when_everything_was_done_no_other_plan_is_drawn(store: Store) -> None:
    duo_id = begun(store)
    with store.write("All done") as write:
        for row in write.session.query(DuoStep).filter(DuoStep.duo_id == duo_id):
            row.done_on = START
    with store.read() as session:
        assert plan.plans(session, today=TODAY)[duo_id].steps == ()

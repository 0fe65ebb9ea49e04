"""The matching meeting: who is there, what is decided once for each mentee, what became of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.pairing import Answer, Decided, Duo
from duodesk.model.people import Role
from duodesk.model.reference import Author
from duodesk.pairing import commands, duos, first_meeting, matching
from duodesk.pairing.board import Column, board
from duodesk.pairing.commands import Thought
from duodesk.pairing.matching import DecisionValues
from duodesk.store.store import Store
from tests.pairing.test_commands import TODAY, person


@pytest.fixture
def opened(store: Store) -> Id:
    return matching.open_meeting(store).matching_id


def shown(store: Store, matching_id: Id) -> matching.MatchingRow:
    with store.read() as session:
        found = matching.meeting(session, matching_id)
    assert found is not None
    return found


def test_who_opens_the_meeting_is_there_and_others_join(store: Store, opened: Id) -> None:
    assert shown(store, opened).present == ("Annick",)
    with store.read() as session:
        annick = session.query(Author).one().id
    matching.set_present(store, opened, authors=[annick], guests=["Nadia ", "", "Nadia"])
    assert shown(store, opened).present == ("Annick", "Nadia")
    matching.set_present(store, opened, authors=[], guests=["Nadia"])
    assert shown(store, opened).present == ("Nadia",)
    store.undo()
    assert shown(store, opened).present == ("Annick", "Nadia")


def test_a_decision_proposes_in_one_step_and_undo_takes_both_back(store: Store, opened: Id) -> None:
    mentee, mentor = person(store, Role.MENTEE, "Awa"), person(store, Role.MENTOR, "Jan")
    matching.decide(
        store,
        opened,
        mentee,
        DecisionValues(
            decided=Decided.PROPOSE, mentor_id=mentor, thought=Thought(reason="both cooks")
        ),
    )
    (decision,) = shown(store, opened).decisions
    assert (decision.mentee, decision.mentor, decision.reason) == ("Awa", "Jan", "both cooks")
    with store.read() as session:
        (card,) = board(session, office_id=None, today=TODAY)[Column.PROPOSED]
    assert (card.id, card.reason) == (decision.proposal_id, "both cooks")
    with pytest.raises(UserError, match="Take that proposal back"):
        matching.decide(store, opened, mentee, DecisionValues(decided=Decided.LATER))
    store.undo()
    assert shown(store, opened).decisions == ()


def test_a_second_decision_takes_the_place_of_the_first(store: Store, opened: Id) -> None:
    mentee, mentor = person(store, Role.MENTEE, "Awa"), person(store, Role.MENTOR, "Jan")
    matching.decide(
        store,
        opened,
        mentee,
        DecisionValues(decided=Decided.LATER, thought=Thought(reason="ask about Tuesdays")),
    )
    with pytest.raises(UserError, match="Choose the mentor"):
        matching.decide(store, opened, mentee, DecisionValues(decided=Decided.PROPOSE))
    matching.decide(
        store, opened, mentee, DecisionValues(decided=Decided.PROPOSE, mentor_id=mentor)
    )
    assert [one.decided for one in shown(store, opened).decisions] == [Decided.PROPOSE]


def test_what_became_of_a_decision_is_read_beside_its_reason(
    store: Store, opened: Id, clock: FixedClock
) -> None:
    mentee, mentor = person(store, Role.MENTEE, "Awa"), person(store, Role.MENTOR, "Jan")
    thought = Thought(reason="both cooks")
    matching.decide(
        store,
        opened,
        mentee,
        DecisionValues(decided=Decided.PROPOSE, mentor_id=mentor, thought=thought),
    )
    proposal_id = shown(store, opened).decisions[0].proposal_id
    assert proposal_id is not None
    for side in duos.SIDES:
        first_meeting.answer(store, proposal_id, side, Answer.YES)
    with store.read() as session:
        duo_id = session.query(Duo).one().id
    duos.start_duo(store, duo_id, on=TODAY, unsigned_reason="x")
    clock.advance(timedelta(days=40))
    duos.end_duo(store, duo_id, on=TODAY + timedelta(days=30), reason="positive_outcome")
    with store.read() as session:
        (one,) = matching.learnt(session, office_id=None, today=clock.today())
    assert (one.reason, one.days, one.end_reason) == ("both cooks", 30, "positive_outcome")


def test_a_meeting_ends_with_a_note(store: Store, opened: Id) -> None:
    matching.finish(store, opened, note=" next week without Jan ")
    row = shown(store, opened)
    assert row.finished_at == store.clock.now()
    assert row.note == "next week without Jan"


def test_a_proposal_taken_back_lets_the_meeting_decide_again(store: Store, opened: Id) -> None:
    mentee, mentor = person(store, Role.MENTEE, "Awa"), person(store, Role.MENTOR, "Jan")
    decision = DecisionValues(decided=Decided.PROPOSE, mentor_id=mentor)
    matching.decide(store, opened, mentee, decision)
    proposal_id = shown(store, opened).decisions[0].proposal_id
    assert proposal_id is not None
    commands.withdraw(store, proposal_id)
    matching.decide(store, opened, mentee, DecisionValues(decided=Decided.NO_MENTOR))
    assert shown(store, opened).decisions[0].decided == Decided.NO_MENTOR


def test_a_decision_is_taken_back_with_its_proposal_in_one_step(store: Store, opened: Id) -> None:
    mentee, mentor = person(store, Role.MENTEE, "Awa"), person(store, Role.MENTOR, "Jan")
    decision = DecisionValues(decided=Decided.PROPOSE, mentor_id=mentor)
    matching.decide(store, opened, mentee, decision)
    matching.take_back(store, opened, mentee)
    assert shown(store, opened).decisions == ()
    with store.read() as session:
        cards = board(session, office_id=None, today=TODAY)
    assert cards[Column.PROPOSED] == ()
    matching.decide(store, opened, mentee, decision)
    store.undo()
    store.undo()
    assert [one.mentor for one in shown(store, opened).decisions] == ["Jan"]


def test_a_decision_that_became_a_duo_is_not_taken_back(store: Store, opened: Id) -> None:
    mentee, mentor = person(store, Role.MENTEE, "Awa"), person(store, Role.MENTOR, "Jan")
    decision = DecisionValues(decided=Decided.PROPOSE, mentor_id=mentor)
    matching.decide(store, opened, mentee, decision)
    proposal_id = shown(store, opened).decisions[0].proposal_id
    assert proposal_id is not None
    for side in duos.SIDES:
        first_meeting.answer(store, proposal_id, side, Answer.YES)
    with pytest.raises(UserError, match="a duo already"):
        matching.take_back(store, opened, mentee)


def test_a_meeting_that_was_ended_is_opened_again_with_its_note(store: Store, opened: Id) -> None:
    matching.finish(store, opened, note="next week")
    matching.reopen(store, opened)
    assert (shown(store, opened).finished_at, shown(store, opened).note) == (None, "next week")


def test_colleagues_stand_in_the_minutes_by_their_first_names(store: Store, opened: Id) -> None:
    with store.write("A surname") as write:
        write.session.query(Author).one().name = "Annick Delvaux"
    assert shown(store, opened).present == ("Annick",)
    with store.write("Another one") as write:
        own = write.session.query(Author).one()
        write.session.add(
            Author(id=write.new_id(), office_id=own.office_id, name="Annick Peeters", duty=own.duty)
        )
    assert shown(store, opened).present == ("Annick D.",)


def test_a_note_is_kept_as_it_is_typed_and_stays_when_the_meeting_ends(
    store: Store, opened: Id
) -> None:
    matching.set_note(store, opened, " Jan brings the list ")
    matching.finish(store, opened)
    assert shown(store, opened).note == "Jan brings the list"

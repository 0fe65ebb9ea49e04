"""The board: cards in their columns, promises that lapse, doubts that need a reason, and the way
back.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.documents import Signatory
from duodesk.model.pairing import Answer, RuleKind, Stage
from duodesk.model.people import Enrolment, Role, Status
from duodesk.model.training import Event, EventKind
from duodesk.pairing import commands, duos, first_meeting, rules
from duodesk.pairing.board import BoardCard, Column, board
from duodesk.pairing.commands import Thought
from duodesk.pairing.doubts import Bar, Doubt, standing
from duodesk.pairing.first_meeting import Appointment
from duodesk.pairing.promises import taken
from duodesk.pairing.queries import free_mentors
from duodesk.store.store import Changes, Store
from duodesk.training.events import move_event
from tests.pairing.test_commands import TODAY, person

YES, NO = Answer.YES, Answer.NO


def new_proposal(changes: Changes) -> Id:
    return next(row for table, row in changes.rows if table == "proposal")


def cards(store: Store, today: date = TODAY) -> dict[Column, list[BoardCard]]:
    with store.read() as session:
        return {k: list(v) for k, v in board(session, office_id=None, today=today).items() if v}


def enrol(store: Store, person_id: Id, **values: object) -> None:
    with store.write("Change") as write:
        row = write.session.query(Enrolment).filter_by(person_id=person_id).one()
        for name, value in values.items():
            setattr(row, name, value)


@pytest.fixture
def pair(store: Store) -> tuple[Id, Id]:
    return person(store, Role.MENTEE, "Awa"), person(store, Role.MENTOR, "Jan")


def suggest(store: Store, pair: tuple[Id, Id]) -> Id:
    return new_proposal(commands.suggest(store, mentee_id=pair[0], mentor_id=pair[1]))


def test_a_card_goes_through_all_columns(store: Store, pair: tuple[Id, Id]) -> None:
    proposal_id = suggest(store, pair)
    assert list(cards(store)) == [Column.SUGGESTED]
    commands.put_forward(store, proposal_id)
    assert cards(store)[Column.PROPOSED][0].lapses_on == TODAY + timedelta(days=7)
    first_meeting.plan_first_meeting(
        store, proposal_id, Appointment(on=TODAY, start=11 * 60, place="café Belga")
    )
    (card,) = cards(store)[Column.FIRST_MEETING]
    assert card.meeting is not None
    assert (card.meeting.start, card.meeting.place) == (660, "café Belga")
    first_meeting.note_met(store, proposal_id)
    (card,) = cards(store)[Column.DECISION]
    assert card.due == datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
    for side in duos.SIDES:
        first_meeting.answer(store, proposal_id, side, YES)
    (card,) = cards(store)[Column.SIGNED]
    assert len(card.unsigned) == 4
    first_meeting.plan_signing(store, card.id, Appointment(on=TODAY, start=900))
    duos.start_duo(store, card.id, on=TODAY, unsigned_reason="paper in the post")
    (card,) = cards(store)[Column.SIGNED]
    assert card.started_on == TODAY
    assert card.signing is not None
    assert cards(store, TODAY + timedelta(days=29)) == {}


def test_each_move_is_taken_back_by_one_undo(store: Store, pair: tuple[Id, Id]) -> None:
    proposal_id = suggest(store, pair)
    before = cards(store)
    commands.put_forward(store, proposal_id)
    first_meeting.plan_first_meeting(store, proposal_id, Appointment(on=TODAY, start=600))
    store.undo()
    with store.read() as session:
        assert session.query(Event).count() == 0
    store.undo()
    assert cards(store) == before


def test_a_suggestion_reserves_nobody_and_a_proposal_does_for_a_week(
    store: Store, pair: tuple[Id, Id], clock: FixedClock
) -> None:
    other = person(store, Role.MENTEE, "Omar")
    suggest(store, pair)
    suggest(store, (other, pair[1]))
    commands.propose(store, mentee_id=pair[0], mentor_id=pair[1])
    with pytest.raises(UserError, match="Jan is already promised"):
        commands.propose(store, mentee_id=other, mentor_id=pair[1])
    with store.read() as session:
        assert taken(session, today=TODAY + timedelta(days=7), office_id=None) == set(pair)
        assert taken(session, today=TODAY + timedelta(days=8), office_id=None) == set()
    clock.advance(timedelta(days=8))
    commands.propose(store, mentee_id=other, mentor_id=pair[1])
    lapsed = [c for c in cards(store, clock.today())[Column.PROPOSED] if c.mentee_id == pair[0]]
    assert lapsed[0].has_lapsed(clock.today())
    with pytest.raises(UserError, match="Jan is already promised"):
        commands.put_forward(store, lapsed[0].id)


def test_a_lapsed_reservation_does_not_lead_to_a_meeting_of_somebody_promised_since(
    store: Store, pair: tuple[Id, Id], clock: FixedClock
) -> None:
    first = new_proposal(commands.propose(store, mentee_id=pair[0], mentor_id=pair[1]))
    clock.advance(timedelta(days=8))
    other = person(store, Role.MENTEE, "Omar")
    commands.propose(store, mentee_id=other, mentor_id=pair[1])
    with pytest.raises(UserError, match="Jan is already promised"):
        first_meeting.plan_first_meeting(store, first, Appointment(on=clock.today()))


def test_a_mentor_of_two_may_be_promised_twice_and_no_more(
    store: Store, pair: tuple[Id, Id]
) -> None:
    enrol(store, pair[1], capacity=2)
    commands.propose(store, mentee_id=pair[0], mentor_id=pair[1])
    with store.read() as session:
        assert [m.id for m in free_mentors(session, today=TODAY)] == [pair[1]]
    second = person(store, Role.MENTEE, "Omar")
    commands.propose(store, mentee_id=second, mentor_id=pair[1])
    third = person(store, Role.MENTEE, "Rima")
    with pytest.raises(UserError, match="Jan is already promised"):
        commands.propose(store, mentee_id=third, mentor_id=pair[1])


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"trained_on": None}, Doubt.TRAINING),
        ({"informed_on": None}, Doubt.NOTE),
        ({"free_from": TODAY + timedelta(days=3)}, Doubt.RESTING),
    ],
)
def test_a_doubt_is_overruled_with_a_reason_that_is_kept(
    store: Store, pair: tuple[Id, Id], values: dict[str, object], code: Doubt
) -> None:
    enrol(store, pair[1], **values)
    with pytest.raises(UserError, match="all the same"):
        commands.propose(store, mentee_id=pair[0], mentor_id=pair[1])
    thought = Thought(overruled_reason="third day is next week")
    commands.propose(store, mentee_id=pair[0], mentor_id=pair[1], thought=thought)
    (card,) = cards(store)[Column.PROPOSED]
    assert card.overruled == (code,)
    assert card.overruled_reason == "third day is next week"


def test_a_pair_that_the_team_put_out_of_question_is_refused_until_the_rule_is_lifted(
    store: Store, pair: tuple[Id, Id]
) -> None:
    with pytest.raises(UserError, match="Write down why"):
        rules.put_rule(store, RuleKind.CONFLICT, mentee_id=pair[0], mentor_id=pair[1])
    rules.put_rule(
        store, RuleKind.CONFLICT, mentee_id=pair[0], mentor_id=pair[1], reason="his niece"
    )
    with store.read() as session:
        how = standing(session, *pair, today=TODAY, office_id=None)
        (rule,) = rules.rules(session)
    assert [one.code for one in how.bars] == [Bar.OUT_OF_QUESTION]
    with pytest.raises(UserError, match="out of question"):
        suggest(store, pair)
    rules.lift_rule(store, rule.id)
    suggest(store, pair)


def test_a_card_goes_back_with_a_reason_and_answers_are_asked_again(
    store: Store, pair: tuple[Id, Id]
) -> None:
    proposal_id = suggest(store, pair)
    commands.put_forward(store, proposal_id)
    first_meeting.plan_first_meeting(store, proposal_id, Appointment(on=TODAY))
    first_meeting.answer(store, proposal_id, Signatory.MENTEE, YES)
    with pytest.raises(UserError, match="why it goes back"):
        commands.move_back(store, proposal_id, Stage.FIRST_MEETING, reason=" ")
    with pytest.raises(UserError, match="does not lie before"):
        commands.move_back(store, proposal_id, Stage.DECISION, reason="x")
    commands.move_back(store, proposal_id, Stage.FIRST_MEETING, reason="he was ill")
    (card,) = cards(store)[Column.FIRST_MEETING]
    assert (card.mentee_answer, card.reason) == (None, "he was ill")
    assert card.meeting is not None


def test_who_left_the_programme_shows_on_the_card(store: Store, pair: tuple[Id, Id]) -> None:
    suggest(store, pair)
    enrol(store, pair[0], status=Status.WITHDRAWN)
    assert cards(store)[Column.SUGGESTED][0].gone == (Signatory.MENTEE,)


def test_what_came_to_nothing_stays_in_a_list_for_a_month(
    store: Store, pair: tuple[Id, Id]
) -> None:
    commands.withdraw(store, suggest(store, pair), "moved away", code="moved")
    (card,) = cards(store)[Column.CLOSED]
    assert (card.closed_code, card.closed_reason, card.refused) == ("moved", "moved away", False)
    assert cards(store, TODAY + timedelta(days=29)) == {}


def test_a_first_meeting_moved_in_the_calendar_moves_on_the_card(
    store: Store, pair: tuple[Id, Id]
) -> None:
    proposal_id = suggest(store, pair)
    commands.put_forward(store, proposal_id)
    first_meeting.plan_first_meeting(store, proposal_id, Appointment(on=TODAY, start=600))
    first_meeting.plan_first_meeting(store, proposal_id, Appointment(on=TODAY, start=660))
    with store.read() as session:
        (event,) = session.query(Event).filter_by(kind=EventKind.FIRST_MEETING).all()
        event_id = event.id
    move_event(store, event_id, held_on=TODAY + timedelta(days=2), start=720)
    (card,) = cards(store)[Column.FIRST_MEETING]
    assert card.meeting is not None
    assert (card.meeting.on, card.meeting.start) == (TODAY + timedelta(days=2), 720)
    with pytest.raises(UserError, match="still to come"):
        first_meeting.note_met(store, proposal_id)


def test_a_suggestion_is_proposed_before_a_meeting_is_planned(
    store: Store, pair: tuple[Id, Id]
) -> None:
    with pytest.raises(UserError, match="Propose the duo to both first"):
        first_meeting.plan_first_meeting(store, suggest(store, pair), Appointment(on=TODAY))

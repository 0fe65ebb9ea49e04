"""Closing a duo: its parts one by one or all in one step, what is left, and what comes next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.documents.commands import print_paper
from duodesk.documents.end_certificate import end_certificate
from duodesk.followup import closing, closings, contacts, plan, questionnaires
from duodesk.followup.closing import ClosingValues, TalkValues
from duodesk.followup.closings import ClosingRow, Part
from duodesk.followup.contacts import ContactValues
from duodesk.followup.endings import Ending as Ends
from duodesk.followup.questionnaires import Answer
from duodesk.model.followup import DuoStep, Party, Pause, StepKind
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Role, Status
from duodesk.people.contacts import log_contact
from duodesk.store.store import Store
from tests.documents.ending import END, START, Ending, ending

TODAY = date(2026, 11, 24)
REST = date(2027, 2, 1)


@pytest.fixture
def one(store: Store) -> Ending:
    return ending(store, weeks="mm")


def row_of(one: Ending, today: date = TODAY) -> ClosingRow:
    with one.store.read() as session:
        row = closings.closing(session, one.duo_id, today=today)
    assert row is not None
    return row


def listed(one: Ending, today: date = TODAY) -> list[ClosingRow]:
    with one.store.read() as session:
        return closings.closings(session, office_id=one.store.office_id, today=today)


def mentor_of(one: Ending) -> tuple[Status, date | None]:
    with one.store.read() as session:
        row = session.query(Enrolment).filter_by(person_id=one.mentor_id, role=Role.MENTOR).one()
        return row.status, row.free_from


def finish(one: Ending) -> None:
    """Every part that is not done by closing itself."""
    closing.note_talk(one.store, one.duo_id, TalkValues(Party.TOGETHER))
    with one.store.read() as session:
        rows = questionnaires.asked(session, one.duo_id)
    for row in rows:
        questionnaires.note_replies(one.store, row.id, [Answer("satisfaction", 5)])
    with one.store.read() as session:
        paper = end_certificate(session, one.duo_id, today=TODAY)
    print_paper(one.store, one.duo_id, paper)
    closing.thank(one.store, one.duo_id)
    closing.choose_afterwards(one.store, one.duo_id, "in_touch")
    closing.choose_again(one.store, one.duo_id, again=True)


def test_everything_is_to_do_at_first_and_nothing_at_the_end(one: Ending) -> None:
    assert row_of(one).missing == tuple(Part)
    closing.close_duo(one.store, one.duo_id, ClosingValues(END, "term_reached"))
    finish(one)
    row = row_of(one)
    assert (row.missing, row.complete, row.ending) == ((), True, Ends.COMPLETED)
    assert listed(one) == []


def test_a_wizard_closes_in_one_step_and_one_undo_takes_it_back(one: Ending) -> None:
    before = row_of(one)
    values = ClosingValues(
        END, "term_reached", afterwards="in_touch", again=True, rest_until=REST, thanked_on=TODAY
    )
    closing.close_duo(one.store, one.duo_id, values)
    row = row_of(one)
    assert (row.stage, row.ended_on, row.reason) == (DuoStage.ENDED, END, "term_reached")
    assert (row.again, row.rest_until, row.afterwards) == (True, REST, "in_touch")
    assert [asked.due_on for asked in row.questionnaires] == [END, END]
    assert row.missing == (
        Part.MENTEE_TALK, Part.MENTOR_TALK, Part.MENTEE_ANSWERS, Part.MENTOR_ANSWERS,
        Part.CERTIFICATE,
    )  # fmt: skip
    assert mentor_of(one) == (Status.ACCEPTED, REST)
    one.store.undo()
    assert row_of(one) == before


def test_a_mentor_who_stops_rests_without_end_and_can_come_back(one: Ending) -> None:
    closing.close_duo(one.store, one.duo_id, ClosingValues(END, "term_reached", again=False))
    assert mentor_of(one) == (Status.RESTING, None)
    closing.choose_again(one.store, one.duo_id, again=True, rest_until=REST)
    assert mentor_of(one) == (Status.ACCEPTED, REST)


def test_a_mentor_who_was_not_asked_is_free_from_the_last_day(one: Ending) -> None:
    closing.close_duo(one.store, one.duo_id, ClosingValues(END, "term_reached", ask=False))
    assert mentor_of(one) == (Status.ACCEPTED, END)
    assert row_of(one).questionnaires == ()
    assert Part.AGAIN in row_of(one).missing


def test_a_rest_agreed_on_before_the_end_still_holds(one: Ending) -> None:
    closing.choose_again(one.store, one.duo_id, again=True, rest_until=REST)
    closing.close_duo(one.store, one.duo_id, ClosingValues(END, "term_reached"))
    assert mentor_of(one) == (Status.ACCEPTED, REST)
    assert row_of(one).again is True


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (ClosingValues(END, "no_such_reason"), "why the duo ends"),
        (ClosingValues(END, ""), "why the duo ends"),
        (ClosingValues(START - timedelta(days=1), "other"), "started on"),
        (ClosingValues(TODAY + timedelta(days=32), "other"), "more than a month"),
        (ClosingValues(END, "other", rest_until=END - timedelta(days=1)), "rest until"),
        (ClosingValues(END, "other", thanked_on=TODAY + timedelta(days=1)), "future"),
        (ClosingValues(END, "other", afterwards="for_ever"), "from the list"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    one: Ending, values: ClosingValues, words: str
) -> None:
    before = row_of(one)
    with pytest.raises(UserError, match=words):
        closing.close_duo(one.store, one.duo_id, values)
    assert row_of(one) == before


def test_a_duo_is_closed_once(one: Ending) -> None:
    closing.close_duo(one.store, one.duo_id, ClosingValues(END, "term_reached"))
    with pytest.raises(UserError, match="not in the stage"):
        closing.close_duo(one.store, one.duo_id, ClosingValues(END, "term_reached"))


def test_a_talk_with_one_of_them_is_not_one_with_the_other(one: Ending) -> None:
    values = TalkValues(Party.MENTOR, minutes=40, mood=5, text="Would do it again")
    closing.note_talk(one.store, one.duo_id, values)
    assert Part.MENTOR_TALK not in row_of(one).missing
    assert Part.MENTEE_TALK in row_of(one).missing
    with one.store.read() as session:
        (talk,) = contacts.talks(session, one.duo_id)
    assert (talk.side, talk.minutes, talk.mood, talk.text) == (
        Party.MENTOR, 40, 5, "Would do it again",
    )  # fmt: skip
    future = TalkValues(Party.MENTOR, at=datetime(2026, 11, 25, tzinfo=UTC))
    with pytest.raises(UserError, match="future"):
        closing.note_talk(one.store, one.duo_id, future)


def test_any_contact_counts_once_the_end_is_prepared_and_an_attempt_never(one: Ending) -> None:
    def reached(day: date, side: Party, *, done: bool = True) -> None:
        at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=9)
        values = ContactValues(side=side, at=at, reached=done)
        contacts.log(one.store, one.duo_id, values)

    opens = row_of(one).opens_on
    assert opens == END - timedelta(weeks=4)
    reached(opens - timedelta(days=1), Party.TOGETHER)
    reached(opens, Party.MENTEE, done=False)
    assert {Part.MENTEE_TALK, Part.MENTOR_TALK} <= set(row_of(one).missing)
    reached(opens, Party.TOGETHER)
    assert not {Part.MENTEE_TALK, Part.MENTOR_TALK} & set(row_of(one).missing)


def test_a_talk_noted_on_the_card_of_one_of_them_counts_too(one: Ending) -> None:
    log_contact(one.store, one.mentor_id)
    log_contact(one.store, one.mentee_id, reached=False)
    assert Part.MENTOR_TALK not in row_of(one).missing
    assert Part.MENTEE_TALK in row_of(one).missing


def test_the_last_talk_of_a_duo_that_ended_early_was_about_its_end(one: Ending) -> None:
    early = START + timedelta(weeks=8)
    at = datetime.combine(early - timedelta(days=10), datetime.min.time(), UTC)
    contacts.log(one.store, one.duo_id, ContactValues(side=Party.MENTOR, at=at))
    values = ClosingValues(early, "positive_outcome", ask=False)
    closing.close_duo(one.store, one.duo_id, values)
    assert Part.MENTOR_TALK not in row_of(one).missing
    assert Part.MENTEE_TALK in row_of(one).missing


def test_after_a_drop_out_less_is_asked_for(one: Ending) -> None:
    early = START + timedelta(weeks=6)
    closing.close_duo(one.store, one.duo_id, ClosingValues(early, "mentee_stopped", ask=False))
    row = row_of(one)
    assert row.ending is Ends.DROP_OUT
    assert row.missing == (Part.MENTEE_TALK, Part.MENTOR_TALK, Part.THANKS, Part.AGAIN)
    assert closings.needed(Ends.DROP_OUT, "no_contact") == {Part.REASON, Part.THANKS, Part.AGAIN}
    assert closings.needed(Ends.POSITIVE_EARLY, "positive_outcome") == set(Part)
    assert closings.needed(None, "") == set(Part)


def test_the_list_holds_what_nears_its_end_and_what_ended_lately(
    one: Ending, clock: FixedClock
) -> None:
    opens = END - timedelta(weeks=4)
    assert listed(one, opens - timedelta(days=1)) == []
    assert [row.duo for row in listed(one, opens)] == ["BRU-D10001"]
    closing.close_duo(one.store, one.duo_id, ClosingValues(END, "term_reached"))
    last = END + timedelta(days=closings.FORGOTTEN_DAYS)
    assert [row.ended_on for row in listed(one, last)] == [END]
    assert listed(one, last + timedelta(days=1)) == []
    with one.store.read() as session:
        elsewhere = closings.closings(session, office_id=one.store.new_id(), today=TODAY)
    assert elsewhere == []


def test_a_pause_that_went_on_ends_with_the_duo_and_the_step_of_the_plan_is_done(
    one: Ending,
) -> None:
    with one.store.write("") as write:
        duo = write.session.get_one(Duo, one.duo_id)
        duo.stage = DuoStage.PAUSED
        write.session.add(Pause(id=write.new_id(), duo_id=duo.id, first_day=date(2026, 11, 9)))
    closing.close_duo(one.store, one.duo_id, ClosingValues(END, "term_reached"))
    with one.store.read() as session:
        assert session.query(Pause).one().last_day == END
        steps = session.query(DuoStep).filter_by(kind=StepKind.CLOSING).all()
        assert [step.done_on for step in steps] == [END]
        planned = plan.plan_of(session, one.duo_id, today=TODAY)
    assert planned is not None


def test_what_is_still_on_its_way_does_no_harm(one: Ending) -> None:
    with one.store.write("") as write:
        duo = write.session.get_one(Duo, one.duo_id)
        duo.mentor_id = duo.number = duo.expected_end = None  # type: ignore[assignment]
    (row,) = listed(one)
    assert (row.duo, row.mentor, row.opens_on) == ("?", "?", START + timedelta(weeks=22))
    closing.close_duo(one.store, one.duo_id, ClosingValues(END, "term_reached", again=True))
    assert [asked.role for asked in row_of(one).questionnaires] == [Role.MENTEE]
    with one.store.write("") as write:
        write.session.get_one(Duo, one.duo_id).start_date = None
    with one.store.read() as session:
        assert closings.closing(session, one.duo_id, today=TODAY) is None

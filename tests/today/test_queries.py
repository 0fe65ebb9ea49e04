"""The day as a desk gives it: every reason found in the file, whose it is, and what makes it go."""

from __future__ import annotations

from datetime import datetime

from duodesk.base.clock import BELGIUM, FixedClock
from duodesk.documents.commands import Signing, sign
from duodesk.followup import contacts, covers, reminders
from duodesk.followup.commands import MeetingValues, log_meeting
from duodesk.followup.contacts import ContactValues
from duodesk.model.documents import Document, Signatory
from duodesk.model.exchange import Transfer
from duodesk.model.followup import Party
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Answer, DuoStage, Stage
from duodesk.model.people import Role, Status
from duodesk.model.recruitment import InfoSession, Invited, Presence
from duodesk.model.training import Event, EventKind, Seat, SeatState, Series
from duodesk.office.seeds import OFFICES
from duodesk.office.settings import TODAY_LINES, choose
from duodesk.pairing import first_meeting
from duodesk.people.contacts import About, log_contact
from duodesk.store.store import Store
from duodesk.today.printing import collect
from duodesk.today.queries import Asked, due_count
from duodesk.today.rules import RULES
from duodesk.today.words import Group
from tests.today.desk import TODAY, add, colleague, day, days, duo, lines, person, proposal


def test_an_empty_office_needs_nobody(store: Store) -> None:
    shown = day(store)
    assert shown.groups == {}
    assert shown.due == 0


def test_a_first_call_leaves_when_it_is_noted_and_comes_back_with_undo(store: Store) -> None:
    who = person(store, status=Status.REGISTERED, registered_on=TODAY - days(9))
    (line,) = lines(store, "call")
    assert line in day(store).overdue
    log_contact(store, who, about=About.FIRST_CALL)
    assert lines(store, "call") == []
    store.undo()
    assert len(lines(store, "call")) == 1


def test_both_answers_are_asked_for_and_leave_one_by_one(store: Store) -> None:
    one = proposal(store)
    assert {line.finish.side for line in lines(store, "answer")} == {"mentee", "mentor"}
    first_meeting.answer(store, one, Signatory.MENTEE, Answer.YES)
    (line,) = lines(store, "answer")
    assert line.about.title == "Jan Diallo"
    first_meeting.answer(store, one, Signatory.MENTOR, Answer.YES)
    assert lines(store, "answer") == []
    assert [line.finish.title for line in lines(store, "papers")] == ["Print"]


def test_an_answer_is_waited_for_until_a_day_after_the_meeting(store: Store) -> None:
    one = proposal(store, meeting_on=TODAY)
    with store.write("An hour") as write:
        write.session.add(
            Event(id=write.new_id(), office_id=store.office_id, kind=EventKind.FIRST_MEETING,
                  held_on=TODAY, start=8 * 60, minutes=60, proposal_id=one)
        )  # fmt: skip
    assert {line.rule for line in day(store).waiting_for_others} == {"answer"}


def test_a_meeting_that_is_over_is_noted_and_a_reservation_lapses(store: Store) -> None:
    one = proposal(store, Stage.FIRST_MEETING, meeting_on=TODAY - days(1))
    assert len(lines(store, "met")) == 1
    first_meeting.note_met(store, one)
    assert lines(store, "met") == []
    proposal(store, Stage.PROPOSED, meeting_on=None, moved_on=TODAY - days(6))
    (line,) = lines(store, "reservation")
    assert line.due_on == TODAY + days(1)


def test_papers_leave_with_the_last_signature_and_the_duo_is_to_start(store: Store) -> None:
    one = duo(store, stage=DuoStage.TO_SIGN, start_date=None, formed_on=TODAY - days(9))
    for kind in ("agreement", "code_of_conduct"):
        add(store, Document, kind=kind, number="1", language="fr", office_id=store.office_id,
            duo_id=one, printed_at=store.clock.now())  # fmt: skip
    (line,) = lines(store, "papers")
    assert (line.finish.title, line in day(store).overdue) == ("Record signatures", True)
    for kind in ("agreement", "code_of_conduct"):
        for side in (Signatory.MENTEE, Signatory.MENTOR):
            sign(store, one, Signing(kind, side, TODAY))
    assert lines(store, "papers") == []
    assert len(lines(store, "start")) == 1


def test_a_duo_that_is_silent_worries_until_somebody_is_reached(store: Store) -> None:
    one = duo(store)
    (before,) = lines(store, "alert")
    assert before.finish.title == "Log a contact"
    assert before.tags  # the talks of the plan that are due
    assert lines(store, "step") == [] or all(
        line.finish.title != "Log a contact" or line.due_on > TODAY for line in lines(store, "step")
    )
    contacts.log(store, one, ContactValues(side=Party.MENTEE, reached=False))
    assert lines(store, "alert") == [before]
    contacts.log(store, one, ContactValues(side=Party.TOGETHER))
    assert all("No sign" not in str(line.reason) for line in lines(store, "alert"))


def test_several_steps_of_a_duo_are_one_thing_in_every_count_and_on_paper(store: Store) -> None:
    """Nothing else is asked of a duo that met and whose papers are signed."""
    one = duo(store, start_date=TODAY - days(7))
    log_meeting(store, one, MeetingValues(TODAY - days(1)))
    shown = day(store)
    (line,) = (line for line in (*shown.overdue, *shown.today) if line.rule == "step")
    assert line.tags == ("Welcome letters sent",)
    asked = Asked(store.author_id, store.office_id, store.clock.now())
    titles = {rule.key: rule.title for rule in RULES}
    with store.read() as session:
        assert due_count(session, asked) == shown.due == sum(n for _title, n in shown.digest())
        printed = collect(session, asked, shown)
    assert dict(shown.digest())[titles["step"]] == 1
    lines_printed = [one for part in printed.parts for one in part.lines]
    assert len(lines_printed) == sum(map(len, shown.groups.values()))
    assert [one.why for one in lines_printed if "Welcome" in one.why] == [
        f"{line.reason} · Welcome letters sent"
    ]


def test_sessions_and_training_days_ask_who_came(store: Store) -> None:
    session = add(store, InfoSession, office_id=store.office_id, held_on=TODAY - days(1))
    who = person(store)
    add(store, Invited, session_id=session, person_id=who, presence=Presence.INVITED)
    add(store, Invited, session_id=session, person_id=person(store, "B"),
        presence=Presence.ATTENDED)  # fmt: skip
    series = add(store, Series, name="March", office_id=store.office_id,
                 curriculum_id=store.new_id())  # fmt: skip
    add(store, Event, office_id=store.office_id, kind=EventKind.TRAINING, series_id=series,
        held_on=TODAY - days(2))  # fmt: skip
    add(store, Seat, person_id=who, series_id=series, state=SeatState.BOOKED)
    told = {line.about.title: str(line.reason) for line in lines(store, "attendance")}
    assert told == {
        "Information session": "Who came on 23/11/2026? Not noted for 1",
        "Training day · March": "Who came on 22/11/2026? Not noted for 1",
    }


def test_an_interview_that_was_planned_leaves_once_it_is_begun(store: Store) -> None:
    who = person(store)
    add(store, Event, office_id=store.office_id, kind=EventKind.INTERVIEW, person_id=who,
        held_on=TODAY - days(1))  # fmt: skip
    assert len(lines(store, "interview")) == 1
    add(store, Interview, person_id=who, office_id=store.office_id, role=Role.MENTEE,
        held_on=TODAY)  # fmt: skip
    assert lines(store, "interview") == []


def test_a_waiting_list_is_told_while_seats_are_free(store: Store) -> None:
    series = add(store, Series, name="March", office_id=store.office_id, capacity=2,
                 curriculum_id=store.new_id())  # fmt: skip
    add(store, Event, office_id=store.office_id, kind=EventKind.TRAINING, series_id=series,
        held_on=TODAY + days(30))  # fmt: skip
    for n, state in enumerate((SeatState.BOOKED, SeatState.WAITING)):
        add(store, Seat, person_id=person(store, str(n)), series_id=series, state=state)
    (line,) = lines(store, "waiting_list")
    assert str(line.reason) == "Waiting list: 1; free seats: 1; it begins on 24/12/2026"


def test_permits_of_people_without_a_duo_are_told(store: Store) -> None:
    person(store, permit_until=TODAY + days(10))
    person(store, "Gone", status=Status.WITHDRAWN, permit_until=TODAY + days(10))
    (line,) = lines(store, "permit")
    assert line.about.title == "Awa Diallo"


def test_offers_to_us_and_from_us(store: Store) -> None:
    other = next(seed.id for seed in OFFICES if seed.id != store.office_id)
    add(store, Transfer, person_id=person(store), from_office_id=other,
        to_office_id=store.office_id, offered_on=TODAY)  # fmt: skip
    add(store, Transfer, person_id=person(store), from_office_id=store.office_id,
        to_office_id=other, offered_on=TODAY)  # fmt: skip
    assert [line.waits for line in lines(store, "transfer")] in ([True, False], [False, True])


def test_mine_are_my_own_and_nobodys_the_team_sees_all(store: Store) -> None:
    sara = colleague(store)
    duo(store, coordinator_id=sara)
    assert lines(store, "alert") == []
    assert len(lines(store, "alert", mine=False)) == 1
    gone = colleague(store, "Gone", left_on=TODAY)
    duo(store, coordinator_id=gone)
    assert len(lines(store, "alert")) == 1


def test_who_looks_after_duos_of_a_colleague_has_their_lines(store: Store) -> None:
    sara, me = colleague(store), store.author_id
    assert me is not None
    duo(store, coordinator_id=sara)
    store.speak_as(sara)
    covers.hand_over_my_duos(store, me, TODAY, TODAY + days(3))
    assert lines(store, "alert") == []
    store.speak_as(me)
    assert len(lines(store, "alert")) == 1
    assert [str(one) for one in day(store).covering] == [
        "You look after the duos of Sara until 27/11/2026"
    ]
    assert len(lines(store, "cover")) == 1


def test_two_entries_of_one_colleague_are_one_colleague(store: Store) -> None:
    again = colleague(store, "annick")
    duo(store, coordinator_id=again)
    assert len(lines(store, "alert")) == 1


def test_a_reminder_stands_on_its_day_and_leaves_when_it_is_done(store: Store) -> None:
    reminders.remind(store, TODAY, "Call the school", person_id=person(store))
    (line,) = lines(store, "reminder")
    assert line.finish.row_id is not None
    reminders.reminder_done(store, line.finish.row_id)
    assert lines(store, "reminder") == []


def test_as_many_lines_as_the_office_chose_are_shown_at_once(store: Store) -> None:
    for n in range(5):
        person(store, str(n), status=Status.REGISTERED, registered_on=TODAY - days(9))
    choose(store, TODAY_LINES, "3")
    shown = day(store)
    assert (shown.due, len(shown.shown(Group.OVERDUE))) == (5, 3)


def test_the_day_is_that_of_belgium(store: Store, clock: FixedClock) -> None:
    clock.set(datetime(2026, 11, 25, 0, 30, tzinfo=BELGIUM))
    assert day(store).on == TODAY + days(1)


def test_rows_of_which_half_is_still_on_its_way_do_not_break_the_day(store: Store) -> None:
    one, person_id = duo(store), person(store)
    session = add(store, InfoSession, office_id=store.office_id, held_on=TODAY)
    event = add(store, Event, office_id=store.office_id, held_on=TODAY, person_id=person_id)
    add(store, Invited, session_id=session, person_id=person_id)
    proposed = proposal(store)
    with store.write("Withheld") as write:
        connection = write.session.connection()
        blank = {
            "duo": "mentee_id = NULL, coordinator_id = NULL, number = NULL",
            "person": "given_name = NULL, family_name = NULL, phone = NULL",
            "info_session": "start = NULL, role = NULL", "event": "kind = NULL",
            "proposal": "mentor_id = NULL, meeting_on = NULL, moved_on = NULL",
            "invited": "person_id = NULL", "enrolment": "status = 'of tomorrow'",
        }  # fmt: skip
        for table, values in blank.items():
            connection.exec_driver_sql(f"UPDATE {table} SET {values}")
    assert {one, event, proposed}
    assert day(store, mine=False).on == TODAY

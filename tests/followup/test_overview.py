"""The page of all duos: worst first, with the next step and who looks after them; one key for a
week.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, timedelta
from pathlib import Path

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.followup import agreed, contacts, marking, plan, queries
from duodesk.followup.commands import MeetingValues, log_meeting
from duodesk.followup.contacts import ContactValues
from duodesk.followup.covers import hand_over_my_duos
from duodesk.followup.facing import facing
from duodesk.followup.overview import OverviewRow, duo_in_sight, next_steps, overview, phones
from duodesk.followup.words import DuoStage, Held, Party
from duodesk.model.pairing import Duo
from duodesk.model.people import Enrolment, Goal, Person, Role, Status
from duodesk.model.reference import Author
from duodesk.pairing.duos import end_duo
from duodesk.store.store import Store
from tests.conftest import MORNING, new_store

TODAY = MORNING.date()


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Generator[Store]:
    made = new_store(tmp_path / "duos.duo", clock)
    yield made
    made.close()


def duo(store: Store, name: str, start: date | None, number: str) -> Id:
    """A duo of two people, begun with its plan where a day is given."""
    with store.write("People") as write:
        people = []
        for role, given in ((Role.MENTEE, name), (Role.MENTOR, f"M{name}")):
            person = Person(
                id=write.new_id(), number=f"BRU-{given}", given_name=given,
                office_id=write.office_id, phone=f"0470 {given}",
            )  # fmt: skip
            write.session.add(person)
            write.session.add(
                Enrolment(
                    id=write.new_id(), person_id=person.id, role=role, status=Status.IN_DUO,
                    office_id=write.office_id,
                )
            )  # fmt: skip
            people.append(person.id)
        made = Duo(
            id=write.new_id(), number=number, mentee_id=people[0], mentor_id=people[1],
            office_id=write.office_id, coordinator_id=write.author_id,
        )  # fmt: skip
        write.session.add(made)
        duo_id = made.id
    if start is not None:
        plan.start_with_plan(store, duo_id, on=start, unsigned_reason="trial")
    return duo_id


def shown(store: Store, *, ended: bool = False) -> list[OverviewRow]:
    with store.read() as session:
        return overview(session, office_id=store.office_id, today=TODAY, ended=ended)


def test_the_worst_stands_first_and_what_ended_only_when_asked(desk: Store) -> None:
    quiet = duo(desk, "Quiet", TODAY - timedelta(days=5), "BRU-D1")
    silent = duo(desk, "Silent", TODAY - timedelta(days=60), "BRU-D2")
    over = duo(desk, "Over", TODAY - timedelta(days=200), "BRU-D3")
    end_duo(desk, over, on=TODAY - timedelta(days=10), reason="other")
    rows = shown(desk)
    assert rows[0].id == silent
    assert rows[0].worst is not None
    assert rows[0].worst.rule == "silent"
    assert {row.id for row in rows} == {quiet, silent}
    assert over in {row.id for row in shown(desk, ended=True)}
    assert (rows[0].risk or (0, 0, 0)) < (0, 0, 0)
    with desk.read() as session:
        steps = next_steps(session, [quiet, silent, over], today=TODAY)
    assert steps[quiet].due_on < steps[quiet].closes_on + timedelta(days=1)
    assert steps[silent].due_on <= TODAY


def test_a_duo_before_its_start_has_no_plan_and_no_alert(desk: Store) -> None:
    duo(desk, "Early", None, "BRU-D1")
    (row,) = shown(desk)
    assert row.duo.stage == DuoStage.TO_SIGN
    assert (row.alerts, row.under_way) == ((), False)
    assert not row.is_ending(TODAY)


def test_within_four_weeks_of_the_end_it_is_ending(desk: Store) -> None:
    duo(desk, "Soon", TODAY - timedelta(weeks=22), "BRU-D1")
    duo(desk, "Late", TODAY - timedelta(weeks=21), "BRU-D2")
    ending = {row.duo.mentee for row in shown(desk) if row.is_ending(TODAY)}
    assert ending == {"Soon"}


def test_who_stands_in_is_shown_while_the_cover_lasts(desk: Store) -> None:
    with desk.write("Colleague") as write:
        other = Author(id=write.new_id(), name="Koen", office_id=write.office_id)
        write.session.add(other)
        koen = other.id
    duo(desk, "Awa", TODAY - timedelta(days=5), "BRU-D1")
    assert shown(desk)[0].looks_after_id == desk.author_id
    hand_over_my_duos(desk, koen, TODAY, TODAY + timedelta(days=3))
    (row,) = shown(desk)
    assert (row.looks_after_id, row.looks_after) == (koen, "Koen")
    assert row.coordinator_id == desk.author_id


def test_a_person_stands_for_their_duo_under_way(desk: Store) -> None:
    made = duo(desk, "Awa", TODAY - timedelta(days=5), "BRU-D1")
    with desk.read() as session:
        row = session.get_one(Duo, made)
        mentee, mentor = row.mentee_id, row.mentor_id
        assert {duo_in_sight(session, one) for one in (made, mentee, mentor)} == {made}
        assert phones(session, made).mentor == "0470 MAwa"
    end_duo(desk, made, on=TODAY, reason="other")
    with desk.read() as session:
        assert duo_in_sight(session, mentee) is None
        assert duo_in_sight(session, made) == made


def test_one_key_notes_the_week_and_another_puts_it_right(desk: Store) -> None:
    made = duo(desk, "Awa", TODAY - timedelta(days=9), "BRU-D1")
    marking.mark_week(desk, made, Held.MET)
    marking.mark_week(desk, made, Held.NOT_MET)
    with desk.read() as session:
        (entry,) = queries.meetings(session, made)
    assert (entry.on, entry.state) == (TODAY, Held.NOT_MET)
    desk.undo()
    with desk.read() as session:
        (entry,) = queries.meetings(session, made)
    assert entry.state == Held.MET


def test_the_week_before_is_left_alone(desk: Store) -> None:
    made = duo(desk, "Awa", TODAY - timedelta(days=9), "BRU-D1")
    values = MeetingValues(TODAY - timedelta(days=3), Held.MET, 60, ("cv",), said_by=Party.MENTOR)
    log_meeting(desk, made, values)
    marking.mark_week(desk, made, Held.EXCUSED)
    with desk.read() as session:
        entries = queries.meetings(session, made)
    assert [(e.on, e.state) for e in entries] == [
        (TODAY, Held.EXCUSED), (TODAY - timedelta(days=3), Held.MET),
    ]  # fmt: skip
    assert entries[1].said_by == "mentor"


def test_a_meeting_that_was_none_has_neither_length_nor_topics(desk: Store) -> None:
    made = duo(desk, "Awa", TODAY - timedelta(days=2), "BRU-D1")
    log_meeting(desk, made, MeetingValues(TODAY, Held.MET, 60, ("cv",)))
    marking.mark_week(desk, made, Held.NOT_MET)
    with desk.read() as session:
        (entry,) = queries.meetings(session, made)
    assert (entry.minutes, entry.topics) == (None, ())


def test_a_duo_that_has_not_begun_has_no_week(desk: Store) -> None:
    made = duo(desk, "Awa", None, "BRU-D1")
    with pytest.raises(UserError, match="has not started"):
        marking.mark_week(desk, made, Held.MET)


def test_goal_and_action_plan_are_agreed_and_taken_back(desk: Store) -> None:
    made = duo(desk, "Awa", TODAY - timedelta(days=50), "BRU-D1")
    assert any(alert.rule == "no_plan" for alert in shown(desk)[0].alerts)
    agreed.choose_goal(desk, made, Goal.TRAINING)
    agreed.note_plan(desk, made, on=TODAY)
    with desk.read() as session:
        known = agreed.agreed(session, made)
    assert (known.goal, known.plan_written_on) == (Goal.TRAINING, TODAY)
    assert not any(alert.rule == "no_plan" for alert in shown(desk)[0].alerts)
    with pytest.raises(UserError, match="in the future"):
        agreed.note_plan(desk, made, on=TODAY + timedelta(days=1))
    desk.undo()
    with desk.read() as session:
        assert agreed.agreed(session, made).plan_written_on is None


def test_whom_to_talk_with_follows_from_the_plan(desk: Store) -> None:
    made = duo(desk, "Awa", TODAY - timedelta(days=14), "BRU-D1")
    with desk.read() as session:
        before = facing(session, made, today=TODAY)
    assert before is not None
    first = {step.party for step in before.due if step.title == "First contact"}
    assert first == {Party.MENTEE, Party.MENTOR}
    contacts.log(desk, made, ContactValues(side=before.side))
    with desk.read() as session:
        after = facing(session, made, today=TODAY)
    assert after is not None
    assert len(after.due) < len(before.due)
    assert after.side != before.side or before.side not in {s.party for s in after.due}
    assert after.next_with[Party.MENTEE] > TODAY

"""Which duos ask for attention on a real desk file, what real commands make of it, and snoozes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.followup import commands, contacts, queries, terms, watch
from duodesk.followup.alerts import Rule
from duodesk.followup.commands import MeetingValues
from duodesk.followup.contacts import ContactValues
from duodesk.followup.watch import WatchRow
from duodesk.model.documents import Document, Signatory, Signature
from duodesk.model.followup import Held, Meeting, Party, Pause, Snooze
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Person, Role
from duodesk.model.recruitment import Contact
from duodesk.model.training import Attendance, Attended, Event, EventKind, Seat
from duodesk.office import settings
from duodesk.people import contacts as cards
from duodesk.people.commands import change_enrolment
from duodesk.store.store import Store
from duodesk.training.absences import put_away
from tests.followup.desk import TODAY, days, paired, state

START = TODAY - days(140)


def under_way(store: Store, **values: Any) -> Id:
    """A duo under way, twenty weeks old, of which nothing else is known."""
    return paired(store, **{"stage": DuoStage.ACTIVE, "start_date": START} | values)


def seen(store: Store, duo_id: Id, on: date = TODAY) -> WatchRow:
    with store.read() as session:
        row = watch.watch(session, duo_id, today=on)
    assert row is not None
    return row


def rules(store: Store, duo_id: Id, on: date = TODAY) -> set[Rule]:
    return {alert.rule for alert in seen(store, duo_id, on).alerts}


def people(store: Store, duo_id: Id) -> tuple[Id, Id]:
    with store.read() as session:
        duo = session.get_one(Duo, duo_id)
        return duo.mentee_id, duo.mentor_id


def enrolled(store: Store, duo_id: Id) -> dict[Role, Id]:
    with store.write("As registration leaves it") as write:
        made = {
            role: Enrolment(
                id=write.new_id(), person_id=one, office_id=write.office_id, role=role,
                permit_until=TODAY + days(5) if role == Role.MENTEE else None,
                employment_status="jobseeker",
            )
            for role, one in zip(Role, people(store, duo_id), strict=True)
        }  # fmt: skip
        write.session.add_all(made.values())
        return {role: one.id for role, one in made.items()}


def signed(store: Store, duo_id: Id) -> None:
    with store.write("Signed") as write:
        for kind in ("agreement", "code_of_conduct"):
            paper = Document(
                id=write.new_id(), kind=kind, number=kind, language="fr",
                office_id=write.office_id, duo_id=duo_id,
            )  # fmt: skip
            write.session.add(paper)
            for one in (Signatory.MENTEE, Signatory.MENTOR):
                write.session.add(
                    Signature(
                        id=write.new_id(), document_id=paper.id, signatory=one, signed_on=TODAY
                    )
                )


def exchanged(store: Store, mentor: Id, *, on: date, came: bool) -> None:
    """A meeting of mentors at which the mentor was, or has a seat."""
    with store.write("A meeting of mentors") as write:
        held = Event(
            id=write.new_id(), office_id=write.office_id, kind=EventKind.MENTORS_MEETING, held_on=on
        )
        write.session.add(held)
        if came:
            row: Any = Attendance(
                id=write.new_id(), event_id=held.id, person_id=mentor, presence=Attended.PRESENT
            )
        else:
            row = Seat(id=write.new_id(), event_id=held.id, person_id=mentor)
        write.session.add(row)


def test_each_alert_leaves_by_the_action_it_names_and_comes_back_with_undo(store: Store) -> None:
    duo_id = under_way(store)
    enrolment = enrolled(store, duo_id)
    mentor = people(store, duo_id)[1]
    all_of_them = {
        Rule.SILENT, Rule.FIRST_MEETING, Rule.NO_PLAN, Rule.UNSIGNED, Rule.MENTORS_MEETINGS,
        Rule.PERMIT, Rule.C45B,
    }  # fmt: skip
    assert rules(store, duo_id) == all_of_them
    contacts.log(store, duo_id, ContactValues(side=Party.MENTOR))
    assert rules(store, duo_id) == all_of_them - {Rule.SILENT}
    store.undo()
    assert rules(store, duo_id) == all_of_them
    commands.log_meeting(store, duo_id, MeetingValues(TODAY))
    commands.note_plan(store, duo_id)
    assert rules(store, duo_id) == all_of_them - {Rule.SILENT, Rule.FIRST_MEETING, Rule.NO_PLAN}
    signed(store, duo_id)
    change_enrolment(store, enrolment[Role.MENTEE], permit_until=TODAY + days(300))
    change_enrolment(store, enrolment[Role.MENTOR], c45b_filed_on=TODAY)
    assert rules(store, duo_id) == {Rule.MENTORS_MEETINGS}
    exchanged(store, mentor, on=TODAY - days(30), came=True)
    assert str(seen(store, duo_id).alerts[0].reason) == (
        "Meetings of mentors: 1 of 2 attended or booked"
    )
    exchanged(store, mentor, on=TODAY + days(9), came=False)
    assert rules(store, duo_id) == set()
    put_away(store, TODAY + days(2), TODAY + days(30), person_id=mentor)
    assert rules(store, duo_id) == {Rule.AWAY}
    terms.pause_duo(
        store, duo_id, first_day=TODAY + days(2), last_day=TODAY + days(30), reason="Journey"
    )
    assert rules(store, duo_id) == set()


def test_an_attempt_and_a_meeting_that_was_missed_break_no_silence(store: Store) -> None:
    duo_id = under_way(store)
    before = seen(store, duo_id).duo
    contacts.log(store, duo_id, ContactValues(side=Party.MENTEE, reached=False))
    commands.log_meeting(store, duo_id, MeetingValues(TODAY, state=Held.NOT_MET))
    after = seen(store, duo_id).duo
    assert (after.last_sign, after.silent_days) == (before.last_sign, 140) == (START, 140)


def test_a_call_noted_on_a_card_is_a_sign_but_not_one_before_the_start_or_of_another_duo(
    store: Store,
) -> None:
    duo_id = under_way(store)
    mentee, mentor = people(store, duo_id)
    other = under_way(store, number="BRU-D10002")
    with store.write("Contacts") as write:
        for ago, values in (
            (150, {"person_id": mentee}), (3, {"person_id": mentor, "duo_id": other}),
            (2, {"person_id": mentee, "reached": False}), (60, {"person_id": mentor}),
        ):  # fmt: skip
            at = write.now - timedelta(days=ago)
            write.session.add(Contact(id=write.new_id(), happened_at=at, **values))
    assert seen(store, duo_id).duo.last_sign == TODAY - days(60)
    assert seen(store, other).duo.last_sign == TODAY - days(3)
    cards.log_contact(store, mentee)
    assert seen(store, duo_id).duo.silent_days == 0
    with store.read() as session:
        told = [(talk.side, talk.reached, talk.day) for talk in contacts.talks(session, duo_id)]
    assert told == [
        (Party.MENTEE, True, TODAY),
        (Party.MENTEE, False, TODAY - days(2)),
        (Party.MENTOR, True, TODAY - days(60)),
    ]


def test_a_paused_duo_is_quiet_and_counts_its_silence_from_the_day_it_goes_on(
    store: Store,
) -> None:
    duo_id = under_way(store, plan_written_on=START)
    with store.write("Pause") as write:
        last = TODAY - days(20)
        pause = Pause(id=write.new_id(), duo_id=duo_id, first_day=START + days(5), last_day=last)
        write.session.add(pause)
    assert seen(store, duo_id, last).alerts == ()
    assert seen(store, duo_id, last).duo.rests
    assert seen(store, duo_id).duo.silent_days == 19
    assert Rule.SILENT in rules(store, duo_id)
    assert Rule.MENTORS_MEETINGS not in rules(store, duo_id)


@pytest.mark.parametrize("talked", [None, 70, 30, 3])
@pytest.mark.parametrize("paused", [False, True])
def test_the_page_of_duos_counts_the_same_silence_as_the_alerts(
    store: Store, talked: int | None, paused: bool
) -> None:
    duo_id = under_way(store)
    commands.log_meeting(store, duo_id, MeetingValues(TODAY - days(65)))
    with store.write("A pause and a call") as write:
        if paused:
            first, last = TODAY - days(60), TODAY - days(40)
            write.session.add(
                Pause(id=write.new_id(), duo_id=duo_id, first_day=first, last_day=last)
            )
        if talked is not None:
            mentor = write.session.get_one(Duo, duo_id).mentor_id
            at = write.now - timedelta(days=talked)
            write.session.add(Contact(id=write.new_id(), happened_at=at, person_id=mentor))
    with store.read() as session:
        row = queries.duo(session, duo_id, today=TODAY)
    assert row is not None
    assert row.silent_days == seen(store, duo_id).duo.silent_days
    assert row.silent_days == min(talked or 65, 39 if paused else 65)


def test_moods_are_the_latest_of_each_and_one_said_together_counts_for_both(
    store: Store, clock: FixedClock
) -> None:
    duo_id = under_way(store, start_date=TODAY - days(1))
    log = contacts.log
    log(store, duo_id, ContactValues(side=Party.MENTOR, mood=2))
    log(store, duo_id, ContactValues(side=Party.MENTEE, mood=5))
    assert rules(store, duo_id) == {Rule.MOODS}
    clock.advance(timedelta(minutes=5))
    log(store, duo_id, ContactValues(side=Party.TOGETHER, mood=4))
    assert rules(store, duo_id) == set()


def test_three_missed_in_a_row_are_told_until_somebody_talks(store: Store) -> None:
    duo_id = under_way(store, start_date=TODAY - days(30), plan_written_on=TODAY)
    signed(store, duo_id)
    for ago, held in ((22, Held.MET), (15, Held.EXCUSED), (8, Held.NOT_MET), (1, Held.EXCUSED)):
        commands.log_meeting(store, duo_id, MeetingValues(TODAY - days(ago), state=held))
    row = seen(store, duo_id)
    assert [str(a.reason) for a in row.alerts] == [
        "No news for 22 days: call both",
        "3 meetings in a row did not take place",
    ]
    assert row.tags == ("Meetings missed",)
    contacts.log(store, duo_id, ContactValues(side=Party.MENTEE))
    assert rules(store, duo_id) == set()


def test_an_alert_that_was_put_off_comes_back_on_its_day_and_another_shows_meanwhile(
    store: Store,
) -> None:
    duo_id = under_way(store, plan_written_on=START, start_date=TODAY - days(20))
    signed(store, duo_id)
    commands.log_meeting(store, duo_id, MeetingValues(TODAY - days(20)))
    assert rules(store, duo_id) == {Rule.SILENT}
    before = state(store)
    watch.snooze(store, duo_id, until=TODAY + days(7), reason=" Mentee  ill ")
    row = seen(store, duo_id)
    assert (row.alerts, row.snoozed_until, len(row.hidden)) == ((), TODAY + days(7), 1)
    assert rules(store, duo_id, TODAY + days(6)) == set()
    assert rules(store, duo_id, TODAY + days(7)) == {Rule.SILENT}
    with store.read() as session:
        (told,) = watch.snoozes(session, duo_id, today=TODAY)
    assert (told.rule, told.reason, told.author) == ("silent", "Mentee ill", "Annick")
    contacts.log(store, duo_id, ContactValues(side=Party.MENTEE, mood=1))
    assert rules(store, duo_id) == {Rule.UNHAPPY}
    store.undo()
    watch.snooze(store, duo_id, until=TODAY + days(2), reason="Sooner", rules=[Rule.SILENT])
    assert seen(store, duo_id).snoozed_until == TODAY + days(2)
    watch.wake(store, duo_id)
    assert rules(store, duo_id) == {Rule.SILENT}
    for _command in range(3):
        store.undo()
    assert state(store) == before


@pytest.mark.parametrize(
    ("until", "reason", "words"),
    [
        (TODAY + days(22), "Ill", "until 15/12/2026 at the latest"),
        (TODAY, "Ill", "Choose a day up to then"),
        (TODAY + days(3), "  ", "Give the reason"),
    ],
)
def test_a_snooze_without_reason_or_without_measure_is_refused(
    store: Store, until: date, reason: str, words: str
) -> None:
    duo_id = under_way(store)
    with pytest.raises(UserError, match=words):
        watch.snooze(store, duo_id, until=until, reason=reason)


def test_where_nothing_shows_nothing_can_be_put_off(store: Store) -> None:
    duo_id = under_way(store, stage=DuoStage.ENDED)
    with pytest.raises(UserError, match="Nothing asks for attention"):
        watch.snooze(store, duo_id, until=TODAY + days(3), reason="Ill")


def test_an_office_has_its_own_thresholds(store: Store) -> None:
    duo_id = under_way(store, start_date=TODAY - days(6))
    assert rules(store, duo_id) == set()
    settings.choose(store, settings.SILENCE_AMBER, "5", office_id=store.office_id)
    assert rules(store, duo_id) == {Rule.SILENT}


def test_one_row_for_each_duo_worst_first_and_the_quiet_ones_only_when_asked(store: Store) -> None:
    loud = under_way(store)
    shown = under_way(store, number="BRU-D10002", start_date=TODAY - days(15))
    quiet = under_way(store, number="BRU-D10003", start_date=TODAY)
    for number, stage in (("4", DuoStage.ENDED), ("5", DuoStage.TO_SIGN)):
        under_way(store, number=number, stage=stage)

    def listed(session: Session, **how: Any) -> list[Id]:
        rows = watch.watched(session, office_id=store.office_id, today=TODAY, **how)
        return [row.duo.id for row in rows]

    with store.read() as session:
        assert listed(session) == [loud, shown]
        assert listed(session, quiet=True) == [loud, shown, quiet]
        assert watch.watched(session, office_id=loud, today=TODAY) == []


def test_what_another_office_still_keeps_back_takes_nothing_down(store: Store) -> None:
    """Rows of which only the identity came so far, and words of a newer program."""
    duo_id = under_way(store)
    with store.write("As an exchange leaves it") as write:
        for table, values in (
            (Duo, {"stage": DuoStage.ACTIVE}), (Meeting, {"duo_id": duo_id}),
            (Contact, {"duo_id": duo_id, "reached": True}), (Pause, {"duo_id": duo_id}),
            (Snooze, {"duo_id": duo_id, "rule": "silent"}), (Snooze, {"duo_id": duo_id}),
            (Meeting, {"duo_id": duo_id, "held_on": TODAY, "state": "dreamt"}),
            (Contact, {"duo_id": duo_id, "reached": True, "happened_at": write.now, "mood": 9,
                       "side": "grandmother"}),
        ):  # fmt: skip
            write.session.add(_bare(table, write.new_id(), values))
    with store.read() as session:
        rows = watch.watched(session, today=TODAY, quiet=True)
    assert {row.duo.names for row in rows} == {"Awa × Jan", "? × ?"}
    assert seen(store, duo_id).duo.silent_days == 0


def _bare(table: Any, row_id: Id, values: dict[str, Any]) -> Any:
    columns = {column.name: None for column in table.__table__.columns}
    return table(**columns | {"id": row_id} | values)


def test_the_number_of_selects_does_not_grow_with_the_duos(store: Store) -> None:
    told: list[str] = []
    event.listen(
        store.engine, "before_cursor_execute", lambda _c, _u, statement, *_: told.append(statement)
    )
    counts = []
    for number in ("1", "2", "3"):
        under_way(store, number=number)
        told.clear()
        with store.read() as session:
            watch.watched(session, today=TODAY)
        counts.append(len([one for one in told if one.startswith("SELECT")]))
    assert len(set(counts)) == 1
    assert counts[0] <= 20


def test_names_and_telephone_numbers_stand_beside_the_reason(store: Store) -> None:
    duo_id = under_way(store)
    with store.write("Numbers") as write:
        write.session.get_one(Person, people(store, duo_id)[0]).phone = "0470 11 22 33"
    duo = seen(store, duo_id).duo
    assert (duo.names, duo.mentee_phone, duo.mentor_phone, duo.week) == (
        "Awa × Jan", "0470 11 22 33", "", 21,
    )  # fmt: skip

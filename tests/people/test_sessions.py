"""Information sessions: planned, filled, ticked off; nothing blocks, everything can be undone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.people import Role, Status
from duodesk.model.recruitment import Presence
from duodesk.people import commands, sessions
from duodesk.people.attendance import (
    AttendeeRow,
    SessionRow,
    attendees,
    candidates,
    info_session,
)
from duodesk.people.attendance import sessions as session_rows
from duodesk.people.calls import calls
from duodesk.people.cards import person
from duodesk.people.contacts import log_contact
from duodesk.people.sessions import SessionValues
from duodesk.people.values import EnrolmentValues, PersonValues
from duodesk.store import dump
from duodesk.store.store import Store

TODAY = date(2026, 11, 24)
LATER = date(2026, 12, 3)
BEFORE = date(2026, 11, 12)


def member(
    store: Store, name: str, on: date = TODAY, *, role: Role = Role.MENTEE,
    status: Status = Status.REGISTERED,
) -> Id:  # fmt: skip
    return commands.register(
        store,
        role,
        values=PersonValues(family_name=name),
        enrolment=EnrolmentValues(registered_on=on, status=status),
    ).person_id


def planned(store: Store, on: date = LATER, **values: Any) -> Id:
    values.setdefault("role", Role.MENTEE)
    return sessions.plan_session(store, SessionValues(held_on=on, **values)).session_id


def shown(store: Store, session_id: Id) -> SessionRow:
    with store.read() as session:
        found = info_session(session, session_id)
    assert found is not None
    return found


def people(store: Store, session_id: Id) -> list[AttendeeRow]:
    with store.read() as session:
        return attendees(session, session_id)


def invitable(store: Store, session_id: Id) -> list[str]:
    with store.read() as session:
        return [row.name for row in candidates(session, session_id, today=store.clock.today())]


def status(store: Store, person_id: Id) -> Status:
    with store.read() as session:
        found = person(session, person_id, today=TODAY)
    assert found is not None
    return found.enrolments[0].status


def state(store: Store) -> dict[str, list[dict[str, object]]]:
    with store.engine.connect() as connection:
        return dump.state(connection)


def test_a_session_is_planned_changed_and_called_off_step_by_step(store: Store) -> None:
    states = [state(store)]
    made = planned(store, start=14 * 60, minutes=90, place=" Rue de l'Essai\u202e 12 ", capacity=12)
    states.append(state(store))
    sessions.change_session(store, made, place="En ligne", online=True, language="fr")
    states.append(state(store))
    sessions.cancel_session(store, made)
    row = shown(store, made)
    assert (row.place, row.online, row.language, row.start) == ("En ligne", True, "fr", 840)
    assert (row.cancelled_on, row.is_over(TODAY), row.seats_left) == (TODAY, True, 12)
    for before in reversed(states):
        store.undo()
        assert state(store) == before


def test_a_session_called_off_may_take_place_after_all(store: Store) -> None:
    made = planned(store)
    sessions.cancel_session(store, made)
    sessions.hold_session(store, made)
    assert shown(store, made).cancelled_on is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"held_on": None}, "needs a day"),
        ({"start": 1440}, "14:30"),
        ({"minutes": 0}, "from 1 to 720"),
        ({"capacity": 0}, "from 1 to 500"),
    ],
)
def test_what_no_session_can_have_is_refused_with_a_way_out(
    store: Store, values: dict[str, Any], said: str
) -> None:
    made = planned(store)
    before = state(store)
    with pytest.raises(UserError, match=said):
        sessions.change_session(store, made, **values)
    assert state(store) == before


def test_only_what_is_known_of_a_session_can_be_changed(store: Store) -> None:
    with pytest.raises(TypeError):
        sessions.change_session(store, planned(store), office_id=None)


def test_several_people_are_invited_in_one_step_and_move_on(store: Store) -> None:
    made = planned(store)
    who = [member(store, name) for name in ("Diallo", "Çelik", "Ansah")]
    before = state(store)
    changes = sessions.invite(store, made, [*who, who[0]])
    assert str(changes.label) == "Invite 4 people to the session of 03/12/2026"
    assert [row.name for row in people(store, made)] == ["Ansah", "Çelik", "Diallo"]
    assert {status(store, one) for one in who} == {Status.INVITED}
    assert sessions.invite(store, made, who).operation is None
    store.undo()
    assert state(store) == before


def test_only_the_role_of_the_session_moves_on(store: Store) -> None:
    both = member(store, "Both")
    commands.enrol(store, both, Role.MENTOR)
    sessions.invite(store, planned(store, role=Role.MENTOR), [both])
    with store.read() as session:
        card = person(session, both, today=TODAY)
    assert card is not None
    assert {one.role: one.status for one in card.enrolments} == {
        Role.MENTEE: Status.REGISTERED,
        Role.MENTOR: Status.INVITED,
    }
    sessions.invite(store, planned(store, role=None), [both])
    assert status(store, both) == Status.INVITED


def test_who_went_further_keeps_their_place_on_the_way(store: Store) -> None:
    who = member(store, "Diallo", status=Status.ACCEPTED)
    made = planned(store)
    sessions.invite(store, made, [who])
    sessions.withdraw(store, made, [who])
    assert status(store, who) == Status.ACCEPTED


def test_an_invitation_taken_back_leaves_somebody_registered(store: Store) -> None:
    first, second = planned(store), planned(store)
    who = member(store, "Diallo")
    sessions.invite(store, first, [who])
    sessions.invite(store, second, [who])
    sessions.withdraw(store, first, [who])
    assert status(store, who) == Status.INVITED
    sessions.withdraw(store, second, [who])
    assert status(store, who) == Status.REGISTERED
    store.undo()
    assert (status(store, who), len(people(store, second))) == (Status.INVITED, 1)


def test_a_full_session_warns_by_its_seats_and_takes_more(store: Store) -> None:
    made = planned(store, capacity=2)
    who = [member(store, name) for name in "ABC"]
    sessions.invite(store, made, who)
    assert (shown(store, made).people, shown(store, made).seats_left) == (3, -1)
    sessions.mark(store, made, who[:1], Presence.EXCUSED)
    assert shown(store, made).seats_left == 0
    assert shown(store, planned(store)).seats_left is None


def test_presence_is_ticked_one_by_one_and_for_all_the_others_at_once(
    store: Store, clock: FixedClock
) -> None:
    made = planned(store, TODAY)
    who = [member(store, name) for name in "ABCD"]
    sessions.invite(store, made, who)
    sessions.mark(store, made, [who[0]], Presence.ABSENT)
    sessions.mark(store, made, [who[1]], Presence.EXCUSED)
    sessions.mark(store, made, None, Presence.ATTENDED)
    row = shown(store, made)
    assert (row.invited, row.attended, row.absent, row.excused) == (0, 2, 1, 1)
    assert sessions.mark(store, made, None, Presence.ATTENDED).operation is None
    sessions.mark(store, made, who[2:], Presence.INVITED)
    assert shown(store, made).invited == 2
    store.undo()
    assert shown(store, made).attended == 2


def test_nobody_came_before_the_day_but_may_be_excused(store: Store) -> None:
    made = planned(store, LATER)
    who = member(store, "Diallo")
    sessions.invite(store, made, [who])
    for presence in (Presence.ATTENDED, Presence.ABSENT):
        with pytest.raises(UserError, match="This session is on 03/12/2026"):
            sessions.mark(store, made, [who], presence)
    sessions.mark(store, made, [who], Presence.EXCUSED)
    assert people(store, made)[0].presence == Presence.EXCUSED


def test_a_past_session_is_written_down_with_who_came_unannounced(store: Store) -> None:
    made = planned(store, BEFORE)
    who = member(store, "Diallo", BEFORE)
    sessions.invite(store, made, [who], on=BEFORE, presence=Presence.ATTENDED)
    (row,) = people(store, made)
    assert (row.presence, row.invited_on, row.missed) == (Presence.ATTENDED, BEFORE, 0)
    assert status(store, who) == Status.INVITED


def test_who_did_not_come_is_to_be_called_until_reached(store: Store) -> None:
    made = planned(store, BEFORE)
    absent, came, excused = (member(store, name, date(2026, 11, 2)) for name in "ABC")
    sessions.invite(store, made, [absent, came, excused])
    sessions.mark(store, made, [absent], Presence.ABSENT)
    sessions.mark(store, made, [came], Presence.ATTENDED)
    sessions.mark(store, made, [excused], Presence.EXCUSED)

    def listed() -> list[tuple[str, str, date]]:
        with store.read() as session:
            found = calls(session, office_id=store.office_id, today=TODAY)
        return [(call.name, str(call.about), call.since) for call in found]

    assert listed() == [("A", "no_show", BEFORE)]
    log_contact(store, absent, reached=False)
    assert listed() == [("A", "no_show", BEFORE)]
    log_contact(store, absent)
    assert listed() == []


def test_who_can_be_invited_stands_longest_waiting_first(store: Store) -> None:
    made = planned(store, LATER)
    member(store, "New", TODAY)
    member(store, "Mentor", role=Role.MENTOR)
    member(store, "Further", status=Status.INTERVIEWED)
    missed, came, excused, expected, here, off = (
        member(store, name, date(2026, 11, n))
        for n, name in enumerate(("Missed", "Came", "Excused", "Expected", "Here", "Off"), start=1)
    )
    past, other, cancelled = planned(store, BEFORE), planned(store, LATER), planned(store, LATER)
    sessions.invite(store, past, [missed, came, excused])
    sessions.mark(store, past, [missed], Presence.ABSENT)
    sessions.mark(store, past, [came], Presence.ATTENDED)
    sessions.mark(store, past, [excused], Presence.EXCUSED)
    sessions.invite(store, other, [expected])
    sessions.invite(store, made, [here])
    sessions.invite(store, cancelled, [off])
    sessions.cancel_session(store, cancelled)
    assert invitable(store, made) == ["Missed", "Excused", "Off", "New"]
    with store.read() as session:
        first = candidates(session, made, today=TODAY)[0]
    assert (first.missed_on, first.since) == (BEFORE, date(2026, 11, 1))
    assert "Mentor" in invitable(store, planned(store, role=None))


def test_sessions_stand_latest_first_with_their_counts(store: Store, clock: FixedClock) -> None:
    early = planned(store, LATER, start=600)
    late = planned(store, LATER, start=1080)
    past = planned(store, BEFORE, led_by=store.author_id)
    sessions.invite(store, late, [member(store, "A"), member(store, "B")])
    with store.read() as session:
        rows = session_rows(session, office_id=store.office_id)
        assert session_rows(session, office_id=store.new_id()) == []
    assert [row.id for row in rows] == [late, early, past]
    assert [row.invited for row in rows] == [2, 0, 0]
    assert [row.is_over(TODAY) for row in rows] == [False, False, True]
    assert rows[2].leader == "Annick"
    clock.advance(timedelta(days=20))
    assert rows[0].is_over(store.clock.today())


def test_the_missed_sessions_of_somebody_are_counted(store: Store) -> None:
    past, made = planned(store, BEFORE), planned(store, TODAY)
    who = member(store, "Diallo", BEFORE)
    sessions.invite(store, past, [who])
    sessions.mark(store, past, None, Presence.ABSENT)
    sessions.invite(store, made, [who])
    assert [row.missed for row in people(store, made)] == [1]

"""Whom to call: by the working days of Belgium, until they are reached."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.people import Person, Role, Status
from duodesk.model.recruitment import Channel, Presence
from duodesk.office import settings
from duodesk.people import commands, sessions
from duodesk.people.calls import Call, Tries, calls, counted, last_missed, tries
from duodesk.people.contacts import About, ContactRow, log_contact
from duodesk.people.sessions import SessionValues
from duodesk.people.values import EnrolmentValues, PersonValues
from duodesk.store.store import Store

TUESDAY = date(2026, 11, 24)


def registered(
    store: Store, name: str, on: date, *, status: Status = Status.REGISTERED, phone: str = ""
) -> Id:
    return commands.register(
        store,
        Role.MENTEE,
        values=PersonValues(family_name=name, phone=phone),
        enrolment=EnrolmentValues(registered_on=on, status=status),
    ).person_id


def listed(store: Store) -> list[Call]:
    with store.read() as session:
        return calls(session, office_id=store.office_id, today=TUESDAY)


def names(store: Store) -> list[str]:
    return [call.name for call in listed(store)]


def test_who_registered_is_called_within_two_working_days(store: Store) -> None:
    registered(store, "Late", date(2026, 11, 19), phone="0470 00 00 00")
    registered(store, "Fresh", TUESDAY)
    registered(store, "Friday", date(2026, 11, 20))
    found = listed(store)
    assert [(call.name, call.due) for call in found] == [
        ("Late", date(2026, 11, 23)),
        ("Friday", TUESDAY),
        ("Fresh", date(2026, 11, 26)),
    ]
    assert [call.is_late(TUESDAY) for call in found] == [True, False, False]
    assert (found[0].phone, found[0].about, found[0].number) == (
        "0470 00 00 00", About.FIRST_CALL, "BRU-10001",
    )  # fmt: skip


def test_who_went_further_or_left_is_called_no_more(store: Store) -> None:
    for status in Status:
        registered(store, str(status), TUESDAY, status=status)
    assert names(store) == ["registered"]


def test_an_attempt_is_counted_and_the_call_waits_for_the_next_working_day(
    store: Store, clock: FixedClock
) -> None:
    who = registered(store, "Diallo", TUESDAY)
    clock.set(datetime(2026, 11, 27, 15, tzinfo=UTC))  # a Friday
    log_contact(store, who, reached=False, about=About.FIRST_CALL)
    log_contact(store, who, reached=False, channel=Channel.MESSAGE)
    (call,) = listed(store)
    assert call.tries == Tries(2, clock.now())
    assert call.tries.again_on == date(2026, 11, 30)
    assert [call.was_tried(date(2026, 11, day)) for day in (27, 29, 30)] == [True, True, False]


def test_who_was_reached_leaves_the_list_and_undo_brings_them_back(store: Store) -> None:
    who = registered(store, "Diallo", TUESDAY)
    log_contact(store, who)
    assert names(store) == []
    store.undo()
    assert names(store) == ["Diallo"]


def test_a_call_before_the_registration_was_about_something_else(store: Store) -> None:
    who = registered(store, "Diallo", TUESDAY)
    log_contact(store, who, at=store.clock.now() - timedelta(days=1))
    assert names(store) == ["Diallo"]


def test_an_office_chooses_how_soon_it_calls(store: Store) -> None:
    registered(store, "Diallo", TUESDAY)
    settings.choose(store, settings.FIRST_CALL_DAYS, "5")
    assert [call.due for call in listed(store)] == [date(2026, 12, 1)]


def test_a_second_entry_is_not_called_and_what_is_told_of_it_counts(store: Store) -> None:
    first, second = (registered(store, name, TUESDAY) for name in ("One", "Two"))
    with store.write(N_("Test")) as write:
        write.session.get_one(Person, second).merged_into_id = first
    assert names(store) == ["One"]
    log_contact(store, second, reached=False)
    assert [call.tries.count for call in listed(store)] == [1]
    log_contact(store, second)
    assert names(store) == []


def test_two_entries_joined_the_opposite_ways_are_called_once(store: Store) -> None:
    first, second = (registered(store, name, TUESDAY) for name in ("One", "Two"))
    with store.write(N_("Test")) as write:
        write.session.get_one(Person, second).merged_into_id = first
        write.session.get_one(Person, first).merged_into_id = second
    assert names(store) == ["One" if first < second else "Two"]


def test_who_is_followed_by_another_office_is_called_there(store: Store) -> None:
    registered(store, "Diallo", TUESDAY)
    with store.read() as session:
        assert calls(session, office_id=store.new_id(), today=TUESDAY) == []


@pytest.mark.parametrize(
    ("marks", "missed"),
    [
        ([], None),
        ([(1, "invited")], None),
        ([(1, "absent")], 1),
        ([(1, "absent"), (8, "absent")], 8),
        ([(1, "absent"), (8, "attended")], None),
        ([(8, "absent"), (1, "attended")], 8),
        ([(1, "absent"), (8, "excused")], None),
        ([(1, "absent"), (8, "invited")], 1),
    ],
)
def test_the_session_missed_last_counts_unless_they_came_later(
    marks: list[tuple[int, str]], missed: int | None
) -> None:
    told = [(date(2026, 11, day), Presence(word)) for day, word in marks]
    assert last_missed(told) == (date(2026, 11, missed) if missed else None)


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
CONTACTS = st.lists(
    st.builds(
        ContactRow,
        id=st.uuids(),
        person_id=st.uuids(),
        at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
        channel=st.sampled_from(Channel),
        reached=st.booleans(),
        about=st.none(),
        text=st.none(),
        author=st.just(""),
    ),
    max_size=8,
)


@given(CONTACTS, st.sampled_from((About.FIRST_CALL, About.NO_SHOW)), DAYS)
def test_attempts_are_open_exactly_until_somebody_is_reached(
    contacts: list[ContactRow], about: About, since: date
) -> None:
    told = counted(contacts, about, since)
    tried = tries(told)
    assert (tried is None) == any(one.reached for one in told)
    assert {one.id for one in told} >= {one.id for one in contacts if one.day > since}
    if tried is not None:
        assert (tried.count, tried.last is None) == (len(told), not told)


def test_a_call_in_the_morning_says_nothing_of_a_session_missed_in_the_evening(
    store: Store,
) -> None:
    who = registered(store, "Diallo", TUESDAY)
    log_contact(store, who, about=About.FIRST_CALL)
    made = sessions.plan_session(store, SessionValues(held_on=TUESDAY)).session_id
    sessions.invite(store, made, [who])
    sessions.mark(store, made, [who], Presence.ABSENT)
    assert names(store) == ["Diallo"]
    log_contact(store, who, about=About.NO_SHOW)
    assert names(store) == []

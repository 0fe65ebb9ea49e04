"""Requests about data: the day by which each is answered, and what may be written of it when."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.exchange.erasure import erase_person
from duodesk.model.people import Role
from duodesk.people import requests
from duodesk.people.commands import register
from duodesk.people.deadlines import due_on, first_month_ends, may_extend
from duodesk.people.requests import Answer, RequestRow, Wish
from duodesk.people.values import PersonValues
from duodesk.store.store import Store

TODAY = date(2026, 11, 24)
AWA = PersonValues(given_name="Awa", family_name="Diallo", contact_language="fr")
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 24), date(2026, 12, 24)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2027, 1, 28), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 2, 28), date(2027, 3, 28)),
        (date(2027, 8, 31), date(2027, 9, 30)),
    ],
)
def test_the_answer_leaves_within_a_calendar_month(received: date, due: date) -> None:
    assert due_on(received) == due


def test_who_is_told_in_the_first_month_waits_two_months_more() -> None:
    received = date(2026, 11, 30)
    assert due_on(received, date(2026, 12, 30)) == date(2027, 2, 28)
    assert due_on(received, date(2026, 12, 31)) == date(2026, 12, 30)
    assert due_on(received, date(2026, 11, 29)) == date(2026, 12, 30)


@given(DAYS)
def test_a_month_is_the_same_day_or_the_last_of_a_shorter_one(received: date) -> None:
    due = due_on(received)
    assert (due.year * 12 + due.month) - (received.year * 12 + received.month) == 1
    assert due.day == min(received.day, monthrange(due.year, due.month)[1])


@given(DAYS, st.integers(0, 400))
def test_an_extension_gives_time_only_when_it_is_told_in_time(received: date, after: int) -> None:
    told = received + timedelta(days=after)
    late = told > first_month_ends(received)
    assert may_extend(received, told) is not late
    longer = due_on(received, told)
    assert (longer == due_on(received)) is late
    assert due_on(received) <= longer <= received + timedelta(days=92)


@given(DAYS, DAYS)
def test_who_asks_earlier_is_answered_no_later(one: date, other: date) -> None:
    assert (due_on(min(one, other))) <= due_on(max(one, other))


def awa(store: Store) -> Id:
    return register(store, Role.MENTEE, values=AWA).person_id


def received(store: Store, wish: Wish = Wish.ACCESS, on: date = TODAY) -> tuple[Id, Id]:
    person_id = awa(store)
    return person_id, requests.receive(store, person_id, wish, on=on).request_id


def shown(store: Store, request_id: Id) -> RequestRow:
    with store.read() as session:
        row = requests.request(session, request_id)
    assert row is not None
    return row


def test_a_request_goes_its_way_and_undo_takes_each_step_back(store: Store) -> None:
    person_id, request_id = received(store, on=date(2026, 11, 2))
    requests.identity_seen(store, request_id, on=date(2026, 11, 3))
    requests.extend(store, request_id, on=date(2026, 11, 20), reason=" Beaucoup de papiers ")
    row = shown(store, request_id)
    assert (row.person, row.due_on, row.reason) == (
        "Awa Diallo", date(2027, 2, 2), "Beaucoup de papiers",
    )  # fmt: skip
    requests.answer(store, request_id, Answer.GRANTED, on=TODAY)
    assert not shown(store, request_id).open
    store.undo()
    assert shown(store, request_id).open
    store.undo()
    assert shown(store, request_id).due_on == date(2026, 12, 2)
    with store.read() as session:
        assert [one.id for one in requests.requests(session, person_id=person_id)] == [request_id]


def test_what_cannot_be_is_refused_with_the_way_out(store: Store, clock: FixedClock) -> None:
    _person, request_id = received(store, on=date(2026, 10, 1))
    with pytest.raises(UserError, match="in the future"):
        requests.identity_seen(store, request_id, on=TODAY + timedelta(days=1))
    with pytest.raises(UserError, match="came on 01/10/2026"):
        requests.identity_seen(store, request_id, on=date(2026, 9, 30))
    with pytest.raises(UserError, match="told by 01/11/2026"):
        requests.extend(store, request_id, on=TODAY, reason="Beaucoup")
    with pytest.raises(UserError, match="why it takes longer"):
        requests.extend(store, request_id, on=date(2026, 10, 9), reason=" ")
    with pytest.raises(UserError, match="told the reason"):
        requests.answer(store, request_id, Answer.REFUSED, on=TODAY)
    requests.extend(store, request_id, on=date(2026, 10, 9), reason="Beaucoup")
    with pytest.raises(UserError, match="no more time"):
        requests.extend(store, request_id, on=date(2026, 10, 10), reason="Encore")
    requests.answer(store, request_id, Answer.PARTLY, on=TODAY, reason="Une note parle d'un autre")
    with pytest.raises(UserError, match="answered on 24/11/2026"):
        requests.identity_seen(store, request_id, on=TODAY)
    requests.reopen(store, request_id)
    requests.identity_seen(store, request_id, on=TODAY)
    assert shown(store, request_id).answer is None


def test_open_requests_stand_by_the_day_they_are_due(store: Store) -> None:
    later = requests.receive(store, None, Wish.ACCESS, on=date(2026, 11, 20), note="Inconnu")
    first = requests.receive(store, awa(store), Wish.COPY, on=date(2026, 10, 20))
    done = requests.receive(store, None, Wish.ACCESS, on=date(2026, 9, 1))
    requests.answer(store, done.request_id, Answer.NOT_KNOWN, on=TODAY)
    with store.read() as session:
        everything = requests.requests(session, office_id=store.office_id)
        waiting = requests.requests(session, office_id=store.office_id, open_only=True)
        elsewhere = requests.requests(session, office_id=awa_office(store))
    order = [first.request_id, later.request_id]
    assert [row.id for row in waiting] == order
    assert [row.id for row in everything] == [*order, done.request_id]
    assert waiting[0].late(TODAY)
    assert not waiting[1].late(TODAY)
    assert elsewhere == []


def awa_office(store: Store) -> Id:
    from duodesk.office.seeds import OFFICES

    return next(one.id for one in OFFICES if one.id != store.office_id)


def test_a_note_is_kept_and_can_be_emptied(store: Store) -> None:
    made = requests.receive(store, None, Wish.ERASURE, on=TODAY, note="Par téléphone")
    assert shown(store, made.request_id).note == "Par téléphone"
    requests.write_note(store, made.request_id, "")
    assert shown(store, made.request_id).note == ""


def test_erasing_a_person_answers_their_request_and_leaves_a_proof_without_a_name(
    store: Store, tmp_path: Path
) -> None:
    person_id, request_id = received(store, Wish.ERASURE, on=date(2026, 11, 2))
    requests.write_note(store, request_id, "Awa Diallo a appelé")
    with store.read() as session:
        number = requests.requests(session)[0].person and "BRU-10001"
    erase_person(store, person_id, typed=number, waiting=tmp_path)
    with store.read() as session:
        (left,) = requests.requests(session)
    assert left.id != request_id
    assert (left.person_id, left.person, left.note) == (None, "", "")
    assert (left.wish, left.received_on) == (Wish.ERASURE, date(2026, 11, 2))
    assert (left.answered_on, left.answer) == (TODAY, Answer.GRANTED)
    assert store.agrees_with_journal()

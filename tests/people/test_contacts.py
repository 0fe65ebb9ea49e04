"""What was tried and who was reached: written down, corrected, undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.people import Role
from duodesk.model.recruitment import Channel
from duodesk.people import commands
from duodesk.people.contacts import (
    About,
    ContactRow,
    change_contact,
    contact,
    contacts,
    keep_words,
    log_contact,
    remove_contact,
    words,
)
from duodesk.people.values import PersonValues
from duodesk.store.store import Store


@pytest.fixture
def yusuf(store: Store) -> Id:
    values = PersonValues(given_name="Yusuf", family_name="Çelik")
    return commands.register(store, Role.MENTEE, values=values).person_id


def told(store: Store, person_id: Id) -> list[ContactRow]:
    with store.read() as session:
        return contacts(session, person_id)


def test_a_contact_is_written_down_now_and_by_telephone_unless_said_otherwise(
    store: Store, yusuf: Id
) -> None:
    changes = log_contact(store, yusuf, about=About.FIRST_CALL, text=" Rappelle lundi \n")
    (row,) = told(store, yusuf)
    assert (row.at, row.channel, row.reached) == (store.clock.now(), Channel.PHONE, True)
    assert (row.about, row.text, row.author) == ("first_call", "Rappelle lundi", "Annick")
    assert str(changes.label) == "Contact with Yusuf Çelik"
    store.undo()
    assert told(store, yusuf) == []


def test_an_attempt_is_no_contact(store: Store, yusuf: Id) -> None:
    changes = log_contact(store, yusuf, reached=False)
    assert str(changes.label) == "Yusuf Çelik not reached"
    assert [row.reached for row in told(store, yusuf)] == [False]


def test_contacts_stand_latest_first_by_the_day_in_belgium(store: Store, yusuf: Id) -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    log_contact(store, yusuf)
    log_contact(store, yusuf, at=late, channel=Channel.EMAIL)
    rows = told(store, yusuf)
    assert [row.at for row in rows] == [store.clock.now(), late]
    assert rows[1].day.isoformat() == "2026-11-23"


def test_what_has_not_happened_yet_is_not_written_down(
    store: Store, yusuf: Id, clock: FixedClock
) -> None:
    with pytest.raises(UserError, match="25/11/2026 10:00 lies in the future"):
        log_contact(store, yusuf, at=clock.now() + timedelta(days=1))
    log_contact(store, yusuf)
    with pytest.raises(UserError, match="in the future"):
        change_contact(store, told(store, yusuf)[0].id, at=clock.now() + timedelta(minutes=1))


def test_a_contact_is_corrected_and_taken_away(store: Store, yusuf: Id, clock: FixedClock) -> None:
    log_contact(store, yusuf, reached=False)
    made = told(store, yusuf)[0].id
    before = clock.now() - timedelta(hours=2)
    change_contact(
        store, made, at=before, channel=Channel.MESSAGE, reached=True, about=About.OTHER, text="=1"
    )
    (row,) = told(store, yusuf)
    assert (row.at, row.channel, row.reached, row.about, row.text) == (
        before, Channel.MESSAGE, True, "other", "=1",
    )  # fmt: skip
    change_contact(store, made, text=" \u200b", about=None)
    assert (told(store, yusuf)[0].text, told(store, yusuf)[0].about) == (None, None)
    remove_contact(store, made)
    with store.read() as session:
        assert contact(session, made) is None
    store.undo()
    assert len(told(store, yusuf)) == 1
    with pytest.raises(TypeError):
        change_contact(store, made, person_id=yusuf)


def test_the_contacts_of_a_person_go_and_come_back_with_them(store: Store, yusuf: Id) -> None:
    log_contact(store, yusuf)
    commands.remove_person(store, yusuf)
    assert told(store, yusuf) == []
    store.undo()
    assert len(told(store, yusuf)) == 1


def test_words_without_a_result_are_kept_on_this_laptop_alone(store: Store, yusuf: Id) -> None:
    def kept() -> str:
        with store.read() as session:
            return words(session, yusuf)

    label = store.undo_label
    assert kept() == ""
    keep_words(store, yusuf, "Rappelle l")
    keep_words(store, yusuf, "Rappelle lundi")
    assert kept() == "Rappelle lundi"
    keep_words(store, yusuf, " ")
    assert kept() == ""
    assert store.undo_label == label

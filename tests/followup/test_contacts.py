"""A talk with a duo: one command for all that follows from it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.followup import contacts, reminders
from duodesk.followup.contacts import ContactValues
from duodesk.model.followup import Party, Reminder, Situation, StatusCheck
from duodesk.model.recruitment import Channel
from duodesk.store.store import Store
from tests.conftest import MORNING
from tests.followup.desk import TODAY, begun, card, days, paired, state, step


def told(store: Store, duo_id: Id) -> list[contacts.TalkRow]:
    with store.read() as session:
        return contacts.talks(session, duo_id)


def checks(store: Store) -> list[tuple[Id, Situation, str | None]]:
    with store.read() as session:
        rows = session.scalars(select(StatusCheck))
        return [(row.person_id, row.situation, row.source) for row in rows]


def test_a_talk_does_the_step_asks_and_reminds_and_one_undo_takes_it_all_back(
    store: Store, clock: FixedClock
) -> None:
    duo_id = begun(store)
    clock.advance(timedelta(days=28))
    contacts.log(store, duo_id, ContactValues(side=Party.MENTOR))
    before = state(store)
    values = ContactValues(
        side=Party.MENTEE, channel=Channel.IN_PERSON, minutes=25, mood=4, text=" Found\r\na lead ",
        situation=Situation.LOOKING, next_on=TODAY + days(40), next_text="The lead",
        plan_written=True,
    )  # fmt: skip
    contacts.log(store, duo_id, values)
    duo = card(store, duo_id)
    assert duo.plan_written_on == TODAY + days(28)
    assert checks(store) == [(duo.mentee_id, Situation.LOOKING, "mentee")]
    assert step(store, duo_id, "Second contact", Party.MENTEE).done_on == TODAY + days(28)
    talk = next(one for one in told(store, duo_id) if one.side == Party.MENTEE)
    assert (talk.channel, talk.minutes, talk.mood, talk.text) == (
        Channel.IN_PERSON, 25, 4, "Found\na lead",
    )  # fmt: skip
    with store.read() as session:
        (reminder,) = reminders.reminders(session, duo_id=duo_id)
    assert (reminder.due_on, reminder.text, reminder.person, reminder.duo) == (
        TODAY + days(40), "The lead", "Awa", "Awa × Jan",
    )  # fmt: skip
    store.undo()
    assert state(store) == before


def test_an_attempt_is_kept_as_an_attempt_and_does_nothing_else(
    store: Store, clock: FixedClock
) -> None:
    duo_id = begun(store)
    clock.advance(timedelta(days=14))
    values = ContactValues(
        reached=False, minutes=5, mood=3, situation=Situation.LOOKING, plan_written=True,
        text="Voice mail", next_on=TODAY + days(15),
    )  # fmt: skip
    changes = contacts.log(store, duo_id, values)
    assert str(changes.label) == "Duo BRU-D10001 not reached"
    (talk,) = told(store, duo_id)
    assert (talk.reached, talk.minutes, talk.mood, talk.text) == (False, None, None, "Voice mail")
    assert (checks(store), card(store, duo_id).plan_written_on) == ([], None)
    assert step(store, duo_id, "First contact", Party.MENTEE).open
    with store.read() as session:
        assert len(reminders.reminders(session)) == 1


def test_a_mentor_tells_of_the_mentee_too(store: Store) -> None:
    duo_id = begun(store)
    contacts.log(store, duo_id, ContactValues(side=Party.MENTOR, situation=Situation.NOT_LOOKING))
    mentee = card(store, duo_id).mentee_id
    assert checks(store) == [(mentee, Situation.NOT_LOOKING, "mentor")]


def test_the_next_contact_is_proposed_from_the_plan(store: Store, clock: FixedClock) -> None:
    duo_id = begun(store)
    with store.read() as session:
        first = contacts.propose_next(session, duo_id, Party.MENTOR, today=TODAY)
    assert first == TODAY + days(7)
    assert step(store, duo_id, "Welcome").due_on == first
    with store.read() as session:
        beyond = TODAY + days(3650)
        assert contacts.propose_next(session, duo_id, Party.MENTOR, today=beyond) is None


def test_a_duo_that_waits_for_its_papers_may_be_called(store: Store) -> None:
    duo_id = paired(store)
    contacts.log(store, duo_id, ContactValues(side=Party.TOGETHER, text="Signing on Monday"))
    (talk,) = told(store, duo_id)
    assert (talk.side, talk.with_duo, talk.author) == (Party.TOGETHER, True, "Annick")


def test_talks_of_a_duo_that_is_not_there_are_none(store: Store) -> None:
    assert told(store, store.new_id()) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"side": Party.EACH}, "with whom you talked"),
        ({"at": MORNING + timedelta(minutes=1)}, "lies in the future"),
        ({"minutes": 0}, "one minute to twelve hours"),
        ({"minutes": 721}, "one minute to twelve hours"),
        ({"mood": 0}, "from 1 to 5"),
        ({"mood": 6}, "from 1 to 5"),
        ({"next_on": TODAY}, "24/11/2026 is not in the future"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    store: Store, values: dict[str, Any], words: str
) -> None:
    duo_id = begun(store)
    before = state(store)
    with pytest.raises(UserError, match=words):
        contacts.log(store, duo_id, ContactValues(**values))
    assert state(store) == before


def test_a_talk_late_in_the_evening_is_one_of_its_day_in_belgium(
    store: Store, clock: FixedClock
) -> None:
    duo_id = begun(store)
    clock.advance(timedelta(days=3))
    late = datetime.fromisoformat("2026-11-25T23:30:00+00:00")
    contacts.log(store, duo_id, ContactValues(at=late, situation=Situation.LOOKING))
    assert told(store, duo_id)[0].day == TODAY + days(2)
    with store.read() as session:
        assert session.scalars(select(StatusCheck.asked_on)).all() == [TODAY + days(2)]


def test_reminders_are_noted_put_off_and_done(store: Store) -> None:
    with pytest.raises(UserError, match="what you want to be reminded of"):
        reminders.remind(store, TODAY, "  ")
    reminders.remind(store, TODAY + days(1), "Order <b>paper</b>")
    person = card(store, paired(store)).mentee_id
    reminders.remind(store, TODAY, "", person_id=person)
    with store.read() as session:
        rows = reminders.reminders(session, office_id=store.office_id)
        assert [(row.text, row.person, row.author) for row in rows] == [
            ("", "Awa", "Annick"), ("Order <b>paper</b>", "", "Annick"),
        ]  # fmt: skip
        assert len(reminders.reminders(session, until=TODAY)) == 1
    reminders.put_reminder_off(store, rows[0].id, TODAY + days(5))
    reminders.reminder_done(store, rows[1].id)
    with store.read() as session:
        assert [row.due_on for row in reminders.reminders(session)] == [TODAY + days(5)]
        assert [row.done_on for row in reminders.reminders(session, done=True)] == [TODAY]


def test_a_reminder_whose_words_stay_elsewhere_is_shown_without(store: Store) -> None:
    with store.write("As an exchange leaves it") as write:
        columns: dict[str, Any] = dict.fromkeys(("text", "office_id", "due_on"))
        for due_on in (None, TODAY):
            write.session.add(Reminder(**columns | {"id": write.new_id(), "due_on": due_on}))
    with store.read() as session:
        assert [(row.text, row.duo) for row in reminders.reminders(session)] == [(None, "")]

"""What is typed in an interview is never lost, and each version of its notes stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from duodesk.base.clock import FixedClock
from duodesk.model.people import Role, Status
from duodesk.people import commands, interviews, queries
from duodesk.people.commands import Registered
from duodesk.people.values import PersonValues
from duodesk.store.store import Store


@pytest.fixture
def yusuf(store: Store) -> Registered:
    return commands.register(store, Role.MENTEE, values=PersonValues(given_name="Yusuf"))


def status(store: Store, person: Registered) -> Status:
    with store.read() as session:
        card = queries.person(session, person.person_id, today=store.clock.today())
    assert card is not None
    return card.enrolments[0].status


def test_finishing_keeps_the_notes_moves_on_and_lets_the_draft_go(
    store: Store, yusuf: Registered
) -> None:
    started = interviews.start_interview(store, yusuf.person_id, Role.MENTEE, code="nl")
    interviews.save_draft(store, started.interview_id, "half a sen", 10)
    interviews.finish_interview(store, started.interview_id, "half a sentence\r\n", 40)
    with store.read() as session:
        card = interviews.interview(session, started.interview_id)
    assert card is not None
    assert (card.notes, card.minutes, card.language, card.draft) == (
        "half a sentence",
        40,
        "nl",
        None,
    )
    assert card.finished_at == store.clock.now()
    assert status(store, yusuf) == Status.INTERVIEWED


def test_who_was_accepted_before_stays_accepted(store: Store, yusuf: Registered) -> None:
    commands.accept(store, yusuf.enrolment_id)
    started = interviews.start_interview(store, yusuf.person_id, Role.MENTEE)
    interviews.finish_interview(store, started.interview_id, "x")
    assert status(store, yusuf) == Status.ACCEPTED


def test_a_draft_is_offered_again_and_leaves_no_trace_in_the_journal(
    store: Store, clock: FixedClock, yusuf: Registered
) -> None:
    started = interviews.start_interview(store, yusuf.person_id, Role.MENTEE)
    label = store.undo_label
    for words in ("I", "I li", "I like =SUM(1)<b>"):
        clock.advance(timedelta(seconds=1))
        interviews.save_draft(store, started.interview_id, words, len(words))
    with store.read() as session:
        (card,) = interviews.drafts(session)
    assert card.draft is not None
    assert (card.draft.text, card.draft.cursor, card.draft.saved_at) == (
        "I like =SUM(1)<b>",
        17,
        clock.now(),
    )
    assert store.undo_label == label
    interviews.drop_draft(store, started.interview_id)
    with store.read() as session:
        assert interviews.drafts(session) == []


def test_an_interview_can_be_taken_up_again(store: Store, yusuf: Registered) -> None:
    started = interviews.start_interview(store, yusuf.person_id, Role.MENTEE)
    interviews.finish_interview(store, started.interview_id, "first", 30)
    interviews.reopen(store, started.interview_id)
    with store.read() as session:
        card = interviews.interview(session, started.interview_id)
    assert card is not None
    assert (card.finished_at, card.notes) == (None, "first")
    interviews.finish_interview(store, started.interview_id, "second")
    store.undo()
    store.undo()
    with store.read() as session:
        card = interviews.interview(session, started.interview_id)
    assert card is not None
    assert (card.notes, card.minutes) == ("first", 30)


def test_an_interview_that_is_not_there_is_none(store: Store) -> None:
    with store.read() as session:
        assert interviews.interview(session, store.office_id) is None
        assert interviews.draft(session, store.office_id) is None

"""What changed since somebody was last here, and what one did today; known to this laptop only."""

from __future__ import annotations

from datetime import timedelta

from duodesk.base.clock import FixedClock
from duodesk.model.people import Status
from duodesk.people.commands import change_person
from duodesk.store import dump
from duodesk.store.store import Store
from duodesk.today.changed import Seen, note_seen, seen
from tests.today.desk import TODAY, colleague, day, days, duo, person


def here(store: Store) -> Seen | None:
    with store.read() as session:
        return seen(session, store.author_id)


def test_the_first_time_nothing_is_new(store: Store) -> None:
    assert here(store) is None
    assert day(store).changed.told == ()


def test_what_colleagues_wrote_meanwhile_is_counted_ones_own_is_not(store: Store) -> None:
    me, sara = store.author_id, colleague(store)
    note_seen(store)
    person(store, "Mine")
    store.speak_as(sara)
    person(store, "Hers", status=Status.REGISTERED)
    duo(store)
    store.speak_as(me)
    told = day(store, since=here(store)).changed.told
    assert told[:3] == ("2 new mentees", "1 new mentor", "1 duo started")
    assert told[-1].endswith("changes from Sara")


def test_what_was_seen_is_new_no_more(store: Store, clock: FixedClock) -> None:
    me, sara = store.author_id, colleague(store)
    note_seen(store)
    store.speak_as(sara)
    person(store)
    store.speak_as(me)
    clock.advance(timedelta(hours=1))
    note_seen(store)
    since = here(store)
    assert since is not None
    assert since.at == clock.now()
    assert day(store, since=since).changed.told == ()


def test_each_colleague_has_read_so_far_themselves(store: Store) -> None:
    note_seen(store)
    store.speak_as(colleague(store))
    assert here(store) is None


def test_having_been_here_is_neither_journalled_nor_exchanged(store: Store) -> None:
    before = dump.dump(store)
    note_seen(store)
    assert dump.dump(store) == before


def test_done_today_is_what_one_did_since_midnight_and_did_not_take_back(
    store: Store, clock: FixedClock
) -> None:
    who = person(store)
    clock.advance(timedelta(days=1))
    assert day(store).done == ()
    change_person(store, who, municipality="Ostend")
    change_person(store, who, municipality="Gent")
    store.undo()
    (done,) = day(store).done
    assert "Municipality" in str(done.label)
    assert done.at.date() == TODAY + days(1)
    store.speak_as(colleague(store))
    assert day(store).done == ()

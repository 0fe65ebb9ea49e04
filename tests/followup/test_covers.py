"""Duos handed to a colleague until a day, and back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.followup import covers, watch
from duodesk.followup.covers import CoverRow, standing_in
from duodesk.model.pairing import DuoStage
from duodesk.model.reference import Author
from duodesk.store.store import Store
from tests.followup.desk import TODAY, days, paired, state


@pytest.fixture
def colleague(store: Store) -> Id:
    with store.write("A colleague") as write:
        row = Author(id=write.new_id(), name="Bram", office_id=write.office_id)
        write.session.add(row)
        return row.id


def mine(store: Store, author: Id | None, on: date = TODAY) -> int:
    with store.read() as session:
        return len(watch.watched(session, today=on, author_id=author, quiet=True))


def test_duos_go_to_a_colleague_and_come_back_by_themselves(store: Store, colleague: Id) -> None:
    me = store.author_id
    duo_id = paired(store, stage=DuoStage.ACTIVE, start_date=TODAY, coordinator_id=me)
    first, last = TODAY + days(1), TODAY + days(7)
    changes = covers.hand_over_my_duos(store, colleague, first, last)
    assert str(changes.label) == "Duos handed to Bram until 01/12/2026"
    with store.read() as session:
        days_of = {n: covers.coordinator_on(session, duo_id, TODAY + days(n)) for n in range(9)}
        row = watch.watched(session, today=first, quiet=True)[0]
    assert days_of == {n: colleague if 1 <= n <= 7 else me for n in range(9)}
    assert (row.duo.coordinator, row.duo.looks_after) == ("Annick", "Bram")
    assert (mine(store, me), mine(store, colleague)) == (1, 0)
    assert (mine(store, me, first), mine(store, colleague, first)) == (0, 1)
    store.undo()
    assert mine(store, me, first) == 1


def test_taken_back_early_they_are_ones_own_from_that_day(
    store: Store, colleague: Id, clock: FixedClock
) -> None:
    me = store.author_id
    paired(store, stage=DuoStage.ACTIVE, start_date=TODAY, coordinator_id=me)
    before = state(store)
    covers.hand_over_my_duos(store, colleague, TODAY, TODAY + days(9))
    with store.read() as session:
        (row,) = covers.covers(session, since=TODAY)
    covers.take_back(store, row.id)
    assert state(store) == before
    covers.hand_over_my_duos(store, colleague, TODAY, TODAY + days(9))
    clock.advance(timedelta(days=3))
    with store.read() as session:
        (row,) = covers.covers(session, since=TODAY)
    covers.take_back(store, row.id)
    with store.read() as session:
        assert covers.covers(session, since=TODAY)[0].last_day == TODAY + days(2)
    assert mine(store, me, TODAY + days(3)) == 1
    covers.take_back(store, store.new_id())


def test_a_duo_without_coordinator_is_nobodys(store: Store) -> None:
    duo_id = paired(store)
    with store.read() as session:
        assert covers.coordinator_on(session, duo_id, TODAY) is None


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (5, 4, "comes before the first"),
        (-9, -1, "These days are over"),
        (0, 366, "more than 366 days"),
    ],
)
def test_days_that_cannot_be_are_refused(
    store: Store, colleague: Id, first: int, last: int, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        covers.hand_over_my_duos(store, colleague, TODAY + days(first), TODAY + days(last))


def test_nobody_hands_duos_to_themselves(store: Store) -> None:
    assert store.author_id is not None
    with pytest.raises(UserError, match="Choose a colleague"):
        covers.hand_over_my_duos(store, store.author_id, TODAY, TODAY)


authors = st.integers(1, 5).map(lambda n: UUID(int=n))
rows = st.lists(
    st.builds(
        lambda author, by, first, length: CoverRow(
            UUID(int=9), author, "", by, "", TODAY + days(first), TODAY + days(first + length)
        ),
        authors,
        authors,
        st.integers(-5, 5),
        st.integers(0, 8),
    ),
    max_size=6,
)


@given(rows, authors)
def test_somebody_always_stands_in_and_who_is_away_only_in_a_circle(
    known: list[CoverRow], author: Id
) -> None:
    holding = {row.author_id for row in known if row.holds(TODAY)}
    found = standing_in(known, author, TODAY)
    assert found == author or found not in holding
    assert author in holding or found == author


@given(rows, authors)
def test_after_the_last_day_everybody_has_their_own_duos(known: list[CoverRow], author: Id) -> None:
    assert standing_in(known, author, TODAY + days(30)) == author

"""The demonstration shows where facts came from, and notes that few may read."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from sqlalchemy import select

from duodesk.model.interviews import Finding, Interview
from duodesk.model.people import Note
from duodesk.people.cards import person
from duodesk.people.facts import known
from duodesk.store.store import Store
from tests import demonstrations


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Generator[Store]:
    store = demonstrations.desk(tmp_path_factory, 0.3)
    yield store
    store.close()


def test_each_finding_quotes_its_interview_and_names_a_fact_of_the_profile(small: Store) -> None:
    with small.read() as session:
        found = session.scalars(select(Finding)).all()
        assert len(found) > 5
        for one in found:
            assert one.words in session.get_one(Interview, one.interview_id).notes
            card = person(session, one.person_id, today=small.clock.today())
            assert card is not None
            assert one.fact in known(card)


def test_there_are_notes_shown_to_few(small: Store) -> None:
    with small.read() as session:
        few = session.scalars(select(Note).where(Note.restricted)).all()
    assert len(few) == 2

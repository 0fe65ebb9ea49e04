"""The ends of the demonstration's duos are believable: satisfied, not all of them, not all told."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date

import pytest

from duodesk.followup import closings, questionnaires, rounds
from duodesk.followup.questions import CLOSING
from duodesk.followup.satisfaction import due_by, response, said
from duodesk.model.pairing import DuoStage
from duodesk.model.people import Role
from duodesk.office.queries import offices
from duodesk.store.store import Store
from tests import demonstrations

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Generator[Store]:
    store = demonstrations.desk(tmp_path_factory, 0.3)
    yield store
    store.close()


def test_most_questionnaires_came_back_and_most_were_satisfied(desk: Store) -> None:
    with desk.read() as session:
        found = questionnaires.returned(session)
    rate = response(found, on=TODAY).rate
    assert rate is not None
    assert 0.65 < rate < 0.95
    for role in (Role.MENTEE, Role.MENTOR):
        for question in ("satisfaction", *CLOSING):
            told = said(due_by(found, on=TODAY, role=role), question, on=TODAY)
            assert told.n > 10
            assert told.mean is not None
            assert 3.9 < told.mean < 4.9


def test_something_is_left_to_close_and_somebody_to_call(desk: Store) -> None:
    with desk.read() as session:
        open_ones, called, late = [], [], []
        for office in offices(session):
            open_ones += closings.closings(session, office_id=office.id, today=TODAY)
            called += rounds.rounds(session, office_id=office.id, today=TODAY)
            late += questionnaires.awaited(session, office_id=office.id)
    assert {row.stage for row in open_ones} >= {DuoStage.ACTIVE, DuoStage.ENDED}
    assert len(open_ones) < 15
    assert all(row.missing for row in open_ones if row.stage == DuoStage.ENDED)
    assert rounds.to_call(called, on=TODAY)
    assert rounds.coverage(called, on=TODAY).known > 0
    assert late

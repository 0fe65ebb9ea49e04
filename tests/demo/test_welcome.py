"""The demonstration's sessions: past ones with who came, coming ones with who is expected."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from duodesk.office.seeds import OFFICES
from duodesk.people.attendance import sessions
from duodesk.people.calls import calls
from duodesk.people.contacts import About
from duodesk.store.store import Store
from tests import demonstrations


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Generator[Store]:
    store = demonstrations.desk(tmp_path_factory, 1.0)
    yield store
    store.close()


@pytest.mark.parametrize("code", [office.code for office in OFFICES])
def test_each_office_has_sessions_behind_it_and_before_it(whole: Store, code: str) -> None:
    office = next(one for one in OFFICES if one.code == code)
    with whole.read() as session:
        found = sessions(session, office_id=office.id)
        waiting = calls(session, office_id=office.id, today=whole.clock.today())
    today = whole.clock.today()
    past = [row for row in found if row.is_over(today)]
    coming = [row for row in found if not row.is_over(today)]
    assert sum(row.attended for row in past) > 2
    assert sum(row.invited for row in past) == 0
    assert sum(row.invited for row in coming) > 0
    assert all(row.attended == row.absent == 0 for row in coming)
    assert {call.about for call in waiting} == {About.FIRST_CALL, About.NO_SHOW}
    assert len(waiting) < 12

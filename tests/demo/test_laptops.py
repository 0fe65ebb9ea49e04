"""The exchange of the demonstration: other laptops that really joined, and what they left behind
here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from duodesk.exchange import handover, issues, review
from duodesk.exchange.overview import overview
from duodesk.model.exchange import Result
from duodesk.model.people import Note
from duodesk.store import access, marks
from duodesk.store.profile import Profile
from duodesk.store.store import Store
from tests import demonstrations
from tests.demo.test_demo import made
from tests.ui.conftest import means


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Generator[Store]:
    store = demonstrations.desk(tmp_path_factory, 0.3)
    yield store
    store.close()


def test_one_laptop_is_late_one_up_to_date_and_one_lacks_something(desk: Store) -> None:
    told = {row.name: row for row in overview(desk).laptops}
    assert sorted(told) == ["ANT-1", "BRU-2", "LIE-1"]
    assert told["ANT-1"].late
    assert (told["BRU-2"].lacks, told["BRU-2"].late) == (0, False)
    assert told["LIE-1"].lacks > 0
    assert not told["LIE-1"].late
    assert all(row.heard_at and row.heard_at <= desk.clock.now() for row in told.values())


def test_files_came_and_went_in_the_order_of_their_days(desk: Store) -> None:
    told = overview(desk)
    assert {row.result for row in told.log} == {Result.TAKEN, Result.SENT}
    assert [row.at for row in told.log] == sorted((r.at for r in told.log), reverse=True)
    assert {"join", "full", "delta"} == {row.kind for row in told.log}
    assert told.can_undo.startswith("BRU-2")


def test_two_versions_a_remark_and_a_hand_over_wait_for_somebody(desk: Store) -> None:
    with desk.read() as session:
        versions = {one.field: one for one in review.two_versions(session)}
        remarks = {one.rule for one in issues.issues(session)}
        offers = handover.transfers(session)
    assert set(versions) == {"phone", "notes"}
    assert {v.office for v in versions["phone"].versions} == {"BRU", "ANT"}
    assert {v.office for v in versions["notes"].versions} == {"BRU"}
    assert all(len(str(v.value)) > 200 for v in versions["notes"].versions)
    assert remarks == {"promised_mentor_id"}
    assert [offer.to_office_id for offer in offers] == [desk.office_id]


def test_tables_and_journal_agree(desk: Store) -> None:
    assert desk.agrees_with_journal()


def test_the_smallest_demonstration_is_told_too(tmp_path: Path) -> None:
    store = made(tmp_path / "small.duo", scale=0.01)
    assert len(overview(store).laptops) == 3
    assert store.agrees_with_journal()
    store.close()


def test_nothing_of_the_other_laptops_stays_on_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("scratch", "marks"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    monkeypatch.setenv("DUODESK_MARKS", str(tmp_path / "marks"))
    store = made(tmp_path / "desk.duo")
    marks.leave(store, tmp_path)
    assert list((tmp_path / "scratch").iterdir()) == []
    assert list(marks.folder().iterdir()) == []
    with store.write("Something of one's own") as write:
        write.session.add(Note(id=write.new_id(), text="seen"))
    marks.leave(store, tmp_path)
    assert marks.path_of(tmp_path).exists()
    store.close()


def test_a_desk_that_leaves_no_mark_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from duodesk.base.clock import FixedClock
    from duodesk.exchange.laptops import settle
    from duodesk.office.seeds import OFFICES
    from duodesk.store.founding import Founder
    from tests.conftest import MORNING

    monkeypatch.setenv("DUODESK_MARKS", str(tmp_path / "marks"))
    for name, leaves in (("real", True), ("made-up", False)):
        founder = Founder(OFFICES[0].id, OFFICES[0].code, "Koen")
        profile = Profile(tmp_path / name)
        desk = access.found(profile, "x", founder, means(FixedClock(MORNING))).desk
        desk.leaves_mark = leaves
        settle(desk.store)
        desk.close()
        assert marks.path_of(profile.folder).exists() == leaves

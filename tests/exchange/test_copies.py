"""A desk that was put back from an older copy, or copied to another laptop, goes on safely: nobody
is shut out, nothing that was erased stays, who was retired stays so, and the laptop it was copied
from can be retired.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.exchange import coming_back, erasure, laptops, rights
from duodesk.exchange.overview import overview
from duodesk.exchange.seal import FileRefused, NotForUs
from duodesk.model.journal import Fact
from duodesk.model.people import Person
from duodesk.office.seeds import OFFICES
from duodesk.store import access, backup, marks
from duodesk.store.access import Means
from duodesk.store.founding import Founder, open_store
from duodesk.store.keys import Cost
from duodesk.store.profile import Profile
from tests.conftest import KEY, MORNING
from tests.exchange.desks import Laptop, Offices
from tests.exchange.test_first_exchange import name, rename, state
from tests.store.test_store import add


def set_aside(laptop: Laptop, copy: Path) -> Path:
    """A copy of the desk file as it is now."""
    with laptop.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(laptop.folder / "desk.duo", copy)
    return copy


def put_back(laptop: Laptop, copy: Path, chance: str = "back") -> None:
    laptop.store.close()
    for left in laptop.folder.glob("desk.duo*"):
        left.unlink()
    shutil.copy(copy, laptop.folder / "desk.duo")
    laptop.store = open_store(
        laptop.folder / "desk.duo", KEY, clock=laptop.clock, random=Random(chance)
    )


def beside(laptop: Laptop, folder: Path, seed: str) -> Laptop:
    """Another laptop that goes on with a copy of the desk file."""
    set_aside(laptop, folder / "desk.duo")
    clock = FixedClock(laptop.clock.now())
    store = open_store(folder / "desk.duo", KEY, clock=clock, random=Random(seed))
    return Laptop(store, clock, folder)


def go_on_with_the_same_keys(laptop: Laptop) -> None:
    """Ended between the new identity and its new keys."""
    with laptop.store.local() as session:
        we = laptops.us(laptop.store, session)
        heir = we.heir(bytes(16))
        assert heir is not None
        session.merge(Fact(name="replica", value=heir.replica.hex()))
        laptops.say(session, heir, we.signing)
    laptop.store.become(heir.replica)


def test_the_old_laptop_is_retired_and_the_new_one_stays_through_its_next_keys(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    marks.leave(ant.store, ant.folder)
    fresh = beside(ant, tmp_path / "fresh", "fresh")
    offices.laptops.append(fresh)
    assert coming_back.greet(fresh.store, fresh.folder).restored
    bru.take(fresh.make(bru))
    rights.retire(bru.store, ant.store.replica)
    laptops.renew(fresh.store)
    rename(fresh, person_id, "on the new laptop")
    bru.take(fresh.make(bru))
    assert name(bru, person_id) == "on the new laptop"
    rename(bru, person_id, "seen there")
    fresh.take(bru.make(fresh))
    assert name(fresh, person_id) == "seen there"


def test_the_stolen_laptop_is_listed_beside_the_new_one_and_retired_alone(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen", inviter=True)
    marks.leave(ant.store, ant.folder)
    fresh = beside(ant, tmp_path / "fresh", "fresh")
    coming_back.greet(fresh.store, fresh.folder)
    bru.take(fresh.make(bru))
    for desk in (bru, fresh):
        rows = [one for one in overview(desk.store).laptops if one.name == "ANT-1"]
        stolen = rows[-1]
        assert (stolen.title, stolen.active) == ("ANT-1 (before it was put back)", True)
        assert stolen.replica == ant.store.replica
        assert stolen.kept_by is None
        assert [(one.former, one.before) for one in rows[:-1]] == [(False, True)][: len(rows) - 1]
    rights.retire(fresh.store, ant.store.replica)
    bru.take(fresh.make(bru))
    rename(bru, person_id, "afterwards")
    made = bru.make()
    with pytest.raises(NotForUs):
        ant.take(made)
    with pytest.raises(FileRefused):
        bru.take(ant.make())
    fresh.take(made)
    assert name(fresh, person_id) == "afterwards"
    rename(fresh, person_id, "and back")
    bru.take(fresh.make(bru))
    assert name(bru, person_id) == "and back"


def test_a_laptop_that_has_the_keys_of_the_lost_one_is_not_retired_with_it(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen", inviter=True)
    old = beside(ant, tmp_path / "old", "old")
    before = ant.store.replica
    go_on_with_the_same_keys(ant)
    bru.take(ant.make(bru))
    for desk in (bru, ant):
        (stolen,) = [one for one in overview(desk.store).laptops if one.former]
        assert stolen.kept_by == ant.store.replica
        with pytest.raises(UserError, match="seal and lock"):
            rights.retire(desk.store, before)
    laptops.renew(ant.store)
    bru.take(ant.make(bru))
    rights.retire(bru.store, before)
    assert bru.make().to == ("ANT-1",)
    with pytest.raises(NotForUs):
        old.take(bru.make())
    ant.take(bru.make(ant))


def test_a_copy_from_before_new_keys_and_a_right_given_to_them_is_not_shut_out(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    copy = set_aside(ant, tmp_path / "copy")
    laptops.renew(ant.store)
    bru.take(ant.make(bru))
    rights.entrust(bru.store, ant.store.replica)
    put_back(ant, copy)
    bru.take(ant.make(bru))  # shows the keys it has
    ant.take(bru.make(ant))
    rename(ant, person_id, "written on the older copy")
    bru.take(ant.make(bru))
    assert name(bru, person_id) == "written on the older copy"
    rename(bru, person_id, "the answer")
    ant.take(bru.make(ant))
    assert name(ant, person_id) == "the answer"


def test_what_another_office_erased_is_erased_again_in_a_copy_as_new_as_our_own_work(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    with bru.store.read() as session:
        number = session.get_one(Person, person_id).number
    copy = set_aside(ant, tmp_path / "copy")
    erasure.erase_person(bru.store, person_id, typed=number, waiting=bru.folder / "waiting")
    ant.take(bru.make(ant))
    marks.leave(ant.store, ant.folder)
    put_back(ant, copy)
    with ant.store.read() as session:
        assert session.get(Person, person_id) is not None
    assert not coming_back.greet(ant.store, ant.folder).restored
    with ant.store.read() as session:
        assert session.get(Person, person_id) is None
    offices.everybody()
    assert state(bru) == state(ant)


def test_who_was_retired_stays_so_when_the_one_desk_that_knows_is_put_back(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    copy = set_aside(bru, tmp_path / "copy")
    rights.retire(bru.store, ant.store.replica)
    marks.leave(bru.store, bru.folder)
    put_back(bru, copy)
    coming_back.greet(bru.store, bru.folder)
    rename(ant, person_id, "after it was retired")
    late = ant.make()
    with pytest.raises(FileRefused):
        bru.take(late)
    assert bru.make().to == ("LIE-1",)
    lie.take(bru.make(lie))
    with pytest.raises(FileRefused):
        lie.take(late)


def test_a_copy_that_nobody_noticed_is_not_shut_out_when_its_twin_has_new_keys(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    twin = beside(ant, tmp_path / "twin", "twin")
    offices.laptops.append(twin)
    laptops.renew(ant.store)
    rename(ant, person_id, "ant")
    bru.take(ant.make(bru))
    rename(twin, person_id, "twin")
    bru.take(twin.make(bru))
    made = bru.make()
    assert twin.take(made).ours_restored
    assert ant.take(made).ours_restored
    assert len({one.store.replica for one in (bru, ant, twin)}) == 3
    for _ in range(2):
        for one in (ant, twin):
            bru.take(one.make(bru))
        made = bru.make()
        for one in (ant, twin):
            one.take(made)
    assert state(bru) == state(ant) == state(twin)


def test_a_copy_hears_what_its_twin_with_new_keys_has_already(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    twin = beside(ant, tmp_path / "twin", "twin")
    offices.laptops.append(twin)
    laptops.renew(ant.store)
    rename(bru, person_id, "heard by one")
    bru.take(ant.make(bru))
    ant.take(bru.make(ant))
    for _ in range(2):
        for one in (twin, ant):
            bru.take(one.make(bru))
        made = bru.make()
        for one in (twin, ant):
            one.take(made)
    assert len({one.store.replica for one in (bru, ant, twin)}) == 3
    assert name(twin, person_id) == "heard by one"


def test_a_copy_put_back_from_before_new_keys_is_heard_and_answered(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    copy = set_aside(ant, tmp_path / "copy")
    laptops.renew(ant.store)
    bru.take(ant.make(bru))
    put_back(ant, copy)
    rename(ant, person_id, "written on the older copy")
    bru.take(ant.make(bru))
    rename(bru, person_id, "the answer")
    ant.take(bru.make(ant))
    assert name(ant, person_id) == "the answer"


def test_a_twin_that_wrote_nothing_goes_on_under_another_name_once_the_other_did(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    person_id, _ = add(bru.store)
    ant = offices.join("ANT", "Koen")
    marks.leave(ant.store, ant.folder)
    twin = beside(ant, tmp_path / "twin", "twin")
    assert coming_back.greet(twin.store, twin.folder).restored
    rename(twin, person_id, "on the copy")
    bru.take(twin.make(bru))
    before = ant.store.replica
    ant.take(bru.make(ant))
    assert ant.store.replica != before
    bru.take(ant.make(bru))
    rename(bru, person_id, "for both")
    made = bru.make()
    for one in (ant, twin):
        one.take(made)
        assert name(one, person_id) == "for both"


def test_a_copy_from_before_the_first_mark_is_noticed_each_time(
    offices: Offices, tmp_path: Path
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    copy = set_aside(ant, tmp_path / "copy")
    add(ant.store)
    names = {bru.store.replica, ant.store.replica}
    for n in range(2):
        marks.leave(ant.store, ant.folder)
        put_back(ant, copy, f"back {n}")
        assert coming_back.greet(ant.store, ant.folder).restored
        names.add(ant.store.replica)
        add(ant.store)
    assert len(names) == 4


def test_a_backup_on_a_new_laptop_in_a_folder_of_the_same_name_goes_on_under_a_new_name(
    offices: Offices,
) -> None:
    """As where the lost laptop and the new one have the same user."""
    offices.found()
    ant = offices.join("ANT", "Koen")
    marks.leave(ant.store, ant.folder)
    marks.path_of(ant.folder).unlink()  # the mark was on the lost laptop
    marks.brought(ant.store, ant.folder)
    before = ant.store.replica
    assert coming_back.greet(ant.store, ant.folder).restored
    assert ant.store.replica != before
    assert not coming_back.greet(ant.store, ant.folder).restored


@pytest.mark.parametrize("put_back_by_hand", [False, True])
def test_whom_a_laptop_without_others_erased_is_erased_again_in_an_older_copy(
    tmp_path: Path, *, put_back_by_hand: bool
) -> None:
    """The copy is a backup, or the desk that an earlier restore put aside."""
    clock, profile = FixedClock(MORNING), Profile(tmp_path / "own")
    means = Means(clock, Random(1), Cost.cheapest())
    desk = access.found(profile, "phrase", Founder(OFFICES[1].id, "BRU", "Annick"), means).desk
    person_id, _ = add(desk.store)
    with desk.store.read() as session:
        number = session.get_one(Person, person_id).number
    made, key = profile.backups / "one.duobackup", desk.key
    desk.back_up(made)
    desk.close()
    aside = backup.restore_backup(made, profile, key, clock)
    assert aside is not None
    desk = access.unlock(profile, "phrase", means)
    erasure.erase_person(desk.store, person_id, typed=number, waiting=desk.waiting)
    desk.close()
    if put_back_by_hand:
        shutil.copy(aside / "desk.duo", profile.database)
    else:
        clock.advance(timedelta(minutes=1))
        backup.restore_backup(made, profile, key, clock)
    desk = access.unlock(profile, "phrase", means)
    with desk.store.read() as session:
        assert session.get(Person, person_id) is not None
    coming_back.greet(desk.store, profile.folder)
    with desk.store.read() as session:
        assert session.get(Person, person_id) is None
    desk.close()

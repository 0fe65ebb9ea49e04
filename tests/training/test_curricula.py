"""Curricula: the programme's own, versions, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from duodesk.base.errors import UserError
from duodesk.base.i18n import speaking
from duodesk.base.ids import Id
from duodesk.model.training import Curriculum, Unit
from duodesk.store.store import Store
from duodesk.training import curricula
from duodesk.training.curricula import (
    EIGHT_HALF_DAYS,
    FOUR_DAYS,
    CurriculumRow,
    CurriculumValues,
    UnitValues,
)
from tests.training.desk import TODAY, UNITS, state


def all_of(store: Store, **asked: Any) -> list[CurriculumRow]:
    with store.read() as session:
        return curricula.curricula(session, **asked)


def one(store: Store, curriculum_id: Id | None) -> CurriculumRow:
    with store.read() as session:
        return curricula.curriculum(session, curriculum_id)


def two_units(name: str = "Short", **values: Any) -> CurriculumValues:
    units = (UnitValues(title=" First  part "), UnitValues(title="Second", half_days=3))
    return CurriculumValues(name=name, units=units, **values)


def test_every_desk_knows_the_two_of_the_programme(store: Store) -> None:
    days, half_days = all_of(store)
    assert (days.id, half_days.id) == (FOUR_DAYS.id, EIGHT_HALF_DAYS.id)
    assert [unit.id for unit in days.units] == list(UNITS)
    assert (days.half_days, half_days.half_days) == (8, 8)
    assert days.name == "Four training days"
    with store.read() as session:
        assert session.query(Curriculum).count() == session.query(Unit).count() == 0


def test_a_curriculum_of_one_s_own_has_its_units_in_order(store: Store) -> None:
    made = curricula.add_curriculum(store, two_units()).id
    row = one(store, made)
    assert [(u.position, u.title, u.half_days) for u in row.units] == [
        (1, "First part", 1), (2, "Second", 3),
    ]  # fmt: skip
    assert [c.name for c in all_of(store)] == ["Four training days", "Eight half-days", "Short"]


def test_an_office_s_own_is_not_offered_to_others(store: Store) -> None:
    curricula.add_curriculum(store, two_units("Ours", office_id=store.office_id))
    curricula.add_curriculum(store, two_units("Theirs", office_id=Id(int=4)))
    assert [c.name for c in all_of(store, office_id=store.office_id)][2:] == ["Ours"]
    assert [c.name for c in all_of(store)][2:] == ["Ours", "Theirs"]


def test_a_new_version_closes_the_old(store: Store) -> None:
    first = curricula.add_curriculum(store, two_units()).id
    second = curricula.new_version(store, first, two_units()).id
    assert (one(store, first).closed_on, one(store, first).version) == (TODAY, 1)
    assert (one(store, second).closed_on, one(store, second).version) == (None, 2)
    assert {u.id for u in one(store, first).units}.isdisjoint(
        u.id for u in one(store, second).units
    )
    store.undo()
    assert one(store, first).closed_on is None
    assert one(store, second).name == "?"


def test_one_of_the_programme_closes_and_keeps_its_name_in_every_language(store: Store) -> None:
    curricula.close_curriculum(store, FOUR_DAYS.id)
    row = one(store, FOUR_DAYS.id)
    assert (row.name, row.closed_on, len(row.units)) == ("Four training days", TODAY, 4)
    with speaking("nl"):
        assert one(store, FOUR_DAYS.id).version == 1
    curricula.reopen_curriculum(store, FOUR_DAYS.id)
    assert one(store, FOUR_DAYS.id).closed_on is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (CurriculumValues(name="  ", units=(UnitValues(title="A"),)), "needs a name"),
        (CurriculumValues(name="A", units=()), "from 1 to 40"),
        (CurriculumValues(name="A", units=(UnitValues(title="A"),) * 41), "from 1 to 40"),
        (CurriculumValues(name="A", units=(UnitValues(title=" "),)), "needs a title"),
        (CurriculumValues(name="A", units=(UnitValues(title="A", half_days=0),)), "1 to 10"),
    ],
)
def test_what_is_none_is_refused(store: Store, values: CurriculumValues, said: str) -> None:
    before = state(store)
    with pytest.raises(UserError, match=said):
        curricula.add_curriculum(store, values)
    with pytest.raises(UserError, match=said):
        curricula.new_version(store, FOUR_DAYS.id, values)
    assert state(store) == before


def test_an_unknown_one_shows_and_cannot_be_changed(store: Store) -> None:
    for unknown in (None, Id(int=12)):
        assert (one(store, unknown).name, one(store, unknown).units) == ("?", ())
    with pytest.raises(UserError, match="not on this desk yet"):
        curricula.close_curriculum(store, Id(int=12))


def test_rows_on_their_way_show(store: Store) -> None:
    made = curricula.add_curriculum(store, two_units()).id
    with store.write("Half a file") as write:
        write.session.get_one(Curriculum, made).name = None  # type: ignore[assignment]
        write.session.get_one(Curriculum, made).version = None  # type: ignore[assignment]
        for unit in write.session.query(Unit):
            unit.title = unit.position = unit.half_days = None  # type: ignore[assignment]
        write.session.add(Unit(id=UNITS[0], curriculum_id=FOUR_DAYS.id, position=1, title="Other"))
    row = one(store, made)
    assert (row.name, row.version, [u.title for u in row.units]) == ("?", 1, ["?", "?"])
    assert one(store, FOUR_DAYS.id).units[0].title == "Other"
    assert len(one(store, FOUR_DAYS.id).units) == 4

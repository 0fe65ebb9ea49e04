"""A new version of a curriculum: what was followed of an old unit counts for the one that continues
it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from duodesk.base.i18n import speaking
from duodesk.base.ids import Id
from duodesk.documents.certificate import certificate
from duodesk.exchange.naming import value_text
from duodesk.model.training import Attended, Unit
from duodesk.office.seeds import FOUR_DAYS
from duodesk.people.continued import before, in_line
from duodesk.people.trained import followed_units, trained_on, unit_titles
from duodesk.store.store import Store
from duodesk.training import attendance, coming, completion, curricula, seats, series
from duodesk.training.curricula import CurriculumRow, CurriculumValues, UnitValues
from duodesk.training.series import DayValues, SeriesValues
from tests.training.desk import (
    BEFORE,
    LATER,
    TODAY,
    UNITS,
    days_of,
    follow,
    mentor,
    planned,
    training,
)


def shown(store: Store, curriculum_id: Id) -> CurriculumRow:
    with store.read() as session:
        return curricula.curriculum(session, curriculum_id)


def carried(row: CurriculumRow) -> tuple[UnitValues, ...]:
    """The units of the old version as the form takes them over."""
    return tuple(
        UnitValues(title=one.title, half_days=one.half_days, continues=one.id) for one in row.units
    )


def renewed(store: Store, old: Id = FOUR_DAYS.id, *more: UnitValues) -> CurriculumRow:
    """The next version, its units turned round and some added."""
    row = shown(store, old)
    units = (*reversed(carried(row)), *more)
    made = curricula.new_version(store, old, CurriculumValues(name=row.name, units=units))
    return shown(store, made.id)


def taught(store: Store, version: CurriculumRow, numbers: list[int]) -> Id:
    """A series to come that teaches these units of a version, a day each."""
    days = [
        DayValues(held_on=day, unit_ids=(version.units[n - 1].id,))
        for day, n in zip(LATER, numbers, strict=False)
    ]
    values = SeriesValues(name="Anew", curriculum_id=version.id)
    return series.plan_series(store, values, days).id


def test_the_new_version_has_the_old_one_s_words_in_every_language(store: Store) -> None:
    row = renewed(store, FOUR_DAYS.id, UnitValues(title="Visit"))
    assert [one.position for one in row.units] == [1, 2, 3, 4, 5]
    assert {one.id for one in row.units}.isdisjoint(UNITS)
    with speaking("nl"):
        old, new = shown(store, FOUR_DAYS.id), shown(store, row.id)
        assert [one.title for one in new.units[:4]] == [one.title for one in old.units[::-1]]
        assert (new.name, new.version) == (old.name, 2)
        with store.read() as session:
            titles = unit_titles(session, [row.units[0].id])
        assert titles[row.units[0].id] == old.units[3].title
    with speaking("en"), store.read() as session:
        assert shown(store, row.id).units[0].title == "Mentoring"
        unit, series_of = row.units[0].id.bytes, row.id.bytes
        assert value_text(session, "attendance", "unit_id", unit) == "Mentoring"
        assert value_text(session, "series", "curriculum_id", series_of) == "Four training days"


def test_other_words_are_kept_as_they_were_typed(store: Store) -> None:
    units = (replace(carried(shown(store, FOUR_DAYS.id))[0], title="Wege"),)
    made = curricula.new_version(store, FOUR_DAYS.id, CurriculumValues(name="Eigenes", units=units))
    with speaking("nl"):
        row = shown(store, made.id)
        assert (row.name, [one.title for one in row.units]) == ("Eigenes", ["Wege"])


def test_what_was_followed_counts_for_the_unit_that_continues_it(store: Store) -> None:
    made, person = planned(store), mentor(store)
    follow(store, made, person, (1, 2, 3, 4))
    row = renewed(store, FOUR_DAYS.id, UnitValues(title="Visit"))
    half = mentor(store, "Peeters")
    follow(store, made, half, (1, 2))
    assert training(store, half).followed == 2
    once = renewed(store, row.id)
    with store.read() as session:
        known = completion.completions(session, on=TODAY)
        counted = trained_on(session, on=TODAY)
    assert known[person].done_on == counted[person] == BEFORE[3]
    assert half not in counted
    with store.read() as session:
        days = followed_units(session, [half], on=TODAY)
    assert days[half].keys() & {unit.id for unit in once.units} == {
        once.units[1].id,
        once.units[2].id,
    }


def test_a_version_with_old_and_new_units_is_completed_with_both(store: Store) -> None:
    """The day of completion is that of the last unit, whichever version taught it; lists reckon it
    as the person's page does.
    """
    made, person = planned(store), mentor(store)
    follow(store, made, person, (1, 2))
    units = (*carried(shown(store, FOUR_DAYS.id))[:2], UnitValues(title="Visit"))
    version = curricula.new_version(
        store, FOUR_DAYS.id, CurriculumValues(name="Short", units=units)
    )
    row = shown(store, version.id)
    held = TODAY - timedelta(days=1)
    event = series.plan_series(
        store,
        SeriesValues(name="Anew", curriculum_id=row.id),
        [DayValues(held_on=held, unit_ids=(row.units[2].id,))],
    )
    attendance.mark(store, days_of(store, event.id)[0], [person], Attended.PRESENT)
    assert training(store, person).done_on == held
    with store.read() as session:
        assert trained_on(session, on=TODAY) == {person: held}
        assert trained_on(session, on=held - timedelta(days=1)) == {}
        paper = certificate(session, person, today=TODAY)
    assert paper.table is not None
    with speaking(paper.language):
        assert [line[0] for line in paper.table.rows] == [
            unit.title for unit in shown(store, row.id).units
        ]


def test_a_new_unit_never_counts_for_the_old_version(store: Store) -> None:
    row = renewed(store, FOUR_DAYS.id, UnitValues(title="Visit"))
    person = mentor(store)
    days = [
        DayValues(held_on=day, unit_ids=(unit.id,))
        for day, unit in zip(BEFORE, row.units, strict=False)
    ]
    made = series.plan_series(store, SeriesValues(name="Anew", curriculum_id=row.id), days)
    follow(store, made.id, person, (1, 2, 3, 4))
    found = training(store, person)
    assert (found.done, found.followed, found.of) == (False, 4, 5)
    with store.read() as session:
        assert trained_on(session, on=TODAY) == {}


def test_a_missing_unit_is_made_up_where_another_version_teaches_it(store: Store) -> None:
    made, person = planned(store), mentor(store)
    seats.book(store, [person], series_id=made)
    follow(store, made, person, (1, 2, 3))
    row = renewed(store)
    new = taught(store, row, [1])
    with store.read() as session:
        ways = completion.make_ups(session, people=[person], today=TODAY)
    assert [(one.event_id, one.unit.title) for one in ways] == [
        (days_of(store, new)[0], "Mentoring")
    ]
    seats.book(store, [person], event_id=ways[0].event_id)
    with store.read() as session:
        going = coming.coming(session, people=[person], today=TODAY)
    assert going[person].keys() == {UNITS[3], row.units[0].id}


def test_the_grid_of_a_new_series_tells_where_the_old_unit_was_followed(store: Store) -> None:
    made, person = planned(store), mentor(store)
    follow(store, made, person, (1,))
    row = renewed(store)
    new = taught(store, row, [4, 3])
    seats.book(store, [person], series_id=new)
    with store.read() as session:
        cells = attendance.grid(session, new).rows[0].cells
    assert [one.elsewhere.day if one.elsewhere else None for one in cells] == [BEFORE[0], None]


def test_two_lines_of_one_unit_are_one_that_continues_and_one_that_is_new(store: Store) -> None:
    one = carried(shown(store, FOUR_DAYS.id))[0]
    made = curricula.new_version(
        store, FOUR_DAYS.id, CurriculumValues(name="Twice", units=(one, one))
    )
    with store.read() as session:
        assert session.query(Unit).count() == 2
    assert len(shown(store, made.id).units) == 2


def test_units_that_continue_each_other_in_a_ring_end(store: Store) -> None:
    a, b, c = (Id(int=n) for n in (1, 2, 3))
    assert before({a: b, b: a}, a) == [b]
    assert before({a: b, b: c}, a) == [b, c]
    assert in_line({a: b, b: c}, [b]) == {b: {a, b, c}}

"""Completion: a fact of attendance, wherever a unit was followed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.ids import Id
from duodesk.model.people import Enrolment, Role
from duodesk.model.training import Attendance, Attended, Event
from duodesk.people import commands
from duodesk.people.merging import merge
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from duodesk.training import attendance, curricula, events, seats, series
from duodesk.training.completion import FOLLOWED, completions, followed, make_ups
from duodesk.training.curricula import (
    EIGHT_HALF_DAYS,
    FOUR_DAYS,
    CurriculumRow,
    CurriculumValues,
    UnitRow,
    UnitValues,
)
from duodesk.training.series import DayValues
from tests.training.desk import (
    BEFORE,
    LATER,
    TODAY,
    UNITS,
    days_of,
    follow,
    mentor,
    planned,
    state,
    training,
)


def row(*units: int, n: int = 0) -> CurriculumRow:
    rows = tuple(UnitRow(Id(int=unit), unit, f"U{unit}", 2) for unit in units)
    return CurriculumRow(Id(int=1000 + n), f"C{n}", 1, None, None, rows)


CURRICULA = st.lists(st.lists(st.integers(1, 9), unique=True, max_size=6), max_size=4).map(
    lambda all_: [row(*units, n=n) for n, units in enumerate(all_)]
)
DAYS = st.dictionaries(
    st.integers(1, 9).map(lambda n: Id(int=n)), st.dates(date(2020, 1, 1), date(2026, 1, 1))
)


@given(known=CURRICULA, days=DAYS, by_hand=st.none() | st.dates(date(2020, 1, 1), TODAY))
def test_complete_means_all_units_of_some_curriculum(
    known: list[CurriculumRow], days: dict[Id, date], by_hand: date | None
) -> None:
    found = followed(known, days, by_hand)
    whole = [
        max(days[u.id] for u in one.units)
        for one in known
        if one.units and all(u.id in days for u in one.units)
    ]
    assert found.done is bool(whole or by_hand)
    assert found.done_on == min([*whole, *([by_hand] if by_hand else [])], default=None)
    assert found.by_hand is (by_hand is not None and not whole)
    assert len(found.missing) == found.of - found.followed
    assert 0 <= found.followed <= found.of
    chosen = next((one for one in known if one.id == found.curriculum_id), None)
    if chosen is not None:
        assert found.of == len(chosen.units)
        assert {u.id for u in found.missing} == {u.id for u in chosen.units} - days.keys()


@given(known=CURRICULA, days=DAYS, more=DAYS)
def test_following_more_never_takes_away(
    known: list[CurriculumRow], days: dict[Id, date], more: dict[Id, date]
) -> None:
    before, after = followed(known, days), followed(known, more | days)
    assert after.done or not before.done
    if before.done_on is not None:
        assert after.done_on is not None
        assert after.done_on <= before.done_on


def test_an_empty_curriculum_is_never_complete() -> None:
    assert not followed([row()], {}).done
    assert followed([], {}, TODAY).by_hand


def test_the_curriculum_somebody_is_farthest_in_counts() -> None:
    days = {Id(int=5): TODAY}
    found = followed([row(1, 2, 3), row(4, 5, n=1)], days)
    assert (found.curriculum_id, found.followed, found.of) == (Id(int=1001), 1, 2)
    assert followed([row(1, 2), row(3, n=1)], {}).curriculum_id == Id(int=1000)


def test_four_days_are_the_whole_training(store: Store) -> None:
    made, person = planned(store), mentor(store)
    assert training(store, person).missing[0].title == "Challenges faced by immigrants"
    follow(store, made, person, (1, 2, 3))
    found = training(store, person)
    assert (found.followed, found.of, found.done) == (3, 4, False)
    assert [unit.title for unit in found.missing] == ["Mentoring"]
    follow(store, made, person, (4,))
    assert training(store, person).done_on == BEFORE[3]
    assert not training(store, person, on=BEFORE[2]).done


def test_a_unit_counts_once_however_often_it_was_followed(store: Store) -> None:
    made, again, person = planned(store), planned(store, name="Again"), mentor(store)
    follow(store, made, person, (1, 1, 2))
    follow(store, again, person, (1, 2))
    assert training(store, person).followed == 2


def test_absent_and_excused_count_for_nothing_made_up_counts(store: Store) -> None:
    made, person = planned(store), mentor(store)
    days = days_of(store, made)
    for day, presence in zip(days, Attended, strict=True):
        attendance.mark(store, day, [person], presence)
    assert training(store, person).followed == 2
    attendance.mark(store, days[0], [person], None)
    assert training(store, person).followed == 1


def test_by_hand_is_enough_and_says_so(store: Store) -> None:
    person = mentor(store, trained_on=date(2026, 1, 5))
    found = training(store, person)
    assert (found.done_on, found.by_hand, found.followed) == (date(2026, 1, 5), True, 0)
    assert not training(store, person, on=date(2026, 1, 4)).done


def test_a_unit_followed_in_another_office_counts(store: Store) -> None:
    made, person = planned(store), mentor(store)
    follow(store, made, person, (1, 2, 3))
    elsewhere = planned(store, (*BEFORE[:3], date(2026, 11, 23)), name="Luik")
    with store.write("As if it were Liège's") as write:
        for one in days_of(store, elsewhere):
            write.session.get_one(Event, one).office_id = Id(int=77)
    follow(store, elsewhere, person, (4,))
    assert training(store, person).done_on == date(2026, 11, 23)


@settings(max_examples=10)
@given(data=st.data())
def test_the_order_of_marking_never_matters(store: Store, data: st.DataObject) -> None:
    """Each cell is marked once or more; only the last mark of a cell counts."""
    days = [*days_of(store, planned(store)), *days_of(store, planned(store))]
    wanted = [data.draw(st.sampled_from([None, *Attended])) for _ in days]
    told = []
    for often in (1, 2):
        person = mentor(store)
        for n in data.draw(st.permutations(range(len(days)))):
            for presence in (Attended.EXCUSED, wanted[n])[-often:]:
                attendance.mark(store, days[n], [person], presence)
        told.append(training(store, person))
    assert told[0] == told[1]
    assert told[0].followed == len({n % 4 for n, one in enumerate(wanted) if one in FOLLOWED})


def test_two_laptops_marked_the_same_cell_the_later_row_holds(
    store: Store, clock: FixedClock
) -> None:
    made, person = planned(store), mentor(store)
    day = days_of(store, made)[0]
    for presence, followed_ in ((Attended.PRESENT, 1), (Attended.ABSENT, 0)):
        clock.advance(timedelta(minutes=1))
        with store.write("As if it came from another laptop") as write:
            write.session.add(
                Attendance(
                    id=write.new_id(), event_id=day, person_id=person, unit_id=UNITS[0],
                    presence=presence,
                )
            )  # fmt: skip
        assert training(store, person).followed == followed_
    attendance.mark(store, day, [person], Attended.PRESENT)
    assert training(store, person).followed == 1
    with store.read() as session:
        assert session.query(Attendance).count() == 1


def test_a_mark_without_unit_counts_for_all_that_the_day_teaches(store: Store) -> None:
    person = mentor(store)
    made = series.plan_series(
        store,
        series.SeriesValues(name="A", curriculum_id=FOUR_DAYS.id),
        [DayValues(held_on=BEFORE[0])],
    ).id
    (day,) = days_of(store, made)
    attendance.mark(store, day, [person], Attended.PRESENT)
    events.change_event(store, day, unit_ids=UNITS[:2])
    assert training(store, person).followed == 2
    attendance.mark(store, day, [person], Attended.ABSENT, unit_id=UNITS[1])
    assert [unit.id for unit in training(store, person).missing] == list(UNITS[1:])


def test_half_days_complete_the_other_curriculum(store: Store) -> None:
    person = mentor(store)
    with store.read() as session:
        known = curricula.curriculum(session, EIGHT_HALF_DAYS.id)
    days = series.proposed_days(known, BEFORE[0] - timedelta(days=30))
    made = series.plan_series(
        store, series.SeriesValues(name="B", curriculum_id=EIGHT_HALF_DAYS.id), days
    ).id
    seats.book(store, [person], series_id=made)
    assert training(store, person).of == 8
    for day in days_of(store, made):
        attendance.mark(store, day, [person], Attended.PRESENT)
    found = training(store, person)
    assert (found.done, found.curriculum_id) == (True, EIGHT_HALF_DAYS.id)


def test_who_began_with_a_closed_version_can_finish_it(store: Store) -> None:
    made, person, new = planned(store), mentor(store), mentor(store, "Peeters")
    follow(store, made, person, (1, 2, 3))
    values = CurriculumValues(name="Two days", units=(UnitValues(title="A"), UnitValues(title="B")))
    version = curricula.new_version(store, FOUR_DAYS.id, values).id
    planned(store, LATER, curriculum_id=version, name="New")
    assert training(store, person).curriculum_id == FOUR_DAYS.id
    assert training(store, new).curriculum_id == version
    follow(store, made, person, (4,))
    assert training(store, person).done


def test_everybody_who_is_a_mentor_is_told(store: Store) -> None:
    people = {mentor(store, name) for name in "AB"}
    commands.register(store, Role.MENTEE, values=PersonValues(family_name="M"))
    with store.read() as session:
        assert completions(session, on=TODAY).keys() == people


def test_many_are_told_as_few_are(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made, people = planned(store), [mentor(store, name) for name in "ABC"]
    follow(store, made, people[0], (1, 2, 3, 4))
    with store.read() as session:
        few = completions(session, people, on=TODAY)
        monkeypatch.setattr("duodesk.people.trained._SOME", 1)
        assert completions(session, people, on=TODAY) == few


def test_marks_of_a_joined_entry_are_the_person_s(store: Store) -> None:
    made, keep, other = planned(store), mentor(store, "De Smet"), mentor(store, "Desmet")
    follow(store, made, keep, (1, 2))
    follow(store, made, other, (2, 3))
    merge(store, keep, other)
    assert training(store, keep).followed == 3
    # Written to the other entry by an office that does not know yet.
    follow(store, made, other, (4,))
    assert training(store, keep).done
    with store.read() as session:
        assert completions(session, on=TODAY).keys() == {keep}


def test_rows_still_on_their_way_crash_nothing(store: Store) -> None:
    made, person = planned(store), mentor(store)
    follow(store, made, person, (1,))
    with store.write("Half a file") as write:
        write.session.add(Attendance(id=write.new_id(), event_id=Id(int=1), person_id=person,
                                     presence=Attended.PRESENT))  # fmt: skip
        row_ = Attendance(id=write.new_id(), event_id=days_of(store, made)[1], person_id=person,
                          unit_id=UNITS[1], presence=Attended.PRESENT)  # fmt: skip
        write.session.add(row_)
        write.session.flush()
        row_.presence = None  # type: ignore[assignment]
        write.session.get_one(Event, days_of(store, made)[2]).held_on = None  # type: ignore[assignment]
        for enrolment in write.session.query(Enrolment):
            enrolment.office_id = None  # type: ignore[assignment]
    assert training(store, person).followed == 1


def test_a_make_up_is_the_soonest_day_of_any_series_the_own_office_first(store: Store) -> None:
    made, person = planned(store), mentor(store)
    seats.book(store, [person], series_id=made)
    follow(store, made, person, (1, 2, 4))
    later = planned(store, LATER, name="January", capacity=3)
    there = planned(store, LATER, name="Luik")
    with store.write("As if it were Liège's") as write:
        for one in days_of(store, there):
            write.session.get_one(Event, one).office_id = Id(int=77)
    found = ups(store, [person])
    assert [(up.unit.id, up.day, up.office, up.seats_left) for up in found] == [
        (UNITS[2], LATER[2], "Brussels", 3), (UNITS[2], LATER[2], "?", None),
    ]  # fmt: skip
    seats.book(store, [person], event_id=days_of(store, later)[2])
    assert [up.office for up in ups(store, [person])] == ["?"]
    events.cancel_event(store, days_of(store, there)[2])
    assert ups(store, [person]) == []


def ups(store: Store, people: list[Id]) -> list[Any]:
    with store.read() as session:
        return make_ups(session, people=people, today=TODAY)


def test_who_is_complete_needs_no_make_up(store: Store) -> None:
    planned(store, LATER)
    assert ups(store, [mentor(store, trained_on=TODAY)]) == []


def test_looking_changes_nothing(store: Store) -> None:
    made, person = planned(store), mentor(store)
    follow(store, made, person, (1,))
    before = state(store)
    with store.read() as session:
        completions(session, on=TODAY)
        make_ups(session, people=[person], today=TODAY)
    assert state(store) == before

"""Attendance: marked by unit and day, shown as a grid, what was followed elsewhere with it."""

from __future__ import annotations

from typing import Any

import pytest

from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.training import Attended, EventKind
from duodesk.store.store import Store
from duodesk.training import attendance, events, seats
from duodesk.training.attendance import Grid
from duodesk.training.events import EventValues
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
)


def grid(store: Store, series_id: Id) -> Grid:
    with store.read() as session:
        return attendance.grid(session, series_id)


def event_grid(store: Store, event_id: Id) -> Grid:
    with store.read() as session:
        return attendance.event_grid(session, event_id)


def signs(found: Grid) -> list[str]:
    """P, A, E, M or a dot for each cell; a small letter where it was followed elsewhere."""
    letters = {None: ".", "present": "P", "absent": "A", "excused": "E", "made_up": "M"}
    return [
        row.name[:1] + " " + "".join(
            "e" if cell.elsewhere and not cell.presence else letters[cell.presence]
            for cell in row.cells
        )
        for row in found.rows
    ]  # fmt: skip


def meeting(store: Store, **values: Any) -> Id:
    values.setdefault("held_on", BEFORE[0])
    values.setdefault("kind", EventKind.MENTORS_MEETING)
    return events.plan_event(store, EventValues(**values)).id


def test_a_grid_has_a_column_for_each_unit_and_a_row_for_each_seat(store: Store) -> None:
    made, people = planned(store), [mentor(store, name) for name in ("Éva", "Bo", "Cé")]
    seats.book(store, people[:2], series_id=made)
    follow(store, made, people[0], (1, 2))
    attendance.mark(store, days_of(store, made)[2], [people[0]], Attended.EXCUSED)
    follow(store, made, people[2], (4,))
    found = grid(store, made)
    assert [column.title for column in found.columns][1] == "Multicultural interaction"
    assert [column.day for column in found.columns] == list(BEFORE)
    assert signs(found) == ["B ....", "C ...P", "É PPE."]
    assert [row.completion.followed for row in found.rows] == [0, 1, 2]


def test_what_was_followed_elsewhere_shows_with_day_and_office(store: Store) -> None:
    made, again, one = planned(store), planned(store, name="Again"), mentor(store)
    seats.book(store, [one], series_id=again)
    follow(store, made, one, (2,))
    found = grid(store, again)
    assert signs(found) == ["D .e.."]
    assert found.rows[0].cells[1].elsewhere == (BEFORE[1], "Brussels")
    follow(store, again, one, (2,))
    assert grid(store, again).rows[0].cells[1].elsewhere is None


def test_absent_here_and_made_up_there(store: Store) -> None:
    made, again, one = planned(store), planned(store, name="Again"), mentor(store)
    attendance.mark(store, days_of(store, made)[0], [one], Attended.ABSENT)
    attendance.mark(store, days_of(store, again)[0], [one], Attended.MADE_UP)
    cell = grid(store, made).rows[0].cells[0]
    assert (cell.presence, cell.elsewhere) == (Attended.ABSENT, (BEFORE[0], "Brussels"))


def test_one_unit_or_all_that_the_day_teaches(store: Store) -> None:
    made, one = planned(store), mentor(store)
    day = days_of(store, made)[0]
    events.change_event(store, day, unit_ids=UNITS[:2])
    attendance.mark(store, day, [one], Attended.PRESENT)
    attendance.mark(store, day, [one], Attended.ABSENT, unit_id=UNITS[1])
    assert signs(event_grid(store, day)) == ["D PA"]
    attendance.mark(store, day, [one], None)
    assert signs(event_grid(store, day)) == []


def test_all_who_are_not_marked_yet(store: Store) -> None:
    made, people = planned(store), [mentor(store, name) for name in "ABC"]
    day = days_of(store, made)[0]
    seats.book(store, people, series_id=made)
    seats.give_back(store, people[2:], event_id=day)
    attendance.mark(store, day, [people[0]], Attended.EXCUSED)
    attendance.mark(store, day, None, Attended.PRESENT)
    assert signs(event_grid(store, day)) == ["A E", "B P"]


def test_all_that_is_not_marked_yet_of_a_day_with_two_units(store: Store) -> None:
    made, people = planned(store), [mentor(store, name) for name in "AB"]
    day = days_of(store, made)[0]
    events.change_event(store, day, unit_ids=UNITS[:2])
    seats.book(store, people, series_id=made)
    attendance.mark(store, day, [people[0]], Attended.ABSENT, unit_id=UNITS[1])
    attendance.mark(store, day, None, Attended.PRESENT)
    assert signs(event_grid(store, day)) == ["A PA", "B PP"]


@pytest.mark.parametrize("presence", [Attended.PRESENT, Attended.ABSENT, Attended.MADE_UP])
def test_nobody_came_before_the_day(store: Store, presence: Attended) -> None:
    day = days_of(store, planned(store, LATER))[0]
    with pytest.raises(UserError, match="can be excused before"):
        attendance.mark(store, day, [mentor(store)], presence)


def test_who_cannot_come_is_excused_before(store: Store) -> None:
    made, one = planned(store, LATER), mentor(store)
    attendance.mark(store, days_of(store, made)[0], [one], Attended.EXCUSED)
    assert signs(grid(store, made)) == ["D E..."]
    attendance.mark(store, days_of(store, made)[0], [one], None)
    assert grid(store, made).rows == ()


def test_on_the_day_itself_it_is_noted(store: Store) -> None:
    day = meeting(store, held_on=TODAY)
    attendance.mark(store, day, [mentor(store)], Attended.PRESENT)
    assert signs(event_grid(store, day)) == ["D P"]


def test_a_unit_of_another_day_is_refused(store: Store) -> None:
    day = days_of(store, planned(store))[0]
    with pytest.raises(UserError, match="not taught on this day"):
        attendance.mark(store, day, [mentor(store)], Attended.PRESENT, unit_id=UNITS[3])


def test_a_day_called_off_needs_to_take_place_first(store: Store) -> None:
    made, one = planned(store), mentor(store)
    day = days_of(store, made)[0]
    events.cancel_event(store, day)
    with pytest.raises(UserError, match="called off"):
        attendance.mark(store, day, [one], Attended.PRESENT)
    assert len(grid(store, made).columns) == 3
    events.hold_event(store, day)
    attendance.mark(store, day, [one], Attended.PRESENT)
    assert signs(grid(store, made)) == ["D P..."]


def test_a_unit_taken_off_a_day_keeps_what_was_noted(store: Store) -> None:
    made, one = planned(store), mentor(store)
    follow(store, made, one, (1,))
    day = days_of(store, made)[0]
    events.change_event(store, day, unit_ids=(UNITS[1],))
    assert signs(event_grid(store, day)) == ["D P."]
    attendance.mark(store, day, [one], Attended.ABSENT, unit_id=UNITS[0])
    assert signs(event_grid(store, day)) == ["D A."]


def test_a_meeting_has_one_column(store: Store) -> None:
    day = meeting(store, title="Exchange in March")
    attendance.mark(store, day, [mentor(store)], Attended.PRESENT)
    found = event_grid(store, day)
    assert [(c.title, c.unit_id) for c in found.columns] == [("Exchange in March", None)]
    assert event_grid(store, meeting(store)).columns[0].title == "Mentors' meeting"


def test_marking_many_is_one_step(store: Store) -> None:
    made, people = planned(store), [mentor(store, name) for name in "ABC"]
    before = state(store)
    attendance.mark(store, days_of(store, made)[0], people, Attended.PRESENT)
    store.undo()
    assert state(store) == before


def test_marking_the_same_again_changes_nothing(store: Store) -> None:
    day, one = days_of(store, planned(store))[0], mentor(store)
    attendance.mark(store, day, [one], Attended.PRESENT)
    assert attendance.mark(store, day, [one], Attended.PRESENT).operation is None


def test_what_is_gone_has_an_empty_grid_and_says_so(store: Store) -> None:
    assert event_grid(store, Id(int=4)) == Grid((), ())
    assert grid(store, Id(int=4)) == Grid((), ())
    with pytest.raises(UserError, match="no longer in the calendar"):
        attendance.mark(store, Id(int=4), None, Attended.PRESENT)

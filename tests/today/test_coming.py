"""Who came: the same list and the same marks for information sessions and for training days."""

from __future__ import annotations

from duodesk.base.ids import Id
from duodesk.model.recruitment import InfoSession, Invited, Presence
from duodesk.model.training import (
    Attended,
    Event,
    EventKind,
    EventUnit,
    Seat,
    SeatState,
    Series,
)
from duodesk.office.seeds import FOUR_DAYS
from duodesk.store.store import Store
from duodesk.today.coming import Guest, expected, note_came
from duodesk.today.line import Line
from duodesk.training import attendance, curricula
from duodesk.training.entry import Key, Source
from tests.today.desk import TODAY, add, days, lines, person


def session_of(store: Store, *people: Id) -> Key:
    held = add(store, InfoSession, office_id=store.office_id, held_on=TODAY - days(1))
    for one in people:
        add(store, Invited, session_id=held, person_id=one, presence=Presence.INVITED)
    return Key(Source.SESSION, held)


def day_of(store: Store, *people: Id, units: int = 0) -> Key:
    series = add(store, Series, name="March", office_id=store.office_id, curriculum_id=FOUR_DAYS.id)
    held = add(store, Event, office_id=store.office_id, kind=EventKind.TRAINING, series_id=series,
               held_on=TODAY - days(2))  # fmt: skip
    with store.read() as session:
        taught = curricula.curriculum(session, FOUR_DAYS.id).units[:units]
    for unit in taught:
        add(store, EventUnit, event_id=held, unit_id=unit.id)
    for one in people:
        add(store, Seat, person_id=one, series_id=series, state=SeatState.BOOKED)
    return Key(Source.EVENT, held)


def seen(store: Store, what: Key) -> list[Guest]:
    with store.read() as session:
        return expected(session, what)


def asked(store: Store) -> list[Line]:
    return lines(store, "attendance", mine=False)


def test_marks_are_noted_at_once_and_the_line_leaves_with_the_last(store: Store) -> None:
    awa, omar = person(store, "Awa"), person(store, "Omar")
    for of in (session_of, day_of):
        what = of(store, awa, omar)
        (line,) = asked(store)
        assert (Source(line.finish.side), line.finish.row_id) == (what.source, what.id)
        assert [(one.name, one.phone, one.mark) for one in seen(store, what)] == [
            ("Diallo, Awa", "0470 00 00 01", None), ("Diallo, Omar", "0470 00 00 01", None),
        ]  # fmt: skip
        note_came(store, what, [awa], Attended.ABSENT)
        assert "Not noted for 1" in str(asked(store)[0].reason)
        note_came(store, what, None, Attended.PRESENT)
        assert [one.mark for one in seen(store, what)] == [Attended.ABSENT, Attended.PRESENT]
        assert asked(store) == []


def test_a_mark_is_taken_back_by_none_and_by_undo(store: Store) -> None:
    awa = person(store, "Awa")
    for what in (session_of(store, awa), day_of(store, awa)):
        note_came(store, what, [awa], Attended.EXCUSED)
        note_came(store, what, [awa], None)
        assert [one.mark for one in seen(store, what)] == [None]
        store.undo()
        assert [one.mark for one in seen(store, what)] == [Attended.EXCUSED]


def test_who_followed_a_part_of_a_day_is_told_so(store: Store) -> None:
    awa, omar = person(store, "Awa"), person(store, "Omar")
    what = day_of(store, awa, omar, units=2)
    assert what.id is not None
    with store.read() as session:
        first = attendance.event_grid(session, what.id).columns[0].unit_id
    attendance.mark(store, what.id, [awa], Attended.PRESENT, unit_id=first)
    note_came(store, what, [omar], Attended.PRESENT)
    assert [(one.mark, one.partly) for one in seen(store, what)] == [
        (Attended.PRESENT, True), (Attended.PRESENT, False),
    ]  # fmt: skip

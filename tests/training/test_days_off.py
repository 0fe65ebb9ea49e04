"""Days off: those that ship, corrected or dropped, an office's own, and who is away."""

from __future__ import annotations

from datetime import date

import pytest

from duodesk.base.errors import UserError
from duodesk.base.i18n import set_language
from duodesk.base.ids import Id, seed_id
from duodesk.model.training import Away, Community, SchoolHoliday
from duodesk.office.queries import office_of_code
from duodesk.store.store import Store
from duodesk.training import days_off
from duodesk.training.days_off import SchoolHolidayRow, SchoolHolidayValues
from tests.training.desk import mentor, state

AUTUMN = seed_id("school_holiday/fr-2026-autumn")
FRENCH, FLEMISH, GERMAN = Community.FRENCH, Community.FLEMISH, Community.GERMAN


def shown(store: Store, *, dropped: bool = False) -> dict[Id, SchoolHolidayRow]:
    with store.read() as session:
        found = days_off.school_holidays(
            session, first=date(2026, 10, 1), last=date(2026, 12, 1), dropped=dropped
        )
    return {row.id: row for row in found}


def values(**other: object) -> SchoolHolidayValues:
    usual = {"community": FRENCH, "name": "Fair", "first_day": date(2026, 10, 5)}
    return SchoolHolidayValues(**{**usual, "last_day": date(2026, 10, 6), **other})  # type: ignore[arg-type]


def test_what_ships_is_there_without_being_stored(store: Store) -> None:
    row = shown(store)[AUTUMN]
    assert (row.first_day, row.last_day) == (date(2026, 10, 19), date(2026, 11, 1))
    assert (row.shipped, row.changed, row.dropped) == (True, False, False)
    assert state(store).get("school_holiday", []) == []


def test_its_name_is_that_of_the_language_spoken(store: Store) -> None:
    set_language("fr")
    assert shown(store)[AUTUMN].name == "Congé d’automne"


def test_a_correction_is_stored_under_its_lasting_identity(store: Store) -> None:
    put = days_off.put_school_holiday(
        store, values(name="Autumn holidays", last_day=date(2026, 10, 9)), AUTUMN
    )
    assert put.id == AUTUMN
    row = shown(store)[AUTUMN]
    assert (row.last_day, row.changed) == (date(2026, 10, 9), True)
    set_language("nl")
    assert shown(store)[AUTUMN].name == "Herfstvakantie"


def test_a_name_of_ones_own_is_kept_in_every_language(store: Store) -> None:
    days_off.put_school_holiday(store, values(name="Autumn break"), AUTUMN)
    set_language("fr")
    assert shown(store)[AUTUMN].name == "Autumn break"


def test_what_ships_can_be_dropped_and_put_back(store: Store) -> None:
    days_off.drop_school_holiday(store, AUTUMN)
    assert AUTUMN not in shown(store)
    assert shown(store, dropped=True)[AUTUMN].dropped
    days_off.restore_school_holiday(store, AUTUMN)
    row = shown(store)[AUTUMN]
    assert (row.changed, row.dropped) == (False, False)


def test_putting_back_undoes_a_correction(store: Store) -> None:
    days_off.put_school_holiday(store, values(), AUTUMN)
    days_off.restore_school_holiday(store, AUTUMN)
    assert not shown(store)[AUTUMN].changed


def test_each_step_can_be_undone(store: Store) -> None:
    before = shown(store)
    days_off.put_school_holiday(store, values(), AUTUMN)
    days_off.drop_school_holiday(store, AUTUMN)
    store.undo()
    assert str(store.undo_label) == "School holiday “Fair”"
    store.undo()
    assert shown(store) == before


def test_an_own_holiday_is_removed_when_dropped(store: Store) -> None:
    own = days_off.put_school_holiday(store, values()).id
    assert shown(store)[own].name == "Fair"
    days_off.drop_school_holiday(store, own)
    assert own not in shown(store, dropped=True)
    days_off.drop_school_holiday(store, own)
    with pytest.raises(UserError, match="came with the program"):
        days_off.restore_school_holiday(store, own)


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"name": "  "}, "needs a name"),
        ({"last_day": date(2026, 10, 4)}, "comes before the first"),
        ({"last_day": date(2027, 10, 4)}, "more than 100 days"),
    ],
)
def test_what_cannot_be_is_refused(store: Store, other: dict[str, object], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        days_off.put_school_holiday(store, values(**other))


def test_rows_on_their_way_from_another_office_do_no_harm(store: Store) -> None:
    with store.write("As an exchange leaves them") as write:
        for row_id in (AUTUMN, write.new_id()):
            row = SchoolHoliday(
                id=row_id, community=FRENCH, name="", first_day=date(2026, 10, 1),
                last_day=date(2026, 10, 2),
            )  # fmt: skip
            write.session.add(row)
            write.session.flush()
            row.community = row.name = row.first_day = row.last_day = None  # type: ignore[assignment]
        write.session.add(Away(id=write.new_id(), first_day=date(2026, 10, 1), last_day=None))  # type: ignore[arg-type]
    assert not shown(store)[AUTUMN].changed
    with store.read() as session:
        assert days_off.away(session, first=date(2026, 10, 1), last=date(2026, 10, 2)) == []


def test_the_marks_of_a_few_days(store: Store) -> None:
    with store.read() as session:
        found = days_off.marks(session, first=date(2026, 10, 31), last=date(2026, 11, 2))
    assert [(mark.day.day, mark.name, mark.community) for mark in found] == [
        (31, "Autumn holidays", FRENCH),
        (1, "All Saints' Day", None),
        (1, "Autumn holidays", FRENCH),
        (2, "Autumn holidays", FLEMISH),
    ]


def test_marks_of_no_community_are_the_legal_holidays(store: Store) -> None:
    with store.read() as session:
        found = days_off.marks(
            session, first=date(2026, 12, 20), last=date(2027, 1, 5), communities=()
        )
    assert [mark.name for mark in found] == ["Christmas Day", "New Year's Day"]


def test_how_far_ahead_school_holidays_are_known(store: Store) -> None:
    with store.read() as session:
        assert days_off.known_until(session, GERMAN) == date(2026, 8, 31)
    days_off.put_school_holiday(
        store,
        values(community=GERMAN, first_day=date(2026, 11, 2), last_day=date(2026, 11, 7)),
    )
    with store.read() as session:
        assert days_off.known_until(session, GERMAN) == date(2026, 11, 7)


@pytest.mark.parametrize(
    ("code", "whose"),
    [("BRU", (FRENCH, FLEMISH)), ("ANT", (FLEMISH,)), ("LIE", (FRENCH, GERMAN))],
)
def test_whose_school_holidays_matter_to_an_office(
    store: Store, code: str, whose: tuple[Community, ...]
) -> None:
    with store.read() as session:
        assert days_off.communities_of(office_of_code(session, code)) == whose


def test_who_is_away(store: Store) -> None:
    person = mentor(store, "Peeters")
    first, last = date(2026, 12, 1), date(2026, 12, 10)
    days_off.put_away(store, first, last, person_id=person)
    colleague = days_off.put_away(store, last, last, author_id=store.author_id).id
    assert str(store.undo_label) == "Annick away from 10/12/2026 to 10/12/2026"
    with store.read() as session:
        names = [row.name for row in days_off.away(session, first=last, last=last)]
        assert names == ["Lieve Peeters", "Annick"]
        assert len(days_off.away(session, first=first, last=first)) == 1
        assert days_off.away(session, first=date(2026, 12, 11), last=date(2027, 1, 1)) == []
    days_off.remove_away(store, colleague)
    days_off.remove_away(store, colleague)
    with store.read() as session:
        assert len(days_off.away(session, first=last, last=last)) == 1


def test_either_a_person_or_a_colleague_is_away(store: Store) -> None:
    with pytest.raises(TypeError):
        days_off.put_away(store, date(2026, 12, 1), date(2026, 12, 2))


def test_nobody_comes_back_before_leaving(store: Store) -> None:
    with pytest.raises(UserError, match="comes before the first"):
        days_off.put_away(store, date(2026, 12, 2), date(2026, 12, 1), author_id=store.author_id)

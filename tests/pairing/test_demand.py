"""Supply and demand: everybody is counted wherever they fit, nobody disappears, shortages show."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.ids import Id, seed_id
from duodesk.model.people import (
    Availability,
    Enrolment,
    Level,
    PersonLanguage,
    PersonOccupation,
    Relation,
    Role,
)
from duodesk.pairing import commands
from duodesk.pairing.criteria import Profile
from duodesk.pairing.demand import (
    HALF_DAYS,
    OPEN,
    UNKNOWN,
    By,
    Cell,
    Counted,
    Demand,
    demand,
    half_days,
    heat,
    values,
)
from duodesk.store.store import Store
from tests.pairing.pools import profiles
from tests.pairing.test_commands import TODAY, person


def counted(name: str, fields: str, languages: str, halves: str) -> Counted:
    return Counted(
        seed_id(name),
        name,
        7,
        {
            By.FIELD: frozenset(fields.split()),
            By.LANGUAGE: frozenset(languages.split()),
            By.HALF_DAY: frozenset(halves.split()),
        },
    )


def of(cell: Cell) -> tuple[int, int]:
    return len(cell.mentees), len(cell.mentors)


def test_who_speaks_two_languages_is_counted_under_both() -> None:
    one = counted("Awa", "care", "nld fra", "3")
    found = heat(Demand((one,), ()), By.FIELD, By.LANGUAGE)
    assert (found.rows, found.columns) == (("care",), ("fra", "nld"))
    assert [of(found.cells["care", code]) for code in ("fra", "nld")] == [(1, 0), (1, 0)]


def test_a_cell_tells_whether_mentors_are_missing() -> None:
    awa, sami, jan = (counted(name, "care", "nld", "3") for name in ("Awa", "Sami", "Jan"))
    assert Cell((awa, sami), ()).short == 2
    assert Cell((awa, sami), (jan,)).short == 1
    assert Cell((awa,), (jan,)).short == 0
    assert Cell((), (jan,)).short == 0


def test_the_third_value_narrows_the_table_of_the_other_two() -> None:
    people = (counted("Awa", "care", "nld", "3"), counted("Sami", "care", "nld", "8"))
    tuesday = heat(Demand(people, ()), By.FIELD, By.LANGUAGE, {By.HALF_DAY: "3"})
    assert [one.name for one in tuesday.cells["care", "nld"].mentees] == ["Awa"]
    assert heat(Demand(people, ()), By.FIELD, By.LANGUAGE).cells["care", "nld"].mentees == people


def test_half_days_stand_in_the_order_of_the_week_and_what_is_unknown_last() -> None:
    people = (counted("Awa", f"care {OPEN}", UNKNOWN, "8"), counted("Sami", UNKNOWN, "nld", "1"))
    found = heat(Demand(people, ()), By.HALF_DAY, By.FIELD)
    assert found.rows == HALF_DAYS
    assert found.columns == ("care", OPEN, UNKNOWN)
    assert heat(Demand(people, ()), By.LANGUAGE, By.FIELD).rows == ("nld", UNKNOWN)


def test_two_hours_on_end_make_a_half_day() -> None:
    nine_to_eleven, half_past_ten_to_noon = 0b1111 << 18, 0b111 << 21
    assert half_days({1: nine_to_eleven}) == {"2"}
    assert half_days({1: half_past_ten_to_noon}) == frozenset()
    assert half_days({0: 0b11111111 << 20, 6: 0b1111 << 36}) == {"0", "1", "13"}


@given(profiles(), st.booleans(), st.integers(1, 6))
def test_everybody_is_counted_under_each_of_the_three(
    profile: Profile, mentor: bool, least: int
) -> None:
    found = values(profile, least, mentor=mentor)
    assert set(found) == set(By)
    assert all(found[by] for by in By)
    assert found[By.HALF_DAY] <= {*HALF_DAYS, UNKNOWN}


@given(st.lists(profiles(), max_size=6), st.lists(profiles("m"), max_size=6))
def test_each_cell_holds_just_those_who_have_both_values(
    waiting: list[Profile], free: list[Profile]
) -> None:
    def side(people: list[Profile], *, mentor: bool) -> tuple[Counted, ...]:
        return tuple(
            Counted(p.id, "", 0, values(p, 3, mentor=mentor))
            for p in {p.id: p for p in people}.values()
        )

    found = Demand(side(waiting, mentor=False), side(free, mentor=True))
    for rows, columns in ((By.FIELD, By.LANGUAGE), (By.LANGUAGE, By.HALF_DAY)):
        table = heat(found, rows, columns)
        for (one, other), cell in table.cells.items():
            assert cell == found.cell({rows: one, columns: other})
        for by, shown in ((rows, table.rows), (columns, table.columns)):
            assert {code for p in found.mentees for code in p.values[by]} <= set(shown)


def wants(store: Store, person_id: Id, trade: str, relation: Relation) -> None:
    with store.write("Trade") as write:
        write.session.add(
            PersonOccupation(
                id=write.new_id(), person_id=person_id, occupation=trade, relation=relation
            )
        )


def test_only_who_waits_and_only_who_is_free_and_trained_counts(store: Store) -> None:
    mentees = [person(store, Role.MENTEE, name) for name in ("Awa", "Sami", "Lina")]
    mentors = [person(store, Role.MENTOR, name) for name in ("Jan", "Guy", "Lea")]
    commands.propose(store, mentee_id=mentees[2], mentor_id=mentors[2],
                     thought=commands.Thought(overruled_reason="x"))  # fmt: skip
    with store.write("Not trained yet") as write:
        enrolment = write.session.query(Enrolment).filter_by(person_id=mentors[1]).one()
        enrolment.trained_on = TODAY + timedelta(days=3)
    with store.read() as session:
        found = demand(session, today=TODAY, office_id=store.office_id)
    assert {one.id for one in found.mentees} == set(mentees[:2])
    assert [one.id for one in found.mentors] == [mentors[0]]
    assert of(found.cell({By.LANGUAGE: "fra", By.HALF_DAY: "2"})) == (2, 1)


def test_a_language_below_the_level_of_the_office_does_not_count(store: Store) -> None:
    mentee = person(store, Role.MENTEE, "Awa")
    with store.write("Language") as write:
        write.session.add(
            PersonLanguage(id=write.new_id(), person_id=mentee, language="nld", level=Level.A1)
        )
        write.session.query(Availability).delete()
    with store.read() as session:
        (one,) = demand(session, today=TODAY, office_id=store.office_id).mentees
    assert one.values == {
        By.FIELD: {OPEN}, By.LANGUAGE: {"fra"}, By.HALF_DAY: {UNKNOWN},
    }  # fmt: skip


def test_mentees_count_by_what_they_want_mentors_by_what_they_did(store: Store) -> None:
    mentee, mentor = person(store, Role.MENTEE, "Awa"), person(store, Role.MENTOR, "Jan")
    from duodesk.base import reference

    care = next(o for o in reference.occupations().values())
    wants(store, mentee, care.code, Relation.TARGET)
    wants(store, mentor, care.code, Relation.EXPERIENCE)
    with store.read() as session:
        found = demand(session, today=TODAY, office_id=store.office_id)
    assert of(found.cell({By.FIELD: care.field, By.LANGUAGE: "fra"})) == (1, 1)

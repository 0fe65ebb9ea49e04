"""A round read from a desk: what does not count changes no number, what the team decided is
respected.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from duodesk.base.i18n import LANGUAGES, speaking
from duodesk.base.ids import Id
from duodesk.model.pairing import RuleKind
from duodesk.model.people import Enrolment, Person, PersonTrait, Role, Stance
from duodesk.pairing import commands, queries, rules
from duodesk.pairing.matrix import scores
from duodesk.pairing.queries import Pool
from duodesk.pairing.study import study
from duodesk.store.store import Store
from tests.pairing.test_commands import TODAY, person


@pytest.fixture
def people(store: Store) -> list[Id]:
    """Two mentees, then three mentors; all can talk and meet."""
    roles = [Role.MENTEE, Role.MENTEE, Role.MENTOR, Role.MENTOR, Role.MENTOR]
    return [person(store, role, f"P{n}") for n, role in enumerate(roles)]


def pool(store: Store) -> Pool:
    with store.read() as session:
        return queries.pool(session, today=TODAY, office_id=store.office_id)


def numbers(store: Store) -> tuple[bytes, bytes]:
    found = pool(store)
    made = scores([*found.mentees.values()], [*found.mentors.values()], found.around)
    return made.tenths.tobytes(), made.hard.tobytes()


def test_what_does_not_count_leaves_every_bit_as_it_was(store: Store, people: list[Id]) -> None:
    before = numbers(store)
    untold = {
        "given_name": "Zoë", "family_name": "Ünal", "birth_date": date(1960, 2, 29),
        "email": "z@example.org", "phone": "0470", "street": "rue Haute 1", "arrival": "family",
        "contact_language": "nl", "form_of_address": "ms",
    }  # fmt: skip
    for one in people:
        with store.write("Change") as write:
            row = write.session.get_one(Person, one)
            for field, value in untold.items():
                setattr(row, field, value)
    assert numbers(store) == before
    for language in LANGUAGES:
        with speaking(language):
            assert numbers(store) == before
    with store.write("Change") as write:
        write.session.get_one(Person, people[0]).postcode = "1000"
        write.session.get_one(Person, people[2]).postcode = "4000"
    assert numbers(store) != before


def test_wishes_and_refusals_are_read(store: Store, people: list[Id]) -> None:
    said = [(0, "dog", Stance.REFUSES), (0, "car", Stance.WISHES), (2, "dog", Stance.HAS)]
    with store.write("Said") as write:
        for who, trait, stance in said:
            row = PersonTrait(id=write.new_id(), person_id=people[who], trait=trait, stance=stance)
            write.session.add(row)
    found = pool(store)
    assert found.mentees[people[0]].refuses == {"dog"}
    assert found.mentees[people[0]].wishes == {"car"}
    worked = study(
        [*found.mentees.values()], [*found.mentors.values()], found.around, found.conditions
    )
    assert people[2] not in {one.mentor for one in worked.alternatives(people[0])}
    assert people[2] in {one.mentor for one in worked.alternatives(people[1])}


def test_a_plan_respects_what_the_desk_knows(store: Store, people: list[Id]) -> None:
    with store.write("Waits") as write:
        enrolments = {row.person_id: row for row in write.session.scalars(select(Enrolment))}
        enrolments[people[0]].accepted_on = TODAY - timedelta(days=30)
        enrolments[people[4]].capacity = 2
    rules.put_rule(store, RuleKind.LOCKED, mentee_id=people[0], mentor_id=people[3])
    rules.put_rule(
        store, RuleKind.CONFLICT, mentee_id=people[1], mentor_id=people[2], reason="family"
    )
    found = pool(store).conditions
    assert found.waiting == {people[0]: 4, people[1]: 1}
    assert found.capacity == {people[2]: 1, people[3]: 1, people[4]: 2}
    assert found.locked == {(people[0], people[3])}
    assert found.forbidden == {(people[1], people[2])}
    commands.propose(store, mentee_id=people[1], mentor_id=people[4])
    assert pool(store).conditions.capacity == {people[2]: 1, people[3]: 1, people[4]: 1}


def test_the_plan_of_a_desk_is_made_of_its_people(store: Store, people: list[Id]) -> None:
    found = pool(store)
    conditions = replace(found.conditions, floor=0)
    made = study(
        [*found.mentees.values()], [*found.mentors.values()], found.around, conditions
    ).plan
    assert {pair.mentee for pair in made.pairs} == set(people[:2])
    assert {pair.mentor for pair in made.pairs} < set(people[2:])

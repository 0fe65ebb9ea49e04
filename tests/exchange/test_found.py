"""What the search line finds after rows went and came back."""

from __future__ import annotations

from duodesk.people.commands import change_person, register, remove_person
from duodesk.people.values import PersonValues
from duodesk.people.words import Role
from duodesk.store.search import find
from tests.exchange.desks import Laptop, Offices


def found(one: Laptop, words: str) -> int:
    with one.store.read() as session:
        return len(find(session, words))


def test_who_was_removed_edited_elsewhere_and_removed_again_is_found_no_more(
    offices: Offices,
) -> None:
    first, second = offices.found(), offices.join("ANT", "Koen")
    values = PersonValues(family_name="Zzvergeten")
    person = register(first.store, Role.MENTEE, values=values).person_id
    offices.everybody()
    remove_person(first.store, person)
    change_person(second.store, person, style_pace=1)
    assert found(first, "zzvergeten") == 0
    offices.everybody()
    assert found(first, "zzvergeten") == 1
    remove_person(first.store, person)
    assert found(first, "zzvergeten") == 0

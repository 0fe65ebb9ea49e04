"""Clocks that are wrong: they decide nothing, they are not caught, and what is typed last is shown
by everybody.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text, update

from duodesk.base.ids import Id
from duodesk.model.people import Person
from duodesk.people.commands import register
from duodesk.people.values import PersonValues
from duodesk.people.words import Role
from duodesk.store import codec
from tests.exchange.desks import Laptop, Offices


def phone_is(one: Laptop, person: Id, phone: str) -> None:
    with one.store.write("Typed") as write:
        write.session.execute(update(Person).where(Person.id == person).values(phone=phone))


def shown(one: Laptop, person: Id) -> str | None:
    with one.store.read() as session:
        return session.get_one(Person, person).phone


def last_logical_time(one: Laptop) -> int:
    with one.store.read() as session:
        return int(session.execute(text("SELECT hlc FROM operation ORDER BY n DESC")).scalar() or 0)


def test_what_is_typed_beside_another_version_is_shown_by_everybody_however_late_the_clock(
    offices: Offices,
) -> None:
    first, second, late = offices.found(), offices.join("ANT", "Koen"), offices.join("LIE", "Rita")
    person = register(
        first.store, Role.MENTEE, values=PersonValues(family_name="Diallo", phone="0")
    ).person_id
    offices.everybody()
    late.clock.set(late.clock.now() - timedelta(days=400))
    for one in (first, second):
        one.clock.advance(timedelta(hours=1))
    phone_is(first, person, "1")
    phone_is(second, person, "2")
    late.take(first.make())
    late.take(second.make())
    phone_is(late, person, "3")
    assert shown(late, person) == "3"
    assert late.store.agrees_with_journal()
    offices.everybody()
    assert {shown(one, person) for one in offices.laptops} == {"3"}


def test_a_clock_far_ahead_is_followed_where_it_was_seen_and_not_adopted(offices: Offices) -> None:
    first, wrong = offices.found(), offices.join("ANT", "Koen")
    person = register(
        first.store, Role.MENTEE, values=PersonValues(family_name="Diallo", phone="0")
    ).person_id
    offices.everybody()
    wrong.clock.set(wrong.clock.now() + timedelta(days=4000))
    phone_is(wrong, person, "1")
    assert first.take(wrong.make()).wrong_clock
    phone_is(first, person, "2")
    far = last_logical_time(first)
    register(first.store, Role.MENTEE, values=PersonValues(family_name="Kaya"))
    assert last_logical_time(first) < far
    wrong.clock.set(first.clock.now())
    # The one that only answered is not said to have a wrong clock.
    assert not wrong.take(first.make()).wrong_clock
    assert {shown(one, person) for one in offices.laptops} == {"2"}


def test_beside_the_last_logical_time_there_is_one_can_still_write(offices: Offices) -> None:
    here, there = offices.found(), offices.join("ANT", "Koen")
    person = register(
        here.store, Role.MENTEE, values=PersonValues(family_name="Diallo", phone="0")
    ).person_id
    offices.everybody()
    phone_is(there, person, "1")
    here.take(there.make())
    with here.store.engine.execution_options(duodesk_write=True).begin() as connection:
        connection.execute(
            text("UPDATE operation SET hlc = :last WHERE replica = :there"),
            {"last": codec.LATEST, "there": there.store.replica},
        )
    phone_is(here, person, "2")
    assert shown(here, person) == "2"
    assert last_logical_time(here) == codec.LATEST
    assert here.store.agrees_with_journal()

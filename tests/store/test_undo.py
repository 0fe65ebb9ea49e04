"""Undo and redo: persistent, named, refused when a value has moved on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text, update

from duodesk.base.errors import UserError
from duodesk.base.ids import seed_id
from duodesk.model.people import Note, Person, PersonLanguage
from duodesk.store import dump
from duodesk.store.store import Store
from tests.conftest import new_store
from tests.store.test_store import add, people


def state(store: Store) -> dict[str, Any]:
    with store.engine.connect() as connection:
        return dump.state(connection)


def test_undo_and_redo_are_named_and_go_back_and_forth(store: Store) -> None:
    empty = state(store)
    add(store)
    full = state(store)
    assert str(store.undo_label) == "Add Yusuf"
    store.undo()
    assert state(store) == empty
    assert (store.undo_label, str(store.redo_label)) == (None, "Add Yusuf")
    store.redo()
    assert state(store) == full
    store.undo()
    assert state(store) == empty


def test_a_new_action_clears_redo(store: Store) -> None:
    add(store)
    store.undo()
    add(store, "Lieve", "De Smet")
    assert store.redo_label is None


def test_undo_refuses_when_a_value_moved_on(store: Store) -> None:
    person_id, _ = add(store)
    with store.write("Phone") as write:
        write.session.get_one(Person, person_id).phone = "1"
    author = store.author_id
    store.speak_as(seed_id("somebody else"))
    with store.write("Other phone") as write:
        write.session.get_one(Person, person_id).phone = "2"
    store.speak_as(author)
    before = dump.dump(store)
    with pytest.raises(UserError, match="Phone"):
        store.undo()
    assert dump.dump(store) == before


def test_undo_of_a_birth_refuses_while_something_points_to_it(store: Store) -> None:
    person_id, _ = add(store)
    author = store.author_id
    store.speak_as(seed_id("somebody else"))
    with store.write("Note") as write:
        write.session.add(Note(id=write.new_id(), text="hello", person_id=person_id))
    store.speak_as(author)
    with pytest.raises(UserError):
        store.undo()
    assert len(people(store)) == 1


def test_undo_of_a_birth_with_its_children_takes_all(store: Store) -> None:
    before = state(store)
    with store.write("Both") as write:
        person = Person(id=write.new_id(), number="x", office_id=write.office_id)
        write.session.add(person)
        write.session.add(PersonLanguage(id=write.new_id(), person_id=person.id, language="fra"))
    store.undo()
    assert state(store) == before


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["add", "rename", "blank", "bulk", "remove", "raw", "both"]),
        st.integers(0, 5),
        st.text(alphabet="aé'<%=", max_size=4),
    ),
    min_size=1,
    max_size=12,
)


def act(store: Store, kind: str, n: int, word: str) -> None:
    """One command of any shape: ORM, bulk, raw, several rows."""
    row = seed_id(f"person {n}")
    with store.write("Act %(kind)s", kind=kind) as write:
        session = write.session
        if kind == "add" and session.get(Person, row) is None:
            session.add(Person(id=row, number=word, office_id=write.office_id, given_name=word))
        elif kind == "rename" and (person := session.get(Person, row)):
            person.family_name = word
        elif kind == "blank" and (person := session.get(Person, row)):
            person.given_name = None
        elif kind == "bulk":
            session.execute(update(Person).values(phone=word))
        elif kind == "remove":
            session.execute(delete(Person).where(Person.id == row))
        elif kind == "raw":
            session.execute(
                text("UPDATE person SET email = :w, style_pace = :n"), {"w": word, "n": n}
            )
        elif kind == "both":
            session.execute(delete(Person).where(Person.id == row))
            session.add(
                Person(id=row, number=word or "n", office_id=write.office_id, known_as=word)
            )


@given(actions=ACTIONS)
@settings(max_examples=60)
def test_any_commands_undone_in_reverse_restore_every_earlier_state(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, int, str]]
) -> None:
    from duodesk.base.clock import FixedClock
    from tests.conftest import MORNING

    store = new_store(tmp_path_factory.mktemp("undo") / "desk.duo", FixedClock(MORNING))
    try:
        states = [state(store)]
        for action in actions:
            before = store.stacks
            act(store, *action)
            if store.stacks is not before:
                states.append(state(store))
        later = states[1:]
        for earlier in reversed(states[:-1]):
            store.undo()
            assert state(store) == earlier
        for after in later:
            store.redo()
            assert state(store) == after
        store.rebuild()
        assert state(store) == states[-1]
    finally:
        store.close()

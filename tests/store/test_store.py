"""The doors of the desk file: what is written is journalled, what fails leaves no trace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert, text, update

from duodesk.base.clock import FixedClock
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.journal import Draft
from duodesk.model.people import Person
from duodesk.store import dump
from duodesk.store.engine import NotSaved
from duodesk.store.founding import open_store
from duodesk.store.history import history
from duodesk.store.store import Changes, Store, UncapturedError
from tests.conftest import KEY


def add(store: Store, given: str = "Yusuf", family: str = "Çelik") -> tuple[Id, Changes]:
    with store.write(N_("Add %(name)s"), name=given) as write:
        person = Person(
            id=write.new_id(),
            number=write.next_number("person"),
            office_id=write.office_id,
            given_name=given,
            family_name=family,
        )
        write.session.add(person)
        person_id = person.id
    return person_id, write.changes


def people(store: Store) -> list[dict[str, object]]:
    with store.engine.connect() as connection:
        return dump.state(connection)["person"]


def test_a_command_tells_what_it_touched(store: Store) -> None:
    person_id, changes = add(store)
    assert changes.rows == {("person", person_id)}
    assert str(changes.label) == "Add Yusuf"


def test_a_failed_command_leaves_no_trace(store: Store) -> None:
    before = dump.dump(store)
    with pytest.raises(ZeroDivisionError), store.write("Fail") as write:
        write.session.execute(text("UPDATE author SET name = 'x'"))
        1 / 0  # noqa: B018
    assert dump.dump(store) == before


def test_bulk_and_raw_statements_are_captured(store: Store) -> None:
    person_id, _ = add(store)
    with store.write("Bulk") as write:
        write.session.execute(update(Person).values(phone="+32 2 000 00 00"))
    with store.write("Raw") as write:
        write.session.execute(text("UPDATE person SET email = 'a@example.org'"))
    with store.read() as session:
        entries = history(session, "person", person_id)
    assert [(c.field, c.old, c.new) for e in entries[:2] for c in e.changes] == [
        ("email", None, "a@example.org"),
        ("phone", None, "+32 2 000 00 00"),
    ]


def test_writing_past_the_door_is_refused_and_rolled_back(store: Store) -> None:
    add(store)
    with (
        pytest.raises(UncapturedError),
        store.engine.execution_options(duodesk_write=True).begin() as connection,
    ):
        connection.exec_driver_sql("UPDATE person SET phone = '1'")
    assert "phone" not in people(store)[0]
    add(store, "Lieve", "De Smet")
    assert len(people(store)) == 2


def test_a_reading_session_cannot_write(store: Store) -> None:
    person_id, _ = add(store)
    with pytest.raises(UncapturedError), store.read() as session:
        session.get_one(Person, person_id).given_name = "Ali"
    assert people(store)[0]["given_name"] == "Yusuf"


def test_setting_a_value_to_what_it_was_makes_no_operation(store: Store) -> None:
    person_id, _ = add(store)
    with store.write("Nothing") as write:
        person = write.session.get_one(Person, person_id)
        person.given_name = "Ali"
        write.session.flush()
        person.given_name = "Yusuf"
    assert write.changes.operation is None


def test_a_row_made_and_removed_in_one_operation_leaves_nothing(store: Store) -> None:
    with store.write("Nothing") as write:
        person = Person(id=write.new_id(), number="x", office_id=write.office_id)
        write.session.add(person)
        write.session.flush()
        write.session.delete(person)
    assert write.changes.operation is None


def test_numbers_carry_the_office_and_never_repeat(store: Store) -> None:
    add(store)
    add(store)
    assert sorted(str(row["number"]) for row in people(store)) == ["BRU-10001", "BRU-10002"]


def test_a_command_inside_a_command_is_a_bug(store: Store) -> None:
    with pytest.raises(RuntimeError), store.write("Outer"), store.write("Inner"):
        pass


def test_local_rows_are_not_journalled(store: Store, clock: FixedClock) -> None:
    before = len(dump.dump(store)["journal"])
    with store.local() as session:
        session.add(Draft(subject=store.new_id(), text="half a sentence", saved_at=clock.now()))
    assert len(dump.dump(store)["journal"]) == before


def test_a_desk_is_the_same_after_closing_and_opening(
    tmp_path: Path, store: Store, clock: FixedClock
) -> None:
    add(store)
    before = dump.dump(store)
    store.close()
    again = open_store(tmp_path / "desk.duo", KEY, clock=clock)
    assert dump.dump(again) == before
    assert str(again.undo_label) == "Add Yusuf"
    again.close()


def test_cells_written_by_a_foreign_tool_become_an_operation_without_author(
    tmp_path: Path, store: Store, clock: FixedClock
) -> None:
    person_id, _ = add(store)
    raw = store.engine.raw_connection()
    raw.cursor().execute("UPDATE person SET phone = '112'")
    raw.cursor().close()
    raw.close()
    store.close()
    again = open_store(tmp_path / "desk.duo", KEY, clock=clock)
    with again.read() as session:
        newest = history(session, "person", person_id)[0]
    assert newest.author_id is None
    assert newest.changes[0].new == "112"
    again.close()


def test_the_file_shows_nothing_readable(tmp_path: Path, store: Store) -> None:
    add(store, "ZZCANARY", "Zzcanary")
    store.close()
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"ZZCANARY" not in content
    assert b"SQLite format" not in content


def test_a_full_disk_is_told_and_nothing_is_half_written(store: Store) -> None:
    def small(connection: Any, *_more: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    before = dump.dump(store)
    event.listen(store.engine, "checkout", small)
    with pytest.raises(NotSaved, match="disk is full"), store.write("Fill") as write:
        rows = [{"id": write.new_id(), "given_name": "x" * 500} for _n in range(2_000)]
        write.session.execute(insert(Person), rows)
    event.remove(store.engine, "checkout", small)
    store.engine.dispose()
    assert dump.dump(store) == before
    assert store.agrees_with_journal()

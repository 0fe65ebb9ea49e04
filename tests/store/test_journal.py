"""The journal: content-addressed, chained, with parents; the search index follows it."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from duodesk.base.clock import FixedClock
from duodesk.model.people import Note, Person
from duodesk.store import codec, dump
from duodesk.store.capture import read_names
from duodesk.store.search import find
from duodesk.store.store import Store
from tests.store.test_store import add


def operations(store: Store) -> list[dict[str, object]]:
    with store.engine.connect() as connection:
        return [
            dict(row)
            for row in connection.execute(text("SELECT * FROM operation ORDER BY seq")).mappings()
        ]


def test_each_operation_names_the_one_before_and_the_chain_has_no_gap(store: Store) -> None:
    for _ in range(3):
        add(store)
    chain = operations(store)
    assert [op["seq"] for op in chain] == [1, 2, 3, 4]
    assert [op["prev"] for op in chain] == [None, *(op["id"] for op in chain[:-1])]


def test_logical_time_never_runs_backwards(store: Store, clock: FixedClock) -> None:
    add(store)
    clock.advance(timedelta(days=-730))
    add(store)
    clock.advance(timedelta(days=4000))
    add(store)
    times = [op["hlc"] for op in operations(store)]
    assert times == sorted(set(times))


def test_an_edit_names_the_edit_it_replaced(store: Store) -> None:
    person_id, born = add(store)
    with store.write("Rename") as write:
        write.session.get_one(Person, person_id).given_name = "Ali"
    with store.engine.connect() as connection:
        names = read_names(connection)
        parents, head = connection.execute(
            text(
                "SELECT parents, head FROM change c JOIN operation o ON o.n = c.operation"
                " WHERE c.row = :row AND c.fld = :fld ORDER BY o.seq DESC LIMIT 1"
            ),
            {"row": person_id.bytes, "fld": names["person.given_name"]},
        ).one()
    assert (parents, head) == (born.operation, 1)


def test_an_edit_replaces_only_the_version_it_showed(store: Store) -> None:
    """Two versions side by side (as an exchange would leave them): an ordinary edit keeps the other
    alive.
    """
    person_id, _ = add(store)
    with store.engine.connect() as connection:
        fld = read_names(connection)["person.given_name"]
    with store.engine.execution_options(duodesk_write=True).begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO operation (id, replica, seq, hlc) VALUES (?, ?, 1, 5)",
            (b"o" * 16, b"r" * 16),
        )
        connection.exec_driver_sql(
            "INSERT INTO change SELECT tbl, row, fld, (SELECT max(n) FROM operation), 0, "
            "'Yusef', NULL, NULL, NULL, 1"
            " FROM change WHERE row = ? AND fld = ?",
            (person_id.bytes, fld),
        )
    with store.write("Rename") as write:
        write.session.get_one(Person, person_id).given_name = "Ali"
    with store.engine.connect() as connection:
        heads = (
            connection.exec_driver_sql(
                "SELECT val FROM change WHERE row = ? AND fld = ? AND head = 1 ORDER BY val",
                (person_id.bytes, fld),
            )
            .scalars()
            .all()
        )
    assert heads == ["Ali", "Yusef"]


@given(
    st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.text(), st.binary()),
    st.integers(0, 3),
)
def test_a_commitment_depends_on_salt_kind_and_value(value: codec.Value, kind: int) -> None:
    one, two = b"1" * 16, b"2" * 16
    assert codec.commitment(one, kind, value) == codec.commitment(one, kind, value)
    assert codec.commitment(one, kind, value) != codec.commitment(two, kind, value)
    assert codec.commitment(one, kind, value) != codec.commitment(one, kind + 1, value)


def test_search_finds_beginnings_without_accents_and_follows_changes(store: Store) -> None:
    person_id, _ = add(store, "Łukasz", "Østergård-Strauß")
    with store.read() as session:
        assert [hit.row for hit in find(session, "lukasz strauss")] == [person_id]
        assert find(session, "ost luk")
    with store.write("Rename") as write:
        write.session.get_one(Person, person_id).given_name = "Piotr"
    with store.read() as session:
        assert not find(session, "lukasz")
        assert find(session, "piotr")


def test_signs_in_a_search_are_words_and_not_commands(store: Store) -> None:
    add(store, 'A"b', "OR AND NOT*")
    with store.read() as session:
        for words in (
            '"',
            "*",
            "a OR b",
            "NEAR(",
            "folded:a",
            'a" OR "b',
            "-",
            "'; DROP TABLE person; --",
        ):
            find(session, words)
        assert find(session, 'a"b')


def test_a_removed_word_leaves_no_trace_in_the_index(store: Store) -> None:
    with store.write("Note") as write:
        note = Note(id=write.new_id(), text="zzcanary")
        write.session.add(note)
    store.undo()
    with store.read() as session:
        assert not find(session, "zzcanary")
        assert (
            session.execute(
                text("SELECT count(*) FROM lookup WHERE folded LIKE '%zzcanary%'")
            ).scalar_one()
            == 0
        )


def test_the_index_made_anew_is_the_index_kept(store: Store) -> None:
    for family in ("Van Damme", "de Smet", "D'Hondt", "Özdemir"):
        add(store, "A", family)
    order = "SELECT p.family_name FROM person p JOIN lookup l ON l.row = p.id ORDER BY l.sort_key"
    with store.read() as session:
        kept = session.execute(text(order)).scalars().all()
    store.rebuild()
    with store.read() as session:
        assert session.execute(text(order)).scalars().all() == kept
    assert kept == ["de Smet", "D'Hondt", "Özdemir", "Van Damme"]


@given(
    st.lists(st.tuples(st.sampled_from(["note", "note_x", "person"]), st.binary(min_size=16,
             max_size=16), st.sampled_from(["_alive", "text", "given_name"]), st.text()),
             unique_by=lambda cell: cell[:3], max_size=40)
)  # fmt: skip
def test_a_name_worked_out_in_passing_is_the_one_of_changes_at_hand(
    cells: list[tuple[str, bytes, str, str]],
) -> None:
    header = codec.Header(
        replica=b"r" * 16, seq=1, hlc=5, wall=5, author=None, label="Rename", words=None, schema=3,
        prev=None, salt=b"s" * 16,
    )  # fmt: skip
    salt, passing, at_hand = b"s" * 16, codec.Identity(), []
    for table, row, name, value in sorted(cells):
        said = (codec.Kind.VALUE, value)
        passing.add(salt, (table, row, name), b"", said)
        cell = codec.cell_name(table, row, name)
        at_hand.append((cell, b"", codec.commitment(codec.cell_salt(salt, cell), *said)))
    assert passing.of(header, b"w") == codec.operation_id(header, b"w", at_hand)


@pytest.mark.parametrize("n", [0, 1, 15, 16, 65_535, 65_536])
def test_a_name_is_made_of_changes_as_messagepack_writes_them(n: int) -> None:
    header = codec.Header(
        replica=b"r" * 16, seq=1, hlc=5, wall=5, author=None, label="Rename", words=None, schema=3,
        prev=None, salt=None,
    )  # fmt: skip
    changes = [(b"", b"", b"")] * n
    head = (header.replica, 1, 5, 5, None, "Rename", b"w", 3, None, None)
    packed = msgspec.msgpack.encode((head, changes))
    expected = hashlib.blake2b(packed, digest_size=16, person=b"duodesk-op").digest()
    assert codec.operation_id(header, b"w", changes) == expected


def test_an_operation_of_many_parts_is_one_and_may_be_taken_back(store: Store) -> None:
    """More cells than are held at a time, some of them edits, some removals."""
    people = []
    with store.write("Import") as write:
        for number in range(1_500):
            person = Person(
                id=write.new_id(), office_id=write.office_id, given_name=f"A{number}",
                family_name="Diallo", email=f"{number}@example.org", number=str(number),
            )  # fmt: skip
            write.session.add(person)
            people.append(person.id)
    with store.engine.connect() as connection:
        before = dump.state(connection)
    with store.write("Many changes") as write:
        for number, person_id in enumerate(people):
            person = write.session.get_one(Person, person_id)
            if number % 3:
                person.given_name, person.email = "B", None
                person.street = "rue du Moulin"
            else:
                write.session.delete(person)
    assert len(write.changes.rows) == 1_500
    assert [op["seq"] for op in operations(store)][-2:] == [2, 3]
    assert store.agrees_with_journal()
    store.undo()
    with store.engine.connect() as connection:
        assert dump.state(connection) == before
    assert store.agrees_with_journal()

"""What must hold once every laptop has heard everything, by an oracle that works it out anew."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from duodesk.exchange import content, issues, owning
from duodesk.exchange.content import Content
from duodesk.store import erase
from duodesk.store.receive import Foreign
from duodesk.store.sending import read_operations, withhold
from duodesk.store.store import Store
from tests.campaigns.circle import is_heard, known_retired
from tests.campaigns.laptop import One, rows
from tests.campaigns.newer import program, tables
from tests.campaigns.oracle import Journal, readers, state
from tests.campaigns.raw import plain
from tests.conftest import KEY

__all__ = ["check", "rows"]


def check(history: Any) -> None:
    """Everything that must hold once all have heard all; raises AssertionError."""
    journals = [Journal(one.store) for one in history.laptops]
    for journal in journals:  # everything that anybody held before is everywhere
        assert journal.operations >= history.before
        assert journal.operations == journals[0].operations
    for one, journal in zip(history.laptops, journals, strict=True):
        with program(newer=one.newer):
            _check_one(one, journal)
    _check_reviews(history, journals)
    _check_sent_on(history)
    _check_remarks(history)
    erased = {tuple(_erased(one.store)) for one in history.laptops}
    assert len(erased) == 1
    _check_bytes(history, journals, {row for _, row in next(iter(erased))})
    _check_again(history)
    _check_retired(history)
    history.told.counts["two versions left"] += len(journals[0].conflicts())


def _check_one(one: One, journal: Journal) -> None:
    """One laptop shows what its journal says, lists every field with two versions, and no more."""
    known = tables(newer=one.newer)
    held, shown = state(one.store, known), journal.shown(known)
    for table in known:
        assert held[table] == shown[table], (table, _difference(held[table], shown[table]))
    assert one.store.agrees_with_journal()
    assert _listed(one.store) == journal.conflicts()
    for left in ("awaited", "dirty"):
        assert not rows(one.store, f"SELECT * FROM {left}"), left
    assert rows(one.store, "SELECT applying FROM context") == [(0,)]
    assert not list(one.waiting.glob("*.duo"))


def _difference(held: dict[bytes, Any], shown: dict[bytes, Any]) -> list[Any]:
    """What differs, row by row, for whoever reads the failure."""
    told = []
    for row in sorted(held.keys() | shown.keys()):
        one, other = held.get(row), shown.get(row)
        if one is None or other is None:
            told.append((row.hex(), "held" if other is None else "shown"))
        elif one != other:
            fields = sorted(f for f in one | other if one.get(f) != other.get(f))
            told.append((row.hex(), {f: (one.get(f), other.get(f)) for f in fields}))
    return told


def _listed(store: Store) -> set[tuple[str, bytes, str]]:
    found = rows(
        store,
        "SELECT t.txt, c.row, f.txt FROM conflict c JOIN name t ON t.n = c.tbl"
        " JOIN name f ON f.n = c.fld",
    )
    return {(table, row, full.split(".")[-1]) for table, row, full in found}


def _check_reviews(history: Any, journals: list[Journal]) -> None:
    """Only a review closes two versions."""
    for journal in journals:
        for at, said in journal.closings():
            assert said.operation in history.told.reviews, at


def _check_sent_on(history: Any) -> None:
    """Every laptop would send the same on, and what it sends reads back as it was."""
    sent = [_all_that_is_sent(one) for one in history.laptops]
    assert all(one == sent[0] for one in sent)
    packed = content.pack(sent[0], Content(tips=[], seals=[]))
    assert content.operations(content.unpack(packed)) == sent[0]
    ids = {operation.id for operation in sent[0]}
    assert ids == {i for (i,) in rows(history.laptops[0].store, "SELECT id FROM operation")}


def _all_that_is_sent(one: One) -> list[Foreign]:
    hides = owning.hides()
    with one.store.engine.connect() as connection:
        numbers = [n for (n,) in connection.exec_driver_sql("SELECT n FROM operation")]
        found = read_operations(connection, one.store.journal.texts, numbers)
        shared = [withhold(operation, hides)[0] for operation in found]
    for operation in shared:
        operation.changes.sort(key=lambda change: change[:3])
    return sorted(shared, key=lambda operation: operation.id)


def _check_remarks(history: Any) -> None:
    """Remarks are named alike by all laptops of one program; a newer one may see more."""
    found: dict[bool, set[frozenset[Any]]] = defaultdict(set)
    for one in history.laptops:
        with program(newer=one.newer), one.store.read() as session:
            found[one.newer].add(frozenset(issue.id for issue in issues.issues(session)))
    assert all(len(alike) == 1 for alike in found.values())
    if len(found) == 2:
        assert next(iter(found[False])) <= next(iter(found[True]))


def _check_bytes(history: Any, journals: list[Journal], erased: set[bytes]) -> None:
    """No byte of an erased row, nor of another office's secret, is in any file; every other word
    is in all of them.
    """
    gone = [w.encode() for row in sorted(erased) for w in history.told.words.get(row, ())]
    told = history.told
    secrets = [(s, readers(s, journals[0]) | told.readers[s.row]) for s in told.secrets]
    for one in history.laptops:
        held = plain(one.path, KEY)
        assert not [words for words in gone if words in held]
        kept = [s for s, offices in secrets if one.office not in offices]
        assert not [s for s in kept if s.words.encode() in held]


def _check_retired(history: Any) -> None:
    """What a retired laptop wrote later is taken by nobody."""
    known = known_retired(history.laptops[0])
    for retired in history.retired:
        # Of a retirement that nobody knows any more, all who knew were put back unseen.
        if retired.laptop.store.replica in known:
            assert not is_heard(retired, history.laptops[0])
        else:
            assert retired.laptop.store.replica in history.told.forgotten


def _erased(store: Store) -> list[tuple[str, bytes]]:
    with store.engine.connect() as connection:
        return erase.erased_rows(connection)


def _check_again(history: Any) -> None:
    """Another round brings nothing, and tables and index made anew from the journal are what they
    were.
    """
    # One sends for all: what the others would send is the same (`_check_sent_on`).
    assert history.hand_all(history.random.choice(history.laptops), "full") == 0
    one = history.random.choice(history.laptops)
    with program(newer=one.newer):
        before = _everything_shown(one)
        one.store.rebuild()
        assert _everything_shown(one) == before


def _everything_shown(one: One) -> Any:
    # An error where the words to be searched are others than those shown.
    rows(one.store, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    index = rows(one.store, "SELECT tbl, row, sort_key, folded FROM lookup ORDER BY row")
    return state(one.store, tables(newer=one.newer)), _listed(one.store), index

"""What must hold once every laptop has heard everything, by an oracle that works it out anew."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from duodesk.base.errors import UserError
from duodesk.exchange.owning import private_fields
from duodesk.store import dump
from duodesk.store.store import Store

FIELDS = ("given_name", "family_name", "email", "phone")


@dataclass(slots=True)
class Oracle:
    """What the union of all journals says, worked out anew in plain Python."""

    operations: dict[str, dict[str, Any]] = field(default_factory=dict)

    def hear(self, document: dict[str, Any]) -> None:
        for entry in document["journal"]:
            known = self.operations.setdefault(entry["id"]["hex"], {**entry, "changes": {}})
            for change in entry["changes"]:
                at = (change["table"], change["row"], change["field"])
                held = known["changes"].get(at)
                if held is None or (held["kind"] == 2 and change["kind"] in {0, 1}):
                    known["changes"][at] = change

    def heads(self) -> dict[tuple[str, str, str], list[tuple[Any, ...]]]:
        """By cell: (hlc, replica, operation, kind, value) of every change no other names."""
        cells: dict[tuple[str, str, str], list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        for operation, entry in self.operations.items():
            for at, change in entry["changes"].items():
                cells[at].append((operation, change))
        heads = {}
        for at, changes in cells.items():
            replaced = {parent for _, change in changes for parent in change.get("parents", [])}
            heads[at] = [
                (self.operations[o]["hlc"], self.operations[o]["replica"]["hex"], o,
                 change["kind"], _plain(change.get("value")))
                for o, change in changes if o not in replaced
            ]  # fmt: skip
        return heads


def check(history: Any) -> None:
    """Everything that must hold once all have heard all; raises AssertionError."""
    dumps = [dump.dump(one.store) for one in history.laptops]
    oracle = Oracle()
    for document in dumps:
        oracle.hear(document)
    everything = set(oracle.operations)
    for document in dumps:  # every published operation is everywhere
        assert {entry["id"]["hex"] for entry in document["journal"]} == everything
    heads = oracle.heads()
    for one, document in zip(history.laptops, dumps, strict=True):
        assert one.store.agrees_with_journal()
        _check_shown(heads, document)
        _check_conflicts(one.store, heads)
        assert not rows(one.store, "SELECT * FROM awaited")
    shared = [_shared(document["state"]) for document in dumps]
    assert all(state == shared[0] for state in shared)
    _check_erased(history)
    _check_private(history)


def _check_shown(heads: dict[Any, list[Any]], document: dict[str, Any]) -> None:
    """Each living person shows the greatest value among its heads."""
    for row in document["state"]["person"]:
        i = row["id"]["hex"]
        if max(heads["person", i, "_alive"])[4] != 1:
            continue
        for name in FIELDS:
            said = [h for h in heads.get(("person", i, name), []) if h[3] == 0]
            shown = max(said)[4] if said else None
            assert row.get(name) == shown, (i, name)


def _check_conflicts(store: Store, heads: dict[Any, list[Any]]) -> None:
    listed = {
        (table, row.hex(), name.split(".")[-1])
        for table, row, name in rows(
            store,
            "SELECT t.txt, c.row, f.txt FROM conflict c JOIN name t ON t.n = c.tbl"
            " JOIN name f ON f.n = c.fld",
        )
    }
    private = private_fields()
    expected = {
        at
        for at, found in heads.items()
        if len({(h[3], h[4]) for h in found if h[3] in {0, 1}}) > 1
        and at[2] not in private.get(at[0], ())
    }
    assert {at for at in listed if at[2] not in private.get(at[0], ())} == expected


def _check_erased(history: Any) -> None:
    """No byte of an erased row is left in any file."""
    for one in history.laptops:
        for row in history.erased:
            left = rows(
                one.store, "SELECT val FROM change WHERE row = ? AND val IS NOT NULL"
                " AND typeof(val) = 'text'", (row,)
            )  # fmt: skip
            assert not left
            assert not rows(one.store, "SELECT id FROM person WHERE id = ?", (row,))
            assert not rows(one.store, "SELECT row FROM lookup WHERE row = ?", (row,))


def _check_private(history: Any) -> None:
    """Every note is held in the office of its person, by all of its laptops."""
    for one in history.laptops:
        office = one.store.office_id.bytes
        lacking = rows(
            one.store,
            "SELECT n.id FROM note n JOIN person p ON p.id = n.person_id"
            " WHERE p.office_id = ? AND n.text IS NULL",
            (office,),
        )
        held = {
            row
            for other in history.laptops
            for (row,) in rows(other.store, "SELECT id FROM note WHERE text IS NOT NULL")
        }
        assert not [row for (row,) in lacking if row in held]


def _shared(state: dict[str, Any]) -> dict[str, Any]:
    private = private_fields()
    return {
        table: [{k: v for k, v in row.items() if k not in private.get(table, ())} for row in rows]
        for table, rows in state.items()
    }


def _plain(value: Any) -> Any:
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value


def rows(store: Store, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    with store.engine.connect() as connection:
        return rows_of(connection, query, values)


def rows_of(connection: Any, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(query, values)]


def attempt(action: Any) -> Any:
    try:
        return action()
    except UserError:
        return None

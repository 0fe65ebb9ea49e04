"""Everything a desk file knows as one documented, sorted, stable JSON document, and back; never
keys.

{"format": 1, "schema": 1,
 "state":   {table: [{"id": …, column: value, …}, … by id]},
 "journal": [{"id", "replica", "seq", "hlc", "wall", "author", "label", "words", "schema", "prev",
              "salt", "undoes",
              "changes": [{"table", "row", "field", "kind", "value", "parents",
                           "salt"?, "commitment"?}, …]}, … by time]}

Bytes are written {"hex": "…"}; identities in `state` too. `state` follows from `journal`; loading
checks that it does.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Table

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.model.vocabulary import record_tables
from duodesk.store.capture import read_names
from duodesk.store.codec import Header, Value
from duodesk.store.heads import PARENT
from duodesk.store.store import Store
from duodesk.store.travelling import Change, Foreign, identify

FORMAT = 1
_HEADER = (
    "id",
    "replica",
    "seq",
    "hlc",
    "wall",
    "author",
    "label",
    "words",
    "words_com",
    "words_salt",
    "schema",
    "prev",
    "salt",
    "undoes",
)


def dump(store: Store) -> dict[str, Any]:
    """The whole desk file as plain data."""
    with store.engine.connect() as connection:
        return {
            "format": FORMAT,
            "schema": connection.exec_driver_sql("PRAGMA user_version").scalar_one(),
            "state": state(connection),
            "journal": list(_operations(connection)),
        }


def state(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """The living rows of all exchanged tables, by table and identity."""
    return {table.name: _rows(connection, table) for table in record_tables()}


def to_json(document: dict[str, Any]) -> str:
    """The document as text that is equal for equal content."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def load(store: Store, document: dict[str, Any]) -> None:
    """Fill an empty desk with a dump; all or nothing.

    Raises `UserError` when the desk is not empty, the document is none of ours or its hashes do not
    agree.
    """
    if document.get("format") != FORMAT:
        raise UserError(
            N_("This file is not a Duodesk dump, or one of a newer version. Nothing was loaded.")
        )
    with store.arriving() as arrival:
        connection = arrival.session.connection()
        if connection.exec_driver_sql("SELECT count(*) FROM operation").scalar_one():
            raise UserError(N_("This desk already holds data. Load a dump into a new, empty desk."))
        try:
            journal = [_foreign(entry) for entry in document["journal"]]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UserError(
                N_("This dump is incomplete or was changed (%(reason)s). Nothing was loaded."),
                reason=error,
            ) from error
        arrival.receiver.take(journal, max((op.header.wall for op in journal), default=0))
        if state(connection) != document.get("state"):
            raise UserError(
                N_("The rows of this dump do not follow from its journal. Nothing was loaded.")
            )


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    columns = sorted(c.name for c in table.columns)
    listed = ", ".join(f'"{c}"' for c in columns)
    found = connection.exec_driver_sql(f'SELECT {listed} FROM "{table.name}" ORDER BY id')
    return [
        {c: _plain(v) for c, v in zip(columns, row, strict=True) if v is not None} for row in found
    ]


def _operations(connection: Connection) -> Any:
    texts = {n: txt for txt, n in read_names(connection).items()}
    listed = ", ".join(_HEADER)
    operations = connection.exec_driver_sql(
        f"SELECT n, {listed} FROM operation ORDER BY hlc, id"
    ).fetchall()
    for n, *values in operations:
        header = {name: _plain(v) for name, v in zip(_HEADER, values, strict=True) if v is not None}
        yield {**header, "changes": _changes(connection, n, texts)}


def _changes(connection: Connection, n: int, texts: dict[int, str]) -> list[dict[str, Any]]:
    found = connection.exec_driver_sql(
        "SELECT tbl, row, fld, kind, val, parents, salt, com FROM change WHERE operation = ?", (n,)
    )
    changes = []
    for tbl, row, fld, kind, value, parents, salt, com in found:
        change = {
            "table": texts[tbl],
            "row": row.hex(),
            "field": texts[fld].split(".")[-1],
            "kind": kind,
            "value": _plain(value),
            "parents": [
                parents[i : i + PARENT].hex() for i in range(0, len(parents or b""), PARENT)
            ],
            "salt": _plain(salt),
            "commitment": _plain(com),
        }
        changes.append({k: v for k, v in change.items() if v not in (None, [])})
    return sorted(changes, key=lambda c: (c["table"], c["row"], c["field"]))


def _foreign(entry: dict[str, Any]) -> Foreign:
    """One operation of a dump, its identity computed from its content and compared."""
    get = {name: _value(entry.get(name)) for name in _HEADER}
    told, words_com, words_salt = get.pop("id"), get.pop("words_com"), get.pop("words_salt")
    changes = [_change(change) for change in entry["changes"]]
    operation = identify(Header(**get), words_com, words_salt, changes)
    if operation.id != told or operation.words_com != words_com:
        raise ValueError(told.hex())
    return operation


def _change(change: dict[str, Any]) -> Change:
    return Change(
        change["table"],
        bytes.fromhex(change["row"]),
        change["field"],
        int(change["kind"]),
        _value(change.get("value")),
        b"".join(bytes.fromhex(p) for p in change.get("parents", [])),
        _value(change.get("salt")),
        _value(change.get("commitment")),
    )


def _plain(value: Value) -> Any:
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def _value(plain: Any) -> Any:
    return bytes.fromhex(plain["hex"]) if isinstance(plain, dict) else plain


def adopt_author(store: Store, name: str) -> None:
    """After loading, write as the colleague of that name (or the first known), as this desk's
    founder would.
    """
    from sqlalchemy import select

    from duodesk.model.journal import Fact
    from duodesk.model.reference import Author

    with store.local() as session:
        known = session.scalars(select(Author).order_by(Author.id)).all()
        chosen = next((a for a in known if a.name == name), known[0] if known else None)
        if chosen is None:
            return
        session.merge(Fact(name="author_id", value=str(chosen.id)))
        author_id = chosen.id
    store.speak_as(author_id)

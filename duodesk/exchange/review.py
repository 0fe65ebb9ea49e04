"""Two versions of one field: both with author and day, the common text before them, and the
choice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id, id_of
from duodesk.exchange.naming import Subject, field_title, subject_of
from duodesk.model.vocabulary import record_classes
from duodesk.store.capture import ALIVE
from duodesk.store.codec import Kind, Value
from duodesk.store.history import moment_of
from duodesk.store.journal import PARENT
from duodesk.store.store import Changes, Store


@dataclass(frozen=True, slots=True)
class Version:
    """One of the versions: what it says, who wrote it, when, in which office."""

    operation: bytes
    kind: Kind
    value: Value
    author: str
    office: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """A field that two laptops wrote without knowing of each other."""

    table: str
    row: Id
    field: str
    title: str
    subject: Subject
    versions: tuple[Version, ...]
    before: Value
    long: bool

    @property
    def deleted(self) -> bool:
        """Whether one of them took the row away."""
        return any(v.kind == Kind.DELETED for v in self.versions)


def to_look_at(session: Session) -> int:
    """How many fields wait for a choice."""
    found = session.connection().exec_driver_sql("SELECT count(*) FROM conflict")
    return int(found.scalar_one())


def two_versions(session: Session, *, limit: int = 200) -> list[TwoVersions]:
    """The fields that wait for a choice; those of a newer program wait for that program."""
    connection = session.connection()
    cells = connection.exec_driver_sql(
        "SELECT c.tbl, c.row, c.fld, t.txt, f.txt FROM conflict c JOIN name t ON t.n = c.tbl"
        " JOIN name f ON f.n = c.fld ORDER BY t.txt, c.row, f.txt LIMIT ?",
        (limit,),
    ).fetchall()
    known = {str(k.__tablename__): {c.name for c in k.__table__.columns} for k in record_classes()}
    listed = []
    for tbl, row, fld, table, full in cells:
        field = full.split(".")[-1]
        if field not in known.get(table, ()):
            continue
        versions, before = _versions(connection, (tbl, row, fld))
        if len(versions) > 1:
            texts = [v.value for v in versions if isinstance(v.value, str)]
            listed.append(
                TwoVersions(
                    table, id_of(row), field, field_title(table, field),
                    subject_of(session, table, id_of(row)), versions, before,
                    any(len(t) > 120 or "\n" in t for t in texts),
                )
            )  # fmt: skip
    return listed


def choose(store: Store, table: str, row: Id, field: str, value: Any) -> Changes:
    """Close the two versions of a field with this value, for all laptops."""
    with store.write(N_("One of two versions chosen")) as write:
        kind = next(k for k in record_classes() if k.__tablename__ == table)
        present = write.session.get(kind, row)
        if present is None:
            raise UserError(
                N_("This entry is no longer there. Somebody else decided; look at its history.")
            )
        connection = write.session.connection()
        connection.exec_driver_sql(
            f'UPDATE "{table}" SET "{field}" = ? WHERE id = ?', (value, row.bytes)
        )
        write.review(table, row, field)
    return write.changes


def keep_row(store: Store, table: str, row: Id) -> Changes:
    """An entry that was removed there and edited here stays, as it is shown now."""
    with store.write(N_("Kept, though it was removed elsewhere")) as write:
        for field in _deleted_fields(write.session.connection(), table, row):
            write.review(table, row, field)
        write.review(table, row, ALIVE)
    return write.changes


def let_row_go(store: Store, table: str, row: Id) -> Changes:
    """An entry that was removed there goes here too, with what was edited."""
    with store.write(N_("Removed, as it was elsewhere")) as write:
        write.session.connection().exec_driver_sql(
            f'DELETE FROM "{table}" WHERE id = ?', (row.bytes,)
        )
    return write.changes


def _deleted_fields(connection: Connection, table: str, row: Id) -> list[str]:
    found = connection.exec_driver_sql(
        "SELECT DISTINCT f.txt FROM change c JOIN name f ON f.n = c.fld JOIN name t ON t.n = c.tbl"
        " WHERE t.txt = ? AND c.row = ? AND c.head = 1 AND f.txt LIKE ?",
        (table, row.bytes, f"{table}.%"),
    )
    kind = next(k for k in record_classes() if k.__tablename__ == table)
    columns = {c.name for c in kind.__table__.columns}
    return [f for (full,) in found if (f := full.split(".")[-1]) in columns]


def _versions(
    connection: Connection, at: tuple[int, bytes, int]
) -> tuple[tuple[Version, ...], Value]:
    found = connection.exec_driver_sql(
        "SELECT o.id, c.kind, c.val, c.parents, o.wall, a.name, f.code FROM change c"
        " JOIN operation o ON o.n = c.operation LEFT JOIN author a ON a.id = o.author"
        " LEFT JOIN office f ON f.id = a.office_id"
        " WHERE c.tbl = ? AND c.row = ? AND c.fld = ? AND c.head = 1 AND c.kind IN (0, 1)"
        " ORDER BY o.hlc, o.id",
        at,
    ).fetchall()
    versions = [
        Version(i, Kind(kind), value, author or "", office or "", moment_of(wall))
        for i, kind, value, _, wall, author, office in found
    ]
    parents = [row[3] or b"" for row in found]
    common = set.intersection(
        *({p[i : i + PARENT] for i in range(0, len(p), PARENT)} for p in parents)
    ) if parents else set()  # fmt: skip
    return _distinct(versions), _value_of(connection, at, common)


def _distinct(versions: list[Version]) -> tuple[Version, ...]:
    """Equal values written twice are one version."""
    first: dict[tuple[int, str], Version] = {}
    for version in versions:
        first.setdefault((int(version.kind), json.dumps(version.value, default=repr)), version)
    return tuple(first.values())


def _value_of(connection: Connection, at: tuple[int, bytes, int], common: set[bytes]) -> Value:
    for operation in sorted(common):
        found = connection.exec_driver_sql(
            "SELECT c.val FROM change c JOIN operation o ON o.n = c.operation"
            " WHERE c.tbl = ? AND c.row = ? AND c.fld = ? AND o.id = ?",
            (*at, operation),
        ).first()
        if found is not None:
            return found.val  # type: ignore[no-any-return]  # the driver's own value
    return None

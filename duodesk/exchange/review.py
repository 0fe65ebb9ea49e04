"""Two versions of one field: both with author and day, the common text before them, and the
choice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, Text
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id, id_of
from duodesk.exchange.naming import Subject, field_title, subject_of, value_text
from duodesk.followup.codes import is_coded
from duodesk.model.vocabulary import record_classes, record_tables
from duodesk.people.restricted import closed_rows
from duodesk.store.capture import ALIVE
from duodesk.store.codec import Kind, Value
from duodesk.store.fitting import fits
from duodesk.store.heads import PARENT
from duodesk.store.history import moment_of
from duodesk.store.store import Changes, Store, Write


@dataclass(frozen=True, slots=True)
class Version:
    """One of the versions: what it says (`text` in the reader's words), who wrote it, when, in
    which office.
    """

    operation: bytes
    kind: Kind
    value: Value
    text: str
    author: str
    office: str
    at: datetime

    @property
    def deleted(self) -> bool:
        """Whether this one says that the row is taken away."""
        return self.kind == Kind.DELETED


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """A field that two laptops wrote without knowing of each other; `before` is what it said when
    they parted, `text` whether it is free text, which can be written anew.
    """

    table: str
    row: Id
    field: str
    title: str
    subject: Subject
    versions: tuple[Version, ...]
    before: Value
    text: bool

    @property
    def deleted(self) -> bool:
        """Whether one of them took the row away."""
        return any(v.deleted for v in self.versions)


def to_look_at(session: Session) -> int:
    """How many fields wait for a choice here; those of a newer program wait for that program, and
    words shown to few for one of these few.
    """
    closed = closed_rows(session)
    found = session.connection().exec_driver_sql(
        "SELECT t.txt, c.row, f.txt FROM conflict c JOIN name t ON t.n = c.tbl"
        " JOIN name f ON f.n = c.fld"
    )
    known = {
        f"{kind.__tablename__}.{column.name}"
        for kind in record_classes()
        for column in kind.__table__.columns
    }
    return sum(field in known and (table, row) not in closed for table, row, field in found)


def two_versions(session: Session, *, limit: int = 200) -> list[TwoVersions]:
    """The fields that wait for a choice, at most so many; those of a newer program wait for that
    program, and words shown to few for one of these few.
    """
    connection, closed = session.connection(), closed_rows(session)
    cells = connection.exec_driver_sql(
        "SELECT c.tbl, c.row, c.fld, t.txt, f.txt FROM conflict c JOIN name t ON t.n = c.tbl"
        " JOIN name f ON f.n = c.fld ORDER BY t.txt, c.row, f.txt"
    ).fetchall()
    known = {str(k.__tablename__): {c.name for c in k.__table__.columns} for k in record_classes()}
    listed: list[TwoVersions] = []
    for tbl, row, fld, table, full in cells:
        if len(listed) >= limit:
            break
        field = full.split(".")[-1]
        if field not in known.get(table, ()) or (table, row) in closed:
            continue
        versions, before = _versions(session, (tbl, row, fld), table, field)
        if len(versions) > 1:
            listed.append(
                TwoVersions(
                    table, id_of(row), field, field_title(table, field),
                    subject_of(session, table, id_of(row)), versions, before,
                    _is_free(table, field),
                )
            )  # fmt: skip
    return listed


def choose(store: Store, table: str, row: Id, field: str, value: Any) -> Changes:
    """Close the two versions of a field with this value, for all laptops."""
    with store.write(N_("One of two versions chosen")) as write:
        _settle(write, table, row, field, value)
    return write.changes


def keep_row(store: Store, table: str, row: Id, field: str, value: Any) -> Changes:
    """An entry that was removed there and edited here stays, with the version of this field that
    somebody chose. Where other fields of it have two versions that nobody looked at, they wait on.
    """
    with store.write(N_("Kept, though it was removed elsewhere")) as write:
        _settle(write, table, row, field, value)
        _bring_back(write, table, row, but=field)
        write.review(table, row, ALIVE)
    return write.changes


def let_row_go(store: Store, table: str, row: Id) -> Changes:
    """An entry that was removed there goes here too, with what was edited."""
    with store.write(N_("Removed, as it was elsewhere")) as write:
        write.session.connection().exec_driver_sql(
            f'DELETE FROM "{table}" WHERE id = ?', (row.bytes,)
        )
    return write.changes


def _is_free(table: str, field: str) -> bool:
    kind = next(k for k in record_classes() if k.__tablename__ == table)
    column = kind.__table__.columns[field].type
    return type(column) in {String, Text} and not is_coded(table, field)


def _settle(write: Write, table: str, row: Id, field: str, value: Any) -> None:
    """This is what the field says for all; its versions are closed."""
    kind = next(k for k in record_classes() if k.__tablename__ == table)
    if write.session.get(kind, row) is None:
        raise UserError(
            N_("This entry is no longer there. Somebody else decided; look at its history.")
        )
    column = next(
        c for t in record_tables() if t.name == table for c in t.columns if c.name == field
    )
    if not fits(column)(value):
        raise UserError(
            N_("This cannot stand in this field. Choose another version, or write it anew.")
        )
    write.session.connection().exec_driver_sql(
        f'UPDATE "{table}" SET "{field}" = ? WHERE id = ?', (value, row.bytes)
    )
    write.review(table, row, field)


def _bring_back(write: Write, table: str, row: Id, *, but: str) -> None:
    """The other fields that the removal blanked say again what they show. Two values of one field
    are looked at one by one; a value that this laptop cannot see is never replaced.
    """
    known = {c.name for t in record_tables() if t.name == table for c in t.columns}
    for at, full, values, withheld in _removed_fields(write.session.connection(), table, row):
        field = full.split(".")[-1]
        if field not in known or field == but or values > 1:
            continue
        if not withheld:
            write.review(table, row, field)
        elif not values:
            shown = write.session.connection().exec_driver_sql(
                f'SELECT "{field}" FROM "{table}" WHERE id = ?', (row.bytes,)
            ).scalar()  # fmt: skip
            if shown is not None:
                write.hidden[at] = shown


def _removed_fields(
    connection: Connection, table: str, row: Id
) -> list[tuple[tuple[int, bytes, int], str, int, int]]:
    """The fields of a row that somebody removed: where each is, its name, how many values it has
    beside, and how many that this laptop cannot see.
    """
    found = connection.exec_driver_sql(
        "SELECT c.tbl, c.fld, f.txt,"
        " count(DISTINCT CASE WHEN c.kind = ? THEN coalesce(typeof(c.val) || c.val, '') END),"
        " sum(c.kind = ?) FROM change c JOIN name f ON f.n = c.fld JOIN name t ON t.n = c.tbl"
        " WHERE t.txt = ? AND c.row = ? AND c.head = 1 AND f.txt LIKE ?"
        " GROUP BY c.tbl, c.fld, f.txt HAVING sum(c.kind = ?)",
        (
            int(Kind.VALUE), int(Kind.WITHHELD), table, row.bytes, f"{table}.%",
            int(Kind.DELETED),
        ),
    )  # fmt: skip
    return [((r[0], row.bytes, r[1]), r[2], r[3], r[4]) for r in found]


def _versions(
    session: Session, at: tuple[int, bytes, int], table: str, field: str
) -> tuple[tuple[Version, ...], Value]:
    found = (
        session.connection()
        .exec_driver_sql(
            "SELECT o.id, c.kind, c.val, o.wall, a.name AS author, f.code FROM change c"
            " JOIN operation o ON o.n = c.operation LEFT JOIN author a ON a.id = o.author"
            " LEFT JOIN office f ON f.id = a.office_id"
            " WHERE c.tbl = ? AND c.row = ? AND c.fld = ? AND c.head = 1 AND c.kind IN (0, 1)"
            " ORDER BY o.hlc, o.id",
            at,
        )
        .fetchall()
    )
    versions = [
        Version(
            operation=row.id, kind=Kind(row.kind), value=row.val,
            text=value_text(session, table, field, row.val), author=row.author or "",
            office=row.code or "", at=moment_of(row.wall),
        )
        for row in found
    ]  # fmt: skip
    return _distinct(versions), _before(session.connection(), at, [row.id for row in found])


def _distinct(versions: list[Version]) -> tuple[Version, ...]:
    """Equal values written twice are one version."""
    first: dict[tuple[int, str], Version] = {}
    for version in versions:
        first.setdefault((int(version.kind), json.dumps(version.value, default=repr)), version)
    return tuple(first.values())


def _before(connection: Connection, at: tuple[int, bytes, int], heads: list[bytes]) -> Value:
    """What the field said before they parted: the latest change that all of them go back to."""
    found = connection.exec_driver_sql(
        "SELECT o.id, o.hlc, c.val, c.parents FROM change c JOIN operation o ON o.n = c.operation"
        " WHERE c.tbl = ? AND c.row = ? AND c.fld = ?",
        at,
    ).fetchall()
    changes = {row.id: row for row in found}
    common = set(changes)
    for head in heads:
        common &= _ancestors(head, changes)
    latest = max(common, key=lambda i: (changes[i].hlc, i), default=None)
    return changes[latest].val if latest else None


def _ancestors(head: bytes, changes: Mapping[bytes, Any]) -> set[bytes]:
    seen, waiting = set[bytes](), [head]
    while waiting:
        joined = changes[waiting.pop()].parents or b""
        parents = {joined[i : i + PARENT] for i in range(0, len(joined), PARENT)}
        waiting += [p for p in parents & changes.keys() if p not in seen]
        seen |= parents & changes.keys()
    return seen

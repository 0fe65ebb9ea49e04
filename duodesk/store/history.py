"""What happened to a row: every change with its old and new value, its author, and the words of the
action.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from duodesk.base import dates
from duodesk.base.i18n import Message
from duodesk.base.ids import Id
from duodesk.store.codec import Kind, Value
from duodesk.store.heads import PARENT

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST, _LATEST = (
    (day - _EPOCH.date()) // timedelta(milliseconds=1) for day in (dates.FIRST, dates.LAST)
)

_COUNTER = 16  # bits of a logical time that count within a millisecond


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's step from what was shown to what was written; None stands for blank."""

    field: str
    old: Value
    new: Value
    kind: Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation as this row saw it, newest first in lists."""

    operation: bytes
    at: datetime
    author_id: Id | None
    label: Message
    undone: bool
    changes: tuple[FieldChange, ...]


def label_of(label: str | None, words: str | None) -> Message:
    """The label as it is shown: msgid and values travel apart, erased values leave the places
    empty, and so do words of another laptop that are none.
    """
    try:
        told = json.loads(words) if words else {}
    except (ValueError, RecursionError):
        told = {}
    values = told.items() if isinstance(told, dict) else ()
    # Half a letter (a lone surrogate) can be written in JSON and nowhere else.
    return Message(label or "", {k: str(v).encode(errors="replace").decode() for k, v in values})


def moment_of(wall: int) -> datetime:
    """The wall clock of an operation, milliseconds since 1970, as UTC; a clock may say anything,
    beyond the calendar it is its end.
    """
    return _EPOCH + timedelta(milliseconds=min(max(wall, _EARLIEST), _LATEST))


def history(session: Session, table: str, row: Id) -> list[Entry]:
    """Every operation that touched a row, newest first."""
    found = session.execute(
        text(
            "SELECT c.operation, n.txt, c.kind, c.val, c.parents, o.id, o.wall, o.author, "
            "o.label, o.words,"
            " o.undoes FROM change c JOIN operation o ON o.n = c.operation JOIN name n ON n.n = "
            "c.fld"
            " WHERE c.tbl = (SELECT n FROM name WHERE txt = :table) AND c.row = :row"
            " ORDER BY o.hlc, o.id"
        ),
        {"table": table, "row": row.bytes},
    ).all()
    values = {(r.id, r.txt): r.val for r in found}
    entries: dict[bytes, Entry] = {}
    for r in found:
        old = next((values[p, r.txt] for p in _parents(r.parents) if (p, r.txt) in values), None)
        change = FieldChange(r.txt.split(".")[-1], old, r.val, Kind(r.kind))
        before = entries.get(r.id)
        entries[r.id] = Entry(
            operation=r.id,
            at=moment_of(r.wall),
            author_id=UUID(bytes=r.author) if r.author else None,
            label=label_of(r.label, r.words),
            undone=r.undoes is not None,
            changes=(*before.changes, change) if before else (change,),
        )
    return list(reversed(entries.values()))


def gone_rows(session: Session, table: str, column: str, targets: Iterable[Id]) -> list[Id]:
    """Rows of a table that are no longer there and once pointed to one of these. It reads all that
    the journal says of the table (0.2 s for a million changes): for the worker.
    """
    found: list[Id] = []
    for target in targets:
        rows = session.execute(
            text(
                "SELECT DISTINCT c.row FROM change c"
                " WHERE c.tbl = (SELECT n FROM name WHERE txt = :table)"
                " AND c.fld = (SELECT n FROM name WHERE txt = :column) AND c.val = :target"
                f' AND NOT EXISTS (SELECT 1 FROM "{table}" t WHERE t.id = c.row)'
            ),
            {"table": table, "column": f"{table}.{column}", "target": target.bytes},
        )
        found += [UUID(bytes=row) for (row,) in rows]
    return found


def last_touched(session: Session, table: str, rows: Iterable[Id]) -> dict[Id, datetime]:
    """When each of these rows was last written, by the logical clock: it never runs back, whatever
    the clocks of laptops say.
    """
    asked = text(
        "SELECT c.row, max(o.hlc) FROM change c JOIN operation o ON o.n = c.operation"
        " WHERE c.tbl = (SELECT n FROM name WHERE txt = :table) AND c.row IN :rows GROUP BY c.row"
    ).bindparams(bindparam("rows", expanding=True))
    found = session.execute(asked, {"table": table, "rows": [row.bytes for row in rows]})
    return {UUID(bytes=row): moment_of(hlc >> _COUNTER) for row, hlc in found}


def held_then(session: Session, table: str, column: str, moment: datetime) -> dict[Id, Value]:
    """What a field held at a moment, by the logical clock, of the rows in which it was written
    before and since; what was first entered later is as it is now. It reads all that the journal
    says of this column, and nothing where nothing was written since.
    """
    at = int(moment.timestamp() * 1000) << _COUNTER
    latest = session.execute(text("SELECT max(hlc) FROM operation")).scalar()
    if latest is None or latest < at:
        return {}
    since = (
        " FROM change c JOIN operation o ON o.n = c.operation"
        " WHERE c.tbl = (SELECT n FROM name WHERE txt = :table)"
        " AND c.fld = (SELECT n FROM name WHERE txt = :column) AND o.hlc "
    )
    asked = text(
        f"SELECT c.row, c.val{since}< :at AND c.row IN (SELECT c.row{since}>= :at)"
        " ORDER BY o.hlc, o.id"
    )
    found = session.execute(asked, {"table": table, "column": f"{table}.{column}", "at": at})
    return {UUID(bytes=row): value for row, value in found}


def last_pointed(
    session: Session, table: str, column: str, targets: Iterable[Id]
) -> dict[Id, datetime]:
    """When a row of a table that points to one of these, or once did, was last written; rows that
    are gone count. It reads all that the journal says of this column: for small tables.
    """
    asked = text(
        "SELECT p.val, max(o.hlc) FROM change p JOIN change c ON c.tbl = p.tbl AND c.row = p.row"
        " JOIN operation o ON o.n = c.operation"
        " WHERE p.tbl = (SELECT n FROM name WHERE txt = :table)"
        " AND p.fld = (SELECT n FROM name WHERE txt = :column) AND p.val IN :targets"
        " GROUP BY p.val"
    ).bindparams(bindparam("targets", expanding=True))
    words = {"table": table, "column": f"{table}.{column}"}
    found = session.execute(asked, {**words, "targets": [one.bytes for one in targets]})
    return {UUID(bytes=row): moment_of(hlc >> _COUNTER) for row, hlc in found}


def heard_of(session: Session) -> dict[Id, datetime]:
    """When each office last wrote something that is here: its colleagues, or this laptop by
    itself.
    """
    asked = text(
        "SELECT office, max(hlc) FROM ("
        "SELECT a.office_id AS office, o.hlc FROM operation o JOIN author a ON a.id = o.author"
        " UNION ALL SELECT r.office, o.hlc FROM tip t JOIN operation o ON o.id = t.id"
        " JOIN replica r ON r.id = t.replica"
        ") WHERE office IS NOT NULL AND hlc IS NOT NULL GROUP BY office"
    )
    return {
        UUID(bytes=office): moment_of(hlc >> _COUNTER) for office, hlc in session.execute(asked)
    }


def _parents(joined: bytes | None) -> list[bytes]:
    return [joined[i : i + PARENT] for i in range(0, len(joined), PARENT)] if joined else []

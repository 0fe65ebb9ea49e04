"""Taking an operation back by a new one that writes what was there before; refused when a value
moved on.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, Message
from duodesk.model.vocabulary import record_tables, references
from duodesk.store.capture import ALIVE
from duodesk.store.codec import Kind, Value
from duodesk.store.fitting import fits
from duodesk.store.heads import PARENT, At
from duodesk.store.history import label_of
from duodesk.store.journal import Cause
from duodesk.store.merge import KNOWN, Head, head

# How far back the stacks are read; more than the hundred steps that people are promised.
_DEPTH = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be taken back: an operation and the words that name it."""

    operation: bytes
    label: Message


@dataclass(frozen=True, slots=True)
class Stacks:
    """What undo and redo would act on now, the next one last; read from the journal, so it outlives
    the program.
    """

    undo: tuple[Step, ...] = ()
    redo: tuple[Step, ...] = ()

    def after(self, operation: bytes, cause: Cause) -> Stacks:
        """The stacks once one more operation is written: a normal one clears redo, an undo moves
        between the two.
        """
        step = Step(operation, Message(cause.label, cause.words))
        if cause.undoes is None:
            return Stacks((*self.undo[-_DEPTH:], step), ())
        if self.undo and self.undo[-1].operation == cause.undoes:
            return Stacks(self.undo[:-1], (*self.redo, step))
        if self.redo and self.redo[-1].operation == cause.undoes:
            return Stacks((*self.undo, step), self.redo[:-1])
        return self


@dataclass(frozen=True, slots=True)
class Past:
    """One change of the operation to take back, what its cell shows now, and what it showed
    before.
    """

    kind: int
    value: Value
    now: Head | None
    before: tuple[int, Value] | None


def read_stacks(connection: Connection, replica: bytes, author: bytes | None) -> Stacks:
    """What this author did here, replayed; founding the desk (the first operation) is never taken
    back, nor is an erasure or what it took words from: those have no salt any more.
    """
    rows = connection.exec_driver_sql(
        "SELECT id, undoes, label, words FROM operation WHERE replica = ? AND author IS ? AND "
        "seq > 1 AND salt IS NOT NULL"
        " ORDER BY seq DESC LIMIT ?",
        (replica, author, _DEPTH),
    ).fetchall()
    present = Stacks()
    for operation, undoes, label, words in reversed(rows):
        said = label_of(label, words)
        present = present.after(operation, Cause(said.msgid, said.values, undoes))
    return present


class Reversal:
    """The opposite of one operation, written through the same door as any edit."""

    def __init__(self, connection: Connection, names: dict[str, int], step: Step) -> None:
        self._connection = connection
        self._texts = {n: txt for txt, n in names.items()}
        self._alive = names[ALIVE]
        self._fits = {t.name: {c.name: fits(c) for c in t.columns} for t in record_tables()}
        self._step = step
        # What stood there before and this program's tables cannot hold.
        self.hidden: dict[At, Value] = {}

    def write(self) -> None:
        """Write what every cell showed before; raises `UserError` and writes nothing when one moved
        on.
        """
        rows = self._past()
        if any(self._texts[tbl] not in self._fits for tbl, _ in rows):
            raise self._moved_on()
        for cells in rows.values():
            self._check_unmoved(cells)
        self._check_unreferenced(rows)
        for (tbl, row), cells in rows.items():
            self._turn_back((tbl, row), cells)

    def _past(self) -> dict[tuple[int, bytes], dict[int, Past]]:
        (n,) = self._connection.exec_driver_sql(
            "SELECT n FROM operation WHERE id = ?", (self._step.operation,)
        ).one()
        found = self._connection.exec_driver_sql(
            "SELECT tbl, row, fld, kind, val, parents FROM change WHERE operation = ?", (n,)
        ).fetchall()
        rows: dict[tuple[int, bytes], dict[int, Past]] = defaultdict(dict)
        for tbl, row, fld, kind, value, parents in found:
            now = self._shown(tbl, row, fld)
            rows[tbl, row][fld] = Past(kind, value, now, self._before(tbl, row, fld, parents))
        return rows

    def _shown(self, tbl: int, row: bytes, fld: int) -> Head | None:
        heads = self._connection.exec_driver_sql(
            "SELECT c.kind, c.val, o.id, o.n, o.hlc, o.replica FROM change c JOIN operation o ON "
            "o.n = c.operation"
            " WHERE c.tbl = ? AND c.row = ? AND c.fld = ? AND c.head = 1",
            (tbl, row, fld),
        )
        return max(
            (head(k, v, op, n, (hlc, rep)) for k, v, op, n, hlc, rep in heads),
            key=lambda head: head.rank,
            default=None,
        )

    def _before(
        self, tbl: int, row: bytes, fld: int, parents: bytes | None
    ) -> tuple[int, Value] | None:
        """The value of the parent that was shown (the latest, if there were several)."""
        if not parents:
            return None
        ids = [parents[i : i + PARENT] for i in range(0, len(parents), PARENT)]
        marks = ", ".join("?" for _ in ids)
        found = self._connection.exec_driver_sql(
            "SELECT c.kind, c.val FROM change c JOIN operation o ON o.n = c.operation"
            f" WHERE c.tbl = ? AND c.row = ? AND c.fld = ? AND o.id IN ({marks})"
            " ORDER BY c.kind <> 1 DESC, o.hlc DESC, o.replica DESC, o.id DESC LIMIT 1",
            (tbl, row, fld, *ids),
        ).first()
        # A parent may still be on its way from another laptop: then undo waits too.
        return (found.kind, found.val) if found else (int(Kind.WITHHELD), None)

    def _check_unmoved(self, cells: dict[int, Past]) -> None:
        for past in cells.values():
            kinds = {past.kind} | ({past.before[0]} if past.before else set())
            unknown = bool(kinds - KNOWN)
            if unknown or past.now is None or moved(past, past.now):
                raise self._moved_on()

    def _check_unreferenced(self, rows: dict[tuple[int, bytes], dict[int, Past]]) -> None:
        """What this operation created must carry nothing written since, and nothing else may point
        to it.
        """
        born = {row: tbl for (tbl, row), cells in rows.items() if self._is_birth(cells)}
        for row, tbl in born.items():
            written = {
                fld
                for (fld,) in self._connection.exec_driver_sql(
                    "SELECT fld FROM change WHERE tbl = ? AND row = ? AND head = 1 AND kind = 0 "
                    "AND val IS NOT NULL",
                    (tbl, row),
                )
            }
            if written - rows[tbl, row].keys():
                raise self._moved_on()
        if born:
            self._check_no_pointer(born)

    def _check_no_pointer(self, born: dict[bytes, int]) -> None:
        for table, column in references():
            pointing = self._connection.exec_driver_sql(
                f'SELECT t.id FROM "{table}" t JOIN change c ON c.operation ='
                f' (SELECT n FROM operation WHERE id = ?) AND c.row = t."{column}" AND c.fld = ? '
                "AND c.val = 1",
                (self._step.operation, self._alive),
            )
            if any(row not in born for (row,) in pointing):
                raise self._moved_on()

    def _is_birth(self, cells: dict[int, Past]) -> bool:
        return self._alive in cells and cells[self._alive].value == 1

    def _turn_back(self, at: tuple[int, bytes], cells: dict[int, Past]) -> None:
        table, row = self._texts[at[0]], at[1]
        if self._is_birth(cells):
            self._connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (row,))
            return
        values: dict[str, Value] = {}
        for fld, past in cells.items():
            field = self._texts[fld].split(".")[-1]
            value = past.before[1] if past.before and past.before[0] == Kind.VALUE else None
            holds = self._fits[table].get(field)
            if holds is not None:
                values[field] = value if holds(value) else None
            if value is not None and fld != self._alive and not (holds and holds(value)):
                self.hidden[*at, fld] = value
        if self._alive in cells:
            self._insert(table, row, values)
        elif values:
            self._update(table, row, values)

    def _insert(self, table: str, row: bytes, values: dict[str, Value]) -> None:
        # An edit made elsewhere may have kept the row in sight: then it lives again as it stands.
        present = self._connection.exec_driver_sql(
            f'SELECT * FROM "{table}" WHERE id = ?', (row,)
        ).mappings().first()  # fmt: skip
        if present is not None:
            values = {k: v for k, v in present.items() if k != "id"} | values
            self._connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (row,))
        listed = ", ".join(f'"{name}"' for name in ("id", *values))
        marks = ", ".join("?" for _ in range(len(values) + 1))
        self._connection.exec_driver_sql(
            f'INSERT INTO "{table}" ({listed}) VALUES ({marks})',
            (row, *values.values()),
        )

    def _update(self, table: str, row: bytes, values: dict[str, Value]) -> None:
        settings = ", ".join(f'"{name}" = ?' for name in values)
        self._connection.exec_driver_sql(
            f'UPDATE "{table}" SET {settings} WHERE id = ?',
            (*values.values(), row),
        )

    def _moved_on(self) -> UserError:
        return UserError(
            N_(
                "“%(action)s” can no longer be undone: something it touched has been changed "
                "since. "
                "Look at the history there and change it by hand."
            ),
            action=self._step.label,
        )


def moved(past: Past, now: Head) -> bool:
    """Whether a cell shows something else than it was given; a blank is a blank, however it came
    about.
    """
    if not now.known:
        return True
    shows = now.value if now.kind == Kind.VALUE else None
    return shows != (past.value if past.kind == Kind.VALUE else None)

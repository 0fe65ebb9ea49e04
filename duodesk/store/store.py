"""The two doors of the desk file: `read()` and `write()`; and `local()` for what this laptop keeps
to itself.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from random import SystemRandom
from uuid import UUID

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from duodesk.base.clock import Clock
from duodesk.base.i18n import Message
from duodesk.base.ids import Bytes, Id, Ids
from duodesk.model.journal import Fact
from duodesk.model.vocabulary import record_tables
from duodesk.store import erase, materialise, search
from duodesk.store.capture import ERASE, read_names
from duodesk.store.codec import Value
from duodesk.store.engine import told
from duodesk.store.heads import At
from duodesk.store.journal import Cause, Journal, Origin, Rows, Stamped
from duodesk.store.migrate import latest
from duodesk.store.reading import KNOWN
from duodesk.store.receive import Receiver
from duodesk.store.undo import Reversal, Stacks, Step, read_stacks

# Under this name a session knows whose eyes it reads for.
AUTHOR = "author_id"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command touched; screens follow it. `operation` is None when nothing really
    changed.
    """

    operation: bytes | None = None
    tables: frozenset[str] = frozenset()
    label: Message | None = None
    # As the file has them: a list that came in leaves a hundred thousand.
    touched: Rows = ()

    @property
    def rows(self) -> frozenset[tuple[str, Id]]:
        """The rows it touched, by the name of their table."""
        return frozenset((table, UUID(bytes=row)) for table, rows in self.touched for row in rows)


@dataclass(slots=True)
class Write:
    """An open writing transaction: its session, and what a command may need to know."""

    session: Session
    store: Store
    changes: Changes = field(default_factory=Changes)
    reviewed: set[tuple[str, bytes, str]] = field(default_factory=set)
    erased: set[tuple[str, bytes]] = field(default_factory=set)
    hidden: dict[At, Value] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.store.clock.now()

    @property
    def today(self) -> date:
        return self.store.clock.today()

    @property
    def author_id(self) -> Id | None:
        return self.store.author_id

    @property
    def office_id(self) -> Id:
        return self.store.office_id

    def new_id(self) -> Id:
        """An identity for a new row."""
        return self.store.new_id()

    def review(self, table: str, row: Id, field: str) -> None:
        """A person looked at both versions of this cell: what is written now closes them, even
        when it is what was shown.
        """
        name = field if field.startswith("_") else f"{table}.{field}"
        self.reviewed.add((table, row.bytes, name))

    def next_number(self, kind: str) -> str:
        """The next number people read: BRU-10143 for a person, BRU-D10012 for a duo.

        Office code, the laptop's block, a counter of four digits (beyond 9,999: block of three
        digits and
        counter of five), so that two laptops never give the same one.
        """
        code, block = self._fact("office_code"), int(self._fact("block"))
        counter = self.session.get(Fact, f"counter.{kind}")
        if counter is None:
            counter = Fact(name=f"counter.{kind}", value="0")
            self.session.add(counter)
        counter.value = str(int(counter.value) + 1)
        letter = "" if kind == "person" else kind[0].upper()
        n = int(counter.value)
        return f"{code}-{letter}" + (f"{block}{n:04d}" if n < 10_000 else f"{block:03d}{n:05d}")

    def erase(self, rows: Iterable[tuple[str, Id]]) -> None:
        """Remove rows (table, identity) and everything the journal ever said of them, here and,
        by the exchange, everywhere. The only thing in this program that destroys. Of a table that
        only a newer program knows the journal alone has rows.
        """
        here = {table.name for table in record_tables()}
        for table, row in rows:
            self.erased.add((table, row.bytes))
            self.reviewed.add((table, row.bytes, ERASE))
            if table in here:
                self.session.connection().exec_driver_sql(
                    f'DELETE FROM "{table}" WHERE id = ?', (row.bytes,)
                )

    def _fact(self, name: str) -> str:
        return self.session.get_one(Fact, name).value


@dataclass(frozen=True, slots=True)
class Arrival:
    """An open transaction for what other laptops wrote."""

    session: Session
    receiver: Receiver


class UncapturedError(RuntimeError):
    """A bug: something tried to commit cells that no operation of the journal holds."""


class Store:
    """An open desk file. One writer at a time, any number of short readers."""

    def __init__(self, engine: Engine, *, clock: Clock, random: Bytes | None = None) -> None:
        self.engine = engine
        self.clock = clock
        self.random: Bytes = random or SystemRandom()
        self.new_id = Ids(clock, self.random)
        self._writing = engine.execution_options(duodesk_write=True)
        self._lock = threading.RLock()
        self._in_write = False
        event.listen(engine, "commit", _refuse_uncaptured)
        with engine.connect() as connection:
            self.journal = Journal(read_names(connection), clock, self.random)
            facts = dict(told(connection, "SELECT name, value FROM fact"))
        self.author_id: Id | None = None
        self.replica = bytes.fromhex(facts.get("replica", ""))
        self._office = facts.get("office_id")
        if "author_id" in facts:
            self.author_id = UUID(facts["author_id"])
        self.stacks = self._read_stacks()

    @property
    def office_id(self) -> Id:
        """The office this desk belongs to."""
        return UUID(self._office)

    @property
    def undo_label(self) -> Message | None:
        """What undo would take back now."""
        return self.stacks.undo[-1].label if self.stacks.undo else None

    @property
    def redo_label(self) -> Message | None:
        """What redo would bring back now."""
        return self.stacks.redo[-1].label if self.stacks.redo else None

    def speak_as(self, author_id: Id | None) -> None:
        """From now on the journal names this author."""
        self.author_id = author_id
        self.stacks = self._read_stacks()

    def become(self, replica: bytes) -> None:
        """From now on this laptop writes under another identity."""
        self.replica = replica
        self.stacks = self._read_stacks()

    @contextmanager
    def read(self) -> Generator[Session]:
        """A session for reading; whatever it would change is never written."""
        info: dict[str, object] = {AUTHOR: self.author_id, KNOWN: {}}
        with Session(self.engine, autoflush=False, info=info) as session:
            yield session
            if session.new or session.dirty or session.deleted:
                message = "something was changed in a session for reading"
                raise UncapturedError(message)

    @contextmanager
    def write(self, label: str, **words: object) -> Generator[Write]:
        """One transaction that becomes one operation of the journal, named by `label` (a msgid) and
        its words.
        """
        with self._transaction(Cause(label, words)) as write:
            yield write

    @contextmanager
    def local(self) -> Generator[Session]:
        """A transaction on tables that are neither journalled nor exchanged."""
        with self._lock, Session(self._writing) as session, session.begin():
            yield session

    @contextmanager
    def arriving(self) -> Generator[Arrival]:
        """A transaction in which operations of other laptops enter the journal, all or nothing."""
        with self._lock:
            names = dict(self.journal.names)
            with Session(self._writing) as session, session.begin() as transaction:
                yield Arrival(session, Receiver(session.connection(), names))
                kept = transaction.is_active
            # What was only looked at is rolled back, and so are the names it brought.
            if kept:
                self.journal.learn(names)

    def undo(self) -> Changes:
        """Take back this author's last operation; raises `UserError` when something moved on
        since.
        """
        return self._reverse(self.stacks.undo)

    def redo(self) -> Changes:
        """Bring back what undo took away last."""
        return self._reverse(self.stacks.redo)

    def rebuild(self) -> None:
        """Make the tables and the search index anew from the journal."""
        with self._lock, self._writing.begin() as connection:
            materialise.rebuild(connection, record_tables(), self.journal.names)
            search.rebuild(connection)

    def agrees_with_journal(self) -> bool:
        """Whether the tables show exactly what the journal says; looks only, and changes
        nothing.
        """
        with self.engine.connect() as connection:
            return materialise.agree(connection, record_tables(), self.journal.names)

    def refresh(self) -> None:
        """What can be undone is read anew, after operations came or went by another door."""
        self.stacks = self._read_stacks()

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def _reverse(self, stack: tuple[Step, ...]) -> Changes:
        if not stack:
            return Changes()
        step = stack[-1]
        cause = Cause(step.label.msgid, step.label.values, undoes=step.operation)
        with self._transaction(cause) as write:
            reversal = Reversal(write.session.connection(), self.journal.names, step)
            reversal.write()
            write.hidden = reversal.hidden
        return write.changes

    @contextmanager
    def _transaction(self, cause: Cause) -> Generator[Write]:
        with self._lock:
            if self._in_write:
                message = "a command was started inside another"
                raise RuntimeError(message)
            self._in_write = True
            try:
                seen_by = {AUTHOR: self.author_id}
                with Session(self._writing, info=seen_by) as session, session.begin():
                    write = Write(session=session, store=self)
                    yield write
                    session.flush()
                    write.changes = self._stamp(session.connection(), cause, write)
                    if write.erased:
                        erase.apply(session.connection(), self.journal.names, write.erased)
            finally:
                self._in_write = False
            if write.erased:
                erase.sweep(self.engine)
                self.stacks = self._read_stacks()
            elif write.changes.operation:
                self.stacks = self.stacks.after(write.changes.operation, cause)

    def _stamp(self, connection: Connection, cause: Cause, write: Write) -> Changes:
        origin = Origin(self.replica, self.author_id.bytes if self.author_id else None, latest())
        stamped = self.journal.stamp(
            connection, origin, cause, frozenset(write.reviewed), write.hidden
        )
        if stamped is None:
            return Changes()
        written = ((table, row) for table, rows in stamped.rows for row in rows)
        search.feed(connection, ((*row, stamped.fields) for row in written))
        return _changes(stamped, cause)

    def _read_stacks(self) -> Stacks:
        author = self.author_id.bytes if self.author_id else None
        with self.engine.connect() as connection:
            return read_stacks(connection, self.replica, author)


def _changes(stamped: Stamped, cause: Cause) -> Changes:
    return Changes(
        operation=stamped.id,
        tables=frozenset(table for table, _ in stamped.rows),
        label=Message(cause.label, cause.words),
        touched=stamped.rows,
    )


def _refuse_uncaptured(connection: Connection) -> None:
    """The guard on every commit: roll back and raise when a cell is written and not in the journal.

    The rollback is ours: raising alone would hand a connection inside a transaction back to the
    pool.
    """
    cursor = connection.connection.cursor()
    try:
        (left,) = cursor.execute("SELECT count(*) FROM dirty").fetchone()
        if left:
            cursor.execute("ROLLBACK")
            message = f"{left} cells were written outside the write door"
            raise UncapturedError(message)
    finally:
        cursor.close()

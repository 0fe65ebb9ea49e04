"""Years of work written straight into the journals of some desks, with the registry and the log
that grow beside; everything else that is measured goes through the program.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec
from sqlalchemy import Connection

from duodesk.exchange import laptops, seal
from duodesk.exchange.content import Tip
from duodesk.exchange.owning import private_fields
from duodesk.exchange.registry import Laptop, state
from duodesk.model.exchange import FileLog, Peer, Result, SignedHead
from duodesk.model.journal import Fact
from duodesk.office.seeds import OFFICES
from duodesk.store import capture, search
from duodesk.store.codec import Kind
from duodesk.store.materialise import with_applying
from duodesk.store.store import Store
from tests.bench.years import WEEKS, Op, Years
from tests.conftest import MORNING

PER_OFFICE = 4
_QUARTER, _BEHIND = 13, 4  # weeks


class History:
    """The same years in the desks of several laptops; the first of them founded."""

    def __init__(self, stores: list[Store]) -> None:
        self.operations = self.changes = 0
        self._stores = stores
        self._random = Random(7)
        self._laptops = [store.replica for store in stores]
        self._authors = [store.author_id.bytes for store in stores if store.author_id]
        offices = [store.office_id.bytes for store in stores]
        for office in (one.id.bytes for one in OFFICES[:3]):
            while offices.count(office) < PER_OFFICE:
                offices.append(office)
                self._laptops.append(self._random.randbytes(16))
                self._authors.append(self._random.randbytes(16))
        self._years = Years(offices)
        self._renew(1)

    @property
    def weeks(self) -> int:
        return self._years.weeks

    def grow(self, weeks: int) -> None:
        """Go on until so many weeks are written."""
        behind = max(self.weeks, weeks - _BEHIND)
        while self.weeks < weeks:
            if self.weeks == behind:
                for store in self._stores:
                    self._hear(store, self._laptops)
            some = min(_QUARTER, (behind if self.weeks < behind else weeks) - self.weeks)
            ops = [(op, self._years.moment(0.9)) for _ in range(some) for op in self._years.week()]
            self._enter(ops)
            self._note(some)
            if self.weeks % (WEEKS // 2) == 0:
                self._renew(1 + self.weeks * 2 // WEEKS)
        for store in self._stores:
            self._hear(store, self._laptops[:-1])

    def _enter(self, ops: list[tuple[Op, int]]) -> None:
        """Some weeks, in each desk as much of them as it may know."""
        for op, _ in ops:
            op.id = self._random.randbytes(16)
        salts = [self._random.randbytes(16) for _ in range(10 * len(ops))]
        for store in self._stores:
            with store.local() as session:
                connection = session.connection()
                with_applying(connection, on=True)
                writers = list(zip(self._laptops, self._authors, strict=True))
                _Desk(store, connection, writers, salts).enter(ops)
                with_applying(connection, on=False)
        self.operations += len(ops)
        self.changes += sum(len(op.values) + (op.before is None) for op, _ in ops)

    def _note(self, weeks: int) -> None:
        """A weekly file of each laptop: its signed end, its line in the log."""
        for store in self._stores:
            with store.local() as session:
                n = session.connection().exec_driver_sql("SELECT max(n) FROM file_log").scalar()
                for replica in self._laptops * weeks:
                    n = (n or 0) + 1
                    session.add(_head(self._random, replica, n))
                    if replica != store.replica:
                        session.add(_taken(self._random, replica, n))

    def _renew(self, version: int) -> None:
        """New keys for the laptops that are not here, stated by the founder."""
        with self._stores[0].read() as session:
            key = bytes.fromhex(session.get_one(Fact, "organisation_key").value)
        said = []
        for n, replica in enumerate(self._laptops):
            if n >= len(self._stores):
                sign_key, (_, age_key) = self._random.randbytes(32), seal.age_keys()
                laptop = Laptop(
                    replica=replica, version=version, office=self._years.offices[n], code="BRU",
                    label="Laptop", block=100 + n, sign_key=seal.public_of(sign_key),
                    age_key=age_key,
                )  # fmt: skip
                said.append(state(laptop, key))
        for store in self._stores:
            with store.local() as session:
                laptops.learn(session, said)

    def _hear(self, store: Store, who: list[bytes]) -> None:
        """These said that they have everything of today; the last one is some weeks behind."""
        with store.local() as session:
            found = session.connection().exec_driver_sql("SELECT replica, id, seq FROM tip")
            tips = msgspec.msgpack.encode([Tip(*one) for one in found.fetchall()])
            for replica in set(who) - {store.replica}:
                session.merge(Peer(replica=replica, tips=tips, heard_at=MORNING))


class _Desk:
    """One desk that some weeks are written into."""

    def __init__(
        self,
        store: Store,
        connection: Connection,
        writers: list[tuple[bytes, bytes]],
        salts: list[bytes],
    ) -> None:
        self._connection = connection
        self._office = store.office_id.bytes
        self._names = capture.read_names(connection)
        self._writers, self._salts = writers, iter(salts)
        self._private = private_fields()
        tips = connection.exec_driver_sql("SELECT replica, id, seq FROM tip").fetchall()
        self._tips = {replica: (i, seq) for replica, i, seq in tips}

    def enter(self, ops: list[tuple[Op, int]]) -> None:
        (last,) = self._connection.exec_driver_sql("SELECT max(n) FROM operation").one()
        headers, changes, rows = [], [], dict[tuple[str, bytes], dict[str, Any]]()
        edited = {(op.before.id, name) for op, _ in ops if op.before for name in op.values}
        for n, (op, wall) in enumerate(ops, start=last + 1):
            op.n = n
            hidden = self._hidden(op)
            headers.append(self._header(op, wall, open_=not hidden))
            changes += self._changes(op, hidden, edited)
            shown = {k: None if k in hidden else v for k, v in op.values.items()}
            rows.setdefault((op.table, op.row), {}).update(shown)
        self._insert("operation", "n, id, replica, seq, hlc, wall, author, label, words, words_com,"
                     " schema, prev, salt", headers)  # fmt: skip
        self._insert("change", "tbl, row, fld, operation, kind, val, parents, salt, com, head",
                     sorted(changes))  # fmt: skip
        self._show(rows)
        self._connection.exec_driver_sql("DELETE FROM tip")
        self._insert("tip", "replica, id, seq", [(r, i, s) for r, (i, s) in self._tips.items()])

    def _hidden(self, op: Op) -> frozenset[str]:
        """The columns of which another office only gave commitments."""
        if op.office == self._office:
            return frozenset()
        return self._private.get(op.table, frozenset()) & op.values.keys()

    def _header(self, op: Op, wall: int, *, open_: bool) -> tuple[Any, ...]:
        replica, author = self._writers[op.laptop]
        before, seq = self._tips.get(replica, (None, 0))
        self._tips[replica] = (op.id, seq + 1)
        salt, com = next(self._salts), next(self._salts)
        return (
            op.n, op.id, replica, seq + 1, wall << 16, wall, author, "Written", "{}", com, 2,
            before, salt if open_ else None,
        )  # fmt: skip

    def _changes(
        self, op: Op, hidden: frozenset[str], edited: set[tuple[bytes, str]]
    ) -> Iterator[tuple[Any, ...]]:
        tbl, parents = self._names[op.table], op.before.id if op.before else None
        values = op.values if op.before else {"_alive": 1} | op.values
        for name, value in values.items():
            fld = self._names[name if name == "_alive" else f"{op.table}.{name}"]
            salt = next(self._salts) if hidden else None
            head = int((op.id, name) not in edited)
            if name in hidden:
                yield (tbl, op.row, fld, op.n, int(Kind.WITHHELD), None, parents, None, salt, head)
            else:
                yield (tbl, op.row, fld, op.n, int(Kind.VALUE), value, parents, salt, None, head)

    def _show(self, rows: dict[tuple[str, bytes], dict[str, Any]]) -> None:
        by_table: dict[str, list[tuple[bytes, dict[str, Any]]]] = {}
        for (table, row), values in rows.items():
            by_table.setdefault(table, []).append((row, values))
        for table, several in by_table.items():
            columns = list(several[0][1])
            listed = ", ".join(f'"{c}"' for c in ("id", *columns))
            self._insert(table, listed, [(row, *(v[c] for c in columns)) for row, v in several])
        alive = {table: frozenset({f"{table}._alive"}) for table in by_table}
        search.feed(self._connection, ((table, row, alive[table]) for table, row in rows))

    def _insert(self, table: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" for _ in columns.split(","))
        self._connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _head(random: Random, replica: bytes, seq: int) -> SignedHead:
    return SignedHead(
        operation=random.randbytes(16), replica=replica, seq=seq, seal=random.randbytes(64)
    )


def _taken(random: Random, replica: bytes, n: int) -> FileLog:
    """A line as a file of some forty operations leaves it."""
    rows = [("meeting", random.randbytes(16).hex()) for _ in range(40)]
    told = {"name": f"BRU-{n}.duo", "operations": 40, "added": {"meeting": 40}, "rows": rows}
    return FileLog(
        n=n, sha256=random.randbytes(32).hex(), name=f"BRU-{n}.duo", kind="delta",
        result=Result.TAKEN, at=MORNING, replica=replica, operations=40, first=1, last=n,
        summary=json.dumps(told),
    )  # fmt: skip

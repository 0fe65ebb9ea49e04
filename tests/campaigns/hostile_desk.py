"""The desk that hostile files are given to, in a process of its own, so that its memory can be
measured and its end does not end the campaign.
"""

from __future__ import annotations

import hashlib
import shutil
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from sqlalchemy import PoolProxiedConnection

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.exchange import take, undoing
from duodesk.exchange.send import make
from duodesk.exchange.take import Look
from duodesk.store import dump
from duodesk.store.engine import told
from duodesk.store.founding import open_store
from duodesk.store.store import Store
from tests.campaigns.reading import read_everything


class Attack(msgspec.Struct):
    """A file to be given to the desk, which lies at the place that was told. `operations`: what it
    holds, where that is known; `thorough`: look closely at what became of it.
    """

    n: int
    operations: list[bytes] | None = None
    thorough: bool = False
    looks: bool = False


class Verdict(msgspec.Struct):
    """What became of it: refused, taken, waiting or already; what is wrong with that; the end of
    the attacker's chain afterwards.
    """

    outcome: str
    said: str = ""
    fault: str = ""
    seconds: float = 0.0
    memory: int = 0
    tip: tuple[bytes | None, int] = (None, 0)


class Place(msgspec.Struct):
    """Where the desks to be copied are, and the key and moment they open with; `file` is where
    hostile files are put, `attacker` the replica whose chain is told after each case.
    """

    attacked: str
    honest: str
    file: str
    folder: str
    key: bytes
    moment: datetime
    attacker: bytes


class Fault(Exception):
    """Something that must not be."""


@dataclass(slots=True)
class Attacked:
    """The attacked desk, and that of an honest colleague who exchanges with it."""

    place: Place
    store: Store = field(init=False)
    honest: Store = field(init=False)
    aside: PoolProxiedConnection = field(init=False)
    folder: Path = field(init=False)
    data: bytes = b""
    # What all tables held, and the version of the file that it was read in.
    known: tuple[int, bytes] = (0, b"")
    open: bool = False

    def fresh(self) -> None:
        """Begin again with the desks as they were before anything."""
        self.close()
        self.folder = Path(self.place.folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.store = self._opened(self.place.attacked, "attacked.duo")
        self.honest = self._opened(self.place.honest, "honest.duo")
        self._watch()
        self.open = True

    def close(self) -> None:
        if self.open:
            self._let_go()
            self.honest.close()
            self.open = False

    def attack(self, case: Attack) -> Verdict:
        """Give the file to the desk and see."""
        began = time.process_time()
        forget_peak()
        try:
            verdict = self._attack(case)
        except Exception:  # noqa: BLE001 - whatever it is, it is what the campaign looks for
            verdict = Verdict("crash", fault=f"crash: {traceback.format_exc(limit=-6)}")
            self.fresh()
        verdict.seconds = verdict.seconds or time.process_time() - began
        verdict.memory = peak()
        verdict.tip = self._tip()
        return verdict

    def look(self) -> str:
        """Whether a file would be taken; returns why not."""
        try:
            take.look(self.store, Path(self.place.file).read_bytes(), "genuine.duo")
        except UserError as error:
            return str(error)
        return ""

    def finish(self) -> str:
        """After many cases: the desk opens again, and an honest colleague takes its next file.
        Returns what is wrong.
        """
        try:
            self._finish()
        except Exception:  # noqa: BLE001 - as above
            return f"afterwards: {traceback.format_exc(limit=-6)}"
        return ""

    def _watch(self) -> None:
        """Keep a connection aside that only asks whether another one committed anything."""
        self.aside = self.store.engine.raw_connection()
        self.known = (0, b"")

    def _let_go(self) -> None:
        self.aside.close()
        self.store.close()

    def _finish(self) -> None:
        self._let_go()
        clock = FixedClock(self.place.moment)
        path = self.folder / "attacked.duo"
        self.store = open_store(path, self.place.key, clock=clock, random=Random(2))
        self._watch()
        self._agree(self.store)
        read_everything(self.store)
        for turn in range(2):
            for giver, taker in ((self.store, self.honest), (self.honest, self.store)):
                made = make(giver)
                take.take(taker, made.data, made.name, self.folder / f"honest{turn}")
        if self._journal(self.store) != self._journal(self.honest):
            raise Fault("the honest laptop has another journal")
        self._agree(self.honest)

    def _attack(self, case: Attack) -> Verdict:
        self.data = Path(self.place.file).read_bytes()
        before, whole = self._version(), self._whole() if case.thorough else None
        began = time.process_time()
        if case.looks:
            self._look(case, before)
        try:
            done = take.take(self.store, self.data, f"case {case.n}.duo", self._waiting)
        except UserError as error:
            seconds = time.process_time() - began
            if self._version() != before or (whole and content(self.store) != whole):
                raise Fault("partial: refused, and something changed") from None
            said = str(error)
            if not said.strip() or "\n" in said:
                raise Fault(f"refused without a sentence: {said!r}") from None
            return Verdict("refused", said=said, seconds=seconds)
        seconds = time.process_time() - began
        outcome = "already" if done.already else "waiting" if done.waiting_for else "taken"
        if outcome == "already" and self._version() != before:
            raise Fault("partial: known already, and something changed")
        self._check_taken(case, done)
        return Verdict(outcome, seconds=seconds)

    def _look(self, case: Attack, before: int) -> None:
        with suppress(UserError):
            take.look(self.store, self.data, f"case {case.n}.duo")
        if self._version() != before:
            raise Fault("partial: a look changed something")

    def _check_taken(self, case: Attack, done: Look) -> None:
        if case.operations is not None and not done.waiting_for:
            asked = tuple(set(case.operations))
            marks = ", ".join("?" for _ in asked)
            ((held,),) = rows(
                self.store, f"SELECT count(*) FROM operation WHERE id IN ({marks})", asked
            )
            if held < len(asked):
                raise Fault(f"partial: {held} of {len(asked)} operations taken")
        if case.thorough:
            self._agree(self.store)
            read_everything(self.store)
            self._undo_and_take_again(case, done)
            state = self._state()
            self.store.rebuild()
            if self._state() != state:
                raise Fault("partial: made anew from the journal, the tables differ")

    def _undo_and_take_again(self, case: Attack, done: Look) -> None:
        with self.store.read() as session:
            can = undoing.undoable(session) is not None and done.operations and not done.already
        if can:
            undoing.undo(self.store)
            self._agree(self.store)
            take.take(self.store, self.data, f"case {case.n}.duo", self._waiting)
            self._agree(self.store)

    def _agree(self, store: Store) -> None:
        if not store.agrees_with_journal():
            raise Fault("partial: the tables do not show what the journal says")

    def _version(self) -> int:
        """Another after every commit to the file, whatever it wrote and whoever did."""
        ((version,),) = self.aside.cursor().execute("PRAGMA data_version").fetchall()
        return int(version)

    def _whole(self) -> bytes:
        """What all tables hold; read anew where anything was committed since."""
        version = self._version()
        if self.known[0] != version:
            self.known = version, content(self.store)
        return self.known[1]

    def _state(self) -> Any:
        with self.store.engine.connect() as connection:
            return dump.state(connection)

    def _journal(self, store: Store) -> Any:
        return rows(store, "SELECT id FROM operation ORDER BY id")

    def _tip(self) -> tuple[bytes | None, int]:
        found = rows(
            self.store,
            "SELECT id, seq FROM tip WHERE replica = ? AND seq < 1 << 40 ORDER BY seq DESC LIMIT 1",
            (self.place.attacker,),
        )
        return found[0] if found else (None, 0)

    def _opened(self, path: str, name: str) -> Store:
        shutil.copy(path, self.folder / name)
        clock = FixedClock(self.place.moment)
        return open_store(self.folder / name, self.place.key, clock=clock, random=Random(1))

    @property
    def _waiting(self) -> Path:
        return self.folder / "waiting"


def forget_peak() -> None:
    """Measure from now on: what it took to receive the file is no part of what it does."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak() -> int:
    """The most memory this process had since, in MB; `getrusage` would begin with its parent's."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(told.split("VmHWM:")[1].split()[0]) // 1024


def content(store: Store) -> bytes:
    """Everything that all tables of a desk hold, as one short sum."""
    whole = hashlib.blake2b()
    connection = store.engine.raw_connection()
    try:
        cursor = connection.cursor()
        tables = cursor.execute(_TABLES).fetchall()
        for (name,) in tables:
            for row in cursor.execute(f'SELECT * FROM "{name}"'):
                whole.update(repr(row).encode("utf-8", "surrogatepass"))
            whole.update(name.encode())
    finally:
        connection.close()
    return whole.digest()


_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %'"


def rows(store: Store, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    with store.engine.connect() as connection:
        return told(connection, query, values)


def attend(pipe: Connection, place: bytes) -> None:
    """The process: see what becomes of each file, and in the end of the desk."""
    desk = Attacked(msgspec.msgpack.decode(place, type=Place))
    desk.fresh()
    pipe.send_bytes(b"ready")
    while True:
        try:
            asked = pipe.recv_bytes()
        except EOFError:
            break
        if asked == b"look":
            pipe.send_bytes(desk.look().encode())
        elif asked == b"finish":
            pipe.send_bytes(desk.finish().encode())
        else:
            case = msgspec.msgpack.decode(asked, type=Attack)
            pipe.send_bytes(msgspec.msgpack.encode(desk.attack(case)))
    desk.close()

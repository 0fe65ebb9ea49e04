"""Taking an exchange file in: checked before it is trusted, shown before it is written, whole or
not at all, and undone again where nothing was built on it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_
from duodesk.exchange import content, laptops, owning, seal
from duodesk.exchange.chains import Chains
from duodesk.exchange.content import Content, Malformed
from duodesk.exchange.registry import Laptop, genuine, registry
from duodesk.exchange.seal import FileRefused, NewerFile, Opened, damaged
from duodesk.exchange.send import SUFFIX, next_number
from duodesk.model.exchange import FileLog, Peer, Result, SignedHead
from duodesk.store import erase, receive
from duodesk.store.capture import ERASE
from duodesk.store.receive import Received
from duodesk.store.store import Arrival, Store

# When a file stops and asks (interface.md B.10).
BRAKE_REMOVED, BRAKE_REMOVED_SHARE, BRAKE_CHANGED_SHARE, BRAKE_LEAST = 5, 0.02, 0.20, 50
_MOST_SHOWN = 500
_NEVER = datetime.min.replace(tzinfo=UTC)


class AsksToJoin(FileRefused):
    """A laptop asks to be taken in; that is answered, not imported."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a file does here: from whom, how much it adds, changes, removes, and what needs a
    person.
    """

    name: str
    sender: str = ""
    office_id: str = ""
    kind: str = ""
    made: datetime = _NEVER
    operations: int = 0
    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    rows: tuple[tuple[str, str], ...] = ()
    tables: tuple[str, ...] = ()
    to_look_at: int = 0
    brake: bool = False
    already: bool = False
    waiting_for: tuple[str, ...] = ()
    wrong_clock: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()
    erased: int = 0
    ours_restored: bool = False

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to look before this is written."""
        return self.brake or self.to_look_at > 0 or self.ours_restored


def look(store: Store, data: bytes, name: str) -> Look:
    """What a file would do; nothing is written. Raises `FileRefused` in one sentence."""
    laptops.settle(store)
    with store.arriving() as arrival:
        seen = _Taking(store, arrival, name).run(data)
        arrival.session.rollback()
    return seen


def take(store: Store, data: bytes, name: str, waiting: Path) -> Look:
    """Take a file in, in one transaction; then the files that waited for it.

    A file with a gap before it, or of a newer program, is kept in the folder `waiting`. Raises
    `FileRefused`; then nothing was changed.
    """
    done = _take_one(store, data, name, waiting)
    if done.operations and not done.already:
        retry(store, waiting)
    return done


def retry(store: Store, waiting: Path) -> list[Look]:
    """Try the files that wait for an earlier one, as long as any of them goes on."""
    done: list[Look] = []
    moved = True
    while moved:
        moved = False
        for path in sorted(waiting.glob(f"*{SUFFIX}")) if waiting.exists() else ():
            try:
                one = _take_one(store, path.read_bytes(), path.name, waiting)
            except UserError:
                continue
            if not one.waiting_for:
                path.unlink(missing_ok=True)
                done.append(one)
                moved = True
    return done


def undo(store: Store) -> Look:
    """Take the newest file's operations back out, as long as nothing was built on them or sent on
    since; the file is kept.
    """
    with store.arriving() as arrival:
        session = arrival.session
        log = undoable(session)
        if log is None or log.first is None or log.last is None:
            raise UserError(
                N_("The last exchange can no longer be undone: something was written on it or sent "
                   "since. Change what is wrong by hand; its history is kept.")
            )  # fmt: skip
        receive.take_out(session.connection(), store.journal.names, log.first, log.last)
        log.result = Result.UNDONE
        seen = replace(_remembered(log), operations=log.operations)
    store.refresh()
    return seen


def undoable(session: Session) -> FileLog | None:
    """The newest file taken, if it can be undone."""
    log = session.scalars(
        select(FileLog).where(FileLog.result == Result.TAKEN).order_by(FileLog.n.desc())
    ).first()
    if log is None or log.first is None or log.last is None:
        return None
    sent = session.scalars(
        select(FileLog.n).where(FileLog.result == Result.SENT, FileLog.n > log.n).limit(1)
    ).first()
    built = receive.built_upon(session.connection(), log.first, log.last)
    return None if sent or built else log


def _take_one(store: Store, data: bytes, name: str, waiting: Path) -> Look:
    laptops.settle(store)
    try:
        with store.arriving() as arrival:
            done = _Taking(store, arrival, name).run(data)
            if done.waiting_for:
                _keep(waiting, name, data)
    except NewerFile:
        _keep(waiting, name, data)
        raise
    if done.erased:
        erase.sweep(store.engine)
        for path in waiting.glob(f"*{SUFFIX}") if waiting.exists() else ():
            path.unlink(missing_ok=True)
    if done.ours_restored:
        laptops.go_on_as_new(store)
    store.refresh()
    return done


def _keep(waiting: Path, name: str, data: bytes) -> None:
    waiting.mkdir(parents=True, exist_ok=True)
    # A name from outside never leads out of the folder.
    safe = hashlib.sha256(data).hexdigest()[:16]
    place = waiting / f"{safe}{SUFFIX}"
    if not place.exists() and name:
        atomic_write(place, data)


class _Taking:
    """One file being taken in, inside one transaction."""

    def __init__(self, store: Store, arrival: Arrival, name: str) -> None:
        self._store = store
        self._session = arrival.session
        self._receiver = arrival.receiver
        self._connection = arrival.session.connection()
        self._name = Path(name).name[:200]
        self._we = laptops.us(store, arrival.session)

    def run(self, data: bytes) -> Look:
        mark = hashlib.sha256(data).hexdigest()
        log = self._session.scalars(select(FileLog).where(FileLog.sha256 == mark)).first()
        if log is not None and log.result in {Result.TAKEN, Result.SENT}:
            return replace(_remembered(log), already=True)
        opened = seal.open_file(data, self._we.age_identities)
        sender = self._sender(opened)
        said = self._content(opened)
        done = self._apply(opened, sender, said)
        self._log(log, mark, opened, done)
        return done

    def _sender(self, opened: Opened) -> Laptop:
        """The laptop whose seal this is; raises `FileRefused` for any other."""
        header = opened.header
        fresh = [one for one in header.statements if one not in self._we.statements]
        known = registry(
            [*self._we.statements, *(one for one in fresh if genuine(one))], self._we.organisation
        )
        laptop = known.laptops.get(header.sender)
        if laptop is None:
            raise self._stranger(opened)
        if not known.signed(header.sender, opened.sealed, opened.seal):
            raise damaged()
        if not laptop.active:
            raise FileRefused(
                N_("This file comes from %(laptop)s, which was retired. Nothing was changed. "
                   "If it is still in use, take it in again under a new name."),
                laptop=laptop.name,
            )  # fmt: skip
        laptops.learn(self._session, fresh)
        self._we = laptops.us(self._store, self._session)
        return laptop

    def _stranger(self, opened: Opened) -> FileRefused:
        if opened.header.kind == "join":
            return AsksToJoin(
                N_("A laptop asks to be taken in. Look at it under “Laptops”, then accept it.")
            )
        return FileRefused(
            N_("This file was sealed by a laptop that nobody took in. Nothing was changed. "
               "Ask its sender who invited that laptop.")
        )  # fmt: skip

    def _content(self, opened: Opened) -> Content:
        try:
            return content.unpack(seal.content_of(opened))
        except Malformed as error:
            raise damaged() from error

    def _apply(self, opened: Opened, sender: Laptop, said: Content) -> Look:
        try:
            operations = content.operations(said)
        except Malformed as error:
            raise damaged() from error
        chains = Chains(self._connection, self._we.registry)
        whole = chains.check(operations, said.seals)
        first_of_office = self._first_of(sender)
        before = self._counts()
        conflicts = self._conflicts()
        now = int(self._store.clock.now().timestamp() * 1000)
        received = self._receiver.take(whole.ready, now)
        self._reveal(said, received)
        self._remember(opened, sender, said)
        for one in chains.believed(said.seals):
            self._session.merge(
                SignedHead(operation=one.operation, replica=one.replica, seq=one.seq, seal=one.seal)
            )
        self._session.flush()
        seen = self._look(opened, sender, received)
        own = any(op.header.replica == self._store.replica for op in whole.new)
        return replace(
            seen,
            to_look_at=max(0, self._conflicts() - conflicts),
            brake=not first_of_office and _brakes(seen, before),
            waiting_for=tuple(sorted(self._named(r) for r in whole.missing)),
            wrong_clock=tuple(sorted(self._named(r) for r in received.ahead)),
            copied=self._copied(),
            erased=len({c.row for op in whole.new for c in op.changes if c.field == ERASE}),
            ours_restored=own,
        )

    def _reveal(self, said: Content, received: Received) -> None:
        reveals = owning.open_boxes(said.kept, self._we)
        cells = owning.reveal(self._connection, self._receiver.names, reveals)
        if cells:
            receive.show(self._connection, self._receiver.names, cells, received)

    def _remember(self, opened: Opened, sender: Laptop, said: Content) -> None:
        made = _moment(opened.header.made)
        peer = self._session.get(Peer, sender.replica)
        if peer is None:
            peer = Peer(replica=sender.replica)
            self._session.add(peer)
        peer.heard_at = self._store.clock.now()
        if peer.made_at is None or peer.made_at <= made:
            peer.made_at = made
            peer.tips = msgspec.msgpack.encode(said.tips)
            peer.wants = owning.pack_wants(said.wants)

    def _look(self, opened: Opened, sender: Laptop, received: Received) -> Look:
        added = Counter(table for table, _ in received.added)
        removed = Counter(table for table, _ in received.removed)
        touched = Counter(table for table, _ in received.rows)
        changed = {t: n for t in touched if (n := touched[t] - added[t] - removed[t]) > 0}
        rows = sorted((table, row.hex()) for table, row in received.rows)
        return Look(
            name=self._name,
            sender=sender.name,
            office_id=str(laptops.office_of(sender)),
            kind=opened.header.kind,
            made=_moment(opened.header.made),
            operations=received.operations,
            added=dict(added),
            changed=changed,
            removed=dict(removed),
            rows=tuple(rows[:_MOST_SHOWN]),
            tables=tuple(sorted(touched)),
        )

    def _log(self, log: FileLog | None, mark: str, opened: Opened, done: Look) -> None:
        if log is None:
            log = FileLog(
                n=next_number(self._session),
                sha256=mark,
                name=self._name,
                kind=opened.header.kind,
                result=Result.TAKEN,
                at=self._store.clock.now(),
            )
            self._session.add(log)
        log.at = self._store.clock.now()
        log.replica = opened.header.sender
        log.result = Result.WAITING if done.waiting_for else Result.TAKEN
        log.operations = done.operations
        (last,) = self._connection.exec_driver_sql("SELECT max(n) FROM operation").one()
        log.first = last - done.operations + 1 if done.operations else None
        log.last = last if done.operations else None
        log.summary = json.dumps(asdict(done), default=str)

    def _first_of(self, sender: Laptop) -> bool:
        """Whether nothing of this sender's office was ever taken in here."""
        offices = {
            laptop.office
            for replica in self._session.scalars(
                select(FileLog.replica).where(FileLog.result == Result.TAKEN)
            )
            if replica and (laptop := self._we.registry.laptops.get(replica))
        }
        return sender.office not in offices and sender.office != self._we.office_id.bytes

    def _counts(self) -> int:
        return int(self._connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one())

    def _conflicts(self) -> int:
        return int(self._connection.exec_driver_sql("SELECT count(*) FROM conflict").scalar_one())

    def _copied(self) -> tuple[str, ...]:
        found = self._connection.exec_driver_sql(
            "SELECT replica FROM tip GROUP BY replica HAVING count(*) > 1"
        )
        return tuple(sorted(self._named(replica) for (replica,) in found))

    def _named(self, replica: bytes) -> str:
        laptop = self._we.registry.laptops.get(replica)
        return laptop.name if laptop else "?"


def _brakes(seen: Look, people: int) -> bool:
    removed, changed = seen.removed.get("person", 0), seen.changed.get("person", 0)
    if removed > BRAKE_REMOVED:
        return True
    if people < BRAKE_LEAST:
        return False
    return removed > people * BRAKE_REMOVED_SHARE or changed > people * BRAKE_CHANGED_SHARE


def _remembered(log: FileLog) -> Look:
    told = json.loads(log.summary)
    known = {name: told[name] for name in Look.__slots__ if name in told}
    for name in ("waiting_for", "wrong_clock", "copied", "tables"):
        known[name] = tuple(known.get(name, ()))
    known["rows"] = tuple((table, row) for table, row in known.get("rows", ()))
    known["made"] = datetime.fromisoformat(known["made"]) if "made" in known else log.at
    known.setdefault("name", log.name)
    return Look(**known)


def remembered(logs: Iterable[FileLog]) -> list[Look]:
    """What files did, as it was noted then."""
    return [_remembered(log) for log in logs]


def _moment(milliseconds: int) -> datetime:
    """A laptop's clock may say anything; beyond the calendar it is its end."""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)

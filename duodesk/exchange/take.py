"""Taking an exchange file in: checked before it is trusted, shown before it is written, whole or
not at all, and undone again where nothing was built on it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.memory import one_breath
from duodesk.exchange import content, laptops, owning, seal
from duodesk.exchange.chains import Chains, Whole
from duodesk.exchange.content import Content, Malformed
from duodesk.exchange.effects import Before
from duodesk.exchange.kin import Kin, erase_left
from duodesk.exchange.parked import files, finish_erasing, keep, keep_taken, remove
from duodesk.exchange.registry import Laptop, genuine, statement_id
from duodesk.exchange.seal import FileRefused, NewerFile, Opened, damaged, for_others
from duodesk.exchange.seen import (
    BRAKE_REMOVED,
    Look,
    brakes,
    moment_made,
    note,
    remembered,
    taken_out,
)
from duodesk.exchange.send import next_number
from duodesk.model.exchange import FileLog, Peer, Result
from duodesk.store import erase, receive
from duodesk.store.capture import ALIVE, ERASE
from duodesk.store.engine import for_each, told
from duodesk.store.heads import At
from duodesk.store.receive import Received
from duodesk.store.store import AUTHOR, Arrival, Store
from duodesk.store.travelling import Foreign

_MOST_ROWS = 500


class AsksToJoin(FileRefused):
    """A laptop asks to be taken in; that is answered, not imported."""


@one_breath()
def look(store: Store, data: bytes, name: str, waiting: Path | None = None) -> Look:
    """What a file would do, row by row; nothing is written. Raises `FileRefused` in one
    sentence; a file of a newer program is kept in the folder `waiting`, where one is named.
    """
    laptops.settle(store)
    try:
        with store.arriving() as arrival:
            seen = _Taking(store, arrival, name, tells=True).run(data)
            arrival.session.rollback()
    except NewerFile as error:
        raise (_kept_newer(data, waiting) if waiting else error) from error
    return seen


def take(store: Store, data: bytes, name: str, waiting: Path) -> Look:
    """Take a file in, in one transaction; then the files that waited for it.

    A file with a gap before it, or of a newer program, is kept in the folder `waiting`. Raises
    `FileRefused`; then nothing was changed.
    """
    done = _take_one(store, data, name, waiting)
    if done.operations and not done.already:
        waited = files(waiting)
        asks = tuple(retry(store, waiting))
        came = len(waited) > len(files(waiting))
        done = replace(done, parked=asks, others_came=came)
    return done


def retry(store: Store, waiting: Path) -> list[str]:
    """Try the files that wait for an earlier one, or for a newer program, as long as any of them
    goes on; what can never come in is waited for no longer. Returns the names of those that can
    come in and need a yes.
    """
    moved, asks = True, list[str]()
    while moved:
        moved, asks = False, []
        for path in files(waiting):
            came_in = _retry_one(store, path, waiting)
            moved = moved or came_in is True
            if came_in is None:
                asks.append(path.name)
    return asks


def _retry_one(store: Store, path: Path, waiting: Path) -> bool | None:
    """Whether a file that waited came in; None where it could and needs a yes."""
    try:
        data = path.read_bytes()
        if look(store, data, path.name).needs_person:
            return None
        done = _take_one(store, data, path.name, waiting)
    except OSError:  # taken away, or held by another program: the next time
        return False
    except AsksToJoin:  # kept for a newer program, which is here now: to be answered
        return None
    except UserError as error:
        if isinstance(error, FileRefused) and not isinstance(error, NewerFile):
            # For good: its sender was retired, or its key is destroyed by now.
            remove(path)
        return False
    if done.waiting_for:
        return False
    remove(path)
    return not done.already


@one_breath()
def _take_one(store: Store, data: bytes, name: str, waiting: Path) -> Look:
    laptops.settle(store)
    try:
        with store.arriving() as arrival:
            taking = _Taking(store, arrival, name)
            done = taking.run(data)
            if done.waiting_for:
                keep(waiting, data)
            elif done.operations and not done.already:
                keep_taken(arrival.session, waiting, data)
    except NewerFile as error:
        raise _kept_newer(data, waiting) from error
    if taking.left_over:
        erase_left(store, taking.left_over)
    destroys = bool(done.erased or taking.left_over or taking.unsaid)
    if destroys:  # once, where what was left over was destroyed by now too
        finish_erasing(store, waiting)
    if done.ours_restored or taking.continued:
        laptops.go_on_as_new(store)
    if destroys or done.ours_restored:
        store.refresh()
    return done


def _kept_newer(data: bytes, waiting: Path) -> NewerFile:
    keep(waiting, data)
    return NewerFile(
        N_("This file was made by a newer Duodesk. It is kept, and nothing was changed. "
           "Install the newest version: then it comes in by itself.")
    )  # fmt: skip


def _conflicts(connection: Connection) -> set[At]:
    """The cells that have two versions."""
    return set(told(connection, "SELECT tbl, row, fld FROM conflict"))


class _Taking:
    """One file being taken in, inside one transaction."""

    def __init__(self, store: Store, arrival: Arrival, name: str, *, tells: bool = False) -> None:
        self._store = store
        self._tells = tells
        self._session = arrival.session
        # Words that few may read are told to these few alone.
        self._session.info[AUTHOR] = store.author_id
        self._receiver = arrival.receiver
        self._connection = arrival.session.connection()
        self._name = Path(name).name[:200]
        self._we = laptops.us(store, arrival.session)
        # Rows about erased people that this file brought or left: to be erased too. And whether
        # words of rows that stay were erased.
        self.left_over: list[tuple[str, bytes]] = []
        self.unsaid = False

    def run(self, data: bytes) -> Look:
        mark = hashlib.sha256(data).hexdigest()
        log = self._logged(mark)
        if log is not None and log.result in {Result.TAKEN, Result.SENT}:
            return replace(remembered(log), already=True)
        opened = seal.open_file(data, self._we.age_identities)
        sender = self._sender(opened)
        said = self._content(opened)
        done = self._apply(opened, sender, said)
        self._log(log, mark, opened, done)
        return done

    def _logged(self, mark: str) -> FileLog | None:
        query = "SELECT n FROM file_log WHERE sha256 = ?"
        return next(
            (self._session.get(FileLog, n) for (n,) in told(self._connection, query, (mark,))), None
        )

    def _sender(self, opened: Opened) -> Laptop:
        """The laptop whose seal this is; raises `FileRefused` for any other."""
        header = opened.header
        held = set(self._we.statements)
        fresh = [one for one in header.statements if one not in held]
        every = (*self._we.statements, *(one for one in fresh if genuine(one)))
        known, _ = laptops.follows(every, self._we.organisation)
        laptop = known.laptops.get(header.sender)
        if laptop is None:
            raise self._stranger(opened)
        if not known.sealed(header.sender, opened.sealed, opened.seal):
            raise damaged()
        if not laptop.active:
            raise FileRefused(
                N_("This file comes from %(laptop)s, which was retired. Nothing was changed. "
                   "If it is still in use, take it in again under a new name."),
                laptop=laptop.name,
            )  # fmt: skip
        if not any(known.one_machine(one, self._we.replica) for one in header.to):
            raise for_others()
        if (much := known.excessive()) is not None and self._we.registry.excessive() is None:
            raise FileRefused(
                N_("This file tells of more keys and names of %(laptop)s than a laptop can need. "
                   "Nothing was changed. Have that laptop retired and invited anew."),
                laptop=much.name,
            )  # fmt: skip
        if fresh:
            laptops.learn(self._session, [o for o in fresh if statement_id(o) in known.standing])
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
        whole = Chains(self._connection, self._we.registry).check(operations, said.seals)
        first_of_office = self._first_of(sender)
        conflicts = _conflicts(self._connection)
        before = self._before(whole)
        now = int(self._store.clock.now().timestamp() * 1000)
        received = self._receiver.take(whole.ready, now)
        self._reveal(said, received)
        gone = {(c.table, c.row) for op in whole.ready for c in op.changes if c.field == ERASE}
        self._follow(whole.ready, {row for table, row in gone if table == "person"})
        self._remember(opened, sender, said)
        for_each(
            self._connection,
            "INSERT OR REPLACE INTO signed_head (operation, replica, seq, seal)"
            " VALUES (?, ?, ?, ?)",
            [(one.operation, one.replica, one.seq, one.seal) for one in whole.ends],
        )
        self._session.flush()
        seen = self._look(opened, sender, received)
        # What is erased never comes back: of that, no file may bring much unasked.
        lost = sum(table == "person" for table, _ in gone & received.removed)
        own = any(op.header.replica == self._store.replica for op in whole.new)
        return replace(
            seen,
            to_look_at=len(_conflicts(self._connection) - conflicts),
            brake=lost > BRAKE_REMOVED or (not first_of_office and brakes(seen, self._rows)),
            waiting_for=tuple(sorted(self._named(r) for r in whole.missing)),
            wrong_clock=tuple(sorted(self._named(r) for r in received.ahead)),
            copied=self._copied({op.header.replica for op in whole.ready}),
            erased=len(gone),
            ours_restored=own,
            undone_before=bool(self._taken_out() & {op.id for op in whole.ready}),
            effects=before.effects(),
            cut=before.cut,
        )

    @property
    def continued(self) -> bool:
        """Whether another goes on in our place, or has newer keys than ours under our name: one of
        us is the other's copy, or was restored from one.
        """
        return self._we.outdated or any(
            one.continues == self._store.replica for one in self._we.registry.laptops.values()
        )

    def _follow(self, arrived: Sequence[Foreign], people: set[bytes]) -> None:
        """What hangs on people who were erased, these or others before, goes too."""
        kin = Kin(self._connection)
        self.unsaid = kin.unsay(self._receiver.names, arrived, people)
        self.left_over = kin.left_over(arrived, people)
        if self.left_over:
            erase.note_due(self._connection, erase.LEFT_DUE)

    def _before(self, whole: Whole) -> Before:
        changes = [c for op in whole.ready for c in op.changes] if self._tells else []
        gone = ((c.table, c.row) for c in changes if c.field == ALIVE and not c.value)
        return Before(self._session, ((c.table, c.row) for c in changes), gone)

    def _taken_out(self) -> set[bytes]:
        query = "SELECT summary FROM file_log WHERE result = ?"
        return taken_out(one for (one,) in told(self._connection, query, (Result.UNDONE.value,)))

    def _reveal(self, said: Content, received: Received) -> None:
        reveals = owning.open_boxes(said.kept, self._we)
        cells = owning.reveal(self._connection, self._receiver.names, reveals)
        if cells:
            receive.show(self._connection, self._receiver.names, cells, received)

    def _remember(self, opened: Opened, sender: Laptop, said: Content) -> None:
        peer = self._session.get(Peer, sender.replica)
        if peer is None:
            peer = Peer(replica=sender.replica)
            self._session.add(peer)
        now = peer.heard_at = self._store.clock.now()
        laptops.note_key(self._session, self._we, sender, opened.header.statements, now)
        # What came last stands, whatever its clock said: it was restored perhaps, or a twin speaks.
        # After a late file it is sent more than it lacks, until its next one.
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
            made=moment_made(opened.header.made),
            operations=received.operations,
            added=dict(added),
            changed=changed,
            removed=dict(removed),
            rows=tuple(rows[:_MOST_ROWS]),
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
        last = self._number("SELECT coalesce(max(n), 0) FROM operation")
        log.first = last - done.operations + 1 if done.operations else None
        log.last = last if done.operations else None
        log.summary = note(done)

    def _first_of(self, sender: Laptop) -> bool:
        """Whether nothing of this sender's office was ever taken in here."""
        query = "SELECT DISTINCT replica FROM file_log WHERE result = ?"
        offices = {
            laptop.office
            for (replica,) in told(self._connection, query, (Result.TAKEN.value,))
            if replica and (laptop := self._we.registry.laptops.get(replica))
        }
        return sender.office not in offices and sender.office != self._we.office_id.bytes

    def _rows(self, table: str) -> int:
        return self._number(f'SELECT count(*) FROM "{table}"')

    def _number(self, query: str) -> int:
        ((number,),) = told(self._connection, query)
        return int(number)

    def _copied(self, written: Collection[bytes]) -> tuple[str, ...]:
        """Of the laptops that wrote what came in, those whose work has two ends."""
        found = told(
            self._connection, "SELECT replica FROM tip GROUP BY replica HAVING count(*) > 1"
        )
        return tuple(sorted({self._named(replica) for (replica,) in found if replica in written}))

    def _named(self, replica: bytes) -> str:
        laptop = self._we.registry.laptops.get(replica)
        return laptop.name if laptop else "?"

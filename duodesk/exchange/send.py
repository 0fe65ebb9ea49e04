"""Making an exchange file: what the laptops it is for do not have yet, closed for them and sealed
by us.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

import duodesk
from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_
from duodesk.base.progress import Progress, silent
from duodesk.exchange import content, owning, seal
from duodesk.exchange.content import (
    FORMAT,
    MOST_CHANGES,
    MOST_OPEN,
    MOST_OPERATIONS,
    MOST_SEALED,
    MOST_STATEMENTS,
    Content,
    Sealed,
    Tip,
)
from duodesk.exchange.kin import Kin
from duodesk.exchange.laptops import Us, settle, sign_heads, us
from duodesk.exchange.parts import parts
from duodesk.exchange.registry import Laptop
from duodesk.exchange.seal import Header, Kind
from duodesk.model.exchange import FileLog, Peer, Result
from duodesk.store.asking import known_ids, told_of
from duodesk.store.engine import told
from duodesk.store.migrate import latest
from duodesk.store.sending import Secret, read_operations, withhold
from duodesk.store.store import Store
from duodesk.store.travelling import Foreign

SUFFIX = ".duo"


@dataclass(frozen=True, slots=True)
class Noted:
    """That a file was made is noted at this moment; when one was made for each laptop before."""

    at: datetime
    before: tuple[tuple[bytes, datetime | None], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A file ready to be written: its name, its bytes, how many operations, for whom; and, where
    there is more than one file should hold, the `further` ones that go with it.
    """

    name: str
    data: bytes
    operations: int
    to: tuple[str, ...]
    further: tuple[Made, ...] = ()
    noted: Noted | None = None

    @property
    def files(self) -> tuple[Made, ...]:
        """All of them, this one first; they may be taken in in any order."""
        return (self, *self.further)


def make(
    store: Store,
    *,
    to: Iterable[bytes] | None = None,
    kind: Kind = "delta",
    progress: Progress = silent,
) -> Made:
    """A file for these laptops, or for all; `delta` holds what one of them lacks, `full`
    everything, `request` nothing but what we have. Who cannot write it forgets it again (`forget`).

    Raises `UserError` where there is no laptop to make it for.
    """
    settle(store)
    with store.local() as session:
        we = us(store, session)
        if we.laptop is None:
            raise UserError(
                N_("This laptop waits to be taken in. Take its first file to who invited it.")
            )
        chosen = _recipients(we, to)
        Kin(session.connection()).unsay(store.journal.names, (), ())
        sign_heads(session, we)
        progress.step(0, 0)
        made, each = list[Made](), parts(session, we, _numbers(session, we, chosen, kind))
        for part in each:
            progress.step(len(made), len(each))
            made.append(_closed(store, session, we, chosen, kind, part))
        progress.step(len(each), len(each))
        noted = _note(store, session, made, kind, chosen)
    return replace(made[0], further=tuple(made[1:]), noted=noted)


def forget(store: Store, made: Made) -> None:
    """A file that was made was written nowhere: nobody is told that it went out."""
    if made.noted is None:
        return
    marks = [hashlib.sha256(one.data).hexdigest() for one in made.files]
    with store.local() as session:
        session.execute(delete(FileLog).where(FileLog.sha256.in_(marks)))
        for replica, at in made.noted.before:
            peer = session.get(Peer, replica)
            if peer is not None and peer.sent_at == made.noted.at:
                peer.sent_at = at


def write_further(made: Made, place: Path) -> list[Path]:
    """Put the further files, where there are any, beside the first that lies at `place`."""
    written = []
    for one in made.further:
        written.append(place.with_name(one.name))
        atomic_write(written[-1], one.data)
    return written


def tips(connection: Connection) -> list[Tip]:
    """The ends of all chains this laptop has."""
    found = told(connection, "SELECT replica, id, seq FROM tip ORDER BY replica, id")
    return [Tip(*tip) for tip in found]


def announced(session: Session, laptops: Sequence[Laptop]) -> dict[bytes, list[Tip]]:
    """What each of these laptops said it has, in its own last file."""
    known = dict(told(session.connection(), "SELECT replica, tips FROM peer"))
    return {one.replica: owning.unpack_tips(known.get(one.replica)) for one in laptops}


def lacking(connection: Connection, heard: Iterable[Sequence[Tip]]) -> list[int]:
    """The operations that at least one of these laptops does not have, by what it announced."""
    numbers: list[int] = []
    for replica, least, _ in _unheard(connection, heard):
        query = "SELECT n FROM operation WHERE replica = ? AND seq > ?"
        numbers += [n for (n,) in told(connection, query, (replica, least))]
    return sorted(numbers)


def lacks(connection: Connection, heard: Sequence[Tip]) -> int:
    """How many operations one laptop does not have, by what it announced."""
    return sum(
        ends[0].seq - least
        if len(ends) == 1  # a chain has no gaps
        else connection.exec_driver_sql(
            "SELECT count(*) FROM operation WHERE replica = ? AND seq > ?", (replica, least)
        ).scalar_one()
        for replica, least, ends in _unheard(connection, [heard])
    )


def _unheard(
    connection: Connection, heard: Iterable[Sequence[Tip]]
) -> Iterator[tuple[bytes, int, list[Tip]]]:
    """The chains of which somebody lacks the end: from where on, and their ends."""
    mine: dict[bytes, list[Tip]] = defaultdict(list)
    for tip in tips(connection):
        mine[tip.replica].append(tip)
    each = [list(of) for of in heard]
    present = known_ids(connection, {tip.operation for of in each for tip in of})
    for replica, ends in sorted(mine.items()):
        least = min((_since(replica, ends, of, present) for of in each), default=0)
        if least < max(tip.seq for tip in ends) or len(ends) > 1:
            yield replica, least, ends


def _since(replica: bytes, ends: list[Tip], heard: Sequence[Tip], present: set[bytes]) -> int:
    """Up to where a laptop has this chain; nought when there is doubt (a chain that forked)."""
    theirs = [tip for tip in heard if tip.replica == replica]
    if not theirs:
        return 0
    last = max(tip.seq for tip in ends)
    unknown = [tip for tip in theirs if tip.operation not in present]
    if any(tip.seq <= last for tip in unknown) or len(ends) > 1:
        complete = {tip.operation for tip in ends} <= {tip.operation for tip in theirs}
        return last if complete else 0
    return max(tip.seq for tip in theirs)


def _recipients(we: Us, to: Iterable[bytes] | None) -> list[Laptop]:
    wanted = None if to is None else set(to)
    chosen = [one for one in we.others() if wanted is None or one.replica in wanted]
    if not chosen:
        raise UserError(
            N_("There is no other laptop to make a file for yet. Invite one first.")
            if not we.others()
            else N_("This laptop is not taken in, or was retired. Choose another.")
        )
    return chosen


def _numbers(session: Session, we: Us, chosen: Sequence[Laptop], kind: Kind) -> list[int]:
    connection = session.connection()
    if kind == "request":
        return []
    if kind == "full":
        return [n for (n,) in connection.exec_driver_sql("SELECT n FROM operation ORDER BY n")]
    heard = announced(session, _listening(session, we, chosen))
    return lacking(connection, heard.values())


def _listening(session: Session, we: Us, chosen: Sequence[Laptop]) -> list[Laptop]:
    """The laptops whose tips count: one that goes on under a new identity is not waited for."""
    later = {one.continues: one.replica for one in we.registry.active() if one.continues}
    if not later:
        return list(chosen)
    heard = {peer.replica: peer.heard_at for peer in session.scalars(select(Peer))}
    never = datetime.min.replace(tzinfo=UTC)

    def silent(one: Laptop) -> bool:
        heir = later.get(one.replica)
        return heir is not None and (heard.get(one.replica) or never) <= (heard.get(heir) or never)

    return [one for one in chosen if not silent(one)] or list(chosen)


def _closed(
    store: Store,
    session: Session,
    we: Us,
    chosen: Sequence[Laptop],
    kind: Kind,
    numbers: list[int],
) -> Made:
    connection = session.connection()
    operations, secrets = [], list[Secret]()
    hides = owning.hides()
    for op in read_operations(connection, store.journal.texts, numbers):
        shared, kept = withhold(op, hides)
        operations.append(shared)
        secrets += kept
    for_whom = {one.replica for one in chosen}
    wants = [
        want
        for replica, wanted in told(connection, "SELECT replica, wants FROM peer")
        if replica in for_whom
        for want in owning.unpack_wants(wanted)
    ]
    secrets += owning.secrets_for(connection, store.journal.names, wants)
    lacked = owning.wanted(connection, store.journal.texts, we)
    if not lacked:
        owning.note_nothing_wanted(connection, we)
    rest = Content(
        tips=tips(connection),
        seals=seals(session, we, operations),
        kept=owning.boxes(connection, we, list(dict.fromkeys(secrets))),
        wants=lacked,
    )
    if len(operations) > MOST_OPERATIONS or _changes(operations) > MOST_CHANGES:
        raise too_much()
    packed = content.pack(operations, rest)
    return enclose(store, we, packed, Envelope(kind, chosen, len(operations)))


def _changes(operations: Iterable[Foreign]) -> int:
    return sum(len(op.changes) for op in operations)


def too_much() -> UserError:
    """Said instead of making a file that nobody could take."""
    return UserError(
        N_("There is more to send than one exchange file may hold. Nothing was made. "
           "Make a file for one laptop at a time.")
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Envelope:
    """How content is closed: its kind, for whom, how many operations, and proof of an
    invitation.
    """

    kind: Kind
    to: Sequence[Laptop]
    operations: int
    invitation: bytes | None = None
    proof: bytes | None = None
    statements: tuple[content.Said, ...] = ()


def enclose(store: Store, we: Us, packed: bytes, envelope: Envelope) -> Made:
    """Close and seal packed content."""
    now = store.clock.now()
    header = Header(
        format=FORMAT,
        app=duodesk.__version__,
        schema=latest(),
        kind=envelope.kind,
        sender=we.replica,
        to=sorted(one.replica for one in envelope.to),
        made=int(now.timestamp() * 1000),
        size=len(packed),
        statements=[*we.statements, *envelope.statements],
        invitation=envelope.invitation,
        proof=envelope.proof,
    )
    much = we.registry.excessive()
    if len(header.statements) > MOST_STATEMENTS or (
        # Nobody would take it.
        much is not None and we.registry.one_machine(much.replica, we.replica)
    ):
        raise UserError(
            N_("New keys were made so often that no exchange file can hold the list of them any "
               "more. Nothing was made. What is written here stays safe: make a backup, and ask "
               "whoever looks after Duodesk.")
        )  # fmt: skip
    data = seal.close(header, packed, we.sign_key, we.keys_of(envelope.to))
    if len(packed) > MOST_OPEN or len(data) > MOST_SEALED:
        raise too_much()
    mark = hashlib.sha256(data).hexdigest()[:8]
    name = f"{we.name if we.laptop else 'new'}-{now:%Y%m%dT%H%M%SZ}-{mark}{SUFFIX}"
    to = tuple(dict.fromkeys(one.name for one in envelope.to))
    return Made(name, data, envelope.operations, to)


def seals(session: Session, we: Us, operations: Sequence[Foreign]) -> list[Sealed]:
    """The ends of what is sent, each signed by the laptop it belongs to; of a retired one every
    end, for others may take less of it.
    """
    before = {op.header.prev for op in operations}
    ends = {op.id for op in operations if op.id not in before}
    gone = {one.replica for one in we.registry.laptops.values() if not one.active}
    cut = gone & {op.header.replica for op in operations}
    connection = session.connection()
    found = told_of(connection, ends, f"{_SEALS} JOIN asking a ON a.id = s.operation")
    found += told_of(connection, cut, f"{_SEALS} JOIN asking a ON a.id = s.replica")
    return [Sealed(*one) for one in sorted(set(found), key=lambda one: (one[0], one[2], one[1]))]


_SEALS = "SELECT s.replica, s.operation, s.seq, s.seal FROM signed_head s"


def _note(
    store: Store, session: Session, made: Sequence[Made], kind: Kind, chosen: Sequence[Laptop]
) -> Noted:
    now = store.clock.now()
    ((last,),) = told(session.connection(), "SELECT max(n) FROM operation")
    for one in made:
        session.add(
            FileLog(
                n=next_number(session),
                sha256=hashlib.sha256(one.data).hexdigest(),
                name=one.name,
                kind=kind,
                result=Result.SENT,
                at=now,
                operations=one.operations,
                last=last,
                summary=json.dumps({"to": [laptop.name for laptop in chosen]}),
            )
        )
    known = {peer.replica: peer for peer in session.scalars(select(Peer))}
    before = []
    for laptop in chosen:
        peer = known.get(laptop.replica)
        if peer is None:
            peer = Peer(replica=laptop.replica)
            session.add(peer)
        before.append((laptop.replica, peer.sent_at))
        peer.sent_at = now
    return Noted(now, tuple(before))


def next_number(session: Session) -> int:
    """The next number of the file log."""
    session.flush()
    ((last,),) = told(session.connection(), "SELECT max(n) FROM file_log")
    return int(last or 0) + 1

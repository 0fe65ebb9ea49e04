"""What came from whom, when and how much; what is still to come, and the log that stays."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from duodesk.base.i18n import _
from duodesk.base.ids import Id, id_of
from duodesk.exchange import parked, send
from duodesk.exchange.laptops import Us, settle, us
from duodesk.exchange.owning import unpack_tips
from duodesk.exchange.seen import Look, remembered
from duodesk.exchange.undoing import undoable
from duodesk.model.exchange import FileLog, Invitation, Peer, Result
from duodesk.store.store import Store

# After so many days without a file somebody should ask for one.
LATE = timedelta(days=7)
# So many files are listed at once; older ones when somebody asks for them.
LOG = 200


@dataclass(frozen=True, slots=True)
class LaptopRow:
    """Another laptop: when its last file was taken and how many rows of which tables that brought,
    when we last made one for it, and how many operations it lacks of ours.

    A `former` one goes on under a new identity, because its desk was put back or copied; `kept_by`
    is the laptop that does and has the same keys still. `before`: what it was called before still
    belongs, and goes with it when it is retired.
    """

    replica: bytes
    name: str
    label: str
    office_id: Id
    heard_at: datetime | None
    brought: Mapping[str, int]
    sent_at: datetime | None
    lacks: int
    late: bool
    active: bool
    inviter: bool
    former: bool = False
    kept_by: bytes | None = None
    before: bool = False

    @property
    def title(self) -> str:
        """Its name; a former laptop has the name of the one that goes on, and is told apart."""
        return (
            _("%(laptop)s (before it was put back)", laptop=self.name) if self.former else self.name
        )


@dataclass(frozen=True, slots=True)
class LogRow:
    """A file that came or went."""

    n: int
    at: datetime
    name: str
    result: Result
    kind: str
    operations: int
    look: Look | None
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The exchange at a glance."""

    own_name: str
    taken_in: bool
    may_invite: bool
    laptops: tuple[LaptopRow, ...]
    log: tuple[LogRow, ...]
    # How many older files the log has.
    older: int
    can_undo: str
    invitations: int
    # Laptops of which an earlier file is missing, so that a later one waits.
    waiting_for: tuple[str, ...]


def overview(store: Store, kept_in: Path | None = None, *, most: int = LOG) -> Overview:
    """Read all of it; of the log the newest, at most so many; what waits counts as long as it still
    lies in the folder `kept_in`.
    """
    settle(store)
    with store.read() as session:
        we = us(store, session)
        newest = select(FileLog).order_by(FileLog.at.desc(), FileLog.n.desc()).limit(most)
        log = tuple(_row(one) for one in session.scalars(newest))
        kept = session.execute(select(func.count()).select_from(FileLog)).scalar_one()
        waiting = session.scalars(select(FileLog).where(FileLog.result == Result.WAITING))
        lies = [one for one in waiting if kept_in is None or parked.lies(kept_in, one.sha256)]
        missing = {name for one in lies for name in remembered(one).waiting_for}
        last = undoable(session)
        open_ = session.scalars(select(Invitation).where(Invitation.used_at.is_(None))).all()
        return Overview(
            own_name=we.name,
            taken_in=we.laptop is not None,
            may_invite=we.may_invite,
            laptops=tuple(_laptops(session, we, store.clock.now())),
            log=log,
            older=kept - len(log),
            can_undo=last.name if last else "",
            invitations=len(open_),
            waiting_for=tuple(sorted(missing)),
        )


def _laptops(session: Session, we: Us, now: datetime) -> Iterator[LaptopRow]:
    """All others by name; after one that goes on under a new identity, what it was before."""
    peers = {peer.replica: peer for peer in session.scalars(select(Peer))}
    brought = _brought(session)
    known, past = we.registry, we.registry.former
    # Many that never made a file lack the same, and counting that takes a while.
    lacks = cache(lambda tips: send.lacks(session.connection(), unpack_tips(tips)))
    for one in sorted(known.laptops.values(), key=lambda one: (one.name, one.replica in past)):
        if one.replica == we.replica:
            continue
        peer, former = peers.get(one.replica), one.replica in past
        heard = peer.heard_at if peer else None
        waits = one.active and not former
        yield LaptopRow(
            replica=one.replica, name=one.name, label=one.label, office_id=id_of(one.office),
            heard_at=heard, brought=brought.get(one.replica, {}),
            sent_at=peer.sent_at if peer else None,
            lacks=lacks(peer.tips if peer else None) if waits else 0,
            late=waits and (heard is None or now - heard > LATE),
            active=one.active, inviter=one.inviter, former=former,
            kept_by=_keeper(we, one.replica) if former else None,
            before=waits and any(o.replica != one.replica for o in known.sharing(one.replica)),
        )  # fmt: skip


def _keeper(we: Us, former: bytes) -> bytes | None:
    """Which laptop has the keys of a former one still: this one before others."""
    if we.laptop is not None and we.registry.keeps_keys(we.laptop, former):
        return we.replica
    return next((one.replica for one in we.registry.keeping_keys(former)), None)


def _brought(session: Session) -> dict[bytes, Counter[str]]:
    """How many rows of which tables the newest file of each laptop brought that brought any."""
    newest = (
        select(func.max(FileLog.n))
        .where(FileLog.operations > 0, FileLog.replica.is_not(None))
        .group_by(FileLog.replica)
    )
    found: dict[bytes, Counter[str]] = {}
    for log in session.scalars(select(FileLog).where(FileLog.n.in_(newest))):
        look = remembered(log)
        found[log.replica or b""] = Counter(look.added) + Counter(look.changed)
    return found


def _row(log: FileLog) -> LogRow:
    sent = log.result == Result.SENT
    to = tuple(json.loads(log.summary).get("to", ())) if sent else ()
    look = None if sent else remembered(log)
    return LogRow(log.n, log.at, log.name, Result(log.result), log.kind, log.operations, look, to)

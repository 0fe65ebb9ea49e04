"""This laptop among the others: who it is to them, its keys, and the identity it goes on under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id, id_of
from duodesk.exchange import seal
from duodesk.exchange.content import Said
from duodesk.exchange.registry import Laptop, Registry, genuine, registry, state, statement_id
from duodesk.model.exchange import Identity, Statement
from duodesk.model.journal import Fact
from duodesk.store.engine import told
from duodesk.store.store import Store

KEEP_OLD_KEYS = timedelta(days=60)
RENEW_AFTER = timedelta(days=182)
# Facts of this name hold a laptop's older key and when it was shown.
_OLDER = "older_key."


@dataclass(frozen=True, slots=True)
class Us:
    """Who this laptop is to the others, and everybody it knows."""

    replica: bytes
    office_id: Id
    organisation: bytes
    organisation_key: bytes | None
    # Those that seal, the newest first; older ones are kept for a while.
    sign_keys: tuple[bytes, ...]
    age_identities: tuple[str, ...]
    statements: tuple[Said, ...]
    registry: Registry
    # Keys that laptops showed to have in files of their own, though newer ones are stated.
    older: Mapping[bytes, str]

    @property
    def laptop(self) -> Laptop | None:
        """What is stated of us; None while we wait to be taken in."""
        return self.registry.laptops.get(self.replica)

    @property
    def sign_key(self) -> bytes:
        """The key that seals our files."""
        return self.sign_keys[0]

    @property
    def signing(self) -> bytes:
        """The key that takes others in: the organisation's own where we hold it, else ours; an
        older one as long as that is stated of us.
        """
        return self.organisation_key or self._stated_key or self.sign_key

    @property
    def may_invite(self) -> bool:
        own = self.laptop
        return self.organisation_key is not None or (own is not None and own.inviter and own.active)

    @property
    def outdated(self) -> bool:
        """Whether newer keys than we hold are stated of us."""
        own = self.laptop
        return own is not None and own.active and self._stated_key is None

    @property
    def misstated(self) -> bool:
        """Whether older keys of ours are stated of us: who gave us a right did not know the newer
        ones yet.
        """
        return self.laptop is not None and self._stated_key not in {None, self.sign_key}

    @property
    def _stated_key(self) -> bytes | None:
        """Our key that is stated of us, if we hold it."""
        own = self.laptop
        held = (key for key in self.sign_keys if own and own.sign_key == seal.public_of(key))
        return next(held, None)

    @property
    def name(self) -> str:
        """How this laptop is called: BRU-1."""
        return self.laptop.name if self.laptop else "?"

    def mine(self, laptop: Laptop) -> Laptop:
        """What is stated of us, with keys and a right that we really hold: a twin may have stated
        newer keys, and a right given to those is not ours.
        """
        if self._stated_key is not None:
            return laptop
        key = seal.public_of(self.sign_key)
        return msgspec.structs.replace(
            laptop.holding(self.sign_key),
            age_key=_recipient(self.age_identities[0]),
            inviter=(laptop.replica, key) in self.registry.inviting,
        )

    def heir(self, chance: bytes) -> Laptop | None:
        """The identity under which we go on, where anything is stated of us."""
        if self.laptop is None:
            return None
        return self.mine(self.laptop).heir(chance, self._stated_key or self.sign_key)

    def others(self) -> list[Laptop]:
        """Laptops that files can be made for."""
        return [one for one in self.registry.active() if one.replica != self.replica]

    def keys_of(self, laptops: Iterable[Laptop]) -> list[str]:
        """What a file for these laptops is closed for."""
        listed = list(laptops)
        older = {self.older[one.replica] for one in listed if one.replica in self.older}
        return sorted({one.age_key for one in listed} | older)


def settle(store: Store) -> None:
    """Give this laptop its keys and, on a desk that founded the organisation, the organisation its
    own; once.
    """
    with store.engine.connect() as connection:
        if told(connection, _IS_SETTLED) == [(1, 1)]:
            return
    with store.local() as session:
        if session.scalars(select(Identity).limit(1)).first() is None:
            _new_identity(store, session)
        if session.get(Fact, "organisation") is None:
            key = store.random.randbytes(32)
            session.add(Fact(name="organisation", value=seal.public_of(key).hex()))
            session.add(Fact(name="organisation_key", value=key.hex()))
            session.flush()
            say(session, _first_statement(store, session), key)


_IS_SETTLED = (
    "SELECT EXISTS (SELECT 1 FROM identity),"
    " EXISTS (SELECT 1 FROM fact WHERE name = 'organisation')"
)


def us(store: Store, session: Session) -> Us:
    """Who we are; `settle` was called before."""
    session.flush()
    connection = session.connection()
    facts = dict(told(connection, "SELECT name, value FROM fact"))
    keys = told(connection, "SELECT sign_key, age_key FROM identity ORDER BY n DESC")
    organisation = bytes.fromhex(facts["organisation"])
    known, believed = follows(statements(session), organisation)
    key = facts.get("organisation_key")
    return Us(
        replica=store.replica,
        office_id=store.office_id,
        organisation=organisation,
        organisation_key=bytes.fromhex(key) if key else None,
        sign_keys=tuple(sign_key for sign_key, _ in keys),
        age_identities=tuple(age_key for _, age_key in keys),
        statements=believed,
        registry=known,
        older=_older(facts, store.clock.now()),
    )


def statements(session: Session) -> tuple[Said, ...]:
    """Every statement this laptop has, all genuine."""
    query = "SELECT body, signer, seal FROM statement ORDER BY id"
    return tuple(Said(*one) for one in told(session.connection(), query))


@lru_cache(maxsize=4)
def follows(every: tuple[Said, ...], organisation: bytes) -> tuple[Registry, tuple[Said, ...]]:
    """Who belongs to the organisation, and the statements without those that nobody believes:
    these are not carried on.
    """
    known = registry(every, organisation)
    return known, tuple(one for one in every if statement_id(one) in known.standing)


def learn(session: Session, said: tuple[Said, ...] | list[Said]) -> int:
    """Keep the genuine statements that are new; returns how many."""
    if not said:
        return 0
    known = set(session.scalars(select(Statement.id)))
    fresh = [one for one in said if statement_id(one) not in known and genuine(one)]
    for one in {statement_id(s): s for s in fresh}.values():
        session.add(
            Statement(id=statement_id(one), body=one.body, signer=one.signer, seal=one.seal)
        )
    session.flush()
    return len(fresh)


def note_key(session: Session, we: Us, sender: Laptop, said: Sequence[Said], at: datetime) -> None:
    """Remember the key of a laptop whose own file shows that it does not know its newest: it was
    restored from an older copy, or copied before its twin had new keys, and could not open what is
    closed for the newest alone.
    """
    held, told = set(we.statements), set(said)
    if held <= told:
        return
    own = registry(held & told, we.organisation).laptops.get(sender.replica)
    if own is not None and own.age_key != sender.age_key:
        name = f"{_OLDER}{sender.replica.hex()}"
        session.merge(Fact(name=name, value=f"{own.age_key} {at.isoformat()}"))


def _older(facts: Mapping[str, str], now: datetime) -> dict[bytes, str]:
    """Older keys that were shown not long ago; later they are destroyed anyway."""
    found = {}
    for name, value in facts.items():
        if name.startswith(_OLDER):
            key, shown = value.split()
            if abs(now - datetime.fromisoformat(shown)) < KEEP_OLD_KEYS:
                found[bytes.fromhex(name.removeprefix(_OLDER))] = key
    return found


def rename(store: Store, label: str) -> None:
    """Give this laptop another name for people: “Annick's laptop”."""
    settle(store)
    with store.local() as session:
        we = us(store, session)
        if we.laptop is not None and label.strip():
            say(session, we.laptop.changed(label=label.strip()[:80]), we.signing)


def renew(store: Store) -> None:
    """New keys from now on; the old ones open late files for sixty days, then they are
    destroyed.
    """
    settle(store)
    with store.local() as session:
        we = us(store, session)
        for old in session.scalars(select(Identity).where(Identity.ended_at.is_(None))):
            old.ended_at = store.clock.now()
        fresh = _new_identity(store, session)
        if we.laptop is not None:
            said = we.laptop.changed(age_key=_recipient(fresh.age_key)).holding(fresh.sign_key)
            say(session, said, we.signing)


def sealed_since(session: Session) -> datetime | None:
    """Since when this laptop has its present keys; nothing where none were made yet."""
    return session.scalars(
        select(Identity.made_at).where(Identity.ended_at.is_(None)).order_by(Identity.n.desc())
    ).first()


def keep_fresh(store: Store) -> None:
    """Renew keys after half a year, or where older ones are stated; destroy old ones after sixty
    days; nothing where none were made yet.
    """
    now = store.clock.now()
    with store.local() as session:
        for identity in session.scalars(select(Identity).where(Identity.ended_at.is_not(None))):
            if identity.ended_at and identity.ended_at < now - KEEP_OLD_KEYS:
                session.delete(identity)
        present = session.scalars(select(Identity).where(Identity.ended_at.is_(None))).first()
        stale = present is not None and (
            present.made_at < now - RENEW_AFTER or us(store, session).misstated
        )
    if stale:
        renew(store)


def go_on_as_new(store: Store) -> None:
    """This desk was restored or copied: from now on it writes under a new identity, which the old
    one certifies, so that nobody mistakes new work for old. It has keys of its own, so that the
    laptop it was copied from can be retired without it.
    """
    settle(store)
    with store.local() as session:
        we = us(store, session)
        chance = store.random.randbytes(16)
        heir = we.heir(chance)
        fresh = heir.replica if heir is not None else store.new_id().bytes
        session.merge(Fact(name="replica", value=fresh.hex()))
        _leave_room(session)
        sign_heads(session, we)
        if heir is not None:
            say(session, heir, we.signing)
    store.become(fresh)
    renew(store)


def sign_heads(session: Session, we: Us) -> None:
    """Sign the ends of our own chain, so that others may forward it."""
    connection = session.connection()
    ends = told(
        connection, "SELECT id, seq FROM tip WHERE replica = ? ORDER BY seq, id", (we.replica,)
    )
    for operation, seq in ends:
        sign_end(session, we, operation, seq)


def sign_end(session: Session, we: Us, operation: bytes, seq: int) -> None:
    """Sign one operation of our own chain as an end of it."""
    connection = session.connection()
    if not told(connection, "SELECT 1 FROM signed_head WHERE operation = ?", (operation,)):
        signed = seal.sign(we.sign_key, head_message(we.replica, operation, seq))
        query = "INSERT INTO signed_head (operation, replica, seq, seal) VALUES (?, ?, ?, ?)"
        told(connection, query, (operation, we.replica, seq, signed))


def head_message(replica: bytes, operation: bytes, seq: int) -> bytes:
    """What a laptop signs of the end of its chain."""
    return msgspec.msgpack.encode(("head", replica, operation, seq))


def _leave_room(session: Session) -> None:
    """Numbers that the lost days may have given out are not given again."""
    for counter in session.scalars(select(Fact).where(Fact.name.startswith("counter."))):
        counter.value = str(int(counter.value) + 100)


def request_of(store: Store, session: Session, code: str, label: str) -> Laptop:
    """What this laptop says of itself when it asks to be taken in."""
    return _first_statement(store, session, code=code, label=label)


def _first_statement(
    store: Store, session: Session, *, code: str | None = None, label: str | None = None
) -> Laptop:
    facts = {fact.name: fact.value for fact in session.scalars(select(Fact))}
    identity = session.scalars(select(Identity).order_by(Identity.n.desc())).first()
    assert identity is not None  # noqa: S101 - `settle` made one
    founded = session.connection().exec_driver_sql(
        "SELECT label FROM replica WHERE id = ?", (store.replica,)
    )
    return Laptop(
        replica=store.replica,
        version=1,
        office=store.office_id.bytes,
        code=code or facts["office_code"],
        label=(label or founded.scalar() or "?")[:80],
        block=int(facts["block"]),
        sign_key=seal.public_of(identity.sign_key),
        age_key=_recipient(identity.age_key),
        inviter="organisation_key" in facts,
    ).holding(identity.sign_key)


def _new_identity(store: Store, session: Session) -> Identity:
    age_key, _ = seal.age_keys()
    last = session.scalars(select(Identity.n).order_by(Identity.n.desc())).first() or 0
    identity = Identity(
        n=last + 1,
        sign_key=store.random.randbytes(32),
        age_key=age_key,
        made_at=store.clock.now(),
    )
    session.add(identity)
    session.flush()
    return identity


def _recipient(age_key: str) -> str:
    from pyrage import x25519

    return str(x25519.Identity.from_str(age_key).to_public())


def say(session: Session, laptop: Laptop, key: bytes) -> None:
    """State this of a laptop, signed with a key."""
    learn(session, [state(laptop, key)])


def office_of(laptop: Laptop) -> Id:
    """The office of a laptop."""
    return id_of(laptop.office)

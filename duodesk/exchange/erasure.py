"""Erasing a person for good, here and on every laptop that ever received something of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id, id_of
from duodesk.exchange import laptops
from duodesk.exchange.kin import Kin, rows_of
from duodesk.exchange.laptops import Us, us
from duodesk.exchange.owning import unpack_tips
from duodesk.exchange.parked import forget_files
from duodesk.exchange.registry import Laptop
from duodesk.model.exchange import Peer
from duodesk.model.journal import Fact
from duodesk.model.people import Person
from duodesk.people.requests import leave_nameless
from duodesk.people.text import full_name
from duodesk.people.together import entries_of
from duodesk.store import erase
from duodesk.store.capture import ERASE
from duodesk.store.codec import Kind
from duodesk.store.engine import told
from duodesk.store.history import moment_of
from duodesk.store.store import Changes, Store

# A fact that stands from an erasure until this laptop has new keys.
KEYS_DUE = "erased.keys"
_A_DAY = timedelta(days=1)
# From one person to the next, past all that the journal says of each: only those who are not there
# are read. A look at each of their changes takes four times as long after ten years.
_OF_REMOVED = """
WITH RECURSIVE
  people (tbl) AS MATERIALIZED (SELECT n FROM name WHERE txt = 'person'),
  known (row) AS (
    SELECT min(c.row) FROM people p CROSS JOIN change c ON c.tbl = p.tbl
    UNION ALL
    SELECT (
      SELECT min(c.row) FROM people p CROSS JOIN change c ON c.tbl = p.tbl AND c.row > known.row
    )
    FROM known WHERE known.row IS NOT NULL
  )
SELECT c.row, f.txt, c.val
FROM people p CROSS JOIN known CROSS JOIN change c ON c.tbl = p.tbl AND c.row = known.row
CROSS JOIN name f ON f.n = c.fld CROSS JOIN operation o ON o.n = c.operation
WHERE known.row NOT IN (SELECT id FROM person) AND c.kind = ?
AND f.txt IN ('person.number', 'person.given_name', 'person.family_name')
ORDER BY o.hlc, o.id
"""


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure and who confirmed it: the laptops whose own file says that they have it."""

    at: datetime
    rows: int
    confirmed: int
    laptops: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """Somebody who was removed in the ordinary way: the lists know them no more, the journal does
    until they are erased.
    """

    id: Id
    number: str
    full_name: str


def removed_people(session: Session) -> list[Removed]:
    """Everybody who was removed and not erased, by number."""
    found = told(session.connection(), _OF_REMOVED, (int(Kind.VALUE),))
    last: dict[bytes, dict[str, str]] = defaultdict(dict)
    for row, field, value in found:
        last[row][field] = value or ""
    people = [
        Removed(
            id_of(row), said.get("person.number", ""),
            full_name(said.get("person.given_name"), said.get("person.family_name")),
        )
        for row, said in last.items()
    ]  # fmt: skip
    return sorted(people, key=lambda one: (one.number, one.id))


def counted(session: Session, person_id: Id) -> dict[str, int]:
    """How many rows of each table go with a person, the person's own row left out."""
    found = Counter(table for table, _ in rows_of(session, person_id))
    return {table: n for table, n in sorted(found.items()) if table != "person"}


def any_erased(session: Session) -> bool:
    """Whether anything was ever erased here."""
    found = session.connection().exec_driver_sql("SELECT EXISTS (SELECT 1 FROM erased)")
    return bool(found.scalar_one())


def erased_on(session: Session, person_id: Id) -> datetime | None:
    """When a person was erased for good, if they were."""
    wall = session.connection().exec_driver_sql(
        "SELECT max(o.wall) FROM change c JOIN operation o ON o.n = c.operation"
        " WHERE c.tbl = (SELECT n FROM name WHERE txt = 'person') AND c.row = ?"
        " AND c.fld = (SELECT n FROM name WHERE txt = ?)",
        (person_id.bytes, ERASE),
    ).scalar()  # fmt: skip
    return moment_of(wall) if wall is not None else None


def erase_person(store: Store, person_id: Id, *, typed: str, waiting: Path) -> Changes:
    """Erase a person, also one who was removed before: the only thing in this program that
    destroys. `typed` repeats their number, `waiting` is the folder of kept exchange files, in which
    they may stand too.

    New keys follow, so that old files on sticks and in mails become unreadable in time.
    """
    with store.read() as session:
        number = _number(session, person_id)
        if number is None or typed.strip() != number:
            raise UserError(
                N_("To erase this person, type their number %(number)s exactly."),
                number=number or "?",
            )
        rows, entries = rows_of(session, person_id), entries_of(session, person_id)
    with store.write(N_("A person was erased")) as write:
        leave_nameless(write, entries)
        write.erase(rows)
        people = {one.bytes for one in entries}
        connection = write.session.connection()
        Kin(connection, people).unsay(store.journal.names, (), people)
        erase.note_due(connection, KEYS_DUE)
    forget_files(store, waiting)
    renew_keys(store)
    return write.changes


def _number(session: Session, person_id: Id) -> str | None:
    person = session.get(Person, person_id)
    if person is not None:
        return person.number
    return next((o.number for o in removed_people(session) if o.id == person_id), None)


def renew_keys(store: Store) -> None:
    """New keys where an erasure asks for them: at most once a day, for what says them travels in
    every file for ever.
    """
    if not erase.due(store.engine, KEYS_DUE):
        return
    with store.read() as session:
        since = laptops.sealed_since(session)
    if since is None or since <= store.clock.now() - _A_DAY:
        laptops.renew(store)
        with store.local() as session:
            session.execute(delete(Fact).where(Fact.name == KEYS_DUE))


def erasures(store: Store) -> list[Erasure]:
    """Every erasure, newest first, with who confirmed it (GDPR article 19)."""
    laptops.settle(store)
    with store.read() as session:
        we = us(store, session)
        tips = {
            peer.replica: unpack_tips(peer.tips)
            for peer in session.query(Peer)
            if peer.tips is not None
        }
        others = _waited_for(session, we)
        said = session.connection().exec_driver_sql(
            # In this order: from the few that are erased to what the journal says of each.
            "SELECT o.id, o.replica, o.seq, o.wall, count(*) FROM erased e"
            " CROSS JOIN name t ON t.txt = e.scope CROSS JOIN change c ON c.tbl = t.n"
            " AND c.row = e.row AND c.fld = (SELECT n FROM name WHERE txt = ?)"
            " CROSS JOIN operation o ON o.n = c.operation GROUP BY o.id ORDER BY o.hlc DESC",
            (ERASE,),
        )
        listed = []
        for _, replica, seq, wall, rows in said:
            missing = [
                one.name
                for one in others
                if one.replica != replica
                and not any(
                    t.replica == replica and t.seq >= seq for t in tips.get(one.replica, [])
                )
            ]
            listed.append(
                Erasure(
                    moment_of(wall), rows, len(others) + 1 - len(missing), len(others) + 1,
                    tuple(missing),
                )
            )  # fmt: skip
        return listed


def _waited_for(session: Session, we: Us) -> list[Laptop]:
    """The other laptops that confirm: of one that goes on under a new identity since it was
    restored or copied the former one too, but only where it was heard since, for then both are in
    use.
    """
    heirs = {one.continues: one.replica for one in we.registry.active() if one.continues}
    heard = {peer.replica: peer.heard_at for peer in session.scalars(select(Peer))}

    def still_used(one: Laptop) -> bool:
        if one.replica not in heirs:
            return True
        last, begun = heard.get(one.replica), _begun(session, we, heirs[one.replica])
        return last is not None and begun is not None and last > begun

    return [one for one in we.others() if still_used(one)]


def _begun(session: Session, we: Us, replica: bytes) -> datetime | None:
    """Since when a laptop goes by this identity, as far as anything here tells it."""
    first = session.connection().exec_driver_sql(
        "SELECT min(wall) FROM operation WHERE replica = ?", (replica,)
    ).scalar()  # fmt: skip
    known = [moment_of(first)] if first is not None else []
    if replica == we.replica and (sealed := laptops.sealed_since(session)) is not None:
        known.append(sealed)
    elif (peer := session.get(Peer, replica)) is not None and peer.heard_at is not None:
        known.append(peer.heard_at)
    return min(known, default=None)

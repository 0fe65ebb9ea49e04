"""Erasing a person for good, here and on every laptop that ever received something of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.exchange import laptops
from duodesk.exchange.kin import Kin, rows_of
from duodesk.exchange.laptops import us
from duodesk.exchange.owning import unpack_tips
from duodesk.exchange.parked import forget_files
from duodesk.model.exchange import Peer
from duodesk.people.requests import leave_nameless
from duodesk.people.together import entries_of
from duodesk.store.capture import ERASE
from duodesk.store.history import moment_of
from duodesk.store.store import Changes, Store


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure and who confirmed it: the laptops whose own file says that they have it."""

    at: datetime
    rows: int
    confirmed: int
    laptops: int
    missing: tuple[str, ...]


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
    """Erase a person: the only thing in this program that destroys. `typed` repeats their number,
    `waiting` is the folder of kept exchange files, in which they may stand too.

    New keys follow, so that old files on sticks and in mails become unreadable in time.
    """
    with store.read() as session:
        number = session.connection().exec_driver_sql(
            "SELECT number FROM person WHERE id = ?", (person_id.bytes,)
        ).scalar()  # fmt: skip
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
        Kin(write.session.connection(), people).unsay(store.journal.names, (), people)
    forget_files(store, waiting)
    laptops.renew(store)
    return write.changes


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
        others = we.others()
        told = session.connection().exec_driver_sql(
            # In this order: from the few that are erased to what the journal says of each.
            "SELECT o.id, o.replica, o.seq, o.wall, count(*) FROM erased e"
            " CROSS JOIN name t ON t.txt = e.scope CROSS JOIN change c ON c.tbl = t.n"
            " AND c.row = e.row AND c.fld = (SELECT n FROM name WHERE txt = ?)"
            " CROSS JOIN operation o ON o.n = c.operation GROUP BY o.id ORDER BY o.hlc DESC",
            (ERASE,),
        )
        listed = []
        for _, replica, seq, wall, rows in told:
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

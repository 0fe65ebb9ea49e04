"""Erasing a person for good, here and on every laptop that ever received something of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id, id_of
from duodesk.exchange import laptops
from duodesk.exchange.laptops import us
from duodesk.exchange.owning import unpack_tips
from duodesk.exchange.take import forget_files
from duodesk.model.exchange import Peer
from duodesk.model.vocabulary import record_tables
from duodesk.store.capture import ERASE
from duodesk.store.history import moment_of
from duodesk.store.store import Changes, Store

# Of a duo, what may name both.
_OF_DUO = frozenset({"meeting", "document", "note"})


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure and who confirmed it: the laptops whose own file says that they have it."""

    at: datetime
    rows: int
    confirmed: int
    laptops: int
    missing: tuple[str, ...]


def rows_of(session: Session, person_id: Id) -> list[tuple[str, Id]]:
    """Everything that is about one person, to be erased with them.

    Of their duos the papers, meetings and notes go, for both names may stand there; the duo itself
    stays, without a name, and so does what belongs to the other person.
    """
    connection = session.connection()
    about = _pointing(connection, [person_id.bytes])
    duos = [row for table, row in about if table == "duo"]
    direct = [one for one in about if one[0] != "duo"]
    of_duos = [one for one in _pointing(connection, duos) if one[0] in _OF_DUO]
    below = _pointing(connection, [row for _, row in (*direct, *of_duos)])
    found = dict.fromkeys([("person", person_id.bytes), *direct, *of_duos, *below])
    return [(table, id_of(row)) for table, row in found if table != "duo"]


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
        rows = rows_of(session, person_id)
    with store.write(N_("A person was erased")) as write:
        write.erase(rows)
    forget_files(waiting)
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
            "SELECT o.id, o.replica, o.seq, o.wall, count(*) FROM change c"
            " JOIN operation o ON o.n = c.operation JOIN name n ON n.n = c.fld"
            " WHERE n.txt = ? GROUP BY o.id ORDER BY o.hlc DESC",
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


def _pointing(connection: Connection, targets: list[bytes]) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    if not targets:
        return found
    marks = ", ".join("?" for _ in targets)
    for table in record_tables():
        if table.name in {"office", "author", "setting"}:
            continue
        for column in table.columns:
            if column.name.endswith("_id") and column.name not in {"office_id", "author_id"}:
                rows = connection.exec_driver_sql(
                    f'SELECT id FROM "{table.name}" WHERE "{column.name}" IN ({marks})',
                    tuple(targets),
                )
                found += [(table.name, row) for (row,) in rows]
    return found

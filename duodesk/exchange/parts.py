"""Where more is to be sent than one file should hold: it goes in several, each of which is whole by
itself. A chain is cut only where its own laptop signed, or signs now.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from duodesk.exchange.laptops import Us, sign_end

# So many changes make a file of some eight megabytes, taken in within a few hundred in memory.
MOST = 400_000


class _Link(NamedTuple):
    """An operation to be sent: its number here, identity, chain, place in it, and changes."""

    n: int
    id: bytes
    prev: bytes | None
    replica: bytes
    seq: int
    changes: int


def parts(session: Session, we: Us, numbers: list[int]) -> list[list[int]]:
    """These operations in as many lists as files are needed, mostly one."""
    connection = session.connection()
    links = _links(connection, numbers)
    if sum(link.changes for link in links) <= MOST:
        return [numbers]
    signed = {row for (row,) in connection.exec_driver_sql("SELECT operation FROM signed_head")}
    made = list(_cut(links, signed, we.replica))
    for part in made:
        before = {link.prev for link in part}
        for link in part:
            if link.replica == we.replica and link.id not in before:
                sign_end(session, we, link.id, link.seq)
    return [[link.n for link in part] for part in made]


def _cut(links: list[_Link], signed: set[bytes], own: bytes) -> Iterator[list[_Link]]:
    part: list[_Link] = []
    count = 0
    for link in links:
        if part and count + link.changes > MOST:
            whole, open_ = _closed(part, signed, own)
            if whole:
                yield whole
                part, count = open_, sum(one.changes for one in open_)
        part.append(link)
        count += link.changes
    if part:
        yield part


def _closed(part: list[_Link], signed: set[bytes], own: bytes) -> tuple[list[_Link], list[_Link]]:
    """What can end here, and the ends of chains that nobody signed here, which go with the next."""
    whole, open_ = list[_Link](), list[_Link]()
    led_to = set[bytes | None]()
    for link in reversed(part):
        if link.id in signed or link.replica == own or link.id in led_to:
            led_to.add(link.prev)
            whole.append(link)
        else:
            open_.append(link)
    return whole[::-1], open_[::-1]


def _links(connection: Connection, numbers: list[int]) -> list[_Link]:
    if not numbers:
        return []
    wanted = set(numbers)
    found = connection.exec_driver_sql(
        "SELECT o.n, o.id, o.prev, o.replica, o.seq,"
        " (SELECT count(*) FROM change c WHERE c.operation = o.n) AS changes"
        " FROM operation o WHERE o.n BETWEEN ? AND ? ORDER BY o.n",
        (min(numbers), max(numbers)),
    )
    return [_Link(*row) for row in found if row.n in wanted]

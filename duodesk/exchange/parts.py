"""Where more is to be sent than one file should hold: it goes in several, each of which is whole by
itself. A chain is cut only where its own laptop signed, or signs now.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from duodesk.exchange.laptops import Us, sign_end
from duodesk.store.engine import told

# So many changes make a file of some eight megabytes, taken in within a few hundred in memory; so
# many operations, and letters in values, stay far below what a file may hold.
MOST, MOST_OPERATIONS, MOST_LETTERS = 400_000, 150_000, 20 << 20


class _Link(NamedTuple):
    """An operation to be sent: its number here, identity, chain, place in it; how many changes and
    letters it holds.
    """

    n: int
    id: bytes
    prev: bytes | None
    replica: bytes
    seq: int
    changes: int
    letters: int


def parts(session: Session, we: Us, numbers: list[int]) -> list[list[int]]:
    """These operations in as many lists as files are needed, mostly one."""
    connection = session.connection()
    links = _links(connection, numbers)
    if _fit(links):
        return [numbers]
    signed = {row for (row,) in connection.exec_driver_sql("SELECT operation FROM signed_head")}
    made = list(_cut(links, signed, we.replica))
    for part in made:
        before = {link.prev for link in part}
        for link in part:
            if link.replica == we.replica and link.id not in before:
                sign_end(session, we, link.id, link.seq)
    return [[link.n for link in part] for part in made]


def _fit(links: list[_Link]) -> bool:
    return (
        len(links) <= MOST_OPERATIONS
        and sum(link.changes for link in links) <= MOST
        and sum(link.letters for link in links) <= MOST_LETTERS
    )


def _cut(links: list[_Link], signed: set[bytes], own: bytes) -> Iterator[list[_Link]]:
    part: list[_Link] = []
    size = [0, 0, 0]
    can_close = False
    for link in links:
        size = [size[0] + 1, size[1] + link.changes, size[2] + link.letters]
        full = size[0] > MOST_OPERATIONS or size[1] > MOST or size[2] > MOST_LETTERS
        if full and can_close:
            whole, open_ = _closed(part, signed, own)
            if whole:
                yield whole
                part = open_
                rest = [*open_, link]
                size = [len(rest), sum(o.changes for o in rest), sum(o.letters for o in rest)]
                can_close = False
        part.append(link)
        can_close = can_close or link.replica == own or link.id in signed
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
    found = told(
        connection,
        "SELECT o.n, o.id, o.prev, o.replica, o.seq,"
        " count(c.fld), coalesce(sum(length(c.val)), 0)"
        " FROM operation o LEFT JOIN change c ON c.operation = o.n"
        " WHERE o.n BETWEEN ? AND ? GROUP BY o.n ORDER BY o.n",
        (min(numbers), max(numbers)),
    )
    return [_Link(*row) for row in found if row[0] in wanted]

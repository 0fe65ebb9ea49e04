"""Which rows go with a person who is erased: all that is about them, also what was removed long ago
and stands only in the journal, and what another laptop wrote before it heard of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from duodesk.base.ids import Id, id_of
from duodesk.people.together import entries_of
from duodesk.store.asking import asked
from duodesk.store.codec import Kind
from duodesk.store.engine import told
from duodesk.store.travelling import Foreign

# Of a duo, what may name both.
_OF_DUO = frozenset({"meeting", "document", "note", "event"})
# What is never about one person, whatever it points to; a duo stays, without a name.
_STAYS = frozenset({"person", "office", "author", "setting", "duo"})
# References to those who work here, not to those who are helped.
_STAFF = frozenset({"office_id", "author_id", "coordinator_id"})
_SOME = 400

RowAt = tuple[str, bytes]


def rows_of(session: Session, person_id: Id) -> list[tuple[str, Id]]:
    """Everything that is about one person, to be erased with them; of the entries that were joined
    to theirs too.

    Of their duos the papers, meetings and notes go, for both names may stand there; the duo itself
    stays, and so does what belongs to the other person.
    """
    entries = [one.bytes for one in entries_of(session, person_id)]
    found = {*(("person", one) for one in entries), *_about(session.connection(), entries)}
    return [(table, id_of(row)) for table, row in sorted(found)]


def left_over(
    connection: Connection, arrived: Sequence[Foreign], people: Iterable[bytes]
) -> list[RowAt]:
    """What is still here of erased people after a file: rows that it brought about somebody erased
    before, and everything about the `people` whose erasure it brought.
    """
    gone = {row for (row,) in told(connection, "SELECT row FROM erased WHERE scope = 'person'")}
    if not gone:
        return []
    duos = _duos(connection, gone)
    found = {
        (c.table, c.row)
        for op in arrived
        for c in op.changes
        if isinstance(c.value, bytes) and _goes(c.table, c.field, c.value, gone, duos)
    }
    found |= set(_about(connection, sorted(people)))
    query = "SELECT e.row FROM asking a JOIN erased e ON e.row = a.id"
    known = asked(connection, (row for _, row in found), query)
    return sorted(at for at in found if at[1] not in known)


def _goes(table: str, field: str, value: bytes, gone: set[bytes], duos: set[bytes]) -> bool:
    if table in _STAYS or field in _STAFF or not field.endswith("_id"):
        return False
    return value in gone or (table in _OF_DUO and value in duos)


def _about(connection: Connection, people: Sequence[bytes]) -> list[RowAt]:
    """All rows about these people, of their duos, and below those."""
    if not people:
        return []
    direct = [at for at in _pointing(connection, people) if at[0] not in _STAYS]
    duos = sorted(_duos(connection, set(people)))
    of_duos = [at for at in _pointing(connection, duos) if at[0] in _OF_DUO]
    found = {*direct, *of_duos}
    below = found
    while below:
        # A first meeting hangs on a proposal, and who was invited to it on the first meeting.
        rows = sorted({row for _, row in below})
        below = {at for at in _pointing(connection, rows) if at[0] not in _STAYS} - found
        found |= below
    return sorted(found)


def _duos(connection: Connection, people: set[bytes]) -> set[bytes]:
    return {row for table, row in _pointing(connection, sorted(people)) if table == "duo"}


def _pointing(connection: Connection, targets: Sequence[bytes]) -> list[RowAt]:
    """Rows of which a reference shows one of these, or showed one when the row was removed; the
    journal tells it, for tables of a newer program too.
    """
    found: set[RowAt] = set()
    for start in range(0, len(targets), _SOME):
        some = tuple(targets[start : start + _SOME])
        marks = ", ".join("?" for _ in some)
        shown = told(
            connection,
            "SELECT t.txt, f.txt, c.row FROM name f JOIN change c ON c.fld = f.n"
            f" JOIN name t ON t.n = c.tbl WHERE f.txt GLOB '*.*_id' AND c.val IN ({marks})"
            " AND NOT EXISTS (SELECT 1 FROM change h WHERE h.tbl = c.tbl AND h.row = c.row"
            " AND h.fld = c.fld AND h.head = 1 AND h.kind = ? AND h.val <> c.val)",
            (*some, int(Kind.VALUE)),
        )
        found |= {(table, row) for table, field, row in shown if field.split(".")[-1] not in _STAFF}
    return sorted(found)

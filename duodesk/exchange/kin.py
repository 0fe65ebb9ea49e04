"""Which rows go with a person who is erased: all that is about them, also what was removed long ago
and stands only in the journal, and what another laptop wrote before it heard of it. And which words
go from rows that stay, for the other of a duo and the figures need them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property

from sqlalchemy import Connection, String, Text, delete
from sqlalchemy.orm import Session

from duodesk.base.i18n import N_
from duodesk.base.ids import Id, id_of
from duodesk.model.base import Base
from duodesk.model.journal import Fact
from duodesk.model.vocabulary import leads_to, references
from duodesk.people.together import entries_of
from duodesk.store import erase
from duodesk.store.asking import asked, told_of
from duodesk.store.codec import Kind
from duodesk.store.engine import told
from duodesk.store.store import Store
from duodesk.store.travelling import Foreign

# Of a duo, what may name both, or says nothing without its words.
_OF_DUO = frozenset({"meeting", "document", "note", "event", "reminder", "snooze"})
# This too, unless it is about one of the two alone who is not erased: then its words go.
_ABOUT_ONE = "contact"
# What is never about one person, whatever it points to; a duo stays, without a name.
_STAYS = frozenset({"person", "office", "author", "setting", "duo"})
# References to those who work here, not to those who are helped.
_STAFF = frozenset({"office_id", "author_id", "coordinator_id"})
# Texts that nobody wrote in their own words, or that are a mentee's own whoever the mentor was.
_NO_WORDS = frozenset({"number", "language", "employer"})
# Words of a list; where one stands in somebody's own words it goes.
_LISTED = frozenset(
    {"kind", "question", "side", "about", "source", "field", "end_reason", "afterwards"}
)
_OWN_WORDS = "*[^a-z0-9_.-]*"

RowAt = tuple[str, bytes]


def rows_of(session: Session, person_id: Id) -> list[tuple[str, Id]]:
    """Everything that is about one person, to be erased with them; of the entries that were joined
    to theirs too.

    Of their duos the papers, meetings, talks and notes go, for both names may stand there; the duo
    itself stays, and so does what belongs to the other person.
    """
    entries = [one.bytes for one in entries_of(session, person_id)]
    kin = Kin(session.connection(), entries)
    found = {*(("person", one) for one in entries), *kin.about(entries)}
    return [(table, id_of(row)) for table, row in sorted(found)]


def erase_left(store: Store, rows: Iterable[RowAt] | None = None) -> None:
    """Erase what a file left of erased people, and tell the others; all of it where the program
    ended before it came to these `rows`.
    """
    if rows is None:
        with store.read() as session:
            rows = Kin(session.connection()).all_left()
    with store.write(N_("Erased with the person")) as write:
        write.erase([(table, id_of(row)) for table, row in rows])
        write.session.execute(delete(Fact).where(Fact.name == erase.LEFT_DUE))


def erase_again(connection: Connection, names: dict[str, int], rows: Sequence[RowAt]) -> None:
    """Erase rows that a restored backup brought back, with the words that hung on them."""
    erase.apply(connection, names, rows)
    Kin(connection).unsay(names, (), {row for table, row in rows if table == "person"})


class Kin:
    """What hangs on people who were erased; on these `people` too, who are about to be."""

    def __init__(self, connection: Connection, people: Iterable[bytes] = ()) -> None:
        self._connection = connection
        erased = told(connection, "SELECT row FROM erased WHERE scope = 'person'")
        self._gone = {*people, *(row for (row,) in erased)}

    @cached_property
    def _duos(self) -> set[bytes]:
        return self._duos_of(self._gone)

    def left_over(self, arrived: Sequence[Foreign], people: Iterable[bytes]) -> list[RowAt]:
        """What is still here of erased people after a file: rows that it brought about somebody
        erased before, and everything about the `people` whose erasure it brought.
        """
        if not self._gone:
            return []
        found = {
            (c.table, c.row)
            for op in arrived
            for c in op.changes
            if isinstance(c.value, bytes) and self._goes(c.table, c.field, c.value)
        }
        found = self._without_others(found) | set(self.about(people))
        query = "SELECT e.row FROM asking a JOIN erased e ON e.row = a.id"
        known = asked(self._connection, (row for _, row in found), query)
        return sorted(at for at in found if at[1] not in known)

    def all_left(self) -> list[RowAt]:
        """The same of everybody who was ever erased, whatever brought it."""
        return self.left_over((), self._gone)

    def unsay(
        self, names: dict[str, int], arrived: Sequence[Foreign], people: Collection[bytes]
    ) -> bool:
        """Erase the words of rows that stay: of everything on the duos of these `people`, of what
        arrived about a duo of somebody erased, and of what was written here since; and the words of
        labels of what concerned them. Whether there were any.
        """
        if not self._gone:
            return False
        late = {
            c.row
            for op in arrived
            for c in op.changes
            if c.table == "duo" and c.value in self._gone and c.field not in _STAFF
        }
        rows = self._here()
        for table, row in self._hanging(late | self._duos_of(set(people))):
            rows[table].add(row)
        came = {(c.table, c.row) for op in arrived for c in op.changes if c.table in _hangs()}
        for table in {table for table, _ in came}:
            rows[table] |= self._on_duos(names, table, {row for t, row in came if t == table})
        erased = erase.blank(self._connection, names, rows, _free)
        erased |= erase.blank(self._connection, names, self._worded(names, rows), _listed)
        telling = self._telling(people) | self._numbers_of(arrived)
        return erase.unlabel(self._connection, names, telling) or erased

    def about(self, people: Iterable[bytes]) -> list[RowAt]:
        """All rows about these people, of their duos, and below those."""
        listed = set(people)
        if not listed:
            return []
        direct = [at for at in self._pointing(listed) if at[0] not in _STAYS]
        of_duos = {at for at in self._pointing(self._duos_of(listed)) if _of_duo(at[0])}
        found = {*direct, *self._without_others(of_duos)}
        below = found
        while below:
            # A first meeting hangs on a proposal, and who was invited to it on the first meeting.
            rows = {row for _, row in below}
            below = {at for at in self._pointing(rows) if at[0] not in _STAYS} - found
            found |= below
        return sorted(found)

    def _goes(self, table: str, field: str, value: bytes) -> bool:
        if table in _STAYS or field in _STAFF or not field.endswith("_id"):
            return False
        return value in self._gone or (_of_duo(table) and value in self._duos)

    def _without_others(self, found: set[RowAt]) -> set[RowAt]:
        """Talks with one of the two alone go with that one only."""
        talks = {row for table, row in found if table == _ABOUT_ONE}
        shown = told_of(self._connection, talks, _SHOWN, (_ABOUT_ONE, f"{_ABOUT_ONE}.person_id"))
        others = {row for row, person in shown if person is not None and person not in self._gone}
        return {at for at in found if at[0] != _ABOUT_ONE or at[1] not in others}

    def _duos_of(self, people: set[bytes]) -> set[bytes]:
        return {row for table, row in self._pointing(people) if table == "duo"}

    def _hanging(self, duos: set[bytes]) -> set[RowAt]:
        """These duos, and the rows that stay and hang on them, or on such a row."""
        found = {("duo", row) for row in duos}
        below = found
        while below:
            rows = {row for _, row in below}
            below = {at for at in self._pointing(rows) if at[0] in _hangs()} - found
            found |= below
        return found

    def _here(self) -> dict[str, set[bytes]]:
        """The rows of the tables that hang on duos of somebody erased."""
        found: dict[str, set[bytes]] = defaultdict(set)
        for side in ("mentee_id", "mentor_id"):
            query = f"SELECT d.id FROM asking a CROSS JOIN duo d ON d.{side} = a.id"
            found["duo"] |= asked(self._connection, self._gone, query)
        for table, fields in _hangs().items():
            for field, above in fields.items():
                query = f'SELECT t.id FROM asking a CROSS JOIN "{table}" t ON t."{field}" = a.id'
                found[table] |= asked(self._connection, found[above], query)
        return found

    def _on_duos(self, names: Mapping[str, int], table: str, rows: set[bytes]) -> set[bytes]:
        """Of rows of a table those that hang on a duo of somebody erased."""
        if table == "duo":
            return rows & self._duos
        found: set[bytes] = set()
        for field, to in _hangs()[table].items():
            query = (
                "SELECT a.id, c.val FROM asking a CROSS JOIN change c ON c.tbl = ?"
                " AND c.row = a.id AND c.fld = ? WHERE c.val IS NOT NULL"
            )
            at = (names[table], names[f"{table}.{field}"])
            shown = told_of(self._connection, rows, query, at)
            above = self._on_duos(names, to, {value for _, value in shown})
            found |= {row for row, value in shown if value in above}
        return found

    def _worded(
        self, names: Mapping[str, int], rows: Mapping[str, set[bytes]]
    ) -> dict[str, set[bytes]]:
        """Of these rows those in which a word of a list is somebody's own."""
        found = {}
        for table, some in rows.items():
            numbers = ", ".join(str(names[f"{table}.{field}"]) for field in _listed(table))
            query = (
                "SELECT DISTINCT a.id FROM asking a CROSS JOIN change c ON c.tbl = ?"
                f" AND c.row = a.id AND c.fld IN ({numbers}) WHERE c.val GLOB ?"
            )
            told_by = told_of(self._connection, some, query, (names[table], _OWN_WORDS))
            found[table] = {row for (row,) in told_by}
        return found

    def _telling(self, people: Iterable[bytes]) -> set[int]:
        """The operations that pointed to these people: two entries were joined, say."""
        query = (
            "SELECT DISTINCT c.operation, f.txt FROM change c CROSS JOIN asking a ON a.id = c.val"
            " CROSS JOIN name f ON f.n = c.fld"
        )
        found = told_of(self._connection, people, query)
        return {n for n, field in found if _points(field)}

    def _numbers_of(self, arrived: Sequence[Foreign]) -> set[int]:
        telling = [
            op.id
            for op in arrived
            if any(c.value in self._gone and _points(c.field) for c in op.changes)
        ]
        query = "SELECT o.n FROM asking a JOIN operation o ON o.id = a.id"
        return {n for (n,) in told_of(self._connection, telling, query)}

    def _pointing(self, targets: Iterable[bytes]) -> list[RowAt]:
        """Rows of which a reference shows one of these, or showed one when the row was removed; the
        journal tells it, for tables of a newer program too.
        """
        shown = told_of(
            self._connection,
            targets,
            "SELECT DISTINCT t.txt, f.txt, c.row FROM change c CROSS JOIN asking a ON a.id = c.val"
            " CROSS JOIN name f ON f.n = c.fld CROSS JOIN name t ON t.n = c.tbl"
            " WHERE NOT EXISTS (SELECT 1 FROM change h WHERE h.tbl = c.tbl AND h.row = c.row"
            " AND h.fld = c.fld AND h.head = 1 AND h.kind = ? AND h.val <> c.val)",
            (int(Kind.VALUE),),
        )
        return sorted({(table, row) for table, field, row in shown if _points(field)})


_SHOWN = (
    "SELECT a.id, c.val FROM asking a CROSS JOIN name t ON t.txt = ? CROSS JOIN name f"
    " ON f.txt = ? CROSS JOIN change c ON c.tbl = t.n AND c.row = a.id AND c.fld = f.n"
    " AND c.head = 1"
)


def _points(field: str) -> bool:
    """Whether a field points to somebody who is helped, or to something of theirs."""
    short = field.rpartition(".")[2]
    return short.endswith("_id") and short not in _STAFF


def _of_duo(table: str) -> bool:
    return table in _OF_DUO or table == _ABOUT_ONE


@cache
def _hangs() -> Mapping[str, Mapping[str, str]]:
    """The tables whose rows stay with a duo: by which reference each hangs on which; whatever
    points to a duo and does not go.
    """
    found: dict[str, dict[str, str]] = {"duo": {}}
    before = 0
    while len(found) > before:
        before = len(found)
        for table, field in references():
            above = leads_to(field)
            if above in found and table not in _OF_DUO | _STAYS:
                found.setdefault(table, {})[field] = above
    return found


@cache
def _free(table: str) -> frozenset[str]:
    """The columns of a table that people fill in their own words."""
    return _texts(table) - _NO_WORDS - _LISTED


@cache
def _listed(table: str) -> frozenset[str]:
    return _texts(table) & _LISTED


def _texts(table: str) -> frozenset[str]:
    columns = Base.metadata.tables[table].columns
    return frozenset(c.name for c in columns if type(c.type) in {String, Text})

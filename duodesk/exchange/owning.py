"""What stays in its office: which office a row belongs to, and what is therefore kept back."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from duodesk.exchange import content, seal
from duodesk.exchange.content import MOST_REVEALS, MOST_WANTS, Kept, Malformed, Reveal, Want
from duodesk.exchange.laptops import Us
from duodesk.exchange.seal import FileRefused
from duodesk.model.vocabulary import record_classes
from duodesk.store import codec
from duodesk.store.asking import asked, told_of
from duodesk.store.codec import Kind
from duodesk.store.engine import told
from duodesk.store.heads import At
from duodesk.store.sending import Secret
from duodesk.store.travelling import Change

_SOME = 400
# What is put into one box before another is begun, far below what one may hold.
_IN_BOX, _LETTERS_IN_BOX = 20_000, 2 << 20
# Where each reference leads to an office.
_OFFICE_BY = {
    "person_id": "(SELECT p.office_id FROM person p WHERE p.id = t.person_id)",
    "mentee_id": "(SELECT p.office_id FROM person p WHERE p.id = t.mentee_id)",
    "duo_id": "(SELECT d.office_id FROM duo d WHERE d.id = t.duo_id)",
    "office_id": "t.office_id",
}


_BELONGS = {"person_id": "person", "mentee_id": "person", "duo_id": "duo"}
_SETTLED = "owning.settled"

Cell = tuple[bytes, int, bytes, int]  # the operation, and where in the journal


def private_fields() -> dict[str, frozenset[str]]:
    """By table, the columns whose values stay in the owning office."""
    return {
        str(kind.__tablename__): frozenset(kind.__office_only__)
        for kind in record_classes()
        if kind.__office_only__
    }


def hides() -> Callable[[Change], bool]:
    """Whether a change's value is kept back from the file for all."""
    private = private_fields()
    return lambda change: change.field in private.get(change.table, ())


def owners(connection: Connection, table: str, rows: Iterable[bytes]) -> dict[bytes, bytes]:
    """The office of each row that is still there."""
    kind = next(k for k in record_classes() if k.__tablename__ == table)
    office = ", ".join(_OFFICE_BY[reference] for reference in kind.__owner__)
    chosen = f"coalesce({office})" if len(kind.__owner__) > 1 else office
    listed, found = sorted(set(rows)), {}
    for start in range(0, len(listed), _SOME):
        some = tuple(listed[start : start + _SOME])
        marks = ", ".join("?" for _ in some)
        asked = told(
            connection, f'SELECT t.id, {chosen} FROM "{table}" t WHERE t.id IN ({marks})', some
        )
        found.update({row: owner for row, owner in asked if owner is not None})
    return found


def boxes(connection: Connection, we: Us, secrets: list[Secret]) -> list[Kept]:
    """The kept values, closed apart for the laptops of the office that each belongs to."""
    by_table: dict[str, set[bytes]] = defaultdict(set)
    for secret in secrets:
        by_table[secret.table].add(secret.row)
    owner = {
        (table, row): office
        for table, rows in by_table.items()
        for row, office in owners(connection, table, rows).items()
    }
    by_office: dict[bytes, list[Reveal]] = defaultdict(list)
    for s in secrets:
        office = owner.get((s.table, s.row), we.office_id.bytes)
        by_office[office].append(Reveal(s.operation, s.table, s.row, s.field, s.salt, s.value))
    made = []
    for office, reveals in sorted(by_office.items()):
        recipients = we.keys_of(one for one in we.others() if one.office == office)
        for some in _portions(reveals) if recipients else ():
            data = msgspec.msgpack.encode(some)
            made.append(Kept(office, seal.close_box(data, recipients)))
    return made


def _portions(reveals: Iterable[Reveal]) -> Iterator[list[Reveal]]:
    """As many as one box holds with ease."""
    some: list[Reveal] = []
    size = 0
    for one in reveals:
        size += len(one.value) if isinstance(one.value, str | bytes) else 0
        some.append(one)
        if len(some) == _IN_BOX or size > _LETTERS_IN_BOX:
            yield some
            some, size = [], 0
    if some:
        yield some


def open_boxes(kept: list[Kept], we: Us) -> Iterator[list[Reveal]]:
    """The values in boxes meant for our office, box by box; one that does not open for us is left
    alone, and so is what is beyond all measure.
    """
    left = MOST_REVEALS
    for box in kept:
        if box.office != we.office_id.bytes:
            continue
        try:
            found = content.revealed(seal.open_box(box.box, we.age_identities))
        except (FileRefused, Malformed):
            continue
        left -= len(found)
        if left < 0:
            return
        yield found


def reveal(
    connection: Connection, names: Mapping[str, int], boxes: Iterable[Sequence[Reveal]]
) -> list[At]:
    """Put revealed values where their commitments stand; what does not match is passed over."""
    cells: list[At] = []
    for reveals in boxes:
        found = _committed(connection, names, reveals)
        if found:
            connection.exec_driver_sql(
                "UPDATE change SET kind = ?, val = ?, salt = ?, com = NULL"
                " WHERE tbl = ? AND row = ? AND fld = ? AND operation = ?",
                [
                    (int(Kind.VALUE), reveals[place].value, reveals[place].salt, *at, operation)
                    for place, at, operation in found
                ],
            )
        cells += [at for _, at, _ in found]
    return cells


def _committed(
    connection: Connection, names: Mapping[str, int], reveals: Sequence[Reveal]
) -> list[tuple[int, At, int]]:
    """Which of these values were committed to and are kept back: place, cell, operation."""
    asked = []
    for place, one in enumerate(reveals):
        com = codec.commitment(one.salt, Kind.VALUE, one.value)
        at = (names.get(one.table), one.row, names.get(f"{one.table}.{one.field}"))
        asked.append((place, one.operation, *at, com))
    connection.exec_driver_sql(
        "CREATE TEMP TABLE IF NOT EXISTS revealing (place INTEGER PRIMARY KEY, operation BLOB,"
        " tbl INTEGER, row BLOB, fld INTEGER, com BLOB)"
    )
    connection.exec_driver_sql("DELETE FROM revealing")
    if asked:
        connection.exec_driver_sql("INSERT INTO revealing VALUES (?, ?, ?, ?, ?, ?)", asked)
    found = connection.exec_driver_sql(
        "SELECT r.place, c.tbl, c.row, c.fld, c.operation FROM revealing r"
        " CROSS JOIN operation o ON o.id = r.operation CROSS JOIN change c ON c.tbl = r.tbl"
        " AND c.row = r.row AND c.fld = r.fld AND c.operation = o.n"
        " WHERE c.kind = ? AND c.com = r.com GROUP BY c.tbl, c.row, c.fld, c.operation",
        (int(Kind.WITHHELD),),
    )
    return [(place, (tbl, row, fld), operation) for place, tbl, row, fld, operation in found]


def wanted(connection: Connection, texts: Mapping[int, str], we: Us) -> list[Want]:
    """Values kept back from us that we are entitled to by now.

    Of most of them we never will be: once nothing is wanted, and that is noted, only what was
    written since is looked at again.
    """
    settled = _settled(connection, we)
    found = _kept_back(connection) if settled is None else _kept_since(connection, texts, settled)
    # Another laptop may keep back anything; we know the owner only of what this program keeps back.
    private = private_fields()
    found = [one for one in found if texts[one[3]].split(".")[-1] in private.get(texts[one[1]], ())]
    by_table: dict[str, set[bytes]] = defaultdict(set)
    for _, tbl, row, _ in found:
        by_table[texts[tbl]].add(row)
    ours = {
        (table, row)
        for table, rows in by_table.items()
        for row, office in owners(connection, table, rows).items()
        if office == we.office_id.bytes
    }
    wants = [
        Want(operation, texts[tbl], row, texts[fld].split(".")[-1])
        for operation, tbl, row, fld in found
        if (texts[tbl], row) in ours
    ]
    return wants[:MOST_WANTS]


def note_nothing_wanted(connection: Connection, we: Us) -> None:
    """Remember that nothing is wanted now; what is written later is looked at from here."""
    connection.exec_driver_sql(
        "INSERT INTO fact (name, value) SELECT ?, n || ' ' || hex(id) || ' ' || ? FROM operation"
        " ORDER BY n DESC LIMIT 1 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (_SETTLED, _rules(we)),
    )


def _settled(connection: Connection, we: Us) -> int | None:
    """The operation up to which nothing is wanted; None where that was never so, it was taken out
    again, or what is kept back is another since.
    """
    noted = told(connection, "SELECT value FROM fact WHERE name = ?", (_SETTLED,))
    n, operation, rules = str(noted[0][0] if noted else "0  ").split(" ")
    there = told(
        connection, "SELECT 1 FROM operation WHERE n = ? AND hex(id) = ?", (int(n), operation)
    )
    return int(n) if there and rules == _rules(we) else None


def _rules(we: Us) -> str:
    said = repr((we.office_id, sorted((t, sorted(f)) for t, f in private_fields().items())))
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def _kept_back(connection: Connection) -> list[Cell]:
    return told(
        connection,
        "SELECT o.id, c.tbl, c.row, c.fld FROM change c JOIN operation o ON o.n = c.operation"
        " WHERE c.kind = ?",
        (int(Kind.WITHHELD),),
    )


def _kept_since(connection: Connection, texts: Mapping[int, str], since: int) -> list[Cell]:
    """What is kept back of rows that were touched since, or belong to a person or duo that was:
    only these can have come to another office.
    """
    numbers = {txt: n for n, txt in texts.items()}
    touched: dict[str, set[bytes]] = {one: set() for one in (*_BELONGS.values(), *private_fields())}
    names = {numbers[one]: one for one in touched if one in numbers}
    marks = ", ".join("?" for _ in names)
    for tbl, row in told(
        connection,
        "SELECT DISTINCT tbl, row FROM change INDEXED BY change_operation"
        f" WHERE operation > ? AND tbl IN ({marks})",
        (since, *names),
    ):
        touched[names[tbl]].add(row)
    cells: list[Cell] = []
    for kind in record_classes():
        table = str(kind.__tablename__)
        if not kind.__office_only__:
            continue
        rows = set(touched[table])
        for reference in kind.__owner__:
            if of := touched.get(_BELONGS.get(reference, "")):
                query = (
                    f'SELECT t.id FROM asking a CROSS JOIN "{table}" t ON t."{reference}" = a.id'
                )
                rows |= asked(connection, of, query)
        query = (
            "SELECT o.id, c.tbl, c.row, c.fld FROM asking a CROSS JOIN change c ON c.tbl = ?"
            " AND c.row = a.id AND c.kind = ? JOIN operation o ON o.n = c.operation"
        )
        cells += told_of(connection, rows, query, (numbers.get(table), int(Kind.WITHHELD)))
    return cells


def secrets_for(
    connection: Connection, names: Mapping[str, int], wants: Iterable[Want]
) -> list[Secret]:
    """What we hold of values that others want; `boxes` closes each for its owner only."""
    found = []
    for want in wants:
        row = connection.exec_driver_sql(
            "SELECT c.val, c.salt, o.salt FROM change c JOIN operation o ON o.n = c.operation"
            " WHERE o.id = ? AND c.tbl = ? AND c.row = ? AND c.fld = ? AND c.kind = ?",
            (
                want.operation,
                names.get(want.table),
                want.row,
                names.get(f"{want.table}.{want.field}"),
                int(Kind.VALUE),
            ),
        ).first()
        if row is None or want.field not in private_fields().get(want.table, ()):
            continue
        name = codec.cell_name(want.table, want.row, want.field)
        salt = row[1] or (codec.cell_salt(row[2], name) if row[2] else None)
        if salt is not None:
            found.append(Secret(want.operation, want.table, want.row, want.field, salt, row[0]))
    return found


def pack_wants(wants: list[Want]) -> bytes:
    """Wants as kept beside a peer."""
    return msgspec.msgpack.encode(wants)


def unpack_wants(data: bytes | None) -> list[Want]:
    """Wants of a peer."""
    return msgspec.msgpack.decode(data, type=list[Want]) if data else []


def unpack_tips(data: bytes | None) -> list[content.Tip]:
    """The chain ends a peer announced."""
    return msgspec.msgpack.decode(data, type=list[content.Tip]) if data else []

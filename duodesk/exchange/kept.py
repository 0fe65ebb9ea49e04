"""Which words about a person stay in another office: seen to exist, not to be read here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from sqlalchemy.orm import Session

from duodesk.base.ids import Id, id_of
from duodesk.people.together import entries_of
from duodesk.store.codec import Kind

# What the page of a person tells line by line, with the column that stays in its office.
_ABOUT_PERSON = (("interview", "notes"), ("note", "text"), ("contact", "text"))


@dataclass(frozen=True, slots=True)
class Kept:
    """What has words that this laptop does not hold, and the office that does."""

    rows: frozenset[Id]
    office_id: Id | None


def kept_about(session: Session, person_id: Id) -> Kept:
    """What of a person is kept back from this laptop, of all their entries in the register."""
    connection = session.connection()
    found: set[Id] = set()
    for entry, (table, column) in product(entries_of(session, person_id), _ABOUT_PERSON):
        # In this order: from the few rows of the person to their changes, not the other way round.
        rows = connection.exec_driver_sql(
            f'SELECT t.id FROM "{table}" t CROSS JOIN change c ON c.row = t.id AND c.head = 1'
            " AND c.tbl = (SELECT n FROM name WHERE txt = ?)"
            " AND c.fld = (SELECT n FROM name WHERE txt = ?)"
            " WHERE t.person_id = ? GROUP BY t.id HAVING min(c.kind = ?)",
            (table, f"{table}.{column}", entry.bytes, int(Kind.WITHHELD)),
        )
        found |= {id_of(row) for (row,) in rows}
    office = connection.exec_driver_sql(
        "SELECT office_id FROM person WHERE id = ?", (person_id.bytes,)
    ).scalar()
    return Kept(frozenset(found), id_of(office) if office else None)

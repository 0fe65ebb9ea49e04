"""How rows and fields of the journal are called by people: whose row it is, and what the field
means.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean, String
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from duodesk.base.dates import moment, short
from duodesk.base.i18n import _, language
from duodesk.base.ids import Id, id_of
from duodesk.exchange.entries import FIELDS, entry_title
from duodesk.followup.codes import PACKED, words
from duodesk.followup.standard import NAME as TEMPLATE_NAME
from duodesk.followup.standard import SEEDS, TEMPLATE_ID
from duodesk.followup.titles import TITLES
from duodesk.model.vocabulary import leads_to, record_tables
from duodesk.office.seeds import CURRICULA, OFFICES
from duodesk.people.fields import field as declared
from duodesk.people.text import full_name
from duodesk.people.trained import unit_titles
from duodesk.training.curricula import curriculum

# The column that names a row; what has none is called by its kind.
_NAME_OF = {
    "office": "name", "author": "name", "duo": "number", "partner": "name", "series": "name",
    "curriculum": "name", "unit": "title", "event": "held_on", "document": "number",
    "interview": "held_on", "matching_meeting": "held_on", "meeting": "held_on",
    "questionnaire": "kind", "info_session": "held_on", "follow_up_step": "kind",
    "follow_up_template": "name", "template_text": "language", "template_edition": "kind",
    "proposal": "proposed_on",
}  # fmt: skip
# By which reference a row belongs to a person.
_PERSON = ("person_id", "mentee_id")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is about: its title, and the screen and subject to open."""

    title: str
    page: str = ""
    row: object = None


def field_title(table: str, field: str) -> str:
    """What a field is called; an unknown one by its own name."""
    known = declared(table, field)
    if known is not None:
        return known.title
    return next(
        (_(said[name]) for name, said in (
            (f"{table}.{field}", FIELDS), (field, FIELDS), (field, TITLES),
        ) if name in said),
        field.replace("_", " "),
    )  # fmt: skip


def value_text(session: Session, table: str, field: str, value: object) -> str:
    """What a value says to people: names for identities and codes, days as they are written here;
    nothing for a blank.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bytes):
        return _referred(session, field, value)
    if (table, field) in PACKED:
        return "…"
    said = words(table, field, value)
    if said is not None:
        return said
    kind = _kinds().get((table, field))
    if isinstance(kind, Boolean):
        return _("yes") if value else _("no")
    return str(value) if isinstance(kind, String) else _as_written(str(value))


@cache
def _kinds() -> dict[tuple[str, str], TypeEngine[Any]]:
    """What every exchanged column holds."""
    return {(t.name, c.name): c.type for t in record_tables() for c in t.columns}


def subject_of(session: Session, table: str, row: Id) -> Subject:
    """Whose row this is: a person, a duo, or the kind of thing it is."""
    person = row if table == "person" else _reference(session, table, row, _PERSON)
    if person is not None:
        found = session.connection().exec_driver_sql(
            "SELECT given_name, family_name FROM person WHERE id = ?", (person.bytes,)
        ).first()  # fmt: skip
        if found is not None:
            return Subject(full_name(found.given_name, found.family_name), "people", person)
    duo = row if table == "duo" else _reference(session, table, row, ("duo_id",))
    if duo is not None:
        number = session.connection().exec_driver_sql(
            "SELECT number FROM duo WHERE id = ?", (duo.bytes,)
        ).scalar()  # fmt: skip
        return Subject(_("Duo %(number)s", number=number or "?"), "duos", duo)
    return Subject(entry_title(table))


def _reference(session: Session, table: str, row: Id, columns: tuple[str, ...]) -> Id | None:
    connection = session.connection()
    there = {
        name
        for (name,) in connection.exec_driver_sql("SELECT name FROM pragma_table_info(?)", (table,))
    }
    for column in columns:
        if column in there:
            value = connection.exec_driver_sql(
                f'SELECT "{column}" FROM "{table}" WHERE id = ?', (row.bytes,)
            ).scalar()
            if isinstance(value, bytes):
                return id_of(value)
    return None


def _referred(session: Session, field: str, value: bytes) -> str:
    # A `…_by` is a colleague; what nobody described, of a newer program say, is left a person.
    kind = "author" if field.endswith("_by") else leads_to(field) or "person"
    if len(value) != 16 or kind not in {"person", *_NAME_OF}:
        return value.hex()[:8]
    if kind == "person":
        return subject_of(session, "person", id_of(value)).title
    seeded = _seeded(id_of(value))
    if seeded is not None:
        return seeded
    found = session.connection().exec_driver_sql(
        f'SELECT {_NAME_OF[kind]} FROM "{kind}" WHERE id = ?', (value,)
    ).scalar()  # fmt: skip
    if not found and kind == "unit":
        found = unit_titles(session, [id_of(value)]).get(id_of(value))
    if not found and kind == "curriculum":
        found = curriculum(session, id_of(value)).name
    said = words(kind, _NAME_OF[kind], found) if found else None
    return said or _as_written(str(found or value.hex()[:8]))


def _seeded(row: Id) -> str | None:
    """The name of what every desk knows without being told."""
    if row in SEEDS or row == TEMPLATE_ID:
        return _(SEEDS[row].title if row in SEEDS else TEMPLATE_NAME)
    for office in OFFICES:
        if office.id == row:
            return office.names[language()]
    for seed in CURRICULA:
        if seed.id == row:
            return _(seed.name)
        if row in seed.unit_ids:
            return _(seed.titles[seed.unit_ids.index(row)])
    return None


def _as_written(text: str) -> str:
    """Days and moments as they are written here; every other text as it is."""
    try:
        if len(text) == len("2026-11-24"):
            return short(date.fromisoformat(text))
        if text.endswith("Z"):
            return moment(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        pass
    return text

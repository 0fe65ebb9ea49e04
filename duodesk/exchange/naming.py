"""How rows and fields of the journal are called by people: whose row it is, and what the field
means.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id, id_of
from duodesk.people.fields import field as declared
from duodesk.people.text import full_name

TABLES = {
    "acknowledged": N_("remarks seen"),
    "author": N_("colleagues"),
    "availability": N_("free hours"),
    "document": N_("papers"),
    "duo": N_("duos"),
    "enrolment": N_("enrolments"),
    "interview": N_("interviews"),
    "meeting": N_("meetings"),
    "meeting_topic": N_("topics of meetings"),
    "note": N_("notes"),
    "office": N_("offices"),
    "outcome_event": N_("outcomes"),
    "person": N_("people"),
    "person_interest": N_("interests"),
    "person_language": N_("languages"),
    "person_occupation": N_("occupations"),
    "person_topic": N_("topics"),
    "proposal": N_("proposals"),
    "setting": N_("settings"),
    "signature": N_("signatures"),
    "status_check": N_("follow-up calls"),
    "transfer": N_("hand-overs"),
}
_FIELDS = {
    "notes": N_("Notes"),
    "text": N_("Note"),
    "note": N_("Note"),
    "stage": N_("Stage"),
    "start_date": N_("Start"),
    "expected_end": N_("Expected end"),
    "ended_on": N_("End"),
    "end_reason": N_("Reason of the end"),
    "mentor_id": N_("Mentor"),
    "mentee_id": N_("Mentee"),
    "coordinator_id": N_("Coordinator"),
    "held_on": N_("Day"),
    "state": N_("State"),
    "name": N_("Name"),
    "value": N_("Value"),
    "level": N_("Level"),
}
# By which reference a row belongs to a person.
_PERSON = ("person_id", "mentee_id")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is about: its title, and the screen and subject to open."""

    title: str
    page: str = ""
    row: Id | None = None


def table_title(table: str) -> str:
    """What the rows of a table are called."""
    return _(TABLES[table]) if table in TABLES else table


def field_title(table: str, field: str) -> str:
    """What a field is called; an unknown one by its own name."""
    known = declared(table, field)
    if known is not None:
        return known.title
    return _(_FIELDS[field]) if field in _FIELDS else field.replace("_", " ")


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
    return Subject(table_title(table))


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

"""How rows and fields of the journal are called by people: whose row it is, and what the field
means.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.dates import hour, moment, short
from duodesk.base.fields import Choice, YesNo
from duodesk.base.i18n import N_, _, language
from duodesk.base.ids import Id, id_of
from duodesk.office.seeds import CURRICULA, OFFICES
from duodesk.people.fields import field as declared
from duodesk.people.text import full_name
from duodesk.people.trained import unit_titles
from duodesk.training.curricula import curriculum

TABLES = {
    "acknowledged": N_("remarks seen"),
    "attendance": N_("presence at training"),
    "author": N_("colleagues"),
    "availability": N_("free hours"),
    "away": N_("days away"),
    "contact": N_("contacts"),
    "curriculum": N_("curricula"),
    "document": N_("papers"),
    "duo": N_("duos"),
    "enrolment": N_("enrolments"),
    "event": N_("appointments"),
    "event_unit": N_("units of training days"),
    "info_session": N_("information sessions"),
    "interview": N_("interviews"),
    "invited": N_("invitations"),
    "meeting": N_("meetings"),
    "meeting_topic": N_("topics of meetings"),
    "note": N_("notes"),
    "office": N_("offices"),
    "outcome_event": N_("outcomes"),
    "partner": N_("partner organisations"),
    "person": N_("people"),
    "person_interest": N_("interests"),
    "person_language": N_("languages"),
    "person_occupation": N_("occupations"),
    "person_topic": N_("topics"),
    "person_trait": N_("wishes"),
    "proposal": N_("proposals"),
    "school_holiday": N_("school holidays"),
    "seat": N_("seats"),
    "series": N_("series of training days"),
    "setting": N_("settings"),
    "signature": N_("signatures"),
    "status_check": N_("follow-up calls"),
    "trainer": N_("trainers"),
    "transfer": N_("hand-overs"),
    "unit": N_("units of a curriculum"),
}
_FIELDS = {
    "author_id": N_("Author"),
    "merged_into_id": N_("Joined with"),
    "merged_on": N_("Joined on"),
    "notes": N_("Notes"),
    "office_id": N_("Office"),
    "person_id": N_("Person"),
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
    "partner_id": N_("Sent by partner"),
    "redirected_to_id": N_("Redirected to"),
    "eligible_by": N_("Conditions checked by"),
    "decided_by": N_("Decided by"),
    "closed_on": N_("Closed on"),
    "presence": N_("Presence"),
    "reached": N_("Reached"),
    "channel": N_("How"),
    "about": N_("About"),
    "place": N_("Place"),
    "start": N_("Begins at"),
    "minutes": N_("Minutes"),
    "capacity": N_("Seats"),
    "led_by": N_("Led by"),
    "online": N_("Online"),
    "cancelled_on": N_("Cancelled"),
    "event_id": N_("Appointment"),
    "series_id": N_("Training series"),
    "curriculum_id": N_("Curriculum"),
    "unit_id": N_("Unit"),
    "kind": N_("Kind"),
    "title": N_("Title"),
    "position": N_("Place in the order"),
    "half_days": N_("Half-days"),
    "contents": N_("Contents"),
    "since": N_("Since"),
    "invited_on": N_("Invited on"),
    "first_day": N_("First day"),
    "last_day": N_("Last day"),
    "community": N_("Community"),
    "dropped": N_("Does not take place"),
    "version": N_("Version"),
}
# Lists and truths of what nobody types into the form of a person.
_LISTS = {
    ("invited", "presence"): "presence",
    ("contact", "channel"): "channel",
    ("contact", "about"): "contact_about",
    ("info_session", "role"): "role",
    ("info_session", "language"): "contact_language",
    ("event", "kind"): "event_kind",
    ("event", "language"): "contact_language",
    ("series", "language"): "contact_language",
    ("seat", "state"): "seat_state",
    ("attendance", "presence"): "attended",
}
_TRUTHS = {
    ("contact", "reached"), ("info_session", "online"), ("event", "online"),
    ("school_holiday", "dropped"),
}  # fmt: skip
_HOURS = {("info_session", "start"), ("event", "start")}
# What a reference leads to, by the end of its name; every other `…_by` is a colleague.
_LEADS_TO = {
    "office_id": "office",
    "duo_id": "duo",
    "author_id": "author",
    "coordinator_id": "author",
    "partner_id": "partner",
    "redirected_to_id": "partner",
    "series_id": "series",
    "curriculum_id": "curriculum",
    "unit_id": "unit",
    "event_id": "event",
}
_NAME_OF = {
    "office": "name", "author": "name", "duo": "number", "partner": "name", "series": "name",
    "curriculum": "name", "unit": "title", "event": "held_on",
}  # fmt: skip
# By which reference a row belongs to a person.
_PERSON = ("person_id", "mentee_id")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is about: its title, and the screen and subject to open."""

    title: str
    page: str = ""
    row: object = None


def table_title(table: str) -> str:
    """What the rows of a table are called."""
    return _(TABLES[table]) if table in TABLES else table


def field_title(table: str, field: str) -> str:
    """What a field is called; an unknown one by its own name."""
    known = declared(table, field)
    if known is not None:
        return known.title
    return _(_FIELDS[field]) if field in _FIELDS else field.replace("_", " ")


def value_text(session: Session, table: str, field: str, value: object) -> str:
    """What a value says to people: names for identities and codes, days as they are written here;
    nothing for a blank.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bytes):
        return _referred(session, field, value)
    known, place = declared(table, field), (table, field)
    if isinstance(known, YesNo) or place in _TRUTHS:
        return _("yes") if value else _("no")
    choices = known.choices if isinstance(known, Choice) else _LISTS.get(place)
    if choices is not None:
        return reference.called(choices, str(value))
    if place in _HOURS and isinstance(value, int):
        return hour(value)
    return _as_written(str(value))


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


def _referred(session: Session, field: str, value: bytes) -> str:
    kind = next((k for end, k in _LEADS_TO.items() if field.endswith(end)), "person")
    kind = "author" if field.endswith("_by") else kind
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
    return _as_written(str(found or value.hex()[:8]))


def _seeded(row: Id) -> str | None:
    """The name of what every desk knows without being told."""
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

"""What offices wrote is told in words: every table and column by a name, every code by its
meaning.
"""

from __future__ import annotations

import pytest
from sqlalchemy import Boolean, String, Text

from duodesk.base import reference
from duodesk.base.fields import Choice
from duodesk.base.i18n import speaking
from duodesk.documents.catalog import KINDS
from duodesk.exchange.entries import FIELDS, TABLES, entry_title, table_title
from duodesk.exchange.naming import field_title, value_text
from duodesk.followup.codes import PACKED, PAPERS, is_coded, words
from duodesk.followup.titles import TITLES
from duodesk.model.base import Word
from duodesk.model.people import Level
from duodesk.model.vocabulary import record_tables
from duodesk.office.seeds import FOUR_DAYS
from duodesk.people.fields import field as declared
from duodesk.store.store import Store

COLUMNS = {(t.name, c.name): c for t in record_tables() for c in t.columns if c.name != "id"}
# Everything a person writes in their own words; every other text holds codes.
FREE = frozenset(
    (table, column)
    for table, columns in {
        "author": ("email", "name"),
        "contact": ("text",),
        "curriculum": ("name",),
        "data_request": ("note", "reason"),
        "document": ("number",),
        "duo": ("number", "unsigned_reason"),
        "duo_step": ("skipped_reason",),
        "enrolment": ("decision_text", "diploma_home"),
        "event": ("place", "title"),
        "finding": ("words",),
        "follow_up_step": ("title",),
        "follow_up_template": ("name",),
        "info_session": ("place",),
        "interview": ("notes",),
        "matching_decision": ("reason",),
        "matching_meeting": ("note",),
        "matching_present": ("name",),
        "meeting": ("note",),
        "note": ("text",),
        "office": (
            "accident_phone",
            "authorisation_number",
            "code",
            "email",
            "enterprise_number",
            "insurer",
            "legal_form",
            "municipality",
            "name",
            "other_cover",
            "phone",
            "policy_number",
            "postcode",
            "second_contact",
            "street",
        ),
        "outcome_event": ("employer",),
        "pair_rule": ("reason",),
        "partner": (
            "contact_name",
            "email",
            "municipality",
            "name",
            "offers",
            "phone",
            "postcode",
            "street",
            "website",
        ),
        "pause": ("reason",),
        "person": (
            "email",
            "family_name",
            "given_name",
            "known_as",
            "municipality",
            "number",
            "phone",
            "postcode",
            "street",
        ),
        "proposal": (
            "closed_reason",
            "meeting_place",
            "mentee_reason",
            "mentor_reason",
            "overruled_reason",
            "reason",
        ),
        "reminder": ("text",),
        "reply": ("words",),
        "report_snapshot": ("remark",),
        "saved_view": ("name",),
        "school_holiday": ("name",),
        "series": ("name", "place"),
        "setting": ("value",),
        "signature": ("filed_at", "place"),
        "snooze": ("reason",),
        "template_edition": ("approved_by", "remark"),
        "template_text": ("text",),
        "trainer": ("name",),
        "transfer": ("reason",),
        "unit": ("contents", "title"),
    }.items()
    for column in columns
)


@pytest.mark.parametrize(
    ("table", "field", "value", "told"),
    [
        ("invited", "presence", "attended", "Came"),
        ("contact", "reached", 0, "no"),
        ("contact", "about", "first_call", "First call"),
        ("contact", "channel", "phone", "Telephone"),
        ("contact", "text", "2026-12-03", "2026-12-03"),
        ("info_session", "start", 870, "14:30"),
        ("info_session", "role", "mentee", "Mentee"),
        ("info_session", "held_on", "2026-12-03", "03/12/2026"),
        ("info_session", "place", "<b>1</b>", "<b>1</b>"),
        ("info_session", "language", "xyz", "xyz"),
        ("event", "kind", "mentors_meeting", "Mentors' meeting"),
        ("event", "start", 870, "14:30"),
        ("event", "start", "later", "later"),
        ("attendance", "presence", "made_up", "Made up"),
        ("attendance", "unit_id", FOUR_DAYS.unit_id(3).bytes, "Active listening"),
        ("seat", "state", "waiting", "On the waiting list"),
        ("series", "curriculum_id", FOUR_DAYS.id.bytes, "Four training days"),
        ("seat", "event_id", bytes(16), "00000000"),
        ("finding", "interview_id", bytes(16), "00000000"),
        ("school_holiday", "dropped", 1, "yes"),
        ("duo", "stage", "to_sign", "To sign"),
        ("duo_step", "party", "together", "Both together"),
        ("availability", "weekday", 1, "Tuesday"),
        ("availability", "start", 25, "12:30"),
        ("expense", "cents", 1250, "12,50\u00a0€"),
        ("office", "languages", "fr nl", "French, Dutch"),
        ("proposal", "reasons", '{"points": 3}', "…"),
        ("setting", "name", "duo_weeks", "Length of a duo"),
    ],
)
def test_values_are_words(store: Store, table: str, field: str, value: object, told: str) -> None:
    with store.read() as session:
        assert value_text(session, table, field, value) == told


def test_every_exchanged_table_has_a_name_for_one_row_and_for_several() -> None:
    assert set(TABLES) == {table.name for table in record_tables()}
    for table in TABLES:
        assert "_" not in entry_title(table) + table_title(table)
        assert all(TABLES[table])


def test_every_column_has_a_title() -> None:
    for table, column in COLUMNS:
        named = {f"{table}.{column}", column} & FIELDS.keys() or column in TITLES
        assert declared(table, column) or named, (table, column)
        assert "_" not in field_title(table, column)


def test_a_text_is_written_in_words_or_known_to_hold_codes() -> None:
    """A column added later is declared on one side, or is named here."""
    written = {f for f, c in COLUMNS.items() if isinstance(c.type, String | Text | Word)}
    coded = {at for at in written if is_coded(*at)}
    assert written - coded == FREE


def test_every_word_of_a_closed_list_is_said() -> None:
    for at, column in COLUMNS.items():
        for word in column.type.kind if isinstance(column.type, Word) else ():
            with speaking("fr"):
                said = words(*at, word)
            assert said, at
            assert said != word or word in set(Level), (at, word)


def test_every_list_that_a_column_names_has_entries() -> None:
    for at, column in COLUMNS.items():
        known = declared(*at)
        if isinstance(known, Choice) and not isinstance(column.type, Word):
            long = {"language", "occupation", "interest", "topic"}
            assert known.choices in long or reference.picklist(known.choices), at


def test_what_only_the_program_reads_is_a_column() -> None:
    assert COLUMNS.keys() >= PACKED


def test_truths_are_told_as_truths(store: Store) -> None:
    with store.read() as session:
        for at, column in COLUMNS.items():
            if isinstance(column.type, Boolean):
                assert value_text(session, *at, 1) == "yes", at


def test_every_kind_of_paper_has_its_title() -> None:
    assert {kind.code: kind.title_id for kind in KINDS} == PAPERS

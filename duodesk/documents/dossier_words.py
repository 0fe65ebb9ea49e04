"""What a dossier is made of, declared once: its parts with the tables in them, the title of every
column, and what the codes in it mean. A test walks the vocabulary and finds what is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

from duodesk.base.i18n import N_, _
from duodesk.followup.titles import TITLES
from duodesk.people.fields import field as declared


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the dossier under its heading, with the tables that belong to it."""

    title_id: str
    tables: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its heading."""
        return _(self.title_id)


PARTS = (
    Part(N_("You and how to reach you"), ("person",)),
    Part(N_("Your place in the programme"), ("enrolment",)),
    Part(
        N_("What you told about yourself"),
        (
            "person_language", "person_occupation", "person_interest", "person_topic",
            "person_trait", "availability", "away",
        ),
    ),
    Part(N_("Interviews and notes"), ("interview", "finding", "note", "contact")),
    Part(N_("Sessions, training and appointments"), ("invited", "seat", "attendance", "event")),
    Part(N_("Who was thought of for a duo"), ("proposal", "pair_rule", "matching_decision")),
    Part(
        N_("Your duos"),
        (
            "duo", "pause", "duo_step", "meeting", "meeting_topic", "questionnaire", "reply",
            "expense",
        ),
    ),
    Part(N_("Work, internship, training"), ("outcome_event", "status_check")),
    Part(N_("Papers and signatures"), ("document", "signature")),
    Part(
        N_("Between offices and on our lists"),
        ("transfer", "reminder", "snooze", "data_request"),
    ),
)  # fmt: skip

# Tables that say nothing of one person, even where they lead to something that does.
NOT_ABOUT = frozenset(
    {
        "acknowledged", "author", "cover", "curriculum", "event_unit", "expense_cap",
        "follow_up_step", "follow_up_template", "info_session", "list_form", "matching_meeting",
        "matching_present", "office", "partner", "report_snapshot", "saved_view",
        "school_holiday", "series", "setting", "template_edition", "template_text", "trainer",
        "unit",
    }
)  # fmt: skip

# Columns that are the program's own: identities, and what stands in words beside them.
HIDDEN = frozenset(
    {
        "id", "person_id", "mentee_id", "mentor_id", "proposal_id", "step_id", "template_id",
        "text_id", "sha256", "merged_into_id", "guide_version",
    }
) | {"interview.restricted", "note.restricted", "snooze.rule"}  # fmt: skip

# What one side said in private: it is not shown to the other.
PRIVATE = {
    ("proposal", "mentee_id"): frozenset({"mentor_answer", "mentor_answered_on", "mentor_reason"}),
    ("proposal", "mentor_id"): frozenset({"mentee_answer", "mentee_answered_on", "mentee_reason"}),
    ("matching_decision", "mentor_id"): frozenset({"reason"}),
    ("duo", "mentee_id"): frozenset({"again", "thanked_on"}),
}

TABLES = {
    "attendance": N_("Presence at training"),
    "availability": N_("Free in the week"),
    "away": N_("Days away"),
    "contact": N_("Calls, mails, visits"),
    "data_request": N_("Requests about data"),
    "document": N_("Papers"),
    "duo": N_("Duos"),
    "duo_step": N_("Steps of the follow-up"),
    "enrolment": N_("Enrolments"),
    "event": N_("Appointments"),
    "expense": N_("Expenses"),
    "finding": N_("Sentences noted from an interview"),
    "interview": N_("Interviews"),
    "invited": N_("Information sessions"),
    "matching_decision": N_("Decisions of the team"),
    "meeting": N_("Weekly meetings"),
    "meeting_topic": N_("Topics of meetings"),
    "note": N_("Notes"),
    "outcome_event": N_("Outcomes"),
    "pair_rule": N_("Settled about a pair"),
    "pause": N_("Pauses"),
    "person": N_("Person"),
    "person_interest": N_("Interests"),
    "person_language": N_("Languages"),
    "person_occupation": N_("Occupations"),
    "person_topic": N_("Topics"),
    "person_trait": N_("Wishes"),
    "proposal": N_("Proposals"),
    "questionnaire": N_("Questionnaires"),
    "reminder": N_("Reminders"),
    "reply": N_("Answers to questionnaires"),
    "seat": N_("Seats"),
    "signature": N_("Signatures"),
    "snooze": N_("Alerts put off"),
    "status_check": N_("Follow-up calls"),
    "transfer": N_("Hand-overs"),
}

# What a row is told by first: its day, its name.
LEADS = (
    "held_on", "happened_at", "written_at", "started_on", "asked_on", "received_on", "proposed_on",
    "signed_on", "printed_at", "paid_on", "first_day", "due_on", "offered_on", "since",
    "registered_on", "formed_on",
)  # fmt: skip


def listed_tables() -> tuple[str, ...]:
    """All tables of the dossier in its order."""
    return tuple(table for part in PARTS for table in part.tables)


def table_title(table: str) -> str:
    """What its rows are called together."""
    return _(TABLES[table])


def is_hidden(table: str, column: str) -> bool:
    """Whether a column is the program's own."""
    return column in HIDDEN or f"{table}.{column}" in HIDDEN


def column_title(table: str, column: str) -> str | None:
    """What a column is called; None for one that nobody has named."""
    known = declared(table, column)
    if known is not None:
        return known.title
    return _(TITLES[column]) if column in TITLES else None

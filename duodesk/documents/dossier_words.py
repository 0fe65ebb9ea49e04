"""What a dossier is made of, declared once: its parts with the tables in them, the title of every
column, and what the codes in it mean. A test walks the vocabulary and finds what is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

from duodesk.base.i18n import N_, _
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

# Titles of columns wherever they stand; `table.column` where a table says it otherwise.
_TITLES = {
    "about": N_("About"),
    "adjusted": N_("Day chosen by hand"),
    "afterwards": N_("Afterwards, the two"),
    "again": N_("Another duo"),
    "answer": N_("What is answered"),
    "answered_by": N_("Answered by"),
    "answered_on": N_("Answered on"),
    "asked_on": N_("Asked on"),
    "author_id": N_("Author"),
    "cancelled_on": N_("Cancelled"),
    "capacity": N_("Seats"),
    "cents": N_("Amount"),
    "channel": N_("How"),
    "closed_code": N_("Reason of the end"),
    "closed_on": N_("Closed on"),
    "closed_reason": N_("Reason in words"),
    "coordinator_id": N_("Coordinator"),
    "data": N_("What stood on it"),
    "decided": N_("Decided"),
    "decided_by": N_("Decided by"),
    "document_id": N_("Paper"),
    "done_on": N_("Done on"),
    "due_on": N_("Due on"),
    "duo_id": N_("Duo"),
    "eligible_by": N_("Conditions checked by"),
    "employer": N_("Employer"),
    "end_reason": N_("Reason of the end"),
    "ended_on": N_("End"),
    "event_id": N_("Appointment"),
    "evidence": N_("How we know"),
    "expected_end": N_("Expected end"),
    "extended_days": N_("Days added"),
    "extended_on": N_("Told that it takes longer on"),
    "fact": N_("Fact"),
    "field": N_("Field"),
    "filed_at": N_("Where the paper lies"),
    "finished_at": N_("Finished"),
    "first_day": N_("First day"),
    "formed_on": N_("Formed on"),
    "from_office_id": N_("From office"),
    "goal": N_("Goal"),
    "handed_by": N_("Handed over by"),
    "handed_on": N_("Handed over on"),
    "happened_at": N_("When"),
    "held_on": N_("Day"),
    "identity_seen_on": N_("Identity seen on"),
    "interview_id": N_("Interview"),
    "invited_on": N_("Invited on"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "last_day": N_("Last day"),
    "led_by": N_("Led by"),
    "lifted_on": N_("Lifted on"),
    "lump_sum": N_("Lump sum"),
    "matching_id": N_("Matching meeting"),
    "medium": N_("How it was handed over"),
    "meeting_id": N_("Weekly meeting"),
    "meeting_on": N_("First meeting on"),
    "meeting_place": N_("Place of the first meeting"),
    "mentee_answer": N_("Answer of the mentee"),
    "mentee_answered_on": N_("The mentee answered on"),
    "mentee_reason": N_("Reason of the mentee"),
    "mentor_answer": N_("Answer of the mentor"),
    "mentor_answered_on": N_("The mentor answered on"),
    "mentor_reason": N_("Reason of the mentor"),
    "merged_on": N_("Joined on"),
    "minutes": N_("Minutes"),
    "mood": N_("How it goes (1 to 5)"),
    "moved_on": N_("In this stage since"),
    "note": N_("Note"),
    "notes": N_("Notes"),
    "number": N_("Number"),
    "offered_by": N_("Offered by"),
    "offered_on": N_("Offered on"),
    "office_id": N_("Office"),
    "on_paper": N_("On paper"),
    "online": N_("Online"),
    "overruled": N_("Doubts of the team"),
    "overruled_reason": N_("Why in spite of doubts"),
    "paid_on": N_("Paid for"),
    "partner_id": N_("Sent by"),
    "party": N_("With whom"),
    "place": N_("Place"),
    "plan_written_on": N_("Action plan written on"),
    "presence": N_("Presence"),
    "printed_at": N_("Printed"),
    "printed_by": N_("Printed by"),
    "proposed_by": N_("Proposed by"),
    "proposed_on": N_("Proposed on"),
    "question": N_("Question"),
    "questionnaire_id": N_("Questionnaire"),
    "reached": N_("Reached"),
    "reason": N_("Reason"),
    "reasons": N_("Reasons as they stood then"),
    "received_on": N_("Received on"),
    "recognised_certificate": N_("Recognised certificate"),
    "recorded_by": N_("Recorded by"),
    "recorded_on": N_("Recorded on"),
    "redirected_to_id": N_("Redirected to"),
    "role": N_("Role"),
    "said_by": N_("Said by"),
    "score": N_("Score (1 to 5)"),
    "series_id": N_("Training series"),
    "session_id": N_("Session"),
    "side": N_("With whom"),
    "signatory": N_("Signed as"),
    "signed_on": N_("Signed on"),
    "since": N_("Since"),
    "situation": N_("Situation"),
    "skipped_on": N_("Skipped on"),
    "skipped_reason": N_("Why it was skipped"),
    "source": N_("Source"),
    "stage": N_("Stage"),
    "start": N_("Begins at"),
    "start_date": N_("Start"),
    "started_on": N_("Begun on"),
    "state": N_("State"),
    "template_version": N_("Version of the text"),
    "text": N_("Text"),
    "thanked_on": N_("Thanked on"),
    "title": N_("Title"),
    "to_office_id": N_("To office"),
    "topic": N_("Topic"),
    "unit_id": N_("Unit"),
    "unsigned_reason": N_("Why it began unsigned"),
    "until": N_("Until"),
    "version": N_("Version"),
    "weekly_hours": N_("Hours a week"),
    "wish": N_("What is asked"),
    "words": N_("Words"),
    "written_at": N_("Written"),
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
    return _(_TITLES[column]) if column in _TITLES else None

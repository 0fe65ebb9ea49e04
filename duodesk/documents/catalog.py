"""Every kind of paper, declared once; screens, command line, tour and tests walk this list."""

from __future__ import annotations

from dataclasses import dataclass

from duodesk.base.i18n import _
from duodesk.followup.codes import PAPERS
from duodesk.model.documents import Signatory

# The only places a template may name; a value for each comes from `queries.papers`.
FIELDS = frozenset(
    {
        "duo_number",
        "mentee_name",
        "mentor_name",
        "office_name",
        "office_address",
        "office_phone",
        "office_email",
        "coordinator_name",
        "duo_language",
        "goal",
        "start_date",
        "end_date",
        "insurer",
        "policy_number",
        "template_version",
        "document_number",
        "duo_weeks",
        "plan_weeks",
        "outcome_months",
        "mentors_meetings",
        "missed_meetings",
        "silence_days",
        "cap_year",
        "lump_sum_day",
        "lump_sum_year",
        "note_version",
        "note_received_on",
        # Written on the paper by hand.
        "costs_agreed",
        "other_cover",
        "accident_phone",
        "second_contact",
    }
)


# The places of the information note; values come from `information_note`.
NOTE_FIELDS = frozenset(
    {
        "person_name",
        "office_name",
        "office_address",
        "office_phone",
        "office_email",
        "coordinator_name",
        "insurer",
        "policy_number",
        "cap_year",
        "lump_sum_day",
        "lump_sum_year",
        "other_cover",
        "accident_phone",
        "template_version",
        "document_number",
    }
)


# The places of letters to one person; values come from `letters.letter`.
LETTER_FIELDS = frozenset(
    {
        "person_name",
        "role",
        "decision_date",
        "office_name",
        "office_phone",
        "office_email",
        "coordinator_name",
        "partner_name",
        "partner_details",
    }
)


# The places of an invitation; values come from `invitations.invitation`.
INVITATION_FIELDS = frozenset(
    {
        "person_name",
        "session_day",
        "session_hours",
        "session_place",
        "session_language",
        "office_name",
        "office_phone",
        "office_email",
        "coordinator_name",
    }
)

# The places of papers about a mentor's training; values come from `training_invitation` and
# `certificate`.
TRAINING_FIELDS = frozenset(
    {
        "person_name",
        "series_name",
        "training_place",
        "curriculum_name",
        "completed_on",
        "place_and_day",
        "office_name",
        "office_phone",
        "office_email",
        "coordinator_name",
    }
)


# The places of papers at the end of a duo; values come from `end_certificate` and `thanks_letter`.
END_FIELDS = frozenset(
    {
        "person_name",
        "mentee_given_name",
        "start_date",
        "end_date",
        "done",
        "what_next",
        "place_and_day",
        "office_name",
        "office_phone",
        "office_email",
        "coordinator_name",
    }
)


# The places of the letters at the beginning of a duo; values come from `welcome_letters`.
WELCOME_FIELDS = frozenset(
    {
        "person_name",
        "other_name",
        "start_date",
        "end_date",
        "first_call",
        "mid_term",
        "meetings_wanted",
        "plan_weeks",
        "insurer",
        "policy_number",
        "office_name",
        "office_phone",
        "office_email",
        "coordinator_name",
    }
)

# The places of the letter before two people meet; values come from `first_meeting_letter`.
MEETING_FIELDS = frozenset(
    {
        "person_name",
        "other_name",
        "meeting_day",
        "meeting_hours",
        "meeting_place",
        "present_name",
        "office_name",
        "office_phone",
        "office_email",
        "coordinator_name",
    }
)

# The places of the sheets that a duo writes on; values come from `duo_sheet`.
SHEET_FIELDS = FIELDS | {"plan_weeks", "plan_written"}

# The places of what the organisation answers on form C45B; values come from `c45b_sheet`.
C45B_FIELDS = frozenset(
    {
        "legal_form",
        "enterprise_number",
        "authorisation_number",
        "office_name",
        "office_address",
        "office_phone",
        "office_email",
        "coordinator_name",
        "person_name",
        "person_address",
        "activity_start",
        "activity_end",
        "allowance",
        "insurer",
        "policy_number",
        "answer_days",
        "place_and_day",
    }
)

# The places of letters about data; values come from `request_letters`.
REQUEST_FIELDS = frozenset(
    {
        "person_name",
        "received_on",
        "answer_by",
        "wish",
        "identity",
        "delay_reason",
        "answer",
        "office_name",
        "office_phone",
        "office_email",
        "coordinator_name",
    }
)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of paper: its code (and the name of its template), title, letter in numbers, who
    signs, and the places its template may name.
    """

    code: str
    title_id: str
    letter: str
    signatories: tuple[Signatory, ...]
    # Of the text that comes with the program.
    version: int = 1
    fields: frozenset[str] = FIELDS

    @property
    def title(self) -> str:
        return _(self.title_id)


_BOTH = (Signatory.MENTEE, Signatory.MENTOR, Signatory.COORDINATOR)
CATALOG = (
    DocumentKind("agreement", PAPERS["agreement"], "A", _BOTH),
    DocumentKind("code_of_conduct", PAPERS["code_of_conduct"], "C", _BOTH),
)
# What a volunteer is told before they start (law of 3 July 2005), with the receipt.
NOTE = DocumentKind(
    "information_note",
    PAPERS["information_note"],
    "N",
    (Signatory.MENTOR, Signatory.COORDINATOR),
    fields=NOTE_FIELDS,
)
# Letters that tell a person what was decided; who withdraws needs none.
LETTERS = (
    DocumentKind("letter_accepted", PAPERS["letter_accepted"], "LA", (), fields=LETTER_FIELDS),
    DocumentKind("letter_waiting", PAPERS["letter_waiting"], "LW", (), fields=LETTER_FIELDS),
    DocumentKind("letter_redirected", PAPERS["letter_redirected"], "LR", (), fields=LETTER_FIELDS),
    DocumentKind("letter_declined", PAPERS["letter_declined"], "LD", (), fields=LETTER_FIELDS),
)
INVITATION = DocumentKind("invitation", PAPERS["invitation"], "LI", (), fields=INVITATION_FIELDS)
# What a mentor gets who is trained: the days, one day to catch up, and at the end the certificate.
TRAINING = (
    DocumentKind(
        "training_invitation", PAPERS["training_invitation"], "TI", (), fields=TRAINING_FIELDS
    ),
    DocumentKind(
        "make_up_invitation", PAPERS["make_up_invitation"], "TM", (), fields=TRAINING_FIELDS
    ),
    DocumentKind(
        "training_certificate", PAPERS["training_certificate"], "TC", (), fields=TRAINING_FIELDS
    ),
)
# What both get when their duo is over: a certificate for the mentee, a letter for the mentor.
ENDING = (
    DocumentKind("end_certificate", PAPERS["end_certificate"], "DC", (), fields=END_FIELDS),
    DocumentKind("thanks_letter", PAPERS["thanks_letter"], "LT", (), fields=END_FIELDS),
)
# What each gets within a week of the first day.
WELCOME = (
    DocumentKind("welcome_mentee", PAPERS["welcome_mentee"], "WE", (), fields=WELCOME_FIELDS),
    DocumentKind("welcome_mentor", PAPERS["welcome_mentor"], "WR", (), fields=WELCOME_FIELDS),
)
FIRST_MEETING = DocumentKind(
    "first_meeting_letter", PAPERS["first_meeting_letter"], "FM", (), fields=MEETING_FIELDS
)
# What a duo writes on; drawn by a module of its own, and not written down as printed.
SHEETS = (
    DocumentKind("action_plan", PAPERS["action_plan"], "AP", (), fields=SHEET_FIELDS),
    DocumentKind("weekly_sheet", PAPERS["weekly_sheet"], "WS", (), fields=SHEET_FIELDS),
)
C45B = DocumentKind("c45b_sheet", PAPERS["c45b_sheet"], "CB", (), fields=C45B_FIELDS)
# What is answered to whoever asks about the data kept of them (GDPR).
REQUESTS = (
    DocumentKind("request_received", PAPERS["request_received"], "RR", (), fields=REQUEST_FIELDS),
    DocumentKind("request_extended", PAPERS["request_extended"], "RE", (), fields=REQUEST_FIELDS),
    DocumentKind("request_answered", PAPERS["request_answered"], "RA", (), fields=REQUEST_FIELDS),
    DocumentKind("request_not_known", PAPERS["request_not_known"], "RN", (), fields=REQUEST_FIELDS),
)
# Of these a person may get one after another, each with a number of its own.
ONE_AFTER_ANOTHER = (INVITATION, FIRST_MEETING, *REQUESTS)


# Every kind whose text can be read and written anew.
KINDS = (
    *CATALOG, NOTE, *LETTERS, INVITATION, *TRAINING, *ENDING, *WELCOME, FIRST_MEETING, *SHEETS,
    C45B, *REQUESTS,
)  # fmt: skip


def kind_of(code: str) -> DocumentKind:
    """The kind with this code."""
    return next(kind for kind in KINDS if kind.code == code)

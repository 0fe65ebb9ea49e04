"""Every kind of paper, declared once; screens, command line, tour and tests walk this list."""

from __future__ import annotations

from dataclasses import dataclass

from duodesk.base.i18n import N_, _
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
        # No desk knows these: they are written on the paper by hand.
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


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of paper: its code (and the name of its template), title, letter in numbers, who
    signs, and the places its template may name.
    """

    code: str
    title_id: str
    letter: str
    signatories: tuple[Signatory, ...]
    version: int = 1
    # Who approved the text of this version; until then every page says that it is a draft.
    approved: str = ""
    fields: frozenset[str] = FIELDS

    @property
    def title(self) -> str:
        return _(self.title_id)


_BOTH = (Signatory.MENTEE, Signatory.MENTOR, Signatory.COORDINATOR)
CATALOG = (
    DocumentKind("agreement", N_("Duo agreement"), "A", _BOTH),
    DocumentKind("code_of_conduct", N_("Code of conduct"), "C", _BOTH),
)
# What a volunteer is told before they start (law of 3 July 2005), with the receipt.
NOTE = DocumentKind(
    "information_note",
    N_("Information note to volunteers"),
    "N",
    (Signatory.MENTOR, Signatory.COORDINATOR),
    fields=NOTE_FIELDS,
)
# Letters that tell a person what was decided; who withdraws needs none.
LETTERS = (
    DocumentKind("letter_accepted", N_("Letter: accepted"), "LA", (), fields=LETTER_FIELDS),
    DocumentKind("letter_waiting", N_("Letter: waiting list"), "LW", (), fields=LETTER_FIELDS),
    DocumentKind("letter_redirected", N_("Letter: redirected"), "LR", (), fields=LETTER_FIELDS),
    DocumentKind("letter_declined", N_("Letter: not accepted"), "LD", (), fields=LETTER_FIELDS),
)
INVITATION = DocumentKind(
    "invitation", N_("Invitation to an information session"), "LI", (), fields=INVITATION_FIELDS
)
# What a mentor gets who is trained: the days, one day to catch up, and at the end the certificate.
TRAINING = (
    DocumentKind(
        "training_invitation", N_("Invitation to training days"), "TI", (), fields=TRAINING_FIELDS
    ),
    DocumentKind(
        "make_up_invitation", N_("Invitation to a make-up day"), "TM", (), fields=TRAINING_FIELDS
    ),
    DocumentKind(
        "training_certificate", N_("Training certificate"), "TC", (), fields=TRAINING_FIELDS
    ),
)
# What both get when their duo is over: a certificate for the mentee, a letter for the mentor.
ENDING = (
    DocumentKind("end_certificate", N_("Certificate of the duo"), "DC", (), fields=END_FIELDS),
    DocumentKind("thanks_letter", N_("Letter of thanks"), "LT", (), fields=END_FIELDS),
)


def kind_of(code: str) -> DocumentKind:
    """The kind with this code."""
    known = (*CATALOG, NOTE, *LETTERS, INVITATION, *TRAINING, *ENDING)
    return next(kind for kind in known if kind.code == code)

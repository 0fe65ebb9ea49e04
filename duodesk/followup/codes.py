"""What the codes in columns mean, in the language spoken: said once for the dossier of a person and
for what files between offices bring. A test walks all columns and finds what is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from duodesk.base import reference
from duodesk.base.dates import hour, weekday
from duodesk.base.fields import Choice
from duodesk.base.i18n import N_, _, language
from duodesk.base.worded import Euros
from duodesk.followup.questions import question_sheet
from duodesk.followup.standard import KINDS as STEPS
from duodesk.model.people import Role
from duodesk.office.settings import SETTINGS
from duodesk.people import facts
from duodesk.people.fields import field as declared
from duodesk.people.request_words import ANSWERS, WISHES
from duodesk.training.days_off import COMMUNITIES

# The titles of papers, by the code of their kind.
PAPERS = {
    "agreement": N_("Duo agreement"),
    "code_of_conduct": N_("Code of conduct"),
    "information_note": N_("Information note to volunteers"),
    "letter_accepted": N_("Letter: accepted"),
    "letter_waiting": N_("Letter: waiting list"),
    "letter_redirected": N_("Letter: redirected"),
    "letter_declined": N_("Letter: not accepted"),
    "invitation": N_("Invitation to an information session"),
    "training_invitation": N_("Invitation to training days"),
    "make_up_invitation": N_("Invitation to a make-up day"),
    "training_certificate": N_("Training certificate"),
    "end_certificate": N_("Certificate of the duo"),
    "thanks_letter": N_("Letter of thanks"),
    "welcome_mentee": N_("Welcome letter to the mentee"),
    "welcome_mentor": N_("Welcome letter to the mentor"),
    "first_meeting_letter": N_("Invitation to the first meeting"),
    "action_plan": N_("Career action plan"),
    "weekly_sheet": N_("Weekly meetings"),
    "c45b_sheet": N_("Form C45B, part II"),
    "request_received": N_("Request about data: received"),
    "request_extended": N_("Request about data: more time"),
    "request_answered": N_("Request about data: answer"),
    "request_not_known": N_("Request about data: not known"),
}
_SIDES = {"mentee": N_("Mentee"), "mentor": N_("Mentor"), "each": N_("Each apart"),
          "together": N_("Both together"), "both": N_("Both together")}  # fmt: skip
_STEPS = {str(kind): title for kind, title in STEPS.items()}
# By table and column: a list of the program, or words of our own.
_LISTS: dict[tuple[str, str], str] = {
    ("attendance", "presence"): "attended",
    ("author", "language"): "contact_language",
    ("contact", "about"): "contact_about",
    ("contact", "channel"): "channel",
    ("document", "language"): "contact_language",
    ("duo", "afterwards"): "afterwards",
    ("duo", "end_reason"): "end_reason",
    ("duo", "goal"): "goal",
    ("duo", "language"): "language",
    ("duo", "stage"): "duo_stage",
    ("event", "kind"): "event_kind",
    ("event", "language"): "contact_language",
    ("info_session", "language"): "contact_language",
    ("info_session", "role"): "role",
    ("interview", "language"): "contact_language",
    ("interview", "role"): "role",
    ("invited", "presence"): "presence",
    ("meeting", "state"): "held",
    ("meeting_topic", "topic"): "topic",
    ("outcome_event", "evidence"): "evidence",
    ("outcome_event", "kind"): "outcome",
    ("proposal", "closed_code"): "closed",
    ("proposal", "stage"): "stage",
    ("questionnaire", "kind"): "role",
    ("questionnaire", "language"): "contact_language",
    ("seat", "state"): "seat_state",
    ("series", "language"): "contact_language",
    ("signature", "signatory"): "signatory",
    ("status_check", "situation"): "situation",
    ("template_text", "language"): "contact_language",
}
_WORDS: dict[tuple[str, str], Mapping[str, str]] = {
    ("author", "duty"): {
        "coordination": N_("Coordination"), "office_admin": N_("Administers the office"),
        "reader": N_("Reads only"),
    },
    ("contact", "side"): _SIDES,
    ("data_request", "answer"): {str(k): v for k, v in ANSWERS.items()},
    ("data_request", "wish"): {str(k): v for k, v in WISHES.items()},
    ("document", "kind"): PAPERS,
    ("document", "medium"): {
        "by_hand": N_("by hand"), "post": N_("by post"), "mail": N_("by e-mail"),
        "session": N_("at a session"),
    },
    ("duo_step", "kind"): _STEPS,
    ("duo_step", "party"): _SIDES,
    ("follow_up_step", "kind"): _STEPS,
    ("follow_up_step", "party"): _SIDES,
    ("list_form", "kind"): {
        "people": N_("People"), "duos": N_("Duos"), "meetings": N_("Meetings"),
        "outcomes": N_("Outcomes"), "signatures": N_("Signatures"), "attendance": N_("Attendance"),
    },
    ("matching_decision", "decided"): {
        "propose": N_("Mentor proposed"), "later": N_("Later"), "no_mentor": N_("No mentor now"),
    },
    ("meeting", "said_by"): _SIDES,
    ("pair_rule", "kind"): {
        "locked": N_("kept in the plan"), "forbidden": N_("never to be paired"),
        "conflict": N_("the two know each other otherwise"),
    },
    ("person_occupation", "relation"): {"target": N_("wished"), "experience": N_("practised")},
    ("person_topic", "side"): {"need": N_("asked for"), "strength": N_("offered")},
    ("proposal", "mentee_answer"): {"yes": N_("yes"), "no": N_("no")},
    ("proposal", "mentor_answer"): {"yes": N_("yes"), "no": N_("no")},
    ("saved_view", "page"): {"people": N_("People")},
    ("school_holiday", "community"): {str(k): v for k, v in COMMUNITIES.items()},
    ("setting", "name"): {one.name: one.title_id for one in SETTINGS},
    ("status_check", "source"): _SIDES,
    ("template_edition", "kind"): PAPERS,
    ("transfer", "state"): {
        "offered": N_("offered"), "accepted": N_("accepted"), "refused": N_("refused"),
        "withdrawn": N_("withdrawn"),
    },
}  # fmt: skip
_DOUBTS = {
    "training": N_("training not complete"),
    "note": N_("information note not received"),
    "language": N_("language in common"),
    "availability": N_("hours in common"),
    "unverified_language": N_("language not known"),
    "unverified_availability": N_("hours not known"),
    "resting": N_("the mentor rests"),
}  # fmt: skip
# What only the program reads: packed values, checksums, names of its own rules.
PACKED = frozenset(
    {
        ("acknowledged", "rule"), ("document", "data"), ("document", "sha256"),
        ("list_form", "headings"), ("list_form", "meaning"), ("proposal", "reasons"),
        ("report_snapshot", "figures"), ("saved_view", "wanted"), ("snooze", "rule"),
    }
)  # fmt: skip


def is_coded(table: str, column: str) -> bool:
    """Whether a column holds codes or packed values: nothing that a person writes in words."""
    place = (table, column)
    return (
        isinstance(declared(table, column), Choice)
        or place in PACKED
        or any(place in known for known in (_LISTS, _WORDS, _OWN))
    )


def words(table: str, column: str, value: object) -> str | None:
    """What the code in a column says, a code of a newer program as it is; None for a column
    without codes.
    """
    place, known = (table, column), declared(table, column)
    if place in _OWN:
        return _OWN[place](value)
    if place in _WORDS:
        said = _WORDS[place]
        return _(said[str(value)]) if str(value) in said else str(value)
    if place in _LISTS:
        return reference.called(_LISTS[place], str(value))
    return reference.called(known.choices, str(value)) if isinstance(known, Choice) else None


def _professional(code: Any) -> str:
    known = reference.fields()
    return known[code].name() if code in known else str(code)


def _doubts(codes: Any) -> str:
    return ", ".join(_(_DOUBTS[code]) if code in _DOUBTS else code for code in str(codes).split())


def _languages(codes: Any) -> str:
    return ", ".join(reference.called("contact_language", code) for code in str(codes).split())


def _question(key: Any) -> str:
    """A question has one key in every language and version."""
    for role in Role:
        for one in question_sheet(role, language()).questions:
            if one.key == key:
                return one.text
    return str(key)


def _numbered(say: Callable[[int], str]) -> Callable[[Any], str]:
    """Numbers in words; what is none, as a newer program may write it, as it is."""
    return lambda value: say(value) if isinstance(value, int) else str(value)


_half_hour = _numbered(lambda n: hour(n * 30))
_euros = _numbered(lambda n: str(Euros(n)))
_OWN: dict[tuple[str, str], Callable[[Any], str]] = {
    ("availability", "end"): _half_hour,
    ("availability", "start"): _half_hour,
    ("availability", "weekday"): _numbered(lambda n: weekday(n % 7)),
    ("event", "start"): _numbered(hour),
    ("expense", "cents"): _euros,
    ("expense_cap", "per_day"): _euros,
    ("expense_cap", "per_year"): _euros,
    ("finding", "fact"): lambda name: facts.title(str(name)),
    ("info_session", "start"): _numbered(hour),
    ("office", "languages"): _languages,
    ("outcome_event", "field"): _professional,
    ("proposal", "overruled"): _doubts,
    ("reply", "question"): _question,
}

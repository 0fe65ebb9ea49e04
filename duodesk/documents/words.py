"""Words of documents for screens: who signs, and the places of a template by their titles."""

from __future__ import annotations

from duodesk.base.i18n import N_, _
from duodesk.model.documents import Signatory

_PLACES = {
    "duo_number": N_("number of the duo"),
    "mentee_name": N_("name of the mentee"),
    "mentor_name": N_("name of the mentor"),
    "office_name": N_("name of the office"),
    "office_address": N_("address of the office"),
    "office_phone": N_("telephone of the office"),
    "office_email": N_("e-mail of the office"),
    "coordinator_name": N_("coordinator"),
    "duo_language": N_("language of the duo"),
    "goal": N_("goal"),
    "start_date": N_("first day"),
    "end_date": N_("last day"),
    "insurer": N_("insurer of the volunteers"),
    "policy_number": N_("number of the insurance policy"),
    "template_version": N_("version of the text"),
    "document_number": N_("number of the paper"),
    "duo_weeks": N_("length of a duo"),
    "outcome_months": N_("time in which an outcome counts"),
    "mentors_meetings": N_("meetings of mentors for each duo"),
    "missed_meetings": N_("meetings missed in a row"),
    "silence_days": N_("days of silence"),
    "cap_year": N_("year"),
    "lump_sum_day": N_("highest lump sum of a day"),
    "lump_sum_year": N_("highest lump sum of a year"),
    "note_version": N_("version of the information note"),
    "note_received_on": N_("day on which the information note was received"),
    "costs_agreed": N_("what is agreed on costs"),
    "other_cover": N_("what else is insured"),
    "accident_phone": N_("telephone after an accident"),
    "second_contact": N_("second person for concerns"),
    "person_name": N_("name of the person"),
    "role": N_("role"),
    "decision_date": N_("day of the decision"),
    "session_day": N_("day of the session"),
    "session_hours": N_("hours of the session"),
    "session_place": N_("place of the session"),
    "session_language": N_("language of the session"),
    "partner_name": N_("partner organisation"),
    "partner_details": N_("how to reach the partner organisation"),
    "series_name": N_("training series"),
    "training_place": N_("place of the training"),
    "curriculum_name": N_("content of the training"),
    "place_and_day": N_("place and day"),
    "mentee_given_name": N_("given name of the mentee"),
    "done": N_("meetings and hours"),
    "what_next": N_("what comes next for the mentor"),
    "completed_on": N_("day on which the training was complete"),
    "other_name": N_("given name of the other in the duo"),
    "first_call": N_("day of the first call"),
    "mid_term": N_("day of the mid-term meeting"),
    "meetings_wanted": N_("number of mentors' meetings"),
    "plan_weeks": N_("weeks until the action plan is written"),
    "plan_written": N_("day on which the action plan was written"),
    "meeting_day": N_("day of the meeting"),
    "meeting_hours": N_("hours of the meeting"),
    "meeting_place": N_("place of the meeting"),
    "present_name": N_("who of the office is there"),
    "legal_form": N_("legal form of the organisation"),
    "enterprise_number": N_("enterprise number"),
    "authorisation_number": N_("number of the general authorisation"),
    "person_address": N_("address of the person"),
    "activity_start": N_("first day of the activity"),
    "activity_end": N_("last day of the activity"),
    "allowance": N_("expenses that are paid"),
    "answer_days": N_("working days until the answer"),
    "received_on": N_("day on which the request came"),
    "answer_by": N_("last day of the answer"),
    "wish": N_("what is asked"),
    "identity": N_("how it is seen who asks"),
    "delay_reason": N_("why it takes longer"),
    "answer": N_("our answer"),
}


def place_title(name: str) -> str:
    """A place of a template in words."""
    return _(_PLACES.get(name, name))


__all__ = ["Signatory", "place_title"]

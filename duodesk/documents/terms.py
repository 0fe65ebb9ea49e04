"""What the texts that are signed take from the choices of the programme: numbers and amounts."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.base.worded import Euros
from duodesk.followup.expenses import caps
from duodesk.office import settings
from duodesk.office.queries import OfficeRow

# What is written on the paper by hand.
BY_HAND = "…" * 24

_NUMBERS = {
    "duo_weeks": settings.DUO_WEEKS,
    "plan_weeks": settings.PLAN_WEEKS,
    "outcome_months": settings.OUTCOME_MONTHS,
    "mentors_meetings": settings.MENTORS_MEETINGS,
    "missed_meetings": settings.MISSED_IN_A_ROW,
    "silence_days": settings.SILENCE_AMBER,
}


def numbers(session: Session, office_id: Id, today: date) -> dict[str, str]:
    """The numbers of the programme that an agreement names, as they hold today."""
    chosen = settings.values(session, office_id=office_id, on=today)
    return {name: str(chosen.number(setting)) for name, setting in _NUMBERS.items()}


def of_office(place: OfficeRow) -> dict[str, str | None]:
    """What an office tells on insurance and whom to turn to."""
    return {
        "insurer": place.insurer,
        "policy_number": place.policy_number,
        "accident_phone": place.accident_phone,
        "other_cover": place.other_cover,
        "second_contact": place.second_contact,
    }


def lump_sums(session: Session, today: date) -> dict[str, str | None]:
    """The caps of this year's lump sums, in the language spoken; open where none is known."""
    cap = caps(session).get(today.year)
    return {
        "cap_year": str(today.year),
        "lump_sum_day": str(Euros(cap.per_day)) if cap else None,
        "lump_sum_year": str(Euros(cap.per_year)) if cap else None,
    }

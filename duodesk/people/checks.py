"""What looks odd in what was typed about a person; said beside the field, seldom in the way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from duodesk.base.dates import age_on, short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, Message
from duodesk.model.people import Role
from duodesk.office import settings

_MAIL = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]{2,}")
_PHONE = re.compile(r"[\d\s()+./\-]+")


@dataclass(frozen=True, slots=True)
class AgeLimits:
    """Whom the programme is for, in whole years; outside it people are warned, never turned
    away.
    """

    mentee_least: int = 18
    mentee_most: int = 30
    mentor_least: int = 50


def age_limits(values: settings.Values) -> AgeLimits:
    """The limits an office has chosen."""
    return AgeLimits(
        mentee_least=values.number(settings.MENTEE_AGE_FROM),
        mentee_most=values.number(settings.MENTEE_AGE_TO),
        mentor_least=values.number(settings.MENTOR_AGE_FROM),
    )


def email_warning(email: str | None) -> Message | None:
    """A doubt about an address that cannot be one."""
    if not email or _MAIL.fullmatch(email):
        return None
    return Message(
        N_("“%(email)s” does not look like an e-mail address: name@place.be"), {"email": email}
    )


def phone_warning(phone: str | None) -> Message | None:
    """A doubt about a number with letters, or with fewer than eight or more than fifteen digits
    (E.164).
    """
    if not phone or (_PHONE.fullmatch(phone) and 8 <= len(digits(phone)) <= 15):
        return None
    return Message(N_("“%(phone)s” does not look like a telephone number"), {"phone": phone})


def age_warning(role: Role, birth: date | None, today: date, limits: AgeLimits) -> Message | None:
    """A doubt about an age the programme does not expect on that side of a duo."""
    if birth is None:
        return None
    age = age_on(birth, today)
    if role == Role.MENTOR and age < limits.mentor_least:
        return Message(
            N_("%(age)s years old: mentors are %(least)s or older"),
            {"age": age, "least": limits.mentor_least},
        )
    if role == Role.MENTEE and not limits.mentee_least <= age <= limits.mentee_most:
        return Message(
            N_("%(age)s years old: mentees are %(least)s to %(most)s"),
            {"age": age, "least": limits.mentee_least, "most": limits.mentee_most},
        )
    return None


def check_birth(birth: date | None, today: date) -> None:
    """Refuse a day of birth that is still to come or longer ago than anybody has lived."""
    if birth is None:
        return
    if birth > today:
        raise UserError(
            N_("The date of birth %(day)s lies in the future. Correct the year."), day=short(birth)
        )
    if age_on(birth, today) > 120:
        raise UserError(
            N_("The date of birth %(day)s is more than 120 years ago. Correct the year."),
            day=short(birth),
        )


def digits(phone: str) -> str:
    """Only the digits."""
    return "".join(c for c in phone if c.isascii() and c.isdigit())

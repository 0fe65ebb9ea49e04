"""Whether somebody may take part, answered while it is typed: by age, with the limits of that day.

An answer warns and never blocks: the programme proposes, the coordinator decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from duodesk.base.dates import age_on, short
from duodesk.base.i18n import N_, Message
from duodesk.model.people import Role
from duodesk.office import settings


class Fit(StrEnum):
    """How an age stands to the limits; `NEAR` is outside them, but may still be agreed."""

    FITS = "fits"
    NEAR = "near"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said beside the date of birth."""

    fit: Fit
    text: Message
    age: int | None = None

    @property
    def is_doubt(self) -> bool:
        """Whether somebody should look twice."""
        return self.fit in {Fit.NEAR, Fit.OUTSIDE}


def answer(role: Role, birth: date | None, on: date, values: settings.Values) -> Answer:
    """Whether a person born then may take part on a day; `values` are the settings of that day."""
    if birth is None:
        return Answer(Fit.UNKNOWN, Message(N_("Without a date of birth the age is not checked")))
    if birth > on:
        said = Message(N_("The date of birth lies after %(day)s"), {"day": short(on)})
        return Answer(Fit.UNKNOWN, said)
    age = age_on(birth, on)
    return _mentor(age, values) if role == Role.MENTOR else _mentee(age, values)


def _mentor(age: int, values: settings.Values) -> Answer:
    least = values.number(settings.MENTOR_AGE_FROM)
    words = {"age": age, "least": least}
    if age >= least:
        return Answer(Fit.FITS, Message(N_("%(age)s years old: fits (from %(least)s)"), words), age)
    said = Message(N_("%(age)s years old: mentors are %(least)s or older"), words)
    return Answer(Fit.OUTSIDE, said, age)


def _mentee(age: int, values: settings.Values) -> Answer:
    least = values.number(settings.MENTEE_AGE_FROM)
    most = values.number(settings.MENTEE_AGE_TO)
    agreed = values.number(settings.MENTEE_AGE_AGREED)
    words = {"age": age, "least": least, "most": most, "agreed": agreed}
    if least <= age <= most:
        said = N_("%(age)s years old: fits (%(least)s to %(most)s)")
        return Answer(Fit.FITS, Message(said, words), age)
    if most < age <= agreed:
        said = N_("%(age)s years old: above %(most)s, to be agreed up to %(agreed)s")
        return Answer(Fit.NEAR, Message(said, words), age)
    said = N_("%(age)s years old: mentees are %(least)s to %(most)s")
    return Answer(Fit.OUTSIDE, Message(said, words), age)

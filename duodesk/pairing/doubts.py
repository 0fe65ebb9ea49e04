"""What speaks against a pair before any reason of taste: what forbids it, and what a team may
overrule with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.base.worded import Written
from duodesk.model.people import Enrolment, Role, Status
from duodesk.office import settings
from duodesk.pairing.criteria import LEVELS, Profile, common_days, common_level, unjudged
from duodesk.pairing.naming import both
from duodesk.pairing.profiles import read_profiles
from duodesk.pairing.promises import taken
from duodesk.pairing.rules import out_of_question
from duodesk.training.completion import completions


class Doubt(StrEnum):
    """Why one should think twice; a team may overrule each with a reason."""

    TRAINING = "training"
    NOTE = "note"
    LANGUAGE = "language"
    AVAILABILITY = "availability"
    UNVERIFIED_LANGUAGE = "unverified_language"
    UNVERIFIED_AVAILABILITY = "unverified_availability"
    RESTING = "resting"


class Bar(StrEnum):
    """What forbids a pair; nobody overrules it."""

    NOT_ACCEPTED = "not_accepted"
    PROMISED = "promised"
    OUT_OF_QUESTION = "out_of_question"


@dataclass(frozen=True, slots=True)
class Against:
    """One thing that speaks against a pair, in a sentence."""

    code: Doubt | Bar
    text: Message


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pair stands today: what forbids it, what must be overruled."""

    bars: tuple[Against, ...]
    doubts: tuple[Against, ...]


def standing(
    session: Session,
    mentee_id: Id,
    mentor_id: Id,
    *,
    today: date,
    office_id: Id | None,
    but: tuple[Id, ...] = (),
) -> Standing:
    """What speaks against a pair today; `but` names proposals that do not count as promises."""
    names = both(session, mentee_id, mentor_id)
    found = _enrolments(session, mentee_id, mentor_id)
    held = taken(session, today=today, office_id=office_id, but=but)
    bars = list(_bars(found, names, held, (mentee_id, mentor_id)))
    if (mentee_id, mentor_id) in out_of_question(session):
        text = N_("%(mentee)s and %(mentor)s are out of question: one said no before, or the team.")
        bars.append(Against(Bar.OUT_OF_QUESTION, Message(text, names)))
    asked = settings.values(session, office_id=office_id, on=today).text(settings.LEAST_LEVEL)
    least = next((rank for level, rank in LEVELS.items() if level == asked), 2)
    profiles = read_profiles(session, (mentee_id, mentor_id))
    blank = Profile(mentee_id), Profile(mentor_id)
    pair = profiles.get(mentee_id, blank[0]), profiles.get(mentor_id, blank[1])
    doubts = [
        *_of_mentor(session, found.get(Role.MENTOR), mentor_id, names, today),
        *between(*pair, least, names),
    ]
    return Standing(tuple(bars), tuple(doubts))


def between(
    mentee: Profile, mentor: Profile, least: int, names: dict[str, str]
) -> Iterator[Against]:
    """Doubts about what the two have in common: a language at the office's level, free hours."""
    level, _code = common_level(mentee, mentor)
    if level < least:
        asked = not mentee.levels or not mentor.levels or unjudged(mentee, mentor)
        if asked:
            text = N_("Nobody wrote down which language %(mentee)s and %(mentor)s can speak.")
            yield Against(Doubt.UNVERIFIED_LANGUAGE, Message(text, names))
        else:
            text = N_("%(mentee)s and %(mentor)s share no language at the level of the office.")
            yield Against(Doubt.LANGUAGE, Message(text, names))
    if not mentee.free or not mentor.free:
        text = N_("Nobody wrote down when %(mentee)s or %(mentor)s is free.")
        yield Against(Doubt.UNVERIFIED_AVAILABILITY, Message(text, names))
    elif not common_days(mentee, mentor):
        text = N_("%(mentee)s and %(mentor)s have no two free hours in common.")
        yield Against(Doubt.AVAILABILITY, Message(text, names))


def _bars(
    found: dict[Role, Enrolment],
    names: dict[str, str],
    held: set[Id],
    people: tuple[Id, Id],
) -> Iterator[Against]:
    for role, person_id in zip((Role.MENTEE, Role.MENTOR), people, strict=True):
        name = {"name": names[str(role)]}
        enrolment = found.get(role)
        if person_id in held:
            text = N_(
                "%(name)s is already promised or in a duo. Withdraw that proposal or end that "
                "duo first."
            )
            yield Against(Bar.PROMISED, Message(text, name))
        elif enrolment is None or enrolment.status not in {Status.ACCEPTED, Status.IN_DUO}:
            text = N_(
                "%(name)s has not been accepted yet. Decide on the person's page, then propose "
                "the duo."
            )
            yield Against(Bar.NOT_ACCEPTED, Message(text, name))


def _of_mentor(
    session: Session, enrolment: Enrolment | None, mentor_id: Id, names: dict[str, str], today: date
) -> Iterator[Against]:
    done = completions(session, [mentor_id], on=today).get(mentor_id)
    if done is None or done.done_on is None:
        yield Against(Doubt.TRAINING, Message(N_("%(mentor)s has not finished training."), names))
    if enrolment is None:
        return
    if enrolment.informed_on is None:
        text = N_("It is not noted that %(mentor)s received the information note for volunteers.")
        yield Against(Doubt.NOTE, Message(text, names))
    if enrolment.free_from is not None and enrolment.free_from > today:
        words = names | {"day": Written(enrolment.free_from)}
        yield Against(Doubt.RESTING, Message(N_("%(mentor)s rests until %(day)s."), words))


def _enrolments(session: Session, mentee_id: Id, mentor_id: Id) -> dict[Role, Enrolment]:
    """Each one's enrolment in their role; of two the first."""
    found: dict[Role, Enrolment] = {}
    for person_id, role in ((mentee_id, Role.MENTEE), (mentor_id, Role.MENTOR)):
        row = session.scalars(
            select(Enrolment)
            .where(Enrolment.person_id == person_id, Enrolment.role == role)
            .order_by(Enrolment.id)
        ).first()
        if row is not None:
            found[role] = row
    return found

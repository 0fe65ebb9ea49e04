"""How the closing of a duo stands: what is done of it, and what is left to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id
from duodesk.followup import questionnaires
from duodesk.followup.closing import ABOUT
from duodesk.followup.endings import LOST_REASON, WEEKS_BEFORE, Ending, ending, opens_on
from duodesk.model.documents import Document
from duodesk.model.followup import Party
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Person, Role
from duodesk.model.recruitment import Contact
from duodesk.people.text import full_name

# After so many days a closing that is not complete is no longer asked for.
FORGOTTEN_DAYS = 60
# The paper that a closing ends with (documents/end_certificate.py).
CERTIFICATE = "end_certificate"
# A talk on somebody's card so long after the last day is still about the duo.
_JUST_ENDED = timedelta(days=30)
_SIDES = (Party.MENTEE, Party.MENTOR)


class Part(StrEnum):
    """A part of the closing, in the order in which a wizard goes through them."""

    MENTEE_TALK = "mentee_talk"
    MENTOR_TALK = "mentor_talk"
    MENTEE_ANSWERS = "mentee_answers"
    MENTOR_ANSWERS = "mentor_answers"
    REASON = "reason"
    AFTERWARDS = "afterwards"
    CERTIFICATE = "certificate"
    THANKS = "thanks"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part, whether it is done and, where one is known, on which day; `needed` is False where
    this end does without it.
    """

    part: Part
    done: bool
    on: date | None = None
    needed: bool = True


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """The closing of one duo as it stands; `opens_on` is the day from which it is prepared,
    `again` whether the mentor takes another duo (None: not asked), `rest_until` from when on.
    """

    duo_id: Id
    duo: str
    mentee_id: Id
    mentor_id: Id
    mentee: str
    mentor: str
    office_id: Id
    coordinator_id: Id | None
    stage: DuoStage
    start: date | None
    expected_end: date | None
    opens_on: date | None
    ended_on: date | None
    reason: str
    ending: Ending | None
    afterwards: str
    again: bool | None
    rest_until: date | None
    questionnaires: tuple[questionnaires.AskedRow, ...]
    parts: tuple[PartRow, ...]

    @property
    def missing(self) -> tuple[Part, ...]:
        """What is still to do."""
        return tuple(row.part for row in self.parts if row.needed and not row.done)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return not self.missing


def closing(session: Session, duo_id: Id, *, today: date) -> ClosingRow | None:
    """The closing of one duo; None when there is no such duo, or it has not begun."""
    return next(iter(_closings(session, select(Duo).where(Duo.id == duo_id), today)), None)


def closings(session: Session, *, office_id: Id, today: date) -> list[ClosingRow]:
    """The duos of an office whose end is to be prepared, and those that ended lately with a part
    still to do; the first to end on top. Seven SELECTs, whatever their number.
    """
    lately = today - timedelta(days=FORGOTTEN_DAYS)
    soon = today + timedelta(weeks=WEEKS_BEFORE)
    under_way = Duo.stage.in_((DuoStage.ACTIVE, DuoStage.PAUSED))
    wanted = select(Duo).where(
        Duo.office_id == office_id,
        or_(
            and_(under_way, or_(Duo.expected_end.is_(None), Duo.expected_end <= soon)),
            and_(Duo.stage == DuoStage.ENDED, Duo.ended_on >= lately),
        ),
    )
    rows = _closings(session, wanted, today)
    open_ones = [row for row in rows if row.opens_on is None or row.opens_on <= today]
    left = [row for row in open_ones if row.stage != DuoStage.ENDED or not row.complete]
    return sorted(left, key=lambda row: (row.ended_on or row.expected_end or today, row.duo))


def needed(ended: Ending | None, reason: str) -> frozenset[Part]:
    """The parts that a duo's end asks for: all of them, fewer after a drop-out; pure."""
    if ended is not Ending.DROP_OUT:
        return frozenset(Part)
    talks = {Part.MENTEE_TALK, Part.MENTOR_TALK} if reason != LOST_REASON else set()
    return frozenset({Part.REASON, Part.THANKS, Part.AGAIN} | talks)


class _Facts:
    """What the closings of a list need, read once."""

    def __init__(self, session: Session, found: Collection[Duo]) -> None:
        ids = [duo.id for duo in found]
        self.asked = questionnaires.asked_of(session, ids)
        self._talks = _talks(session, found)
        self._printed = _printed(session, ids)
        people = {i for duo in found for i in (duo.mentee_id, duo.mentor_id)}
        self._names = {
            row.id: full_name(row.given_name, row.family_name)
            for row in session.execute(
                select(Person.id, Person.given_name, Person.family_name).where(
                    Person.id.in_(people)
                )
            )
        }
        self._rest = _rest(session, people)

    def row(self, duo: Duo, today: date) -> ClosingRow:
        """One closing as it stands."""
        ended = duo.ended_on if duo.stage == DuoStage.ENDED else None
        reason = duo.end_reason or ""
        counted = ending(ended, duo.expected_end, reason) if ended is not None else None
        opens = opens_on(duo.start_date, duo.expected_end) if duo.start_date else None
        return ClosingRow(
            duo_id=duo.id,
            duo=duo.number or "?",
            mentee_id=duo.mentee_id,
            mentor_id=duo.mentor_id,
            mentee=self._names.get(duo.mentee_id) or "?",
            mentor=self._names.get(duo.mentor_id) or "?",
            office_id=duo.office_id,
            coordinator_id=duo.coordinator_id,
            stage=duo.stage,
            start=duo.start_date,
            expected_end=duo.expected_end,
            opens_on=opens,
            ended_on=ended,
            reason=reason,
            ending=counted,
            afterwards=duo.afterwards or "",
            again=duo.again,
            rest_until=self._rest.get(duo.mentor_id),
            questionnaires=tuple(self.asked.get(duo.id, ())),
            parts=self._parts(duo, ended, counted, _talked_since(opens, ended, today)),
        )

    def _parts(
        self, duo: Duo, ended: date | None, counted: Ending | None, since: date
    ) -> tuple[PartRow, ...]:
        wanted = needed(counted, duo.end_reason or "")
        talks = {side: self._talk(duo, side, since) for side in _SIDES}
        back = {row.role: row.answered_on for row in self.asked.get(duo.id, ())}
        days = {
            Part.MENTEE_TALK: talks[Party.MENTEE],
            Part.MENTOR_TALK: talks[Party.MENTOR],
            Part.MENTEE_ANSWERS: back.get(Role.MENTEE),
            Part.MENTOR_ANSWERS: back.get(Role.MENTOR),
            Part.REASON: ended if duo.end_reason else None,
            Part.AFTERWARDS: None,
            Part.CERTIFICATE: self._printed.get(duo.id),
            Part.THANKS: duo.thanked_on,
            Part.AGAIN: None,
        }
        undated = {Part.AFTERWARDS: bool(duo.afterwards), Part.AGAIN: duo.again is not None}
        return tuple(
            PartRow(part, undated.get(part, day is not None), day, part in wanted)
            for part, day in days.items()
        )

    def _talk(self, duo: Duo, side: Party, since: date) -> date | None:
        """The latest talk with one side: one about the end, or any since it is prepared."""
        days = [
            day
            for with_whom, about, day in self._talks.get(duo.id, ())
            if with_whom in {str(side), str(Party.EACH), str(Party.TOGETHER)}
            and (about == ABOUT or day >= since)
        ]
        return max(days, default=None)


def _talked_since(opens: date | None, ended: date | None, today: date) -> date:
    """From when on any talk counts as one about the end: since it is prepared, or in the last two
    weeks of a duo that ended early.
    """
    days = [opens or today, today]
    if ended is not None:
        days.append(ended - timedelta(weeks=2))
    return min(days)


def _closings(session: Session, wanted: Select[Duo], today: date) -> list[ClosingRow]:
    found = session.scalars(wanted).all()
    facts = _Facts(session, found)
    return [facts.row(duo, today) for duo in found if duo.start_date is not None]


def _talks(session: Session, found: Collection[Duo]) -> dict[Id, list[tuple[str, str, date]]]:
    """Contacts that reached somebody: with whom, about what, when; also those noted on the card of
    one of the two while their duo was under way. Who it was is told by the side, else by the
    person.
    """
    people: dict[Id, list[tuple[Duo, str]]] = defaultdict(list)
    for duo in found:
        people[duo.mentee_id].append((duo, str(Party.MENTEE)))
        people[duo.mentor_id].append((duo, str(Party.MENTOR)))
    asked = select(
        Contact.duo_id, Contact.person_id, Contact.side, Contact.about, Contact.happened_at
    ).where(
        or_(
            Contact.duo_id.in_([duo.id for duo in found]),
            and_(Contact.duo_id.is_(None), Contact.person_id.in_(people)),
        ),
        Contact.reached.is_(True),
        Contact.happened_at.is_not(None),
    )
    talks: dict[Id, list[tuple[str, str, date]]] = defaultdict(list)
    for row in session.execute(asked):
        day = row.happened_at.astimezone(BELGIUM).date()
        if row.duo_id is not None and row.side:
            talks[row.duo_id].append((row.side, row.about or "", day))
            continue
        for duo, side in people.get(row.person_id, ()):
            if row.duo_id == duo.id or (row.duo_id is None and _is_during(duo, day)):
                talks[duo.id].append((side, row.about or "", day))
    return talks


def _is_during(duo: Duo, day: date) -> bool:
    """Whether a duo was under way, or had just ended."""
    if duo.start_date is None or day < duo.start_date:
        return False
    return duo.ended_on is None or day <= duo.ended_on + _JUST_ENDED


def _printed(session: Session, ids: Collection[Id]) -> dict[Id, date]:
    """When the certificate of a duo was last printed."""
    asked = (
        select(Document.duo_id, Document.printed_at)
        .where(
            Document.duo_id.in_(ids),
            Document.kind == CERTIFICATE,
            Document.printed_at.is_not(None),
        )
        .order_by(Document.printed_at)
    )
    return {row.duo_id: row.printed_at.astimezone(BELGIUM).date() for row in session.execute(asked)}


def _rest(session: Session, people: Collection[Id]) -> dict[Id, date]:
    asked = select(Enrolment.person_id, Enrolment.free_from).where(
        Enrolment.person_id.in_(people),
        Enrolment.role == Role.MENTOR,
        Enrolment.free_from.is_not(None),
    )
    return {row.person_id: row.free_from for row in session.execute(asked)}

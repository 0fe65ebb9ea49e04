"""The papers for the signatures of a day: which duos sign when, what each of them needs, in how
many copies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from duodesk.base.i18n import LANGUAGES, N_
from duodesk.base.ids import Id
from duodesk.documents.catalog import CATALOG
from duodesk.documents.commands import Owned
from duodesk.documents.information_note import information_note
from duodesk.documents.queries import papers, reads_of
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Person, Role
from duodesk.model.training import Event, EventKind
from duodesk.office.queries import office
from duodesk.people.text import full_name

LABEL = N_("Print papers for signatures: %(n)s")


@dataclass(frozen=True, slots=True)
class Need:
    """A paper that a duo needs, and how many sheets of it when each gets one copy."""

    owned: Owned
    sheets: int

    @property
    def kind(self) -> str:
        """The kind of paper."""
        return self.owned.paper.kind.code


@dataclass(frozen=True, slots=True)
class SigningDuo:
    """A duo that signs: its two people, the appointment if there is one, and what it needs."""

    duo_id: Id
    number: str
    mentee: str
    mentor: str
    day: date | None
    start: int | None
    place: str
    needs: tuple[Need, ...]

    @property
    def who(self) -> str:
        """Both names."""
        return f"{self.mentee} × {self.mentor}"


def signing_days(session: Session, *, office_id: Id, today: date) -> list[date]:
    """The days from today on for which a signing is planned."""
    found = session.scalars(
        select(Event.held_on)
        .join(Duo, Duo.id == Event.duo_id)
        .where(
            *_planned(), Event.held_on >= today, Duo.office_id == office_id,
            Duo.stage == DuoStage.TO_SIGN,
        )
    )  # fmt: skip
    return sorted(set(found))


def usual_day(days: Iterable[date], today: date) -> date:
    """Tomorrow; where nothing is planned for it, the next day on which something is."""
    tomorrow = today + timedelta(days=1)
    return next((day for day in days if day >= tomorrow), tomorrow)


def for_signing(
    session: Session, day: date | None, *, office_id: Id, today: date
) -> list[SigningDuo]:
    """The duos that sign on a day, in the order of their hours; without a day those that are to
    sign and have no appointment.
    """
    duos = session.scalars(
        select(Duo)
        .where(Duo.office_id == office_id, Duo.stage == DuoStage.TO_SIGN)
        .order_by(Duo.number)
    ).all()
    planned = _appointments(session)
    found = [
        _signing(session, duo, planned.get(duo.id), today)
        for duo in duos
        if (planned[duo.id].held_on if duo.id in planned else None) == day
    ]
    late = 24 * 60
    return sorted(found, key=lambda one: (one.start if one.start is not None else late, one.number))


def copies(needs: Iterable[Need], each: int) -> Iterator[tuple[Owned, int]]:
    """Each paper with the number of its copies, when everybody who signs gets so many."""
    for need in needs:
        yield need.owned, need.sheets * each


def _planned() -> tuple[ColumnElement[bool], ...]:
    return (
        Event.kind == EventKind.SIGNING, Event.cancelled_on.is_(None), Event.duo_id.is_not(None),
    )  # fmt: skip


def _appointments(session: Session) -> dict[Id, Event]:
    """The signing of each duo; of two the one that was planned later."""
    asked = select(Event).where(*_planned()).order_by(Event.id)
    return {event.duo_id: event for event in session.scalars(asked) if event.duo_id is not None}


def _signing(session: Session, duo: Duo, event: Event | None, today: date) -> SigningDuo:
    people = [session.get(Person, duo.mentee_id), session.get(Person, duo.mentor_id)]
    names = [full_name(one.given_name, one.family_name) if one else "?" for one in people]
    return SigningDuo(
        duo_id=duo.id,
        number=duo.number or "?",
        mentee=names[0],
        mentor=names[1],
        day=event.held_on if event else None,
        start=event.start if event else None,
        place=(event.place or "") if event else "",
        needs=(*_both_papers(session, duo, people, today), *_note(session, duo, today)),
    )


def _both_papers(
    session: Session, duo: Duo, people: list[Person | None], today: date
) -> Iterator[Need]:
    """Agreement and code: a copy for each of the two in their language, and one for the office."""
    read = [reads_of(person) for person in people]
    sheets = Counter([*read, _office_copy(session, duo.office_id, read)])
    for kind in CATALOG:
        for paper in papers(session, duo.id, kind, today=today):
            yield Need(Owned(paper, duo_id=duo.id), sheets[paper.language])


def _office_copy(session: Session, office_id: Id, read: list[str]) -> str:
    """The office keeps a text that one of the two reads, for nobody signs what they cannot read: in
    its own first language where it can be, else in the mentee's.
    """
    own = next((code for code in office(session, office_id).languages if code in LANGUAGES), "")
    return own if own in read else read[0]


def _note(session: Session, duo: Duo, today: date) -> Iterator[Need]:
    """The information note where the mentor has not received it: one, its receipt comes back to the
    office.
    """
    enrolment = session.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == duo.mentor_id, Enrolment.role == Role.MENTOR)
        .order_by(Enrolment.id.desc())
    ).first()
    if enrolment is not None and enrolment.informed_on is None:
        paper = information_note(session, enrolment.id, today=today)
        yield Need(Owned(paper, person_id=duo.mentor_id), 1)

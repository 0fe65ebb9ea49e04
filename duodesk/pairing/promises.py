"""Who is promised to whom, and until when: a duo under way holds a seat, a proposal reserves one
for some days, a first meeting keeps it until both have answered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, DuoStage, Proposal, Stage
from duodesk.model.people import Enrolment, Role
from duodesk.office import settings

UNDER_WAY = (DuoStage.TO_SIGN, DuoStage.ACTIVE, DuoStage.PAUSED)
_KEPT = (Stage.FIRST_MEETING, Stage.DECISION)


@dataclass(frozen=True, slots=True)
class Promise:
    """What holds one seat of a person: a duo, or a proposal; `until` is the last day of a
    reservation, None where it does not lapse.
    """

    row_id: Id
    is_duo: bool
    until: date | None = None


def lapses_on(moved_on: date | None, days: int) -> date | None:
    """The last day of a reservation; one whose beginning nobody wrote down does not hold."""
    return None if moved_on is None else moved_on + timedelta(days=days)


def promises(
    session: Session, *, today: date, office_id: Id | None, but: Collection[Id] = ()
) -> dict[Id, list[Promise]]:
    """What holds seats today, by person; `but` leaves out some proposals and duos."""
    days = settings.values(session, office_id=office_id, on=today).number(settings.RESERVATION_DAYS)
    found: dict[Id, list[Promise]] = defaultdict(list)
    under_way = select(Duo.id, Duo.mentee_id, Duo.mentor_id).where(Duo.stage.in_(UNDER_WAY))
    for duo_id, *pair in session.execute(under_way):
        if duo_id not in but:
            _hold(found, pair, Promise(duo_id, is_duo=True))
    asked = select(
        Proposal.id, Proposal.mentee_id, Proposal.mentor_id, Proposal.stage, Proposal.moved_on,
        Proposal.proposed_on,
    ).where(Proposal.stage.in_((Stage.PROPOSED, *_KEPT)))  # fmt: skip
    for row in session.execute(asked):
        until = None
        if row.stage == Stage.PROPOSED:
            until = lapses_on(row.moved_on or row.proposed_on, days)
            if until is None or until < today:
                continue
        if row.id not in but:
            _hold(found, row[1:3], Promise(row.id, is_duo=False, until=until))
    return found


def capacities(session: Session, people: Collection[Id]) -> dict[Id, int]:
    """How many duos at once each mentor takes; the programme's one unless another number was
    agreed.
    """
    asked = select(Enrolment.person_id, Enrolment.capacity).where(
        Enrolment.role == Role.MENTOR, Enrolment.person_id.in_(people)
    )
    return {row.person_id: _seats(row.capacity) for row in session.execute(asked)}


def taken(
    session: Session, *, today: date, office_id: Id | None, but: Collection[Id] = ()
) -> set[Id]:
    """Who has no seat left: promised as often as they take part at once."""
    held = promises(session, today=today, office_id=office_id, but=but)
    seats = capacities(session, held)
    return {person for person, some in held.items() if len(some) >= seats.get(person, 1)}


def seats_left(
    session: Session, mentors: Collection[Id], *, today: date, office_id: Id | None
) -> dict[Id, int]:
    """How many duos each of these mentors may still take."""
    held = promises(session, today=today, office_id=office_id)
    seats = capacities(session, mentors)
    return {one: max(0, seats.get(one, 1) - len(held.get(one, ()))) for one in mentors}


def _seats(capacity: int | None) -> int:
    return 1 if capacity is None or capacity < 0 else capacity


def _hold(found: dict[Id, list[Promise]], pair: Iterable[Id | None], promise: Promise) -> None:
    for person_id in pair:
        if person_id is not None:
            found[person_id].append(promise)

"""What stands in the form of an event, as something dated: to be compared with what is planned."""

from __future__ import annotations

from datetime import date
from typing import Any

from duodesk.base.ids import Id
from duodesk.followup import queries as followup
from duodesk.office import queries as office
from duodesk.pairing import queries as pairing
from duodesk.store.session import Session
from duodesk.training import seats
from duodesk.training.dated import Dated, DatedKind, Key, Source
from duodesk.training.events import EventRow, TrainerValues
from duodesk.training.words import SeatState


def draft(
    session: Session, values: dict[str, Any], row: EventRow | None, *, office_id: Id, today: date
) -> Dated:
    """An event as it would be; `row` is what it is now, none for a new one."""
    kind = str(values["kind"])
    names = office.author_names(session)
    trainers: tuple[TrainerValues, ...] = values["trainers"]
    staff = (values["led_by"], *(one.author_id for one in trainers))
    given = (names.get(one.author_id, "") if one.author_id else one.name for one in trainers)
    people = _people(session, values, row, today)
    return Dated(
        key=Key(Source.EVENT, row.id if row is not None else None),
        kind=DatedKind(kind) if kind in set(DatedKind) else DatedKind.OTHER,
        day=values["held_on"],
        start=values["start"],
        minutes=values["minutes"],
        title=values["title"] or "",
        place=values["place"] or "",
        online=bool(values["online"]),
        office_id=row.office_id if row is not None else office_id,
        people=people,
        staff=tuple(dict.fromkeys(one for one in staff if one is not None)),
        trainers=tuple(name for name in given if name),
        series_id=values["series_id"],
        capacity=values["capacity"],
        booked=len(people),
        language=values["language"],
    )


def _people(
    session: Session, values: dict[str, Any], row: EventRow | None, today: date
) -> tuple[Id, ...]:
    """Who is expected: the person, the pair, whoever has a seat."""
    found = [values["person_id"], *_pair(session, values, today)]
    taken: list[seats.SeatRow] = []
    if row is not None:
        taken = seats.seats(session, event_id=row.id)
    elif values["series_id"] is not None:
        taken = seats.seats(session, series_id=values["series_id"])
    found += [one.person_id for one in taken if one.state == SeatState.BOOKED]
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _pair(session: Session, values: dict[str, Any], today: date) -> tuple[Id, ...]:
    if values["proposal_id"] is not None:
        proposal = pairing.proposal(session, values["proposal_id"])
        return (proposal.mentee_id, proposal.mentor_id) if proposal is not None else ()
    if values["duo_id"] is not None:
        duo = followup.duo(session, values["duo_id"], today=today)
        return (duo.mentee_id, duo.mentor_id) if duo is not None else ()
    return ()

"""The letters that invite a mentor: to the days of a series, or to one day to catch up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from duodesk.base.dates import full, hours
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, N_, _, language_name, speaking
from duodesk.base.ids import Id
from duodesk.documents.catalog import kind_of
from duodesk.documents.draw import Paper
from duodesk.documents.to_mentor import paper, reads
from duodesk.model.people import Person
from duodesk.office.queries import office
from duodesk.paper.layout import Grid
from duodesk.training.curricula import UnitRow
from duodesk.training.events import EventRow, event
from duodesk.training.expected import states
from duodesk.training.series import DayRow, series
from duodesk.training.words import SeatState

# Day, hours, contents; and where days are at different places, the place before the contents.
_SHARES, _WITH_PLACES = (0.43, 0.18, 0.39), (0.31, 0.16, 0.27, 0.26)


def invitation(
    session: Session, person_id: Id, series_id: Id, *, today: date, language: str | None = None
) -> Paper:
    """The letter with the days of a series, in the person's own language of letters unless another
    is asked; days that were called off, or that the person gave back, are left out. Raises
    `UserError` when no day is left.
    """
    person = session.get_one(Person, person_id)
    code = reads(person, language)
    with speaking(code):
        row = series(session, series_id)
        days = _kept(session, row.days, person_id) if row and row.cancelled_on is None else []
        if row is None or not days:
            raise UserError(
                N_("This series has no day to invite to. Plan one, then make the invitation.")
            )
        spoken = language_name(row.language) if row.language in LANGUAGES else ""
        name = ", ".join(part for part in (row.name, spoken) if part)
        place, table = _told([(day, day.place or row.place) for day in days])
    kind = kind_of("training_invitation")
    said = (code, {"series_name": name, "training_place": place}, table)
    return paper(session, person, kind, said=said, today=today)


def make_up(
    session: Session, person_id: Id, event_id: Id, *, today: date, language: str | None = None
) -> Paper:
    """The letter with one day of another series; raises `UserError` when it does not take place."""
    person = session.get_one(Person, person_id)
    code = reads(person, language)
    with speaking(code):
        day = event(session, event_id)
        row = series(session, day.series_id) if day is not None and day.series_id else None
        off = day is None or day.cancelled_on is not None
        if day is None or off or (row is not None and row.cancelled_on is not None):
            raise UserError(
                N_("This day is called off. Choose another one, then make the invitation.")
            )
        place = day.place or (row.place if row is not None else "")
        if day.office_id != person.office_id:
            place = ", ".join(part for part in (office(session, day.office_id).name, place) if part)
        where, table = _told([(day, place)])
    kind = kind_of("make_up_invitation")
    said = (code, {"series_name": day.series, "training_place": where}, table)
    return paper(session, person, kind, said=said, today=today)


def _kept(session: Session, days: Iterable[DayRow], person_id: Id) -> list[DayRow]:
    on = [day for day in days if day.cancelled_on is None]
    told = states(session, events=[day.event_id for day in on])
    return [
        day for day in on
        if told.get(day.event_id, {}).get(person_id) != SeatState.GIVEN_BACK
    ]  # fmt: skip


def _told(days: Sequence[tuple[DayRow | EventRow, str]]) -> tuple[str, Grid]:
    """Where all days are, and when and what each of them; at different places, the table tells
    where.
    """
    places = [
        ", ".join(part for part in (place, _("online") if day.online else "") if part)
        for day, place in days
    ]
    rows = [
        (
            full(day.held_on),
            hours(day.start, day.minutes),
            *((where,) if len(set(places)) > 1 else ()),
            contents(day.units) or (day.title if isinstance(day, EventRow) else ""),
        )
        for (day, _place), where in zip(days, places, strict=True)
    ]
    if len(set(places)) > 1:
        titles = (_("Day"), _("Hours"), _("Place"), _("Contents"))
        return _("see the table"), Grid(titles, _WITH_PLACES, tuple(rows))
    return places[0], Grid((_("Day"), _("Hours"), _("Contents")), _SHARES, tuple(rows))


def contents(units: Iterable[UnitRow]) -> str:
    """The titles of what is taught, a line each."""
    return "\n".join(unit.title for unit in units)

"""The letter that invites a person to an information session, in the language of their letters."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.dates import full, hours, long
from duodesk.base.i18n import LANGUAGES, _, speaking
from duodesk.base.i18n import language as speaks
from duodesk.base.ids import Id
from duodesk.documents.catalog import INVITATION
from duodesk.documents.draw import Paper
from duodesk.documents.letters import address_of
from duodesk.documents.wording import in_force, numbered
from duodesk.model.people import Person
from duodesk.office.queries import OfficeRow, author_names, office
from duodesk.people.attendance import SessionRow, info_session
from duodesk.people.text import full_name


def invitation(
    session: Session, session_id: Id, person_id: Id, *, today: date, language: str | None = None
) -> Paper | None:
    """The invitation, in the person's own language of letters unless another is asked; None where
    the session or the person is not here (any more).
    """
    row, person = info_session(session, session_id), session.get(Person, person_id)
    if row is None or person is None:
        return None
    own = person.contact_language
    code = language or (own if own in LANGUAGES else "fr")
    names = author_names(session)
    with speaking(code):
        place = office(session, row.office_id)
        values = _values(row, place)
        values["person_name"] = full_name(person.given_name, person.family_name)
        writer = row.led_by or person.coordinator_id
        values["coordinator_name"] = names.get(writer) if writer else None
        dated = ", ".join(part for part in (place.municipality, long(today)) if part)
    day = f"{row.held_on:%Y%m%d}"
    kind = INVITATION
    wording = in_force(session, kind, code)
    values["document_number"] = f"{numbered(person.number, kind, wording, code)}-{day}"
    return Paper(kind, code, values, wording, address=address_of(person), dated=dated)


def _values(row: SessionRow, place: OfficeRow) -> dict[str, str | None]:
    """What the places of the text stand for, in the language spoken; a session of no language
    speaks the first one of its office, as on its sign-in sheet.
    """
    spoken = row.language or place.languages[0]
    tongue = reference.chosen("contact_language", spoken)
    where = [row.place, _("online") if row.online else ""]
    return {
        "session_day": full(row.held_on),
        "session_hours": hours(row.start, row.minutes) or None,
        "session_place": ", ".join(part for part in where if part) or None,
        # French alone writes languages with a small letter.
        "session_language": tongue.lower() if speaks() == "fr" else tongue,
        "office_name": place.name,
        "office_address": place.address,
        "office_phone": place.phone,
        "office_email": place.email,
    }

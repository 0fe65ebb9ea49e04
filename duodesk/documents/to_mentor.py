"""What all papers about a mentor's training share: whom they are for and who sends them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from duodesk.base.dates import long
from duodesk.base.i18n import LANGUAGES, speaking
from duodesk.documents.catalog import DocumentKind
from duodesk.documents.draw import Paper
from duodesk.documents.letters import address_of
from duodesk.documents.wording import in_force, numbered
from duodesk.model.people import Person
from duodesk.office.queries import author_names, office
from duodesk.paper.layout import Grid
from duodesk.people.text import full_name
from duodesk.store.store import AUTHOR


def reads(person: Person, asked: str | None = None) -> str:
    """The language of a paper: the one asked for, else that of the person's letters."""
    code = asked or person.contact_language
    return code if code in LANGUAGES else "fr"


def paper(
    session: Session,
    person: Person,
    kind: DocumentKind,
    *,
    said: tuple[str, Mapping[str, str | None], Grid | None],
    today: date,
) -> Paper:
    """The paper from the person's own office; `said` is its language, its own values and its
    table. It is signed by who coordinates the person, else by who prints it.
    """
    code, values, table = said
    wording = in_force(session, kind, code)
    writer = person.coordinator_id or session.info.get(AUTHOR)
    with speaking(code):
        place = office(session, person.office_id)
        day = long(today)
    own: dict[str, str | None] = {
        "person_name": full_name(person.given_name, person.family_name),
        "office_name": place.name,
        "office_address": place.address,
        "office_phone": place.phone,
        "office_email": place.email,
        "coordinator_name": author_names(session).get(writer) if writer else None,
        "template_version": wording.label,
        "document_number": numbered(person.number, kind, wording, code),
    }
    own["place_and_day"] = ", ".join(part for part in (place.municipality, day) if part)
    return Paper(
        kind,
        code,
        own | dict(values),
        wording,
        address=address_of(person),
        dated=own["place_and_day"] or "",
        table=table,
    )

"""The letter that tells a person what was decided about them, in the language of their letters."""

from __future__ import annotations

from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.dates import long
from duodesk.base.i18n import LANGUAGES, speaking
from duodesk.base.i18n import language as spoken
from duodesk.base.ids import Id
from duodesk.documents.catalog import LETTERS, DocumentKind
from duodesk.documents.draw import Paper
from duodesk.documents.wording import in_force, numbered
from duodesk.model.people import Enrolment, Person
from duodesk.model.recruitment import Partner
from duodesk.office.queries import OfficeRow, author_names, office
from duodesk.people.text import full_name


def kind_for(status: str) -> DocumentKind | None:
    """The letter that goes with a decision, by the status that followed; None where none does."""
    return next((kind for kind in LETTERS if kind.code == f"letter_{status}"), None)


def letter(
    session: Session, enrolment_id: Id, kind: DocumentKind, *, language: str | None = None
) -> Paper:
    """The letter of decision, in the person's own language of letters unless another is asked."""
    row = session.get_one(Enrolment, enrolment_id)
    person = session.get_one(Person, row.person_id)
    own = person.contact_language
    code = language or (own if own in LANGUAGES else "fr")
    with speaking(code):
        place = office(session, row.office_id)
        values = _values(session, row, person, place, kind)
    wording = in_force(session, kind, code)
    values["document_number"] = numbered(person.number, kind, wording, code)
    day = values["decision_date"]
    dated = ", ".join(part for part in (place.municipality, day) if part)
    return Paper(kind, code, values, wording, address=address_of(person), dated=dated)


def _values(
    session: Session, row: Enrolment, person: Person, place: OfficeRow, kind: DocumentKind
) -> dict[str, str | None]:
    """What the places of the text stand for, in the language spoken."""
    names = author_names(session)
    writer = row.decided_by or person.coordinator_id
    values: dict[str, str | None] = {
        "person_name": full_name(person.given_name, person.family_name),
        "role": _in_sentence(reference.chosen("role", row.role)),
        "decision_date": long(row.decided_on) if row.decided_on else None,
        "office_name": place.name,
        "office_address": place.address,
        "office_phone": place.phone,
        "office_email": place.email,
        "coordinator_name": names.get(writer) if writer else None,
    }
    if kind.code == "letter_redirected":
        partner = session.get(Partner, row.redirected_to_id) if row.redirected_to_id else None
        values["partner_name"] = partner.name if partner else None
        values["partner_details"] = _details(partner) if partner else None
    return values


def _details(partner: Partner) -> str | None:
    """How to reach an organisation, a line each; what is not known is left out."""
    town = " ".join(part for part in (partner.postcode, partner.municipality) if part)
    place = ", ".join(part for part in (partner.street, town) if part)
    known = (partner.contact_name, place, partner.phone, partner.email, partner.website)
    return "\n".join(line for line in known if line) or None


def address_of(person: Person) -> tuple[str, ...]:
    """Where a letter goes to, a line each, as far as it is known."""
    town = " ".join(part for part in (person.postcode, person.municipality) if part)
    name = full_name(person.given_name, person.family_name)
    return tuple(line for line in (name, person.street, town) if line)


def _in_sentence(word: str) -> str:
    """A word of a list within a sentence: German keeps its capitals."""
    return word if spoken() == "de" else word.lower()

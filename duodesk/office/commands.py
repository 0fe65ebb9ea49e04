"""Changing what the organisation knows of itself."""

from __future__ import annotations

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.reference import Author, Duty, Office
from duodesk.office.queries import administers
from duodesk.office.seeds import OFFICES
from duodesk.store.store import Changes, Store, Write

OFFICE_FIELDS = (
    "name",
    "street",
    "postcode",
    "municipality",
    "phone",
    "email",
    "insurer",
    "policy_number",
    "accident_phone",
    "second_contact",
    "other_cover",
    "legal_form",
    "enterprise_number",
    "authorisation_number",
)


def change_office(store: Store, office_id: Id, /, **values: str | None) -> Changes:
    """Write an office's address, insurance and the like; `values` are columns of
    `OFFICE_FIELDS`.
    """
    unknown = set(values) - set(OFFICE_FIELDS)
    if unknown:
        raise TypeError(f"not a field of an office: {sorted(unknown)}")
    with store.write(N_("Office details changed")) as write:
        office = write.session.get(Office, office_id) or _stored_seed(write, office_id)
        for name, value in values.items():
            setattr(office, name, value)
    return write.changes


def add_author(
    store: Store, name: str, *, duty: Duty = Duty.COORDINATION, language: str = "fr"
) -> Changes:
    """Name a colleague of this office."""
    name = name.strip()
    if not name:
        raise UserError(N_("Please write the colleague's name."))
    with store.write(N_("Colleague %(name)s added"), name=name) as write:
        author_id = write.new_id()
        write.session.add(
            Author(id=author_id, name=name, office_id=write.office_id, duty=duty, language=language)
        )
    return write.changes


def change_author(
    store: Store, author_id: Id, *, name: str | None = None, language: str | None = None
) -> Changes:
    """Correct a colleague's name or language."""
    with store.write(N_("Colleague changed")) as write:
        author = write.session.get_one(Author, author_id)
        author.name = author.name if name is None else name
        author.language = author.language if language is None else language
    return write.changes


def set_duty(store: Store, author_id: Id, duty: Duty) -> Changes:
    """Say who administers the office: whoever does, or anybody while nobody does."""
    with store.write(N_("Duty of a colleague changed")) as write:
        author = write.session.get_one(Author, author_id)
        if not administers(write.session, write.author_id, office_id=author.office_id):
            raise UserError(
                N_("Only who administers the office says who does. Ask one of them to do it.")
            )
        author.duty = duty
    return write.changes


def _stored_seed(write: Write, office_id: Id) -> Office:
    seed = next(seed for seed in OFFICES if seed.id == office_id)
    office = Office(
        id=seed.id, code=seed.code, name="", languages=seed.languages, postcode=seed.postcode
    )
    write.session.add(office)
    return office

"""Offices and authors as frozen rows; offices nobody changed yet come from the seeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, language
from duodesk.base.ids import Id
from duodesk.model.reference import Author, Duty, Office
from duodesk.office.seeds import OFFICES, office_seed
from duodesk.store.reading import once


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office with what its letters need."""

    id: Id
    code: str
    name: str
    languages: tuple[str, ...]
    street: str
    postcode: str
    municipality: str
    phone: str
    email: str
    insurer: str
    policy_number: str
    accident_phone: str = ""
    second_contact: str = ""
    other_cover: str = ""
    legal_form: str = ""
    enterprise_number: str = ""
    authorisation_number: str = ""

    @property
    def address(self) -> str:
        """Street, postcode and municipality on one line; what is missing is left out."""
        place = " ".join(part for part in (self.postcode, self.municipality) if part)
        return ", ".join(part for part in (self.street, place) if part)


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """A colleague."""

    id: Id
    name: str
    office_id: Id
    duty: Duty
    language: str
    left_on: date | None


def offices(session: Session) -> list[OfficeRow]:
    """All offices, those of the programme first."""
    return list(once(session, (offices, language()), lambda: _offices(session)))


def _offices(session: Session) -> list[OfficeRow]:
    stored = {office.id: _row(office) for office in session.scalars(select(Office))}
    known = {seed.id: _seeded(seed.code) for seed in OFFICES} | stored
    others = sorted(
        (stored[i] for i in stored.keys() - {s.id for s in OFFICES}), key=lambda row: row.code
    )
    return [*(known[seed.id] for seed in OFFICES), *others]


def office_of_code(session: Session, code: str) -> OfficeRow:
    """The office with this code; raises `UserError`, which names those that are known."""
    known = offices(session)
    for row in known:
        if row.code == code.upper():
            return row
    raise UserError(
        N_("There is no office “%(code)s”. The offices are %(known)s."),
        code=code,
        known=", ".join(row.code for row in known),
    )


def office(session: Session, office_id: Id) -> OfficeRow:
    """One office; an unknown one shows its identity rather than nothing."""
    for row in offices(session):
        if row.id == office_id:
            return row
    return _blank(office_id, "?", str(office_id)[:8])


def authors(session: Session, *, office_id: Id | None = None) -> list[AuthorRow]:
    """Colleagues by name."""
    asked = select(Author).order_by(Author.name)
    if office_id is not None:
        asked = asked.where(Author.office_id == office_id)
    return [
        AuthorRow(a.id, a.name or "", a.office_id, a.duty, a.language or "fr", a.left_on)
        for a in session.scalars(asked)
    ]


def administers(session: Session, author_id: Id | None, *, office_id: Id) -> bool:
    """Whether somebody may decide for the office: who administers it, or anybody while nobody
    does.
    """
    admins = set(
        session.scalars(
            select(Author.id).where(
                Author.office_id == office_id,
                Author.duty == Duty.OFFICE_ADMIN,
                Author.left_on.is_(None),
            )
        )
    )
    return not admins or author_id in admins


def author_names(session: Session) -> dict[Id, str]:
    """Names of all colleagues by identity."""
    asked = select(Author.id, Author.name)
    found = once(session, author_names, lambda: session.execute(asked).all())
    return {row.id: row.name or "" for row in found}


def _row(office: Office) -> OfficeRow:
    seed = next((s for s in OFFICES if s.id == office.id), None)
    name = office.name or (seed.names.get(language(), seed.code) if seed else "")
    return OfficeRow(
        id=office.id,
        code=office.code or "",
        name=name,
        languages=tuple((office.languages or "fr").split()),
        street=office.street or "",
        postcode=office.postcode or "",
        municipality=office.municipality or "",
        phone=office.phone or "",
        email=office.email or "",
        insurer=office.insurer or "",
        policy_number=office.policy_number or "",
        accident_phone=office.accident_phone or "",
        second_contact=office.second_contact or "",
        other_cover=office.other_cover or "",
        legal_form=office.legal_form or "",
        enterprise_number=office.enterprise_number or "",
        authorisation_number=office.authorisation_number or "",
    )


def _seeded(code: str) -> OfficeRow:
    seed = office_seed(code)
    assert seed is not None  # noqa: S101 - called with the seeds' own codes
    name = seed.names.get(language(), seed.names["en"])
    blank = _blank(seed.id, code, name)
    return OfficeRow(
        blank.id, code, name, tuple(seed.languages.split()), "", seed.postcode, name, "", "", "", ""
    )


def _blank(office_id: Id, code: str, name: str) -> OfficeRow:
    return OfficeRow(office_id, code, name, ("fr",), "", "", "", "", "", "", "")

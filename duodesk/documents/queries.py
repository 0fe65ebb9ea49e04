"""What the papers of a duo say, and where each stands: to print, to sign, signed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.dates import long
from duodesk.base.i18n import LANGUAGES, speaking
from duodesk.base.ids import Id
from duodesk.documents.catalog import CATALOG, NOTE, DocumentKind, kind_of
from duodesk.documents.draw import Paper
from duodesk.documents.terms import BY_HAND, lump_sums, numbers, of_office
from duodesk.documents.wording import Wording, in_force, numbered
from duodesk.model.documents import Document, Signatory, Signature
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Person, Role
from duodesk.model.training import Event, EventKind
from duodesk.office import settings
from duodesk.office.queries import author_names, office

_SIDES = (Signatory.MENTEE, Signatory.MENTOR)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of a duo, printed or not yet, and who has signed it."""

    duo_id: Id
    duo: str
    mentee: str
    mentor: str
    office_id: Id
    kind: str
    document_ids: tuple[Id, ...]
    languages: tuple[str, ...]
    printed_at: datetime | None
    signed: tuple[tuple[Signatory, date], ...]
    stage: DuoStage

    @property
    def exists(self) -> bool:
        """Whether there is a paper to sign: printed here, or known from a list."""
        return bool(self.document_ids)

    @property
    def missing(self) -> tuple[Signatory, ...]:
        """Which of mentee and mentor has not signed yet."""
        have = {who for who, _ in self.signed}
        return tuple(side for side in _SIDES if side not in have)

    @property
    def state(self) -> str:
        """to_print, to_sign or signed."""
        if not self.missing:
            return "signed"
        return "to_sign" if self.exists else "to_print"


def papers(
    session: Session, duo_id: Id, kind: DocumentKind, *, today: date, language: str | None = None
) -> list[Paper]:
    """The paper once for each language that its readers read; `language` asks for that one only."""
    duo = session.get_one(Duo, duo_id)
    people = {
        side: session.get(Person, i)
        for side, i in zip(_SIDES, (duo.mentee_id, duo.mentor_id), strict=True)
    }
    asked = [language] if language else [reads_of(person) for person in people.values()]
    wordings = {code: in_force(session, kind, code) for code in asked}
    return [
        Paper(kind, code, _values(session, duo, kind, (code, wording), today), wording)
        for code, wording in wordings.items()
    ]


def paper_rows(
    session: Session, *, office_id: Id | None = None, duo_id: Id | None = None
) -> list[PaperRow]:
    """Every paper of every duo that started or is about to, what is to do first."""
    asked = select(Duo).where(Duo.stage != DuoStage.NEVER_STARTED)
    if office_id is not None:
        asked = asked.where(Duo.office_id == office_id)
    if duo_id is not None:
        asked = asked.where(Duo.id == duo_id)
    names = {
        row.id: " ".join(part for part in (row.given_name, row.family_name) if part)
        for row in session.execute(select(Person.id, Person.given_name, Person.family_name))
    }
    documents = _documents(session)
    signatures = _signatures(session)
    rows = [
        _row(duo, kind, names, documents.get((duo.id, kind.code), []), signatures)
        for duo in session.scalars(asked)
        for kind in CATALOG
    ]
    order = {"to_print": 0, "to_sign": 1, "signed": 2}
    newest = sorted(rows, key=lambda r: r.duo, reverse=True)
    return sorted(newest, key=lambda r: (order[r.state], r.stage == DuoStage.ENDED))


def _row(
    duo: Duo,
    kind: DocumentKind,
    names: dict[Id, str],
    printed: list[Any],
    signatures: dict[Id, list[tuple[Signatory, date]]],
) -> PaperRow:
    signed = {who: on for d in printed for who, on in signatures.get(d.id, [])}
    return PaperRow(
        duo_id=duo.id,
        duo=duo.number or "",
        mentee=names.get(duo.mentee_id, "?"),
        mentor=names.get(duo.mentor_id, "?"),
        office_id=duo.office_id,
        kind=kind.code,
        document_ids=tuple(d.id for d in printed),
        languages=tuple(sorted({d.language for d in printed if d.language})),
        printed_at=max((d.printed_at for d in printed if d.printed_at), default=None),
        signed=tuple(sorted(signed.items())),
        stage=duo.stage,
    )


def _documents(session: Session) -> dict[tuple[Id | None, str], list[Any]]:
    """What was printed for duos, by duo and kind."""
    found: dict[tuple[Id | None, str], list[Any]] = defaultdict(list)
    asked = select(
        Document.id, Document.duo_id, Document.kind, Document.language, Document.printed_at
    ).where(Document.duo_id.is_not(None))
    for document in session.execute(asked):
        found[document.duo_id, document.kind].append(document)
    return found


def _signatures(session: Session) -> dict[Id, list[tuple[Signatory, date]]]:
    found: dict[Id, list[tuple[Signatory, date]]] = defaultdict(list)
    for document_id, who, on in session.execute(
        select(Signature.document_id, Signature.signatory, Signature.signed_on).where(
            Signature.signatory.is_not(None), Signature.signed_on.is_not(None)
        )
    ):
        found[document_id].append((who, on))
    return found


def reads_of(person: Person | None) -> str:
    """The language of letters to a person; French where none is known."""
    code = person.contact_language if person else None
    return code if code in LANGUAGES else "fr"


def _values(
    session: Session,
    duo: Duo,
    kind: DocumentKind,
    said: tuple[str, Wording],
    today: date,
) -> dict[str, str | None]:
    code, wording = said
    weeks = settings.values(session, office_id=duo.office_id, on=today).number(settings.DUO_WEEKS)
    start = duo.start_date or _signing_day(session, duo)
    end = duo.expected_end or (start and date.fromordinal(start.toordinal() + 7 * weeks))
    names = author_names(session)
    with speaking(code):
        place = office(session, duo.office_id)
        return {
            "duo_number": duo.number,
            "mentee_name": _name(session.get(Person, duo.mentee_id)),
            "mentor_name": _name(session.get(Person, duo.mentor_id)),
            "office_name": place.name,
            "office_address": place.address,
            "office_phone": place.phone,
            "office_email": place.email,
            "coordinator_name": names.get(duo.coordinator_id) if duo.coordinator_id else None,
            "duo_language": reference.language_label(duo.language) if duo.language else None,
            "goal": reference.chosen("goal", duo.goal),
            "start_date": long(start, code) if start else None,
            "end_date": long(end, code) if end else None,
            "template_version": wording.label,
            "document_number": numbered(duo.number, kind, wording, code),
            "note_version": _note_version(session, duo.mentor_id, code),
            "note_received_on": _informed_on(session, duo.mentor_id, code),
            "costs_agreed": BY_HAND,
            **of_office(place),
            **numbers(session, duo.office_id, today),
            **lump_sums(session, today),
        }


def _signing_day(session: Session, duo: Duo) -> date | None:
    """The first day of a duo that is still to sign: the day for which the signing is planned, for
    it begins only once the papers are signed.
    """
    if duo.stage != DuoStage.TO_SIGN:
        return None
    return session.scalars(
        select(Event.held_on)
        .where(
            Event.duo_id == duo.id, Event.kind == EventKind.SIGNING, Event.cancelled_on.is_(None)
        )
        .order_by(Event.id.desc())
    ).first()


def _informed_on(session: Session, mentor_id: Id, code: str) -> str | None:
    day = session.scalars(
        select(Enrolment.informed_on).where(
            Enrolment.person_id == mentor_id, Enrolment.role == Role.MENTOR
        )
    ).first()
    return long(day, code) if day else None


def _note_version(session: Session, mentor_id: Id, code: str) -> str:
    """The version of the information note that a mentor was given last, else the one they get."""
    given = session.scalars(
        select(Document.template_version)
        .where(Document.person_id == mentor_id, Document.kind == NOTE.code)
        .order_by(Document.printed_at.desc())
    ).first()
    return str(given) if given else in_force(session, NOTE, code).label


def _name(person: Person | None) -> str | None:
    return (
        (" ".join(x for x in (person.given_name, person.family_name) if x) or None)
        if person
        else None
    )


__all__ = ["PaperRow", "kind_of", "paper_rows", "papers"]

"""The letters that answer a request about data: received, more time, the answer, not known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from duodesk.base.dates import long
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, N_, _, ngettext, speaking
from duodesk.base.ids import Id
from duodesk.documents.catalog import DocumentKind, kind_of
from duodesk.documents.draw import Paper
from duodesk.documents.to_mentor import paper, reads
from duodesk.documents.wording import in_force, numbered
from duodesk.model.people import Person
from duodesk.office.queries import author_names, office
from duodesk.people.requests import Answer, RequestRow, Wish, request
from duodesk.store.store import AUTHOR

_WISHES = {
    Wish.ACCESS: N_("You wish to see the data that we keep about you."),
    Wish.CORRECTION: N_("You wish that we correct your data."),
    Wish.ERASURE: N_("You wish that we erase your data."),
    Wish.RESTRICTION: N_("You wish that we do not use your data for now."),
    Wish.COPY: N_("You wish a copy of your data that you can give to another organisation."),
    Wish.OBJECTION: N_("You do not agree that we use your data."),
}
_GRANTED = {
    Wish.ACCESS: N_("Yes. With this letter you get all that we keep about you."),
    Wish.CORRECTION: N_("Yes. We have corrected your data."),
    Wish.ERASURE: N_(
        "Yes. We erase all that we keep about you, in all our offices. Copies that we made for "
        "safety are replaced by newer ones in time. Until then nobody uses them."
    ),
    Wish.RESTRICTION: N_(
        "Yes. We keep your data, but do not use them for now. We tell you before we use them again."
    ),
    Wish.COPY: N_("Yes. With this letter you get your data in a file that a program can read."),
    Wish.OBJECTION: N_("Yes. We use your data no more."),
}
_PARTLY = {
    Wish.ACCESS: N_("Yes, in part. With this letter you get a part of what we keep about you."),
    Wish.CORRECTION: N_("Yes, in part. We have corrected a part of your data."),
    Wish.ERASURE: N_("Yes, in part. We erase a part of what we keep about you."),
    Wish.RESTRICTION: N_("Yes, in part. We do not use a part of your data for now."),
    Wish.COPY: N_("Yes, in part. You get a part of your data in a file."),
    Wish.OBJECTION: N_("Yes, in part. We use a part of your data no more."),
}
_REFUSED = {
    Wish.ACCESS: N_("No. We do not give you these data."),
    Wish.CORRECTION: N_("No. We have not changed your data."),
    Wish.ERASURE: N_("No. We do not erase your data."),
    Wish.RESTRICTION: N_("No. We go on using your data."),
    Wish.COPY: N_("No. We do not give you this copy."),
    Wish.OBJECTION: N_("No. We go on using your data all the same."),
}
_SAID = {Answer.GRANTED: _GRANTED, Answer.PARTLY: _PARTLY, Answer.REFUSED: _REFUSED}


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who is not known here, or no more: what stands on the letter and is kept nowhere."""

    name: str = ""
    address: tuple[str, ...] = ()
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Erased:
    """How many of all laptops confirmed an erasure."""

    confirmed: int
    laptops: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a letter is wanted: in which language (None for the reader's own), to whom where the
    person is not known, and how far an erasure is.
    """

    language: str | None = None
    asker: Asker = Asker()
    erased: Erased | None = None


AS_USUAL = Wanted()


def kinds_for(row: RequestRow) -> tuple[DocumentKind, ...]:
    """The letters that a request calls for as it stands, the next one first."""
    received, extended = kind_of("request_received"), kind_of("request_extended")
    if row.answer == Answer.NOT_KNOWN:
        return (kind_of("request_not_known"),)
    if not row.open:
        return (kind_of("request_answered"),)
    return (extended, received) if row.extended_on else (received,)


def request_letter(
    session: Session,
    request_id: Id,
    kind: DocumentKind,
    *,
    today: date,
    wanted: Wanted = AS_USUAL,
) -> Paper:
    """The letter in the person's own language of letters unless another is asked; to the asker
    where the request is of nobody known. Raises `UserError` for a request that is not there.
    """
    row = request(session, request_id)
    if row is None:
        raise UserError(N_("This request is not on this desk (any more)."))
    person = session.get(Person, row.person_id) if row.person_id is not None else None
    if person is None:
        return _to_asker(session, row, kind, today=today, wanted=wanted)
    code = reads(person, wanted.language)
    with speaking(code):
        values = _values(row, wanted.erased)
    made = paper(session, person, kind, said=(code, values, None), today=today)
    number = numbered(_owner(person.number, row), kind, made.wording, code)
    return replace(made, values={**made.values, "document_number": number})


def _to_asker(
    session: Session, row: RequestRow, kind: DocumentKind, *, today: date, wanted: Wanted
) -> Paper:
    asker = wanted.asker
    code = wanted.language or (asker.language if asker.language in LANGUAGES else "fr")
    writer = session.info.get(AUTHOR)
    wording = in_force(session, kind, code)
    with speaking(code):
        place = office(session, row.office_id)
        dated = ", ".join(part for part in (place.municipality, long(today)) if part)
        values: dict[str, str | None] = {
            "person_name": asker.name,
            "office_name": place.name,
            "office_address": place.address,
            "office_phone": place.phone,
            "office_email": place.email,
            "coordinator_name": author_names(session).get(writer) if writer else None,
            "document_number": numbered(_owner(place.code, row), kind, wording, code),
            **_values(row, wanted.erased),
        }
    address = tuple(line for line in (asker.name, *asker.address) if line)
    return Paper(kind, code, values, wording, address=address or (" ",), dated=dated)


def _owner(number: str | None, row: RequestRow) -> str:
    """Whoever asks twice gets two letters with two numbers."""
    return f"{number or '?'}-{row.received_on:%y%m%d}"


def _values(row: RequestRow, erased: Erased | None) -> dict[str, str | None]:
    """What the places stand for, in the language spoken."""
    return {
        "received_on": long(row.received_on),
        "answer_by": long(row.due_on),
        "wish": _(_WISHES[row.wish]) if row.wish in _WISHES else None,
        "identity": _identity(row),
        "delay_reason": (row.reason or None) if row.open else None,
        "answer": _answer(row, erased),
    }


def _identity(row: RequestRow) -> str:
    if row.identity_seen_on is not None:
        return _("We know that it is you who asks. You have to do nothing more.")
    return _(
        "We have to be sure that it is you who asks. We call you on the number that we know, or "
        "you come to our office."
    )


def _answer(row: RequestRow, erased: Erased | None) -> str | None:
    sentences = _SAID.get(row.answer, {}) if row.answer is not None else {}
    if row.wish not in sentences:
        return None
    said = [_(sentences[row.wish])]
    if row.reason:
        said.append(_("The reason: %(reason)s", reason=row.reason))
    if erased is not None and row.wish == Wish.ERASURE and row.answer == Answer.GRANTED:
        said.append(
            ngettext(
                "By today %(confirmed)s of %(n)s laptop has confirmed that your data are gone.",
                "By today %(confirmed)s of %(n)s laptops have confirmed that your data are gone.",
                erased.laptops,
                confirmed=erased.confirmed,
            )
        )
    return "\n".join(said)

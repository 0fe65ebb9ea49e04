"""Every paper that is written down, and those that are still to be printed or signed: what the
screen of documents shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.documents.catalog import (
    C45B,
    CATALOG,
    ENDING,
    FIRST_MEETING,
    INVITATION,
    KINDS,
    LETTERS,
    NOTE,
    TRAINING,
    WELCOME,
    kind_of,
)
from duodesk.documents.queries import PaperRow, paper_rows
from duodesk.model.documents import Document, Medium
from duodesk.model.pairing import Duo
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.model.training import Seat, SeatState
from duodesk.office.queries import author_names
from duodesk.people.text import full_name

__all__ = ["FAMILIES", "RECENT", "ListedPaper", "Medium", "PrintedRow", "family_of", "listed"]

# What is done stays in sight so long; the rest is found by search.
RECENT = timedelta(days=30)
_UNDER_WAY = (Status.ACCEPTED, Status.IN_DUO, Status.RESTING)
_BOTH = {kind.code for kind in CATALOG}
_KNOWN = {kind.code for kind in KINDS}

# Kinds that belong together, for the chips above the list; what is not named here is a letter.
_LETTER = "letter"
FAMILIES = (
    ("duo", N_("Agreement and code"), tuple(kind.code for kind in CATALOG)),
    ("note", N_("Information note"), (NOTE.code,)),
    ("decision", N_("Decisions"), tuple(kind.code for kind in LETTERS)),
    (
        "invitation",
        N_("Invitations"),
        (INVITATION.code, FIRST_MEETING.code, *(kind.code for kind in TRAINING[:2])),
    ),
    ("certificate", N_("Certificates"), (TRAINING[2].code, ENDING[0].code)),
    (_LETTER, N_("Letters"), (*(kind.code for kind in WELCOME), ENDING[1].code)),
    ("c45b", N_("Form C45B"), (C45B.code,)),
)
_FAMILY = {code: family for family, _title, codes in FAMILIES for code in codes}


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A paper that was printed: its number and language, when and by whom, and how it was handed
    over, as far as that is known.
    """

    id: Id
    office_id: Id
    number: str
    language: str
    printed_at: datetime | None
    printed_by: str
    medium: Medium | None = None
    handed_on: date | None = None
    handed_by: str = ""

    @property
    def printed_on(self) -> date | None:
        """The day in Belgium."""
        return self.printed_at.astimezone(BELGIUM).date() if self.printed_at else None


_Printed = dict[tuple[Id | None, Id | None, str], list[PrintedRow]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPaper:
    """A paper of the list: whose it is, where it stands (to_print, to_sign, signed) and what was
    printed of it, the newest first. `duo` is that of agreement and code; `enrolment_id` that of an
    information note; `signed_on` the day from which it is done.
    """

    kind: str
    who: str
    state: str
    printed: tuple[PrintedRow, ...] = ()
    number: str = ""
    duo_id: Id | None = None
    person_id: Id | None = None
    enrolment_id: Id | None = None
    duo: PaperRow | None = None
    signed_on: date | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others in the list."""
        if self.duo is not None:
            return (self.duo.duo_id, self.kind)
        if self.kind == NOTE.code:
            return (self.enrolment_id, self.kind)
        return (self.printed[0].id, self.kind)

    @property
    def title(self) -> str:
        """The kind of paper in words; one of a newer program by its code."""
        return kind_of(self.kind).title if self.kind in _KNOWN else self.kind

    @property
    def done_on(self) -> date | None:
        """Since when nothing is to do with it: signed, else printed."""
        days = (self.signed_on, *(one.printed_on for one in self.printed))
        return max((day for day in days if day), default=None)


def family_of(kind: str) -> str:
    """The chip under which a kind of paper is found."""
    return _FAMILY.get(kind, _LETTER)


def listed(session: Session, *, office_id: Id | None = None) -> list[ListedPaper]:
    """All papers: what is to print or to sign in the order of the duos, what is done newest
    first.
    """
    printed = _printed(session)
    rows = [*_of_duos(session, printed, office_id), *_notes(session, printed, office_id)]
    waiting = [row for row in rows if row.state != "signed"]
    done = [row for row in rows if row.state == "signed"] + [*_others(session, printed, office_id)]
    oldest = date.min
    return [*waiting, *sorted(done, key=lambda row: row.done_on or oldest, reverse=True)]


def _printed(session: Session) -> _Printed:
    """What was printed, by duo, person and kind."""
    names = author_names(session)
    found: _Printed = defaultdict(list)
    asked = select(
        Document.id, Document.office_id, Document.duo_id, Document.person_id, Document.kind,
        Document.number, Document.language, Document.printed_at, Document.printed_by,
        Document.medium, Document.handed_on, Document.handed_by,
    )  # fmt: skip
    for one in session.execute(asked):
        found[one.duo_id, one.person_id, one.kind].append(_row(one, names))
    return found


def _row(one: Any, names: dict[Id, str]) -> PrintedRow:
    return PrintedRow(
        id=one.id,
        office_id=one.office_id,
        number=one.number or "",
        language=one.language or "",
        printed_at=one.printed_at,
        printed_by=names.get(one.printed_by, "") if one.printed_by else "",
        medium=one.medium,
        handed_on=one.handed_on,
        handed_by=names.get(one.handed_by, "") if one.handed_by else "",
    )


def _newest(rows: list[PrintedRow]) -> tuple[PrintedRow, ...]:
    first = datetime.min.replace(tzinfo=BELGIUM)
    return tuple(sorted(rows, key=lambda row: row.printed_at or first, reverse=True))


def _of_duos(session: Session, printed: _Printed, office_id: Id | None) -> Iterator[ListedPaper]:
    for row in paper_rows(session, office_id=office_id):
        known = printed.get((row.duo_id, None, row.kind), [])
        yield ListedPaper(
            kind=row.kind,
            who=f"{row.mentee} × {row.mentor}",
            state=row.state,
            printed=_newest([one for one in known if one.id in row.document_ids]),
            number=row.duo,
            duo_id=row.duo_id,
            duo=row,
            signed_on=max((day for _who, day in row.signed), default=None),
        )


def _notes(session: Session, printed: _Printed, office_id: Id | None) -> Iterator[ListedPaper]:
    """The information note of mentors: to print for who is in training or beyond and has none, to
    sign until the receipt is back.
    """
    seats = select(Seat.person_id).where(Seat.state == SeatState.BOOKED)
    given = select(Document.person_id).where(Document.kind == NOTE.code)
    asked = (
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.role == Role.MENTOR)
        .where(
            or_(
                Enrolment.status.in_(_UNDER_WAY) & Enrolment.informed_on.is_(None),
                Enrolment.informed_on.is_(None) & Enrolment.person_id.in_(seats),
                Enrolment.person_id.in_(given),
            )
        )
        .order_by(Person.family_name, Person.given_name, Enrolment.id)
    )
    if office_id is not None:
        asked = asked.where(Enrolment.office_id == office_id)
    for enrolment, person in session.execute(asked):
        known = printed.get((None, person.id, NOTE.code), [])
        received = enrolment.informed_on
        yield ListedPaper(
            kind=NOTE.code,
            who=full_name(person.given_name, person.family_name) or "?",
            state="signed" if received else "to_sign" if known else "to_print",
            printed=_newest(known),
            number=person.number or "",
            person_id=person.id,
            enrolment_id=enrolment.id,
            signed_on=received,
        )


def _others(session: Session, printed: _Printed, office_id: Id | None) -> Iterator[ListedPaper]:
    """Letters, invitations, certificates, forms: each of them was printed, and that is all."""
    people = {
        row.id: full_name(row.given_name, row.family_name)
        for row in session.execute(select(Person.id, Person.given_name, Person.family_name))
    }
    duos = {
        row.id: (row.number or "", " × ".join(people.get(i, "?") for i in row[2:]))
        for row in session.execute(select(Duo.id, Duo.number, Duo.mentee_id, Duo.mentor_id))
    }
    for (duo_id, person_id, kind), rows in printed.items():
        if kind in _BOTH or kind == NOTE.code:
            continue
        number, who = duos.get(duo_id, ("", "?")) if duo_id else ("", people.get(person_id, "?"))
        for one in (row for row in rows if office_id in {None, row.office_id}):
            yield ListedPaper(
                kind=kind,
                who=who,
                state="signed",
                printed=(one,),
                number=number or one.number,
                duo_id=duo_id,
                person_id=person_id,
            )

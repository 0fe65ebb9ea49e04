"""What was written down of many duos since they began: meetings, talks, pauses, signatures. A list
and its alerts look at the same, so both can be given one reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.followup import packed
from duodesk.followup.pauses import PauseRow, pauses_of
from duodesk.followup.rules import Logged
from duodesk.followup.talked import Talked, talked
from duodesk.model.documents import Document, Signature
from duodesk.model.followup import Meeting
from duodesk.pairing.duos import PAPERS, SIDES
from duodesk.training.entry import rows_of


@dataclass(frozen=True, slots=True)
class Lived:
    """All of it by duo; a duo of which nothing is told is in none of them."""

    logged: Mapping[Id, Sequence[Logged]]
    talked: Mapping[Id, Talked]
    pauses: Mapping[Id, Sequence[PauseRow]]
    signed: Mapping[Id, int]


def lived(session: Session, which: Select[Id], today: date) -> Lived:
    """What these duos (`which` gives their identities) lived up to a day."""
    return Lived(
        _logged(session, which, today),
        talked(session, which, today),
        pauses_of(session, which),
        _signed(session, which),
    )


def _logged(session: Session, which: Select[Id], today: date) -> dict[Id, list[Logged]]:
    """Entries by duo, up to the day of looking; the file puts those of a duo into one row."""
    asked = (
        select(Meeting.duo_id, packed.pack(Meeting.held_on, Meeting.state).label("entries"))
        .where(Meeting.duo_id.in_(which), Meeting.held_on <= today)
        .group_by(Meeting.duo_id)
    )
    return {row.duo_id: packed.meetings(row.entries) for row in rows_of(session, asked)}


def _signed(session: Session, which: Select[Id]) -> dict[Id, int]:
    """How many of the four signatures (two papers by two people) a duo has."""
    pair = Document.kind.concat(" ").concat(Signature.signatory)
    asked = (
        select(Document.duo_id, func.count(pair.distinct()).label("n"))
        .join(Signature, Signature.document_id == Document.id)
        .where(
            Document.duo_id.in_(which),
            Document.kind.in_(PAPERS),
            Signature.signatory.in_(SIDES),
        )
        .group_by(Document.duo_id)
    )
    return {row.duo_id: row.n for row in rows_of(session, asked)}

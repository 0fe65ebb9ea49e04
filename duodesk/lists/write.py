"""Lists out: people as a workbook that can be read in again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.dates import weekday
from duodesk.base.fields import Choice, Field, On
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.lists.sheet import Cell
from duodesk.model.people import Relation, Side
from duodesk.paper.cells import Book, Column
from duodesk.paper.cells import Cell as Paper
from duodesk.people.cards import PersonCard, cards
from duodesk.people.fields import ENROLMENT_FIELDS, PERSON_FIELDS

# Columns made of several rows, under the titles that the import knows.
_MORE = (
    N_("Languages with levels"),
    N_("Occupations aimed at"),
    N_("Occupations worked in"),
    N_("Interests"),
    N_("Help asked for"),
    N_("Strengths offered"),
    N_("Free time in the week"),
)


def people_book(
    session: Session, ids: Sequence[Id], *, title: str, made_at: datetime, today: date
) -> bytes:
    """The people with these identities as a workbook, one row each, in the language spoken."""
    person_fields = [f for f in PERSON_FIELDS if On.EXCEL in f.on]
    enrolment_fields = [f for f in ENROLMENT_FIELDS if On.EXCEL in f.on]
    columns = [Column(f.title) for f in (*person_fields, *enrolment_fields)]
    columns += [Column(_(title_id), "wrap", 28) for title_id in _MORE]
    rows = [
        _person_row(card, person_fields, enrolment_fields)
        for card in cards(session, ids, today=today)
    ]
    return _book(title, made_at, columns, rows)


def _book(
    title: str, made_at: datetime, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> bytes:
    book = Book(title, made_at=made_at)
    sheet = book.sheet(title)
    sheet.table(0, "People", columns, [[as_paper(cell) for cell in row] for row in rows])
    return book.save()


def as_paper(cell: Cell) -> Paper:
    """A cell as a workbook can hold it: hours and numbers out of range become text."""
    if isinstance(cell, time) or (isinstance(cell, datetime) and cell.time() != time()):
        return cell.isoformat() if isinstance(cell, time) else cell.isoformat(" ", "minutes")
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, (int, float)) and (not math.isfinite(cell) or abs(cell) > 10**15):
        return str(cell)
    return cell


def _person_row(
    card: PersonCard, person_fields: Sequence[Field], enrolment_fields: Sequence[Field]
) -> list[Cell]:
    part = card.enrolments[-1] if card.enrolments else None
    return [
        *(_shown(f, card.values.get(f.name)) for f in person_fields),
        *(_shown(f, part.values.get(f.name)) if part else None for f in enrolment_fields),
        ", ".join(_spoken(code, level) for code, level in card.languages.items()),
        _trades(card, Relation.TARGET),
        _trades(card, Relation.EXPERIENCE),
        _names(reference.interests(), card.interests),
        _names(reference.topics(), {code for code, side in card.topics if side == Side.NEED}),
        _names(reference.topics(), {code for code, side in card.topics if side == Side.STRENGTH}),
        _week(card),
    ]


def _shown(field: Field, value: Cell) -> Cell:
    """A value as people read it: the name for a code, a real date for a day."""
    if isinstance(field, Choice) and value is not None:
        return reference.chosen(field.choices, str(value))
    return value


def _spoken(code: str, level: str | None) -> str:
    word = reference.chosen("level", level) if level == "native" else level
    return " ".join(part for part in (reference.language_label(code), word) if part)


def _trades(card: PersonCard, relation: Relation) -> str:
    own = [trade.occupation for trade in card.trades if trade.relation == relation]
    return "; ".join(reference.occupation_name(code) for code in own)


def _names(items: Mapping[str, reference.Choice], codes: set[str] | frozenset[str]) -> str:
    return "; ".join(sorted(items[code].name() if code in items else code for code in codes))


def _week(card: PersonCard) -> str:
    return "; ".join(f"{weekday(s.weekday)} {_clock(s.start)}-{_clock(s.end)}" for s in card.slots)


def _clock(half_hours: int) -> str:
    return f"{half_hours // 2}:{half_hours % 2 * 30:02d}"

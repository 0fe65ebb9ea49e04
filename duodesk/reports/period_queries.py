"""What a period cost, and until when the entries of each office are known."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id
from duodesk.model.reference import Setting
from duodesk.office.queries import OfficeRow
from duodesk.office.settings import YEARLY_COST, Values
from duodesk.reports.cohort import OfficeAge
from duodesk.reports.question import Question
from duodesk.store.history import heard_of


def cost(session: Session, question: Question, offices_at_work: Iterable[Id]) -> float | None:
    """What the period cost, in euro: for each year the part of its days.

    Of an office, what is noted for it; of all, what is noted for the whole programme, or else the
    sum of the offices, where each that started a duo has noted its cost.
    """
    if question.narrowed:
        return None
    noted = _noted(session, question.as_of)
    if question.office_id is not None:
        yearly = noted.get(question.office_id, 0)
    else:
        parts = [noted.get(one, 0) for one in offices_at_work]
        yearly = noted.get(None, 0) or (sum(parts) if all(parts) else 0)
    return yearly * _years(question.begin, question.end) if yearly else None


def ages(session: Session, known: Sequence[OfficeRow]) -> tuple[OfficeAge, ...]:
    """Until when the entries of each office are known here."""
    heard = heard_of(session)
    return tuple(
        OfficeAge(
            office.code,
            office.name,
            heard[office.id].astimezone(BELGIUM).date() if office.id in heard else None,
        )
        for office in known
    )


def _noted(session: Session, on: date) -> dict[Id | None, int]:
    """The yearly cost noted for the programme (None) and for offices, as it holds on a day."""
    asked = select(Setting.office_id, Setting.value, Setting.valid_from).where(
        Setting.name == YEARLY_COST.name
    )
    rows = [r for r in session.execute(asked) if r.valid_from is None or r.valid_from <= on]
    rows.sort(key=lambda row: row.valid_from or date.min)
    return {
        row.office_id: Values({YEARLY_COST.name: row.value or ""}).number(YEARLY_COST)
        for row in rows
    }


def _years(begin: date, end: date) -> float:
    """How many years a period has; whole ones count as one, leap years too."""
    return sum(
        ((min(end, date(year, 12, 31)) - max(begin, date(year, 1, 1))).days + 1)
        / (366 if isleap(year) else 365)
        for year in range(begin.year, end.year + 1)
    )

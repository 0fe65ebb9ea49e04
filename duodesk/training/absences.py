"""Days on which a person or a colleague cannot be reached; the reason is not asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.people import Person
from duodesk.model.training import Away
from duodesk.office.queries import author_names
from duodesk.people.commands import name_of
from duodesk.people.text import full_name
from duodesk.store.store import Changes, Store

MOST_AWAY = 366


@dataclass(frozen=True, slots=True)
class AwayRow:
    """Days on which a person or a colleague cannot be reached."""

    id: Id
    first_day: date
    last_day: date
    person_id: Id | None
    author_id: Id | None
    name: str


@dataclass(frozen=True, slots=True)
class Put:
    """Days off that were written down: which, and what was touched."""

    changes: Changes
    id: Id


def put_away(
    store: Store,
    first_day: date,
    last_day: date,
    *,
    person_id: Id | None = None,
    author_id: Id | None = None,
) -> Put:
    """Note that a person or a colleague is away; the reason is not asked."""
    if (person_id is None) == (author_id is None):
        message = "either a person or a colleague is away"
        raise TypeError(message)
    check_days(first_day, last_day, MOST_AWAY)
    label = N_("%(name)s away from %(first)s to %(last)s")
    words = {"first": short(first_day), "last": short(last_day)}
    with store.write(label, name=_who(store, person_id, author_id), **words) as write:
        away_id = write.new_id()
        write.session.add(
            Away(
                id=away_id,
                first_day=first_day,
                last_day=last_day,
                person_id=person_id,
                author_id=author_id,
            )
        )
    return Put(write.changes, away_id)


def remove_away(store: Store, away_id: Id) -> Changes:
    """They are there after all."""
    with store.write(N_("Not away after all")) as write:
        row = write.session.get(Away, away_id)
        # What another office removed meanwhile is gone all the same.
        if row is not None:
            write.session.delete(row)
    return write.changes


def away(session: Session, *, first: date, last: date) -> list[AwayRow]:
    """Who is away on some of these days, by day."""
    colleagues = author_names(session)
    found = session.execute(
        select(Away, Person.given_name, Person.family_name)
        .outerjoin(Person, Person.id == Away.person_id)
        .where(Away.first_day <= last, Away.last_day >= first)
        .order_by(Away.first_day, Away.id)
    )
    return [
        AwayRow(
            row.id, row.first_day, row.last_day, row.person_id, row.author_id,
            full_name(given, family) or colleagues.get(row.author_id or row.id, "") or "?",
        )
        for row, given, family in found
    ]  # fmt: skip


def check_days(first: date, last: date, most: int) -> None:
    """Refuse a stretch that ends before it begins, or lasts more days than it can."""
    if last < first:
        raise UserError(
            N_("The last day, %(last)s, comes before the first, %(first)s. Correct one of them."),
            first=short(first),
            last=short(last),
        )
    if (last - first).days >= most:
        raise UserError(
            N_("From %(first)s to %(last)s is more than %(most)s days. Correct one of the days."),
            first=short(first),
            last=short(last),
            most=most,
        )


def _who(store: Store, person_id: Id | None, author_id: Id | None) -> str:
    if person_id is not None:
        return name_of(store, person_id)
    with store.read() as session:
        return author_names(session).get(author_id, "?") if author_id is not None else "?"

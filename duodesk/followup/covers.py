"""Who looks after whose duos while a colleague is away: one's duos handed over until a day, and
back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.followup import Cover
from duodesk.model.pairing import Duo
from duodesk.office.queries import author_names
from duodesk.store.store import Changes, Store, Write

MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A colleague looks after another's duos on some days, both included."""

    id: Id
    author_id: Id
    author: str
    covered_by: Id
    covering: str
    first_day: date
    last_day: date

    def holds(self, on: date) -> bool:
        """Whether a day is among them."""
        return self.first_day <= on <= self.last_day


def hand_over_my_duos(store: Store, to: Id, first: date, last: date) -> Changes:
    """Let a colleague look after one's duos from a day to a day, both included; nothing of the duos
    themselves changes.
    """
    with store.read() as session:
        name = author_names(session).get(to, "?")
    label = N_("Duos handed to %(name)s until %(last)s")
    with store.write(label, name=name, last=short(last)) as write:
        me = _checked(write, to, first, last)
        write.session.add(
            Cover(id=write.new_id(), author_id=me, covered_by=to, first_day=first, last_day=last)
        )
    return write.changes


def take_back(store: Store, cover_id: Id) -> Changes:
    """One's duos are one's own again from today; a cover that has not begun is dropped."""
    with store.write(N_("Duos taken back")) as write:
        row = write.session.get(Cover, cover_id)
        begun: date | None = row.first_day if row is not None else None
        if row is not None and begun is not None and begun < write.today:
            row.last_day = write.today - timedelta(days=1)
        elif row is not None:
            write.session.delete(row)
    return write.changes


def covers(session: Session, *, since: date) -> list[CoverRow]:
    """Covers that are not over on a day, by their first day."""
    names = author_names(session)
    told = (Cover.author_id, Cover.covered_by, Cover.first_day)
    rows = session.scalars(
        select(Cover)
        .where(Cover.last_day >= since, *(column.is_not(None) for column in told))
        .order_by(Cover.first_day, Cover.id)
    )
    return [
        CoverRow(
            row.id, row.author_id, names.get(row.author_id, "?"), row.covered_by,
            names.get(row.covered_by, "?"), row.first_day, row.last_day,
        )
        for row in rows
    ]  # fmt: skip


def standing_in(rows: Iterable[CoverRow], author_id: Id, on: date) -> Id:
    """Who looks after a colleague's duos on a day: the colleague, or who covers for them, or who
    covers for that one; where covers go in a circle, the colleague. The later of two covers holds.
    """
    by_author = {row.author_id: row.covered_by for row in rows if row.holds(on)}
    here, been = author_id, {author_id}
    while here in by_author:
        here = by_author[here]
        if here in been:
            return author_id
        been.add(here)
    return here


def coordinator_on(session: Session, duo_id: Id, day: date) -> Id | None:
    """Who looks after a duo on a day; None where it has no coordinator."""
    coordinator = session.scalar(select(Duo.coordinator_id).where(Duo.id == duo_id))
    if coordinator is None:
        return None
    return standing_in(covers(session, since=day), coordinator, day)


def _checked(write: Write, to: Id, first: date, last: date) -> Id:
    me = write.author_id
    if me is None or to == me:
        raise UserError(N_("Choose a colleague to hand your duos to."))
    if last < first:
        raise UserError(
            N_("The last day, %(last)s, comes before the first, %(first)s. Correct one of them."),
            first=short(first),
            last=short(last),
        )
    if last < write.today:
        raise UserError(N_("These days are over. Choose days to come."))
    if (last - first).days >= MOST_DAYS:
        raise UserError(
            N_("From %(first)s to %(last)s is more than %(most)s days. Correct one of the days."),
            first=short(first),
            last=short(last),
            most=MOST_DAYS,
        )
    return me

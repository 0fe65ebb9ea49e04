"""How many mentors a waiting mentee could be paired with, and how many mentees a free mentor."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.pairing import queries


def fitting(session: Session, *, today: date, office_id: Id | None) -> dict[Id, int]:
    """By person the number on the other side that nothing forbids, refusals included; hardly
    anybody for those who are hard to pair.
    """
    return possible(queries.pool(session, today=today, office_id=office_id))


def possible(around: queries.Pool) -> dict[Id, int]:
    """The same of a round that was read already."""
    from duodesk.pairing.matrix import scores

    if not around.mentees or not around.mentors:
        return dict.fromkeys((*around.mentees, *around.mentors), 0)
    found = scores(list(around.mentees.values()), list(around.mentors.values()), around.around)
    allowed = found.allowed.copy()
    rows = {one: n for n, one in enumerate(found.mentees)}
    columns = {one: n for n, one in enumerate(found.mentors)}
    for mentee_id, mentor_id in around.refused:
        if mentee_id in rows and mentor_id in columns:
            allowed[rows[mentee_id], columns[mentor_id]] = False
    by_mentee = dict(zip(found.mentees, map(int, allowed.sum(axis=1)), strict=True))
    return by_mentee | dict(zip(found.mentors, map(int, allowed.sum(axis=0)), strict=True))

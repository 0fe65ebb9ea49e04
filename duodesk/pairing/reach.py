"""How many points the best mentor of each waiting mentee has today: what another least number of
points would mean.

numpy is loaded by `best_points` and not before: call it in the worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.pairing import queries


def best_points(session: Session, *, today: date, office_id: Id | None) -> tuple[int, ...]:
    """In tenths of a point, for each waiting mentee; 0 where no pair is possible without asking
    first.
    """
    from duodesk.pairing import matrix, plan

    pool = queries.pool(session, today=today, office_id=office_id)
    found = matrix.scores(list(pool.mentees.values()), list(pool.mentors.values()), pool.around)
    problem = plan.problem(found, pool.conditions)
    points = problem.matrix.tenths * (problem.possible & problem.matrix.verified)
    return tuple(int(row.max(initial=0)) for row in points)


def without_mentor(best: Sequence[int], least: int) -> int:
    """How many mentees have nobody with so many points. Pure."""
    return sum(one < max(10 * least, 1) for one in best)

"""How much of the exchange waits for a person: counted often, so nothing is named."""

from __future__ import annotations

from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.exchange import handover, issues, review


def waiting(session: Session, office_id: Id) -> int:
    """Fields with two versions, remarks nobody saw, and people offered to this office."""
    offered = handover.offered_to(session, office_id)
    return review.to_look_at(session) + issues.count(session) + offered

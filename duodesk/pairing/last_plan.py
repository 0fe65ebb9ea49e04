"""What the last plan was, of each office that is looked at: it keeps the next one from jumping.
Known on this laptop alone, and never exchanged.
"""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from duodesk.base.ids import Id
from duodesk.model.journal import Fact
from duodesk.pairing.conditions import Pairs
from duodesk.store.store import Store


def last_plan(session: Session, office_id: Id | None) -> Pairs:
    """The pairs of the last plan of an office, or of all; none where nobody made one."""
    fact = session.get(Fact, _name(office_id))
    try:
        told = json.loads(fact.value) if fact else []
        return frozenset((Id(mentee), Id(mentor)) for mentee, mentor in told)
    except (ValueError, TypeError, AttributeError):
        return frozenset()


def remember(store: Store, office_id: Id | None, pairs: Pairs) -> None:
    """Note the plan, for the next one to stay close to."""
    with store.read() as session:
        if last_plan(session, office_id) == pairs:
            return
    told = json.dumps([[str(one) for one in pair] for pair in sorted(pairs)])
    with store.local() as session:
        session.merge(Fact(name=_name(office_id), value=told))


def _name(office_id: Id | None) -> str:
    return f"plan.previous.{office_id or 'all'}"

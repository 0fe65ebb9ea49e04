"""What the two of a duo agreed on: what they work towards, and the career action plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.followup.plan import number_of
from duodesk.model.pairing import Duo
from duodesk.model.people import Goal
from duodesk.store.store import Changes, Store

GOALS = tuple(Goal)


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """The goal, and when the action plan was written; `coordinator_id` is who follows them."""

    goal: Goal | None
    plan_written_on: date | None
    coordinator_id: Id | None


def agreed(session: Session, duo_id: Id) -> AgreedRow:
    """What one duo agreed on."""
    duo = session.get_one(Duo, duo_id)
    return AgreedRow(duo.goal, duo.plan_written_on, duo.coordinator_id)


def choose_goal(store: Store, duo_id: Id, goal: Goal | None) -> Changes:
    """Write down what they work towards: a job, an internship, a training."""
    with store.write(N_("Goal of duo %(number)s"), number=number_of(store, duo_id)) as write:
        write.session.get_one(Duo, duo_id).goal = goal
    return write.changes


def note_plan(store: Store, duo_id: Id, *, on: date | None) -> Changes:
    """Write down when the action plan was written; None takes it back."""
    with store.write(N_("Action plan of duo %(number)s"), number=number_of(store, duo_id)) as write:
        if on is not None and on > write.today:
            raise UserError(
                N_("%(day)s is in the future. Note the action plan once it is written."),
                day=short(on),
            )
        write.session.get_one(Duo, duo_id).plan_written_on = on
    return write.changes


def choose_coordinator(store: Store, duo_id: Id, author_id: Id) -> Changes:
    """Let a colleague follow this duo from now on."""
    with store.write(N_("Coordinator of duo %(number)s"), number=number_of(store, duo_id)) as write:
        write.session.get_one(Duo, duo_id).coordinator_id = author_id
    return write.changes

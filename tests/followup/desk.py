"""What the tests of follow-up share: a duo that has begun, and ways to look at its plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from duodesk.base.ids import Id
from duodesk.followup import plan
from duodesk.followup.plan import PlannedStep, PlanRow
from duodesk.model.followup import DuoStep, Party
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Person
from duodesk.store import dump
from duodesk.store.store import Store

TODAY = date(2026, 11, 24)
START = TODAY


def days(n: int) -> timedelta:
    return timedelta(days=n)


def paired(store: Store, **values: Any) -> Id:
    """A duo whose papers wait, or as `values` have it."""
    with store.write("As a pairing leaves it") as write:
        people = [
            Person(id=write.new_id(), number=n, office_id=write.office_id, given_name=n)
            for n in ("Awa", "Jan")
        ]
        write.session.add_all(people)
        duo = Duo(
            id=write.new_id(),
            mentee_id=people[0].id,
            mentor_id=people[1].id,
            office_id=write.office_id,
            **{"number": "BRU-D10001", "stage": DuoStage.TO_SIGN} | values,
        )
        write.session.add(duo)
        return duo.id


def begun(store: Store, on: date = START) -> Id:
    """A duo that began with its plan."""
    duo_id = paired(store)
    plan.start_with_plan(store, duo_id, on=on, unsigned_reason="papers in the post")
    return duo_id


def shown(store: Store, duo_id: Id) -> PlanRow:
    with store.read() as session:
        found = plan.plan_of(session, duo_id, today=store.clock.today())
    assert found is not None
    return found


def step(store: Store, duo_id: Id, title: str, party: Party | None = None) -> PlannedStep:
    """The step whose title begins so."""
    return next(
        one
        for one in shown(store, duo_id).steps
        if one.title.startswith(title) and party in {None, one.party}
    )


def card(store: Store, duo_id: Id) -> Duo:
    with store.read() as session:
        return session.get_one(Duo, duo_id)


def written(store: Store, duo_id: Id) -> int:
    with store.read() as session:
        return session.query(DuoStep).filter(DuoStep.duo_id == duo_id).count()


def state(store: Store) -> dict[str, list[dict[str, object]]]:
    with store.engine.connect() as connection:
        return dump.state(connection)

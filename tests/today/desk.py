"""A desk with somebody on it for each reason to be on the list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from duodesk.base.ids import Id
from duodesk.model.base import Record
from duodesk.model.pairing import Duo, DuoStage, Proposal, Stage
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.model.reference import Author
from duodesk.store.store import Store
from duodesk.today.changed import Seen
from duodesk.today.day import Day
from duodesk.today.line import Line
from duodesk.today.queries import Asked, todays

TODAY = date(2026, 11, 24)


def days(n: int) -> timedelta:
    return timedelta(days=n)


def add(store: Store, table: type[Record], /, **values: Any) -> Id:
    """One row, as a command would leave it."""
    with store.write("As it was left") as write:
        row_id = write.new_id()
        write.session.add(table(id=row_id, **values))
    return row_id


def person(store: Store, name: str = "Awa", role: Role = Role.MENTEE, **enrolment: Any) -> Id:
    """Somebody of the office with a telephone, enrolled."""
    person_id = add(
        store, Person, number=name, office_id=store.office_id, given_name=name,
        family_name="Diallo", phone="0470 00 00 01", coordinator_id=store.author_id,
    )  # fmt: skip
    told = {"status": Status.ACCEPTED, "role": role, "office_id": store.office_id} | enrolment
    add(store, Enrolment, person_id=person_id, **told)
    return person_id


def duo(store: Store, **values: Any) -> Id:
    """A duo of the office, under way since a month."""
    mentee, mentor = person(store, "Awa"), person(store, "Jan", Role.MENTOR)
    told: dict[str, Any] = {
        "number": "BRU-D1", "mentee_id": mentee, "mentor_id": mentor,
        "office_id": store.office_id, "coordinator_id": store.author_id,
        "stage": DuoStage.ACTIVE, "start_date": TODAY - days(30),
    }  # fmt: skip
    return add(store, Duo, **told | values)


def proposal(store: Store, stage: Stage = Stage.DECISION, **values: Any) -> Id:
    """Two people who are thinking of each other."""
    told: dict[str, Any] = {
        "mentee_id": person(store, "Awa"), "mentor_id": person(store, "Jan", Role.MENTOR),
        "office_id": store.office_id, "stage": stage, "meeting_on": TODAY - days(3),
        "moved_on": TODAY - days(3),
    }  # fmt: skip
    return add(store, Proposal, **told | values)


def colleague(store: Store, name: str = "Sara", **values: Any) -> Id:
    """Somebody else of the office."""
    return add(store, Author, name=name, office_id=store.office_id, **values)


def day(store: Store, *, mine: bool = True, since: Seen | None = None) -> Day:
    """The day of whoever sits at this desk."""
    asked = Asked(store.author_id, store.office_id, store.clock.now(), mine)
    with store.read() as session:
        return todays(session, asked, since)


def lines(store: Store, rule: str, *, mine: bool = True) -> list[Line]:
    """The lines of one rule, wherever they stand."""
    found = day(store, mine=mine).groups.values()
    return [line for group in found for line in group if line.rule == rule]

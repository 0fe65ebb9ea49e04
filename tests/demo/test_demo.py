"""The demonstration comes out the same, is believable, and says what the programme published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from duodesk.base.clock import FixedClock
from duodesk.demo.build import Builder
from duodesk.exchange import issues
from duodesk.followup.plan import UNDER_WAY, StepState, plans
from duodesk.followup.queries import duos
from duodesk.model.followup import DuoStep, StepKind
from duodesk.model.pairing import DuoStage
from duodesk.model.people import Enrolment, Person
from duodesk.model.recruitment import Contact
from duodesk.office.queries import offices
from duodesk.people.checks import AgeLimits, age_warning
from duodesk.reports.figures import Cohort, figure
from duodesk.reports.queries import Question, cohort
from duodesk.store import dump
from duodesk.store.store import Store
from tests import demonstrations
from tests.conftest import MORNING, new_store

SMALL = 0.05


def made(path: Path, *, seed: int = 1, scale: float = SMALL) -> Store:
    clock = FixedClock(MORNING)
    store = new_store(path, clock)
    Builder(store, clock, seed=seed, scale=scale).build()
    return store


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Generator[Store]:
    """The demonstration as people see it."""
    store = demonstrations.desk(tmp_path_factory, 1.0)
    yield store
    store.close()


def everything(store: Store) -> str:
    text = dump.to_json(dump.dump(store))
    store.close()
    return text


def test_the_same_seed_scale_and_day_give_the_same_desk(tmp_path: Path) -> None:
    first = everything(made(tmp_path / "one.duo"))
    assert everything(made(tmp_path / "two.duo")) == first
    assert everything(made(tmp_path / "three.duo", seed=2)) != first


def test_tables_and_journal_agree(whole: Store) -> None:
    assert whole.agrees_with_journal()


def test_numbers_are_given_once_and_the_desk_goes_on_after_them(whole: Store) -> None:
    with whole.read() as session:
        numbers = list(session.scalars(select(Person.number)))
    assert len(numbers) == len(set(numbers))
    with whole.write("Look at the next number") as write:
        assert write.next_number("person") not in numbers


def test_three_offices_share_the_work(whole: Store) -> None:
    with whole.read() as session:
        codes = {office.id: office.code for office in offices(session)}
        people = Counter(codes[i] for i in session.scalars(select(Person.office_id)))
    assert set(people) == {"BRU", "ANT", "LIE"}
    assert people["BRU"] > people["ANT"] > people["LIE"] > 30


def test_everybody_was_of_an_age_for_the_programme(whole: Store) -> None:
    with whole.read() as session:
        found = session.execute(
            select(Enrolment.role, Person.birth_date, Enrolment.registered_on).join(
                Person, Person.id == Enrolment.person_id
            )
        ).all()
    assert len(found) > 250
    odd = [
        row
        for row in found
        if age_warning(row.role, row.birth_date, row.registered_on, AgeLimits())
    ]
    assert odd == []


def starts(store: Store) -> Cohort:
    today = store.clock.today()
    with store.read() as session:
        return cohort(session, Question(date(2020, 1, 1), today, today))


@pytest.mark.parametrize(("code", "published"), [("positive", 0.75), ("employment", 0.56)])
def test_outcomes_are_near_the_published_ones(whole: Store, code: str, published: float) -> None:
    found = starts(whole)
    assert len(found.counted) > 60
    assert figure(code).compute(found) == pytest.approx(published, abs=0.03)


def test_most_duos_reach_their_term(whole: Store) -> None:
    """The programme says 89 % of its duos are followed to the end."""
    assert figure("completion_inclusive").compute(starts(whole)) == pytest.approx(0.89, abs=0.06)


def test_there_is_work_of_every_kind_to_look_at(whole: Store) -> None:
    with whole.engine.connect() as connection:
        rows = {table: len(found) for table, found in dump.state(connection).items()}
    for table in ("interview", "proposal", "duo", "meeting", "outcome_event", "document"):
        assert rows[table] > 0, table
    found = starts(whole)
    assert found.waiting > 5
    assert found.ready_mentors > 5
    assert found.active > 10


def test_one_remark_waits_and_nobody_seems_registered_twice(whole: Store) -> None:
    with whole.read() as session:
        assert [one.rule for one in issues.issues(session)] == ["promised_mentor_id"]


def test_duos_are_accompanied_by_a_plan(whole: Store) -> None:
    """Most steps were done, some are overdue, two duos rest and one goes on for longer."""
    today = whole.clock.today()
    with whole.read() as session:
        rows = {row.id: row for row in duos(session, today=today, stages=UNDER_WAY)}
        found = plans(session, today=today, duos=list(rows))
        contacts = session.scalars(select(Contact).where(Contact.duo_id.in_(rows))).all()
    assert set(found) == set(rows)
    states = Counter(step.state for plan in found.values() for step in plan.steps)
    assert states[StepState.DONE] > 10 * states[StepState.OVERDUE] > 0
    assert states[StepState.SKIPPED] == 0
    assert sum(plan.rests for plan in found.values()) == 2
    assert [row.stage for row in rows.values()].count(DuoStage.PAUSED) == 2
    assert [row.extended_days for row in rows.values() if row.extended_days] == [28]
    assert {one.reached for one in contacts} == {True, False}
    assert all(one.happened_at.date() <= today for one in contacts)


def test_a_talk_stands_behind_each_step_that_was_done(whole: Store) -> None:
    with whole.read() as session:
        talks = {
            (one.duo_id, one.side, one.happened_at.date())
            for one in session.scalars(select(Contact).where(Contact.reached))
        }
        steps = session.scalars(
            select(DuoStep).where(DuoStep.kind == StepKind.CONTACT, DuoStep.done_on.is_not(None))
        ).all()
    assert len(steps) > 200
    assert all((one.duo_id, str(one.party), one.done_on) in talks for one in steps)

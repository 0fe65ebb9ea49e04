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
from duodesk.model.people import Enrolment, Person
from duodesk.office.queries import offices
from duodesk.people.checks import AgeLimits, age_warning
from duodesk.reports.figures import Cohort, figure
from duodesk.reports.queries import Question, cohort
from duodesk.store import dump
from duodesk.store.store import Store
from tests.conftest import MORNING, new_store

SMALL = 0.05


def made(path: Path, *, seed: int = 1, scale: float = SMALL, author: str = "Annick") -> Store:
    clock = FixedClock(MORNING)
    store = new_store(path, clock, author=author)
    Builder(store, clock, seed=seed, scale=scale).build()
    return store


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Generator[Store]:
    """The demonstration as people see it."""
    store = made(tmp_path_factory.mktemp("whole") / "desk.duo", scale=1.0)
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

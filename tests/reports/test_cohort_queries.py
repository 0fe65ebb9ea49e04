"""The rows behind the figures read from a desk: offices, coordinators and languages add up, no
order of entry matters, and looking back sees nothing of later.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from duodesk.base.clock import FixedClock
from duodesk.base.i18n import N_
from duodesk.followup.outcomes import Outcome
from duodesk.model.followup import DuoStep
from duodesk.model.pairing import Duo
from duodesk.model.people import Enrolment, Person, Role, Status
from duodesk.office import settings
from duodesk.office.queries import offices
from duodesk.office.settings import YEARLY_COST
from duodesk.reports import queries
from duodesk.reports.cohort import Cohort, DuoFacts
from duodesk.reports.facts import Standing
from duodesk.reports.figures import FIGURES, figure
from duodesk.reports.periods import QUARTER
from duodesk.reports.question import Question
from duodesk.reports.series import all_series
from duodesk.reports.slices import by_start
from duodesk.store.store import Store
from tests.reports.conftest import asked
from tests.reports.test_figures import DAY, START, duo

# Figures that count rows each of which belongs to one office.
ADDED = tuple(one for one in FIGURES if one.of is not None and one.value is None)


def test_offices_add_up_to_the_whole_in_every_figure_that_counts(desk: Store) -> None:
    with desk.read() as session:
        known = offices(session)
    whole = asked(desk)
    parts = [asked(desk, office_id=office.id) for office in known]
    assert len(whole.duos) > 30
    for one in ADDED:
        counts = [one.counts(part) for part in parts]
        assert one.counts(whole) == tuple(map(sum, zip(*counts, strict=True))), one.code
    for name in ("active", "waiting", "ready_mentors", "duo_days"):
        assert getattr(whole, name) == sum(getattr(part, name) for part in parts), name


def test_coordinators_and_languages_add_up_too(desk: Store) -> None:
    whole = asked(desk)
    with desk.read() as session:
        coordinators = set(session.scalars(select(Duo.coordinator_id)))
        languages = set(session.scalars(select(Duo.language)))
    assert None not in coordinators
    parts = [asked(desk, coordinator_id=one) for one in coordinators]
    assert sum(len(part.duos) for part in parts) == len(whole.duos)
    assert sum(len(part.counted) for part in parts) == len(whole.counted)
    spoken = [asked(desk, language=one) for one in languages if one]
    assert len(spoken) > 1
    assert sum(len(part.duos) for part in spoken) == len(whole.duos)
    assert sum(len(part.entries) for part in spoken) == len(whole.entries) - 1  # one reads German


def test_looking_back_sees_no_contact_no_training_and_no_answer_of_later(desk: Store) -> None:
    then = desk.clock.today() - timedelta(days=300)
    back = asked(desk, end=then, as_of=then)
    assert back.mentors
    assert all(one.done_on is None or one.done_on <= then for one in back.contacts)
    for mentor in back.mentors:
        days = (mentor.began_on, mentor.trained_on, *(end for _start, end in mentor.duos))
        assert all(day is None or day <= then for day in days)
    assert all(one.on <= then for one in (*back.first_meetings, *back.newly_waiting))


def test_contacts_are_told_once_their_days_are_over(desk: Store) -> None:
    today = desk.clock.today()
    told = asked(desk).contacts
    assert all(one.done_on or one.due_on + timedelta(days=5) < today for one in told)
    with desk.read() as session:
        skipped = session.scalars(
            select(DuoStep.due_on).where(DuoStep.skipped_on.is_not(None))
        ).all()
        due = session.scalars(select(DuoStep.id).where(DuoStep.due_on <= today)).all()
    assert len(told) <= len(due) - sum(day <= today for day in skipped)


def test_a_mentee_waits_from_the_first_acceptance(desk: Store) -> None:
    with desk.read() as session:
        accepted = session.scalars(
            select(Enrolment.accepted_on).where(
                Enrolment.role == Role.MENTEE, Enrolment.accepted_on.is_not(None)
            )
        ).all()
    today = desk.clock.today()
    begin = today - timedelta(days=100)
    expected = sum(begin <= day <= today for day in accepted if day)
    assert len(asked(desk, begin=begin).newly_waiting) == expected > 0


def test_each_office_says_until_when_it_is_known(desk: Store) -> None:
    ages = {one.office: one.until for one in asked(desk).ages}
    assert ages == dict.fromkeys(("ANT", "BRU", "LIE"), desk.clock.today())


def test_an_office_that_sent_nothing_says_so(store: Store) -> None:
    ages = {one.office: one.until for one in asked(store).ages}
    assert ages == {"ANT": None, "BRU": store.clock.today(), "LIE": None}


def test_cost_is_that_of_the_days_of_the_period(store: Store) -> None:
    day = date(2026, 1, 1)
    year = Question(date(2025, 1, 1), date(2025, 12, 31), store.clock.today())
    own = replace(year, office_id=store.office_id)

    def cost(question: Question) -> float | None:
        with store.read() as session:
            return queries.cohort(session, question).cost

    assert cost(year) is None
    settings.choose(store, YEARLY_COST, "366000", valid_from=day)
    assert cost(year) == 366_000
    assert cost(own) is None
    assert cost(replace(year, begin=date(2025, 12, 31))) == pytest.approx(366_000 / 365)
    leap = replace(year, begin=date(2024, 1, 1), end=date(2024, 1, 31))
    assert cost(leap) == pytest.approx(31_000)
    settings.choose(store, YEARLY_COST, "1000", office_id=store.office_id, valid_from=day)
    assert cost(own) == 1000
    assert cost(replace(own, language="fr")) is None


def test_how_a_mentor_stood_is_that_of_the_day_and_not_of_today(
    store: Store, clock: FixedClock
) -> None:
    day = clock.today()
    with store.write(N_("Mentor")) as write:
        person, part = write.new_id(), write.new_id()
        write.session.add(
            Person(id=person, number="BRU-1", office_id=store.office_id, given_name="Jan")
        )
        write.session.add(
            Enrolment(
                id=part, person_id=person, office_id=store.office_id, role=Role.MENTOR,
                status=Status.ACCEPTED, accepted_on=day - timedelta(days=30),
                trained_on=day - timedelta(days=9),
            )
        )  # fmt: skip

    def stood(on: date) -> Standing:
        with store.read() as session:
            (mentor,) = queries.cohort(session, Question(on, on, on)).mentors
        return mentor.standing

    def become(**known: object) -> None:
        with store.write(N_("Mentor")) as write:
            row = write.session.get_one(Enrolment, part)
            for name, value in known.items():
                setattr(row, name, value)

    clock.advance(timedelta(days=10))
    become(free_from=clock.today() + timedelta(days=60))
    clock.advance(timedelta(days=10))
    become(status=Status.WITHDRAWN, free_from=None)
    assert stood(clock.today()) is Standing.LEFT
    assert stood(day + timedelta(days=10)) is Standing.RESTING
    assert stood(day) is Standing.READY
    assert stood(day - timedelta(days=5)) is Standing.LEFT  # entered later: as it is known now
    with store.engine.execution_options(duodesk_write=True).begin() as connection:
        connection.execute(
            text("UPDATE change SET val = 'soon' WHERE row = :row AND val = :day"),
            {"row": part.bytes, "day": (day + timedelta(days=70)).isoformat()},
        )
    assert stood(day + timedelta(days=10)) is Standing.READY  # what is no day is as it is now


def test_months_without_a_start_stand_among_the_others() -> None:
    cohort = Cohort((duo(start=date(2025, 3, 5)),), DAY, date(2025, 1, 1), date(2025, 5, 31))
    assert [(first.month, len(part.duos)) for first, part in by_start(cohort)] == [
        (1, 0), (2, 0), (3, 1), (4, 0), (5, 0),
    ]  # fmt: skip
    quarters = by_start(cohort, QUARTER)
    assert [len(part.duos) for _first, part in quarters] == [1, 0]


OFFICES = st.sampled_from(["ANT", "BRU", "LIE"])
DUOS = st.lists(
    st.builds(
        duo,
        outcome=st.sampled_from(list(Outcome)),
        office=OFFICES,
        start=st.dates(START, DAY),
        stable=st.booleans(),
        first_of_mentee=st.booleans(),
        waited_days=st.one_of(st.none(), st.integers(0, 90)),
        met=st.integers(0, 26),
        minutes=st.integers(0, 5000),
        end_reason=st.sampled_from(["", "moved", "positive_outcome"]),
        ended_on=st.one_of(st.none(), st.dates(START, DAY)),
    ),
    max_size=30,
)


def made(duos: list[DuoFacts]) -> Cohort:
    known = tuple(duos)
    return Cohort(known, DAY, START, DAY, ending=known, ended=known)


@given(DUOS, st.randoms(use_true_random=False))
def test_no_order_of_entry_changes_a_figure(duos: list[DuoFacts], random: object) -> None:
    mixed = list(duos)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    for one in FIGURES:
        before, after = one.compute(made(duos)), one.compute(made(mixed))
        assert after == pytest.approx(before), one.code
        assert one.counts(made(duos)) == one.counts(made(mixed)), one.code


@given(DUOS)
def test_merged_desks_are_the_sum_of_their_parts(duos: list[DuoFacts]) -> None:
    parts = [made([d for d in duos if d.office == office]) for office in ("ANT", "BRU", "LIE")]
    for one in ADDED:
        counts = [one.counts(part) for part in parts]
        assert one.counts(made(duos)) == tuple(map(sum, zip(*counts, strict=True))), one.code


@given(DUOS)
def test_charts_count_every_duo_once(duos: list[DuoFacts]) -> None:
    told = {one.code: one for one in all_series(made(duos))}
    whole = made(duos)

    def column(code: str, place: int) -> float:
        return sum(row[place].value or 0 for row in told[code].rows)  # type: ignore[union-attr]

    counted = len(whole.counted)
    assert sum(column("outcomes", place) for place in range(1, 6)) == counted
    assert column("outcomes", 6) == len(whole.running)
    assert column("outcomes", 7) == counted
    assert column("supply", 3) == len(duos)
    early = figure("ended_early").compute(whole)
    assert column("ends", 6) == early

"""The way in as figures: each step of the one before, by origin, small groups told together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.ids import seed_id
from duodesk.model.people import Role
from duodesk.model.recruitment import Contact
from duodesk.people import commands, partners
from duodesk.people.deciding import Decision, decide, set_partner
from duodesk.people.partners import PartnerValues
from duodesk.people.values import EnrolmentValues, PersonValues
from duodesk.reports import entry_queries, queries, workbook
from duodesk.reports.cohort import Cohort
from duodesk.reports.entries import (
    ACCEPTED,
    INTERVIEW,
    SESSION,
    STAGES,
    STARTED,
    TRAINED,
    EntryFacts,
    by_origin,
    number_at,
    parts_at,
)
from duodesk.reports.entry_figures import is_of_people, step_of
from duodesk.reports.figures import FIGURES, figure
from duodesk.reports.question import Question
from duodesk.store.store import Store
from tests.training.desk import follow, mentor, planned

DAY = date(2026, 11, 24)
ENTRIES = st.lists(
    st.builds(
        EntryFacts,
        office=st.just("BRU"),
        role=st.sampled_from(Role),
        source=st.sampled_from(["", "actiris", "web", "friend", "press"]),
        done=st.frozensets(st.sampled_from(STAGES[Role.MENTOR])),
    ),
    max_size=60,
)


@given(ENTRIES)
def test_each_number_counts_those_who_came_so_far_or_further(told: list[EntryFacts]) -> None:
    for line in by_origin(told, lambda e: e.source):
        own = [e for e in told if (e.role, e.source) == (line.role, line.origin)]
        for stage in STAGES[line.role]:
            later = STAGES[line.role][STAGES[line.role].index(stage) :]
            came = [e for e in own if stage == "registered" or e.done & set(later)]
            assert line.of(stage) == len(came) == number_at(own, line.role, stage)
            assert all(e.reached(stage) for e in came)


@given(ENTRIES)
def test_behind_each_number_stand_as_many_takings_part(told: list[EntryFacts]) -> None:
    named = [replace(one, part=seed_id(str(n))) for n, one in enumerate(told)]
    for role, stages in STAGES.items():
        for stage in stages:
            parts = parts_at(named, role, stage)
            assert len(set(parts)) == number_at(named, role, stage)


def test_every_figure_of_the_way_in_leads_to_people_and_no_other_does() -> None:
    of_people = [one for one in FIGURES if is_of_people(one)]
    assert {step_of(one.code) for one in of_people} == {
        None,  # the first call
        *((role, stage) for role, stages in STAGES.items() for stage in stages),
    }
    assert not any(step_of(one.code) for one in FIGURES if one not in of_people)


def entry(*done: str, role: Role = Role.MENTEE, source: str = "web") -> EntryFacts:
    return EntryFacts("BRU", role, source=source, done=frozenset(done))


def test_each_step_is_a_share_of_the_step_before() -> None:
    told = [entry(), entry(SESSION), entry(SESSION, INTERVIEW), entry(SESSION, INTERVIEW, ACCEPTED)]
    known = Cohort((), DAY, DAY, DAY, entries=tuple(told))
    assert figure("mentees_session").compute(known) == 0.75
    assert figure("mentees_interview").compute(known) == pytest.approx(2 / 3)
    assert figure("mentees_accepted").compute(known) == 0.5
    assert figure("mentors_accepted").compute(known) is None


def test_a_step_that_was_passed_over_counts_as_reached() -> None:
    assert entry(STARTED).reached(SESSION)
    assert not entry(SESSION).reached(INTERVIEW)


@given(ENTRIES)
def test_no_share_exceeds_one_and_no_step_gains_people(told: list[EntryFacts]) -> None:
    for role, stages in STAGES.items():
        numbers = [number_at(told, role, stage) for stage in stages]
        assert numbers == sorted(numbers, reverse=True)
        for stage in stages[1:]:
            known = Cohort((), DAY, DAY, DAY, entries=tuple(told))
            share = figure(f"{role}s_{stage}").compute(known)
            assert share is None or 0 <= share <= 1


def test_the_figures_know_what_was_done_by_the_day_of_looking(
    store: Store, clock: FixedClock
) -> None:
    house = partners.add_partner(store, PartnerValues(name="La Maison Bleue")).partner_id
    first = commands.register(
        store,
        Role.MENTEE,
        values=PersonValues(given_name="Amina"),
        enrolment=EnrolmentValues(registered_on=date(2026, 11, 6), source="web"),
    )
    for given_name in ("Zoé", "Omar"):
        commands.register(
            store,
            Role.MENTEE,
            values=PersonValues(given_name=given_name),
            enrolment=EnrolmentValues(registered_on=date(2026, 11, 6)),
        )
    set_partner(store, first.enrolment_id, house)
    with store.write("A call") as write:
        at = datetime(2026, 11, 12, 9, tzinfo=UTC)
        write.session.add(Contact(id=write.new_id(), happened_at=at, person_id=first.person_id))
    decide(store, first.enrolment_id, Decision.ACCEPTED, on=date(2026, 11, 20))

    def asked(as_of: date) -> tuple[float | None, ...]:
        question = Question(date(2026, 11, 1), date(2026, 11, 30), as_of, store.office_id)
        with store.read() as session:
            told = queries.cohort(session, question)
        codes = ("mentees_registered", "mentees_session", "mentees_accepted", "first_call")
        return tuple(figure(code).compute(told) for code in codes)

    # Friday 6 to Thursday 12 November, with a holiday on Wednesday: three working days.
    assert asked(date(2026, 11, 24)) == (3, pytest.approx(1 / 3), 1.0, 3)
    assert asked(date(2026, 11, 13))[2] is None
    assert asked(date(2026, 11, 11))[3] is None
    later = Question(date(2026, 12, 1), date(2026, 12, 31), clock.today())
    with store.read() as session:
        assert queries.cohort(session, later).entries == ()


def test_the_workbook_tells_sources_and_partners_and_funders_no_small_numbers(
    store: Store, clock: FixedClock
) -> None:
    house = partners.add_partner(store, PartnerValues(name="La Maison Bleue")).partner_id
    for n in range(8):
        made = commands.register(
            store,
            Role.MENTEE,
            values=PersonValues(given_name=f"P{n}"),
            enrolment=EnrolmentValues(
                registered_on=date(2026, 11, 6), source="web" if n < 6 else "press"
            ),
        )
        set_partner(store, made.enrolment_id, house)
        if n < 3:
            decide(store, made.enrolment_id, Decision.ACCEPTED)
    today = clock.today()
    with store.read() as session:
        told = queries.cohort(session, Question(today - timedelta(days=60), today, today))
    content = workbook.build(told, office="Brussels", made_at=clock.now(), code="en")
    sheet = openpyxl.load_workbook(BytesIO(content), data_only=True)["Recruitment"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Mentee"]
    assert [row[1:3] for row in rows] == [
        ("Website or social media", 6), ("Press", 2), ("La Maison Bleue", 8)
    ]  # fmt: skip
    assert [row[9] for row in rows] == [0.5, 0, 0.375]
    out = workbook.build(told, office="Brussels", made_at=clock.now(), code="en", funders=True)
    sheet = openpyxl.load_workbook(BytesIO(out))["Recruitment of mentees"]
    rows = [row[:2] for row in sheet.iter_rows(min_row=7, max_row=8, values_only=True)]
    # The two of the press would be told by the six of the web and the eight of all.
    assert [count for _name, count in rows] == ["×", "<5"]


def test_who_was_there_for_all_of_it_counts_as_trained(store: Store) -> None:
    made, full = planned(store), mentor(store, "A", registered_on=date(2026, 9, 1))
    mentor(store, "B", registered_on=date(2026, 9, 1), trained_on=date(2026, 11, 1))
    mentor(store, "C", registered_on=date(2026, 9, 1))
    follow(store, made, full, (1, 2, 3, 4))
    for day, trained in ((date(2026, 11, 24), 2), (date(2026, 11, 18), 1)):
        asked = Question(begin=date(2026, 1, 1), end=date(2026, 12, 31), as_of=day)
        with store.read() as session:
            told = entry_queries.entries(session, asked)
        assert sum(TRAINED in one.done for one in told) == trained

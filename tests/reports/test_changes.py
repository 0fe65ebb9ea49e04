"""What changed between two reports, and why; and reports that are kept as they were told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.demo.build import Builder
from duodesk.followup.outcomes import Outcome
from duodesk.reports import queries, snapshots
from duodesk.reports.changes import Why, changes
from duodesk.reports.cohort import Cohort, DuoFacts
from duodesk.reports.kept import Content, content_of, read_content
from duodesk.reports.question import Question
from duodesk.store.store import Store
from tests.reports.test_figures import START, cohort, duo

THEN = date(2025, 12, 1)
NOW = date(2026, 11, 24)
PERIOD = {"begin": date(2025, 1, 1), "end": date(2025, 12, 31)}


def report(*duos: DuoFacts, day: date = NOW) -> Content:
    return content_of(Cohort(duos, day, **PERIOD))


def one(**known: object) -> DuoFacts:
    return duo(**known)


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [
        ({}, {"outcome": Outcome.JOB}, [Why.YEAR_OVER, Why.LATE_OUTCOME]),
        ({"outcome": Outcome.JOB}, {"outcome": Outcome.JOB}, [Why.YEAR_OVER]),
        ({"outcome": Outcome.JOB}, {"outcome": Outcome.TRAINING}, [Why.YEAR_OVER, Why.CORRECTED]),
        ({}, {"ended_on": date(2026, 1, 5)}, [Why.YEAR_OVER, Why.ENDED]),
        ({"ended_on": date(2025, 7, 1)}, {"ended_on": date(2025, 7, 8)},
         [Why.YEAR_OVER, Why.CORRECTED]),
        ({}, {"start": START + timedelta(days=1)}, [Why.YEAR_OVER, Why.CORRECTED]),
    ],
)  # fmt: skip
def test_each_duo_that_counts_otherwise_says_why(
    before: dict[str, object], now: dict[str, object], why: list[Why]
) -> None:
    told = changes(report(one(**before), day=THEN), report(one(**now)))
    assert [change.why for change in told.duos] == why


def test_outcomes_that_came_late_once_the_year_was_over() -> None:
    before, now = report(one()), report(one(outcome=Outcome.NOT_POSITIVE))
    (change,) = changes(before, now).duos
    assert change.why is Why.LATE_OUTCOME
    assert change.before == "Unknown · counted"
    assert change.now == "Not positive · counted"


def test_duos_that_are_new_entered_later_or_gone() -> None:
    new = one(number="N", start=date(2025, 12, 20))
    later = one(number="L", start=date(2025, 3, 1))
    gone = one(number="G")
    told = changes(report(gone, day=THEN), report(new, later))
    assert {c.number: c.why for c in told.duos} == {
        "N": Why.NEW, "L": Why.ENTERED_LATER, "G": Why.GONE
    }  # fmt: skip


def test_another_definition_alone() -> None:
    (change,) = changes(report(one()), report(one(after_support=Outcome.JOB))).duos
    assert change.why is Why.MEASURED


def test_figures_that_moved_are_told_with_what_they_counted() -> None:
    told = changes(report(one()), report(one(outcome=Outcome.JOB, stable=True)))
    moved = {change.figure.code: change for change in told.figures}
    assert {"positive", "employment", "stable", "unknown"} <= set(moved)
    assert "started" not in moved
    before, now = moved["positive"].before, moved["positive"].now
    assert before is not None
    assert now is not None
    assert (before.part, before.whole, before.unknown) == (0, 1, 1)
    assert (now.part, now.whole, now.unknown) == (1, 1, 0)


@given(st.lists(st.sampled_from(list(Outcome)), max_size=8))
def test_a_report_reads_back_as_it_was_told_and_differs_in_nothing(outcomes: list[Outcome]) -> None:
    known = content_of(cohort(*((outcome, 1) for outcome in outcomes)))
    again = read_content(known.text())
    assert again == known
    told = changes(known, again)
    assert told.figures == told.duos == ()
    assert told.same_period


@pytest.mark.parametrize("text", ["", "{", "[]", '{"begin": "soon"}', '{"form": 2}'])
def test_what_cannot_be_read_is_no_report(text: str) -> None:
    assert read_content(text) is None


def test_reports_are_kept_once_and_found_again(store: Store, clock: FixedClock) -> None:
    Builder(store, clock, seed=1, scale=0.1).build()
    today = clock.today()
    asked = Question(today - timedelta(days=900), today, today)
    with store.read() as session:
        told = queries.cohort(session, asked)
        assert snapshots.latest(session, asked) is None
    snapshots.keep(store, asked, told, remark=" For\nthe board ")
    snapshots.keep(store, asked, told)
    other = replace(asked, office_id=store.office_id)
    with store.read() as session:
        (row,) = snapshots.snapshots(session)
        assert (row.begin, row.end, row.as_of) == (asked.begin, today, today)
        assert row.remark == "For the board"
        kept = snapshots.content(session, row.id)
        assert kept == content_of(told)
        assert snapshots.latest(session, other) is None

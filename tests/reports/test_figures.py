"""The figures against cases reckoned by hand from the programme's definitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.followup.outcomes import POSITIVE, Outcome
from duodesk.reports.cohort import (
    Cohort,
    DuoFacts,
    number_of,
    positive,
    positive_at_most,
    positive_known,
    quantile,
    wilson,
)
from duodesk.reports.figures import FIGURES, figure

START, DAY = date(2025, 1, 6), date(2026, 11, 24)


def duo(outcome: Outcome = Outcome.UNKNOWN, **known: object) -> DuoFacts:
    facts = DuoFacts(
        number="BRU-D10001",
        office="BRU",
        start=START,
        expected_end=START + timedelta(weeks=26),
        ended_on=None,
        end_reason="",
        outcome=outcome,
        stable=False,
        documented=False,
        outcome_day=None,
        met=20,
        planned=26,
        minutes=1800,
        waited_days=20,
        first_of_mentee=True,
        logged=24,
    )
    return replace(facts, **known)  # type: ignore[arg-type]


def cohort(*parts: tuple[Outcome, int], **known: object) -> Cohort:
    duos = tuple(duo(outcome) for outcome, count in parts for _n in range(count))
    return replace(Cohort(duos, DAY, date(2025, 1, 1), date(2025, 12, 31)), **known)  # type: ignore[arg-type]


def percent(code: str, known: Cohort) -> float:
    value = figure(code).compute(known)
    assert value is not None
    return round(value * 100, 1)


@pytest.mark.parametrize(
    ("jobs", "others", "none", "expected"),
    [(55, 19, 26, (74.0, 55.0, 19.0)), (56, 19, 25, (75.0, 56.0, 19.0))],
)
def test_published_shares_add_up(
    jobs: int, others: int, none: int, expected: tuple[float, ...]
) -> None:
    known = cohort(
        (Outcome.JOB, jobs),
        (Outcome.INTERNSHIP, others - 8),
        (Outcome.TRAINING, 8),
        (Outcome.NOT_POSITIVE, none),
    )
    assert tuple(percent(c, known) for c in ("positive", "employment", "training")) == expected


def test_unknown_counts_against_and_is_bounded() -> None:
    known = cohort(
        (Outcome.JOB, 55),
        (Outcome.INTERNSHIP, 11),
        (Outcome.TRAINING, 8),
        (Outcome.NOT_POSITIVE, 16),
        (Outcome.UNKNOWN, 10),
    )
    assert percent("positive", known) == 74.0
    assert percent("positive_known", known) == 82.2
    assert percent("positive_at_most", known) == 84.0


def test_out_of_reach_leaves_the_denominator_and_is_listed() -> None:
    known = cohort((Outcome.JOB, 3), (Outcome.OUT_OF_SCOPE, 1))
    assert percent("positive", known) == 100.0
    assert figure("out_of_scope").compute(known) == 1


def test_a_job_in_week_nine_is_a_good_end_and_no_failure() -> None:
    early = duo(Outcome.JOB, ended_on=START + timedelta(weeks=9), end_reason="positive_outcome")
    stopped = duo(ended_on=START + timedelta(weeks=9), end_reason="mentee_stopped")
    nearly = duo(ended_on=START + timedelta(weeks=24))
    known = cohort(ending=(early, stopped, nearly, duo()))
    assert percent("completion", known) == 50.0
    assert percent("completion_inclusive", known) == 75.0


def test_a_missing_entry_is_no_missed_meeting_but_is_told() -> None:
    known = replace(cohort(), duos=(duo(met=8, planned=10, logged=9), duo(met=0, planned=3)))
    assert percent("meetings", known) == 80.0
    assert percent("coverage", known) == 90.0


def test_a_mentee_is_counted_once_and_only_when_the_year_is_over() -> None:
    second = duo(Outcome.JOB, first_of_mentee=False)
    young = duo(Outcome.JOB, start=DAY - timedelta(days=300))
    known = replace(cohort((Outcome.UNKNOWN, 1)), duos=(duo(), second, young))
    assert len(known.counted) == 1
    assert figure("running").compute(known) == 1


def test_fifteen_of_twenty_lie_between_53_and_89_percent() -> None:
    bounds = wilson(15, 20)
    assert bounds is not None
    assert tuple(round(b * 100) for b in bounds) == (53, 89)


def test_every_figure_says_what_it_is_and_stands_an_empty_period() -> None:
    for one in FIGURES:
        assert one.title.strip()
        assert len(one.definition) > 20
        assert one.compute(cohort()) in {None, 0}


def test_definitions_b_and_d_count_who_ended_a_year_ago() -> None:
    known = replace(
        cohort(),
        duos=(
            duo(after_support=Outcome.JOB, worked_days=90, official_days=90),
            duo(after_support=Outcome.TRAINING, worked_days=89, official_days=0),
            duo(after_support=Outcome.UNKNOWN, worked_days=0, official_days=0),
            duo(after_support=Outcome.JOB, worked_days=200, official_days=12),
            duo(after_support=Outcome.OUT_OF_SCOPE, worked_days=0, official_days=0),
            duo(after_support=Outcome.JOB, worked_days=200, first_of_mentee=False),
            duo(Outcome.JOB),
        ),
    )
    assert percent("positive_after", known) == 75.0
    assert percent("worked_90", known) == 50.0
    assert percent("worked_90_official", known) == 25.0


def test_durable_divides_by_all_and_the_job_at_twelve_months_by_the_known() -> None:
    known = replace(
        cohort(),
        duos=(
            duo(Outcome.JOB, durable=True, job_at_end=True),
            duo(Outcome.TRAINING, durable=True),
            duo(Outcome.NOT_POSITIVE),
            duo(),
        ),
    )
    assert percent("durable", known) == 50.0
    assert percent("job_at_end", known) == 33.3


@pytest.mark.parametrize(("since", "calling"), [(0, 1), (29, 1), (30, 0), (-1, 0)])
def test_for_thirty_days_a_mentee_is_counted_and_still_called(since: int, calling: int) -> None:
    day = date(2026, 1, 6) + timedelta(days=since)
    known = replace(cohort(), duos=(duo(),), as_of=day)
    assert figure("being_called").compute(known) == calling
    assert figure("mature").compute(known) == int(since >= 0)


def test_reached_ended_well_and_stopped_are_the_whole() -> None:
    early = {"ended_on": START + timedelta(weeks=9)}
    known = cohort(
        ending=(
            duo(**early, end_reason="positive_outcome"),
            duo(**early, end_reason="mentee_stopped"),
            duo(ended_on=START + timedelta(weeks=26)),
            duo(ended_on=START + timedelta(weeks=24)),
            duo(ended_on=START + timedelta(weeks=24, days=-1)),
        )
    )
    assert percent("completion", known) == 40.0
    assert percent("completion_inclusive", known) == 60.0
    assert percent("drop_out", known) == 40.0


def test_quarters_of_waits_and_durations_are_interpolated() -> None:
    known = replace(
        cohort(),
        duos=tuple(
            duo(waited_days=days, ended_on=START + timedelta(days=2 * days))
            for days in (10, 20, 30, 44)
        ),
    )
    waits = [figure(f"time_to_match{q}").compute(known) for q in ("_25", "", "_75")]
    assert waits == pytest.approx([17.5, 25.0, 33.5])
    lasted = [figure(f"duration{q}").compute(known) for q in ("_25", "", "_75")]
    assert lasted == pytest.approx([35.0, 50.0, 67.0])


def test_hours_and_load() -> None:
    known = replace(cohort(), duos=(duo(Outcome.JOB), duo()), active=30, coordinators=2)
    assert figure("hours_given").compute(known) == 60
    assert figure("hours_per_positive").compute(known) == 60
    assert figure("caseload").compute(known) == 15


@given(st.lists(st.sampled_from(list(Outcome)), max_size=60))
def test_parts_add_up_to_the_whole(outcomes: list[Outcome]) -> None:
    known = cohort(*((outcome, 1) for outcome in outcomes))
    inside = [o for o in Outcome if o is not Outcome.OUT_OF_SCOPE]
    assert sum(number_of(known, o) for o in inside) == len(known.counted)
    values = [positive(known), positive_known(known), positive_at_most(known)]
    if known.counted:
        assert values[0] is not None
        assert values[2] is not None
        assert 0 <= values[0] <= values[2] <= 1
        assert values[1] is None or values[1] >= values[0]
        low, high = wilson(number_of(known, *POSITIVE), len(known.counted)) or (0, 1)
        assert low - 1e-9 <= values[0] <= high + 1e-9


@given(st.lists(st.integers(0, 400), min_size=1), st.floats(0, 1), st.floats(0, 1))
def test_quantiles_lie_within_and_in_order(values: list[int], one: float, other: float) -> None:
    low, high = sorted((one, other))
    below, above = quantile(values, low), quantile(values, high)
    assert below is not None
    assert above is not None
    assert min(values) <= below <= above + 1e-9
    assert above <= max(values) + 1e-9

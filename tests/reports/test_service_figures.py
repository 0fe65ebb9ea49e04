"""Figures of service, mentors and cost on cohorts computed by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from duodesk.followup.outcomes import Outcome
from duodesk.followup.satisfaction import Returned
from duodesk.model.people import Role
from duodesk.reports.cohort import Cohort
from duodesk.reports.facts import Accepted, Standing
from duodesk.reports.figures import FIGURES, figure
from tests.reports.facts import BEGIN, DAY, END, contact, first_meeting, mentor, silence
from tests.reports.test_figures import duo

EMPTY = Cohort((), DAY, BEGIN, END)


def value(code: str, **known: object) -> float | None:
    return figure(code).compute(replace(EMPTY, **known))  # type: ignore[arg-type]


def test_one_no_of_the_two_is_a_refusal() -> None:
    told = (
        first_meeting(), first_meeting(mentee_no=True), first_meeting(mentor_no=True),
        first_meeting(mentee_no=True, mentor_no=True), first_meeting(),
    )  # fmt: skip
    assert value("early_refusal", first_meetings=told) == 0.6


def test_five_days_before_and_after_are_on_time() -> None:
    told = tuple(contact(late) for late in (-6, -5, 0, 5, 6, None))
    assert value("contact_on_time", contacts=told) == 0.5


def test_silence_is_counted_from_each_threshold_on() -> None:
    told = tuple(silence(days) for days in (0, 13, 14, 20, 21, 27, 28, 90))
    counts = [value(f"silent_{days}", silences=told) for days in (14, 21, 28)]
    assert counts == [6, 4, 2]


def test_mentors_who_start_again_within_a_year_of_an_end() -> None:
    ended = date(2025, 3, 31)
    kept = mentor((date(2024, 9, 30), ended), (date(2026, 3, 31), None))
    late = mentor((date(2024, 9, 30), ended), (date(2026, 4, 1), None))
    stopped = mentor((date(2024, 9, 30), ended))
    # Its end is not a year past, nor does an end outside the period count.
    young = mentor((date(2025, 6, 1), date(2025, 12, 31)))
    older = mentor((date(2024, 1, 1), date(2024, 6, 30)))
    told = (kept, late, stopped, young, older)
    assert value("retention", mentors=told, as_of=date(2026, 12, 30)) == pytest.approx(1 / 3)
    # The day after, the year of the fourth is over as well.
    assert value("retention", mentors=told, as_of=date(2026, 12, 31)) == 0.25


def test_training_is_complete_or_not_of_those_who_began_in_the_period() -> None:
    told = (
        mentor(began_on=BEGIN, trained_on=date(2025, 2, 1)),
        mentor(began_on=END, trained_on=date(2026, 2, 1)),
        mentor(began_on=date(2025, 6, 1)),
        mentor(began_on=date(2024, 12, 31), trained_on=BEGIN),
        mentor(trained_on=BEGIN),
    )
    assert value("training_completion", mentors=told) == pytest.approx(2 / 3)


def test_free_time_runs_from_training_to_start_and_from_end_to_start() -> None:
    told = (
        mentor((date(2025, 2, 10), date(2025, 8, 1)), (date(2025, 9, 1), None),
               trained_on=date(2025, 1, 31)),
        mentor((date(2025, 3, 1), None), trained_on=date(2025, 2, 9)),
        # Two at once: the second ended no free time; a first duo before the training neither.
        mentor((date(2025, 1, 5), None), (date(2025, 4, 1), date(2025, 5, 1)),
               trained_on=date(2025, 2, 1)),
    )  # fmt: skip
    assert value("mentor_first_wait", mentors=told) == 15
    assert value("mentor_gap", mentors=told) == 31


def test_mentors_stand_where_they_stand() -> None:
    told = tuple(mentor(standing=one) for one in (*Standing, Standing.LEFT))
    counts = [value(f"mentors_{one}", mentors=told) for one in ("active", "resting", "left")]
    assert counts == [1, 1, 2]


def test_intervision_counts_ended_duos_whose_mentor_came_often_enough() -> None:
    over = {"ended_on": date(2025, 7, 1), "wanted": 2}
    told = tuple(duo(attended=n, **over) for n in (0, 1, 2, 3))
    assert value("intervision", ended=told) == 0.5
    assert value("ended", ended=told) == 4


def test_waits_are_told_by_mean_and_extremes() -> None:
    told = tuple(duo(waited_days=days) for days in (10, 20, 45, None))
    codes = ("time_to_match_mean", "time_to_match_least", "time_to_match_most")
    assert [value(code, duos=told) for code in codes] == [25, 10, 45]


def test_the_waiting_list_of_the_period() -> None:
    told = (Accepted("BRU", BEGIN), Accepted("LIE", END))
    assert value("newly_waiting", newly_waiting=told) == 2


def test_hours_of_the_fifty_two_that_are_meant() -> None:
    told = (duo(minutes=52 * 60, ended_on=END), duo(minutes=26 * 60, ended_on=END), duo())
    assert value("dosage", duos=told) == 0.75


def test_the_load_on_an_average_day() -> None:
    # Two duos all year, a third for 73 days.
    known = {"duo_days": 2 * 365 + 73, "coordinators": 2}
    assert value("average_active", **known) == pytest.approx(2.2)
    assert value("average_caseload", **known) == pytest.approx(1.1)


def test_cost_is_divided_by_duos_and_by_jobs_and_never_made_up() -> None:
    told = (duo(Outcome.JOB), duo(Outcome.JOB), duo(Outcome.TRAINING), duo())
    assert value("cost_per_duo", duos=told, cost=12_000.0) == 3000
    assert value("cost_per_job", duos=told, cost=12_000.0) == 6000
    assert value("cost_per_job", duos=told) is None
    assert value("cost_per_job", duos=told[2:], cost=12_000.0) is None


def test_what_changed_for_mentees_is_told_from_five_answers_on() -> None:
    day = date(2025, 6, 1)

    def back(score: int) -> Returned:
        return Returned(Role.MENTEE, day, day, {"autonomy": score})

    five = tuple(map(back, (5, 4, 4, 3, 1)))
    assert value("mentees_autonomy", answers=five) == 0.6
    assert value("mentees_autonomy", answers=five[:4]) is None
    assert value("mentees_network", answers=five) is None


def test_a_share_and_its_rows_are_the_same_number() -> None:
    told = replace(
        EMPTY,
        duos=tuple(
            duo(outcome, first_of_mentee=n % 3 > 0, stable=n % 2 > 0)
            for n, outcome in enumerate([*Outcome, *Outcome])
        ),
        contacts=tuple(contact(late) for late in (0, 9, None)),
        mentors=tuple(mentor(standing=one) for one in Standing),
        silences=(silence(3), silence(30)),
    )
    for one in FIGURES:
        if one.of is None or one.value is not None or one.sums is not None:
            continue
        part, whole = one.counts(told)
        assert len(one.behind(told)) == part, one.code
        assert one.unit == "count" or len(one.beside(told)) == (whole or 0) - (part or 0), one.code
        assert one.open_ones(told) <= len(one.beside(told))


def test_each_figure_says_of_whom_it_tells() -> None:
    for one in FIGURES:
        assert one.basis is not None, one.code
        assert one.basis.whole, one.code
        assert one.basis.source, one.code
        assert one.basis.left_out, one.code


def test_days_of_a_period_that_is_not_over() -> None:
    assert replace(EMPTY, as_of=BEGIN + timedelta(days=9)).days == 10
    assert replace(EMPTY, as_of=BEGIN - timedelta(days=1)).days == 0

"""When steps are due, and how pauses, an extension and another start move them: examples, and laws
that hold for any.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.dates import add_months
from duodesk.base.ids import Id
from duodesk.followup import schedule
from duodesk.followup.schedule import Span, StepState, Terms
from duodesk.followup.standard import STEPS
from duodesk.model.followup import Party, StepKind
from duodesk.model.pairing import DuoStage

START = date(2025, 1, 6)
WEEKS = 26


def day(n: int) -> date:
    return START + timedelta(days=n)


def span(first: int, last: int | None) -> Span:
    return Span(day(first), None if last is None else day(last))


@dataclass(frozen=True)
class Planned:
    """A step as the rules see it."""

    due_on: date
    kind: StepKind = StepKind.CONTACT
    party: Party = Party.MENTEE
    early: int = 5
    late: int = 5
    months: int | None = None
    open: bool = True
    title: str = ""
    id: Id = field(default=UUID(int=1))

    @property
    def moves(self) -> bool:
        return self.months is None

    @property
    def opens_on(self) -> date:
        return self.due_on - timedelta(days=self.early)

    @property
    def closes_on(self) -> date:
        return self.due_on + timedelta(days=self.late)


STARTS = st.dates(date(2024, 1, 1), date(2029, 12, 31))
SPANS = st.builds(
    lambda first, length: (first, first + length), st.integers(-20, 300), st.integers(0, 60)
)


def terms_of(start: date, pauses: list[tuple[int, int]], extended: int = 0) -> Terms:
    spans = (Span(start + timedelta(days=a), start + timedelta(days=b)) for a, b in pauses)
    return Terms(start, tuple(spans), extended)


TERMS = st.builds(terms_of, STARTS, st.lists(SPANS, max_size=4), st.integers(0, 90))
DAYS = st.integers(0, 400)


@pytest.mark.parametrize(
    ("pauses", "days", "expected"),
    [
        ((), 14, 14),
        ((span(20, 29),), 14, 14),
        ((span(5, 11),), 14, 21),
        # The day itself, and the day before.
        ((span(14, 20),), 14, 21),
        ((span(7, 13),), 14, 21),
        # Two apart, the second of which is reached only because of the first.
        ((span(5, 11), span(18, 20)), 14, 24),
        # One within another, two that touch, and one from before the start.
        ((span(5, 11), span(6, 8)), 14, 21),
        ((span(5, 8), span(9, 11)), 14, 21),
        ((span(-9, 2),), 14, 17),
        # What has no last day yet moves nothing.
        ((span(5, None),), 14, 14),
    ],
)
def test_the_clock_stands_still_while_a_duo_rests(
    pauses: tuple[Span, ...], days: int, expected: int
) -> None:
    assert schedule.due(Terms(START, pauses), days) == day(expected)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2025, 5, 31), 9, date(2026, 2, 28)),
        (date(2025, 1, 6), 12, date(2026, 1, 6)),
    ],
)
def test_months_end_where_the_month_ends(start: date, months: int, due: date) -> None:
    assert schedule.due(Terms(start), 365, months) == due


def test_the_expected_end_counts_weeks_pauses_and_the_extension() -> None:
    assert schedule.expected_end(Terms(START), WEEKS) == day(182)
    assert schedule.expected_end(Terms(START, (span(10, 23),), 28), WEEKS) == day(182 + 14 + 28)


def test_a_step_across_29_february_counts_days() -> None:
    assert schedule.due(Terms(date(2024, 2, 15)), 14) == date(2024, 2, 29)
    assert schedule.due(Terms(date(2024, 2, 15)), 15) == date(2024, 3, 1)


@given(TERMS, DAYS, st.sampled_from([9, 12]))
def test_outcome_dates_never_move_on_a_pause_or_an_extension(
    terms: Terms, days: int, months: int
) -> None:
    assert schedule.due(terms, days, months) == add_months(terms.start, months)


@given(TERMS, DAYS, st.randoms())
def test_the_order_of_pauses_never_matters(terms: Terms, days: int, random: object) -> None:
    mixed = list(terms.pauses)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    other = replace(terms, pauses=tuple(mixed))
    assert schedule.day_at(other, days) == schedule.day_at(terms, days)
    assert schedule.expected_end(other, WEEKS) == schedule.expected_end(terms, WEEKS)


@given(TERMS, DAYS, st.data())
def test_a_pause_inside_a_pause_changes_nothing(
    terms: Terms, days: int, data: st.DataObject
) -> None:
    for one in terms.pauses:
        assert one.last is not None
        inner = data.draw(st.tuples(st.integers(0, 60), st.integers(0, 60)))
        first = min(one.first + timedelta(days=inner[0]), one.last)
        last = min(first + timedelta(days=inner[1]), one.last)
        more = replace(terms, pauses=(*terms.pauses, Span(first, last)))
        assert schedule.day_at(more, days) == schedule.day_at(terms, days)


@given(TERMS, DAYS)
def test_a_step_has_so_many_days_of_activity_before_it_and_is_on_one(
    terms: Terms, days: int
) -> None:
    """Checked against counting day by day."""
    due = schedule.day_at(terms, days)
    before = [terms.start + timedelta(days=n) for n in range((due - terms.start).days)]
    assert sum(not schedule.resting(terms.pauses, one) for one in before) == days
    assert not schedule.resting(terms.pauses, due)
    assert schedule.elapsed(terms, due) == days


@given(TERMS, st.integers(1, 52))
def test_the_expected_end_is_the_weeks_the_days_of_rest_and_the_extension(
    terms: Terms, weeks: int
) -> None:
    end = schedule.expected_end(terms, weeks)
    rest = schedule.paused_days(terms.pauses, terms.start, end)
    assert end == terms.start + timedelta(days=7 * weeks + rest + terms.extended)


@given(TERMS, DAYS, SPANS)
def test_a_pause_never_makes_anything_earlier_and_keeps_the_order(
    terms: Terms, days: int, pause: tuple[int, int]
) -> None:
    longer = terms_of(terms.start, [pause], terms.extended)
    after = replace(terms, pauses=(*terms.pauses, *longer.pauses))
    due, later = schedule.day_at(after, days), schedule.day_at(after, days + 1)
    assert due >= schedule.day_at(terms, days)
    assert later > due


@given(TERMS, TERMS, DAYS)
def test_what_was_moved_comes_back_when_the_change_is_taken_back(
    before: Terms, after: Terms, days: int
) -> None:
    due = schedule.day_at(before, days)
    moved = schedule.carried(due, before, after)
    assert schedule.carried(moved, after, before) == due


@given(STARTS, st.integers(-60, 60), DAYS)
def test_another_start_moves_every_step_by_as_many_days(start: date, by: int, days: int) -> None:
    """And the outcome to the same day of its month, or its last."""
    other = start + timedelta(days=by)
    moved = schedule.carried(start + timedelta(days=days), Terms(start), Terms(other))
    assert moved == other + timedelta(days=days)
    assert schedule.due(Terms(other), 0, 12) == add_months(other, 12)


@given(TERMS, st.integers(0, 500))
def test_days_of_rest_are_those_that_counting_day_by_day_finds(terms: Terms, length: int) -> None:
    range_ = [terms.start + timedelta(days=n) for n in range(length)]
    slow = sum(schedule.resting(terms.pauses, one) for one in range_)
    until = terms.start + timedelta(days=length)
    assert schedule.paused_days(terms.pauses, terms.start, until) == slow


def test_a_pause_without_an_end_counts_up_to_the_day_of_looking() -> None:
    assert schedule.paused_days([span(5, None)], START, day(12)) == 7
    assert schedule.resting([span(5, None)], day(500))


@pytest.mark.parametrize(
    ("pauses", "looked", "expected"),
    [
        ([], 40, None),
        ([span(5, 11)], 11, None),
        ([span(5, 11)], 12, 12),
        ([span(5, 11), span(20, 25)], 40, 26),
        ([span(5, 11), span(12, 15)], 40, 16),
        ([span(5, 11), span(6, 30)], 20, None),
        ([span(5, None)], 40, None),
    ],
)
def test_the_day_of_resuming(pauses: list[Span], looked: int, expected: int | None) -> None:
    found = schedule.resumed_on(pauses, day(looked))
    assert found == (None if expected is None else day(expected))


def test_a_duo_called_paused_without_saying_since_when_rests() -> None:
    assert schedule.rests(DuoStage.PAUSED, (), START)
    assert not schedule.rests(DuoStage.ACTIVE, (), START)
    assert not schedule.rests(DuoStage.PAUSED, (span(-9, -1),), START)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Planned(day(56)), 84),
        (Planned(day(175), StepKind.CLOSING), 203),
        # The closing also when its day was missed.
        (Planned(day(40), StepKind.CLOSING), 68),
        # A contact that was missed, the first month, letters and checks stay.
        (Planned(day(49)), 49),
        (Planned(day(28)), 28),
        (Planned(day(56), StepKind.LETTER), 56),
        (Planned(day(56), StepKind.CHECK), 56),
        (Planned(day(274), StepKind.OUTCOME, months=9), 274),
    ],
)
def test_an_extension_moves_the_contacts_that_lie_ahead(step: Planned, expected: int) -> None:
    today = day(20) if step.due_on == day(28) else day(50)
    before = Terms(START)
    assert schedule.moved(before, Terms(START, (), 28), step, today) == day(expected)


def test_a_preview_tells_open_steps_that_change_in_their_new_order() -> None:
    steps = [
        Planned(day(100), title="late"),
        Planned(day(60), title="soon"),
        Planned(day(70), title="done", open=False),
        Planned(day(20), title="before"),
    ]
    found = schedule.moves(Terms(START), Terms(START, (span(50, 56),)), steps, day(30))
    assert [(one.title, one.was, one.will) for one in found] == [
        ("soon", day(60), day(67)),
        ("late", day(100), day(107)),
    ]


@pytest.mark.parametrize(
    ("today", "rests", "expected"),
    [
        (50, False, StepState.EARLY),
        (51, False, StepState.DUE),
        (61, False, StepState.DUE),
        (62, False, StepState.OVERDUE),
        (62, True, StepState.RESTING),
    ],
)
def test_how_a_step_stands(today: int, rests: bool, expected: StepState) -> None:
    assert schedule.state(day(51), day(61), day(today), waits=rests) == expected


def test_a_contact_does_the_step_in_whose_window_it_lies_and_those_missed() -> None:
    first, second, third = (Planned(day(n), title=f"{n}") for n in (14, 28, 56))
    assert schedule.settled([first, second, third], Party.MENTEE, day(15)) == [first]
    assert schedule.settled([first, second, third], Party.MENTEE, day(30)) == [first, second]
    assert schedule.settled([first, second, third], Party.MENTEE, day(5)) == []
    # Two windows at once: one talk is one contact.
    near = Planned(day(20))
    assert schedule.settled([first, near], Party.MENTEE, day(17)) == [first]


@pytest.mark.parametrize(
    ("kind", "party", "side", "done"),
    [
        (StepKind.CONTACT, Party.MENTEE, Party.MENTEE, True),
        (StepKind.CONTACT, Party.MENTEE, Party.MENTOR, False),
        (StepKind.CONTACT, Party.MENTEE, Party.TOGETHER, False),
        (StepKind.CHECK, Party.MENTOR, Party.TOGETHER, True),
        (StepKind.MID_TERM, Party.TOGETHER, Party.TOGETHER, True),
        (StepKind.MID_TERM, Party.TOGETHER, Party.MENTOR, False),
        (StepKind.OUTCOME, Party.MENTEE, Party.MENTEE, True),
        (StepKind.LETTER, Party.EACH, Party.MENTEE, False),
        (StepKind.CLOSING, Party.EACH, Party.MENTOR, True),
    ],
)
def test_with_whom_a_step_is_done(kind: StepKind, party: Party, side: Party, done: bool) -> None:
    step = Planned(day(14), kind, party)
    assert bool(schedule.settled([step], side, day(14))) is done


def test_the_programmes_follow_up_talks_with_each_alone() -> None:
    """Seven talks with the mentee alone and six with the mentor alone."""
    apart = [s for s in STEPS if s.party != Party.TOGETHER and s.kind != StepKind.LETTER]
    alone = {
        party: sum(s.party in {party, Party.EACH} for s in apart)
        for party in (Party.MENTEE, Party.MENTOR)
    }
    assert alone == {Party.MENTEE: 7, Party.MENTOR: 6}
    assert [s.days for s in STEPS] == sorted(s.days for s in STEPS)

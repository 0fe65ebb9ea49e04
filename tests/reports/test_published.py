"""The programme's published figures come out of a desk whose duos were lived so:
75 = 56 + 19 and 74 = 55 + 19.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from duodesk.base.dates import add_months
from duodesk.model.followup import OutcomeEvent, Situation, StatusCheck
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Person
from duodesk.reports import queries
from duodesk.reports.cohort import Cohort
from duodesk.reports.figures import figure
from duodesk.reports.question import Question
from duodesk.reports.telling import told
from duodesk.store.store import Store, Write

START = date(2025, 3, 3)
LAST = add_months(START, 12)
YEAR = Question(date(2025, 1, 1), date(2025, 12, 31), date(2026, 11, 24))
# Each way to a job counts once, as a job: alone, after an internship, on the last day that counts.
JOBS = (
    (("permanent", 100),),
    (("internship", 40), ("permanent", 300)),
    (("vocational_training", 10), ("internship", 90), ("fixed_term", 200)),
    (("permanent", (LAST - START).days),),
)
# Neither of these is a job within the twelve months.
OTHERS = (
    (("internship", 40),),
    (("vocational_training", 60),),
    (("vocational_training", 30), ("internship", 120)),
    (("internship", 200), ("permanent", (LAST - START).days + 1)),
)


def lived(write: Write, number: int, story: tuple[tuple[str, int], ...], *, asked: bool) -> None:
    """One duo of a mentee, what happened to them, and whether they said to be looking still."""
    mentee, mentor = write.new_id(), write.new_id()
    for one in (mentee, mentor):
        office = write.office_id
        write.session.add(Person(id=one, number=f"BRU-{number}", office_id=office))
    write.session.add(
        Duo(
            id=write.new_id(), number=f"BRU-D{number}", mentee_id=mentee, mentor_id=mentor,
            office_id=write.office_id, stage=DuoStage.ENDED, start_date=START,
            expected_end=START + timedelta(weeks=26), ended_on=START + timedelta(weeks=26),
        )
    )  # fmt: skip
    for kind, days in story:
        on = START + timedelta(days=days)
        write.session.add(
            OutcomeEvent(id=write.new_id(), person_id=mentee, kind=kind, started_on=on)
        )
    if asked:
        write.session.add(
            StatusCheck(
                id=write.new_id(), person_id=mentee, asked_on=LAST, situation=Situation.LOOKING
            )
        )


def made(store: Store, *, jobs: int, others: int, looking: int, unknown: int = 0) -> Cohort:
    stories = [JOBS[n % len(JOBS)] for n in range(jobs)]
    stories += [OTHERS[n % len(OTHERS)] for n in range(others)]
    stories += [()] * (looking + unknown)
    with store.write("A year") as write:
        for number, story in enumerate(stories):
            asked = jobs + others <= number < jobs + others + looking
            lived(write, number, story, asked=asked)
    with store.read() as session:
        return queries.cohort(session, YEAR)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"jobs": 56, "others": 19, "looking": 25}, (0.75, 0.56, 0.19)),
        ({"jobs": 55, "others": 19, "looking": 26}, (0.74, 0.55, 0.19)),
    ],
)
def test_the_published_figures_come_out(
    store: Store, counts: dict[str, int], expected: tuple[float, ...]
) -> None:
    known = made(store, **counts)
    codes = ("positive", "employment", "training")
    assert tuple(figure(code).compute(known) for code in codes) == expected
    assert sum(expected[1:]) == pytest.approx(expected[0])
    assert figure("not_positive").compute(known) == counts["looking"] / 100


def test_unknown_is_told_apart_with_its_bounds(store: Store) -> None:
    one = told(figure("positive"), made(store, jobs=55, others=19, looking=16, unknown=10))
    assert (one.value, one.unknown, one.bounds) == (0.74, 10, (0.74, 0.84))

"""A pause takes weeks off what could have been met; the expected end and with it the completion
move, the outcome window does not.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.ids import Id
from duodesk.followup import terms
from duodesk.model.followup import Held, Meeting
from duodesk.model.pairing import Duo, DuoStage
from duodesk.pairing import duos
from duodesk.reports.cohort import Cohort
from duodesk.reports.figures import figure
from duodesk.reports.queries import Question, cohort
from duodesk.store.store import Store

START, TODAY = date(2025, 1, 6), date(2025, 3, 31)
# Two weeks from the fifth on.
FIRST, LAST = START + timedelta(weeks=4), START + timedelta(weeks=6, days=-1)


@pytest.fixture
def duo_id(store: Store, clock: FixedClock) -> Id:
    """Twelve weeks under way, eight meetings in the weeks without a pause."""
    clock.advance(TODAY - clock.today())
    with store.write("As a list leaves it") as write:
        duo = Duo(
            id=write.new_id(),
            number="BRU-D10001",
            mentee_id=write.new_id(),
            mentor_id=write.new_id(),
            office_id=write.office_id,
            stage=DuoStage.ACTIVE,
            start_date=START,
            expected_end=START + timedelta(weeks=26),
        )
        write.session.add(duo)
        for week in (0, 1, 2, 3, 6, 7, 8, 9):
            write.session.add(
                Meeting(
                    id=write.new_id(),
                    duo_id=duo.id,
                    held_on=START + timedelta(weeks=week),
                    state=Held.MET,
                )
            )
        return duo.id


def seen(store: Store, as_of: date = TODAY) -> Cohort:
    with store.read() as session:
        return cohort(session, Question(date(2025, 1, 1), date(2025, 12, 31), as_of))


def test_meetings_held_of_those_planned_leave_weeks_of_rest_out(store: Store, duo_id: Id) -> None:
    assert figure("meetings").compute(seen(store)) == pytest.approx(8 / 12)
    terms.pause_duo(store, duo_id, first_day=FIRST, last_day=LAST)
    (known,) = seen(store).duos
    assert (known.met, known.planned) == (8, 10)
    assert figure("meetings").compute(seen(store)) == pytest.approx(0.8)
    assert figure("coverage").compute(seen(store)) == pytest.approx(0.8)


def test_an_entry_in_a_week_of_rest_does_not_make_the_log_fuller(store: Store, duo_id: Id) -> None:
    terms.pause_duo(store, duo_id, first_day=FIRST, last_day=LAST)
    with store.write("Another") as write:
        write.session.add(
            Meeting(id=write.new_id(), duo_id=duo_id, held_on=FIRST, state=Held.EXCUSED)
        )
    assert figure("coverage").compute(seen(store)) == pytest.approx(0.8)


def test_a_duo_that_rested_has_its_term_later(store: Store, duo_id: Id, clock: FixedClock) -> None:
    """Ended after 26 weeks, six of which it rested: six weeks short of its term."""
    clock.advance(timedelta(days=200))
    end = START + timedelta(weeks=26)
    terms.pause_duo(store, duo_id, first_day=FIRST, last_day=FIRST + timedelta(weeks=6, days=-1))
    duos.end_duo(store, duo_id, on=end, reason="other")
    later = seen(store, clock.today())
    (known,) = later.ending
    assert known.expected_end == end + timedelta(weeks=6)
    assert figure("completion").compute(later) == 0

"""Satisfaction in the figures: hand-computed, never without number and response rate, nothing below
five answers, the questionnaires due in the period alone.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from duodesk.followup import questionnaires
from duodesk.followup.questionnaires import Answer
from duodesk.followup.satisfaction import Returned
from duodesk.model.people import Role
from duodesk.people import behind
from duodesk.reports import queries, workbook
from duodesk.reports.cohort import Cohort
from duodesk.reports.figures import figure
from duodesk.reports.queries import Question
from duodesk.reports.satisfaction_figures import said_lines, whose_answers
from duodesk.store.store import Store
from tests.conftest import MORNING
from tests.documents.ending import Ending, ending

DAY = date(2026, 11, 24)
MENTEES = (
    {"satisfaction": 5, "generations": 5, "cultures": 5},
    {"satisfaction": 4, "generations": 5, "cultures": 4},
    {"satisfaction": 4, "generations": 4, "cultures": 4},
    {"satisfaction": 3, "generations": 4, "cultures": 3},
    {"satisfaction": 5, "generations": 2, "cultures": 3},
)
MENTORS = tuple({"generations": 4, "cultures": score} for score in (5, 5, 5, 5, 1))


def told(*answers: Returned) -> Cohort:
    return Cohort((), DAY, date(2026, 1, 1), date(2026, 12, 31), answers=answers)


def some(role: Role, *scores: dict[str, int], open_ones: int = 0) -> list[Returned]:
    back = [Returned(role, DAY, DAY, one) for one in scores]
    return [*back, *(Returned(role, DAY, None, {}) for _n in range(open_ones))]


def four(who: str, cohort: Cohort) -> list[float | None]:
    names = ("mean", "response", "scores", "agree")
    return [figure(f"{who}_{name}").compute(cohort) for name in names]


def test_each_role_has_its_mean_beside_response_number_and_share() -> None:
    mentees = some(Role.MENTEE, *MENTEES, {"listening": 1}, open_ones=2)
    cohort = told(*mentees, *some(Role.MENTOR, {"satisfaction": 1}, open_ones=1))
    # 5 + 4 + 4 + 3 + 5 = 21 in five answers; six of eight came back; four are 4 or 5.
    assert four("mentees", cohort) == pytest.approx([4.2, 0.75, 5, 0.8])
    assert four("mentors", cohort) == [None, 0.5, 1, None]


def test_the_exchange_takes_both_questions_of_both_together() -> None:
    mentees, mentors = some(Role.MENTEE, *MENTEES, open_ones=1), some(Role.MENTOR, *MENTORS)
    # 20 + 19 of mentees, 20 + 21 of mentors in twenty answers; 4 + 3 + 5 + 4 are 4 or 5.
    assert four("exchange", told(*mentees, *mentors)) == pytest.approx([4.0, 10 / 11, 20, 0.8])
    # Of a group all by itself the other is no secret: nobody of it answered.
    assert four("exchange", told(*mentees))[0] == pytest.approx(3.9)


def test_no_mean_of_few_can_be_reckoned_back_from_the_whole() -> None:
    mentees = some(Role.MENTEE, *MENTEES)
    assert four("exchange", told(*mentees, *some(Role.MENTOR, *MENTORS[:4])))[0] is None
    open_one = {**MENTORS[4]}
    del open_one["cultures"]
    few = told(*mentees, *some(Role.MENTOR, *MENTORS[:4], open_one))
    assert four("exchange", few) == [None, 1.0, 19, None]


def test_every_scored_question_has_its_line_and_words_of_older_versions_theirs() -> None:
    lines = said_lines(told(*some(Role.MENTEE, *MENTEES, {"asked_once": 3})))
    codes = [line.code for line in lines]
    assert codes[0] == "mentee_satisfaction"
    assert codes[-1] == "both_exchange"
    assert codes.count("mentee_asked_once") == 1
    assert "mentor_cultures" in codes
    assert not any(line.question == line.said.question for line in lines[:5])
    assert [whose_answers(figure(c)) for c in ("exchange_response", "mentees_mean")] == [
        (Role.MENTEE, Role.MENTOR), (),
    ]  # fmt: skip


def test_the_sheet_tells_no_mean_of_four_and_computes_the_others() -> None:
    mentees, few = some(Role.MENTEE, *MENTEES), some(Role.MENTOR, *MENTORS[:4])
    content = workbook.build(told(*mentees, *few), office="x", made_at=MORNING, code="en")
    formulas = openpyxl.load_workbook(BytesIO(content))["Satisfaction"]
    values = openpyxl.load_workbook(BytesIO(content), data_only=True)["Satisfaction"]
    heads = [cell.value for cell in values[4]]
    lines = values.iter_rows(min_row=5, values_only=True)
    rows = {line[10]: dict(zip(heads, line, strict=True)) for line in lines}
    whole, hidden = rows["mentee_satisfaction"], rows["mentor_generations"]
    wanted = ("Mean (1 to 5)", "Sum of the scores", "Answers", "Response rate")
    assert [whole[name] for name in wanted] == [4.2, 21, 5, 1]
    assert [hidden[name] for name in wanted] == ["–", "–", 4, 1]
    assert formulas["I5"].value == "=G5/F5"


@pytest.fixture
def one(store: Store) -> Ending:
    return ending(store)


def asked(store: Store, begin: date, end: date, *, elsewhere: bool = False) -> Cohort:
    office_id = store.new_id() if elsewhere else store.office_id
    with store.read() as session:
        return queries.cohort(session, Question(begin, end, DAY, office_id))


def test_what_is_due_in_the_period_counts_in_its_own_office(one: Ending) -> None:
    due, after = date(2026, 11, 20), date(2026, 11, 21)
    questionnaires.ask(one.store, one.duo_id, due_on=due)
    with one.store.read() as session:
        mentee = questionnaires.asked(session, one.duo_id)[0]
    questionnaires.note_replies(one.store, mentee.id, [Answer("satisfaction", 4)])
    found = asked(one.store, due, due)
    assert four("mentees", found)[1:3] == [1.0, 1]
    assert four("mentors", found)[1:3] == [0.0, 0]
    assert asked(one.store, after, after).answers == ()
    assert asked(one.store, due, due, elsewhere=True).answers == ()
    people = [a.person_id for a in found.answers if a.role == Role.MENTEE]
    with one.store.read() as session:
        (row,) = behind.behind(session, behind.parts_of(session, people, Role.MENTEE))
    assert row.person_id == mentee.person_id

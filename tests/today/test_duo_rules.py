"""Rules about duos: each says why, whom to call, by when, and what makes its line leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from duodesk.base.ids import seed_id
from duodesk.followup.alerts import Action, Rule
from duodesk.followup.outcomes import Outcome, Result
from duodesk.followup.plan import StepState
from duodesk.followup.questionnaires import AskedRow
from duodesk.followup.reaching import Tried
from duodesk.followup.rounds import Known, Round, RoundRow
from duodesk.model.followup import Party, StepKind
from duodesk.model.pairing import DuoStage
from duodesk.model.people import Role
from duodesk.today import duo_rules
from duodesk.today.facts import PaperFact
from duodesk.today.line import Verb
from tests.today.builders import (
    AWA,
    JAN,
    ME,
    TODAY,
    alert,
    days,
    duo,
    facts,
    step,
    watched,
    with_plan,
)


def test_a_talk_that_is_due_names_whom_to_call_and_is_logged_by_its_button() -> None:
    (line,) = duo_rules.steps(with_plan(step(party=Party.MENTOR)))
    assert str(line.reason) == "Contact 2 (with the mentor)"
    assert line.about.phone == JAN.phone
    assert (line.due_on, line.owner) == (TODAY, ME)
    assert (line.finish.verb, line.finish.side) == (Verb.LOG_CONTACT, "mentor")


def test_a_step_in_its_window_is_for_today_and_past_it_overdue() -> None:
    inside = step(due_on=TODAY - days(2))
    (line,) = duo_rules.steps(with_plan(inside))
    assert line.due_on == TODAY
    late = step(due_on=TODAY - days(9), state=StepState.OVERDUE)
    (line,) = duo_rules.steps(with_plan(late))
    assert line.due_on == TODAY - days(9)
    assert "since 15/11/2026" in str(line.reason)


@pytest.mark.parametrize("state", [StepState.DONE, StepState.SKIPPED, StepState.RESTING])
def test_a_step_that_is_done_left_out_or_rests_makes_no_line(state: StepState) -> None:
    assert list(duo_rules.steps(with_plan(step(state=state)))) == []


def test_steps_of_later_weeks_and_outcomes_make_no_line_here() -> None:
    later = step(due_on=TODAY + days(7), state=StepState.EARLY)
    outcome = step(kind=StepKind.OUTCOME)
    assert list(duo_rules.steps(with_plan(later, outcome))) == []


@pytest.mark.parametrize(
    ("kind", "button"),
    [
        (StepKind.LETTER, "Sent"),
        (StepKind.MID_TERM, "Took place"),
        (StepKind.CLOSING, "Close the duo"),
    ],
)
def test_letters_meetings_and_closings_have_their_own_buttons(kind: StepKind, button: str) -> None:
    (line,) = duo_rules.steps(with_plan(step(kind=kind, party=Party.TOGETHER)))
    assert line.finish.title == button


def test_as_a_tag_a_step_says_with_whom_and_not_since_when() -> None:
    late = step(due_on=TODAY - days(9), state=StepState.OVERDUE)
    (line,) = duo_rules.steps(with_plan(late))
    assert str(line.brief) == "Contact 2 (with the mentee)"
    (line,) = duo_rules.steps(with_plan(replace(late, kind=StepKind.LETTER)))
    assert str(line.brief) == "Contact 2"


def test_a_duo_that_worries_is_one_line_with_the_others_as_tags() -> None:
    row = watched(alert(), alert(Rule.NO_PLAN, weight=45, action=Action.NOTE_PLAN, days=3))
    (line,) = duo_rules.alerts(facts(watched=(row,)))
    assert line.tags == ("No action plan",)
    assert line.weight == 80
    assert line.due_on == TODAY - days(3)  # 24 days of silence, worth a call after 21
    assert line.finish.title == "Log a contact"


def test_a_duo_that_is_well_makes_no_line() -> None:
    assert list(duo_rules.alerts(facts(watched=(watched(),)))) == []


@pytest.mark.parametrize(
    ("action", "page"),
    [
        (Action.RECORD_SIGNATURES, "documents"),
        (Action.NOTE_PERMIT, "people"),
        (Action.NOTE_C45B, "people"),
        (Action.BOOK_MENTORS_MEETING, "training"),
        (Action.PAUSE, "duos"),
    ],
)
def test_an_alert_leads_where_its_cause_is_mended(action: Action, page: str) -> None:
    row = watched(alert(Rule.UNSIGNED, action=action, days=0))
    (line,) = duo_rules.alerts(facts(watched=(row,)))
    assert line.place[0] == page


def test_talks_that_an_alert_asks_for_anyway_are_its_tags_and_no_lines() -> None:
    told = with_plan(step(), step(kind=StepKind.LETTER), watched=(watched(alert()),))
    assert [line.finish.title for line in duo_rules.steps(told)] == ["Sent"]
    (line,) = duo_rules.alerts(told)
    assert line.tags == ("Contact 2",)


def _round(**values: object) -> RoundRow:
    told: dict[str, object] = {
        "duo_id": seed_id("duo"), "duo": "BRU-D1", "mentee_id": AWA.id, "mentee": AWA.name,
        "phone": AWA.phone, "email": "", "mentor_id": JAN.id, "mentor": JAN.name,
        "mentor_phone": JAN.phone, "mentor_email": "", "coordinator_id": ME,
        "round": Round.TWELVE_MONTHS, "due_on": TODAY, "result": Result(Outcome.UNKNOWN),
        "known": Known.TO_CALL, "known_on": None, "tried": Tried(), "mentor_tried": Tried(),
    }  # fmt: skip
    return RoundRow(**told | values)  # type: ignore[arg-type]


def test_outcome_calls_whose_time_is_nearly_over_stand_alone_all_others_are_one_line() -> None:
    soon = _round(due_on=TODAY - days(26))
    rest = [_round(duo_id=seed_id(f"duo/{n}")) for n in range(40)]
    single, together = duo_rules.rounds(facts(rounds=(soon, *rest)))
    assert single.due_on == soon.last_day
    assert single.weight > together.weight
    assert "40 to call" in str(together.reason)
    assert together.place == ("duos", "rounds")
    assert single.place == ("duos", ("rounds", soon.duo_id))
    assert (single.finish.verb, single.finish.row_id) == (Verb.CALL_ROUND, soon.duo_id)


def test_rounds_that_are_known_or_have_not_begun_make_no_line() -> None:
    known = _round(known=Known.KNOWN)
    later = _round(due_on=TODAY + days(15))
    assert list(duo_rules.rounds(facts(rounds=(known, later)))) == []


def _paper(printed: int, missing: int, formed: date = TODAY) -> PaperFact:
    shown = duo(stage=DuoStage.TO_SIGN, formed_on=formed, start=None)
    return PaperFact(shown, printed, formed if printed else None, missing)


def test_papers_are_to_print_then_wait_seven_days_for_their_signatures() -> None:
    (line,) = duo_rules.papers(facts(papers=(_paper(0, 4),)))
    assert (line.finish.title, line.due_on, line.waits) == ("Print", TODAY, False)
    (line,) = duo_rules.papers(facts(papers=(_paper(2, 1),)))
    assert (line.finish.title, line.due_on, line.waits) == (
        "Record signatures", TODAY + days(7), True,
    )  # fmt: skip
    (line,) = duo_rules.papers(facts(papers=(_paper(2, 1, TODAY - days(8)),)))
    assert (line.due_on, line.waits) == (TODAY - days(1), False)


def test_signed_papers_leave_and_the_duo_can_start() -> None:
    signed = _paper(2, 0)
    assert list(duo_rules.papers(facts(papers=(signed,)))) == []
    (line,) = duo_rules.starts(facts(papers=(signed,)))
    assert line.place == ("duos", signed.duo.id)
    begun = replace(signed, duo=duo())
    assert list(duo_rules.starts(facts(papers=(begun,)))) == []


def _asked(due: date | None) -> AskedRow:
    return AskedRow(
        seed_id("asked"), seed_id("duo"), "BRU-D1", AWA.id, AWA.name, Role.MENTEE, 1, "fr", due,
        None, on_paper=False, phone=AWA.phone,
    )  # fmt: skip


def test_questionnaires_are_awaited_then_late_then_let_be() -> None:
    (line,) = duo_rules.questionnaires(facts(asked=(_asked(TODAY + days(2)),)))
    assert line.waits
    (line,) = duo_rules.questionnaires(facts(asked=(_asked(TODAY - days(2)),)))
    assert not line.waits
    assert line.about.phone == AWA.phone
    assert list(duo_rules.questionnaires(facts(asked=(_asked(TODAY - days(31)),)))) == []

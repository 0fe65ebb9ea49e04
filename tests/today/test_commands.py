"""Putting lines off and letting them go: they come back when they must, and undo is one step."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.i18n import Message
from duodesk.exchange import erasure
from duodesk.followup import reminders
from duodesk.model.followup import DuoStep
from duodesk.model.people import Note, Role, Status
from duodesk.store.store import Store
from duodesk.today import commands
from duodesk.today.line import Line, Subject
from tests.campaigns.raw import plain
from tests.conftest import KEY
from tests.today.builders import line as a_line
from tests.today.desk import TODAY, day, days, duo, lines, person


@pytest.fixture
def called(store: Store) -> None:
    person(store, status=Status.REGISTERED, registered_on=TODAY - days(9))


def test_a_line_put_off_comes_back_on_its_day(
    store: Store, clock: FixedClock, called: None
) -> None:
    (line,) = lines(store, "call")
    commands.snooze(store, line, until=TODAY + days(3), reason="calls back")
    assert lines(store, "call") == []
    clock.advance(timedelta(days=3))
    assert len(lines(store, "call")) == 1


def test_undo_brings_a_line_back_at_once(store: Store, called: None) -> None:
    (line,) = lines(store, "call")
    commands.snooze(store, line, until=TODAY + days(3))
    store.undo()
    assert len(lines(store, "call")) == 1
    commands.let_go(store, line, reason="moved abroad")
    assert lines(store, "call") == []
    store.undo()
    assert len(lines(store, "call")) == 1


@pytest.mark.parametrize("n", [0, -1, 367])
def test_a_line_waits_until_a_day_to_come_within_a_year(store: Store, called: None, n: int) -> None:
    (line,) = lines(store, "call")
    with pytest.raises(UserError, match="within a year"):
        commands.snooze(store, line, until=TODAY + days(n))


def test_what_is_let_go_needs_a_reason_and_a_new_occasion_is_a_new_line(
    store: Store, called: None
) -> None:
    (line,) = lines(store, "call")
    with pytest.raises(UserError, match="not relevant"):
        commands.let_go(store, line, reason="  ")
    commands.let_go(store, line, reason="moved abroad")
    person(store, "Omar", status=Status.REGISTERED, registered_on=TODAY - days(9))
    (other,) = lines(store, "call")
    assert other.about.title == "Omar Diallo"


def test_an_alert_waits_three_weeks_at_most_with_a_reason_and_is_never_let_go(
    store: Store,
) -> None:
    duo(store)
    (line,) = lines(store, "alert")
    with pytest.raises(UserError, match="reason"):
        commands.snooze(store, line, until=TODAY + days(3))
    with pytest.raises(UserError, match="at the latest"):
        commands.snooze(store, line, until=TODAY + days(22), reason="on holiday")
    with pytest.raises(UserError, match="by itself"):
        commands.let_go(store, line, reason="why not")
    commands.snooze(store, line, until=TODAY + days(21), reason="on holiday")
    assert lines(store, "alert") == []


def test_a_step_that_is_let_go_is_left_out_of_the_plan_with_its_reason(store: Store) -> None:
    duo(store, start_date=TODAY - days(7))
    signing = _due(store)
    commands.let_go(store, signing, reason="signed long ago")
    assert _due(store).step_id != signing.step_id
    with store.read() as session:
        row = session.get_one(DuoStep, signing.step_id)
        assert (row.skipped_on, row.skipped_reason) == (TODAY, "signed long ago")


def _due(store: Store) -> Line:
    """The one line of what the plan of the only duo asks for now."""
    (line,) = [line for line in lines(store, "step") if line.due_on <= TODAY]
    return line


def test_of_a_duo_whose_steps_are_due_only_the_one_told_is_put_off_or_let_go(
    store: Store, clock: FixedClock
) -> None:
    duo(store, start_date=TODAY - days(7))
    signing = _due(store)
    assert signing.tags == ("Welcome letters sent",)
    commands.snooze(store, signing, until=TODAY + days(2))
    letter = _due(store)
    assert (str(letter.reason), letter.tags) == ("Welcome letters sent", ())
    commands.let_go(store, letter, reason="given by hand")
    assert [line for line in lines(store, "step") if line.due_on <= TODAY] == []
    store.undo()
    assert _due(store) == letter
    store.redo()
    clock.advance(timedelta(days=2))
    (back,) = [line for line in lines(store, "step") if line.due_on < TODAY]
    assert (back.step_id, back.tags) == (signing.step_id, ())


def test_a_reminder_put_off_stands_on_its_new_day(store: Store) -> None:
    reminders.remind(store, TODAY, "Call the school")
    (line,) = lines(store, "reminder")
    commands.snooze(store, line, until=TODAY + days(2))
    (line,) = lines(store, "reminder")
    assert (line.due_on, line in day(store).this_week) == (TODAY + days(2), True)


def test_a_note_is_written_about_whom_the_line_is_about(store: Store, called: None) -> None:
    (line,) = lines(store, "call")
    assert not commands.note(store, line, "  ").operation
    commands.note(store, line, "Prefers the afternoon")
    duo_id = duo(store)
    (alert,) = lines(store, "alert")
    commands.note(store, alert, "Both on holiday")
    with store.read() as session:
        notes = {note.text: (note.person_id, note.duo_id) for note in session.query(Note)}
    assert notes == {
        "Prefers the afternoon": (line.about.person_id, None),
        "Both on holiday": (None, duo_id),
    }


def test_a_line_about_nobody_takes_no_note(store: Store) -> None:
    with pytest.raises(UserError, match="about nobody"):
        commands.note(store, a_line(), "Something")


CANARY = "Zzkanarie"


@pytest.mark.parametrize("erased", [0, 1])
@pytest.mark.parametrize("about", ["nobody", "mentee", "duo"])
def test_no_line_put_off_let_go_or_noted_keeps_the_name_of_who_is_erased(
    store: Store, tmp_path: Path, about: str, erased: int
) -> None:
    names = [f"{CANARY}{n}" for n in range(2)]
    people = person(store, names[0]), person(store, names[1], Role.MENTOR)
    duo_id = duo(store, mentee_id=people[0], mentor_id=people[1])
    subject = Subject(
        " × ".join(f"{name} Diallo" for name in names),
        person_id=people[0] if about == "mentee" else None,
        duo_id=duo_id if about == "duo" else None,
    )
    line = a_line(about=subject, rule="met", reason=Message(f"{CANARY}0 × {CANARY}1"))
    commands.snooze(store, line, until=TODAY + days(3))
    commands.let_go(store, line, reason="moved abroad")
    if about != "nobody":
        commands.note(store, line, "Both on holiday")
    number = names[erased]
    erasure.erase_person(store, people[erased], typed=number, waiting=tmp_path / "waiting")
    held = plain(tmp_path / "desk.duo", KEY)
    assert number.encode() not in held
    assert names[1 - erased].encode() in held


def test_what_was_put_off_is_named_by_its_kind(store: Store, called: None) -> None:
    (line,) = lines(store, "call")
    assert str(commands.snooze(store, line, until=TODAY + days(3)).label) == (
        "“Calls” put off until 27/11/2026"
    )

"""Rules about the desk: reminders, covers, offices, what arrived, copies."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from duodesk.base.ids import seed_id
from duodesk.followup.covers import CoverRow
from duodesk.followup.reminders import ReminderRow
from duodesk.people.requests import RequestRow, Wish
from duodesk.today import desk_rules
from duodesk.today.facts import Beside, OfficeFact
from duodesk.today.line import Verb
from tests.today.builders import AWA, ME, NOW, SARA, TODAY, days, duo, facts


def reminder(**values: Any) -> ReminderRow:
    told: dict[str, Any] = {
        "id": seed_id("reminder"), "due_on": TODAY, "text": "Ask for the\nCV", "author_id": ME,
        "author": "Annick", "person_id": AWA.id, "person": AWA.name, "phone": AWA.phone,
        "duo_id": None, "duo": "", "done_on": None,
    }  # fmt: skip
    return ReminderRow(**told | values)


def test_a_reminder_is_told_in_its_own_words_and_ticked_off() -> None:
    (line,) = desk_rules.reminders(facts(reminders=(reminder(),)))
    assert str(line.reason) == "Reminder: Ask for the CV"
    assert line.finish.verb == Verb.REMINDER_DONE
    assert (line.about.phone, line.owner) == (AWA.phone, ME)


@pytest.mark.parametrize("text", ["", None])
def test_a_reminder_without_words_means_another_talk(text: str | None) -> None:
    shown = duo()
    one = reminder(text=text, person_id=None, person="", phone="", duo_id=shown.id)
    (line,) = desk_rules.reminders(facts(reminders=(one,), duos={shown.id: shown}))
    assert str(line.reason) == "Reminder: talk again"
    assert line.about.title == "Awa Diallo × Jan Peeters"


def test_what_somebody_wrote_is_never_a_place_to_fill() -> None:
    (line,) = desk_rules.reminders(facts(reminders=(reminder(text="100 %(day)s"),)))
    assert str(line.reason) == "Reminder: 100 %(day)s"


def test_reminders_of_later_weeks_and_those_done_make_no_line() -> None:
    later = reminder(due_on=TODAY + days(7))
    done = reminder(done_on=TODAY)
    assert list(desk_rules.reminders(facts(reminders=(later, done)))) == []


def cover(first: date, last: date) -> CoverRow:
    return CoverRow(seed_id("cover"), SARA, "Sara", ME, "Annick", first, last)


def test_a_cover_is_told_in_its_last_week() -> None:
    ending = cover(TODAY - days(9), TODAY + days(2))
    (line,) = desk_rules.covers(facts(covers=(ending,)))
    assert str(line.reason) == "You look after the duos of Sara until 26/11/2026"
    assert line.owner == ME
    long = cover(TODAY, TODAY + days(20))
    later = cover(TODAY + days(1), TODAY + days(2))
    assert list(desk_rules.covers(facts(covers=(long, later)))) == []


@pytest.mark.parametrize(("ago", "lines"), [(7, 0), (8, 1)])
def test_an_office_that_is_silent_for_more_than_a_week_is_told(ago: int, lines: int) -> None:
    liege = OfficeFact(seed_id("LIE"), "Liège", TODAY - days(ago))
    found = list(desk_rules.offices(facts(offices=(liege,))))
    assert len(found) == lines
    assert all(line.due_on == TODAY - days(1) for line in found)


def test_an_office_that_never_sent_anything_is_not_late() -> None:
    assert (
        list(desk_rules.offices(facts(offices=(OfficeFact(seed_id("LIE"), "Liège", None),)))) == []
    )


def test_files_and_double_versions_are_counted() -> None:
    files, versions = desk_rules.exchange(facts(beside=Beside(files=2), versions=3))
    assert str(files.reason) == "Exchange files that wait for you: 2"
    assert str(versions.reason) == "Two versions or remarks to look at: 3"
    assert list(desk_rules.exchange(facts())) == []


@pytest.mark.parametrize(("ago", "lines"), [(1, 0), (2, 1), (30, 1)])
def test_a_desk_that_was_not_copied_for_two_days_asks_for_it(ago: int, lines: int) -> None:
    beside = Beside(backed_up=NOW - timedelta(days=ago))
    assert len(list(desk_rules.backups(facts(beside=beside)))) == lines


def test_the_first_copy_is_made_by_itself() -> None:
    assert list(desk_rules.backups(facts())) == []


def asked(**values: Any) -> RequestRow:
    told: dict[str, Any] = {
        "id": seed_id("asked"), "wish": Wish.ACCESS, "received_on": TODAY - days(20),
        "due_on": TODAY + days(3), "office_id": seed_id("office"), "person_id": AWA.id,
        "person": AWA.name, "author_id": SARA,
    }  # fmt: skip
    return RequestRow(**told | values)


def test_a_request_about_data_stands_there_in_its_last_week_for_everybody() -> None:
    (line,) = desk_rules.requests(facts(requests=(asked(),)))
    assert str(line.reason) == "Request about data: the answer must leave by 27/11/2026"
    assert (line.about.title, line.about.phone, line.owner) == (AWA.name, AWA.phone, None)
    assert (line.finish.verb, line.finish.row_id) == (Verb.REQUEST, AWA.id)
    later = asked(due_on=TODAY + days(8))
    done = asked(answered_on=TODAY)
    assert list(desk_rules.requests(facts(requests=(later, done)))) == []


def test_what_is_late_by_law_weighs_more_than_what_is_not() -> None:
    late, soon = desk_rules.requests(facts(requests=(asked(due_on=TODAY - days(1)), asked())))
    assert late.weight > soon.weight
    assert "had to leave by 23/11/2026" in str(late.reason)
    assert late.due_on < soon.due_on


def test_a_request_of_somebody_unknown_leads_to_the_settings() -> None:
    (line,) = desk_rules.requests(facts(requests=(asked(person_id=None, person=""),)))
    assert line.place == ("settings", "safety")
    assert line.finish.verb == Verb.GO

"""The one page about a duo that lies on the table at the mid-term meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from duodesk.base import reference
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES
from duodesk.documents.duo_summary import DuoSummary, draw_summary, duo_summary, summary_file
from duodesk.followup import commands, contacts
from duodesk.followup.commands import MeetingValues
from duodesk.followup.contacts import ContactValues
from duodesk.model.followup import Party
from duodesk.model.pairing import Duo
from duodesk.office import settings
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.documents.ending import Ending, ending
from tests.documents.training import approved, pages

TODAY = date(2026, 11, 24)
START = TODAY - timedelta(weeks=13)
_WEEKS = "mmmxm-mmm mm"


def made(one: Ending, language: str | None = None) -> DuoSummary:
    with one.store.read() as session:
        return duo_summary(session, one.duo_id, today=TODAY, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_in_each_language_what_was_approved(store: Store, language: str) -> None:
    one = ending(store, start=START, weeks=_WEEKS)
    with store.write("") as write:
        write.session.get_one(Duo, one.duo_id).plan_written_on = START + timedelta(days=30)
    (said,) = pages(draw_summary(made(one, language)))
    assert said == approved(f"duo_summary-{language}", said)


def test_it_holds_given_names_and_nothing_said_in_confidence(store: Store) -> None:
    one = ending(store, start=START, weeks=_WEEKS)
    at = datetime(2026, 11, 3, tzinfo=UTC)
    values = ContactValues(side=Party.MENTEE, at=at, mood=1, text="Does not get on")
    contacts.log(store, one.duo_id, values)
    commands.log_meeting(
        store, one.duo_id, MeetingValues(START + timedelta(days=86), note="Cried", topics=("cv",))
    )
    said = "".join(pages(draw_summary(made(one))))
    assert "Amina × Lieve" in said
    for word in ("Rahmani", "De Smet", "Does not get on", "Cried"):
        assert word not in said


def test_it_speaks_the_language_of_the_duo(store: Store) -> None:
    one = ending(store, start=START, weeks="m")
    assert made(one).language == "fr"
    assert made(one, "de").language == "de"
    with store.write("") as write:
        write.session.get_one(Duo, one.duo_id).language = "ara"
    assert made(one).language == "fr"  # the first of the office
    assert summary_file(made(one, "en")) == "BRU-D10001 Duo at a glance.pdf"


def test_however_much_was_done_it_is_one_page(store: Store) -> None:
    settings.choose(store, settings.DUO_WEEKS, "52")
    name = "Maximiliane-Alexandrina " * 4
    one = ending(store, mentee=PersonValues(given_name=name), start=START, weeks="")
    topics = tuple(code for code, topic in reference.topics().items() if topic.meeting)
    for week in range(13):
        values = MeetingValues(START + timedelta(weeks=week), minutes=90, topics=topics)
        commands.log_meeting(store, one.duo_id, values)
    summary = made(one, "en")
    assert len(summary.duo.weeks) == 52
    assert len(pages(draw_summary(summary))) == 1


def test_a_duo_just_begun_has_a_page_and_one_that_has_not_says_so(store: Store) -> None:
    one = ending(store, start=TODAY, weeks="")
    said = "".join(pages(draw_summary(made(one, "en"))))
    assert "No topic was noted yet." in said
    assert "Action plan: not written yet" in said
    assert "week 1 of 26" in said
    with store.write("") as write:
        duo = write.session.get_one(Duo, one.duo_id)
        duo.goal = duo.expected_end = duo.language = None
    assert "Goal: still open" in "".join(pages(draw_summary(made(one, "en"))))
    with store.write("") as write:
        write.session.get_one(Duo, one.duo_id).start_date = None
    with pytest.raises(UserError, match="has not begun"):
        made(one)


def test_what_comes_next_is_told_by_kind_and_once(store: Store) -> None:
    one = ending(store, start=START, weeks="m")
    told = [title for _day, title in made(one, "en").steps]
    assert told[0] == "Mid-term meeting"
    assert told[-1] == "Closing meeting"
    assert len(set(made(one, "en").steps)) == len(told) <= 5

"""The invitation to an information session: every language, golden words, what is not known yet."""

from __future__ import annotations

import re
from datetime import date

import pytest

from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id
from duodesk.documents.catalog import INVITATION, kind_of
from duodesk.documents.commands import (
    LETTERS,
    Owned,
    draw_several,
    print_letter,
    print_several,
)
from duodesk.documents.draw import Paper, draw
from duodesk.documents.invitations import invitation
from duodesk.documents.wording import path
from duodesk.model.documents import Document
from duodesk.model.people import Role
from duodesk.model.recruitment import Presence
from duodesk.office.commands import change_office
from duodesk.people import commands, sessions
from duodesk.people.attendance import invited_to
from duodesk.people.sessions import SessionValues
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.documents.test_interview_papers import approved, words
from tests.documents.test_letters import _LONGEST

DAY = date(2026, 12, 3)


def planned(store: Store, **values: object) -> Id:
    change_office(
        store, store.office_id, street="Rue de l'Essai 1", municipality="Bruxelles",
        phone="02 000 00 00", email="bru@example.org",
    )  # fmt: skip
    known = {
        "held_on": DAY, "start": 14 * 60, "minutes": 90, "place": "Rue de l'Essai 12",
        "language": "nl", "led_by": store.author_id,
    }  # fmt: skip
    made = SessionValues(**{**known, **values})  # type: ignore[arg-type]
    return sessions.plan_session(store, made).session_id


def somebody(store: Store, given: str = "Amina", letters: str = "nl") -> Id:
    values = PersonValues(
        given_name=given,
        family_name="Rahmani",
        contact_language=letters,
        street="Rue Haute 7",
        postcode="1000",
        municipality="Bruxelles",
    )
    return commands.register(store, Role.MENTEE, values=values).person_id


def written(store: Store, meeting: Id, person: Id, language: str | None = None) -> Paper:
    today = store.clock.today()
    with store.read() as session:
        paper = invitation(session, meeting, person, today=today, language=language)
    assert paper is not None
    return paper


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_invitation_says_in_each_language_what_was_approved(
    store: Store, language: str
) -> None:
    """After looking at the pages: DUODESK_APPROVE=1 writes the golden words anew."""
    paper = written(store, planned(store), somebody(store), language)
    said = words(draw(paper))
    assert approved(f"invitation-{language}", said)
    assert paper.missing == ()
    assert "14:00 – 15:30" in said
    assert "Rue de l'Essai 12" in said
    assert "page 1 " in said or "Seite 1 " in said or "pagina 1 " in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_it_is_short(language: str) -> None:
    text = path(INVITATION, language).read_text(encoding="utf-8")
    sentences = re.split(r"[.!?:]\s|\n", text)
    assert [s for s in sentences if len(s.split()) > _LONGEST] == []
    assert kind_of("invitation") is INVITATION


def test_it_is_in_the_language_of_the_persons_letters_and_names_that_of_the_session(
    store: Store,
) -> None:
    meeting = planned(store)
    paper = written(store, meeting, somebody(store, letters="de"))
    assert paper.language == "de"
    assert paper.values["session_language"] == "Niederländisch"
    assert paper.values["session_day"] == "Donnerstag, 3. Dezember 2026"
    assert written(store, meeting, somebody(store, letters="")).language == "fr"


def test_what_is_not_known_yet_is_left_open(store: Store) -> None:
    meeting = planned(store, start=None, minutes=None, place=None, led_by=None, language=None)
    paper = written(store, meeting, somebody(store))
    assert paper.missing == ("coordinator_name", "session_hours", "session_place")
    assert paper.values["session_language"] == "Frans"  # the first language of the office


def test_a_session_online_says_so(store: Store) -> None:
    paper = written(store, planned(store, place=None, online=True), somebody(store), "en")
    assert paper.values["session_place"] == "online"


def test_a_hostile_name_stays_a_name(store: Store) -> None:
    paper = written(store, planned(store), somebody(store, "<b>A</b>&{{session_day}}"))
    assert "<b>A</b>&{{session_day}} Rahmani" in words(draw(paper)).replace("\n", " ")


def test_who_or_what_is_not_here_is_not_invited(store: Store) -> None:
    meeting, person = planned(store), somebody(store)
    with store.read() as session:
        today = store.clock.today()
        assert invitation(session, store.new_id(), person, today=today) is None
        assert invitation(session, meeting, store.new_id(), today=today) is None


def documents(store: Store) -> list[str]:
    with store.read() as session:
        return sorted(row.number for row in session.query(Document))


def test_each_session_has_a_letter_of_its_own_and_the_same_is_written_down_once(
    store: Store,
) -> None:
    person = somebody(store)
    first, second = planned(store), planned(store, held_on=date(2026, 12, 10))
    for meeting in (first, second, first):
        print_letter(store, person, written(store, meeting, person))
    assert documents(store) == ["BRU-10001-LI1-NL-20261203", "BRU-10001-LI1-NL-20261210"]


def test_several_letters_are_one_step(store: Store) -> None:
    meeting = planned(store)
    people = [somebody(store, given) for given in ("Amina", "Zoé")]
    drawn = draw_several([Owned(written(store, meeting, one), person_id=one) for one in people])
    print_several(store, drawn, LETTERS)
    assert [one.paper.number for one in drawn] == documents(store)
    assert all(one.content.startswith(b"%PDF") for one in drawn)
    store.undo()
    assert documents(store) == []


def test_a_person_is_expected_at_sessions_to_come_that_take_place(store: Store) -> None:
    person = somebody(store)
    late = planned(store, held_on=date(2026, 12, 10))
    early, cancelled, past, excused = (
        planned(store),
        planned(store),
        planned(store, held_on=date(2026, 11, 2)),
        planned(store),
    )
    for meeting in (late, early, cancelled, past, excused):
        sessions.invite(store, meeting, [person])
    sessions.cancel_session(store, cancelled)
    sessions.mark(store, excused, [person], Presence.EXCUSED)
    with store.read() as session:
        found = invited_to(session, person, today=store.clock.today())
    assert [row.id for row in found] == [early, late]

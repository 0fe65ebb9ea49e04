"""The minutes of a matching meeting: in four languages, with first names only, on as many pages as
it takes.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from duodesk.base.ids import Id
from duodesk.documents.matching_minutes import Minutes, collect, draw, file_name
from duodesk.model.pairing import Decided, MatchingDecision
from duodesk.model.people import Enrolment, Person, Role
from duodesk.model.reference import Author
from duodesk.office.commands import change_office
from duodesk.pairing import matching
from duodesk.pairing.commands import Thought
from duodesk.pairing.matching import DecisionValues
from duodesk.store.store import Store
from tests.pairing.test_commands import person

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
HOSTILE = "<b>both</b> & {{goal}} =1+1"


def told(store: Store, *, finished: bool = True) -> Id:
    """A meeting of two colleagues and a guest that decided about three mentees."""
    with store.write("Surname") as write:
        write.session.query(Author).one().name = "Annick Delvaux"
    made = matching.open_meeting(store).matching_id
    matching.set_present(store, made, authors=[store.author_id or made], guests=["Nadia (Actiris)"])
    people = {name: person(store, Role.MENTEE, name) for name in ("Awa", "Sami", "Lina")}
    guy = person(store, Role.MENTOR, "Guy")
    with store.write("Surnames, no note") as write:
        for one in write.session.query(Person):
            one.family_name = "Verstraeten"
        write.session.query(Enrolment).update({Enrolment.informed_on: None})
    for name, decided, mentor, reason in (
        ("Lina", Decided.LATER, None, "Asks for evenings; to be asked again in January."),
        ("Awa", Decided.PROPOSE, guy, "Both cook. " + HOSTILE),
        ("Sami", Decided.NO_MENTOR, None, ""),
    ):
        thought = Thought(reason=reason, overruled_reason="The note is handed out on Friday.")
        values = DecisionValues(decided=decided, mentor_id=mentor, thought=thought)
        matching.decide(store, made, people[name], values)
    if finished:
        matching.finish(store, made, note="Next meeting on Tuesday.\nJan brings the list.")
    return made


def minutes(store: Store, matching_id: Id, language: str | None = None) -> Minutes:
    with store.read() as session:
        found = collect(session, matching_id, language)
    assert found is not None
    return found


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_the_minutes_say_what_was_approved(store: Store) -> None:
    """After looking at the pages: DUODESK_APPROVE=1 writes the golden words anew."""
    change_office(store, store.office_id, street="Rue de l'Essai 1", phone="02 000 00 00")
    said = "\n".join(pages(draw(minutes(store, told(store), "en"))))
    golden = GOLDEN / "matching_minutes-en.txt"
    if os.environ.get("DUODESK_APPROVE"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("fr", "mardi 24 novembre 2026"),
        ("nl", "dinsdag 24 november 2026"),
        ("de", "Dienstag, 24. November 2026"),
    ],
)
def test_the_minutes_speak_the_language_that_is_asked_for(
    store: Store, code: str, day: str
) -> None:
    (page,) = pages(draw(minutes(store, told(store), code)))
    assert day in page
    assert "Awa × Guy" in page


def test_nobody_stands_there_with_a_surname(store: Store) -> None:
    made = minutes(store, told(store), "en")
    said = "".join(pages(draw(made)))
    assert "Awa × Guy" in said
    assert "Verstraeten" not in said
    assert "Delvaux" not in said
    assert made.present == ("Annick", "Nadia (Actiris)")


def test_what_was_typed_stands_there_as_it_was_typed(store: Store) -> None:
    said = " ".join("".join(pages(draw(minutes(store, told(store), "en")))).split())
    assert HOSTILE in said
    assert "In spite of doubts: The note is handed out on Friday." in said
    assert "Jan brings the list." in said


def test_a_meeting_under_way_gives_a_draft(store: Store) -> None:
    made = told(store, finished=False)
    assert minutes(store, made).draft
    assert "DRAFT" in pages(draw(minutes(store, made, "en")))[0]
    matching.finish(store, made)
    assert "DRAFT" not in pages(draw(minutes(store, made, "en")))[0]


def test_without_a_language_the_minutes_speak_that_of_the_office(store: Store) -> None:
    made = minutes(store, told(store))
    assert made.language == "fr"
    assert file_name(made).endswith(" 2026-11-24.pdf")


def test_two_of_one_name_are_told_apart_and_a_reason_may_be_longer_than_a_page(
    store: Store,
) -> None:
    made = matching.open_meeting(store).matching_id
    people = [person(store, Role.MENTEE, "Fatou") for _twice in range(2)]
    words = "A long reason. " * 900
    for one in people:
        thought = Thought(reason=words)
        values = DecisionValues(decided=Decided.LATER, thought=thought)
        matching.decide(store, made, one, values)
    found = minutes(store, made, "en")
    assert len({line.mentee for line in found.lines}) == 2
    said = pages(draw(found))
    assert len(said) > 2
    assert "".join(said).count("reason.") == 1800


def test_a_word_of_a_newer_program_and_a_person_on_the_way_do_not_stop_the_minutes(
    store: Store,
) -> None:
    made = matching.open_meeting(store).matching_id
    somebody = store.new_id()
    matching.decide(store, made, somebody, DecisionValues(decided=Decided.LATER))
    with store.write("Newer") as write:
        write.session.query(MatchingDecision).one().decided = "postponed"  # type: ignore[assignment]
    said = pages(draw(minutes(store, made, "en")))[0]
    assert "postponed (1)" in said
    assert "?" in said


def test_a_meeting_that_is_gone_has_no_minutes(store: Store) -> None:
    with store.read() as session:
        assert collect(session, store.new_id()) is None

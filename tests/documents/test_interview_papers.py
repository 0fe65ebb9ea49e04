"""The guide with room to write and the record of an interview: golden words, light marks, and
nothing that few may read.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id
from duodesk.documents.interview_papers import (
    blank_guide,
    draw_guide,
    draw_record,
    guide_of,
    record,
)
from duodesk.documents.light_marks import Mark, lines
from duodesk.model.people import Level, Role
from duodesk.office.commands import add_author
from duodesk.people import commands, findings, interviews, restricted
from duodesk.people.facts import Fact, Kind
from duodesk.people.guides import guide
from duodesk.people.values import PersonValues
from duodesk.store.store import Store

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
NOTES = """## Your languages
Turkish (native), French **B1**.
> I want to work at once.
- calls by telephone
- reads <b>R&D</b> and {{goal}}


## When you are free
Free on Tuesday. چطور"""


def words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def approved(name: str, said: str) -> bool:
    """After looking at the pages: DUODESK_APPROVE=1 writes the golden words anew."""
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("DUODESK_APPROVE"):
        golden.write_text(said, encoding="utf-8")
    return said == golden.read_text(encoding="utf-8")


@pytest.fixture
def talk(store: Store) -> Id:
    """An interview that was held in English."""
    return held(store, "en")


def held(store: Store, code: str) -> Id:
    values = PersonValues(given_name="Yusuf", family_name="Çelik")
    made = commands.register(store, Role.MENTEE, values=values)
    started = interviews.start_interview(store, made.person_id, Role.MENTEE, code=code)
    fact = Fact(Kind.LANGUAGE, "fra", level=Level.B1)
    findings.set_facts(store, started.interview_id, [fact], "Turkish (native), French B1")
    interviews.finish_interview(store, started.interview_id, NOTES, 50)
    return started.interview_id


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("role", list(Role))
def test_the_blank_guide_says_what_was_approved(store: Store, role: Role, code: str) -> None:
    with store.read() as session:
        content = draw_guide(blank_guide(session, store.office_id, role, code))
    assert approved(f"interview_guide_{role}-{code}", words(content))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("role", list(Role))
def test_the_blank_guide_asks_every_question_on_a_few_pages(
    store: Store, role: Role, code: str
) -> None:
    with store.read() as session:
        content = draw_guide(blank_guide(session, store.office_id, role, code))
    said = " ".join(words(content).split())
    for section in guide(role, code).sections:
        assert section.title in said
        for question in section.questions:
            assert " ".join(question.split()[:4]) in said
    assert 3 <= len(PdfReader(BytesIO(content)).pages) <= 5


@pytest.mark.parametrize(
    ("code", "spoken", "day"),
    [
        ("fr", "Français", "24 novembre 2026"),
        ("nl", "Frans", "24 november 2026"),
        ("en", "French", "24 November 2026"),
        ("de", "Französisch", "24. November 2026"),
    ],
)
def test_the_record_says_in_each_language_what_was_approved(
    store: Store, code: str, spoken: str, day: str
) -> None:
    talk = held(store, code)
    with store.read() as session:
        content = draw_record(record(session, talk))
    said = words(content)
    assert approved(f"interview_record-{code}", said)
    assert "<b>R&D</b> and {{goal}}" in said
    assert "**" not in said
    assert spoken in said
    assert day in said


def test_the_guide_of_an_interview_knows_its_person(store: Store, talk: Id) -> None:
    with store.read() as session:
        said = words(draw_guide(guide_of(session, talk)))
    assert "Yusuf Çelik" in said
    assert "24 November 2026" in said


def test_no_record_is_printed_of_what_few_may_read(store: Store, talk: Id) -> None:
    restricted.restrict_interview(store, talk, on=True)
    ((_table, sarah),) = add_author(store, "Sarah").rows
    store.speak_as(sarah)
    with store.read() as session, pytest.raises(UserError, match="shown to few"):
        record(session, talk)


def test_light_marks_are_read() -> None:
    told = [(str(line.mark), line.text) for line in lines(NOTES)]
    assert told == [
        ("heading", "Your languages"),
        ("text", "Turkish (native), French B1."),
        ("quote", "I want to work at once."),
        ("item", "calls by telephone"),
        ("item", "reads <b>R&D</b> and {{goal}}"),
        ("gap", ""),
        ("heading", "When you are free"),
        ("text", "Free on Tuesday. چطور"),
    ]
    assert lines(NOTES)[1].parts[1] == ("bold", "B1")
    assert lines("#no heading ** no bold **")[0].mark == Mark.TEXT


@given(st.text(alphabet="ab #*->\n", max_size=60))
def test_no_letter_is_lost_by_reading_marks(notes: str) -> None:
    letters = [sign for sign in notes if sign in "ab"]
    assert [sign for line in lines(notes) for sign in line.text if sign in "ab"] == letters

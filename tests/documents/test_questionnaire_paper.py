"""The questionnaires on paper: every language, large letters, two pages, nothing lost."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PageObject, PdfReader

from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES
from duodesk.documents.questionnaire_paper import (
    QuestionnairePaper,
    blank_questionnaire,
    draw_questionnaire,
    questionnaire_file,
    questionnaire_of,
)
from duodesk.followup import questionnaires
from duodesk.followup.questionnaires import Answer
from duodesk.model.people import Role
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.documents.ending import ending
from tests.documents.training import approved, pages

ROLES = (Role.MENTEE, Role.MENTOR)
_SMALLEST = 11  # points of what is read and filled in


def blank(store: Store, role: Role, code: str) -> QuestionnairePaper:
    with store.read() as session:
        return blank_questionnaire(session, store.office_id, role, code)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_each_questionnaire_says_in_each_language_what_was_approved(
    store: Store, role: Role, language: str
) -> None:
    ending(store, weeks="")
    paper = blank(store, role, language)
    said = "\n".join(pages(draw_questionnaire(paper)))
    assert said == approved(f"questionnaire-{role}-{language}", said)
    flat = " ".join(said.split())
    assert [q.text for q in paper.sheet.questions if q.text not in flat] == []
    assert [word for word in paper.sheet.scale if word not in flat] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_it_fits_on_one_leaf_in_letters_that_everybody_reads(
    store: Store, role: Role, language: str
) -> None:
    content = PdfReader(BytesIO(draw_questionnaire(blank(store, role, language))))
    assert len(content.pages) == 2
    for page in content.pages:
        assert [size for size in _sizes(page) if size < _SMALLEST] == []


def _sizes(page: PageObject) -> list[float]:
    """The sizes of all letters between head and foot of a page."""
    found: list[float] = []

    def seen(text: str, _cm: object, at: list[float], _font: object, size: float) -> None:
        if text.strip() and 25 * 72 / 25.4 < at[5] < page.mediabox.height - 40 * 72 / 25.4:
            found.append(size)

    page.extract_text(visitor_text=seen)
    return found


def test_one_that_was_asked_bears_name_and_day(store: Store) -> None:
    one = ending(store, mentee=PersonValues(given_name="<b>A</b>", contact_language="en"), weeks="")
    questionnaires.ask(store, one.duo_id)
    with store.read() as session:
        row = questionnaires.asked(session, one.duo_id)[0]
        paper = questionnaire_of(session, row.id)
        dutch = questionnaire_of(session, row.id, language="nl")
    said = " ".join(pages(draw_questionnaire(paper)))
    assert "<b>A</b>" in said
    assert "Please give it back by 23 November 2026." in said
    assert "BRU-D10001" in said
    assert questionnaire_file(paper) == "BRU-D10001 Questionnaire mentee en.pdf"
    assert dutch.sheet.language == "nl"
    questionnaires.note_replies(store, row.id, [Answer("satisfaction", 4)])
    with store.read() as session:
        assert questionnaire_of(session, row.id).wanted_by == ""
        with pytest.raises(UserError, match="no longer on this desk"):
            questionnaire_of(session, store.new_id())


def test_the_same_questionnaire_gives_the_same_bytes(store: Store) -> None:
    one = blank(store, Role.MENTOR, "fr")
    assert draw_questionnaire(one) == draw_questionnaire(one)

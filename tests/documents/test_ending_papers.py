"""The certificate of a mentee and the letter to a mentor at the end of their duo."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES
from duodesk.documents.catalog import ENDING, kind_of
from duodesk.documents.commands import print_paper
from duodesk.documents.draw import Paper, draw
from duodesk.documents.duo_done import Done, in_words
from duodesk.documents.end_certificate import end_certificate
from duodesk.documents.thanks_letter import thanks_letter
from duodesk.documents.wording import path
from duodesk.documents.words import place_title
from duodesk.followup import closing, commands
from duodesk.followup.closing import ClosingValues
from duodesk.followup.commands import OutcomeValues
from duodesk.model.documents import Document
from duodesk.model.pairing import Duo
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.documents.ending import END, LIEVE, START, Ending, ending
from tests.documents.training import approved, pages

TODAY = date(2026, 11, 24)
CODES = [kind.code for kind in ENDING]
MAKERS = {"end_certificate": end_certificate, "thanks_letter": thanks_letter}
_LONGEST = 20  # words of a sentence that is read easily, also at level B1
HOSTILE = PersonValues(given_name="<b>A</b>&{{done}}", family_name="=1+1")


def written(one: Ending, code: str, language: str | None = None, today: date = TODAY) -> Paper:
    with one.store.read() as session:
        return MAKERS[code](session, one.duo_id, today=today, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_each_paper_says_in_each_language_what_was_approved(
    store: Store, code: str, language: str
) -> None:
    one = ending(store)
    closing.choose_again(store, one.duo_id, again=True, rest_until=date(2027, 2, 1))
    paper = written(one, code, language)
    (said,) = pages(draw(paper))
    assert said == approved(f"{code}-{language}", said)
    assert paper.missing == ()
    assert "Annick" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_sentence_is_short_enough_to_be_read_easily(code: str, language: str) -> None:
    text = path(kind_of(code), language).read_text(encoding="utf-8")
    sentences = re.split(r"[.!?:]\s|\n", text)
    assert [s for s in sentences if len(s.split()) > _LONGEST] == []


@pytest.mark.parametrize("code", CODES)
def test_every_place_of_the_texts_has_a_title(code: str) -> None:
    assert [name for name in kind_of(code).fields if place_title(name) == name] == []


def test_each_gets_the_paper_in_their_own_language(store: Store) -> None:
    one = ending(store)
    assert written(one, "end_certificate").language == "fr"
    assert written(one, "thanks_letter").language == "nl"
    assert written(one, "thanks_letter").values["document_number"] == "BRU-D10001-LT1-NL"


def test_a_certificate_names_nobody_else_and_not_what_became_of_it(store: Store) -> None:
    one = ending(store)
    found = OutcomeValues("permanent", date(2026, 10, 1), employer="Bakkerij")
    commands.record_outcome(store, one.mentee_id, found)
    for code, name in (("end_certificate", "Lieve"), ("thanks_letter", "Rahmani")):
        said = "".join(pages(draw(written(one, code, "en"))))
        assert name not in said
        assert "Bakkerij" not in said
    assert written(one, "end_certificate").address == ()
    assert written(one, "thanks_letter").address[0] == "Lieve De Smet"


def test_the_papers_are_made_from_two_weeks_before_the_end_on(store: Store) -> None:
    one = ending(store, weeks="m")
    for code in CODES:
        with pytest.raises(UserError, match="runs until 23/11/2026"):
            written(one, code, today=END - timedelta(days=15))
        assert written(one, code, "en", today=END - timedelta(days=14)).values["done"]
    with store.write("") as write:
        write.session.get_one(Duo, one.duo_id).start_date = None
    with pytest.raises(UserError, match="has not begun"):
        written(one, "end_certificate")


def test_a_duo_that_ended_early_is_certified_to_its_last_day(store: Store) -> None:
    one = ending(store, weeks="mmm")
    last = START + timedelta(days=10)
    values = ClosingValues(last, "positive_outcome")
    closing.close_duo(store, one.duo_id, values)
    paper = written(one, "end_certificate", "en")
    assert paper.values["end_date"] == "4 June 2026"
    assert paper.values["done"] == "2 meetings and 4 hours"


def test_without_a_meeting_the_place_stays_open(store: Store) -> None:
    paper = written(ending(store, weeks=""), "end_certificate", "en")
    assert paper.missing == ("done",)
    assert paper.table is None


@pytest.mark.parametrize(
    ("again", "rest", "words"),
    [
        (True, date(2027, 2, 1), "You rest until 1 February 2027."),
        (True, date(2026, 11, 1), "You are ready"),
        (True, None, "You are ready"),
        (False, None, "You stop for now."),
        (None, None, "Tell us"),
    ],
)
def test_the_letter_says_what_comes_next(
    store: Store, again: bool | None, rest: date | None, words: str
) -> None:
    one = ending(store, weeks="m")
    closing.choose_again(store, one.duo_id, again=again, rest_until=rest)
    assert (written(one, "thanks_letter", "en").values["what_next"] or "").startswith(words)


def test_meetings_and_hours_are_told_as_far_as_they_are_known() -> None:
    assert in_words(Done(0, 0, ())) == ""
    assert in_words(Done(1, 0, ())) == "1 meeting"
    assert in_words(Done(1, 60, ())) == "1 meeting and 1 hour"
    assert in_words(Done(20, 2100, ())) == "20 meetings and 35 hours"


def test_a_hostile_name_stays_a_name(store: Store) -> None:
    one = ending(store, mentee=HOSTILE, mentor=HOSTILE, weeks="m")
    for code in CODES:
        said = "".join(pages(draw(written(one, code, "en")))).replace("\n", " ")
        assert "<b>A</b>&{{done}} =1+1" in said


def test_until_its_text_is_approved_every_paper_says_that_it_is_a_draft(store: Store) -> None:
    one = ending(store, weeks="m")
    for code in CODES:
        assert "DRAFT" in "".join(pages(draw(written(one, code, "en"))))


def test_a_printed_certificate_is_written_down_once(store: Store) -> None:
    one = ending(store, mentor=LIEVE, weeks="m")
    paper = written(one, "end_certificate")
    first = print_paper(store, one.duo_id, paper)
    assert print_paper(store, one.duo_id, paper).content == first.content
    assert first.number == "BRU-D10001-DC1-FR"
    with store.read() as session:
        assert session.query(Document).count() == 1

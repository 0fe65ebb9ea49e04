"""The letters of decision: every language, golden words, plain sentences, whom they go to."""

from __future__ import annotations

import os
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id
from duodesk.documents.catalog import LETTERS, kind_of
from duodesk.documents.commands import print_letter
from duodesk.documents.draw import Paper, draw
from duodesk.documents.letters import kind_for, letter
from duodesk.documents.wording import path
from duodesk.model.documents import Document
from duodesk.model.people import Enrolment, Role
from duodesk.office.commands import change_office
from duodesk.people import commands, partners
from duodesk.people.deciding import Decision, Grounds, decide
from duodesk.people.partners import PartnerValues
from duodesk.people.timeline import timeline
from duodesk.people.values import PersonValues
from duodesk.store.store import Store

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
CODES = [kind.code for kind in LETTERS]
_LONGEST = 20  # words of a sentence that is read easily, also at level B1


def decided(store: Store, decision: Decision, given: str = "Amina", letters: str = "nl") -> Id:
    values = PersonValues(
        given_name=given,
        family_name="Rahmani",
        contact_language=letters,
        street="Rue Haute 7",
        postcode="1000",
        municipality="Bruxelles",
    )
    made = commands.register(store, Role.MENTEE, values=values)
    change_office(
        store, store.office_id, street="Rue de l'Essai 1", municipality="Bruxelles",
        phone="02 000 00 00", email="bru@example.org",
    )  # fmt: skip
    house = partners.add_partner(
        store,
        PartnerValues(
            name=f"La Maison Bleue de {given}", contact_name="Nadia B.", phone="02 111 11 11"
        ),
    ).partner_id
    decide(
        store,
        made.enrolment_id,
        decision,
        on=date(2026, 11, 20),
        grounds=Grounds(partner_id=house, reason="language", text="What we said among us"),
    )
    return made.enrolment_id


def written(store: Store, enrolment_id: Id, code: str, language: str | None = None) -> Paper:
    with store.read() as session:
        return letter(session, enrolment_id, kind_of(code), language=language)


def words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_each_letter_says_in_each_language_what_was_approved(
    store: Store, code: str, language: str
) -> None:
    """After looking at the pages: DUODESK_APPROVE=1 writes the golden words anew."""
    decision = Decision(code.removeprefix("letter_"))
    paper = written(store, decided(store, decision), code, language)
    said = words(draw(paper))
    golden = GOLDEN / f"{code}-{language}.txt"
    if os.environ.get("DUODESK_APPROVE"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    assert paper.missing == ()
    assert len(PdfReader(BytesIO(draw(paper))).pages) == 1
    assert "Amina Rahmani" in said
    assert "What we said among us" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_sentence_is_short_enough_to_be_read_easily(code: str, language: str) -> None:
    text = path(kind_of(code), language).read_text(encoding="utf-8")
    sentences = re.split(r"[.!?:]\s|\n", text)
    assert [s for s in sentences if len(s.split()) > _LONGEST] == []


def test_a_letter_is_in_the_language_of_the_persons_letters(store: Store) -> None:
    enrolment = decided(store, Decision.WAITING, letters="de")
    assert written(store, enrolment, "letter_waiting").language == "de"
    unknown = decided(store, Decision.WAITING, given="Zoé", letters="")
    assert written(store, unknown, "letter_waiting").language == "fr"


def test_where_to_is_left_open_while_it_is_not_known(store: Store) -> None:
    enrolment = decided(store, Decision.REDIRECTED)
    told = words(draw(written(store, enrolment, "letter_redirected")))
    assert "La Maison Bleue de Amina" in told
    assert "02 111 11 11" in told
    decide(store, enrolment, Decision.REDIRECTED)
    paper = written(store, enrolment, "letter_redirected")
    assert paper.missing == ("partner_details", "partner_name")


def test_who_withdraws_gets_no_letter_and_every_other_decision_has_one() -> None:
    assert [kind_for(d) is None for d in Decision] == [d == Decision.WITHDRAWN for d in Decision]


def test_a_hostile_name_stays_a_name(store: Store) -> None:
    enrolment = decided(store, Decision.REDIRECTED, given="<b>A</b>&{{role}}")
    told = words(draw(written(store, enrolment, "letter_redirected"))).replace("\n", " ")
    assert "<b>A</b>&{{role}} Rahmani" in told
    assert "La Maison Bleue de <b>A</b>&{{role}}" in told


def test_a_printed_letter_stands_in_the_timeline_once(store: Store) -> None:
    enrolment = decided(store, Decision.ACCEPTED)
    paper = written(store, enrolment, "letter_accepted")
    with store.read() as session:
        person = session.get_one(Enrolment, enrolment).person_id
    first = print_letter(store, person, paper)
    assert print_letter(store, person, paper).content == first.content
    assert first.number == "BRU-10001-LA1-NL"
    with store.read() as session:
        assert session.query(Document).count() == 1
        entries = timeline(session, person)
    assert [str(e.text) for e in entries if e.table == "document"] == [
        "Document BRU-10001-LA1-NL printed"
    ]

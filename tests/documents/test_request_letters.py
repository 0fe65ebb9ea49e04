"""Letters about data: every case in every language, golden words, plain sentences, to whom."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id, seed_id
from duodesk.documents.catalog import REQUESTS, DocumentKind, kind_of
from duodesk.documents.commands import print_letter
from duodesk.documents.draw import Paper, draw
from duodesk.documents.request_letters import Asker, Erased, Wanted, kinds_for, request_letter
from duodesk.documents.wording import path
from duodesk.model.documents import Document
from duodesk.model.people import Role
from duodesk.office.commands import change_office
from duodesk.people import requests
from duodesk.people.commands import register
from duodesk.people.requests import Answer, RequestRow, Wish
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.documents.training import approved, pages

TODAY = date(2026, 11, 24)
CAME = date(2026, 10, 31)
_LONGEST = 20  # words of a sentence that is read easily, also at level B1
AMINA = PersonValues(
    given_name="Amina", family_name="Rahmani", contact_language="nl", street="Rue Haute 7",
    postcode="1000", municipality="Bruxelles",
)  # fmt: skip
CASES = [(wish, said) for wish in Wish for said in (Answer.GRANTED, Answer.PARTLY, Answer.REFUSED)]


def received(store: Store, wish: Wish = Wish.ACCESS, values: PersonValues = AMINA) -> Id:
    change_office(
        store, store.office_id, street="Rue de l'Essai 1", municipality="Bruxelles",
        phone="02 000 00 00", email="bru@example.org",
    )  # fmt: skip
    person_id = register(store, Role.MENTEE, values=values).person_id
    return requests.receive(store, person_id, wish, on=CAME).request_id


def row(store: Store, request_id: Id) -> RequestRow:
    with store.read() as session:
        found = requests.request(session, request_id)
    assert found is not None
    return found


def letter(store: Store, request_id: Id, code: str, **wanted: object) -> Paper:
    with store.read() as session:
        return request_letter(
            session, request_id, kind_of(f"request_{code}"), today=TODAY,
            wanted=Wanted(**wanted),  # type: ignore[arg-type]
        )  # fmt: skip


def words(paper: Paper) -> str:
    return "\n".join(pages(draw(paper)))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_letters_before_the_answer_are_one_page_each(store: Store, code: str) -> None:
    request_id = received(store)
    first = pages(draw(letter(store, request_id, "received", language=code)))
    requests.identity_seen(store, request_id, on=TODAY)
    seen = pages(draw(letter(store, request_id, "received", language=code)))
    requests.extend(store, request_id, on=TODAY, reason="Dossier in drie talen")
    longer = pages(draw(letter(store, request_id, "extended", language=code)))
    assert [len(one) for one in (first, seen, longer)] == [1, 1, 1]
    said = "\n\f\n".join((*first, *seen, *longer))
    assert said == approved(f"request_before-{code}", said)
    assert "Dossier in drie talen" in longer[0]
    assert "contact@apd-gba.be" in longer[0]


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_wish_and_answer_has_sentences_of_its_own(store: Store, code: str) -> None:
    said = []
    for wish, answer in CASES:
        request_id = requests.receive(store, register(store, Role.MENTEE, values=AMINA).person_id,
                                      wish, on=CAME).request_id  # fmt: skip
        reason = "" if answer == Answer.GRANTED else "x & y"
        requests.answer(store, request_id, answer, on=TODAY, reason=reason)
        paper = letter(store, request_id, "answered", language=code)
        assert paper.kind in kinds_for(row(store, request_id))
        assert "answer" not in paper.missing
        said.append(f"{wish} {answer}\n{paper.values['wish']}\n{paper.values['answer']}")
    assert len(set(said)) == len(CASES)
    told = "\n\n".join(said)
    assert told == approved(f"request_answers-{code}", told)
    for sentence in re.split(r"(?<=[.!?])\s+|\n", told):
        assert len(re.findall(r"\w[\w'’-]*", sentence)) <= _LONGEST, sentence


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", REQUESTS, ids=lambda kind: kind.code)
def test_sentences_of_the_letters_are_easy(kind: DocumentKind, code: str) -> None:
    text = re.sub(r"\{\{.*?\}\}", "x", path(kind, code).read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for sentence in (part for line in lines for part in re.split(r"(?<=[.!?:])\s+", line)):
        assert len(re.findall(r"\w[\w'’.@-]*", sentence)) <= _LONGEST, sentence


@pytest.mark.parametrize("code", LANGUAGES)
def test_who_is_not_known_gets_a_letter_and_leaves_nothing(store: Store, code: str) -> None:
    received(store)
    made = requests.receive(store, None, Wish.ACCESS, on=CAME)
    requests.answer(store, made.request_id, Answer.NOT_KNOWN, on=TODAY)
    asker = Asker("Jean & Fils <Lemaire>", ("Rue Basse 1", "4000 Liège"), code)
    paper = letter(store, made.request_id, "not_known", asker=asker)
    said = words(paper)
    assert paper.language == code
    assert said == approved(f"request_not_known-{code}", said)
    assert paper.missing == ()
    assert said.count("Jean & Fils <Lemaire>") == 2
    assert len(pages(draw(paper))) == 1
    with store.read() as session:
        assert session.query(Document).count() == 0


def test_without_a_name_it_stays_open_on_the_letter(store: Store) -> None:
    made = requests.receive(store, None, Wish.ACCESS, on=CAME)
    assert "person_name" in letter(store, made.request_id, "received").missing


def test_it_is_in_the_language_of_the_persons_letters(store: Store) -> None:
    assert letter(store, received(store), "received").language == "nl"


def test_an_erasure_is_answered_with_the_laptops_that_confirmed(store: Store) -> None:
    request_id = received(store, Wish.ERASURE)
    requests.answer(store, request_id, Answer.GRANTED, on=TODAY)
    paper = letter(store, request_id, "answered", language="en", erased=Erased(3, 4))
    assert "3 of 4 laptops have confirmed" in str(paper.values["answer"])


def test_the_next_letter_follows_from_where_the_request_stands(store: Store) -> None:
    request_id = received(store)
    codes = [[kind.code for kind in kinds_for(row(store, request_id))]]
    requests.extend(store, request_id, on=TODAY, reason="Beaucoup")
    codes.append([kind.code for kind in kinds_for(row(store, request_id))])
    requests.answer(store, request_id, Answer.NOT_KNOWN, on=TODAY)
    codes.append([kind.code for kind in kinds_for(row(store, request_id))])
    assert codes == [
        ["request_received"], ["request_extended", "request_received"], ["request_not_known"],
    ]  # fmt: skip


def test_two_requests_have_two_letters_with_two_numbers(store: Store) -> None:
    request_id = received(store)
    person_id = row(store, request_id).person_id
    assert person_id is not None
    again = requests.receive(store, person_id, Wish.COPY, on=CAME + timedelta(days=3)).request_id
    numbers = set()
    for one in (request_id, again, again):
        numbers.add(print_letter(store, person_id, letter(store, one, "received")).number)
    assert numbers == {"BRU-10001-261031-RR1-NL", "BRU-10001-261103-RR1-NL"}
    with store.read() as session:
        assert session.query(Document).count() == 2


def test_a_hostile_name_stays_a_name(store: Store) -> None:
    values = PersonValues(given_name="<b>A</b>&{{wish}}", family_name="=1+1 %(n)s")
    said = words(letter(store, received(store, values=values), "received", language="en"))
    assert said.replace("\n", " ").count("<b>A</b>&{{wish}} =1+1 %(n)s") >= 2


def test_a_request_that_is_gone_has_no_letter(store: Store) -> None:
    with pytest.raises(UserError, match="not on this desk"):
        letter(store, seed_id("nothing"), "received")

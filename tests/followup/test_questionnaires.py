"""Questionnaires: the texts of every version, asking, noting what came back."""

from __future__ import annotations

import re
from datetime import date

import pytest

from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id
from duodesk.followup import questionnaires
from duodesk.followup.questionnaires import Answer, AskedRow
from duodesk.followup.questions import CLOSING, question_sheet, versions
from duodesk.model.followup import Questionnaire, Reply
from duodesk.model.people import Person, Role
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from tests.documents.ending import END, LIEVE, Ending, ending

TODAY = date(2026, 11, 24)
ROLES = (Role.MENTEE, Role.MENTOR)
_LONGEST = 20  # words of a sentence that is read easily, also at level B1


@pytest.fixture
def one(store: Store) -> Ending:
    return ending(store, weeks="mm")


def asked(one: Ending) -> list[AskedRow]:
    with one.store.read() as session:
        return questionnaires.asked(session, one.duo_id)


def replies(one: Ending, questionnaire_id: Id) -> list[Answer]:
    with one.store.read() as session:
        return questionnaires.replies(session, questionnaire_id)


@pytest.mark.parametrize("version", versions())
@pytest.mark.parametrize("role", ROLES)
def test_every_language_asks_the_same_on_one_scale(role: Role, version: int) -> None:
    sheets = [question_sheet(role, code, version) for code in LANGUAGES]
    shapes = {
        tuple((q.key, q.scored, q.words) for part in sheet.parts for q in part.questions)
        for sheet in sheets
    }
    assert len(shapes) == 1
    for sheet in sheets:
        assert len(set(sheet.scale)) == 5
        assert sheet.title
        assert sheet.intro
        assert all(part.title and part.questions for part in sheet.parts)
        assert all(question.text for question in sheet.questions)
        keys = [question.key for question in sheet.questions]
        assert len(set(keys)) == len(keys)
        last = sheet.questions[-2:]
        assert tuple(question.key for question in last) == CLOSING
        assert all(question.scored and question.words for question in last)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_every_sentence_is_short_enough_to_be_read_easily(role: Role, code: str) -> None:
    sheet = question_sheet(role, code)
    texts = [*sheet.intro, *(question.text for question in sheet.questions)]
    sentences = [s for text in texts for s in re.split(r"[.!?]\s?", text)]
    assert [s for s in sentences if len(s.split()) > _LONGEST] == []


def test_a_version_or_language_that_is_not_there_gives_the_newest_in_french() -> None:
    assert question_sheet(Role.MENTEE, "xx", 99) == question_sheet(Role.MENTEE, "fr")


def test_both_are_asked_in_their_language_for_the_end(one: Ending) -> None:
    questionnaires.ask(one.store, one.duo_id)
    assert [(row.role, row.language, row.due_on, row.name, row.duo) for row in asked(one)] == [
        (Role.MENTEE, "fr", END, "Amina Rahmani", "BRU-D10001"),
        (Role.MENTOR, "nl", END, "Lieve De Smet", "BRU-D10001"),
    ]
    assert [row.is_late(TODAY) for row in asked(one)] == [True, True]
    with one.store.read() as session:
        sheet = questionnaires.sheet_of(session, asked(one)[1].id)
        other = questionnaires.sheet_of(session, asked(one)[1].id, language="de")
    assert (sheet.role, sheet.language, other.language) == (Role.MENTOR, "nl", "de")


def test_who_was_asked_before_is_not_asked_twice_only_the_day_moves(one: Ending) -> None:
    questionnaires.ask(one.store, one.duo_id, roles=[Role.MENTOR])
    before = asked(one)[0]
    questionnaires.note_replies(one.store, before.id, [Answer("satisfaction", 5)])
    questionnaires.ask(one.store, one.duo_id, due_on=TODAY)
    mentee, mentor = asked(one)
    assert mentor.id == before.id
    assert (mentee.due_on, mentor.due_on) == (TODAY, END)
    questionnaires.ask(one.store, one.duo_id, due_on=date(2026, 12, 1))
    assert [row.due_on for row in asked(one)] == [date(2026, 12, 1), END]


def test_what_came_back_is_kept_and_can_be_corrected(one: Ending) -> None:
    questionnaires.ask(one.store, one.duo_id)
    row = asked(one)[0]
    said = [
        Answer("satisfaction", 4), Answer("best", None, " The <b>letters</b>\r\n"),
        Answer("listening"), Answer("cultures", 5, "Food"),
    ]  # fmt: skip
    questionnaires.note_replies(one.store, row.id, said, on=date(2026, 11, 20))
    assert replies(one, row.id) == [
        Answer("best", None, "The <b>letters</b>"), Answer("cultures", 5, "Food"),
        Answer("satisfaction", 4),
    ]  # fmt: skip
    assert (asked(one)[0].answered_on, asked(one)[0].on_paper) == (date(2026, 11, 20), True)
    questionnaires.note_replies(one.store, row.id, [Answer("satisfaction", 3)], on_paper=False)
    assert replies(one, row.id) == [Answer("satisfaction", 3)]
    assert asked(one)[0].on_paper is False
    one.store.undo()
    assert len(replies(one, row.id)) == 3


def test_answers_noted_by_mistake_are_taken_back_and_undo_restores_them(one: Ending) -> None:
    questionnaires.ask(one.store, one.duo_id)
    row = asked(one)[0]
    questionnaires.note_replies(one.store, row.id, [Answer("satisfaction", 4)])
    questionnaires.forget_replies(one.store, row.id)
    assert replies(one, row.id) == []
    assert asked(one)[0].answered_on is None
    one.store.undo()
    assert replies(one, row.id) == [Answer("satisfaction", 4)]


@pytest.mark.parametrize(
    ("answers", "on", "words"),
    [
        ([Answer("satisfaction", 6)], TODAY, "answered with 1 to 5"),
        ([Answer("best", 3)], TODAY, "answered with 1 to 5"),
        ([Answer("satisfaction", 4)], date(2026, 11, 25), "future"),
        ([Answer("satisfaction"), Answer("best", None, "  ")], TODAY, "Nothing is answered"),
        ([], TODAY, "Nothing is answered"),
    ],
)
def test_what_cannot_be_is_refused(
    one: Ending, answers: list[Answer], on: date, words: str
) -> None:
    questionnaires.ask(one.store, one.duo_id)
    with pytest.raises(UserError, match=words):
        questionnaires.note_replies(one.store, asked(one)[0].id, answers, on=on)


def test_a_question_that_was_never_asked_is_a_bug(one: Ending) -> None:
    questionnaires.ask(one.store, one.duo_id)
    with pytest.raises(ValueError, match="no question"):
        questionnaires.note_replies(one.store, asked(one)[0].id, [Answer("training", 4)])


def test_those_awaited_stand_by_the_day_on_which_they_are_due(one: Ending) -> None:
    questionnaires.ask(one.store, one.duo_id, roles=[Role.MENTEE])
    questionnaires.ask(one.store, one.duo_id, roles=[Role.MENTOR], due_on=date(2026, 11, 1))
    with one.store.read() as session:
        rows = questionnaires.awaited(session, office_id=one.store.office_id)
        lately = questionnaires.awaited(session, office_id=one.store.office_id, since=END)
    assert [row.role for row in rows] == [Role.MENTOR, Role.MENTEE]
    assert [row.role for row in lately] == [Role.MENTEE]
    questionnaires.note_replies(one.store, rows[0].id, [Answer("satisfaction", 4)])
    with one.store.read() as session:
        (left,) = questionnaires.awaited(session, office_id=one.store.office_id)
        found = questionnaires.returned(session, office_id=one.store.office_id)
        elsewhere = questionnaires.returned(session, office_id=one.store.new_id())
    assert left.role == Role.MENTEE
    assert sorted((one.role, dict(one.scores)) for one in found) == [
        (Role.MENTEE, {}), (Role.MENTOR, {"satisfaction": 4}),
    ]  # fmt: skip
    assert elsewhere == []


def test_gaps_and_words_of_a_newer_program_do_no_harm(one: Ending) -> None:
    questionnaires.ask(one.store, one.duo_id)
    row = asked(one)[0]
    with one.store.write("") as write:
        kept = write.session.get_one(Questionnaire, row.id)
        kept.due_on = kept.language = kept.version = None  # type: ignore[assignment]
        write.session.get_one(Person, row.person_id).given_name = None
        person_id = row.person_id
        for question, score in (("", 3), ("satisfaction", 9), ("satisfaction", None)):
            reply = Reply(
                id=write.new_id(), questionnaire_id=row.id, person_id=person_id,
                question=question, score=score,
            )  # fmt: skip
            if not question:
                reply.question = None  # type: ignore[assignment]
            write.session.add(reply)
        write.session.add(
            Questionnaire(
                id=write.new_id(), duo_id=one.duo_id, person_id=person_id, kind="of_a_newer_program"
            )
        )
    with one.store.read() as session:
        found = questionnaires.returned(session)
        late = questionnaires.awaited(session, office_id=one.store.office_id)
        assert len(questionnaires.replies(session, row.id)) == 1
    assert [dict(each.scores) for each in found] == [{}, {}]
    assert (late[-1].language, late[-1].version, late[-1].name) == ("fr", 1, "Rahmani")
    assert not late[-1].is_late(TODAY)


def test_one_that_is_gone_says_so(one: Ending) -> None:
    with pytest.raises(UserError, match="no longer on this desk"):
        questionnaires.note_replies(one.store, one.store.new_id(), [Answer("satisfaction", 4)])
    with one.store.read() as session, pytest.raises(UserError, match="no longer"):
        questionnaires.sheet_of(session, one.store.new_id())


def test_somebody_without_a_language_of_letters_is_asked_in_french(store: Store) -> None:
    one = ending(store, mentee=PersonValues(given_name="Zoé"), mentor=LIEVE, weeks="")
    questionnaires.ask(store, one.duo_id)
    assert asked(one)[0].language == "fr"

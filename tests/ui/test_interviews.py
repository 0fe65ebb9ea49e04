"""The editor of interviews: facts noted with their words, suggestions that wait for a yes,
versions, words shown to few, the lock that lets a conversation go on.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from duodesk.base.clock import FixedClock
from duodesk.base.ids import Id
from duodesk.model.people import Level
from duodesk.office.commands import add_author
from duodesk.people import commands, findings, interviews, restricted
from duodesk.people.cards import PersonCard, person
from duodesk.people.facts import Kind
from duodesk.people.restricted import restrict_interview
from duodesk.people.values import PersonValues
from duodesk.people.versions import versions
from duodesk.people.words import Role
from duodesk.tour.stage import Stage
from duodesk.ui.people.interview import InterviewView
from duodesk.ui.people.person import PersonView
from duodesk.ui.people.quotes import QuoteDialog, QuoteMarks
from duodesk.ui.people.tagging import TagDialog
from duodesk.ui.people.versions import VersionsDialog
from duodesk.ui.shell.palette import Palette

NOTES = "## Your languages\nTurkish (native), French B1.\n\n## When you are free\nFree on Tuesday."

pytestmark = pytest.mark.gui


def begun(stage: Stage, notes: str = "") -> InterviewView:
    values = PersonValues(given_name="Yusuf", family_name="Zzelik")
    made = stage.desk.do(commands.register, Role.MENTEE, values=values)
    assert made is not None
    started = stage.desk.do(interviews.start_interview, made.person_id, Role.MENTEE, code="en")
    assert started is not None
    view = opened(stage, started.interview_id)
    if notes:
        view.notes.insertPlainText(notes)
        view.keep()
        stage.settle()
    return view


def opened(stage: Stage, interview_id: Id) -> InterviewView:
    return stage.view("people", ("interview", interview_id), InterviewView)


def card(stage: Stage, view: InterviewView) -> PersonCard:
    found = stage.desk.read(person, view.card.person_id, today=stage.desk.today)
    assert found is not None
    return found


def sources(stage: Stage, view: InterviewView) -> list[tuple[str, str]]:
    rows = stage.desk.read(findings.findings, view.card.person_id)
    return [(row.fact, row.words) for row in rows]


def found_by(stage: Stage, words: str) -> Palette:
    palette = stage.window.findChild(Palette)
    assert palette is not None
    palette.open(words)
    stage.settle()
    return palette


def test_parts_are_ticked_and_what_is_missing_leads_to_its_field(stage: Stage) -> None:
    view = begun(stage, NOTES)
    assert view.guide.ticked() == ["Your languages", "When you are free"]
    view.guide.wanted.emit("needs")
    assert view.profile is not None
    assert view.profile.fields["needs"].entry().hasFocus()
    view.guide.wanted.emit("style")
    view.guide.wanted.emit("e.goal")
    assert view.profile.fields["e.goal"].entry().hasFocus()


def test_a_suggestion_waits_for_a_yes_and_goes_for_good_with_a_no(stage: Stage) -> None:
    view = begun(stage, NOTES)
    strip = view.listener.suggested
    assert strip.isVisible()
    assert card(stage, view).languages == {}
    assert strip.current() is not None
    QTest.keyClick(view.notes, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier
                   | Qt.KeyboardModifier.ShiftModifier)  # fmt: skip
    assert strip.take.hasFocus()
    QTest.keyClick(strip.take, Qt.Key.Key_Space)
    stage.settle()
    assert card(stage, view).languages == {"tur": Level.NATIVE}
    assert sources(stage, view) == [("language:tur", "Turkish (native), French B1")]
    now = strip.current()
    assert now is not None
    assert now.fact.name == "language:fra"
    strip.no.click()
    stage.settle()
    again = opened(stage, view.interview_id)
    names = [one.fact.name for one in again.listener.suggested._found]
    assert names == ["free:1"]
    assert card(stage, view).languages == {"tur": Level.NATIVE}


def test_selected_words_become_facts_with_their_quotation(stage: Stage) -> None:
    view = begun(stage, "She would like to repair bicycles 😀 one day. Something else.")
    caret = view.notes.document().find("repair bicycles 😀 one day")
    view.notes.setTextCursor(caret)
    QTest.keyClick(view.notes, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, TagDialog)
    dialog.note()
    assert dialog.problem.text()
    dialog.show_kind(str(Kind.TARGET))
    dialog.field(Kind.TARGET).set_value(("bicycle_mechanic",))
    dialog.note()
    stage.settle()
    assert sources(stage, view) == [("target:bicycle_mechanic", "repair bicycles 😀 one day")]
    assert view.profile is not None
    marks = [m for m in view.profile.findChildren(QuoteMarks) if m.isVisibleTo(view)]
    assert len(marks) == 1
    marks[0].chosen.emit(marks[0]._rows[0])
    stage.settle()
    (quote,) = stage.dialogs()
    assert isinstance(quote, QuoteDialog)
    quote.go()
    stage.settle()
    (marked,) = view.notes.extraSelections()
    assert marked.cursor.selectedText() == "repair bicycles 😀 one day"
    stage.desk.undo()
    stage.settle()
    assert sources(stage, view) == []


def test_what_words_suggest_is_filled_in_and_the_sentence_stands_for_no_selection(
    stage: Stage,
) -> None:
    view = begun(stage, "Hello. Free on Tuesday evening. Bye.")
    view.notes.setTextCursor(view.notes.document().find("Tuesday"))
    caret = view.notes.textCursor()
    caret.clearSelection()
    view.notes.setTextCursor(caret)
    view.listener.tag()
    stage.settle()
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, TagDialog)
    assert dialog.kinds.value() == str(Kind.FREE)
    dialog.note()
    stage.settle()
    assert sources(stage, view) == [("free:1", "Free on Tuesday evening.")]


def test_a_quotation_on_the_persons_page_leads_into_the_interview(stage: Stage) -> None:
    view = begun(stage, NOTES)
    view.listener.suggested.take.click()
    stage.settle()
    page = stage.view("people", view.card.person_id, PersonView)
    assert page.panel is not None
    (row,) = stage.desk.read(findings.findings, view.card.person_id)
    page.panel.quotes.open(row)
    stage.settle()
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, QuoteDialog)
    dialog.go()
    stage.settle()
    again = stage.window.findChild(InterviewView)
    assert again is not None
    stage.until(lambda: bool(again.notes.extraSelections()), "the words marked")


def test_words_about_health_are_hidden_or_kept_for_few(stage: Stage) -> None:
    view = begun(
        stage, "He was sick 😀 last year, then sick again. His account: BE68 5390 0754 7034"
    )
    hint = view.listener.hint
    assert hint.isVisible()
    hint.take_out.click()
    stage.settle()
    assert view.notes.toPlainText().startswith("He was ••• 😀 last year, then sick")
    view.notes.undo()
    assert view.notes.toPlainText().startswith("He was sick 😀")
    view.keep()
    hint.keep.click()
    stage.settle()
    assert view.card.restricted
    assert [one.shown for one in hint._found] == ["BE68 5390 0754 7034"]
    hint.keep.click()
    stage.settle()
    assert not hint.isVisible()


def test_a_version_is_kept_after_ten_minutes_of_typing_and_a_paragraph_comes_back(
    stage: Stage, clock: FixedClock
) -> None:
    view = begun(stage, "one\ntwo words here\nthree")
    assert stage.desk.read(versions, view.interview_id) == []
    clock.advance(timedelta(minutes=10))
    view.notes.moveCursor(QTextCursor.MoveOperation.End)
    view.notes.insertPlainText("!")
    view.keep()
    assert [one.text for one in stage.desk.read(versions, view.interview_id)] == [
        "one\ntwo words here\nthree!"
    ]
    view.notes.setPlainText("one\nthree!")
    view.show_versions()
    stage.settle()
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, VersionsDialog)
    assert dialog.left.textCursor().block().text() == "two words here"
    assert dialog.back.isEnabled()
    dialog.bring_back()
    assert view.notes.toPlainText() == "one\ntwo words here\nthree!"
    assert not dialog.back.isEnabled()
    view.notes.undo()
    assert view.notes.toPlainText() == "one\nthree!"
    dialog.accept()


def test_a_changed_paragraph_takes_the_place_of_the_new_one(
    stage: Stage, clock: FixedClock
) -> None:
    view = begun(stage, "first line\nlast old line")
    clock.advance(timedelta(minutes=11))
    view.notes.moveCursor(QTextCursor.MoveOperation.End)
    view.notes.insertPlainText(".")
    view.keep()
    view.notes.setPlainText("first line\nlast new line.")
    view.show_versions()
    stage.settle()
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, VersionsDialog)
    dialog.bring_back()
    assert view.notes.toPlainText() == "first line\nlast old line."
    dialog.newer.set_value("0")
    dialog.newer.committed.emit("0")
    assert not dialog.back.isEnabled()
    dialog.accept()


def test_an_interview_shown_to_few_is_closed_to_others(stage: Stage) -> None:
    view = begun(stage, "a secret")
    stage.desk.do(interviews.finish_interview, view.interview_id, "a secret")
    stage.desk.do(restrict_interview, view.interview_id, on=True)
    made = stage.desk.do(add_author, "Sarah")
    assert made is not None
    ((_table, sarah),) = made.rows
    stage.desk.store.speak_as(sarah)
    again = opened(stage, view.interview_id)
    assert "secret" not in again.notes.toPlainText()
    assert again.notes.isReadOnly()
    page = stage.view("people", view.card.person_id, PersonView)
    assert page.history is not None
    told = [entry.words for entry in page.history.table.rows_model.rows()]
    assert not any("secret" in words for words in told)
    palette = found_by(stage, "secret")
    assert not any(one.piece for one in palette.found.cards.cards())


def test_an_interview_of_another_office_is_read_only_and_says_so(stage: Stage) -> None:
    cards = [
        one
        for one in _every_interview(stage)
        if one.office_id != stage.desk.office_id and not one.closed
    ]
    view = opened(stage, cards[0].id)
    assert view.notes.isReadOnly()
    assert not view.listener.suggested.isVisible()


def _every_interview(stage: Stage) -> list[interviews.InterviewCard]:
    from sqlalchemy import select

    from duodesk.model.interviews import Interview

    with stage.desk.store.read() as session:
        found = [interviews.interview(session, i) for i in session.scalars(select(Interview.id))]
    return [one for one in found if one is not None]


def test_words_of_notes_are_found_from_every_screen(stage: Stage) -> None:
    view = begun(stage, "")
    stage.desk.do(interviews.finish_interview, view.interview_id, "Works in the Straße next door")
    stage.page("people")
    palette = found_by(stage, "strasse")
    found = [one for one in palette.found.cards.cards() if one.piece]
    assert [one.piece.text for one in found if one.piece] == ["Works in the Straße next door"]
    found[0].data()
    stage.settle()
    again = stage.window.findChild(InterviewView)
    assert again is not None
    stage.until(lambda: bool(again.notes.extraSelections()), "the words marked")
    assert again.notes.extraSelections()[0].cursor.selectedText() == "Straße"


def test_a_conversation_goes_on_for_an_hour(stage: Stage, clock: FixedClock) -> None:
    stage.window._demo = False
    stage.appearance.choose_lock(5)
    view = begun(stage)
    stage.window._stir()
    clock.advance(timedelta(minutes=5))
    stage.window._idle.timeout.emit()
    assert not stage.window.locked
    assert stage.window._idle.isActive()
    assert stage.window._idle.interval() == 55 * 60_000
    view.notes.insertPlainText("and just now")
    stage.window._idle.timeout.emit()
    assert stage.window.locked
    draft = stage.desk.read(interviews.draft, view.interview_id)
    assert draft is not None
    assert draft.text == "and just now"


def test_an_interview_that_is_over_is_only_read_and_locks_at_once(stage: Stage) -> None:
    stage.window._demo = False
    view = begun(stage, "typed")
    view.finish()
    stage.settle()
    again = opened(stage, view.interview_id)
    stage.window._idle.timeout.emit()
    assert stage.window.locked
    assert not again.busy()


def test_switching_to_few_and_back_is_one_step_each(stage: Stage) -> None:
    view = begun(stage, "words")
    view.show_to_few(on=True)
    stage.settle()
    assert view.card.restricted
    stage.desk.undo()
    stage.settle()
    assert not view.card.restricted
    assert restricted.Reader(None, admin=True).may_read(None, restricted=True)

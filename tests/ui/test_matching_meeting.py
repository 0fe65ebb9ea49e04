"""The matching meeting with arrow keys and Enter alone, on the wall without a surname, and what
stays of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListWidget, QWidget

from duodesk.base.ids import Id
from duodesk.model.people import Enrolment, Person
from duodesk.pairing import matching
from duodesk.pairing.agenda import Decided, First, Shortlisted
from duodesk.tour.stage import Stage
from duodesk.ui.leaving import PaperDialog
from duodesk.ui.pairing.learnt import DUO, LearntView
from duodesk.ui.pairing.matching.after import Ending, Taken
from duodesk.ui.pairing.matching.choices import Choices
from duodesk.ui.pairing.matching.present import PresentPopup
from duodesk.ui.pairing.matching.projection import on_the_wall
from duodesk.ui.pairing.matching.room import Room
from duodesk.ui.pairing.matching.verdict import Verdict
from duodesk.ui.pairing.meeting import LEARNT, MeetingPart
from duodesk.ui.tokens import DARK, LIGHT, contrast
from tests.pairing.test_commands import person
from tests.ui.conftest import Flashes

pytestmark = pytest.mark.gui
Key = Qt.Key


@pytest.fixture
def part(stage: Stage) -> MeetingPart:
    """Two mentees who wait, with a mentor for each that nothing forbids."""
    from duodesk.model.people import Role

    for name in ("Aaron", "Bintou"):
        person(stage.desk.store, Role.MENTEE, name)
        person(stage.desk.store, Role.MENTOR, f"Mentor{name}")
    return stage.view("pairing", "meeting", MeetingPart)


def begun(stage: Stage, part: MeetingPart) -> Room:
    part.begin()
    stage.settle()
    assert part.room is not None
    return part.room


def press(stage: Stage, *keys: Qt.Key) -> None:
    for key in keys:
        at = stage.window.focusWidget()
        assert at is not None
        QTest.keyClick(at, key)
        stage.settle()


def right(room: Room) -> QWidget | None:
    return room._right.currentWidget()


def shown(stage: Stage, matching_id: Id) -> matching.MatchingRow:
    row = stage.desk.read(matching.meeting, matching_id)
    assert row is not None
    return row


def on_screen(root: QWidget) -> Iterator[str]:
    """Every word that is shown or said."""
    for one in root.findChildren(QWidget):
        if not one.isVisibleTo(root):
            continue
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            yield one.text()
        if isinstance(one, QListWidget):
            yield from (one.item(n).text() for n in range(one.count()))
        yield from (one.accessibleName(), one.accessibleDescription(), one.toolTip())


def surnames(stage: Stage) -> set[str]:
    def read(session: object) -> set[str]:
        return {p.family_name for p in session.query(Person) if p.family_name}  # type: ignore[attr-defined]

    return stage.desk.read(read)


def test_arrow_keys_and_enter_lead_through_the_whole_meeting(
    stage: Stage, part: MeetingPart, flashes: Flashes
) -> None:
    room = begun(stage, part)
    assert room.sitting is not None
    everybody = len(room.sitting.rows)
    assert everybody >= 2
    assert stage.window.focusWidget() is room.mentees
    first = room.mentees.current()
    press(stage, Key.Key_Right, Key.Key_Return)
    verdict = right(room)
    assert isinstance(verdict, Verdict)
    assert isinstance(verdict.choice, Shortlisted)
    if verdict.choice.standing.doubts:
        verdict.overruled.line.setText("we know them")
        press(stage, Key.Key_Down)
    reason = verdict.chips[0].accessibleName()
    press(stage, Key.Key_Return, Key.Key_Down)
    QTest.keyClicks(stage.window.focusWidget(), "good start")
    press(stage, Key.Key_Return)
    (decision,) = shown(stage, room.matching_id).decisions
    assert (decision.mentee_id, decision.decided) == (first, Decided.PROPOSE)
    assert decision.reason == f"{reason} · good start"
    assert room.mentees.current() != first
    assert room.progress.text() == f"1 of {everybody}"
    for _one in range(everybody - 1):
        choices = right(room)
        assert isinstance(choices, Choices)
        press(stage, *[Key.Key_Down] * len(choices.cards), Key.Key_Return)
        press(stage, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert room.progress.text() == f"{everybody} of {everybody}"
    ending = right(room)
    assert isinstance(ending, Ending)
    ending.note.text.setPlainText("Next Tuesday.")
    ending.end()
    stage.settle()
    assert part.room is None
    held = shown(stage, room.matching_id)
    assert held.finished_at is not None
    assert held.note == "Next Tuesday."
    assert flashes.seen == []


def test_escape_and_left_go_back_and_what_was_typed_is_there_again(
    stage: Stage, part: MeetingPart
) -> None:
    room = begun(stage, part)
    press(stage, Key.Key_Return)
    room.choices.later.click()
    stage.settle()
    verdict = right(room)
    assert isinstance(verdict, Verdict)
    verdict.words.line.setText("half a sent")
    verdict.chips[1].setChecked(True)
    press(stage, Key.Key_Escape)
    assert right(room) is room.choices
    assert room.choices.later.hasFocus()
    press(stage, Key.Key_Return)
    again = right(room)
    assert isinstance(again, Verdict)
    assert again.words.value() == "half a sent"
    assert [chip.isChecked() for chip in again.chips[:2]] == [False, True]
    press(stage, Key.Key_Escape, Key.Key_Left)
    assert room.mentees.hasFocus()


def test_another_language_builds_the_screen_anew_and_the_meeting_goes_on(
    stage: Stage, part: MeetingPart
) -> None:
    room = begun(stage, part)
    room.choices.nobody.click()
    verdict = right(room)
    assert isinstance(verdict, Verdict)
    verdict.words.line.setText("nur Worte")
    stage.appearance.choose_language("nl")
    stage.settle()
    anew = stage.view("pairing", "meeting", MeetingPart)
    assert anew.room is not None
    assert anew.room.matching_id == room.matching_id
    anew.room.choices.nobody.click()
    again = right(anew.room)
    assert isinstance(again, Verdict)
    assert again.words.value() == "nur Worte"


def test_a_doubt_is_asked_for_in_place_and_kept(stage: Stage, part: MeetingPart) -> None:
    with stage.desk.store.write("No note") as write:
        write.session.query(Enrolment).update({Enrolment.informed_on: None})
    room = begun(stage, part)
    press(stage, Key.Key_Return, Key.Key_Return)
    verdict = right(room)
    assert isinstance(verdict, Verdict)
    assert verdict.overruled.line.hasFocus()
    verdict.take()
    stage.settle()
    assert shown(stage, room.matching_id).decisions == ()
    assert "Write down why" in verdict.overruled._problem.text()
    verdict.overruled.line.setText("given on Friday")
    press(stage, Key.Key_Return)
    (decision,) = shown(stage, room.matching_id).decisions
    assert decision.overruled == "given on Friday"


def test_ctrl_z_takes_a_decision_back_and_so_does_its_button(
    stage: Stage, part: MeetingPart
) -> None:
    room = begun(stage, part)
    first = room.mentees.current()
    room.choices.later.click()
    press(stage, Key.Key_Down, Key.Key_Return)
    assert len(shown(stage, room.matching_id).decisions) == 1
    shell = stage.window.shell
    assert shell is not None
    shell.undo()
    stage.settle()
    assert shown(stage, room.matching_id).decisions == ()
    assert room.sitting is not None
    assert room.sitting.decided == 0
    room.mentees.choose(first)
    room.choices.later.click()
    press(stage, Key.Key_Down, Key.Key_Return)
    room.mentees.choose(first)
    stage.settle()
    taken = right(room)
    assert isinstance(taken, Taken)
    room.mentees.setFocus()
    press(stage, Key.Key_Return, Key.Key_Return)
    assert right(room) is room.choices
    assert shown(stage, room.matching_id).decisions == ()


def test_the_wall_shows_no_surname_and_no_way_to_one(stage: Stage, part: MeetingPart) -> None:
    room = begun(stage, part)
    before = stage.window.isFullScreen()
    press(stage, Key.Key_F11)
    projection = part.projection
    assert projection is not None
    shell = stage.window.shell
    assert shell is not None
    assert projection.geometry() == shell.rect()
    assert stage.window.isFullScreen()
    for _mentee in range(3):
        press(stage, Key.Key_Return)
        for _mentor in range(3):
            said = " ".join(on_screen(projection))
            assert not [name for name in surnames(stage) if f" {name} " in f" {said} "]
            press(stage, Key.Key_Down)
        press(stage, Key.Key_Left, Key.Key_Left, Key.Key_Left, Key.Key_Down)
    assert room.sitting is not None
    on_file = next(name for name, given in room.sitting.given.items() if name != given)
    stage.desk.say("Undone: Somebody Else", "good")
    stage.settle()
    assert room.told.isHidden()
    stage.desk.say(f"{on_file} is promised", "bad")
    stage.settle()
    assert room.told.isVisible()
    assert on_file not in room.told.label.text()
    assert shell.children().index(projection) > shell.children().index(shell.toast)
    QTest.keyClick(stage.window.focusWidget(), Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(stage.window.focusWidget(), Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert not shell.palette_.isVisible()
    assert shell.key == "pairing"
    press(stage, Key.Key_F11)
    assert part.projection is None
    assert stage.window.isFullScreen() == before
    assert room.isVisible()
    assert room.mentees.hasFocus()


def test_a_lock_hides_the_wall_too_and_the_meeting_is_there_again(
    stage: Stage, part: MeetingPart
) -> None:
    room = begun(stage, part)
    part.turn_wall()
    stage.settle()
    assert part.projection is not None
    stage.window._demo = False  # a demonstration guards nothing and is never locked
    stage.window.lock()
    stage.settle()
    assert not part.projection.isVisible()
    assert not room.isVisible()


def test_a_projector_gets_the_greatest_contrast() -> None:
    for tokens, dark in ((LIGHT, False), (DARK, True)):
        wall = on_the_wall(tokens, dark=dark)
        assert contrast(wall.text, wall.surface) == 21
        for front, back in (("muted", "ground"), ("text", "soft"), ("edge", "surface")):
            assert contrast(getattr(wall, front), getattr(wall, back)) >= 7, (front, back)


def test_a_team_that_talks_is_not_locked_out_for_an_hour(stage: Stage, part: MeetingPart) -> None:
    page = stage.page("pairing", "meeting")
    assert not page.busy()
    begun(stage, part)
    assert page.busy()
    window = stage.window
    window._stir()
    ten = window._idle.interval()
    assert 0 < ten < 60 * 60_000
    window._tired()
    assert window._idle.isActive()
    assert ten + window._idle.interval() == 60 * 60_000
    assert part.room is not None
    part.room.left.emit()
    assert not page.busy()


def test_who_is_here_is_ticked_and_guests_are_written(stage: Stage, part: MeetingPart) -> None:
    room = begun(stage, part)
    room.ask_present()
    popup = room.findChild(PresentPopup)
    assert popup is not None
    assert "Delvaux" not in " ".join(on_screen(popup))
    popup.guests.line.setText("Nadia, Karim (Actiris), ")
    popup.guests.flush()
    popup.close()
    stage.settle()
    assert shown(stage, room.matching_id).present == ("Annick D.", "Karim (Actiris)", "Nadia")
    assert room.present.accessibleName() == "3 people are here"


def test_the_order_can_be_by_how_few_mentors_there_are(stage: Stage, part: MeetingPart) -> None:
    room = begun(stage, part)
    room.order.set_value(First.SCARCE)
    room.order.chosen.emit(First.SCARCE)
    stage.settle()
    assert room.sitting is not None
    few = [row.possible for row in room.sitting.rows]
    assert few == sorted(few)  # type: ignore[type-var]


def test_a_meeting_is_left_gone_on_with_and_opened_again(stage: Stage, part: MeetingPart) -> None:
    room = begun(stage, part)
    room.left.emit()
    stage.settle()
    assert part.room is None
    table = part.meetings.table
    assert table.current() is not None
    assert part.meetings.further.text().strip() == "Go on"
    press(stage, Key.Key_Tab)
    table.setFocus()
    press(stage, Key.Key_Return)
    assert part.room is not None
    part.room._finish()
    stage.settle()
    assert part.meetings.further.text().strip() == "Open again"
    part.meetings.go_on()
    stage.settle()
    assert part.room is not None
    assert shown(stage, part.room.matching_id).finished_at is None


def test_the_minutes_are_shown_and_speak_other_languages(stage: Stage, part: MeetingPart) -> None:
    room = begun(stage, part)
    room.choices.later.click()
    press(stage, Key.Key_Down, Key.Key_Return)
    room._finish()
    stage.settle()
    part.meetings.show_minutes("nl")
    stage.settle()
    dialog = part.meetings.findChild(PaperDialog)
    assert dialog is not None
    said = PdfReader(BytesIO(dialog.content)).pages[0].extract_text()
    assert "24 november 2026" in said
    assert not [name for name in surnames(stage) if f" {name}" in said]
    dialog.close()


def test_what_became_of_it_is_found_copied_and_written(stage: Stage, part: MeetingPart) -> None:
    room = begun(stage, part)
    press(stage, Key.Key_Return, Key.Key_Return)
    verdict = right(room)
    assert isinstance(verdict, Verdict)
    verdict.overruled.line.setText("fine")
    verdict.words.line.setText("both like the sea")
    verdict.take()
    stage.settle()
    room.left.emit()
    part.show_subject(LEARNT)
    stage.settle()
    view = part.findChild(LearntView)
    assert view is not None
    (row,) = view.table.rows_model.rows()
    assert row.reason.endswith("both like the sea")
    view.table.copy_all()
    assert "both like the sea" in QGuiApplication.clipboard().text()
    stage.window.shell.on_page(type(stage.page("pairing", "meeting")).to_excel)  # type: ignore[union-attr]
    stage.settle()
    assert [path.suffix for path in stage.answers.files] == [".xlsx"]
    view.chips.set_value(frozenset({DUO}))
    view.chips.changed.emit()
    assert view.table.rows_model.rows() == []
    view.chips.clear()
    view.search.setText("mountain")
    view.search.searched.emit("mountain")
    assert view.table.rows_model.rows() == []

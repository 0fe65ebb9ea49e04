"""A talk or a meeting is noted from anywhere with at most six keys beside the words."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from duodesk.followup import contacts, queries
from duodesk.followup.facing import facing
from duodesk.followup.overview import OverviewRow, overview
from duodesk.followup.reminders import reminders
from duodesk.followup.words import Held, Party
from duodesk.people.words import Channel
from duodesk.tour.stage import Stage
from duodesk.ui.duos.dialogs import OutcomeDialog
from duodesk.ui.duos.log import LogDialog
from duodesk.ui.duos.meeting import MeetingForm
from duodesk.ui.duos.talk import TalkForm
from duodesk.ui.people.history import History
from tests.ui.test_screens import nameless

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
MOST = 6


@dataclass
class Keyboard:
    """Sends keys to whatever has the focus, and counts those that are no words."""

    stage: Stage
    pressed: int = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self.pressed += 1
        QTest.keyClick(self._there(), key, modifier)
        self.stage.settle()

    def write(self, words: str) -> None:
        QTest.keyClicks(self._there(), words)
        self.stage.settle()

    def _there(self) -> QWidget:
        return QApplication.focusWidget() or self.stage.window


def under_way(stage: Stage) -> OverviewRow:
    desk = stage.desk
    rows = desk.read(overview, office_id=desk.office_id, today=desk.today)
    return next(row for row in rows if row.under_way and row.duo.week > 5)


def opened(stage: Stage) -> LogDialog:
    (dialog,) = [one for one in stage.dialogs() if isinstance(one, LogDialog)]
    return dialog


@pytest.mark.gui
def test_a_talk_takes_at_most_six_keys_beyond_the_note(stage: Stage) -> None:
    row, desk = under_way(stage), stage.desk
    stage.page("duos", row.id)
    before = len(desk.read(contacts.talks, row.id))
    keys = Keyboard(stage)
    keys.press(Qt.Key.Key_M, CTRL)
    assert nameless(opened(stage)) == []
    keys.press(Qt.Key.Key_O)  # the mentor
    keys.press(Qt.Key.Key_Apostrophe)  # 4 of 5, the 4 of a Belgian keyboard
    keys.press(Qt.Key.Key_Plus, SHIFT)  # five minutes
    keys.press(Qt.Key.Key_Return)
    keys.write("Looks for work in a bakery")
    keys.press(Qt.Key.Key_Return, CTRL)
    assert keys.pressed <= MOST
    assert stage.dialogs() == []
    talks = desk.read(contacts.talks, row.id)
    assert len(talks) == before + 1
    (talk,) = [one for one in talks if one.text == "Looks for work in a bakery"]
    assert (talk.side, talk.reached, talk.channel) == (Party.MENTOR, True, Channel.PHONE)
    assert (talk.mood, talk.minutes) == (4, 5)
    stage.refuse_complaints()


@pytest.mark.gui
def test_an_attempt_takes_three_keys(stage: Stage) -> None:
    row, desk = under_way(stage), stage.desk
    stage.page("duos", row.id)
    keys = Keyboard(stage)
    keys.press(Qt.Key.Key_M, CTRL)
    keys.press(Qt.Key.Key_N)
    keys.press(Qt.Key.Key_Return, CTRL)
    assert keys.pressed == 3
    (attempt,) = [one for one in desk.read(contacts.talks, row.id) if one.day == desk.today][:1]
    assert not attempt.reached
    assert any("attempt" in text for text, _tone in stage.heard)


@pytest.mark.gui
def test_a_meeting_takes_at_most_six_keys(stage: Stage) -> None:
    row, desk = under_way(stage), stage.desk
    stage.page("duos", row.id)
    keys = Keyboard(stage)
    keys.press(Qt.Key.Key_M, CTRL)
    keys.press(Qt.Key.Key_D)
    keys.press(Qt.Key.Key_E)  # told by the mentee
    keys.press(Qt.Key.Key_Plus)
    keys.press(Qt.Key.Key_Return)
    keys.write("Wrote the letter")
    keys.press(Qt.Key.Key_Return, CTRL)
    assert keys.pressed <= MOST
    entry = desk.read(queries.meetings, row.id)[0]
    assert (entry.on, entry.state, entry.minutes) == (desk.today, Held.MET, 5)
    assert (entry.note, entry.said_by) == ("Wrote the letter", "mentee")


@pytest.mark.gui
def test_from_another_screen_it_asks_which_duo(stage: Stage) -> None:
    row = under_way(stage)
    stage.page("reports")
    keys = Keyboard(stage)
    keys.press(Qt.Key.Key_M, CTRL)
    dialog = opened(stage)
    assert dialog.form is None
    assert not dialog.button.isEnabled()
    keys.write(row.duo.mentee)
    keys.press(Qt.Key.Key_Return)
    assert isinstance(dialog.form, TalkForm)
    assert row.names == dialog.names.text()
    keys.press(Qt.Key.Key_Return)
    keys.write("Fine")
    keys.press(Qt.Key.Key_Return, CTRL)
    assert keys.pressed <= MOST
    assert any(talk.text == "Fine" for talk in stage.desk.read(contacts.talks, row.id))


@pytest.mark.gui
def test_on_a_person_ctrl_m_is_a_note_and_ctrl_shift_m_their_duo(stage: Stage) -> None:
    row = under_way(stage)
    stage.page("people", row.duo.mentee_id)
    keys = Keyboard(stage)
    keys.press(Qt.Key.Key_M, CTRL)
    assert stage.dialogs() == []
    history = stage.window.findChild(History)
    assert history is not None
    assert history.note.hasFocus()
    keys.press(Qt.Key.Key_M, CTRL | SHIFT)
    assert opened(stage).names.text() == row.names


@pytest.mark.gui
def test_words_not_noted_are_there_again(stage: Stage) -> None:
    row = under_way(stage)
    stage.page("duos", row.id)
    keys = Keyboard(stage)
    keys.press(Qt.Key.Key_M, CTRL)
    keys.press(Qt.Key.Key_Return)
    keys.write("Half a sent")
    keys.press(Qt.Key.Key_Escape)
    assert stage.dialogs() == []
    stage.window.activateWindow()
    stage.until(stage.window.isActiveWindow, "the window in front again")
    keys.press(Qt.Key.Key_M, CTRL)
    dialog = opened(stage)
    assert dialog.form is not None
    assert dialog.form.note.value() == "Half a sent"
    dialog.show_mode("meeting")
    assert isinstance(dialog.form, MeetingForm)
    assert dialog.form.note.value() == "Half a sent"


@pytest.mark.gui
def test_the_next_day_of_the_plan_needs_no_reminder_and_another_day_does(stage: Stage) -> None:
    row, desk = under_way(stage), stage.desk
    known = desk.read(facing, row.id, today=desk.today)
    assert known is not None
    stage.page("duos", row.id)
    for chosen in (False, True):
        before = len(desk.read(reminders, duo_id=row.id))
        assert stage.window.shell is not None
        stage.window.shell.log()
        form = opened(stage).form
        assert isinstance(form, TalkForm)
        side = Party(form.side.value() or "")
        assert form.next_on.value() == known.next_with.get(side)
        if chosen:
            form.next_on.set_value(desk.today.replace(day=30))
        opened(stage).keep()
        stage.settle()
        assert len(desk.read(reminders, duo_id=row.id)) == before + chosen


@pytest.mark.gui
def test_something_found_asks_at_once_what(stage: Stage) -> None:
    row = under_way(stage)
    stage.page("duos", row.id)
    keys = Keyboard(stage)
    keys.press(Qt.Key.Key_M, CTRL)
    form = opened(stage).form
    assert isinstance(form, TalkForm)
    for _turn in range(3):
        keys.press(Qt.Key.Key_W)
    assert form.situation.value() == "positive"
    keys.press(Qt.Key.Key_Return, CTRL)
    assert [type(one) for one in stage.dialogs()] == [OutcomeDialog]

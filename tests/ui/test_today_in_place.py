"""Lines of Today that are finished where they stand: who came, the calls of the outcome rounds, and
a duo of which several steps are due.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from duodesk.base.dates import add_months
from duodesk.base.ids import Id
from duodesk.followup.rounds import Known, Round, RoundRow, round_of
from duodesk.followup.words import DuoStage, Party, Situation
from duodesk.model.followup import OutcomeEvent, StatusCheck
from duodesk.model.pairing import Duo
from duodesk.model.people import Person
from duodesk.model.recruitment import InfoSession, Invited, Presence
from duodesk.people import attendance, contacts
from duodesk.today.line import Line, Verb
from duodesk.tour.stage import Stage
from duodesk.ui.today.came import CameDialog
from duodesk.ui.today.page import TodayPage
from duodesk.ui.today.round_call import RoundCallDialog
from duodesk.ui.widgets.buttons import Menu
from tests.ui.test_screens import nameless

pytestmark = pytest.mark.gui


def today_of(stage: Stage) -> TodayPage:
    page = stage.page("today")
    assert isinstance(page, TodayPage)
    page.whose.set_value("team")
    page.reload()
    return page


def choose(page: TodayPage, verb: Verb, row_id: Id) -> Line:
    """Open all groups and stand on the line that does this with this row."""
    assert page.day is not None
    page._opened, page._whole = set(page.day.groups), set(page.day.groups)
    page._show()
    place = page.table.rows_model.place_of(
        lambda e: (
            e.line is not None and (e.line.finish.verb, e.line.finish.row_id) == (verb, row_id)
        )
    )
    page.table.go_to(place)
    page.table.setFocus()
    line = page.table.rows_model.row_at(place).line
    assert line is not None
    return line


def press(stage: Stage, *keys: Qt.Key | str) -> None:
    """Each key goes where the focus is; a word is Ctrl and what it names."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if key == "Ctrl+Enter":
            QTest.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.keyClick(target, key)  # type: ignore[arg-type]
        stage.settle()


@pytest.fixture
def held(stage: Stage) -> Id:
    """An information session of yesterday with four people of whom nothing is noted."""
    with stage.desk.store.write("As it was left") as write:
        made = write.new_id()
        write.session.add(
            InfoSession(id=made, office_id=write.office_id, held_on=write.today - timedelta(days=1))
        )
        for person_id in write.session.scalars(select(Person.id).limit(4)):
            write.session.add(
                Invited(id=write.new_id(), session_id=made, person_id=person_id,
                        presence=Presence.INVITED)
            )  # fmt: skip
    return made


def presences(stage: Stage, session_id: Id) -> list[Presence]:
    return [row.presence for row in stage.desk.read(attendance.attendees, session_id)]


def test_who_came_is_noted_with_one_key_each_and_enter_for_the_rest(stage: Stage, held: Id) -> None:
    page = today_of(stage)
    line = choose(page, Verb.NOTE_CAME, held)
    press(stage, Qt.Key.Key_Space)
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, CameDialog)
    assert nameless(dialog) == []
    press(stage, Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_E)
    assert presences(stage, held) == [
        Presence.ATTENDED, Presence.ABSENT, Presence.EXCUSED, Presence.INVITED,
    ]  # fmt: skip
    assert dialog.count.text() == "1 of 4 came · not noted: 1"
    press(stage, Qt.Key.Key_Return)
    assert stage.dialogs() == []
    assert presences(stage, held)[-1] == Presence.ATTENDED
    assert page.day is not None
    shown = {one.key for group in page.day.groups.values() for one in group}
    assert line.key not in shown


def test_a_slip_is_cleared_and_closing_notes_nobody(stage: Stage, held: Id) -> None:
    page = today_of(stage)
    choose(page, Verb.NOTE_CAME, held)
    press(stage, Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_Up, Qt.Key.Key_Delete)
    assert presences(stage, held) == [Presence.INVITED] * 4
    press(stage, Qt.Key.Key_Escape)
    assert presences(stage, held) == [Presence.INVITED] * 4


@pytest.fixture
def to_call(stage: Stage) -> RoundRow:
    """A mentee whose twelve months are nearly over, and of whom nothing is known."""
    desk = stage.desk
    with desk.store.write("As it was left") as write:
        known = select(OutcomeEvent.person_id)
        duo = write.session.scalars(
            select(Duo).where(Duo.stage == DuoStage.ENDED, Duo.mentee_id.not_in(known))
        ).first()
        assert duo is not None
        duo.start_date = add_months(write.today, -12) - timedelta(days=26)
        duo.ended_on = write.today - timedelta(days=200)
        asked = select(StatusCheck).where(StatusCheck.person_id == duo.mentee_id)
        for check in write.session.scalars(asked):
            write.session.delete(check)
        duo_id = duo.id
    return known_of(stage, duo_id)


def known_of(stage: Stage, duo_id: Id) -> RoundRow:
    today = stage.desk.today
    found = stage.desk.read(round_of, duo_id, Round.TWELVE_MONTHS, today=today)
    assert found is not None
    return found


def calling(stage: Stage, one: RoundRow) -> RoundCallDialog:
    page = today_of(stage)
    choose(page, Verb.CALL_ROUND, one.duo_id)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    stage.settle()
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, RoundCallDialog)
    return dialog


def test_nobody_answered_takes_three_keys_and_the_words_stay_noted(
    stage: Stage, to_call: RoundRow
) -> None:
    dialog = calling(stage, to_call)
    assert nameless(dialog) == []
    assert to_call.phone in dialog.phone.text()
    press(stage, Qt.Key.Key_N, "Ctrl+Enter")
    assert stage.dialogs() == []
    after = known_of(stage, to_call.duo_id)
    assert (after.tried.days, after.known) == (1, Known.TO_CALL)


def test_an_answer_takes_three_keys_and_the_line_leaves(stage: Stage, to_call: RoundRow) -> None:
    dialog = calling(stage, to_call)
    press(stage, Qt.Key.Key_1)
    assert dialog.outcome.isVisible()
    assert dialog.counts.label.text().endswith("it does not count.")
    dialog.outcome.start.set_value(stage.desk.today - timedelta(days=60))
    press(stage, "Ctrl+Enter")
    assert stage.dialogs() == []
    assert known_of(stage, to_call.duo_id).known == Known.KNOWN
    page = stage.page("today")
    assert isinstance(page, TodayPage)
    assert page.day is not None
    rows = {one.finish.row_id for group in page.day.groups.values() for one in group}
    assert to_call.duo_id not in rows
    stage.desk.undo()
    assert known_of(stage, to_call.duo_id) == to_call


@pytest.mark.parametrize(
    ("key", "said"),
    [(Qt.Key.Key_2, Situation.LOOKING), (Qt.Key.Key_3, Situation.NOT_LOOKING),
     (Qt.Key.Key_4, Situation.OUT_OF_SCOPE), (Qt.Key.Key_5, None)],
)  # fmt: skip
def test_what_was_said_is_kept_with_who_said_it(
    stage: Stage, to_call: RoundRow, key: Qt.Key, said: Situation | None
) -> None:
    dialog = calling(stage, to_call)
    dialog.note.set_value("Back in spring")
    press(stage, Qt.Key.Key_O, key, "Ctrl+Enter")
    assert stage.dialogs() == []
    (talk,) = [
        one
        for one in stage.desk.read(contacts.contacts, to_call.mentor_id)
        if one.about == "outcome"
    ]
    assert (talk.reached, talk.text) == (True, "Back in spring")
    with stage.desk.store.read() as session:
        checks = session.query(StatusCheck).filter_by(person_id=to_call.mentee_id).all()
    assert [(one.situation, one.source) for one in checks] == (
        [(said, str(Party.MENTOR))] if said else []
    )


def test_without_an_answer_it_asks_and_words_not_noted_are_there_again(
    stage: Stage, to_call: RoundRow
) -> None:
    dialog = calling(stage, to_call)
    press(stage, "Ctrl+Enter")
    assert dialog.isVisible()
    dialog.note.set_value("Rings at noon")
    press(stage, Qt.Key.Key_Escape)
    assert known_of(stage, to_call.duo_id) == to_call
    again = calling(stage, to_call)
    assert again.note.value() == "Rings at noon"
    again.close()


def test_when_everything_was_tried_it_offers_that_nobody_can_be_reached(
    stage: Stage, to_call: RoundRow
) -> None:
    now = stage.desk.store.clock.now()
    told: dict[str, Any] = {"about": "outcome", "reached": False}
    for n, channel in ((3, "phone"), (2, "email"), (1, "phone")):
        at = now - timedelta(days=n)
        contacts.log_contact(
            stage.desk.store, to_call.mentee_id, at=at, channel=contacts.Channel(channel), **told
        )
    contacts.log_contact(stage.desk.store, to_call.mentor_id, **told)
    _of_the_duo(stage, to_call)
    calling(stage, known_of(stage, to_call.duo_id))
    stage.press("Cannot be reached", stage.dialogs()[-1])
    assert known_of(stage, to_call.duo_id).known == Known.UNREACHABLE


def _of_the_duo(stage: Stage, one: RoundRow) -> None:
    """Calls of the mentor count where they name the duo."""
    from duodesk.model.recruitment import Contact

    with stage.desk.store.write("As a round leaves it") as write:
        for row in write.session.scalars(
            select(Contact).where(Contact.person_id == one.mentor_id, Contact.about == "outcome")
        ):
            row.duo_id, row.side = one.duo_id, str(Party.MENTOR)


def test_putting_one_step_of_a_duo_off_shows_its_next_one_and_says_so(stage: Stage) -> None:
    page = today_of(stage)
    assert page.day is not None
    lines = (*page.day.overdue, *page.day.today)
    line = next(one for one in lines if one.brief is not None and one.tags)
    menu = Menu(page)
    page.acting.offer_snooze(menu, line)
    menu.actions()[0].trigger()
    stage.settle()
    assert stage.heard[-1][0].endswith("what else is due of the duo stays.")
    (now,) = (
        one
        for one in (*page.day.overdue, *page.day.today)
        if (one.rule, one.about.duo_id) == (line.rule, line.about.duo_id)
    )
    assert now.key != line.key
    assert len(now.tags) == len(line.tags) - 1

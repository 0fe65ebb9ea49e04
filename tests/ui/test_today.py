"""Today as a person works with it: keys, buttons, groups, what leaves and what comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from duodesk.base.clock import FixedClock
from duodesk.base.ids import Id
from duodesk.followup import reminders
from duodesk.pairing import first_meeting
from duodesk.pairing import queries as pairing
from duodesk.pairing.first_meeting import Appointment
from duodesk.pairing.words import Stage as Proposed
from duodesk.people import commands, queries
from duodesk.people.values import PersonValues
from duodesk.people.words import Role
from duodesk.today.changed import note_seen
from duodesk.today.line import Line, Verb
from duodesk.today.words import Group
from duodesk.tour.stage import Stage
from duodesk.ui.duos.log import LogDialog
from duodesk.ui.leaving import PaperDialog
from duodesk.ui.people.contacting import ContactDialog
from duodesk.ui.people.session_form import PlanDialog
from duodesk.ui.today.dialogs import AnswerDialog, LetGoDialog, NoteDialog, SnoozeDialog
from duodesk.ui.today.page import TodayPage
from duodesk.ui.training.event import EventDialog
from duodesk.ui.widgets.buttons import IconButton, Menu

pytestmark = pytest.mark.gui


@pytest.fixture
def page(stage: Stage) -> TodayPage:
    found = stage.page("today")
    assert isinstance(found, TodayPage)
    stage.window._keeping._soon.stop()  # type: ignore[union-attr] # no copy while we count
    return found


def somebody(stage: Stage) -> Id:
    return stage.desk.read(queries.people, today=stage.desk.today)[0].id


def remind(stage: Stage, text: str = "Call the school", n: int = 0) -> None:
    day = stage.desk.today + timedelta(days=n)
    stage.desk.do(reminders.remind, day, text, person_id=somebody(stage))
    stage.settle()


def lines(page: TodayPage, rule: str = "reminder") -> list[Line]:
    assert page.day is not None
    return [line for group in page.day.groups.values() for line in group if line.rule == rule]


def choose(page: TodayPage, rule: str = "reminder") -> Line:
    """Put the list on the first line of a rule."""
    model = page.table.rows_model
    place = model.place_of(lambda entry: entry.line is not None and entry.line.rule == rule)
    assert place >= 0, rule
    page.table.go_to(place)
    page.table.setFocus()
    entry = page.table.current()
    assert entry is not None
    assert entry.line is not None
    return entry.line


def test_it_is_the_first_screen_and_its_groups_tell_their_counts(page: TodayPage) -> None:
    day = page.day
    assert day is not None
    headings = [entry for entry in page.table.rows_model.rows() if entry.is_heading]
    assert [entry.group for entry in headings] == [*day.groups, *([Group.DONE] if day.done else [])]
    assert {entry.group: entry.count for entry in headings if entry.group in day.groups} == {
        group: len(own) for group, own in day.groups.items()
    }
    spoken = page.table.rows_model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert f"({headings[0].count})" in spoken


def test_space_finishes_a_line_in_place_and_undo_brings_it_back(
    stage: Stage, page: TodayPage
) -> None:
    remind(stage)
    assert choose(page).finish.verb == Verb.REMINDER_DONE
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    stage.settle()
    assert lines(page) == []
    assert "Reminder done" in [str(one.label) for one in page.day.done]  # type: ignore[union-attr]
    stage.desk.undo()
    stage.settle()
    assert len(lines(page)) == 1


def test_the_button_of_a_row_does_the_same(stage: Stage, page: TodayPage) -> None:
    remind(stage)
    choose(page)
    table = page.table
    index = table.rows_model.index(table.currentIndex().row(), 4)
    at = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    stage.settle()
    assert lines(page) == []


def test_s_puts_a_line_off_and_it_comes_back_on_its_day(
    stage: Stage, page: TodayPage, clock: FixedClock
) -> None:
    remind(stage)
    line = choose(page)
    menu = Menu(page)
    page.acting.offer_snooze(menu, line)
    assert [action.text() for action in menu.actions()] == [
        "1 day", "3 days", "1 week", "Until a day…",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    stage.settle()
    (line,) = lines(page)
    assert line.due_on == stage.desk.today + timedelta(days=1)
    clock.advance(timedelta(days=1))
    page.look_at_the_clock()
    (line,) = lines(page)
    assert page.day is not None
    assert line in page.day.today


def test_s_opens_that_menu_at_the_line(stage: Stage, page: TodayPage) -> None:
    remind(stage)
    choose(page)
    QTest.keyClick(page.table, Qt.Key.Key_S)
    stage.settle()
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, Menu)
    popup.close()


def test_until_a_day_needs_a_day(stage: Stage, page: TodayPage) -> None:
    remind(stage)
    page.acting.snooze(choose(page))
    (dialog,) = stage.window.findChildren(SnoozeDialog)
    dialog.day.set_value(None)
    dialog.keep()
    assert dialog.isVisible()
    dialog.day.set_value(stage.desk.today + timedelta(days=5))
    dialog.keep()
    stage.settle()
    assert lines(page)[0].due_on == stage.desk.today + timedelta(days=5)


def test_del_asks_why_and_takes_the_line_away_for_good(
    stage: Stage, page: TodayPage, clock: FixedClock
) -> None:
    remind(stage)
    choose(page)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    (dialog,) = stage.window.findChildren(LetGoDialog)
    dialog.keep()
    assert dialog.isVisible()
    QTest.keyClicks(dialog.reason.line, "settled otherwise")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    stage.settle()
    assert lines(page) == []
    clock.advance(timedelta(days=300))
    page.look_at_the_clock()
    assert lines(page) == []


def test_e_writes_a_note_about_whom_the_line_is_about(stage: Stage, page: TodayPage) -> None:
    remind(stage)
    line = choose(page)
    QTest.keyClick(page.table, Qt.Key.Key_E)
    (dialog,) = stage.window.findChildren(NoteDialog)
    dialog.text.set_value("Prefers the afternoon")
    dialog.keep()
    stage.settle()
    label = stage.desk.store.undo_label
    assert label is not None
    assert str(label) == f"Note about {line.about.title}"


def test_enter_goes_where_the_line_is_worked_on_and_back_comes_to_it(
    stage: Stage, page: TodayPage
) -> None:
    remind(stage)
    line = choose(page)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    stage.settle()
    shell = stage.window.shell
    assert shell is not None
    assert shell.here() == ("people", line.about.person_id)
    shell.back()
    stage.settle()
    entry = page.table.current()
    assert entry is not None
    assert entry.line == line


def test_a_call_is_noted_in_place_and_the_list_shrinks(stage: Stage, page: TodayPage) -> None:
    values = PersonValues(given_name="Awa", family_name="Sow", phone="0470 00 00 01")
    stage.desk.do(commands.register, Role.MENTEE, values=values)
    stage.settle()
    page._opened = set(Group)
    page._show()
    line = next(one for one in lines(page, "call") if one.about.title == "Awa Sow")
    before = len(lines(page, "call"))
    page.acting.finish(line)
    (dialog,) = stage.window.findChildren(ContactDialog)
    dialog.keep()
    stage.settle()
    assert len(lines(page, "call")) == before - 1


def test_an_answer_is_noted_without_showing_what_the_other_said(
    stage: Stage, page: TodayPage
) -> None:
    open_ones = stage.desk.read(pairing.proposals, office_id=stage.desk.office_id)
    one = next(row for row in open_ones if row.stage == Proposed.PROPOSED)
    before = stage.desk.today - timedelta(days=3)
    stage.desk.do(first_meeting.plan_first_meeting, one.id, Appointment(on=before))
    stage.desk.do(first_meeting.note_met, one.id)
    page.whose.set_value("team")
    page.reload()
    asked = [line for line in lines(page, "answer") if line.finish.row_id == one.id]
    assert len(asked) == 2
    page.acting.finish(asked[0])
    (dialog,) = stage.window.findChildren(AnswerDialog)
    dialog.keep()
    assert dialog.isVisible()
    dialog.said.set_value("no")
    dialog.keep()
    stage.settle()
    assert asked[0].key not in {line.key for line in lines(page, "answer")}


def test_headings_open_and_close_with_the_keyboard(page: TodayPage) -> None:
    place = next(n for n, e in enumerate(page.table.rows_model.rows()) if e.is_heading)
    group = page.table.rows_model.row_at(place).group
    before = page.table.rows_model.rowCount()
    page.table.go_to(place)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.table.rows_model.rowCount() < before
    entry = page.table.current()
    assert entry is not None
    assert (entry.group, entry.is_open) == (group, False)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.table.rows_model.rowCount() == before


def test_what_is_more_than_a_person_can_do_is_behind_a_row_that_shows_it(
    stage: Stage, page: TodayPage
) -> None:
    for n in range(20):
        stage.desk.do(reminders.remind, stage.desk.today - timedelta(days=1), f"Thing {n}")
    stage.settle()
    rows = page.table.rows_model.rows()
    more = [entry for entry in rows if entry.more]
    assert more
    shown = len(page.table.line_entries())
    page.table.go_to(rows.index(more[0]))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert len(page.table.line_entries()) == shown + more[0].count


def test_when_nothing_is_due_it_says_so_and_who_waits(stage: Stage, page: TodayPage) -> None:
    for line in (*page.day.overdue, *page.day.today):  # type: ignore[union-attr]
        page.acting._desk.do(_away, line)
    stage.settle()
    assert page.day is not None
    assert page.day.due == 0
    assert page.calm.label.text().startswith("Nothing else needs you today.")
    assert "nothing is due" in page.header.subtitle.text()


def _away(store: object, line: Line) -> object:
    """Put anything off, alerts with their reason."""
    from duodesk.today.commands import snooze

    until = store.clock.today() + timedelta(days=2)  # type: ignore[attr-defined]
    return snooze(store, line, until=until, reason="later")  # type: ignore[arg-type]


def test_the_sidebar_counts_what_is_due_for_eyes_and_readers(stage: Stage, page: TodayPage) -> None:
    counting = stage.window._counting
    assert counting is not None
    stage.until(lambda: not (counting._busy or counting._rest.isActive()), "the count")
    before = counting.last_due
    remind(stage)
    stage.until(lambda: counting.last_due == before + 1, "one more")
    shell = stage.window.shell
    assert shell is not None
    button = shell.sidebar.button("today")
    assert f"{before + 1} thing" in button.accessibleName()
    assert shell.sidebar._due.text() == str(before + 1)
    assert button.rect().contains(shell.sidebar._due.geometry())


def test_what_others_did_meanwhile_is_told_once(stage: Stage, clock: FixedClock) -> None:
    store = stage.desk.store
    note_seen(store)
    me = store.author_id
    store.speak_as(stage.desk.read(_sara))
    commands.register(store, Role.MENTEE, values=PersonValues(given_name="Nour"))
    store.speak_as(me)
    clock.advance(timedelta(hours=2))
    stage.desk.kept.clear()
    stage.appearance.choose_language("en")
    stage.window._build("today", None)
    stage.settle()
    page = stage.page("today")
    assert isinstance(page, TodayPage)
    assert "1 new mentee" in page.news.label.text()
    page.news.dismiss()
    page.reload()
    assert page.news.label.text() == ""


def _sara(session: object) -> Id:
    from duodesk.office.queries import authors

    return next(row.id for row in authors(session) if row.name == "Youssef Lambert")  # type: ignore[arg-type]


def test_the_day_goes_on_paper_after_it_was_looked_at(stage: Stage, page: TodayPage) -> None:
    remind(stage)
    QTest.keyClick(stage.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    (dialog,) = stage.window.findChildren(PaperDialog)
    assert dialog.content.startswith(b"%PDF")
    dialog.close()


def test_ctrl_n_offers_what_can_be_new(stage: Stage, page: TodayPage) -> None:
    QTest.keyClick(stage.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, Menu)
    assert [action.text() for action in menu.actions()] == [
        "Person", "Talk with a duo", "Meeting of a duo", "Information session",
        "Entry in the calendar",
    ]  # fmt: skip
    menu.close()


@pytest.mark.parametrize(
    ("act", "kind"), [("talk", LogDialog), ("meeting", LogDialog), ("session", PlanDialog),
                      ("event", EventDialog)],
)  # fmt: skip
def test_each_of_them_opens_its_form(
    stage: Stage, page: TodayPage, act: str, kind: type[QDialog]
) -> None:
    getattr(page.acting, act)()
    stage.settle()
    (dialog,) = stage.window.findChildren(kind)
    assert dialog.isVisible()
    dialog.close()


def test_a_talk_that_the_plan_asks_for_is_logged_with_its_duo(
    stage: Stage, page: TodayPage
) -> None:
    page.whose.set_value("team")
    page.reload()
    groups = page.day.groups.values()  # type: ignore[union-attr]
    asked = [one for group in groups for one in group if one.finish.verb == Verb.LOG_CONTACT]
    page.acting.finish(asked[0])
    stage.settle()
    (dialog,) = stage.window.findChildren(LogDialog)
    assert dialog.finder.isHidden()
    assert dialog.names.text()
    dialog.close()


def test_a_number_is_copied_from_below_the_list(stage: Stage, page: TodayPage) -> None:
    remind(stage)
    line = choose(page)
    stage.settle()
    assert page.panel.line == line
    name = line.about.phones[0]
    copy = next(
        widget
        for widget in page.panel.findChildren(IconButton)
        if widget.accessibleName() == f"Copy the number of {name.name}"
    )
    copy.click()
    assert QApplication.clipboard().text() == name.number

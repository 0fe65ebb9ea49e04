"""Meetings of mentors, days off and curricula as a coordinator works with them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from duodesk.base.ids import Id
from duodesk.people.continued import continuing
from duodesk.tour.stage import Stage
from duodesk.training import curricula, days_off, events, mentors_meetings, seats, series
from duodesk.training.curricula import CurriculumRow
from duodesk.training.days_off import SchoolHolidayRow
from duodesk.training.events import EventValues
from duodesk.training.words import Attended, EventKind
from duodesk.ui.training.candidates import CandidatesDialog
from duodesk.ui.training.curricula import CurriculaDialog, CurriculumDialog
from duodesk.ui.training.days_off_form import AwayDialog, HolidayDialog
from duodesk.ui.training.days_off_part import DaysOffPart
from duodesk.ui.training.letters import LettersDialog
from duodesk.ui.training.meeting_detail import guests
from duodesk.ui.training.meeting_form import MeetingDialog
from duodesk.ui.training.meetings_part import MentorsMeetingsPart
from duodesk.ui.training.pages_dialog import PagesDialog
from duodesk.ui.training.series_part import SeriesPart
from tests.ui.trainees import TODAY, mentor, planned

pytestmark = pytest.mark.gui


def meeting(stage: Stage, on: date, *, capacity: int | None = None) -> Id:
    made = stage.desk.do(
        events.plan_event,
        EventValues(
            kind=EventKind.MENTORS_MEETING, held_on=on, start=18 * 60, minutes=120,
            place="Salle 3", capacity=capacity,
        ),
    )  # fmt: skip
    assert made is not None
    return made.id


def presences(stage: Stage, event_id: Id) -> dict[str, Attended | None]:
    return {one.name: one.presence for one in stage.desk.read(guests, event_id)}


def holidays(stage: Stage) -> list[SchoolHolidayRow]:
    return stage.desk.read(
        days_off.school_holidays, first=date(2026, 9, 1), last=date(2027, 8, 31), dropped=True
    )


def test_a_row_of_meetings_is_planned_in_one_step(stage: Stage) -> None:
    part = stage.view("training", "meetings", MentorsMeetingsPart)
    before = len(part._rows)
    part.make_new()
    stage.settle()
    dialog = stage.window.findChild(MeetingDialog)
    assert dialog is not None
    dialog.fields["held_on"].set_value(None)
    dialog.plan()
    assert dialog.isVisible()
    dialog.fields["held_on"].set_value(date(2027, 2, 2))
    dialog.times.set_value(3)
    dialog.every.set_value(4)
    dialog.warn()
    assert dialog.days.text().count("·") == 2
    dialog.plan()
    stage.settle()
    assert len(part._rows) == before + 3
    assert part.detail.shown is not None
    assert part.detail.shown.day == date(2027, 2, 2)
    stage.desk.undo()
    stage.settle()
    assert len(part._rows) == before


def test_who_came_is_ticked_by_keys_and_undone(stage: Stage) -> None:
    made = meeting(stage, TODAY)
    people = [mentor(stage, name) for name in ("Aa", "Bb", "Cc")]
    stage.desk.do(seats.book, people, event_id=made)
    part = stage.view("training", ("meetings", made), MentorsMeetingsPart)
    table = part.detail.table
    for place, key in enumerate((Qt.Key.Key_Space, Qt.Key.Key_A, Qt.Key.Key_E)):
        table.go_to(place)
        QTest.keyClick(table, key)
        stage.settle()
    assert list(presences(stage, made).values()) == [
        Attended.PRESENT, Attended.ABSENT, Attended.EXCUSED,
    ]  # fmt: skip
    assert part.detail.count.text() == "1 of 2 came"
    table.go_to(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    stage.settle()
    assert presences(stage, made)["Aa"] is None
    stage.desk.undo()
    stage.settle()
    assert presences(stage, made)["Aa"] == Attended.PRESENT
    table.go_to(1)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    stage.settle()
    assert stage.heard[-1][0].startswith("The seat is given back")


def test_a_meeting_that_is_full_puts_people_on_the_waiting_list(stage: Stage) -> None:
    made = meeting(stage, TODAY + timedelta(days=20), capacity=1)
    for name in ("Zzone", "Zztwo"):
        mentor(stage, name)
    part = stage.view("training", ("meetings", made), MentorsMeetingsPart)
    part.detail.add()
    stage.settle()
    dialog = stage.window.findChild(CandidatesDialog)
    assert dialog is not None
    dialog.who.set_value("all")
    dialog.who.chosen.emit("all")
    for name in ("zzone", "zztwo"):
        dialog.search.setText(name)
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    dialog.book()
    stage.settle()
    waits = {one.name: one.waits for one in part.detail.guests}
    assert waits == {"Zzone": False, "Zztwo": True}


def test_mentors_who_still_need_a_meeting_are_booked_for_the_next_one(stage: Stage) -> None:
    made = meeting(stage, TODAY + timedelta(days=1))
    part = stage.view("training", ("meetings", made), MentorsMeetingsPart)
    part.tabs.set_value("needs")
    part.tabs.chosen.emit("needs")
    needs = part.needs
    assert needs.lacking > 0
    needs.table.selectAll()
    needs.book()
    stage.settle()
    found = stage.desk.read(
        mentors_meetings.needs, office_id=stage.desk.office_id, today=stage.desk.today
    )
    expected = {one.mentor_id for one in found if one.missing}
    assert expected == {one.person_id for one in stage.desk.read(seats.seats, event_id=made)}
    stage.desk.undo()
    stage.settle()
    assert stage.desk.read(seats.seats, event_id=made) == []


def test_a_school_holiday_is_corrected_taken_off_and_put_back(stage: Stage) -> None:
    part = stage.view("training", "days_off", DaysOffPart)
    school = part.school
    shown = school.table.rows_model.row_at(0)
    assert "French Community 22/08/2027" in school.known.text()
    school.change(shown)
    stage.settle()
    dialog = stage.window.findChild(HolidayDialog)
    assert dialog is not None
    last = shown.last_day + timedelta(days=2)
    dialog.last_day.set_value(last)
    dialog.keep()
    stage.settle()
    row = next(one for one in holidays(stage) if one.id == shown.id)
    assert (row.last_day, row.changed) == (last, True)
    school.table.go_to(school.table.rows_model.place_of(lambda one: one.id == shown.id))
    school._drop()
    stage.settle()
    assert next(one for one in holidays(stage) if one.id == shown.id).dropped
    school.table.go_to(school.table.rows_model.place_of(lambda one: one.id == shown.id))
    assert not school.restore.isHidden()
    school._restore()
    stage.settle()
    assert next(one for one in holidays(stage) if one.id == shown.id) == shown


def test_a_holiday_is_added_and_its_days_are_checked(stage: Stage) -> None:
    part = stage.view("training", "days_off", DaysOffPart)
    part.make_new()
    stage.settle()
    dialog = stage.window.findChild(HolidayDialog)
    assert dialog is not None
    dialog.name.set_value("Pont <i>")
    dialog.first_day.set_value(date(2027, 5, 7))
    dialog.last_day.set_value(date(2027, 5, 1))
    dialog.keep()
    assert dialog.isVisible()
    assert stage.heard[-1][1] == "bad"
    dialog.last_day.set_value(None)
    dialog.keep()
    stage.settle()
    (made,) = [one for one in holidays(stage) if not one.shipped]
    assert (made.name, made.first_day, made.last_day) == (
        "Pont <i>", date(2027, 5, 7), date(2027, 5, 7),
    )  # fmt: skip


def test_a_colleague_and_a_person_are_away(stage: Stage) -> None:
    who = mentor(stage, "Zzaway")
    part = stage.view("training", ("days_off", "away"), DaysOffPart)
    for kind, code in (("colleague", str(stage.desk.store.author_id)), ("person", str(who))):
        part.make_new()
        stage.settle()
        dialog = stage.dialogs()[-1]
        assert isinstance(dialog, AwayDialog)
        dialog.kind.set_value(kind)
        dialog.kind.committed.emit(kind)
        dialog.keep()
        assert dialog.isVisible()
        dialog.who.set_value((code,))
        dialog.first_day.set_value(date(2026, 12, 1))
        dialog.last_day.set_value(date(2026, 12, 4))
        dialog.keep()
        stage.settle()
    names = [one.name for one in part.away.table.rows_model.rows()]
    assert "Zzaway" in names
    assert len(names) >= 2
    place = part.away.table.rows_model.place_of(lambda one: one.person_id == who)
    part.away.table.go_to(place)
    part.away.remove()
    stage.settle()
    assert who not in {one.person_id for one in part.away.table.rows_model.rows()}


def test_a_changed_curriculum_is_a_new_version_and_series_keep_theirs(stage: Stage) -> None:
    made = planned(stage, date(2027, 3, 2))
    part = stage.view("training", ("series", made), SeriesPart)
    part.show_curricula()
    stage.settle()
    dialog = stage.window.findChild(CurriculaDialog)
    assert dialog is not None
    before = dialog.shown()
    assert before is not None
    dialog.new_version()
    stage.settle()
    (editor,) = [one for one in stage.dialogs() if isinstance(one, CurriculumDialog)]
    editor.units.add()
    editor.units.move_line(editor.units._lines[-1], -1)
    editor.units._lines[-2].title.set_value("The labour market")
    editor.keep()
    stage.settle()
    shown = dialog.shown()
    assert shown is not None
    assert (shown.version, [unit.title for unit in shown.units][-2]) == (2, "The labour market")
    assert len(shown.units) == 5
    kept = [unit.title for unit in shown.units if unit.title != "The labour market"]
    assert kept == [unit.title for unit in before.units]
    continues = [continuing(shown.id, unit.id) for unit in shown.units]
    assert [one for one in continues if one in {unit.id for unit in before.units}] == [
        unit.id for unit in before.units
    ]
    found = stage.desk.read(series.series, made)
    assert found is not None
    assert found.curriculum_id == before.id
    closed = {row.id for row in known(stage) if row.closed_on is not None}
    assert closed == {before.id}
    dialog.cards.choose(before.id)
    dialog.close_or_reopen()
    assert not any(row.closed_on for row in known(stage))


def known(stage: Stage) -> list[CurriculumRow]:
    return stage.desk.read(curricula.curricula, office_id=stage.desk.office_id)


def test_an_empty_curriculum_is_refused_and_stays_open(stage: Stage) -> None:
    part = stage.view("training", "series", SeriesPart)
    part.show_curricula()
    stage.settle()
    dialog = stage.window.findChild(CurriculaDialog)
    assert dialog is not None
    dialog.add()
    stage.settle()
    (editor,) = [one for one in stage.dialogs() if isinstance(one, CurriculumDialog)]
    editor.name.set_value("Ours")
    editor.keep()
    assert editor.isVisible()
    assert stage.heard[-1][1] == "bad"


def test_invitations_are_looked_at_kept_and_noted(stage: Stage) -> None:
    made = planned(stage, date(2027, 3, 2))
    people = [mentor(stage, name) for name in ("Aa", "Bb")]
    stage.desk.do(seats.book, people, series_id=made)
    part = stage.view("training", ("series", made), SeriesPart)
    part.detail.show_tab("people")
    part.detail.people.write()
    stage.settle()
    (dialog,) = [one for one in stage.dialogs() if isinstance(one, LettersDialog)]
    assert dialog.preview.pages >= 1
    dialog.save_all()
    stage.settle()
    written = sorted(stage.answers.place.glob("*.pdf"))
    assert len(written) == 2
    assert all(path.read_bytes().startswith(b"%PDF") for path in written)
    assert {one.invited_on for one in part.detail.people.rows} == {TODAY}


def test_calendar_files_and_mails_are_written_for_all_or_for_one(stage: Stage) -> None:
    made = planned(stage, date(2027, 3, 2), name="A/B: mars")
    people = [mentor(stage, name) for name in ("Aa/x", "Bb")]
    stage.desk.do(seats.book, people, series_id=made)
    part = stage.view("training", ("series", made), SeriesPart)
    part.detail.show_tab("people")
    part.detail.people.save_files(mail=False)
    part.detail.people.save_files(mail=True)
    stage.settle()
    files = sorted(path.suffix for path in stage.answers.place.iterdir())
    assert files == [".eml", ".eml", ".ics", ".ics"]
    stage.desk.do(seats.give_back, people[:1], series_id=made)
    stage.settle()
    part.detail.people.save_files(mail=False)
    (path,) = stage.answers.files
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("tab", ["days", "attendance"])
def test_sheets_of_a_series_are_looked_at_and_kept(stage: Stage, tab: str) -> None:
    made = planned(stage, date(2027, 3, 2))
    stage.desk.do(seats.book, [mentor(stage, "Aa")], series_id=made)
    part = stage.view("training", ("series", made), SeriesPart)
    part.detail.show_tab(tab)
    part.print_page()
    stage.settle()
    (dialog,) = [one for one in stage.dialogs() if isinstance(one, PagesDialog)]
    dialog.save()
    (path,) = stage.answers.files
    assert path.read_bytes().startswith(b"%PDF")


def test_a_certificate_is_made_for_who_followed_everything(stage: Stage) -> None:
    made = planned(stage, TODAY - timedelta(days=30))
    who = mentor(stage, "Aa")
    stage.desk.do(seats.book, [who], series_id=made)
    part = stage.view("training", ("series", made), SeriesPart)
    part.detail.show_tab("attendance")
    view = part.detail.attendance
    assert view.certificates.isHidden()
    for place in range(4):
        view.grid.go_to(0, place)
        QTest.keyClick(view.grid, Qt.Key.Key_P)
        stage.settle()
    assert not view.certificates.isHidden()
    view.certify()
    stage.settle()
    (dialog,) = [one for one in stage.dialogs() if isinstance(one, LettersDialog)]
    dialog.save()
    (path,) = stage.answers.files
    assert path.read_bytes().startswith(b"%PDF")

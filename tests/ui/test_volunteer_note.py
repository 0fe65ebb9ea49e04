"""The information note on a mentor's page: shown, printed, and signed for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from duodesk.documents.information_note import informed_on
from duodesk.people.cards import person
from duodesk.people.queries import people
from duodesk.people.words import Role
from duodesk.tour.stage import Stage
from duodesk.ui.people.letter import LetterDialog
from duodesk.ui.people.person import PersonView
from duodesk.ui.people.volunteer_note import NoteLine, ReceiptDialog
from tests.ui.test_recruiting import open_dialog


def page_of(stage: Stage, role: Role) -> PersonView:
    """The page of somebody who takes part in this role alone."""
    desk = stage.desk
    rows = desk.read(people, today=desk.today)
    found = next(row.id for row in rows if list(row.roles) == [role])
    return stage.view("people", found, PersonView)


def note_line(view: PersonView) -> NoteLine:
    (line,) = view.findChildren(NoteLine)
    return line


@pytest.mark.gui
def test_a_mentor_gets_the_note_and_signs_for_it(stage: Stage) -> None:
    view = page_of(stage, Role.MENTOR)
    line, desk = note_line(view), stage.desk
    card = desk.read(person, view.person_id, today=desk.today)
    assert card is not None
    (mentor,) = card.enrolments
    line.write()
    letter = open_dialog(stage, LetterDialog)
    letter.save()
    assert stage.answers.files[-1].name.startswith(f"{card.number}-N1-")
    letter.reject()
    line.receive()
    dialog = open_dialog(stage, ReceiptDialog)
    day = desk.today - timedelta(days=1)
    dialog.day.set_value(day)
    dialog.place.set_value("Bruxelles")
    dialog.keep()
    stage.settle()
    assert desk.read(informed_on, mentor.id) == day
    assert f"{day:%d/%m/%Y}" in line.told.text()
    field = view.panel.fields["e.informed_on"] if view.panel else None
    assert field is not None
    assert field.value() == day


@pytest.mark.gui
def test_a_receipt_without_a_day_is_asked_for_one(stage: Stage) -> None:
    line = note_line(page_of(stage, Role.MENTOR))
    line.receive()
    dialog = open_dialog(stage, ReceiptDialog)
    dialog.day.set_value(None)
    dialog.keep()
    assert dialog.isVisible()
    dialog.reject()


@pytest.mark.gui
def test_a_mentee_is_no_volunteer(stage: Stage) -> None:
    assert not note_line(page_of(stage, Role.MENTEE)).isVisible()

"""Letters of invitation from a session and from the page of a person."""

from __future__ import annotations

from datetime import date

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QAction

from duodesk.base.ids import Id
from duodesk.model.documents import Document
from duodesk.people import queries, sessions
from duodesk.people.sessions import SessionValues
from duodesk.tour.stage import Stage
from duodesk.ui.people.letter import LetterDialog, _files
from duodesk.ui.people.person import PersonView
from duodesk.ui.people.sessions import SessionsView
from duodesk.ui.waiting import Waiting
from duodesk.ui.widgets.buttons import Menu
from tests.ui.test_screens import nameless

pytestmark = pytest.mark.gui


def planned(stage: Stage, n: int) -> tuple[Id, list[Id]]:
    """A session to come with so many people."""
    store = stage.desk.store
    made = sessions.plan_session(
        store, SessionValues(held_on=date(2026, 12, 8), start=18 * 60, minutes=90, place="Ici")
    ).session_id
    rows = stage.desk.read(queries.people, today=stage.desk.today)
    people = [row.id for row in rows if "mentee" in row.roles][:n]
    sessions.invite(store, made, people)
    return made, people


def opened(stage: Stage) -> LetterDialog:
    stage.settle()
    (found,) = [one for one in stage.dialogs() if isinstance(one, LetterDialog)]
    return found


def chosen(menu: Menu, words: str) -> list[QAction]:
    return [one for one in menu.actions() if words in one.text()]


def printed(stage: Stage) -> int:
    with stage.desk.store.read() as session:
        return session.query(Document).where(Document.kind == "invitation").count()


def test_letters_to_all_who_are_expected_lie_in_one_folder(stage: Stage) -> None:
    meeting, people = planned(stage, 3)
    view = stage.view("people", "sessions", SessionsView)
    view.choose(meeting)
    menu = Menu()
    view.detail._offer(menu)
    (action,) = chosen(menu, "Invitation letters")
    action.trigger()
    dialog = opened(stage)
    assert nameless(dialog) == []
    assert {one.person_id for one in dialog.letters} == set(people)
    assert dialog.who.text().startswith("1 of 3: ")
    dialog.after.click()
    dialog.show_language("de")
    assert dialog.who.text().startswith("2 of 3: ")
    assert dialog.paper.language == "de"
    dialog.before.click()
    assert dialog.paper.language == "fr"
    stage.press("3 PDFs…", dialog)
    found = sorted(stage.answers.place.glob("*.pdf"))
    assert len(found) == 3
    assert sum("-DE-20261208" in one.name for one in found) == 1
    assert all("18:00 – 19:30" in PdfReader(one).pages[0].extract_text() for one in found)
    assert printed(stage) == 3
    stage.desk.undo()
    assert printed(stage) == 0


def test_many_letters_are_drawn_beside_the_window_until_somebody_stops_them(stage: Stage) -> None:
    meeting, _people = planned(stage, 10)
    view = stage.view("people", "sessions", SessionsView)
    view.choose(meeting)
    view.detail.write_invitations()
    dialog = opened(stage)
    (waiting,) = dialog.findChildren(Waiting)
    assert not waiting.isVisible()
    dialog.save_all()
    assert waiting.isVisible()
    assert nameless(dialog) == []
    waiting.stop.click()
    stage.finish_jobs()
    assert not waiting.isVisible()
    assert (printed(stage), list(stage.answers.place.glob("*.pdf"))) == (0, [])
    dialog.save_all()
    stage.finish_jobs()
    assert (printed(stage), len(list(stage.answers.place.glob("*.pdf")))) == (10, 10)


def test_a_person_is_written_to_from_their_page(stage: Stage) -> None:
    meeting, (person,) = planned(stage, 1)
    view = stage.view("people", person, PersonView)
    menu = Menu()
    view._offer(menu)
    (action,) = chosen(menu, "Invitation to the session of 08/12/2026")
    action.trigger()
    dialog = opened(stage)
    assert len(dialog.letters) == 1
    assert dialog.who.isHidden() or not dialog.who.isVisible()
    dialog.save()
    assert printed(stage) == 1
    assert stage.answers.files[-1].name.endswith("-LI1-FR-20261208.pdf")
    dialog.reject()
    sessions.cancel_session(stage.desk.store, meeting)
    other = Menu()
    view._offer(other)
    assert chosen(other, "Invitation to the session") == []


def test_marked_people_alone_are_written_to(stage: Stage) -> None:
    meeting, _people = planned(stage, 3)
    view = stage.view("people", "sessions", SessionsView)
    view.choose(meeting)
    rows = view.detail.table.rows_model.rows()
    view.detail.write_invitation(rows[1])
    dialog = opened(stage)
    assert [one.person_id for one in dialog.letters] == [rows[1].person_id]


def test_nobody_is_invited_by_letter_to_a_session_that_is_over(stage: Stage) -> None:
    meeting, _people = planned(stage, 1)
    view = stage.view("people", "sessions", SessionsView)
    view.choose(meeting)
    assert view.detail.table.invites
    sessions.cancel_session(stage.desk.store, meeting)
    view.choose(meeting)
    assert not view.detail.table.invites
    menu = Menu()
    view.detail._offer(menu)
    assert chosen(menu, "Invitation letter") == []


def test_each_file_has_a_name_of_its_own_that_can_be_written() -> None:
    names = [name for name, _content in _files([("A/1", b""), ("A-1", b""), ("B", b"")])]
    assert names == ["A-1.pdf", "A-1 (2).pdf", "B.pdf"]

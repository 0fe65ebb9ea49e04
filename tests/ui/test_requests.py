"""Requests about data on the screen: received, put off, answered, with letters and the dossier."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

from duodesk.base.ids import Id
from duodesk.people import requests
from duodesk.people.queries import people
from duodesk.people.requests import Answer, RequestRow, Wish
from duodesk.today.line import Verb
from duodesk.tour.stage import Stage
from duodesk.ui.dossiers import DossierDialog
from duodesk.ui.one_paper import OnePaperDialog
from duodesk.ui.people.person import PersonView
from duodesk.ui.request_forms import (
    AnswerDialog,
    AskerDialog,
    ExtendDialog,
    IdentityDialog,
    NoteDialog,
    ReceiveDialog,
)
from duodesk.ui.requests import RequestLines, RequestsDialog
from duodesk.ui.settings.asked import RequestsCard
from duodesk.ui.today.page import TodayPage
from duodesk.ui.widgets.buttons import Menu
from tests.ui.test_recruiting import open_dialog
from tests.ui.test_today import lines as today_lines


def somebody(stage: Stage) -> Id:
    desk = stage.desk
    rows = desk.read(people, today=desk.today)
    return next(row.id for row in rows if row.office_id == desk.office_id)


def of_nobody(stage: Stage) -> RequestRow:
    """The request of somebody unknown; those of the demonstration are of people."""
    found = stage.desk.read(requests.requests, office_id=stage.desk.office_id)
    (row,) = (row for row in found if row.person_id is None)
    return row


def asked(stage: Stage) -> RequestsDialog:
    """The requests of somebody, one of them just written down."""
    view = stage.view("people", somebody(stage), PersonView)
    view.show_requests()
    dialog = open_dialog(stage, RequestsDialog)
    dialog.receive()
    form = open_dialog(stage, ReceiveDialog)
    form.wish.set_value("copy")
    form.day.set_value(stage.desk.today - timedelta(days=3))
    form.keep()
    stage.settle()
    return dialog


def act(stage: Stage, lines: RequestLines, title: str, row: RequestRow | None = None) -> None:
    """Choose a line of the menu of a request, the first unless another is named."""
    menu = Menu("", lines)
    lines.offer(row or lines.rows[0], menu)
    found = [one for one in menu.actions() if one.text().replace("&", "").startswith(title)]
    assert found, [one.text() for one in menu.actions()]
    found[0].trigger()
    menu.deleteLater()
    stage.settle()


def close(stage: Stage, *dialogs: QDialog) -> None:
    for dialog in dialogs:
        dialog.reject()
    stage.settle()


@pytest.mark.gui
def test_a_request_goes_all_its_way_on_the_persons_page(stage: Stage) -> None:
    dialog = asked(stage)
    lines, today = dialog.lines, stage.desk.today
    assert [row.wish for row in lines.rows] == [Wish.COPY]
    act(stage, lines, "It is really this person")
    open_dialog(stage, IdentityDialog).keep()
    stage.settle()
    act(stage, lines, "Two months more")
    longer = open_dialog(stage, ExtendDialog)
    longer.keep()
    assert longer.isVisible()  # a reason is asked for
    longer.reason.set_value("Beaucoup de papiers")
    longer.keep()
    stage.settle()
    row = lines.rows[0]
    assert (row.identity_seen_on, row.extended_on) == (today, today)
    assert (row.due_on - row.received_on).days > 85
    act(stage, lines, "Request about data: more time")
    paper = open_dialog(stage, OnePaperDialog)
    paper.save()
    assert stage.answers.files[-1].name.endswith(".pdf")
    assert "-RE1-" in stage.answers.files[-1].name
    close(stage, paper)
    act(stage, lines, "Note for colleagues")
    note = open_dialog(stage, NoteDialog)
    note.text.set_value("Envoyé par la poste")
    note.keep()
    act(stage, lines, "Answer")
    answer = open_dialog(stage, AnswerDialog)
    answer.keep()
    stage.settle()
    row = lines.rows[0]
    assert (row.answer, row.answered_on, row.note) == (
        Answer.GRANTED, today, "Envoyé par la poste",
    )  # fmt: skip
    act(stage, lines, "Open it again")
    assert lines.rows[0].open
    close(stage, dialog)


@pytest.mark.gui
def test_the_dossier_is_looked_at_and_kept_both_ways(stage: Stage) -> None:
    dialog = asked(stage)
    dialog.show_data()
    stage.finish_jobs()
    told = open_dialog(stage, DossierDialog)
    assert told.preview.pages >= 1
    told.save()
    told.save_json()
    pdf, document = stage.answers.files[-2:]
    assert pdf.read_bytes().startswith(b"%PDF")
    assert json.loads(document.read_bytes())["person"]["number"] == told.told.number
    told.show_language("nl")
    stage.finish_jobs()
    other = open_dialog(stage, DossierDialog)
    assert other.told.language == "nl"
    entries = other.told.entries
    other.turn_changes()
    stage.finish_jobs()
    longer = open_dialog(stage, DossierDialog)
    assert longer.told.entries > entries
    close(stage, longer, dialog)


@pytest.mark.gui
def test_somebody_unknown_asks_and_gets_a_letter_that_is_kept_nowhere(stage: Stage) -> None:
    stage.page("settings", "safety")
    (card,) = stage.window.findChildren(RequestsCard)
    card.lines.receive()
    open_dialog(stage, ReceiveDialog).keep()
    stage.settle()
    row = of_nobody(stage)
    act(stage, card.lines, "Answer", row)
    answer = open_dialog(stage, AnswerDialog)
    answer.answer.set_value("not_known")
    answer.keep()
    stage.settle()
    before = stage.desk.store.undo_label
    card.lines.write(the_answered(card.lines, row.id), kind(stage, row.id))
    whom = open_dialog(stage, AskerDialog)
    whom.name.set_value("Jean Lemaire")
    whom.tongue.set_value("nl")
    whom.show_letter()
    stage.settle()
    paper = open_dialog(stage, OnePaperDialog)
    assert paper.shown.language == "nl"
    paper.save()
    assert "-RN1-NL" in stage.answers.files[-1].name
    assert stage.desk.store.undo_label == before
    close(stage, paper)


def the_answered(lines: RequestLines, request_id: Id) -> RequestRow:
    return next(row for row in lines.rows if row.id == request_id)


def kind(stage: Stage, request_id: Id) -> Any:
    from duodesk.documents.request_letters import kinds_for

    row = stage.desk.read(requests.request, request_id)
    assert row is not None
    return kinds_for(row)[0]


@pytest.mark.gui
def test_today_tells_what_is_due_and_opens_it(stage: Stage) -> None:
    desk, person_id = stage.desk, somebody(stage)
    desk.do(requests.receive, person_id, Wish.ACCESS, on=desk.today - timedelta(days=40))
    page = stage.page("today")
    assert isinstance(page, TodayPage)
    found = [line for line in today_lines(page, "request") if line.about.person_id == person_id]
    (line,) = found
    assert line.finish.verb == Verb.REQUEST
    page.acting.finish(line)
    dialog = open_dialog(stage, RequestsDialog)
    assert dialog.lines.rows[0].late(desk.today)
    close(stage, dialog)

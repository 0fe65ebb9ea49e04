"""The way in, as a coordinator lives it: a session is planned, filled and held; who was missed is
called.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog

from duodesk.base.i18n import N_, _
from duodesk.people.calls import calls
from duodesk.people.contacts import About
from duodesk.people.words import Presence
from duodesk.tour.stage import Stage, TourError
from duodesk.tour.way import Way
from duodesk.ui.people.calls import CallsView
from duodesk.ui.people.inviting import InviteDialog
from duodesk.ui.people.session_form import PlanDialog
from duodesk.ui.people.sessions import SessionsView

_SEATS = 12
D = TypeVar("D", bound=QDialog)


def make_first_calls(way: Way) -> str:
    """Everybody who registered stands on the call list; one does not answer."""
    stage = way.stage
    view = stage.view("people", "calls", CallsView)
    before = view.table.rows_model.rowCount()
    if not before:
        raise TourError("nobody is to be called")
    view.panel.words.text.setPlainText("Vient volontiers, le soir de préférence")
    stage.picture("calls")
    for turn in range(before):
        view.panel.note(reached=turn > 0)
        stage.settle()
    stage.refuse_complaints()
    left = stage.desk.read(calls, office_id=stage.desk.office_id, today=stage.desk.today)
    if not left or not all(call.was_tried(way.clock.today()) for call in left):
        raise TourError(f"{len(left)} calls are left")
    return _("%(reached)s reached, %(tried)s not", reached=before - 1, tried=1)


def hold_session(way: Way) -> str:
    """Planned for today, filled by ticking names, held: all came but one."""
    stage = way.stage
    view = stage.view("people", "sessions", SessionsView)
    view.plan()
    plan = _dialog(stage, PlanDialog)
    plan.form.fields["held_on"].set_value(way.clock.today())
    plan.form.fields["start"].set_value(18 * 60)
    plan.form.fields["capacity"].set_value(_SEATS)
    plan.form.fields["language"].set_value("fr")
    stage.picture("session-plan")
    plan.plan()
    stage.settle()
    view.detail.invite()
    inviting = _dialog(stage, InviteDialog)
    found = inviting.table.rows_model.rows()
    for pick in found:
        inviting.table.toggle(pick)
    stage.picture("session-invite")
    inviting.invite()
    stage.settle()
    view.detail.table.go_to(0)
    view.detail.table.mark(Presence.ABSENT)
    stage.settle()
    view.detail.mark(None, Presence.ATTENDED)
    stage.refuse_complaints()
    stage.picture("session")
    row = view.detail.row
    if row is None or (row.attended, row.absent) != (len(found) - 1, 1):
        raise TourError("the presence is not noted")
    view.detail.save_sheet()
    return f"{view.detail.count.text()} · {stage.answers.files[-1].name}"


def call_who_was_missed(way: Way) -> str:
    """Who did not come is on the call list, until reached."""
    stage = way.stage
    view = stage.view("people", "calls", CallsView)
    rows, today = view.table.rows_model, way.clock.today()
    place = rows.place_of(lambda row: row.about == About.NO_SHOW and row.since == today)
    if place < 0:
        raise TourError("who was missed is not on the call list")
    missed = rows.row_at(place)
    view.table.go_to(place)
    stage.picture("call-missed")
    view.panel.note(reached=True)
    stage.settle()
    stage.refuse_complaints()
    if missed in rows.rows():
        raise TourError("who was reached is still on the call list")
    return missed.name


def _dialog(stage: Stage, kind: type[D]) -> D:
    stage.settle()
    found = stage.window.findChild(kind)
    if found is None:
        raise TourError(f"no {kind.__name__}")
    return found


STEPS: tuple[tuple[str, Callable[[Way], str]], ...] = (
    (N_("First calls are made"), make_first_calls),
    (N_("An information session is held"), hold_session),
    (N_("Who was missed is called"), call_who_was_missed),
)

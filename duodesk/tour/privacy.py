"""The tour's step about a request concerning data: received, answered, the dossier handed out."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from PySide6.QtWidgets import QDialog

from duodesk.base.i18n import N_, _
from duodesk.documents.request_letters import kinds_for
from duodesk.people import requests
from duodesk.people.requests import Answer, Wish
from duodesk.tour.stage import Stage, TourError
from duodesk.tour.way import Way
from duodesk.ui.dossiers import DossierDialog
from duodesk.ui.one_paper import OnePaperDialog
from duodesk.ui.people.person import PersonView
from duodesk.ui.requests import RequestsDialog

D = TypeVar("D", bound=QDialog)


def answer_a_request(way: Way) -> str:
    """Somebody asks to see their data: who asks is seen, the dossier and the letter are kept."""
    stage, desk = way.stage, way.stage.desk
    view = stage.view("people", way.people["Çelik"], PersonView)
    on = desk.today - timedelta(days=4)
    made = desk.do(requests.receive, view.person_id, Wish.ACCESS, on=on)
    if made is None:
        raise TourError("no request could be written down")
    desk.do(requests.identity_seen, made.request_id, on=desk.today)
    view.show_requests()
    dialog = _opened(stage, RequestsDialog)
    stage.picture("requests")
    dialog.show_data()
    stage.finish_jobs()
    told = _opened(stage, DossierDialog)
    stage.picture("dossier")
    before = len(stage.answers.files)
    told.save()
    told.save_json()
    told.reject()
    desk.do(requests.answer, made.request_id, Answer.GRANTED, on=desk.today)
    dialog.lines.reload()
    answered = dialog.lines.rows[0]
    dialog.lines.write(answered, kinds_for(answered)[0])
    paper = _opened(stage, OnePaperDialog)
    stage.picture("request-answered")
    paper.save()
    paper.reject()
    dialog.reject()
    stage.settle()
    stage.refuse_complaints()
    if len(stage.answers.files) != before + 3:
        raise TourError("dossier and letter were not kept")
    n = len(desk.read(requests.requests, office_id=desk.office_id))
    return _("Requests about data at this office: %(n)s", n=n)


def _opened(stage: Stage, kind: type[D]) -> D:
    """The dialog of this kind that opened last."""
    stage.settle()
    found = [one for one in stage.dialogs() if isinstance(one, kind)]
    if not found:
        raise TourError(f"no {kind.__name__}")
    return found[-1]


STEPS = ((N_("A request about data is answered"), answer_a_request),)

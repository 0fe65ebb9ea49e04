"""What is handed over when a duo begins: the invitation to meet, the letters, the sheets."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from duodesk.base.i18n import _
from duodesk.documents.catalog import kind_of
from duodesk.documents.wording import in_force
from duodesk.pairing.first_meeting import Appointment, plan_signing
from duodesk.tour.stage import Stage, TourError
from duodesk.tour.way import Way
from duodesk.ui.documents.batch import SignaturesDialog
from duodesk.ui.documents.page import DocumentsPage
from duodesk.ui.duo_papers import PaperPair, offer_first_meeting, offer_papers
from duodesk.ui.duos.page import DuosPage
from duodesk.ui.one_paper import OnePaperDialog
from duodesk.ui.preview import Preview
from duodesk.ui.settings.approving import ApproveDialog
from duodesk.ui.settings.texts import TextsPart
from duodesk.ui.widgets.buttons import Menu

# The pictures of what the menu of a duo offers, in its order.
_NAMES = ("welcome-mentee", "welcome-mentor", "plan-empty", "plan", "weeks", "c45b")
_DARK = 100


def invite_to_meet(way: Way, pair: PaperPair) -> None:
    """Each of the two gets a letter before they meet for the first time."""
    stage = way.stage
    menu = Menu(_("Letters to invite them"), stage.window)
    offer_first_meeting(stage.desk, menu, pair, parent=stage.window)
    _each(stage, menu, ("meeting-mentee", "meeting-mentor"))


def approve_wording(way: Way) -> str:
    """Headquarters brings its own code of conduct, and a lawyer approves it."""
    stage = way.stage
    page = stage.page("settings", "texts")
    part = page.findChild(TextsPart)
    if part is None:
        raise TourError("no texts of papers")
    part.kinds.choose("code_of_conduct")
    stage.settle()
    part.begin()
    part.tongues.set_value("fr")
    part.show_language("fr")
    part.words.text.setPlainText(part.words.value().replace("# ", "# DUO, ", 1))
    part.words.flush()
    stage.settle()
    stage.picture("wording")
    part.approve()
    dialog = stage.dialogs()[-1]
    if not isinstance(dialog, ApproveDialog):
        raise TourError("nobody is asked who approved it")
    dialog.by.set_value("Maître Dupont")
    stage.picture("wording-approve")
    dialog.do()
    stage.settle()
    stage.refuse_complaints()
    now = stage.desk.read(in_force, kind_of("code_of_conduct"), "fr")
    if not now.approved or not now.text.startswith("# DUO, "):
        raise TourError("the new wording is not printed")
    return now.label


def gather_papers(way: Way) -> str:
    """The signing is planned for tomorrow; its papers lie in one file with all their copies."""
    stage = way.stage
    tomorrow = Appointment(on=way.clock.today() + timedelta(days=1), start=600, place="Bruxelles")
    stage.desk.do(plan_signing, way.duo, tomorrow)
    page = stage.page("documents")
    if not isinstance(page, DocumentsPage):
        raise TourError("no screen of documents")
    page.open_batch()
    stage.settle()
    (dialog,) = [one for one in stage.dialogs() if isinstance(one, SignaturesDialog)]
    stage.picture("papers-for-signatures")
    dialog.save()
    stage.finish_jobs()
    stage.refuse_complaints()
    return stage.answers.files[-1].name


def print_sheets(way: Way) -> str:
    """The letters and sheets of the duo that began, one after the other."""
    stage = way.stage
    page = stage.page("duos", way.duo)
    if not isinstance(page, DuosPage) or page.detail.row is None:
        raise TourError("no screen of duos")
    page.detail.show_side("papers")
    stage.picture("duo-papers")
    duo = page.detail.row.duo
    menu = Menu(_("Letters and sheets"), stage.window)
    pair = PaperPair(duo.id, duo.mentee_id, duo.mentor_id, duo.mentee, duo.mentor)
    offer_papers(stage.desk, menu, pair, begun=True, parent=stage.window)
    before = len(stage.answers.files)
    _each(stage, menu, _NAMES)
    return ", ".join(path.name for path in stage.answers.files[before:])


def _each(stage: Stage, menu: Menu, names: tuple[str, ...]) -> None:
    """Open, photograph and keep each paper of a menu."""
    lines = [action for action in menu.actions() if not action.isSeparator()]
    if len(lines) != len(names):
        raise TourError(f"{len(lines)} papers are offered")
    for line, name in zip(lines, names, strict=True):
        line.trigger()
        stage.settle()
        found = [one for one in stage.dialogs() if isinstance(one, OnePaperDialog)]
        if not found:
            raise TourError(f"{line.text()} shows no paper")
        dialog = found[-1]
        stage.until(partial(_is_drawn, dialog.preview), "the page on the screen")
        stage.picture(f"paper-{name}")
        dialog.save()
        dialog.reject()
        stage.settle()
    menu.deleteLater()
    stage.refuse_complaints()


def _is_drawn(preview: Preview) -> bool:
    """Whether something dark stands on the white page; Qt draws it beside the window."""
    seen = preview.viewport().grab().toImage()
    across, down = range(seen.width() // 5, seen.width() * 4 // 5, 3), range(0, seen.height(), 3)
    return any(seen.pixelColor(x, y).lightness() < _DARK for y in down for x in across)

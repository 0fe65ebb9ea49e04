"""An interview as a coordinator lives it: facts noted with their words, what is not needed hidden,
a version brought back, words found again, papers.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog

from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _
from duodesk.documents import interview_papers
from duodesk.people import findings, interviews
from duodesk.people.facts import Kind
from duodesk.people.sensitive import HIDDEN
from duodesk.people.words import Role
from duodesk.tour.stage import Stage, TourError
from duodesk.tour.way import Way
from duodesk.ui.people.interview import InterviewView
from duodesk.ui.people.tagging import TagDialog
from duodesk.ui.people.versions import VersionsDialog
from duodesk.ui.shell.palette import Palette

D = TypeVar("D", bound=QDialog)
WHO = "Kovalenko"
NOTES = """## Votre parcours
A tenu la comptabilité d'un atelier de couture pendant deux ans.
> « Les chiffres, c'est ce que je préfère. »

## Vos langues
Ukrainien (langue maternelle), français B2, un peu d'allemand. Ne parle pas néerlandais.

## Vos disponibilités
Libre mercredi matin et samedi.

## Vos centres d'intérêt
Aime la photo et les échecs.

## Vos démarches et vos besoins
Voudrait de l'aide pour les entretiens d'embauche. A été malade en septembre.
"""


def listen(way: Way) -> str:
    """Suggestions wait for a yes; selected words become a fact; each keeps its sentence."""
    stage, editor = way.stage, _begun(way)
    strip = editor.listener.suggested
    stage.picture("interview-listening")
    heard = 0
    while (one := strip.current()) is not None and strip.isVisible():
        button = strip.no if one.fact.name == "language:deu" else strip.take
        button.click()
        stage.settle()
        heard += 1
        if heard > len(NOTES):
            raise TourError("suggestions do not end")
    editor.notes.moveCursor(QTextCursor.MoveOperation.Start)
    editor.notes.find("comptabilité d'un atelier de couture")
    editor.listener.tag()
    tag = _dialog(stage, TagDialog)
    tag.show_kind(str(Kind.NEED))
    tag.field(Kind.NEED).set_value(("diploma_recognition",))
    stage.picture("interview-fact")
    tag.note()
    stage.settle()
    stage.refuse_complaints()
    noted = stage.desk.read(findings.findings, editor.card.person_id)
    names = {row.fact for row in noted}
    if "language:deu" in names or "language:nld" in names:
        raise TourError("what was refused or denied was noted")
    if not {"language:ukr", "free:5", "interest:chess", "need:diploma_recognition"} <= names:
        raise TourError(f"noted: {sorted(names)}")
    return _("%(n)s facts with their words", n=len(noted))


def hide_what_is_not_needed(way: Way) -> str:
    """A word about health is hidden; what stays is shown to few."""
    stage, editor = way.stage, _editor(way)
    hint = editor.listener.hint
    if not hint.isVisible():
        raise TourError("the word about health was not asked about")
    stage.picture("interview-health")
    hint.take_out.click()
    stage.settle()
    if HIDDEN not in editor.notes.toPlainText() or hint.isVisible():
        raise TourError("the word is still there")
    editor.show_to_few(on=True)
    stage.settle()
    stage.picture("interview-few")
    editor.show_to_few(on=False)
    stage.settle()
    return HIDDEN


def bring_back(way: Way) -> str:
    """Ten minutes later a version was kept; a line that was deleted comes back from it."""
    stage, editor = way.stage, _editor(way)
    way.clock.advance(timedelta(minutes=11))
    editor.notes.moveCursor(QTextCursor.MoveOperation.End)
    editor.notes.insertPlainText("\n## Pour terminer\nRappeler lundi.\n")
    editor.keep()
    before = editor.notes.toPlainText()
    line = "> « Les chiffres, c'est ce que je préfère. »"
    editor.notes.setPlainText(before.replace(f"{line}\n", ""))
    editor.show_versions()
    dialog = _dialog(stage, VersionsDialog)
    stage.picture("interview-versions")
    dialog.bring_back()
    dialog.accept()
    stage.settle()
    if editor.notes.toPlainText() != before:
        raise TourError("the line did not come back")
    editor.finish()
    stage.settle()
    stage.refuse_complaints()
    return line.strip("> «»")


def find_words(way: Way) -> str:
    """Words of the notes are found from anywhere, and lead to their place."""
    stage = way.stage
    stage.page("duos")
    palette = stage.window.findChild(Palette)
    if palette is None:
        raise TourError("no search line")
    palette.open("echecs")
    stage.settle()
    stage.picture("found-words")
    found = [card for card in palette.found.cards.cards() if card.piece is not None]
    if not found:
        raise TourError("the words were not found")
    palette.close_up()
    found[0].data()
    stage.settle()
    editor = _editor(way)
    stage.until(lambda: bool(editor.notes.extraSelections()), "the words marked in the notes")
    stage.picture("found-in-interview")
    return found[0].title


def print_interview(way: Way) -> str:
    """The record of the interview, and the guide to write on."""
    stage, editor = way.stage, _editor(way)
    one = stage.desk.read(interview_papers.record, editor.interview_id)
    blank = stage.desk.read(interview_papers.blank_guide, stage.desk.office_id, Role.MENTEE, "fr")
    for name, content in (
        ("interview.pdf", interview_papers.draw_record(one)),
        ("interview-guide.pdf", interview_papers.draw_guide(blank)),
    ):
        atomic_write(way.folder / name, content)
    return one.name


def _begun(way: Way) -> InterviewView:
    stage = way.stage
    started = stage.desk.do(interviews.start_interview, way.people[WHO], Role.MENTEE, code="fr")
    if started is None:
        raise TourError("the interview did not begin")
    editor = stage.view("people", ("interview", started.interview_id), InterviewView)
    editor.notes.insertPlainText(NOTES)
    stage.until(editor.listener.suggested.isVisible, "a suggestion")
    return editor


def _editor(way: Way) -> InterviewView:
    way.stage.settle()
    found = way.stage.window.findChild(InterviewView)
    if found is None:
        raise TourError("the editor is not open")
    return found


def _dialog(stage: Stage, kind: type[D]) -> D:
    stage.settle()
    found = stage.window.findChild(kind)
    if found is None:
        raise TourError(f"no {kind.__name__}")
    return found


STEPS: tuple[tuple[str, Callable[[Way], str]], ...] = (
    (N_("Facts are noted while listening"), listen),
    (N_("What is not needed is hidden"), hide_what_is_not_needed),
    (N_("A line comes back from a version"), bring_back),
    (N_("Words of an interview are found"), find_words),
    (N_("An interview is printed"), print_interview),
)

"""The first path through the programme, step by step, in the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QElapsedTimer

from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.documents import queries as documents
from duodesk.documents.catalog import CATALOG
from duodesk.documents.commands import Signing, sign
from duodesk.followup import queries as followup
from duodesk.followup.commands import MeetingValues, OutcomeValues, log_meeting, record_outcome
from duodesk.followup.plan import start_with_plan
from duodesk.followup.words import Evidence, Held
from duodesk.lists.plan import Action
from duodesk.pairing import queries as pairing
from duodesk.pairing.commands import Thought, propose
from duodesk.pairing.first_meeting import Appointment, answer, plan_first_meeting
from duodesk.pairing.words import Answer, Signatory
from duodesk.people import commands, interviews, queries
from duodesk.people.cards import PersonCard, person
from duodesk.people.words import Role
from duodesk.reports.queries import Question, cohort
from duodesk.tour.bringing import STEPS as LISTS
from duodesk.tour.exchange import EXCHANGE
from duodesk.tour.following import STEPS as FOLLOWING
from duodesk.tour.interviews import STEPS as INTERVIEWS
from duodesk.tour.listing import STEPS as LISTING
from duodesk.tour.lists import write_lists
from duodesk.tour.pairing import STEPS as PAIRING
from duodesk.tour.papers import (
    approve_wording,
    gather_papers,
    invite_to_meet,
    print_sheets,
)
from duodesk.tour.privacy import STEPS as PRIVACY
from duodesk.tour.recruiting import STEPS as RECRUITING
from duodesk.tour.reporting import STEPS as REPORTING
from duodesk.tour.sessions import STEPS as SESSIONS
from duodesk.tour.stage import TourError
from duodesk.tour.training import STEPS as TRAINING
from duodesk.tour.twice import STEPS as TWICE
from duodesk.tour.way import Way
from duodesk.ui.documents.page import DocumentsPage
from duodesk.ui.duo_papers import PaperPair
from duodesk.ui.pairing.suggestions import SuggestionsView
from duodesk.ui.people.importing import ImportView
from duodesk.ui.people.interview import InterviewView
from duodesk.ui.people.person import PersonView
from duodesk.ui.reports.page import ReportsPage

NOTES = """## Parcours
A travaillé trois ans dans un entrepôt, à Izmir.
> Je veux travailler tout de suite.

## Disponibilités
Mardi après-midi et samedi.
"""
WEEKS_MET = 9


def write_two_lists(way: Way) -> str:
    """Two spreadsheets as offices have them."""
    mentees, mentors = write_lists(way.folder, way.clock.now())
    way.lists = {Role.MENTEE: mentees, Role.MENTOR: mentors}
    return f"{mentees.name}, {mentors.name}"


def bring_in_mentees(way: Way) -> str:
    """French headings; the row with an impossible birthday stays out with its reason."""
    return _bring_in(way, Role.MENTEE, new=5, out=1)


def bring_in_mentors(way: Way) -> str:
    """Dutch headings."""
    return _bring_in(way, Role.MENTOR, new=5, out=0)


def _bring_in(way: Way, role: Role, *, new: int, out: int) -> str:
    stage = way.stage
    view = stage.view("people", way.lists[role], ImportView)
    stage.finish_jobs()
    stage.picture(f"import-{role}")
    plan = view.plan
    if plan is None:
        raise TourError("the list could not be read")
    found = (plan.count(Action.NEW), len({p.row for p in plan.problems}), view.roles.value())
    if found != (new, out, role):
        raise TourError(f"the dry run says {found}")
    view.apply()
    stage.finish_jobs()
    stage.refuse_complaints()
    rows = stage.desk.read(queries.people, role=role, today=way.clock.today())
    if len(rows) != new:
        raise TourError(f"{len(rows)} people came in")
    way.people |= {row.name.split(",")[0]: row.id for row in rows}
    return _("%(n)s people came in, %(out)s row waits to be mended", n=new, out=out)


def interview(way: Way) -> str:
    """Typed into the editor, kept within a second, finished."""
    stage = way.stage
    page = stage.view("people", way.people["Çelik"], PersonView)
    page.interview()
    stage.settle()
    editor = stage.window.findChild(InterviewView)
    if editor is None:
        raise TourError("the editor did not open")
    watch = QElapsedTimer()
    watch.start()
    editor.notes.insertPlainText(NOTES)

    def kept() -> bool:
        draft = stage.desk.read(interviews.draft, editor.interview_id)
        return draft is not None and draft.text == NOTES

    stage.until(kept, "the draft in the desk file")
    waited = watch.elapsed()
    stage.picture("interview")
    editor.finish()
    stage.settle()
    stage.refuse_complaints()
    stage.picture("person")
    return _("kept %(n)s ms after the last key", n=waited)


def accept_all(way: Way) -> str:
    """Everyone is taken into the programme; the mentees begin to wait."""
    for person_id in way.people.values():
        card = stage_card(way, person_id)
        for one in card.enrolments:
            way.stage.desk.do(commands.accept, one.id)
    way.pass_days(12)
    way.stage.page("people")
    way.stage.picture("people")
    return str(len(way.people))


def shortlist(way: Way) -> str:
    """Free mentors for a waiting mentee, with reasons in whole sentences."""
    view = way.stage.view("pairing", way.people["Çelik"], SuggestionsView)
    way.stage.picture("pairing")
    if not view.found:
        raise TourError("nobody was suggested")
    if view.found[0].mentor_id != way.people["Thielemans"]:
        raise TourError(f"{view.found[0].mentor} was put first")
    return ", ".join(one.mentor for one in view.found)


def propose_duo(way: Way) -> str:
    """Proposed, met for the first time, two yes."""
    stage, desk = way.stage, way.stage.desk
    view = stage.view("pairing", way.people["Çelik"], SuggestionsView)
    first = view.found[0]
    desk.do(
        propose,
        mentee_id=way.people["Çelik"],
        mentor_id=first.mentor_id,
        thought=Thought(
            reason="Magasinier tous les deux",
            score=first.score,
            overruled_reason="La note d'information lui est remise mardi",
        ),
    )
    proposal = desk.read(pairing.proposals)[0]
    way.pass_days(3)
    desk.do(
        plan_first_meeting,
        proposal.id,
        Appointment(on=way.clock.today(), start=11 * 60, place="Café Belga"),
    )
    stage.page("pairing", proposal.id)
    stage.picture("proposal")
    pair = PaperPair(proposal.id, way.people["Çelik"], first.mentor_id, first.mentee, first.mentor)
    invite_to_meet(way, pair)
    for side in (Signatory.MENTEE, Signatory.MENTOR):
        desk.do(answer, proposal.id, side, Answer.YES)
    stage.refuse_complaints()
    way.duo_id = desk.read(followup.duos, today=way.clock.today())[0].id
    return f"{first.mentee} × {first.mentor}"


def print_papers(way: Way) -> str:
    """Agreement and code of conduct, once for each language of the two readers."""
    stage = way.stage
    before = len(stage.answers.files)
    for kind in CATALOG:
        page = stage.page("documents", way.duo)
        if not isinstance(page, DocumentsPage):
            raise TourError("no screen of documents")
        page.cards.choose((way.duo, kind.code))
        stage.settle()
        stage.picture(f"document-{kind.code}")
        page.save()
    stage.refuse_complaints()
    return ", ".join(path.name for path in stage.answers.files[before:])


def sign_papers(way: Way) -> str:
    """Both sign both; the duo can begin."""
    desk = way.stage.desk
    for kind in CATALOG:
        for side in (Signatory.MENTEE, Signatory.MENTOR):
            signing = Signing(kind.code, side, way.clock.today(), "Bruxelles", "Classeur 2026")
            desk.do(sign, way.duo, signing)
    states = {row.state for row in desk.read(documents.paper_rows, duo_id=way.duo)}
    if states != {"signed"}:
        raise TourError(f"the papers are {states}")
    desk.do(start_with_plan, way.duo, on=way.clock.today())
    way.stage.refuse_complaints()
    return "4"


def log_weeks(way: Way) -> str:
    """Week after week on the strip."""
    desk = way.stage.desk
    for week in range(WEEKS_MET):
        way.pass_days(7)
        state = Held.EXCUSED if week == 4 else Held.MET
        desk.do(log_meeting, way.duo, MeetingValues(way.clock.today(), state, 90, ("cv",)))
    way.stage.refuse_complaints()
    way.stage.page("duos", way.duo)
    way.stage.picture("duos")
    row = desk.read(followup.duo, way.duo, today=way.clock.today())
    if row is None or row.met != WEEKS_MET - 1:
        raise TourError("the strip does not show the meetings")
    return f"{row.met} / {row.planned}"


def find_work(way: Way) -> str:
    """A job begins; what it counts as is said."""
    values = OutcomeValues(
        "permanent", way.clock.today(), employer="Colis Express", evidence=Evidence.DOCUMENT
    )
    done = way.stage.desk.do(record_outcome, way.people["Çelik"], values)
    way.stage.refuse_complaints()
    if done is None or done.counts_as is None:
        raise TourError("nothing was said about the outcome")
    way.stage.page("duos", way.duo)
    way.stage.picture("outcome")
    return str(done.counts_as)


def workbook(way: Way) -> str:
    """The cohort in headquarters' workbook, a year later."""
    way.pass_days(365)
    stage, today = way.stage, way.clock.today()
    page = stage.page("reports")
    if not isinstance(page, ReportsPage):
        raise TourError("no screen of reports")
    page.asking.take_days(date(2026, 1, 1), date(2026, 12, 31), today)
    page.reload()
    stage.picture("reports")
    before = len(stage.answers.files)
    page.to_excel()
    stage.finish_jobs()
    stage.refuse_complaints()
    question = Question(date(2026, 1, 1), date(2026, 12, 31), today, stage.desk.office_id)
    known = stage.desk.read(cohort, question)
    if len(known.duos) != 1 or len(stage.answers.files) != before + 1:
        raise TourError("the workbook does not show the cohort")
    return stage.answers.files[-1].name


def undo_and_redo(way: Way) -> str:
    """The last actions are taken back by name, and done again."""
    desk, labels = way.stage.desk, []
    for _turn in range(3):
        labels.append(str(desk.store.undo_label))
        desk.undo()
    for _turn in range(3):
        desk.redo()
    way.stage.refuse_complaints()
    if not desk.store.agrees_with_journal():
        raise TourError("the tables and the journal differ")
    return " · ".join(labels)


def search(way: Way) -> str:
    """Ctrl+K finds a person by letters without their signs."""
    shell = way.stage.window.shell
    if shell is None:
        raise TourError("the window has no desk")
    shell.palette_.open("celik")
    way.stage.picture("palette")
    found = shell.palette_.found.cards.cards()
    shell.palette_.close_up()
    if not found or found[0].id != way.people["Çelik"]:
        raise TourError("celik does not find Çelik")
    return found[0].title


def stage_card(way: Way, person_id: Id) -> PersonCard:
    """A person of the desk."""
    card = way.stage.desk.read(person, person_id, today=way.clock.today())
    if card is None:
        raise TourError("a person is gone")
    return card


STEPS: tuple[tuple[str, Callable[[Way], str]], ...] = (
    (N_("Two lists are written"), write_two_lists),
    (N_("The mentees come in"), bring_in_mentees),
    (N_("The mentors come in"), bring_in_mentors),
    *LISTS,
    *TWICE,
    *RECRUITING,
    *SESSIONS,
    (N_("An interview is written"), interview),
    *INTERVIEWS,
    (N_("All are accepted"), accept_all),
    *LISTING,
    *TRAINING,
    *PAIRING,
    (N_("Mentors are suggested"), shortlist),
    (N_("A duo is proposed; both say yes"), propose_duo),
    (N_("Headquarters' own wording is approved"), approve_wording),
    (N_("The papers for tomorrow's signatures are gathered"), gather_papers),
    (N_("Agreement and code of conduct are printed"), print_papers),
    (N_("Both sign; the duo begins"), sign_papers),
    (N_("The letters and sheets of the duo are made"), print_sheets),
    (N_("Weeks are noted"), log_weeks),
    *FOLLOWING,
    (N_("A job is recorded"), find_work),
    *PRIVACY,
    (N_("The search line finds"), search),
    (N_("Undo and redo"), undo_and_redo),
    *EXCHANGE,
    (N_("The workbook for headquarters"), workbook),
    *REPORTING,
)

"""Papers of interviews on the screen before they are printed: the guide to write on, the record."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, _, language_name
from duodesk.base.ids import Id
from duodesk.documents import interview_papers
from duodesk.people.attendance import invited_to
from duodesk.people.cards import PersonCard
from duodesk.people.words import Role
from duodesk.ui.desk import Desk
from duodesk.ui.duo_papers import offer_c45b
from duodesk.ui.leaving import PaperDialog
from duodesk.ui.people.letter import show_invitations
from duodesk.ui.widgets.buttons import Menu


def show_record(desk: Desk, interview_id: Id, *, parent: QWidget) -> None:
    """The record of an interview, as it will be printed."""
    try:
        one = desk.read(interview_papers.record, interview_id)
    except UserError as error:
        desk.say(str(error), "bad")
        return
    title = _("Intake interview of %(name)s", name=one.name or "?")
    PaperDialog(desk, title, interview_papers.draw_record(one), parent=parent).open_over()


def show_guide(desk: Desk, interview_id: Id, *, parent: QWidget) -> None:
    """The guide of an interview with room to write, with its person and day."""
    sheet = desk.read(interview_papers.guide_of, interview_id)
    _show(desk, sheet, parent)


def show_blank_guide(desk: Desk, role: Role, code: str, *, parent: QWidget) -> None:
    """A guide for anybody."""
    _show(desk, desk.read(interview_papers.blank_guide, desk.office_id, role, code), parent)


def offer_guides(desk: Desk, menu: Menu, card: PersonCard, *, parent: QWidget) -> None:
    """For each role of a person, a line for each language in which a guide can be printed."""
    for role in sorted({Role(one.role) for one in card.enrolments}):
        title = _("Print the interview guide (%(role)s)", role=reference.chosen("role", role))
        languages = Menu(title, menu)
        for code in LANGUAGES:
            languages.item(
                language_name(code), partial(show_blank_guide, desk, role, code, parent=parent)
            )
        menu.addMenu(languages)


def offer_invitations(desk: Desk, menu: Menu, card: PersonCard, *, parent: QWidget) -> None:
    """A line for the letter to each session at which a person is still expected."""
    for session in desk.read(invited_to, card.id, today=desk.today):
        menu.item(
            _("Invitation to the session of %(day)s…", day=short(session.held_on)),
            partial(show_invitations, desk, session.id, [(card.id, card.full_name)], parent=parent),
            icon_name="mail",
        )


def offer_declaration(desk: Desk, menu: Menu, card: PersonCard, *, parent: QWidget) -> None:
    """The line for form C45B, which mentors on an allowance hand in before they begin."""
    if any(one.role == Role.MENTOR for one in card.enrolments):
        offer_c45b(desk, menu, card.id, card.full_name, parent=parent)


def _show(desk: Desk, sheet: interview_papers.BlankGuide, parent: QWidget) -> None:
    title = interview_papers.guide_title(sheet)
    PaperDialog(desk, title, interview_papers.draw_guide(sheet), parent=parent).open_over()

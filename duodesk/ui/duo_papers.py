"""Letters and sheets of a duo, for every screen on which somebody looks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.documents import action_plan, weekly_sheet
from duodesk.documents.c45b_sheet import c45b_sheet
from duodesk.documents.catalog import C45B, FIRST_MEETING, WELCOME, kind_of
from duodesk.documents.commands import print_letter, print_paper
from duodesk.documents.draw import Paper, draw
from duodesk.documents.first_meeting_letter import first_meeting_letter
from duodesk.documents.welcome_letters import welcome_letter
from duodesk.people.words import Role
from duodesk.ui.desk import Desk
from duodesk.ui.one_paper import Shown, show_paper
from duodesk.ui.open_places import About
from duodesk.ui.widgets.buttons import Menu


@dataclass(frozen=True, slots=True)
class PaperPair:
    """Whose papers they are: the duo (or the proposal), and its two people with their names."""

    id: Id
    mentee_id: Id
    mentor_id: Id
    mentee: str
    mentor: str

    @property
    def sides(self) -> tuple[tuple[Role, Id, str], ...]:
        """Both, with their role and name."""
        return (
            (Role.MENTEE, self.mentee_id, self.mentee),
            (Role.MENTOR, self.mentor_id, self.mentor),
        )


def offer_papers(desk: Desk, menu: Menu, pair: PaperPair, *, begun: bool, parent: QWidget) -> None:
    """A line for each letter and sheet of a duo; the letters once it has begun."""
    if begun:
        offer_welcome(desk, menu, pair, parent=parent)
        menu.addSeparator()
    plan = partial(show_plan, desk, pair, parent=parent)
    menu.item(_("Action plan, empty…"), partial(plan, blank=True), icon_name="target")
    menu.item(_("Action plan with what is known…"), partial(plan, blank=False))
    menu.item(_("Sheet for the weekly meetings…"), partial(show_weeks, desk, pair, parent=parent))
    menu.addSeparator()
    offer_c45b(desk, menu, pair.mentor_id, pair.mentor, parent=parent)


def offer_welcome(desk: Desk, menu: Menu, pair: PaperPair, *, parent: QWidget) -> None:
    """A line for the welcome letter of each."""
    for kind, (role, _person, name) in zip(WELCOME, pair.sides, strict=True):
        read = _letter(
            desk, partial(welcome_letter, duo_id=pair.id, role=role),
            lambda paper: desk.do(print_paper, pair.id, paper), about=("duos", pair.id),
        )  # fmt: skip
        menu.item(
            _("Welcome letter for %(name)s…", name=name),
            partial(show_paper, desk, f"{kind.title} · {name}", read, parent=parent),
            icon_name="mail",
        )


def offer_first_meeting(desk: Desk, menu: Menu, pair: PaperPair, *, parent: QWidget) -> None:
    """A line for the invitation of each to their first meeting; the pair is a proposal's."""
    for role, person_id, name in pair.sides:
        read = _letter(
            desk, partial(first_meeting_letter, proposal_id=pair.id, role=role),
            _to_person(desk, person_id), about=("people", person_id),
        )  # fmt: skip
        menu.item(
            _("Invitation for %(name)s…", name=name),
            partial(show_paper, desk, f"{FIRST_MEETING.title} · {name}", read, parent=parent),
            icon_name="mail",
        )


def offer_c45b(desk: Desk, menu: Menu, person_id: Id, name: str, *, parent: QWidget) -> None:
    """The line for what the organisation answers on a mentor's form C45B."""
    read = _letter(
        desk, partial(c45b_sheet, person_id=person_id), _to_person(desk, person_id),
        about=("people", person_id),
    )  # fmt: skip
    menu.item(
        _("Form C45B, part II, for %(name)s…", name=name),
        partial(show_paper, desk, f"{C45B.title} · {name}", read, parent=parent),
        icon_name="file-text",
    )


def show_plan(desk: Desk, pair: PaperPair, *, blank: bool, parent: QWidget) -> None:
    """The sheet of the career action plan."""

    def read(code: str | None) -> Shown:
        sheet = desk.read(
            action_plan.action_plan, pair.id, today=desk.today, blank=blank, language=code
        )
        name = action_plan.file_name(sheet).removesuffix(".pdf")
        return Shown(sheet.language, action_plan.draw(sheet), name, sheet.paper.missing)

    show_paper(desk, _title("action_plan", pair), read, parent=parent)


def show_weeks(desk: Desk, pair: PaperPair, *, parent: QWidget) -> None:
    """The sheet of the weekly meetings."""

    def read(code: str | None) -> Shown:
        sheet = desk.read(weekly_sheet.weekly_sheet, pair.id, today=desk.today, language=code)
        name = weekly_sheet.file_name(sheet).removesuffix(".pdf")
        return Shown(sheet.language, weekly_sheet.draw(sheet), name, sheet.paper.missing)

    show_paper(desk, _title("weekly_sheet", pair), read, parent=parent)


def _title(code: str, pair: PaperPair) -> str:
    return f"{kind_of(code).title} · {pair.mentee} × {pair.mentor}"


def _to_person(desk: Desk, person_id: Id) -> Callable[[Paper], object]:
    """Writes a letter down among the papers of a person."""
    return lambda paper: desk.do(print_letter, person_id, paper)


def _letter(
    desk: Desk, make: Callable[..., Paper], leaves: Callable[[Paper], object], *, about: About
) -> Callable[[str | None], Shown]:
    """A letter for the screen; `leaves` writes down that it was printed."""

    def read(code: str | None) -> Shown:
        paper = desk.read(make, today=desk.today, language=code)
        return Shown(
            paper.language,
            draw(paper),
            paper.number,
            paper.missing,
            partial(leaves, paper),
            (about,),
        )

    return read

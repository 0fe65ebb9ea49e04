"""Who fits whom: the team meets, looks at the plan of all, decides; a card goes over the board by
keys alone.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from duodesk.base.i18n import N_, _
from duodesk.pairing import commands, matching
from duodesk.pairing.board import Column
from duodesk.pairing.queries import suggestions
from duodesk.tour.stage import TourError
from duodesk.tour.way import Way
from duodesk.ui.pairing.board import BoardPart
from duodesk.ui.pairing.meeting import MeetingPart
from duodesk.ui.pairing.plan import PlanPart


def plan_for_all(way: Way) -> str:
    """One plan for all who wait, worked out beside the window."""
    stage = way.stage
    part = stage.view("pairing", "plan", PlanPart)

    def planned() -> int:
        table = part.table()
        return table.rows_model.rowCount() if table is not None else 0

    stage.until(lambda: planned() > 0, "the plan")
    stage.finish_jobs()
    stage.picture("pairing-whole-plan")
    stage.refuse_complaints()
    return _("%(n)s duos in the plan", n=planned())


def meet_to_match(way: Way) -> str:
    """The team's meeting: the one who waits longest, three mentors, what speaks for and against."""
    stage = way.stage
    part = stage.view("pairing", "meeting", MeetingPart)
    part.begin()
    stage.settle()
    stage.picture("matching-meeting")
    room = part.room
    if room is None:
        raise TourError("the meeting did not begin")
    found = stage.desk.read(matching.meetings, office_id=stage.desk.office_id)
    if not found or found[0].finished_at is not None:
        raise TourError("the meeting is not kept")
    stage.desk.do(matching.finish, found[0].id, note="Suite mardi prochain")
    stage.settle()
    stage.refuse_complaints()
    return ", ".join(found[0].present)


def carry_a_card(way: Way) -> str:
    """A pair is kept in mind and taken over the board by keys; a bar or a doubt would be said."""
    stage, today = way.stage, way.clock.today()
    mentee = way.people["Tesfay"]
    first = stage.desk.read(suggestions, mentee, today=today, office_id=stage.desk.office_id)[0]
    stage.desk.do(commands.suggest, mentee_id=mentee, mentor_id=first.mentor_id)
    board = stage.view("pairing", "board", BoardPart)
    stage.picture("board")
    card = board.state.of_person(mentee)
    if card is None:
        raise TourError("the card is not on the board")
    board.grid.choose(card, focus=True)
    column = board.grid.columns[Column.SUGGESTED].list
    QTest.keyClick(column, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    stage.settle()
    stage.picture("board-asks")
    stage.refuse_complaints()
    stage.desk.do(commands.withdraw, card.id)
    stage.settle()
    if board.state.of_person(mentee) is not None:
        raise TourError("the card is still on the board")
    return f"{first.mentee} × {first.mentor}"


STEPS: tuple[tuple[str, Callable[[Way], str]], ...] = (
    (N_("One plan for all who wait"), plan_for_all),
    (N_("The team meets to match"), meet_to_match),
    (N_("A card goes over the board"), carry_a_card),
)

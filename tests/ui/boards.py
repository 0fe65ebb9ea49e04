"""The board of a small demonstration, and what a hand does on it."""

from __future__ import annotations

import warnings
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from duodesk.base.ids import Id
from duodesk.pairing import commands, first_meeting, queries
from duodesk.pairing.board import BoardCard, Column
from duodesk.pairing.doubts import standing
from duodesk.pairing.first_meeting import Appointment
from duodesk.store.session import Session
from duodesk.tour.stage import Stage
from duodesk.ui.pairing.board import BoardPart
from duodesk.ui.pairing.columns import BoardList
from duodesk.ui.pairing.page import PairingPage
from duodesk.ui.widgets.cards import CardItem
from duodesk.ui.widgets.carried import CarriedCards

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def page_of(stage: Stage, subject: object = None) -> PairingPage:
    page = stage.page("pairing", subject)
    assert isinstance(page, PairingPage)
    return page


def board_of(stage: Stage) -> BoardPart:
    return page_of(stage).board


def suggest(stage: Stage, *, doubtful: bool = True) -> Id:
    """A waiting mentee with a free mentor, with doubts or without; gives the proposal."""
    desk = stage.desk
    mentee_id, mentor_id = desk.read(_pair, desk.today, desk.office_id, doubtful)
    made = desk.do(commands.suggest, mentee_id=mentee_id, mentor_id=mentor_id)
    assert made is not None
    stage.settle()
    return next(row for table, row in made.rows if table == "proposal")


def _pair(session: Session, today: date, office_id: Id, doubtful: bool) -> tuple[Id, Id]:
    """The first that nothing forbids, of those with doubts or without."""
    for mentee in queries.waiting_mentees(session, today=today, office_id=office_id):
        for mentor in queries.free_mentors(session, today=today, office_id=office_id):
            how = standing(session, mentee.id, mentor.id, today=today, office_id=office_id)
            if not how.bars and bool(how.doubts) == doubtful:
                return mentee.id, mentor.id
    raise AssertionError("nobody fits")


def advance(stage: Stage, proposal_id: Id, to: Column) -> None:
    """Bring a suggestion as far as a column before the duo."""
    desk, today = stage.desk, stage.desk.today
    desk.do(commands.put_forward, proposal_id, overruled_reason="We know")
    if to in {Column.FIRST_MEETING, Column.DECISION}:
        desk.do(first_meeting.plan_first_meeting, proposal_id, Appointment(on=today))
    if to == Column.DECISION:
        desk.do(first_meeting.note_met, proposal_id)
    stage.settle()


def card_of(board: BoardPart, proposal_id: Id) -> BoardCard:
    found = board.state.find(proposal_id)
    assert found is not None
    return found


def list_of(board: BoardPart, place: Column) -> BoardList:
    return board.grid.columns[place].list


def stand_on(board: BoardPart, card: BoardCard) -> BoardList:
    """Put the focus on a card as a click would."""
    board.grid.choose(card, focus=True)
    return list_of(board, card.column)


def press_key(stage: Stage, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the focus is."""
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, key, modifiers or Qt.KeyboardModifier.NoModifier)
    stage.settle()


def click(stage: Stage, text: str, within: QWidget) -> None:
    """Click the button that is called so."""
    found = [
        b for b in within.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == text
    ]
    assert found, text
    QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)
    stage.settle()


def drop(
    stage: Stage, item: CardItem, source: CarriedCards, onto: CarriedCards, at: QPoint
) -> bool:
    """Carry a card over a list and let it go there; gives whether the list took it.

    Offscreen no drag can be run, for its loop ends at once there: the list gets
    the events that one would send.
    """
    mime, spot = source.carried(item), at
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    none, target = Qt.KeyboardModifier.NoModifier, onto.viewport()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(spot, move, mime, left, none)
        over = QDragMoveEvent(spot, move, mime, left, none)
    QApplication.sendEvent(target, enter)
    QApplication.sendEvent(target, over)
    taken = over.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(spot), move, mime, left, none))
    stage.settle()
    return taken


def item_of(cards: CarriedCards, card_id: object) -> CardItem:
    return next(one for one in cards.cards.cards() if one.id == card_id)


def lapse(stage: Stage) -> None:
    """Let eight days pass, so that reservations are over."""
    stage.desk.store.clock.advance(timedelta(days=8))  # type: ignore[attr-defined]

"""Matching meetings: those that were held, one under way, and what became of what they decided."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.pairing import matching
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.learnt import LearntView
from duodesk.ui.pairing.matching.meetings import MeetingsView
from duodesk.ui.pairing.matching.projection import Projection
from duodesk.ui.pairing.matching.room import Room
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.text import show_if

MEETINGS, LEARNT = "meetings", "learnt"
_OPEN = "matching/open"


class MeetingPart(QWidget):
    """The list, or the mode; the mode goes on where it was when the screen is built anew."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.room: Room | None = None
        self.projection: Projection | None = None
        self.views = Segmented(
            [(MEETINGS, _("Matching meetings")), (LEARNT, _("What became of it"))],
            value=MEETINGS,
            name=_("List"),
        )
        self.meetings, self.learnt = MeetingsView(desk), LearntView(desk)
        self._stack = QStackedWidget()
        for view in (self.meetings, self.learnt):
            self._stack.addWidget(view)
        whole = column(self.views, self._stack, spacing=10)
        whole.setStretchFactor(self._stack, 1)
        self.setLayout(whole)
        self.setFocusProxy(self._stack)
        self.views.chosen.connect(self._choose)
        self.meetings.opened.connect(self.go_on)
        self.meetings.begun.connect(self.begin)
        desk.bus.said.connect(self._on_said)
        kept = desk.kept.get(_OPEN)
        if isinstance(kept, Id):
            self.go_on(kept)

    def reload(self) -> None:
        """Read the desk file again."""
        if self.room is None:
            self._view().reload()
        elif self.room.stale:
            self.room.reload()

    def settle(self) -> None:
        """Keep what is typed."""
        if self.room is not None:
            self.room.settle()

    def busy(self) -> bool:
        """A team that talks presses no key: the lock waits."""
        return self.room is not None

    def show_subject(self, subject: object) -> None:
        """Go on with a meeting, or show one of the two lists."""
        if isinstance(subject, Id):
            self.go_on(subject)
        elif subject in {MEETINGS, LEARNT}:
            self.views.set_value(str(subject))
            self._choose(str(subject))

    def begin(self) -> None:
        """Begin a meeting of today."""
        made = self._desk.do(matching.open_meeting)
        if made is not None:
            self.go_on(made.matching_id)

    def go_on(self, matching_id: Id) -> None:
        """Enter the mode."""
        self._leave()
        self._desk.kept[_OPEN] = matching_id
        room = Room(self._desk, matching_id)
        if room.sitting is None:
            room.deleteLater()
            self._leave()
            return
        self.room = room
        room.left.connect(self._leave)
        room.finished.connect(self._on_finished)
        room.wall_wanted.connect(self.turn_wall)
        self._put_back(room)
        room.mentees.setFocus()

    def turn_wall(self) -> None:
        """On the wall, or back into the screen."""
        if self.room is None:
            return
        if self.projection is None:
            self.projection = Projection(self.room)
            self.projection.ended.connect(self.turn_wall)
            self.room.show_tight(on=True)
        else:
            self._from_wall()
            self.room.show_tight(on=False)
        self.room.mentees.setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.projection is not None:
            self.projection.raise_()

    def _from_wall(self) -> None:
        projection, self.projection = self.projection, None
        if projection is not None and self.room is not None:
            self._put_back(self.room)
            projection.end()

    def _put_back(self, room: Room) -> None:
        self._stack.addWidget(room)
        self._stack.setCurrentWidget(room)
        room.show()
        show_if(self.views, on=False)

    def _leave(self) -> None:
        """Out of the mode; nothing is lost, the meeting goes on from the list."""
        self._desk.kept.pop(_OPEN, None)
        room = self.room
        if room is not None:
            self._from_wall()
            room.settle()
            self.room = None
            self._stack.removeWidget(room)
            room.hide()
            room.deleteLater()
        show_if(self.views, on=True)
        self._choose(self.views.value())
        if room is not None:
            self._view().setFocus()

    def _on_finished(self, matching_id: Id) -> None:
        self._leave()
        self.views.set_value(MEETINGS)
        self._choose(MEETINGS)
        self.meetings.choose(matching_id)
        self._desk.say(_("The meeting has ended. Its minutes can be printed."))

    def _on_said(self, text: str, tone: str) -> None:
        """The desk's own words would stand on the wall with whole names: say them without."""
        if self.projection is not None and self.room is not None:
            self.projection.raise_()
            self.room.say(text, tone)

    def _view(self) -> MeetingsView | LearntView:
        return self.learnt if self.views.value() == LEARNT else self.meetings

    def _choose(self, _code: str) -> None:
        self._view().reload()
        self._stack.setCurrentWidget(self._view())

"""What the least number of points of a pair means, said while it is chosen."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from duodesk.base.i18n import _, ngettext
from duodesk.base.progress import Progress
from duodesk.pairing.reach import best_points, without_mentor
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.text import PlainLabel, show_if


class FloorPreview(QWidget):
    """One sentence that always holds, and one about today as soon as it is reckoned."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._points: int | None = None
        self._best: tuple[int, ...] | None = None
        self._asked = False
        self.today = PlainLabel("", wrap=True)
        always = PlainLabel(
            _("The plan says “nobody now” rather than form a weaker pair; on the board the team "
              "may still propose it."),
            role="small", wrap=True,
        )  # fmt: skip
        self.setLayout(column(always, self.today, spacing=2))
        self._tell()

    def show_points(self, points: int | None) -> None:
        """Say what so many points would mean; nothing while it is no number."""
        self._points = points
        self._tell()

    def reload(self) -> None:
        """Look at who waits now; what is out of sight is not reckoned."""
        self._asked = False
        if self.isVisible():
            self._ask()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        if self._asked:
            return
        self._asked = True
        store = self._desk.store

        def work(_progress: Progress) -> tuple[int, ...]:
            with store.read() as session:
                return best_points(session, today=store.clock.today(), office_id=store.office_id)

        self._desk.jobs.start(
            _("Points of the pairs"), work, self._done, quiet=True,
            refused=lambda error: self._desk.say(str(error), "bad"),
        )  # fmt: skip

    def _done(self, best: tuple[int, ...]) -> None:
        if isValid(self):
            self._best = best
            self._tell()

    def _tell(self) -> None:
        told = ""
        left = without_mentor(self._best or (), self._points or 0)
        if self._best and self._points is not None and not left:
            told = _("With %(points)s points, every mentee who waits has somebody who fits well "
                     "enough today.", points=self._points)  # fmt: skip
        elif self._best and self._points is not None:
            told = ngettext(
                "With %(points)s points, %(n)s of %(waiting)s mentees who wait has nobody who fits "
                "well enough today.",
                "With %(points)s points, %(n)s of %(waiting)s mentees who wait have nobody who "
                "fits well enough today.",
                left,
                points=self._points,
                waiting=len(self._best),
            )
        self.today.setText(told)
        show_if(self.today, on=bool(told))

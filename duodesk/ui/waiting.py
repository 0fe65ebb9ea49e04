"""How far a job is, in front of who waits for it, with the button that stops it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QProgressBar, QWidget
from shiboken6 import isValid

from duodesk.base.i18n import _
from duodesk.base.progress import Progress, silent
from duodesk.documents.commands import Drawn, Owned, draw_several
from duodesk.ui.desk import Desk
from duodesk.ui.jobs import Jobs
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.text import ElidedLabel, show_if

R = TypeVar("R")
_SOON = 8  # papers that are drawn before anybody wonders


class Waiting(QWidget):
    """A line in a dialog, which hides the foot of the window; its room stays when nothing is drawn,
    so that the dialog does not move. Other jobs are not shown.
    """

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.told = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.stop = Button(_("Stop"), jobs.cancel_all)
        self.bar.setFixedWidth(look().px(140))
        line = row(self.told, self.bar, self.stop, spacing=10)
        line.setStretchFactor(self.told, 1)
        self.setLayout(line)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        jobs.moved.connect(self._show_job)
        self._show_job()

    def _show_job(self) -> None:
        job = self._jobs.current
        drawing = job is not None and job.title == _drawing()
        show_if(self, on=drawing)
        if job is not None and drawing:
            self.told.setText(job.title)
            self.bar.setMaximum(job.now.total)
            self.bar.setValue(job.now.done)
            self.stop.setEnabled(not job.stopping)


def draw_them(
    desk: Desk, owned: Sequence[Owned], then: Callable[[list[Drawn]], object], *, shown: QWidget
) -> None:
    """Draw papers, a few at once, many beside the window; nothing follows where the dialog that is
    shown was closed meanwhile.
    """

    def work(progress: Progress) -> list[Drawn]:
        return draw_several(owned, progress=progress)

    draw_for(desk, len(owned), work, then, shown=shown)


def draw_for(
    desk: Desk,
    n: int,
    work: Callable[[Progress], R],
    then: Callable[[R], object],
    *,
    shown: QWidget,
) -> None:
    """Do the drawing of so many papers: at once, or beside the window as long as it is shown."""

    def go_on(made: R) -> None:
        if isValid(shown) and shown.isVisible():
            then(made)

    if n <= _SOON:
        then(work(silent))
    else:
        desk.work(_drawing(), work, go_on)


def _drawing() -> str:
    return _("Drawing the papers")

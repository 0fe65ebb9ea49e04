"""What is always in sight: saved, backed up, what undo would do, who writes, lock."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import clock_time, short
from duodesk.base.i18n import _
from duodesk.ui.desk import Desk
from duodesk.ui.keeping import Keeping
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.text import ElidedLabel, PlainLabel, literal, restyle, set_tip, show_if

_MOST = 44  # letters of the name of an action on a button
_MOST_BUSY = 24  # the same beside a job, at 1024 pixels
# A job is shown once it lasts, so that short ones do not flicker.
_BUSY_AFTER = 500


class StatusBar(QWidget):
    """The line at the foot of the window."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, desk: Desk, keeping: Keeping, author: str) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._keeping = keeping
        self._busy = False
        jobs = desk.jobs
        self.saved = PlainLabel(_("Everything is saved"))
        self.backup = Button("", keeping.back_up, icon_name="hard-drive")
        self.undo = Button("", self.undo_wanted.emit, icon_name="undo-2")
        self.redo = IconButton("redo-2", _("Do again"), self.redo_wanted.emit)
        self._work = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(look().px(80))
        self._bar.setAccessibleName(_("Progress"))
        self._stop = Button(_("Stop"), jobs.cancel_all, kind="quiet")
        self._work.setMinimumWidth(40)
        who = PlainLabel(author)
        lock = IconButton("lock", _("Lock (Ctrl+L)"), self.lock_wanted.emit)
        line = row(
            *(self.saved, self.backup, self._work, self._bar, self._stop, None),
            *(self.undo, self.redo, who, lock),
            spacing=10,
        )
        line.setStretchFactor(self._work, 3)
        line.setContentsMargins(16, 3, 10, 3)
        self.setLayout(line)
        jobs.moved.connect(self._show_job)
        desk.bus.changed.connect(self.show_saved)
        desk.bus.undo_changed.connect(self.show_undo)
        desk.bus.not_saved.connect(self.show_not_saved)
        keeping.made.connect(self.show_backup)
        self._show_job()
        self.show_undo()
        # Reading the folder of backups can wait until the window is painted.
        QTimer.singleShot(0, self, self.show_backup)

    def show_saved(self, _changes: object = None) -> None:
        """When the last change reached the desk file: now."""
        self.saved.setText(_("Saved %(time)s", time=clock_time(self._now())))
        set_tip(self.saved, "")
        restyle(self.saved, tone="")

    def show_not_saved(self, why: str) -> None:
        """The red mark: something typed is not in the desk file yet."""
        self.saved.setText(_("NOT SAVED"))
        set_tip(self.saved, why)
        restyle(self.saved, tone="bad")

    def show_backup(self) -> None:
        """When the last backup was made; old or none stands out."""
        last, today = self._keeping.last(), self._now()
        at = last.astimezone(BELGIUM) if last is not None else None
        if at is None:
            text, tone = _("No backup yet"), "warn"
        elif at.date() == today.date():
            text, tone = _("Backup %(time)s", time=clock_time(at)), ""
        else:
            old = (today - at).days >= 2
            text, tone = _("Backup %(day)s", day=short(at.date())), "warn" if old else ""
        self.backup.set_text(text)
        set_tip(self.backup, _("Back up now"))
        restyle(self.backup, tone=tone)

    def show_undo(self) -> None:
        """What undo and redo would do now, by name."""
        undo, redo = self._desk.store.undo_label, self._desk.store.redo_label
        label = str(undo) if undo is not None else ""
        whole = _("Undo: %(action)s", action=label) if label else _("Undo")
        most = round((_MOST_BUSY if self._busy else _MOST) / look().scale)
        self.undo.setText(literal(whole if len(whole) <= most else whole[: most - 1] + "…"))
        self.undo.setAccessibleName(whole)
        self.undo.setEnabled(bool(label))
        set_tip(self.undo, f"{whole} (Ctrl+Z)")
        self.redo.setEnabled(redo is not None)
        again = _("Do again: %(action)s", action=str(redo)) if redo is not None else _("Do again")
        self.redo.set_name(f"{again} (Ctrl+Y)")

    def _now(self) -> datetime:
        return self._desk.store.clock.now().astimezone(BELGIUM)

    def _show_job(self) -> None:
        job = self._desk.jobs.current
        shown = job is not None and job.clock.elapsed() >= _BUSY_AFTER
        for part in (self._work, self._bar, self._stop):
            show_if(part, on=shown)
        if shown != self._busy:
            self._busy = shown
            self.show_undo()
        if job is not None and shown:
            step = job.now
            self._work.setText(f"{job.title} {step.text}".strip())
            self._bar.setMaximum(step.total)
            self._bar.setValue(step.done)
            self._stop.setEnabled(not job.stopping)

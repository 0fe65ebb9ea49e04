"""Noting a talk or a weekly meeting in half a minute, from anywhere: Ctrl+M, a letter or two, the
words, Ctrl+Enter.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.followup.facing import Facing, facing
from duodesk.followup.words import Situation
from duodesk.people.contacts import keep_words, words
from duodesk.ui.desk import Desk
from duodesk.ui.duos.dialogs import OutcomeDialog
from duodesk.ui.duos.facts import story
from duodesk.ui.duos.finder import DuoFinder
from duodesk.ui.duos.meeting import MeetingForm
from duodesk.ui.duos.talk import TalkForm
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.text import PlainLabel, show_if

TALK, MEETING = "talk", "meeting"
_QUIET = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class LogDialog(Dialog):
    """Asks which duo where none is in sight; letters set the rest, Enter leads to the words. Words
    that were not noted are there again the next time.
    """

    def __init__(
        self,
        desk: Desk,
        duo_id: Id | None = None,
        *,
        mode: str = TALK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Log a talk or a meeting"), icon_name="phone", parent=parent)
        self.setMinimumWidth(look().px(640))
        self._desk, self._mode = desk, mode
        self._facing: Facing | None = None
        self.form: TalkForm | MeetingForm | None = None
        self.names = PlainLabel("", role="strong", wrap=True)
        self.story = PlainLabel("", role="small", wrap=True)
        self.due = Chip()
        self.modes = Segmented(
            [(TALK, _("A talk with us (C)")), (MEETING, _("Their weekly meeting (D)"))],
            value=mode,
            name=_("What is noted"),
        )
        self.modes.chosen.connect(self.show_mode)
        self._place = column(spacing=0)
        self._hint = PlainLabel(
            _("A letter sets what stands beside it. Enter: to the note. Ctrl+Enter: write down."),
            role="small",
            wrap=True,
        )
        self.finder = DuoFinder(desk)
        self.finder.chosen.connect(self.show_duo)
        for part in (self.finder, self.names, self.story, self.modes, self._hint):
            self.body.addWidget(part)
        self.body.insertLayout(3, row(self.due, None))
        self.body.insertLayout(5, self._place)
        self.add_button(_("Cancel"), self.reject)
        self.button = self.add_button(_("Write down"), self.keep, kind="primary")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.keep)
        self.finished.connect(lambda _code: self._keep_words())
        self._show_parts()
        if duo_id is not None:
            self.show_duo(duo_id)
        else:
            self.finder.setFocus()

    def show_duo(self, duo_id: Id) -> None:
        """Note something of this duo."""
        self._facing = self._desk.read(facing, duo_id, today=self._desk.today)
        if self._facing is None or self._facing.row.duo.start is None:
            self._facing = None
            self.finder.say(_("This duo has not begun. Start it first."))
        else:
            shown = self._facing
            self.names.setText(shown.names)
            self.story.setText(story(shown.row))
            due = shown.due[0].title if shown.due else ""
            self.due.show_badge(_("due: %(step)s", step=due) if due else "", "warn")
        self._show_parts()
        self.show_mode(self._mode)

    def show_mode(self, mode: str) -> None:
        """A talk of ours with them, or a meeting of the two; what is written stays."""
        written = self.form.note.value() if self.form is not None else ""
        self._mode = mode
        self.modes.set_value(mode)
        if self._facing is None:
            return
        old = self.form
        kind = TalkForm(self._desk, self._facing) if mode == TALK else None
        self.form = kind or MeetingForm(self._desk, self._facing.row)
        self.form.note.set_value(written or self._desk.read(words, self._facing.duo_id))
        if old is not None:
            self._place.replaceWidget(old, self.form)
            old.hide()
            old.deleteLater()
        else:
            self._place.addWidget(self.form)
        self.form.show()
        self._focus_first()
        self.fit()

    def keep(self) -> None:
        """Write it down; something found is asked about at once."""
        if self.form is None or self._facing is None:
            return
        told = self.form.keep()
        if told is None:
            return
        shown, form = self._facing, self.form
        form.note.set_value("")
        found = isinstance(form, TalkForm) and form.situation.value() == Situation.POSITIVE
        self.accept()
        self._desk.say(told)
        if found:
            over = self.parentWidget()
            OutcomeDialog(self._desk, shown.row.duo, parent=over).open_over()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys that a field wanted never arrive here; these come from buttons and choices.
        plain = not event.modifiers() & ~_QUIET
        if self.form is None or not plain:
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.form.note.setFocus()
        elif event.key() == Qt.Key.Key_C and self._mode == MEETING:
            self.show_mode(TALK)
        elif event.key() == Qt.Key.Key_D and self._mode == TALK:
            self.show_mode(MEETING)
        elif not self.form.take_key(event):
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._keep_words()
        super().closeEvent(event)

    def _focus_first(self) -> None:
        """To the choice that holds, so that letters and arrows work at once."""
        if self.form is not None:
            choices = self.form.first().findChildren(QWidget)
            on = [one for one in choices if one.property("checked")]
            (on or choices)[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_parts(self) -> None:
        known = self._facing is not None
        show_if(self.finder, on=not known)
        for part in (self.names, self.story, self.modes, self._hint):
            show_if(part, on=known)
        if not known:
            self.due.show_badge("", "neutral")
        self.button.setEnabled(known)

    def _keep_words(self) -> None:
        if self._facing is not None and self.form is not None:
            keep_words(self._desk.store, self._facing.duo_id, self.form.note.value())

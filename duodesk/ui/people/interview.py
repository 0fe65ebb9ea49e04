"""The interview editor: guide, notes and profile side by side; what is typed is kept at once."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QSplitter
from typing_extensions import override

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.people import interviews
from duodesk.people.cards import person
from duodesk.people.guides import guide
from duodesk.people.interviews import InterviewCard
from duodesk.people.sensitive import sensitive
from duodesk.ui.clipboard import copy_text
from duodesk.ui.desk import Desk
from duodesk.ui.people.guide import GuidePanel
from duodesk.ui.people.profile import ProfilePanel
from duodesk.ui.people.view import View
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.header import PageHeader
from duodesk.ui.widgets.layout import Card, column, panes, row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, PlainText, restyle, set_name, show_if

# Milliseconds: after the last key, and at most while somebody goes on typing.
REST, LONGEST = 400, 900
INTERVIEW = "interview"


class InterviewView(View):
    """Writes an interview. Kept 400 ms after the last key, and once a second while typing goes
    on.
    """

    back = Signal(object)

    def __init__(self, desk: Desk, interview_id: Id) -> None:
        super().__init__()
        self._desk = desk
        self.interview_id = interview_id
        card = desk.read(interviews.interview, interview_id)
        assert card is not None  # noqa: S101 - opened from a list of interviews
        self.card: InterviewCard = card
        start = card.draft.text if card.draft else card.notes
        self.notes = PlainText(start, lines=20)
        self.notes.setTabChangesFocus(False)
        set_name(self.notes, _("Notes of the interview"))
        self._kept = start
        self._since = QElapsedTimer()
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self.keep)
        self.saved = PlainLabel("", role="small")
        self._warning = Notice("", Button(_("Copy the text"), self._copy), tone="bad")
        self._warning.hide()
        self._hint = Notice("", tone="warn")
        self._hint.hide()
        self.guide = GuidePanel(guide(card.role, card.language, card.guide_version))
        self.guide.chosen.connect(self.go_to_section)
        known = desk.read(person, card.person_id, today=desk.today)
        self.profile = ProfilePanel(desk, known, contact=False) if known else None
        self._panes: QSplitter = self._lay()
        self._place_caret()
        self.notes.textChanged.connect(self._typed)
        self._bind()
        self._tell_state()

    def keep(self) -> None:
        """Put what is typed into the desk file."""
        self._rest.stop()
        text = self.notes.toPlainText()
        if text == self._kept:
            return
        try:
            interviews.save_draft(
                self._desk.store, self.interview_id, text, self.notes.textCursor().position()
            )
        except UserError as error:
            self._warning.set_text(_("NOT SAVED: %(why)s", why=str(error)))
            self._desk.bus.not_saved.emit(str(error))
            return
        self._warning.hide()
        self._kept = text
        self._since.invalidate()
        at = self._desk.store.clock.now().astimezone(BELGIUM)
        self.saved.setText(_("Saved %(time)s", time=f"{at:%H:%M:%S}"))
        self._look_for_sensitive(text)

    def finish(self) -> None:
        """Keep the notes for good."""
        self.keep()
        text = self.notes.toPlainText()
        if self._desk.do(interviews.finish_interview, self.interview_id, text) is not None:
            self._desk.say(_("The interview is finished; its notes are in the timeline."))
            self.back.emit(self.card.person_id)

    @override
    def subject(self) -> object:
        return (INTERVIEW, self.interview_id)

    @override
    def settle(self) -> None:
        """Nothing typed is lost by going elsewhere."""
        self.keep()

    @override
    def reload(self) -> None:
        """The profile may have changed; the text is the one thing nobody else writes here."""
        known = self._desk.read(person, self.card.person_id, today=self._desk.today)
        if known is not None and self.profile is not None:
            self.profile.show_card(known)

    def go_to_section(self, title: str) -> None:
        """Put the caret under a heading of the guide, adding it at the end when it is not there."""
        heading = f"## {title}"
        document = self.notes.document()
        found = document.find(heading)
        caret = found if not found.isNull() else QTextCursor(document)
        if found.isNull():
            caret.movePosition(QTextCursor.MoveOperation.End)
            before = "\n\n" if self.notes.toPlainText().strip() else ""
            caret.insertText(f"{before}{heading}\n")
        else:
            caret.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            caret.movePosition(QTextCursor.MoveOperation.NextBlock)
        self.notes.setTextCursor(caret)
        self.notes.setFocus()

    @override
    def hide_sensitive(self) -> None:
        """Hide guide and profile, or show them again: the screen may be shared."""
        for part in (self.guide, self.profile):
            if part is not None:
                show_if(part, on=not part.isVisible())

    def _lay(self) -> QSplitter:
        back = IconButton("arrow-left", _("Back to the person"), self._go_back)
        day = short(self.card.held_on) if self.card.held_on else ""
        header = PageHeader(
            _("Interview of %(name)s", name=self.card.name),
            _("%(day)s · guide version %(n)s", day=day, n=self.card.guide_version),
            IconButton("eye-off", _("Hide the side panels (Ctrl+Shift+H)"), self.hide_sensitive),
            Button(_("Finish"), self.finish, kind="primary", icon_name="check"),
        )
        header.action_row.insertWidget(0, self.saved)
        top = row(back, header, spacing=10)
        top.setAlignment(back, Qt.AlignmentFlag.AlignTop)
        top.setStretchFactor(header, 1)
        notes = Card(_("Notes"), self._warning, self.notes, self._hint)
        notes.grow(self.notes)
        parts = [self.guide, notes, *([self.profile] if self.profile else [])]
        middle = panes(*parts, shares=(3, 6, 4), name=_("Interview"))
        middle.setSizes([230, 480, 370])
        layout = column(top, middle, spacing=8)
        layout.setStretchFactor(middle, 1)
        self.setLayout(layout)
        return middle

    def _bind(self) -> None:
        for keys, call in (
            ("Ctrl+Down", lambda: self.guide.step(1)),
            ("Ctrl+Up", lambda: self.guide.step(-1)),
            ("Ctrl+D", self._quote),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    def _typed(self) -> None:
        if not self._since.isValid():
            self._since.start()
        waited = self._since.elapsed()
        self._rest.start(max(0, min(REST, LONGEST - waited)))
        self.saved.setText(_("Saving…"))

    def _quote(self) -> None:
        """Mark the lines of the selection as the person's own words."""
        caret = self.notes.textCursor()
        words = caret.selectedText().replace("\u2029", "\n")
        if words:
            caret.insertText("\n".join(f"> {line}" for line in words.split("\n")))

    def _place_caret(self) -> None:
        draft = self.card.draft
        if draft is not None:
            caret = self.notes.textCursor()
            caret.setPosition(min(draft.cursor, len(draft.text)))
            self.notes.setTextCursor(caret)
        QTimer.singleShot(0, self, self.notes.setFocus)

    def _tell_state(self) -> None:
        draft = self.card.draft
        if draft is not None and draft.saved_at is not None:
            at = draft.saved_at.astimezone(BELGIUM)
            self.saved.setText(_("As you left it, saved %(time)s", time=f"{at:%H:%M:%S}"))
        self._look_for_sensitive(self.notes.toPlainText())

    def _look_for_sensitive(self, text: str) -> None:
        hints = sensitive(text)
        lines = [f"“{text[hint.start : hint.end]}”: {hint.text}" for hint in hints[:3]]
        more = len(hints) - len(lines)
        if more > 0:
            lines.append(ngettext("and %(n)s more", "and %(n)s more", more))
        self._hint.set_text("\n".join(lines))

    def _copy(self) -> None:
        copy_text(self.notes.toPlainText())
        restyle(self._warning)

    def _go_back(self) -> None:
        self.back.emit(self.card.person_id)

"""The interview editor: guide, notes and profile side by side; what is typed is kept at once."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.office import queries as office
from duodesk.people import interviews, restricted
from duodesk.people.cards import PersonCard, person
from duodesk.people.findings import FindingRow
from duodesk.people.guides import guide
from duodesk.people.interviews import InterviewCard
from duodesk.people.versions import versions
from duodesk.ui import keys
from duodesk.ui.clipboard import copy_text
from duodesk.ui.desk import Desk
from duodesk.ui.people import papers
from duodesk.ui.people.guide import GuidePanel
from duodesk.ui.people.keeper import NotesKeeper
from duodesk.ui.people.listening import Listener
from duodesk.ui.people.notes import NotesEditor
from duodesk.ui.people.profile import ProfilePanel
from duodesk.ui.people.versions import VersionsDialog
from duodesk.ui.people.view import View
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, MenuButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.header import PageHeader
from duodesk.ui.widgets.layout import Card, column, panes, row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, restyle, show_if

INTERVIEW = "interview"


class InterviewView(View):
    """Writes an interview; facts are noted with their words, suggestions wait for a yes."""

    back = Signal(object)

    def __init__(self, desk: Desk, interview_id: Id, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.interview_id = interview_id
        card = desk.read(interviews.interview, interview_id)
        assert card is not None  # noqa: S101 - opened from a list of interviews
        self.card: InterviewCard = card
        self._known: PersonCard | None = desk.read(person, card.person_id, today=desk.today)
        self.notes = NotesEditor(card.draft.text if card.draft else card.notes)
        self.notes.setReadOnly(not self.may_write)
        self.keeper = NotesKeeper(desk, interview_id, self.notes)
        self.saved = PlainLabel("", role="small")
        self._few = Chip(_("Shown to few"), "warn")
        self._warning = Notice("", Button(_("Copy the text"), self._copy), tone="bad")
        self._warning.hide()
        self.guide = GuidePanel(guide(card.role, card.language, card.guide_version))
        self.listener = Listener(desk, self.notes, self.keeper, self.guide)
        self.profile = ProfilePanel(desk, self._known, contact=False) if self._known else None
        self._panes: QSplitter = self._lay()
        self._bind()
        self._place_caret()
        self._tell_state()
        if words:
            QTimer.singleShot(0, self, lambda: self.show_words(words))

    @property
    def may_write(self) -> bool:
        """Whether these notes are this office's to write, and this reader may read them."""
        return self.card.office_id == self._desk.office_id and not self.card.closed

    def keep(self) -> None:
        """Put what is typed into the desk file."""
        self.keeper.keep()

    def finish(self) -> None:
        """Keep the notes for good."""
        self.keep()
        text = self.notes.toPlainText()
        if self._desk.do(interviews.finish_interview, self.interview_id, text) is not None:
            self._desk.say(_("The interview is finished; its notes are in the timeline."))
            self.back.emit(self.card.person_id)

    def show_words(self, words: str) -> None:
        """Mark a quotation in the notes."""
        if not self.notes.show_words(words):
            self._desk.say(
                _("These words are no longer in the notes; an older version may hold them."),
                "info",
            )

    def show_versions(self) -> None:
        """Compare the versions that were kept."""
        self.keep()
        found = self._desk.read(versions, self.interview_id)
        if not found:
            self._desk.say(
                _("There is no older version yet. One is kept every ten minutes and at the end."),
                "info",
            )
            return

        def bring(text: str, line: int, replaces: bool) -> None:
            self.notes.bring_back(text, line, replaces=replaces)

        def now() -> str:
            # Kept versions end with their last word.
            return self.notes.toPlainText().rstrip()

        write = bring if self.may_write else None
        VersionsDialog(found, now, write, parent=self.window()).open_over()

    def show_to_few(self, *, on: bool) -> None:
        """Show the notes to their author and the office's administration alone, or to all."""
        self.keep()
        self._desk.do(restricted.restrict_interview, self.interview_id, on=on)

    @override
    def subject(self) -> object:
        return (INTERVIEW, self.interview_id)

    @override
    def settle(self) -> None:
        """Nothing typed is lost by going elsewhere."""
        self.keep()

    @override
    def print_page(self) -> None:
        """The record of the interview."""
        self.keep()
        papers.show_record(self._desk, self.interview_id, parent=self.window())

    @override
    def busy(self) -> bool:
        """A conversation goes on while nobody touches the keys; one that is over is only read,
        unless something was typed all the same.
        """
        return self.may_write and (self.card.finished_at is None or self.keeper.touched)

    @override
    def reload(self) -> None:
        """The profile may have changed; the text is the one thing nobody else writes here."""
        card = self._desk.read(interviews.interview, self.interview_id)
        if card is not None:
            self.card = card
        known = self._desk.read(person, self.card.person_id, today=self._desk.today)
        if known is not None and self.profile is not None:
            self._known = known
            self.profile.show_card(known)
        self._show_state()

    @override
    def hide_sensitive(self) -> None:
        """Hide guide and profile, or show them again: the screen may be shared."""
        for part in (self.guide, self.profile):
            if part is not None:
                show_if(part, on=not part.isVisible())

    def _lay(self) -> QSplitter:
        back = IconButton("arrow-left", _("Back to the person"), self._go_back)
        day = short(self.card.held_on) if self.card.held_on else ""
        finish = Button(_("Finish"), self.finish, kind="primary", icon_name="check")
        show_if(finish, on=self.may_write)
        header = PageHeader(
            _("Interview of %(name)s", name=self.card.name),
            _("%(day)s · guide version %(n)s", day=day, n=self.card.guide_version),
            IconButton("eye-off", _("Hide the side panels (Ctrl+Shift+H)"), self.hide_sensitive),
            MenuButton(_("More"), self._offer),
            finish,
        )
        header.action_row.insertWidget(0, self._few)
        header.action_row.insertWidget(0, self.saved)
        top = row(back, header, spacing=10)
        top.setAlignment(back, Qt.AlignmentFlag.AlignTop)
        top.setStretchFactor(header, 1)
        tools = row(
            IconButton("quote", _("Mark as the person's own words (Ctrl+D)"), self.notes.quote),
            IconButton("tag", _("Note a fact from these words… (Ctrl+T)"), self.listener.tag),
            spacing=2,
        )
        notes = Card(
            _("Notes"),
            self._warning,
            self.notes,
            self.listener.suggested,
            self.listener.hint,
            icon_row=tools,
        )
        notes.grow(self.notes)
        parts = [self.guide, notes, *([self.profile] if self.profile else [])]
        middle = panes(*parts, shares=(3, 6, 4), name=_("Interview"), parent=self)
        middle.setSizes([220, 470, 390])
        layout = column(top, self._told_why(), middle, spacing=8)
        layout.setStretchFactor(middle, 1)
        self.setLayout(layout)
        return middle

    def _told_why(self) -> Notice:
        """Why the notes can only be read, or not even that."""
        if self.card.closed:
            told = _("Few may read this interview: %(why)s.", why=self.card.notes)
        elif not self.may_write:
            name = self._desk.read(office.office, self.card.office_id).name
            told = _(
                "This interview belongs to the office of %(office)s. You can read what came here, "
                "and only that office can change it.",
                office=name,
            )
        else:
            told = ""
        notice = Notice(told, tone="info")
        show_if(notice, on=bool(told))
        return notice

    def _bind(self) -> None:
        memory = self._desk.memory
        for name, call in (
            ("next_part", lambda: self.guide.step(1)),
            ("previous_part", lambda: self.guide.step(-1)),
            ("quote", self.notes.quote),
            ("tag", self.listener.tag),
            ("suggested", self.listener.go_below),
        ):
            keys.bind(self, name, call, memory)
        self.guide.chosen.connect(self.notes.go_to_heading)
        self.keeper.typed.connect(lambda: self.saved.setText(_("Saving…")))
        self.keeper.kept.connect(self._on_kept)
        self.keeper.failed.connect(self._on_failed)
        if self.profile is not None:
            self.guide.wanted.connect(self.profile.go_to)
            self.profile.quotes.show = self._show_quote

    def _offer(self, menu: Menu) -> None:
        if self.may_write:
            menu.item(
                _("Note a fact from these words… (Ctrl+T)"), self.listener.tag, icon_name="tag"
            )
        if not self.card.closed:
            menu.item(_("Versions…"), self.show_versions, icon_name="history")
            menu.item(_("Print these notes…"), self.print_page, icon_name="printer")
        print_guide = partial(papers.show_guide, self._desk, self.interview_id, parent=self)
        menu.item(_("Print the guide with room to write…"), print_guide)
        if self.may_write:
            few = self.card.restricted
            menu.item(_("Shown to few"), lambda: self.show_to_few(on=not few), checked=few)

    def _show_quote(self, one: FindingRow) -> None:
        if one.interview_id == self.interview_id:
            self.show_words(one.words)
        else:
            self._desk.go("people", (INTERVIEW, one.interview_id, one.words))

    def _on_kept(self, at: datetime) -> None:
        self._warning.hide()
        shown = at.astimezone(BELGIUM)
        self.saved.setText(_("Saved %(time)s", time=f"{shown:%H:%M:%S}"))

    def _on_failed(self, why: str) -> None:
        self._warning.set_text(_("NOT SAVED: %(why)s", why=why))

    def _place_caret(self) -> None:
        draft = self.card.draft
        if draft is not None:
            caret = self.notes.textCursor()
            caret.setPosition(min(draft.cursor, self.notes.document().characterCount() - 1))
            self.notes.setTextCursor(caret)
        QTimer.singleShot(0, self, self.notes.setFocus)

    def _tell_state(self) -> None:
        draft = self.card.draft
        if draft is not None and draft.saved_at is not None:
            at = draft.saved_at.astimezone(BELGIUM)
            self.saved.setText(_("As you left it, saved %(time)s", time=f"{at:%H:%M:%S}"))
        self._show_state()

    def _show_state(self) -> None:
        show_if(self._few, on=self.card.restricted)
        self.listener.show_cards(self.card, self._known)

    def _copy(self) -> None:
        copy_text(self.notes.toPlainText())
        restyle(self._warning)

    def _go_back(self) -> None:
        self.back.emit(self.card.person_id)

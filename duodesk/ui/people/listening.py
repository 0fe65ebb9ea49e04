"""Listens to the notes while they are written: parts touched, facts to propose, words to ask
about; notes facts with the words they came from.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from duodesk.base.i18n import _
from duodesk.people import findings, restricted
from duodesk.people.cards import PersonCard
from duodesk.people.facts import Fact
from duodesk.people.guides import passages, touched
from duodesk.people.interviews import InterviewCard
from duodesk.people.missing import missing
from duodesk.people.sensitive import HIDDEN, Hint, sensitive
from duodesk.people.suggestions import Suggestion, suggestions
from duodesk.ui.desk import Desk
from duodesk.ui.people.asking import HintStrip, SuggestionStrip
from duodesk.ui.people.guide import GuidePanel
from duodesk.ui.people.keeper import NotesKeeper
from duodesk.ui.people.notes import NotesEditor
from duodesk.ui.people.tagging import TagDialog


class Listener(QObject):
    """Between the notes, the guide, and the two strips below the notes."""

    def __init__(
        self, desk: Desk, notes: NotesEditor, keeper: NotesKeeper, guide: GuidePanel
    ) -> None:
        super().__init__(notes)
        self._desk = desk
        self._notes = notes
        self._keeper = keeper
        self._guide = guide
        self._card: InterviewCard | None = None
        self._known: PersonCard | None = None
        self._kept_words: set[str] = set()
        self.suggested = SuggestionStrip()
        self.hint = HintStrip()
        notes.tag_wanted.connect(self.tag)
        keeper.kept.connect(lambda _at: self.listen())
        self.suggested.taken.connect(self._take)
        self.suggested.refused.connect(self._refuse)
        self.hint.kept.connect(self._keep_word)
        self.hint.hidden_wanted.connect(self._hide_word)

    def show_cards(self, card: InterviewCard, known: PersonCard | None) -> None:
        """The interview and the person as the desk file holds them now."""
        self._card, self._known = card, known
        self.listen()

    def listen(self) -> None:
        """Say what the notes tell now."""
        card, known, text = self._card, self._known, self._notes.toPlainText()
        if card is None or known is None or card.closed:
            return
        self._guide.show_touched(touched(card.role, text))
        self._guide.show_missing(missing(known, card.role))
        if self._notes.isReadOnly():
            return
        refused = self._desk.read(findings.refused, card.id)
        self.suggested.show_found(suggestions(text, card.role, card.language, known, refused))
        hints = [
            one
            for one in sensitive(text)
            if one.word not in self._kept_words and not (one.health and card.restricted)
        ]
        self.hint.show_found(hints, restricted=card.restricted)

    def tag(self) -> None:
        """Note facts from the selected words, or from the sentence of the caret."""
        card, known, words = self._card, self._known, self._notes.quoted()
        if card is None or known is None or self._notes.isReadOnly() or not words:
            self._desk.say(_("Select some words first, then note what they tell."), "info")
            return
        heard = [one.fact for one in suggestions(words, card.role, card.language, known)]
        part = self._part_of_caret(card)
        TagDialog(
            card.role,
            words,
            heard,
            part,
            lambda facts: self._note(facts, words),
            parent=self._notes.window(),
        ).open_over()

    def go_below(self) -> None:
        """From the notes to what is suggested or asked below them, and back."""
        below = [self.suggested.take, self.hint.take_out]
        shown = next((button for button in below if button.isVisible()), None)
        (self._notes if shown is None or shown.hasFocus() else shown).setFocus()

    def _take(self, one: Suggestion) -> None:
        self._note([one.fact], one.words)
        self._notes.setFocus()

    def _refuse(self, one: Suggestion) -> None:
        if self._card is not None:
            self._desk.do(findings.refuse, self._card.id, one.fact)
        self._notes.setFocus()

    def _note(self, facts: Sequence[Fact], words: str) -> None:
        self._keeper.keep()
        if self._card is not None:
            self._desk.do(findings.set_facts, self._card.id, facts, words)

    def _keep_word(self, one: Hint) -> None:
        self._kept_words.add(one.word)
        card = self._card
        if card is not None and not card.restricted:
            self._keeper.keep()
            self._desk.do(restricted.restrict_interview, card.id, on=True)
        self.listen()
        self._notes.setFocus()

    def _hide_word(self, one: Hint) -> None:
        self._notes.hide_words(one.start, one.end, HIDDEN)
        self._keeper.keep()
        self._notes.setFocus()

    def _part_of_caret(self, card: InterviewCard) -> str:
        at = self._notes.textCursor().selectionStart()
        cut = passages(card.role, self._notes.toPlainText())
        return next((one.key for one in reversed(cut) if one.start <= at), "")

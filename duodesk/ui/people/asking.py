"""Strips below the notes: a fact that a sentence may tell, and words that may not be needed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.people.facts import said
from duodesk.people.sensitive import Hint
from duodesk.people.suggestions import Suggestion
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.picture import Picture
from duodesk.ui.widgets.text import ElidedLabel, set_name, show_if


class Strip(QFrame):
    """One thing at a time, with its number among the others and what can be done about it."""

    def __init__(self, name: str, icon_name: str, tone: str, *actions: QWidget) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", tone)
        set_name(self, name)
        self.title = ElidedLabel(role="strong")
        self.words = ElidedLabel(role="small")
        self._next = IconButton("chevron-right", _("The next one"), self.step)
        self._at = 0
        self._many = 0
        mark = Picture(icon_name, 16, color=f"{tone}_text")
        head = row(mark, self.title, spacing=8)
        head.setStretchFactor(self.title, 1)
        foot = row(self.words, self._next, *actions, spacing=6)
        foot.setStretchFactor(self.words, 1)
        whole = column(head, foot, spacing=0)
        whole.setContentsMargins(12, 6, 8, 3)
        self.setLayout(whole)
        self.hide()

    def step(self) -> None:
        """Show the next one; after the last comes the first."""
        self._at = (self._at + 1) % max(self._many, 1)
        self._show()

    def count(self, many: int) -> None:
        """How many there are now; the place stays where it can."""
        self._many = many
        self._at = min(self._at, max(many - 1, 0))
        show_if(self._next, on=many > 1)
        show_if(self, on=many > 0)
        self._show()

    def _show(self) -> None:
        raise NotImplementedError

    def _numbered(self, text: str) -> str:
        if self._many < 2:
            return text
        return f"{self._at + 1}/{self._many}  {text}"


class SuggestionStrip(Strip):
    """What the notes may tell for the profile; taken over or refused, never applied by itself."""

    taken = Signal(object)
    refused = Signal(object)
    shown = Signal(object)

    def __init__(self) -> None:
        self.take = Button(_("Take over"), self._take, kind="primary")
        self.no = Button(_("No"), self._refuse)
        super().__init__(_("Suggested for the profile"), "sparkles", "info", self.take, self.no)
        self._found: Sequence[Suggestion] = ()

    def show_found(self, found: Sequence[Suggestion]) -> None:
        """Other suggestions; the one in sight stays in sight where it is among them."""
        now = self.current()
        names = [one.fact.name for one in found]
        self._found = found
        if now is not None and now.fact.name in names:
            self._at = names.index(now.fact.name)
        self.count(len(found))

    def current(self) -> Suggestion | None:
        """The one in sight."""
        return self._found[self._at] if self._at < len(self._found) else None

    @override
    def _show(self) -> None:
        one = self.current()
        if one is None:
            return
        fact = said(one.fact)
        what = (
            _("%(fact)s? (the level is a guess)", fact=fact)
            if one.guessed
            else _("%(fact)s?", fact=fact)
        )
        self.title.setText(self._numbered(what))
        self.words.setText(_("from: “%(words)s”", words=one.words))
        self.take.setAccessibleDescription(what)
        self.no.setAccessibleDescription(what)

    def _take(self) -> None:
        if (one := self.current()) is not None:
            self.taken.emit(one)

    def _refuse(self) -> None:
        if (one := self.current()) is not None:
            self.refused.emit(one)


class HintStrip(Strip):
    """Words that may not be needed: hidden, or kept and shown to few."""

    kept = Signal(object)
    hidden_wanted = Signal(object)

    def __init__(self) -> None:
        self.keep = Button(_("Keep, shown to few"), self._keep)
        self.take_out = Button(_("Hide it"), self._hide)
        super().__init__(_("Is this needed?"), "triangle-alert", "warn", self.keep, self.take_out)
        self._found: Sequence[Hint] = ()

    def show_found(self, found: Sequence[Hint], *, restricted: bool) -> None:
        """Other hints; where few read the notes already, keeping is all there is to say."""
        self._found = found
        self.keep.set_text(_("Keep") if restricted else _("Keep, shown to few"))
        self.count(len(found))

    def current(self) -> Hint | None:
        """The one in sight."""
        return self._found[self._at] if self._at < len(self._found) else None

    @override
    def _show(self) -> None:
        one = self.current()
        if one is not None:
            self.title.setText(self._numbered(str(one.text)))
            self.words.setText(f"“{one.shown}”")

    def _keep(self) -> None:
        if (one := self.current()) is not None:
            self.kept.emit(one)

    def _hide(self) -> None:
        if (one := self.current()) is not None:
            self.hidden_wanted.emit(one)

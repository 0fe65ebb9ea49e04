"""Letters and certificates of several people, looked at one by one, kept or printed all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import _, language_name, ngettext
from duodesk.base.ids import Id
from duodesk.documents.commands import Printed, print_letter
from duodesk.documents.draw import Paper, draw
from duodesk.documents.words import place_title
from duodesk.ui.desk import Desk
from duodesk.ui.preview import Preview, print_pdf
from duodesk.ui.theme import look
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel

_SHARE = 0.88  # of the height of the window behind


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper and whom it is for."""

    person_id: Id
    name: str
    paper: Paper


class LettersDialog(Dialog):
    """The very pages; printing or keeping them is written down, looking at them is not. `made`
    carries the people whose paper left the desk.
    """

    made = Signal(object)

    def __init__(
        self, desk: Desk, title: str, letters: Sequence[Letter], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, icon_name="mail", parent=parent)
        self._desk = desk
        self.letters = list(letters)
        self.cards = CardList(_("People"))
        self.cards.setFixedWidth(look().px(220))
        self.cards.picked.connect(lambda card: self._show(card.data))
        self.missing = Notice("", tone="warn")
        self.tongue = PlainLabel("", role="muted")
        self.preview = Preview()
        self.preview.setMinimumSize(look().px(560), look().px(280))
        right = column(self.tongue, self.missing, self.preview, spacing=8)
        whole = row(self.cards, widget(right), spacing=12)
        whole.setStretch(1, 1)
        self.body.addLayout(whole, 1)
        self.add_button(_("Close"), self.reject)
        self.add_button(_("PDF…"), self.save)
        if len(self.letters) > 1:
            many = ngettext("All %(n)s as PDF…", "All %(n)s as PDF…", len(self.letters))
            self.add_button(many, self.save_all)
            self.add_button(_("Print this one…"), self.print)
            self.add_button(_("Print all…"), self.print_all, kind="primary", default=True)
        else:
            self.add_button(_("Print…"), self.print, kind="primary", default=True)
        self.cards.set_cards(
            [CardItem(id=one.person_id, title=one.name, data=one) for one in self.letters]
        )
        self.cards.setVisible(len(self.letters) > 1)
        self.cards.choose(self.letters[0].person_id)
        self._show(self.letters[0])

    @override
    def fit(self) -> None:
        """As high as the window behind it allows: a page is read more easily whole."""
        super().fit()
        over = self.parentWidget()
        if over is not None:
            self.resize(self.width(), max(self.height(), round(over.window().height() * _SHARE)))

    def save(self) -> None:
        """Keep the paper that is shown as PDF; that counts as made."""
        one = self._current()
        printed = self._printed(one)
        if printed is not None:
            then = self._told([one])
            self._desk.ask.save(
                _("Save the letter"), f"{printed.number}.pdf", printed.content, lambda _path: then()
            )

    def save_all(self) -> None:
        """Keep all as PDF in a folder, a file for each person."""
        self._desk.ask.folder(_("Folder for the letters"), self._save_into)

    def print(self) -> None:
        """Put the paper that is shown on paper."""
        one = self._current()
        printed = self._printed(one)
        if printed is not None:
            print_pdf(self, printed.content, printed.number)
            self._told([one])()

    def print_all(self) -> None:
        """Put all of them on paper in one go."""
        made = [self._printed(one) for one in self.letters]
        known = [one.content for one in made if one is not None]
        if known and len(known) == len(self.letters):
            print_pdf(self, known[0], self.windowTitle(), more=known[1:])
            self._told(self.letters)()

    def _save_into(self, folder: Path) -> None:
        for one in self.letters:
            printed = self._printed(one)
            if printed is None:
                return
            try:
                atomic_write(folder / f"{printed.number}.pdf", printed.content)
            except UserError as error:
                self._desk.say(str(error), "bad")
                return
        self._desk.say(
            ngettext("%(n)s file is written.", "%(n)s files are written.", len(self.letters))
        )
        self._told(self.letters)()

    def _printed(self, one: Letter) -> Printed | None:
        return self._desk.do(print_letter, one.person_id, one.paper)

    def _told(self, letters: Sequence[Letter]) -> Callable[[], None]:
        return lambda: self.made.emit([one.person_id for one in letters])

    def _current(self) -> Letter:
        card = self.cards.current()
        found: Letter = card.data if card is not None else self.letters[0]
        return found

    def _show(self, one: Letter) -> None:
        lacks = ", ".join(place_title(name) for name in one.paper.missing)
        self.missing.set_text(
            _("Not known yet, left open on the paper: %(places)s", places=lacks) if lacks else ""
        )
        self.tongue.setText(f"{one.name} · {language_name(one.paper.language)}")
        self.preview.show_pdf(draw(one.paper))

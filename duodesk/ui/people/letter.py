"""Letters to people as they will be printed, each in the language of its person's letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import _, language_name, ngettext
from duodesk.base.ids import Id
from duodesk.documents.catalog import INVITATION, DocumentKind
from duodesk.documents.commands import LETTERS, Drawn, Owned, print_letter, print_several
from duodesk.documents.draw import Paper, draw
from duodesk.documents.information_note import information_note
from duodesk.documents.invitations import invitation
from duodesk.documents.letters import letter
from duodesk.people.recruiting import WayRow
from duodesk.ui.desk import Desk
from duodesk.ui.open_places import ask_open
from duodesk.ui.paper_parts import offer_languages, told_missing
from duodesk.ui.preview import Preview
from duodesk.ui.printing import print_pdf
from duodesk.ui.theme import look
from duodesk.ui.waiting import Waiting, draw_them
from duodesk.ui.widgets.buttons import IconButton, Menu, MenuButton
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, show_if

_NO_NAME = re.compile(r'[\\/:*?"<>|]')
_SHARE = 0.88  # of the height of the window behind


@dataclass(slots=True)
class Letter:
    """A letter to somebody; `read` makes it anew in the language that is asked, or their own."""

    person_id: Id
    name: str
    read: Callable[[str | None], Paper]
    paper: Paper


def decision(desk: Desk, shown: WayRow, kind: DocumentKind) -> Letter:
    """The letter that tells somebody what was decided."""

    def read(code: str | None) -> Paper:
        return desk.read(letter, shown.enrolment_id, kind, language=code)

    return Letter(shown.person_id, shown.name, read, read(None))


def volunteer_note(desk: Desk, shown: WayRow) -> Letter:
    """The information note of a mentor, with its receipt."""

    def read(code: str | None) -> Paper:
        return desk.read(information_note, shown.enrolment_id, today=desk.today, language=code)

    return Letter(shown.person_id, shown.name, read, read(None))


def invitations(desk: Desk, session_id: Id, people: Sequence[tuple[Id, str]]) -> list[Letter]:
    """The letters that invite these people (with their names) to a session; who is not here (any
    more) gets none.
    """
    found = []
    for person_id, name in people:
        read = partial(_invitation, desk, session_id, person_id)
        paper = read(None)
        if paper is not None:
            found.append(Letter(person_id, name, partial(_again, read, paper), paper))
    return found


def show_invitations(
    desk: Desk, session_id: Id, people: Sequence[tuple[Id, str]], *, parent: QWidget
) -> None:
    """The invitations as they will be printed."""
    letters = invitations(desk, session_id, people)
    if letters:
        LetterDialog(desk, INVITATION.title, letters, parent=parent).open_over()


class LetterDialog(Dialog):
    """The very page; printing or keeping it is written down, looking at it is not. Of several
    letters one is shown, and all can be printed or kept in one go.
    """

    def __init__(
        self, desk: Desk, title: str, letters: Sequence[Letter], *, parent: QWidget | None = None
    ) -> None:
        one = f"{title} · {letters[0].name}" if len(letters) == 1 else title
        super().__init__(one, icon_name="mail", parent=parent)
        self._desk, self.letters, self.at = desk, list(letters), 0
        self.missing = Notice("", tone="warn")
        self.preview = Preview()
        self.preview.setMinimumSize(look().px(680), look().px(300))
        self.tongue = PlainLabel("", role="muted")
        self.who = PlainLabel("", role="strong")
        self.before = IconButton("chevron-left", _("Letter before"), partial(self.step, -1))
        self.after = IconButton("chevron-right", _("Next letter"), partial(self.step, 1))
        other = MenuButton(_("Other language"), self._offer)
        walk = widget(row(self.before, self.after, self.who, spacing=6))
        show_if(walk, on=len(self.letters) > 1)
        self.body.addWidget(widget(row(walk, self.tongue, None, other, spacing=14)))
        self.body.addWidget(self.missing)
        self.body.addWidget(self.preview)
        if len(self.letters) > 1:
            self.body.addWidget(Waiting(desk.jobs))
        self.add_button(_("Close"), self.reject)
        if len(self.letters) > 1:
            n = len(self.letters)
            self.add_button(ngettext("%(n)s PDF…", "%(n)s PDFs…", n), self.save_all)
            self.add_button(ngettext("Print %(n)s…", "Print all %(n)s…", n), self.print_all)
        self.add_button(_("PDF…"), self.save)
        self.add_button(_("Print…"), self.print, kind="primary", default=True)
        self._show()

    @property
    def paper(self) -> Paper:
        """The letter that is shown."""
        return self.letters[self.at].paper

    @override
    def fit(self) -> None:
        """As high as the window behind it allows: a page is read more easily whole."""
        super().fit()
        over = self.parentWidget()
        if over is not None:
            self.resize(self.width(), max(self.height(), round(over.window().height() * _SHARE)))

    def show_language(self, code: str) -> None:
        """The same letter in another language."""
        shown = self.letters[self.at]
        shown.paper = shown.read(code)
        self._show()

    def step(self, by: int) -> None:
        """Show the letter before or after, round and round."""
        self.at = (self.at + by) % len(self.letters)
        self._show()

    def save(self) -> None:
        """Keep it as PDF; that counts as printed."""
        printed = self._desk.do(print_letter, self.letters[self.at].person_id, self.paper)
        if printed is not None:
            self._desk.ask.save(_("Save the letter"), f"{printed.number}.pdf", printed.content)

    def print(self) -> None:
        """Put it on paper; where places stay open, that is asked once."""
        self._ask([self.letters[self.at]], self._print)

    def save_all(self) -> None:
        """Keep each letter as a PDF in a folder."""
        self._desk.ask.folder(_("Folder for the letters"), self._save_into)

    def print_all(self) -> None:
        """Put all letters on paper, with one question and one step to undo."""
        self._ask(self.letters, self._print_all)

    def _ask(self, letters: Sequence[Letter], then: Callable[[], object]) -> None:
        missing = sorted({name for one in letters for name in one.paper.missing})
        about = [("people", letters[0].person_id)] if len(letters) == 1 else []
        ask_open(self._desk, missing, then, about=about, parent=self)

    def _print(self) -> None:
        paper, person_id = self.paper, self.letters[self.at].person_id
        print_pdf(
            self._desk,
            [draw(paper)],
            paper.number,
            parent=self,
            leaves=partial(self._desk.do, print_letter, person_id, paper),
        )

    def _print_all(self) -> None:
        def show(drawn: list[Drawn]) -> None:
            print_pdf(
                self._desk,
                [one.content for one in drawn],
                INVITATION.title,
                parent=self,
                leaves=partial(self._desk.do, print_several, drawn, LETTERS),
            )

        self._draw(show)

    def _save_into(self, folder: Path) -> None:
        def keep(drawn: list[Drawn]) -> None:
            if self._desk.do(print_several, drawn, LETTERS) is None:
                return
            try:
                for name, content in _files([(one.paper.number, one.content) for one in drawn]):
                    atomic_write(folder / name, content)
            except UserError as error:
                self._desk.ask.warn(str(error))
                return
            self._desk.say(_("The letters lie in %(folder)s.", folder=str(folder)))

        self._draw(keep)

    def _draw(self, then: Callable[[list[Drawn]], object]) -> None:
        """Draw all letters: a few at once, many beside the window, which waits for them."""
        owned = [Owned(one.paper, person_id=one.person_id) for one in self.letters]
        draw_them(self._desk, owned, then, shown=self)

    def _offer(self, menu: Menu) -> None:
        offer_languages(menu, self.show_language, self.paper.language)

    def _show(self) -> None:
        self.missing.set_text(told_missing(self.paper.missing))
        place = {"n": self.at + 1, "of": len(self.letters), "name": self.letters[self.at].name}
        self.who.setText(_("%(n)s of %(of)s: %(name)s", **place))
        self.tongue.setText(language_name(self.paper.language))
        self.preview.show_pdf(draw(self.paper))


def _files(letters: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Each letter with a name that every file system takes and no other letter has."""
    taken: Counter[str] = Counter()
    for number, content in letters:
        name = _NO_NAME.sub("-", number)
        taken[name] += 1
        yield f"{name} ({taken[name]}).pdf" if taken[name] > 1 else f"{name}.pdf", content


def _invitation(desk: Desk, session_id: Id, person_id: Id, code: str | None) -> Paper | None:
    return desk.read(invitation, session_id, person_id, today=desk.today, language=code)


def _again(read: Callable[[str | None], Paper | None], before: Paper, code: str | None) -> Paper:
    """The letter as it is now, or as it was where its session is gone by now."""
    return read(code) or before

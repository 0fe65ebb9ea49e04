"""One paper of the list: the very page, in the language of each reader, and what is noted of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import LANGUAGES, N_, _, language_name, ngettext
from duodesk.documents import queries
from duodesk.documents.catalog import NOTE, kind_of
from duodesk.documents.commands import Drawn, Owned, draw_several, print_several
from duodesk.documents.draw import Paper, draw
from duodesk.documents.information_note import information_note
from duodesk.documents.listed import ListedPaper, PrintedRow
from duodesk.documents.printed import Again, again
from duodesk.ui.desk import Desk
from duodesk.ui.documents.handing import HandedCard, PrintedCard
from duodesk.ui.documents.signing import SigningCard
from duodesk.ui.open_places import About, ask_open
from duodesk.ui.paper_parts import told_missing
from duodesk.ui.preview import Preview
from duodesk.ui.printing import print_pdf
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton
from duodesk.ui.widgets.layout import Body, column, panes, row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, show_if

_LABEL = N_("Print papers: %(n)s")


class PaperSide(QWidget):
    """The page as it would be printed now, or a printed one as it was; beside it who signed, what
    was printed and how that was handed over.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.row: ListedPaper | None = None
        self.asked = ""
        self.papers: list[Paper] = []
        self.again: Again | None = None
        self.title = PlainLabel("", role="heading", wrap=True)
        self.tongues = row(spacing=6)
        self.other = MenuButton(_("Other language"), self._offer_languages)
        self.notice = Notice("", tone="warn")
        self.preview = Preview()
        self.signing = SigningCard(desk)
        self.printed = PrintedCard()
        self.printed.again.connect(self.show_again)
        self.handed = HandedCard(desk)
        beside = Body(self.signing, self.printed, self.handed, None, spacing=10)
        head = row(self.title, spacing=8)
        head.setStretchFactor(self.title, 1)
        head.addLayout(self.tongues)
        head.addWidget(self.other)
        head.addWidget(Button(_("PDF…"), self.save, icon_name="download"))
        head.addWidget(Button(_("Print…"), self.print, kind="primary", icon_name="printer"))
        both = panes(self.preview, beside, shares=(3, 1), name=_("Paper and signatures"))
        both.setSizes([520, 250])
        layout = column(head, self.notice, both, spacing=8)
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)

    def show_row(self, shown: ListedPaper) -> None:
        """Show a paper of the list; of what is printed and done, the page that was printed."""
        if self.row is None or self.row.key != shown.key:
            self.asked, self.again = "", None
        self.row = shown
        self.title.setText(f"{shown.title} · {shown.who}")
        for card in (self.signing, self.printed, self.handed):
            card.show_row(shown)
        if self.again is not None:
            return
        if self._is_written_anew(shown):
            self._show_paper(shown)
        else:
            self.show_again(shown.printed[0])

    def show_again(self, one: PrintedRow) -> None:
        """A printed paper as it was; what is not byte for byte the same is said."""
        try:
            self.again = self._desk.read(again, one.id)
        except UserError as error:
            self.again = None
            self._show_tongues([])
            self.notice.set_text(str(error), tone="info")
            self.preview.show_pdf(b"")
            return
        self.papers = []
        self._show_tongues([])
        day = short(one.printed_on) if one.printed_on else "?"
        told = (
            _("This is the paper as it was printed on %(day)s.", day=day)
            if self.again.same
            else _("The paper of %(day)s is made again from its text and facts, yet not byte for "
                   "byte the same: the program draws some things otherwise today.", day=day)
        )  # fmt: skip
        self.notice.set_text(told, tone="info" if self.again.same else "warn")
        self.preview.show_pdf(self.again.content)

    def show_language(self, language: str) -> None:
        """Preview the paper in one language."""
        self.asked, self.again = language, None
        if self.row is not None:
            self._show_paper(self.row)

    def print(self) -> None:
        """Put every language of the paper on paper, once each; a printed one as it was."""
        shown, once_more = self.row, self.again
        if shown is None:
            return
        if once_more is not None:
            print_pdf(self._desk, [once_more.content], once_more.number, parent=self.window())
            return
        papers = self._wanted(shown)
        missing = [name for paper in papers for name in paper.missing]
        if papers:
            ask_open(
                self._desk,
                missing,
                partial(self._print, shown, papers),
                about=[_about(shown)],
                parent=self.window(),
            )

    def save(self) -> None:
        """The paper as PDF, in a folder where it has several languages; a printed one as it was."""
        shown, once_more = self.row, self.again
        if once_more is not None:
            self._desk.ask.save(_("Save the paper"), f"{once_more.number}.pdf", once_more.content)
        elif shown is not None:
            drawn = self._drawn(shown, self._wanted(shown))
            if len(drawn) > 1:
                self._desk.ask.folder(_("Folder for the papers"), partial(self._save_into, drawn))
            elif drawn and self._written_down(drawn)() is not None:
                name = f"{drawn[0].paper.number}.pdf"
                self._desk.ask.save(_("Save the paper"), name, drawn[0].content)

    def _save_into(self, drawn: list[Drawn], folder: Path) -> None:
        if self._written_down(drawn)() is None:
            return
        try:
            for one in drawn:
                atomic_write(folder / f"{one.paper.number}.pdf", one.content)
        except UserError as error:
            self._desk.ask.warn(str(error))
            return
        n = len(drawn)
        self._desk.say(ngettext("%(n)s file is written.", "%(n)s files are written.", n))

    def _print(self, shown: ListedPaper, papers: list[Paper]) -> None:
        drawn = self._drawn(shown, papers)
        print_pdf(
            self._desk,
            [one.content for one in drawn],
            drawn[0].paper.number,
            parent=self.window(),
            leaves=self._written_down(drawn),
        )

    def _drawn(self, shown: ListedPaper, papers: list[Paper]) -> list[Drawn]:
        duo_id = shown.duo_id
        person_id = shown.person_id if duo_id is None else None
        return draw_several([Owned(one, duo_id=duo_id, person_id=person_id) for one in papers])

    def _written_down(self, drawn: list[Drawn]) -> Callable[[], object]:
        return partial(self._desk.do, print_several, drawn, _LABEL)

    def _is_written_anew(self, shown: ListedPaper) -> bool:
        return shown.duo is not None or shown.kind == NOTE.code

    def _wanted(self, shown: ListedPaper) -> list[Paper]:
        """The papers to be printed: the language that was asked for, else that of each reader."""
        return self.papers if self.asked else self._read(shown, None)

    def _read(self, shown: ListedPaper, language: str | None) -> list[Paper]:
        desk = self._desk
        if shown.duo is not None:
            return desk.read(
                queries.papers, shown.duo.duo_id, kind_of(shown.kind), today=desk.today,
                language=language,
            )  # fmt: skip
        if shown.kind == NOTE.code and shown.enrolment_id is not None:
            return [
                desk.read(information_note, shown.enrolment_id, today=desk.today, language=language)
            ]
        return []

    def _show_paper(self, shown: ListedPaper) -> None:
        self.papers = self._read(shown, self.asked or None)
        self._show_tongues(self._read(shown, None))
        paper = self.papers[0]
        self.notice.set_text(told_missing(paper.missing), tone="warn")
        self.preview.show_pdf(draw(paper))

    def _show_tongues(self, readers: list[Paper]) -> None:
        """A chip for each language that is read, where there are several; none for a paper as it
        was.
        """
        while (item := self.tongues.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        show_if(self.other, on=bool(readers))
        for paper in readers if len(readers) > 1 else []:
            button = Button(
                language_name(paper.language),
                partial(self.show_language, paper.language),
                kind="chip",
            )
            button.setCheckable(True)
            button.setChecked(paper.language == self.papers[0].language)
            self.tongues.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _offer_languages(self, menu: Menu) -> None:
        for code in LANGUAGES:
            menu.item(language_name(code), partial(self.show_language, code))


def _about(shown: ListedPaper) -> About:
    """The screen on which the facts of a paper are filled in."""
    return ("duos", shown.duo_id) if shown.duo_id is not None else ("people", shown.person_id)

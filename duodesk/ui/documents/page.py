"""Papers of the duos: left what is to do, right the very page, in the language of each reader."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.i18n import LANGUAGES, N_, _, language_name, ngettext
from duodesk.base.ids import Id
from duodesk.documents import commands, queries
from duodesk.documents.catalog import kind_of
from duodesk.documents.draw import Paper, draw
from duodesk.documents.queries import PaperRow
from duodesk.ui import leaving
from duodesk.ui.desk import Desk
from duodesk.ui.documents.listing import table_of
from duodesk.ui.documents.signing import SigningCard
from duodesk.ui.page import Page
from duodesk.ui.paper_parts import told_missing
from duodesk.ui.preview import Preview, print_pdf
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton, Segmented
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.layout import column, panes, row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.search import SearchBox
from duodesk.ui.widgets.text import PlainLabel

_STATES = (("to_print", N_("To print: %(n)s")), ("to_sign", N_("To sign: %(n)s")),
           ("signed", N_("Signed: %(n)s")))  # fmt: skip
_TONES = {"to_print": "warn", "to_sign": "info", "signed": "good"}


class DocumentsPage(Page):
    """Answers one question: which paper waits for whom?"""

    tables = frozenset({"duo", "document", "signature", "person", "office", "setting", "author"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: list[PaperRow] = []
        self._row: PaperRow | None = None
        self._papers: list[Paper] = []
        self._asked = ""
        self.header = PageHeader(_("Documents"), "")
        self.states = Segmented(
            [(code, "") for code, _t in _STATES], value="to_print", name=_("List")
        )
        self.states.chosen.connect(lambda _code: self._show_list())
        self.search = SearchBox(_("Find in this list"))
        self.search.searched.connect(lambda _text: self._show_list())
        self.cards = CardList(_("Papers"))
        self.search.went_down.connect(self.cards.setFocus)
        self.cards.picked.connect(lambda card: self._choose(card.data))
        left = widget(column(self.states, self.search, self.cards, spacing=8))
        left.setMinimumWidth(look().px(270))
        self.title = PlainLabel("", role="heading", wrap=True)
        self.tongues = row(spacing=6)
        self.missing = Notice("", tone="warn")
        self.preview = Preview()
        self.signing = SigningCard(desk)
        self._right = QStackedWidget()
        self._right.addWidget(self._paper_side())
        self._none = EmptyState(
            "file-text",
            _("No paper here."),
            hint=_("The papers of a duo appear as soon as both have said yes."),
        )
        self._right.addWidget(self._none)
        both = panes(left, self._right, shares=(2, 5), name=_("Documents"))
        both.setSizes([360, 740])
        self.lay(self.header, both, grow=both)
        self.reload()

    @override
    def reload(self) -> None:
        self._rows = self.desk.read(queries.paper_rows, office_id=self.desk.office_id)
        counts = {code: sum(r.state == code for r in self._rows) for code, _t in _STATES}
        self.states.set_texts([_(text, n=counts[code]) for code, text in _STATES])
        waiting = counts["to_print"] + counts["to_sign"]
        told = ngettext("%(n)s paper waits", "%(n)s papers wait", waiting)
        self.header.set_texts(_("Documents"), told)
        self._show_list()

    @override
    def show_subject(self, subject: object) -> None:
        if not isinstance(subject, Id):
            return
        found = next((r for r in self._rows if r.duo_id == subject), None)
        if found is not None:
            self.search.clear()
            self.states.set_value(found.state)
            self._show_list()
            self.cards.choose((found.duo_id, found.kind))

    @override
    def subject(self) -> object:
        return self._row.duo_id if self._row else None

    @override
    def focus_filter(self) -> None:
        self.search.setFocus()

    @override
    def print_page(self) -> None:
        """Print every language of the paper, once each."""
        for content, name in self._printed():
            print_pdf(self, content, name)

    @override
    def to_excel(self) -> None:
        """The papers shown left, one row each."""
        chosen, texts = self.states.value(), dict(_STATES)
        rows = [card.data for card in self.cards.cards.cards()]
        told = _(texts[chosen], n=sum(row.state == chosen for row in self._rows))
        leaving.to_excel(
            self.desk,
            leaving.Leaving(table_of(rows), _("Documents"), told, total=len(self._rows)),
        )

    def save(self) -> None:
        """The paper as PDF, once for each language."""
        for content, name in self._printed():
            self.desk.ask.save(_("Save the paper"), name, content)

    def show_paper(self, language: str) -> None:
        """Preview the paper in one language."""
        self._asked = language
        if self._row is not None:
            self._show_row(self._row)

    def _paper_side(self) -> QWidget:
        head = row(self.title, spacing=8)
        head.setStretchFactor(self.title, 1)
        head.addLayout(self.tongues)
        head.addWidget(MenuButton(_("Other language"), self._offer_languages))
        head.addWidget(Button(_("PDF…"), self.save, icon_name="download"))
        head.addWidget(Button(_("Print…"), self.print_page, kind="primary", icon_name="printer"))
        both = panes(self.preview, self.signing, shares=(3, 1), name=_("Paper and signatures"))
        both.setSizes([520, 250])
        layout = column(head, self.missing, both, spacing=8)
        layout.setStretchFactor(both, 1)
        return widget(layout)

    def _show_list(self) -> None:
        needle, wanted = fold(self.search.text()).split(), self.states.value()
        cards = [_card(r) for r in self._rows if r.state == wanted]
        cards = [card for card in cards if all(word in fold(card.spoken) for word in needle)]
        before = self.cards.current()
        self.cards.set_cards(cards)
        if not cards:
            self._right.setCurrentWidget(self._none)
            self._row = None
            return
        if before is None or not self.cards.choose(before.id):
            self.cards.setCurrentIndex(self.cards.cards.index(0))
        card = self.cards.current() or cards[0]
        self._right.setCurrentIndex(0)
        self._choose(card.data)

    def _choose(self, shown: PaperRow) -> None:
        if self._row is None or (shown.duo_id, shown.kind) != (self._row.duo_id, self._row.kind):
            self._asked = ""
        self._right.setCurrentIndex(0)
        self._show_row(shown)

    def _show_row(self, shown: PaperRow) -> None:
        self._row = shown
        kind = kind_of(shown.kind)
        self._papers = self.desk.read(
            queries.papers, shown.duo_id, kind, today=self.desk.today, language=self._asked or None
        )
        self.title.setText(f"{kind.title} · {shown.mentee} × {shown.mentor}")
        self._show_tongues(shown, kind.code)
        paper = self._papers[0]
        self.missing.set_text(told_missing(paper.missing))
        self.preview.show_pdf(draw(paper))
        self.signing.show_row(shown)

    def _show_tongues(self, shown: PaperRow, code: str) -> None:
        while (item := self.tongues.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        readers = self.desk.read(queries.papers, shown.duo_id, kind_of(code), today=self.desk.today)
        for paper in readers if len(readers) > 1 else []:
            button = Button(
                language_name(paper.language), partial(self.show_paper, paper.language), kind="chip"
            )
            button.setCheckable(True)
            button.setChecked(paper.language == self._papers[0].language)
            self.tongues.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _offer_languages(self, menu: Menu) -> None:
        for code in LANGUAGES:
            menu.item(language_name(code), partial(self.show_paper, code))

    def _printed(self) -> list[tuple[bytes, str]]:
        """The bytes of each language asked for, each written down as printed."""
        shown, done = self._row, []
        if shown is None:
            return []
        papers = (
            self._papers
            if self._asked
            else self.desk.read(
                queries.papers, shown.duo_id, kind_of(shown.kind), today=self.desk.today
            )
        )
        for paper in papers:
            printed = self.desk.do(commands.print_paper, shown.duo_id, paper)
            if printed is not None:
                done.append((printed.content, f"{printed.number}.pdf"))
        return done


def _card(shown: PaperRow) -> CardItem:
    printed = (
        _("printed on %(day)s", day=short(shown.printed_at.date())) if shown.printed_at else ""
    )
    signed = _("%(n)s of 2 signed", n=2 - len(shown.missing)) if shown.exists else ""
    return CardItem(
        id=(shown.duo_id, shown.kind),
        title=f"{shown.mentee} × {shown.mentor}",
        lines=tuple(part for part in (shown.duo, printed) if part),
        badges=(
            Badge(kind_of(shown.kind).title, _TONES[shown.state]),
            *([Badge(signed)] if signed else []),
        ),
        data=shown,
    )

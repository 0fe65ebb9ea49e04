"""Every paper that is written down: left what is to print, to sign, done; right the very page."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.documents.catalog import NOTE
from duodesk.documents.listed import FAMILIES, RECENT, ListedPaper, family_of, listed
from duodesk.ui import leaving
from duodesk.ui.desk import Desk
from duodesk.ui.documents.batch import SignaturesDialog
from duodesk.ui.documents.listing import table_of
from duodesk.ui.documents.paper_side import PaperSide
from duodesk.ui.page import Page
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.layout import column, panes, widget
from duodesk.ui.widgets.search import FilterChips, SearchBox
from duodesk.ui.widgets.text import PlainLabel, show_if

_STATES = (("to_print", N_("To print: %(n)s")), ("to_sign", N_("To sign: %(n)s")),
           ("signed", N_("Done: %(n)s")))  # fmt: skip
_TONES = {"to_print": "warn", "to_sign": "info", "signed": "good"}


class DocumentsPage(Page):
    """Answers one question: which paper waits for whom? What was printed and is done is found here
    too, and can be made again as it was.
    """

    tables = frozenset(
        {"duo", "document", "signature", "person", "enrolment", "seat", "office", "setting",
         "author"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: list[ListedPaper] = []
        # What the cards stand for; a card that looks the same keeps what it knew before.
        self._shown: dict[object, ListedPaper] = {}
        batch = Button(_("Papers for signatures…"), self.open_batch, icon_name="files")
        self.header = PageHeader(_("Documents"), "", batch)
        self.states = Segmented(
            [(code, "") for code, _t in _STATES], value="to_print", name=_("List")
        )
        self.states.chosen.connect(lambda _code: self._show_list())
        self.search = SearchBox(_("Find in this list"))
        self.search.searched.connect(lambda _text: self._show_list())
        self.kinds = FilterChips(name=_("Kinds of paper"))
        self.kinds.changed.connect(self._show_list)
        self.cards = CardList(_("Papers"))
        self.search.went_down.connect(self.cards.setFocus)
        self.cards.picked.connect(lambda card: self._choose(self._shown[card.id]))
        self.recent = PlainLabel(
            _("The last 30 days are shown. Older papers are found by searching."),
            role="small", wrap=True,
        )  # fmt: skip
        left = column(self.states, self.search, self.kinds, self.cards, self.recent, spacing=8)
        left.setStretchFactor(self.cards, 1)
        side = widget(left)
        side.setMinimumWidth(look().px(270))
        self.side = PaperSide(desk)
        self.preview = self.side.preview
        self._right = QStackedWidget()
        self._right.addWidget(self.side)
        self._right.addWidget(
            EmptyState(
                "file-text",
                _("No paper here."),
                hint=_("The papers of a duo appear as soon as both have said yes."),
            )
        )
        both = panes(side, self._right, shares=(2, 5), name=_("Documents"), parent=self)
        both.setSizes([360, 740])
        self.lay(self.header, both, grow=both)
        self.reload()

    @override
    def reload(self) -> None:
        self._rows = self.desk.read(listed, office_id=self.desk.office_id)
        counts = {code: len(self._of_state(code)) for code, _t in _STATES}
        self.states.set_texts([_(text, n=counts[code]) for code, text in _STATES])
        waiting = counts["to_print"] + counts["to_sign"]
        told = ngettext("%(n)s paper waits", "%(n)s papers wait", waiting)
        self.header.set_texts(_("Documents"), told)
        self._show_list()

    @override
    def show_subject(self, subject: object) -> None:
        if not isinstance(subject, Id):
            return
        about = (r for r in self._rows if subject in {r.duo_id, r.person_id, r.enrolment_id})
        found = next(about, None)
        if found is not None:
            self.search.clear()
            self.kinds.set_value(frozenset())
            self.states.set_value(found.state)
            if found not in self._of_state(found.state):
                self.search.setText(found.number)
            self._show_list()
            self.cards.choose(found.key)

    @override
    def subject(self) -> object:
        shown = self.side.row
        return (shown.duo_id or shown.person_id) if shown else None

    @override
    def focus_filter(self) -> None:
        self.search.setFocus()

    @override
    def print_page(self) -> None:
        """Print every language of the paper, once each."""
        self.side.print()

    @override
    def to_excel(self) -> None:
        """The papers shown left, one row each."""
        chosen, texts = self.states.value(), dict(_STATES)
        rows = [self._shown[card.id] for card in self.cards.cards.cards()]
        told = ", ".join(
            part
            for part in (_(texts[chosen], n=len(self._of_state(chosen))), self.kinds.told())
            if part
        )
        leaving.to_excel(
            self.desk,
            leaving.Leaving(table_of(rows), _("Documents"), told, total=len(self._rows)),
        )

    def save(self) -> None:
        """The paper as PDF, once for each language."""
        self.side.save()

    def show_paper(self, language: str) -> None:
        """Preview the paper in one language."""
        self.side.show_language(language)

    def open_batch(self) -> None:
        """The papers for the signatures of a day."""
        SignaturesDialog(self.desk, parent=self.window()).open_over()

    def _of_state(self, state: str) -> list[ListedPaper]:
        """The papers of a list; of what is done, the last days unless one searches."""
        rows = [row for row in self._rows if row.state == state]
        if state != "signed" or self.search.text().strip():
            return rows
        since = self.desk.today - RECENT
        return [row for row in rows if row.done_on is not None and row.done_on >= since]

    def _show_list(self) -> None:
        state, needle = self.states.value(), fold(self.search.text()).split()
        rows = self._of_state(state)
        there = {family_of(row.kind) for row in rows}
        kinds = [(code, _(title)) for code, title, _kinds in FAMILIES if code in there]
        self.kinds.set_options(kinds if len(kinds) > 1 else [])
        wanted = self.kinds.value()
        cards = [_card(row) for row in rows if not wanted or family_of(row.kind) in wanted]
        cards = [card for card in cards if all(word in fold(card.spoken) for word in needle)]
        show_if(self.kinds, on=len(kinds) > 1)
        self.kinds.show_count(len(cards), len(rows), filtered=bool(needle))
        show_if(self.recent, on=state == "signed" and not needle)
        self._show_cards(cards)

    def _show_cards(self, cards: list[CardItem]) -> None:
        before = self.cards.current()
        self._shown = {card.id: card.data for card in cards}
        self.cards.set_cards(cards)
        if not cards:
            self._right.setCurrentIndex(1)
            self.side.row = None
            return
        if before is None or not self.cards.choose(before.id):
            self.cards.setCurrentIndex(self.cards.cards.index(0))
        card = self.cards.current() or cards[0]
        self._choose(self._shown[card.id])

    def _choose(self, shown: ListedPaper) -> None:
        self._right.setCurrentIndex(0)
        self.side.show_row(shown)


def _card(shown: ListedPaper) -> CardItem:
    first = shown.printed[0] if shown.printed else None
    printed = _("printed on %(day)s", day=short(first.printed_on)) \
        if first and first.printed_on else ""  # fmt: skip
    by = first.printed_by if first and shown.state == "signed" and shown.duo is None else ""
    signed = ""
    if shown.duo is not None and shown.duo.exists:
        signed = _("%(n)s of 2 signed", n=2 - len(shown.duo.missing))
    elif shown.kind == NOTE.code and shown.signed_on is not None:
        signed = _("signed on %(day)s", day=short(shown.signed_on))
    return CardItem(
        id=shown.key,
        title=shown.who,
        lines=tuple(
            part for part in (shown.number, ", ".join(x for x in (printed, by) if x)) if part
        ),
        badges=(Badge(shown.title, _TONES[shown.state]), *([Badge(signed)] if signed else [])),
        data=shown,
    )

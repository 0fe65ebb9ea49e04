"""Who waits for a mentor, longest first; three candidates for the one that is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.pairing import queries
from duodesk.pairing.queries import CandidateRow
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.pool import LONG_WAIT
from duodesk.ui.pairing.suggestions import SuggestionsView
from duodesk.ui.theme import look
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, panes, widget
from duodesk.ui.widgets.search import SearchBox


class WaitingPart(QWidget):
    """Waiting mentees left, candidates right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: list[CandidateRow] = []
        self._filling = False
        self.search = SearchBox(_("Find in this list"))
        self.search.searched.connect(lambda _text: self._show_list())
        self.cards = CardList(_("Mentees who wait"))
        self.search.went_down.connect(self.cards.setFocus)
        self.cards.picked.connect(self._on_picked)
        self.cards.opened.connect(lambda card: self._choose(card.id))
        self._right = QStackedWidget()
        self._right.addWidget(QWidget())
        left = widget(column(self.search, self.cards, spacing=8))
        left.setMinimumWidth(look().px(220))
        both = panes(left, self._right, shares=(2, 5), name=_("Mentees who wait"), parent=self)
        both.setSizes([300, 800])
        self.setLayout(column(both))
        self.setFocusProxy(self.cards)
        self.reload()

    def reload(self) -> None:
        """Read who waits now."""
        desk = self._desk
        self._rows = desk.read(queries.waiting_mentees, today=desk.today, office_id=desk.office_id)
        self._show_list()

    def show_mentee(self, mentee_id: Id) -> bool:
        """Go to a mentee; false when this one does not wait."""
        if not any(row.id == mentee_id for row in self._rows):
            return False
        self.search.clear()
        self._show_list(mentee_id)
        return self.current() == mentee_id

    def show_subject(self, subject: object) -> None:
        """The mentors for a mentee; for nobody who waits, the line to find one by name."""
        if isinstance(subject, Id) and self.show_mentee(subject):
            self.cards.setFocus()
        else:
            self.search.setFocus()

    def current(self) -> Id | None:
        """The mentee whose candidates are shown."""
        card = self.cards.current()
        return card.id if card is not None else None

    def chosen(self) -> QWidget | None:
        """What is shown on the right."""
        return self._right.currentWidget()

    def _show_list(self, wanted: Id | None = None) -> None:
        needle = fold(self.search.text()).split()
        cards = [_card(row) for row in self._rows]
        fitting = [card for card in cards if all(word in fold(card.spoken) for word in needle)]
        wanted = wanted or self.current()
        # The candidates of one mentee are made, not those of each one that is come by.
        self._filling = True
        self.cards.set_cards(fitting)
        if fitting and (wanted is None or not self.cards.choose(wanted)):
            self.cards.setCurrentIndex(self.cards.cards.index(0))
        self._filling = False
        shown = self.current()
        if shown is None:
            self._show(self._empty(filtered=bool(cards)))
        else:
            self._choose(shown)

    def _on_picked(self, card: CardItem) -> None:
        if not self._filling:
            self._choose(card.id)

    def _choose(self, mentee_id: Id) -> None:
        mentee = next((row for row in self._rows if row.id == mentee_id), None)
        if mentee is not None:
            self._show(SuggestionsView(self._desk, mentee, self._right))

    def _empty(self, *, filtered: bool) -> EmptyState:
        if filtered:
            return EmptyState("list-filter", _("No one fits this filter."))
        return EmptyState(
            "handshake",
            _("No mentee waits for a mentor."),
            hint=_("Who is interviewed and accepted appears here."),
        )

    def _show(self, shown: QWidget) -> None:
        old = self._right.currentWidget()
        self._right.addWidget(shown)
        self._right.setCurrentWidget(shown)
        if old is not None:
            self._right.removeWidget(old)
            old.deleteLater()


def _card(row: CandidateRow) -> CardItem:
    trades = ", ".join(reference.occupation_name(code) for code in row.occupations[:2])
    spoken = ", ".join(reference.language_label(code) for code, _level in row.languages[:3])
    days = ngettext("%(n)s day", "%(n)s days", row.days)
    tone = "warn" if row.days >= LONG_WAIT else "neutral"
    goal = [Badge(reference.chosen("goal", row.goal), "accent")] if row.goal else []
    return CardItem(
        id=row.id,
        title=row.name,
        lines=tuple(line for line in (trades, spoken) if line),
        badges=(*goal, Badge(days, tone)),
    )

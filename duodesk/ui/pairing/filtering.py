"""Which cards are shown: by a common language, a field, mine, another office, waiting for us."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.i18n import _
from duodesk.pairing.board import BoardCard
from duodesk.pairing.moves import waits_for_us
from duodesk.pairing.pairs import Facts
from duodesk.ui.pairing.state import BoardState
from duodesk.ui.widgets.buttons import Menu, MenuButton
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.search import FilterChips, SearchBox
from duodesk.ui.widgets.text import restyle

OURS, MINE, ELSEWHERE = "ours", "mine", "elsewhere"


class BoardFilters(QWidget):
    """A search field, chips, two menus; what is chosen is always in sight, with the way out."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: BoardState | None = None
        self.language, self.field = "", ""
        self.search = SearchBox(_("Find a name"))
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(170)
        self.chips = FilterChips(
            [
                (OURS, _("Waits for us")),
                (MINE, _("Coordinator: me")),
                (ELSEWHERE, _("Other office")),
            ],
            name=_("Filters of the board"),
        )
        self.languages = _ChipMenu(self._fill_languages)
        self.fields = _ChipMenu(self._fill_fields)
        self.chips.add(self.languages)
        self.chips.add(self.fields)
        line = row(self.search, self.chips, spacing=10)
        line.setStretchFactor(self.chips, 1)
        self.setLayout(line)
        self.search.searched.connect(lambda _text: self.changed.emit())
        self.chips.changed.connect(self.changed)
        self.chips.cleared.connect(self._forget)
        self._name_menus()

    def keep(self, card: BoardCard, state: BoardState) -> bool:
        """Whether a card is shown."""
        facts = state.facts.get(card.id, Facts())
        on = self.chips.value()
        words = fold(f"{card.mentee} {card.mentor} {card.number}")
        return (
            all(word in words for word in fold(self.search.text()).split())
            and (OURS not in on or waits_for_us(card, state.today, state.now))
            and (MINE not in on or card.coordinator_id == state.author_id)
            and (ELSEWHERE not in on or bool(facts.elsewhere))
            and (not self.language or self.language in facts.languages)
            and (not self.field or self.field in facts.fields)
        )

    def active(self) -> bool:
        """Whether anything hides cards now."""
        return bool(self.chips.value() or self.language or self.field or self.search.text().strip())

    def show_counts(self, shown: int, state: BoardState, total: int) -> None:
        """Say how many of how many, and offer what the cards have to choose from."""
        self._state = state
        self.chips.show_count(shown, total, filtered=self.active())

    def choose(self, *, language: str | None = None, field: str | None = None) -> None:
        """Show only pairs that share a language, or whose mentee aims at a field."""
        self.language = self.language if language is None else language
        self.field = self.field if field is None else field
        self._name_menus()
        self.changed.emit()

    def _forget(self) -> None:
        self.language = self.field = ""
        self.search.clear()
        self._name_menus()

    def _name_menus(self) -> None:
        known = reference.fields()
        language = reference.language_label(self.language) if self.language else ""
        field = known[self.field].name() if self.field in known else self.field
        told = _("Language: %(name)s", name=language) if language else _("Language")
        self.languages.show_choice(told, on=bool(language))
        told = _("Field: %(name)s", name=field) if field else _("Field")
        self.fields.show_choice(told, on=bool(field))

    def _fill_languages(self, menu: Menu) -> None:
        codes = {code for facts in self._facts() for code in facts.languages}
        names = {code: reference.language_label(code) for code in codes}
        self._fill(menu, names, self.language, lambda code: self.choose(language=code))

    def _fill_fields(self, menu: Menu) -> None:
        known = reference.fields()
        codes = {code for facts in self._facts() for code in facts.fields}
        names = {code: known[code].name() if code in known else code for code in codes}
        self._fill(menu, names, self.field, lambda code: self.choose(field=code))

    def _fill(
        self, menu: Menu, names: dict[str, str], chosen: str, choose: Callable[[str], None]
    ) -> None:
        menu.item(_("All"), partial(choose, ""), checked=not chosen)
        menu.addSeparator()
        for code, name in sorted(names.items(), key=lambda item: fold(item[1])):
            menu.item(name, partial(choose, code), checked=code == chosen)

    def _facts(self) -> list[Facts]:
        return list(self._state.facts.values()) if self._state else []


class _ChipMenu(MenuButton):
    """A chip that opens a menu; it looks switched on while it hides something."""

    def __init__(self, fill: Callable[[Menu], None]) -> None:
        super().__init__("", fill, kind="chip")

    def show_choice(self, text: str, *, on: bool) -> None:
        self.set_text(text)
        self.setCheckable(on)
        self.setChecked(on)
        restyle(self)

    @override
    def nextCheckState(self) -> None:
        """A click opens the menu; it does not switch the chip."""

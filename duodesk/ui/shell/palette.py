"""Ctrl+K: one line that finds people, duos, words of notes, and actions from every screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.followup.finding import Found, find_anything
from duodesk.people import queries
from duodesk.people.found import FoundWords, found_words
from duodesk.training.dated import Key, Source
from duodesk.training.finding import FoundDated, found_dated
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.text import PlainLabel, show_if

_PAUSE = 60  # milliseconds
_MOST = 24
_MOST_COMMANDS = 4
_LEAST_LETTERS = 3
_WRITTEN = {
    "interview": (N_("Interview"), "info"),
    "note": (N_("Note"), "accent"),
    "contact": (N_("Call"), "info"),
}


@dataclass(frozen=True, slots=True)
class Command:
    """Something the window can do, found by its words."""

    title: str
    run: Callable[[], object]
    keys: str = ""


class Palette(QFrame):
    """Over the page: a line to type in and what fits; ↓ ↑ Enter Esc."""

    def __init__(
        self, desk: Desk, commands: Callable[[], Sequence[Command]], room: QWidget
    ) -> None:
        super().__init__(room)
        self.setObjectName("palette")
        self._desk = desk
        self._commands = commands
        self._room = room
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("A person, a duo, an action…"))
        self.line.setAccessibleName(_("A person, a duo, an action…"))
        self.found = CardList(_("Found"))
        self._none = PlainLabel(role="muted")
        layout = column(self.line, self._none, self.found, spacing=8)
        layout.setStretchFactor(self.found, 1)
        layout.addStretch(0)
        layout.setContentsMargins(12, 12, 12, 12)
        self.setLayout(layout)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.search)
        self.line.textChanged.connect(self._pause.start)
        self.line.installEventFilter(self)
        self.found.installEventFilter(self)
        self.found.opened.connect(self._run)
        self.found.clicked.connect(lambda _index: self._run(self.found.current()))
        self.hide()

    def open(self, text: str = "") -> None:
        """Show it, ready to type."""
        self.line.setText(text)
        self.search()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus()
        self.line.selectAll()

    def search(self) -> None:
        """Show what fits the words now."""
        self._pause.stop()
        words = self.line.text().strip()
        commands = self._fitting(words)
        if words:
            found = self._desk.read(find_anything, words, today=self._desk.today)
            people = [self._card(one) for one in found]
            written = [self._dated_card(one) for one in self._dated(words)]
            written += [self._words_card(one, words) for one in self._written(words)]
        else:
            people, written = self._recent(), []
        cards = [*people, *commands[:_MOST_COMMANDS], *written, *commands[_MOST_COMMANDS:]][:_MOST]
        self.found.set_cards(cards)
        if cards:
            self.found.setCurrentIndex(self.found.cards.index(0))
        self._none.setText("" if cards else _("Nothing fits “%(words)s”.", words=words))
        show_if(self._none, on=not cards)
        show_if(self.found, on=bool(cards))

    def follow(self) -> None:
        """Keep its place: the window has another size."""
        if self.isVisible():
            self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and watched is self.line:
            QTimer.singleShot(0, self, self._leave)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if not self.isVisible():
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_up()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            place = self.found.currentIndex().row() + step
            last = self.found.cards.rowCount() - 1
            self.found.setCurrentIndex(self.found.cards.index(min(max(place, 0), last)))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._pause.isActive():
                self.search()
            self._run(self.found.current())
        else:
            return False
        return True

    def _run(self, card: CardItem | None) -> None:
        if card is not None:
            self.close_up()
            card.data()

    def close_up(self) -> None:
        """Go away; the keys belong to the screen again."""
        if self.isHidden():
            return
        self.hide()
        self._room.setFocus()

    def _leave(self) -> None:
        inside = self.line.hasFocus() or self.found.hasFocus()
        if self.isVisible() and not inside and self.isActiveWindow():
            self.hide()

    def _place(self) -> None:
        width = min(look().px(620), self._room.width() - 40)
        height = min(look().px(460), self._room.height() - 80)
        self.setGeometry((self._room.width() - width) // 2, 44, width, height)

    def _fitting(self, words: str) -> list[CardItem]:
        wanted = fold(words).split()
        return [
            CardItem(
                id=command.title,
                title=command.title,
                badges=(Badge(command.keys),) if command.keys else (),
                data=command.run,
            )
            for command in self._commands()
            if all(word in fold(command.title) for word in wanted)
        ]

    def _written(self, words: str) -> list[FoundWords]:
        """Words in notes, interviews and calls; a letter or two would find them all."""
        return self._desk.read(found_words, words) if len(words) >= _LEAST_LETTERS else []

    def _dated(self, words: str) -> list[FoundDated]:
        """Series and events of the calendar."""
        return self._desk.read(found_dated, words) if len(words) >= _LEAST_LETTERS else []

    def _dated_card(self, one: FoundDated) -> CardItem:
        subject: object = one.id if one.is_series else Key(Source.EVENT, one.id)
        kind = Badge(_("Series of training days") if one.is_series else short(one.day))
        return CardItem(
            id=one.id,
            title=one.title,
            lines=(one.place,) if one.place else (),
            badges=(kind,),
            data=lambda: self._desk.go("training", subject),
        )

    def _words_card(self, one: FoundWords, words: str) -> CardItem:
        kind, tone = _WRITTEN[one.table]
        page = "people"
        subject: object = one.person_id
        if one.table == "interview":
            spots = one.piece.spots
            exact = one.piece.text[spots[0][0] : spots[0][1]] if spots else words
            subject = ("interview", one.row, exact)
        elif one.person_id is None:
            page, subject = "duos", one.duo_id
        return CardItem(
            id=one.row,
            title=one.name,
            piece=one.piece,
            badges=(Badge(_(kind), tone), Badge(short(one.day))),
            data=lambda: self._desk.go(page, subject),
        )

    def _recent(self) -> list[CardItem]:
        rows = self._desk.read(queries.recent, today=self._desk.today, limit=5)
        found = [Found("person", r.id, r.name, r.number, r.municipality, r.roles) for r in rows]
        return [replace(self._card(one), foot="") for one in found]

    def _card(self, one: Found) -> CardItem:
        person = one.kind == "person"
        name = "role" if person else "duo_stage"
        page = "people" if person else "duos"
        detail = " · ".join(part for part in (one.number, one.detail) if part)
        return CardItem(
            id=one.id,
            title=one.title,
            lines=(detail,) if detail else (),
            badges=tuple(Badge(reference.chosen(name, code), "accent") for code in one.codes),
            data=lambda: self._desk.go(page, one.id),
        )

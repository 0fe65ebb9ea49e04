"""The line of filters above the list of people: quick ones, a chip for each that holds, and +."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.people import filters
from duodesk.people.filters import KINDS, Names, Wish
from duodesk.people.words import Status
from duodesk.ui.people.choosing import choosing
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, MenuButton
from duodesk.ui.widgets.layout import Flow, row
from duodesk.ui.widgets.search import number
from duodesk.ui.widgets.text import PlainLabel, restyle, set_tip, show_if

_QUICK = tuple(
    str(status)
    for status in (Status.REGISTERED, Status.INTERVIEWED, Status.ACCEPTED, Status.IN_DUO)
)
# Chosen beside this line, not in it.
_ELSEWHERE = frozenset({"role"})
_LONGEST = 56  # letters of a chip


class FilterLine(QWidget):
    """Holds the wishes; `changed` when the person chose others."""

    changed = Signal()
    cleared = Signal()

    def __init__(self, names: Callable[[], Names], *, today: date) -> None:
        super().__init__()
        self._names, self._today = names, today
        self._wishes: tuple[Wish, ...] = ()
        self._extra = False
        self._flow = Flow()
        self._quick = {code: self._quick_chip(code) for code in _QUICK}
        self.more = MenuButton(_("Filter"), self._offer, kind="chip", icon_name="plus")
        self.more.setAccessibleName(_("Add a filter"))
        for part in (*self._quick.values(), self.more):
            self._flow.addWidget(part)
        self._count = PlainLabel(role="small")
        self._clear = Button(_("Clear"), self.clear, kind="quiet", icon_name="x")
        self._clear.setAccessibleName(_("Clear all filters"))
        whole = row(spacing=10)
        whole.addLayout(self._flow, 1)
        whole.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        whole.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(whole)
        self.setAccessibleName(_("Filters"))
        self._draw()

    def wishes(self) -> tuple[Wish, ...]:
        """The filters that hold."""
        return self._wishes

    def set_wishes(self, wishes: Sequence[Wish]) -> None:
        """Let these hold, without telling."""
        self._wishes = tuple(wishes)
        self._draw()

    def choose(self, kind: str) -> None:
        """Open the window in which the values of a kind are chosen."""
        popup = choosing(
            KINDS[kind],
            filters.values_of(self._wishes, kind),
            self._names(),
            today=self._today,
            parent=self,
        )
        popup.chosen.connect(partial(self._take, kind))
        popup.open_below(self._chip_of(kind) or self.more)

    def show_count(self, shown: int, total: int, *, filtered: bool = False) -> None:
        """Say how many of how many; `filtered` when a filter outside this line holds."""
        self._extra = filtered
        words = {"shown": number(shown), "total": number(total)}
        text = number(total) if shown == total else _("%(shown)s of %(total)s", **words)
        self._count.setText(text)
        show_if(self._clear, on=bool(self._wishes) or filtered)

    def clear(self) -> None:
        """Let no filter hold."""
        self.set_wishes(())
        self.cleared.emit()
        self.changed.emit()

    def told(self) -> str:
        """The filters in words."""
        return filters.told(self._wishes, self._names()) if self._wishes else ""

    def _take(self, kind: str, values: tuple[str, ...]) -> None:
        self.set_wishes(filters.with_values(self._wishes, kind, values))
        self.changed.emit()

    def _quick_chip(self, status: str) -> Button:
        chip = Button(reference.chosen("status", status), kind="chip")
        chip.setCheckable(True)
        chip.toggled.connect(partial(self._on_quick, status))
        return chip

    def _on_quick(self, status: str, on: bool) -> None:
        others = [v for v in filters.values_of(self._wishes, "status") if v != status]
        self._take("status", (*others, status) if on else tuple(others))

    def _offer(self, menu: Menu) -> None:
        more = Menu(_("More"), menu)
        for kind in KINDS.values():
            if kind.code not in _ELSEWHERE:
                into = menu if kind.common else more
                into.item(kind.title, partial(self.choose, kind.code))
        menu.addSeparator()
        menu.addMenu(more)

    def _draw(self) -> None:
        """The chips of the wishes, between the quick ones and the plus."""
        chosen = filters.values_of(self._wishes, "status")
        for code, chip in self._quick.items():
            chip.blockSignals(True)
            chip.setChecked(code in chosen)
            chip.blockSignals(False)
        for place in reversed(range(len(self._quick), self._flow.count())):
            item = self._flow.takeAt(place)
            old = item.widget() if item else None
            if old is not None and old is not self.more:
                old.hide()
                old.deleteLater()
        hidden = {"status"} if set(chosen) <= set(_QUICK) else set()
        for wish in self._wishes:
            if wish.kind not in hidden | _ELSEWHERE:
                self._flow.addWidget(self._chip(wish))
        self._flow.addWidget(self.more)
        show_if(self._clear, on=bool(self._wishes) or self._extra)
        self.updateGeometry()

    def _chip(self, wish: Wish) -> QWidget:
        """A filter in words, to be changed, with a × to take it away."""
        text = filters.words(wish, self._names())
        token = QFrame()
        token.setObjectName("token")
        token.setProperty("kind_of", wish.kind)
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        change = Button(shown, partial(self.choose, wish.kind), kind="token")
        change.setEnabled(wish.kind in KINDS)
        change.setAccessibleName(text)
        set_tip(change, text if shown != text else "")
        restyle(token, strange="true" if filters.strange([wish]) else "false")
        away = IconButton(
            "x", _("Take %(name)s away", name=text), partial(self._take, wish.kind, ()),
            color="soft_text",
        )  # fmt: skip
        away.setMinimumSize(look().px(24), look().px(24))
        inside = row(change, away, spacing=0)
        inside.setContentsMargins(4, 0, 2, 0)
        token.setLayout(inside)
        return token

    def _chip_of(self, kind: str) -> QWidget | None:
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        parts = (item.widget() for item in items if item is not None)
        return next((p for p in parts if p is not None and p.property("kind_of") == kind), None)

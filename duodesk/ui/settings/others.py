"""What safety has to do with the other laptops: this one's seal and lock, and who confirmed an
erasure.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from duodesk.base.clock import BELGIUM
from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.i18n import _, ngettext
from duodesk.exchange import erasure, laptops
from duodesk.exchange.erasure import Erasure, Removed
from duodesk.store.store import Store
from duodesk.ui.desk import Desk
from duodesk.ui.erasing import EraseDialog
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.layout import Card, Part, column, row, widget
from duodesk.ui.widgets.text import PlainLabel, show_if

_SHOWN = 20


class SealCard(Card):
    """Since when this laptop has its seal and lock, and how to renew them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Seal and lock of this laptop"))
        self._desk = desk
        self.since = PlainLabel("", role="small", wrap=True)
        self.renew = Button(_("Renew seal and lock…"), self.ask)
        self.body.addWidget(self.since)
        self.body.addLayout(row(self.renew, None))
        self.show_now()

    def show_now(self) -> None:
        """Read it again."""
        at = self._desk.read(laptops.sealed_since)
        if at is None:
            told = _("Its first exchange file gives this laptop a seal and a lock.")
        else:
            told = _(
                "Its files are sealed, and only it opens what is made for it, since %(day)s. Both "
                "are renewed by themselves every half year.",
                day=short(at.astimezone(BELGIUM).date()),
            )
        self.since.setText(told)
        show_if(self.renew, on=at is not None)

    def ask(self) -> None:
        """Say what it means, then do it."""
        text = _(
            "This laptop gets a new seal and lock, for example because somebody else had it in "
            "hands. Files made for it until now open for sixty days more, then never again. The "
            "other laptops learn it with your next file."
        )
        self._desk.ask.confirm(text, _("Renew them"), self._renew)

    def _renew(self) -> None:
        if self._desk.do(_renewed):
            self._desk.opened.mark()
            self._desk.say(_("The new seal and lock hold from now on."))
            self.show_now()


class ErasedCard(Card):
    """Every erasure with its day, how much went, and which laptops have not confirmed it yet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Erased for good"))
        self._desk = desk
        self._lines: QVBoxLayout = column(spacing=8)
        self.body.addWidget(
            PlainLabel(
                _("A laptop confirms with its next file. This list is the proof that a request was "
                  "answered everywhere."),
                role="small", wrap=True,
            )
        )  # fmt: skip
        self.body.addWidget(widget(self._lines))
        self.who = LineField(placeholder=_("Name or number"))
        self.who.line.setAccessibleName(_("Name or number"))
        self.removed = MenuButton(_("Erase somebody who was removed"), self.offer)
        self._choice = widget(row(self.who, self.removed, spacing=10))
        self.body.addWidget(self._choice)
        self.show_now()

    def offer(self, menu: Menu) -> None:
        """Those who were removed, and whose name or number holds what is typed."""
        wanted = fold(self.who.value())
        found = [
            one
            for one in self._desk.read(erasure.removed_people)
            if wanted in fold(f"{one.number} {one.full_name}")
        ]
        for one in found[:_SHOWN]:
            menu.item(f"{one.number} · {one.full_name}", partial(self.ask, one))
        if not found:
            menu.item(_("Nobody who was removed is called so."), self.who.setFocus)

    def ask(self, one: Removed) -> None:
        """Say what goes, then erase."""
        dialog = EraseDialog(self._desk, one, parent=self.window())
        dialog.finished.connect(self.show_now)
        dialog.open_over()

    def show_now(self) -> None:
        """Read it again; a desk that never erased anything is asked nothing."""
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        known = erasure.erasures(self._desk.store) if self._desk.read(erasure.any_erased) else []
        for one in known[:_SHOWN]:
            self._lines.addWidget(widget(column(*_told(one), spacing=1)))
        if not known:
            self._lines.addWidget(PlainLabel(_("Nobody was erased yet."), role="muted"))
        show_if(self._choice, on=bool(self._desk.read(erasure.removed_people)))


def _told(one: Erasure) -> list[Part]:
    entries = ngettext("%(n)s entry", "%(n)s entries", one.rows)
    confirmed = ngettext(
        "confirmed by %(confirmed)s of %(n)s laptop",
        "confirmed by %(confirmed)s of %(n)s laptops",
        one.laptops,
        confirmed=one.confirmed,
    )
    day = short(one.at.astimezone(BELGIUM).date())
    lines = [PlainLabel(f"{day} · {entries} · {confirmed}", wrap=True)]
    if one.missing:
        names = ", ".join(one.missing)
        missing = _("not yet: %(names)s", names=names)
        lines.append(PlainLabel(missing, role="muted", wrap=True))
    return list(lines)


def _renewed(store: Store) -> bool:
    laptops.renew(store)
    return True

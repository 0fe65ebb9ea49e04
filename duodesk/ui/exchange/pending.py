"""A file before it is written: from whom, what it adds, changes, removes, what needs a person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import moment
from duodesk.base.i18n import _, ngettext
from duodesk.exchange.naming import table_title
from duodesk.exchange.seen import Look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.text import PlainLabel, show_if


class PendingCard(QFrame):
    """Shown while a file waits for a yes; hidden otherwise."""

    accepted = Signal()
    put_off = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._seen: Look | None = None
        self._data = b""
        self.title = PlainLabel("", role="heading", wrap=True)
        self.numbers = PlainLabel("", wrap=True)
        self.warning = PlainLabel("", role="warn", wrap=True)
        self.list = PlainLabel("", role="muted", wrap=True)
        self._more = Button(_("See list"), self._toggle, kind="quiet")
        self.yes = Button(_("Take it in"), self.accepted.emit, kind="primary")
        words = column(
            self.title, self.numbers, self.warning, self.list,
            row(self.yes, self._more, Button(_("Not now"), self.put_off.emit, kind="quiet"), None),
            spacing=6,
        )  # fmt: skip
        words.setContentsMargins(16, 12, 16, 12)
        self.setLayout(words)

    def pending(self) -> tuple[Look | None, bytes]:
        """The file that waits."""
        return self._seen, self._data

    def show_look(self, seen: Look, data: bytes) -> None:
        """Show what a file would do."""
        self._seen, self._data = seen, data
        self.title.setText(
            _(
                "Before writing: %(name)s, sealed by %(laptop)s on %(when)s",
                name=seen.name,
                laptop=seen.sender,
                when=moment(seen.made.astimezone(BELGIUM)),
            )
        )
        self.numbers.setText(_numbers(seen))
        told = _warnings(seen)
        self.warning.setText("\n".join(told))
        show_if(self.warning, on=bool(told))
        self.list.setText("\n".join(_lines(seen)))
        self.list.hide()
        show_if(self._more, on=bool(seen.tables))
        self.yes.set_text(_("Take it in all the same") if seen.brake else _("Take it in"))
        self.show()
        self.yes.setFocus()

    def forget(self) -> None:
        """The file waits no more."""
        self._seen, self._data = None, b""
        self.hide()

    def _toggle(self) -> None:
        self.list.setVisible(not self.list.isVisible())


def _numbers(seen: Look) -> str:
    if not seen.tables:
        return _("It brings nothing that is not here already.")
    added, changed, removed = (
        sum(counts.values()) for counts in (seen.added, seen.changed, seen.removed)
    )
    return " · ".join(
        (
            _("new: %(n)s", n=added),
            _("changed: %(n)s", n=changed),
            _("removed: %(n)s", n=removed),
            _("to look at: %(n)s", n=seen.to_look_at),
        )
    )


def _warnings(seen: Look) -> list[str]:
    told = []
    if seen.brake:
        told.append(
            _("This file changes or removes very much. Look at the list, and ask its sender, "
              "before you take it in.")
        )  # fmt: skip
    if seen.waiting_for:
        told.append(
            _("An earlier file of %(names)s is missing: ask for it, or for a file with everything.",
              names=", ".join(seen.waiting_for))
        )  # fmt: skip
    if seen.copied:
        told.append(
            _("%(names)s was restored or copied: both its branches are kept.",
              names=", ".join(seen.copied))
        )  # fmt: skip
    if seen.ours_restored:
        told.append(
            _("It brings back work of this laptop that is no longer here. This laptop then goes on "
              "under a new name for the others.")
        )  # fmt: skip
    if seen.erased:
        told.append(
            ngettext("%(n)s entry is erased for good.", "%(n)s entries are erased for good.",
                     seen.erased)
        )  # fmt: skip
    return told


def _lines(seen: Look) -> list[str]:
    return [
        _("%(table)s: %(added)s new, %(changed)s changed, %(removed)s removed",
          table=table_title(table), added=seen.added.get(table, 0),
          changed=seen.changed.get(table, 0), removed=seen.removed.get(table, 0))
        for table in seen.tables
    ]  # fmt: skip

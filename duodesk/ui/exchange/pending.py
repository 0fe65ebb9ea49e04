"""A file before it is written: from whom, what it adds, changes, removes row by row, what needs a
person.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import moment
from duodesk.base.i18n import N_, _, ngettext
from duodesk.exchange.effects import Did, Effect
from duodesk.exchange.entries import entry_title
from duodesk.exchange.seen import Look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, restyle, show_if

_DID = {
    Did.ADDED: (N_("new"), "good"),
    Did.CHANGED: (N_("changed"), "info"),
    Did.REMOVED: (N_("removed"), "warn"),
}
_LETTERS = 60


def _steps(effect: Effect) -> str:
    """“Telephone: 0485 12 → 0496 77; E-mail: koen@example.org”."""
    told = []
    for step in effect.steps:
        before, after = _cut(step.before), _cut(step.after) or "–"
        said = f"{before} → {after}" if before else after
        told.append(_("%(what)s: %(said)s", what=step.title, said=said))
    return "; ".join(told)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LETTERS else line[:_LETTERS].rstrip() + "…"


COLUMNS: tuple[Column[Effect], ...] = (
    Column(key="did", title=N_("What"), text=lambda e: _(_DID[e.did][0]), width=100,
           badges=lambda e: (Badge(_(_DID[e.did][0]), _DID[e.did][1]),)),
    Column(key="whose", title=N_("Whose"), text=lambda e: e.subject.title, strong=True, width=200),
    Column(key="kind", title=N_("Entry"), text=lambda e: entry_title(e.table), width=150),
    Column(key="fields", title=N_("Fields"), text=_steps, tip=_steps, width=590),
)  # fmt: skip


class PendingCard(QFrame):
    """Shown in place of everything else while a file waits for a yes."""

    accepted = Signal()
    put_off = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._seen: Look | None = None
        self._data = b""
        self.title = PlainLabel("", role="heading", wrap=True)
        self.numbers = PlainLabel("", wrap=True)
        self.warning = Notice("", tone="warn")
        self.list: RowsTable[Effect] = RowsTable(COLUMNS, name=_("What the file does"))
        self.cut = PlainLabel("", role="muted", wrap=True)
        self.yes = Button(_("Take it in"), self.accepted.emit, kind="primary")
        self.later = Button(_("Not now"), self.put_off.emit, kind="quiet")
        words = column(
            self.title, self.numbers, self.warning, self.list, self.cut,
            row(self.yes, self.later, None),
            spacing=8,
        )  # fmt: skip
        words.setStretchFactor(self.list, 1)
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
        self.warning.set_text("\n".join(_warnings(seen)))
        self.list.set_rows(seen.effects)
        self.yes.set_text(_("Take it in all the same") if seen.needs_person else _("Take it in"))
        cut = _("%(n)s of %(all)s are shown.", n=len(seen.effects), all=seen.weight)
        self.cut.setText(cut if seen.cut else "")
        show_if(self.cut, on=seen.cut)
        # A key pressed without looking never takes in what somebody has to look at.
        first, other = (self.later, self.yes) if seen.needs_person else (self.yes, self.later)
        restyle(first, kind="primary")
        restyle(other, kind="plain" if seen.needs_person else "quiet")
        first.setFocus()

    def forget(self) -> None:
        """The file waits no more."""
        self._seen, self._data = None, b""
        self.list.set_rows(())


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
            _("two versions: %(n)s", n=seen.to_look_at),
        )
    )


def _warnings(seen: Look) -> list[str]:
    told = []
    if seen.brake:
        told.append(
            _("This file changes or removes very much. Look at the list, and ask its sender, "
              "before you take it in.")
        )  # fmt: skip
    if seen.undone_before:
        told.append(_("It brings back what you took out again with “Undo the last exchange”."))
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
    if seen.wrong_clock:
        told.append(
            _("The clock of %(names)s is wrong. Tell them.", names=", ".join(seen.wrong_clock))
        )
    if seen.erased:
        told.append(
            ngettext("%(n)s entry is erased for good.", "%(n)s entries are erased for good.",
                     seen.erased)
        )  # fmt: skip
    return told

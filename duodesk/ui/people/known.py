"""People who may be known already, shown while somebody is registered: who, why, and the way to
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from duodesk.base.i18n import _, ngettext
from duodesk.people.likeness import Known, Likeness
from duodesk.people.text import full_name
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.text import PlainLabel, set_name, show_if

_FIRST = 3


class KnownAlready(QFrame):
    """All who look alike, surest first, three of them at once; a button opens each of them, however
    sure it is.
    """

    opened = Signal(object)
    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", "warn")
        self.found: tuple[Likeness, ...] = ()
        self.buttons: list[Button] = []
        self._lines: list[QWidget] = []
        self._rest = Button("", self.show_all, kind="quiet")
        self._place = column(
            PlainLabel(_("Perhaps this person is known already:"), wrap=True), spacing=6
        )
        self._place.setContentsMargins(12, 10, 12, 10)
        self._place.addWidget(self._rest)
        self.setLayout(self._place)
        show_if(self, on=False)

    def show_found(self, found: Sequence[Likeness]) -> None:
        """Show these; nobody hides the frame."""
        if tuple(found) == self.found:
            return  # a button that has the focus keeps it
        self.found = tuple(found)
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines, self.buttons = [], []
        for likeness in self.found[:_FIRST]:
            self._add(likeness)
        rest = len(self.found) - _FIRST
        self._rest.set_text(ngettext("%(n)s person more…", "%(n)s people more…", max(rest, 1)))
        show_if(self._rest, on=rest > 0)
        show_if(self, on=bool(self.found))

    def show_all(self) -> None:
        """Those beyond the first three too."""
        show_if(self._rest, on=False)
        for likeness in self.found[len(self.buttons) :]:
            self._add(likeness)
        self.grown.emit()

    def offer_first(self, sure: int) -> bool:
        """Let Enter open the first one from any field, where it is sure enough; whether it does."""
        on = bool(self.found) and self.found[0].certainty >= sure
        if self.buttons:
            self.buttons[0].setDefault(on)
        return on

    def _add(self, likeness: Likeness) -> None:
        name = _called(likeness.known)
        why = ", ".join(map(str, likeness.reasons))
        words = PlainLabel(_("%(name)s: %(reasons)s", name=name, reasons=why), wrap=True)
        button = Button(_("Open"), partial(self.opened.emit, likeness.known.id))
        button.setAutoDefault(True)  # Enter opens the person whose button has the focus
        set_name(button, _("Open %(name)s", name=name), why)
        line = row(words, button, spacing=10)
        line.setStretchFactor(words, 1)
        made = widget(line)
        self._place.insertWidget(self._place.count() - 1, made)
        self._lines.append(made)
        self.buttons.append(button)


def _called(known: Known) -> str:
    name = full_name(known.given_name, known.family_name)
    return f"{name} ({known.number})" if known.number else name

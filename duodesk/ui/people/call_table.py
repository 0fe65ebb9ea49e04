"""The table of calls: who, why, since when, by when, how often tried."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import moment, short
from duodesk.base.holidays import working_days_between
from duodesk.base.i18n import N_, _, ngettext
from duodesk.people.calls import Call
from duodesk.people.contacts import About
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

TONES = {About.FIRST_CALL: "info", About.NO_SHOW: "warn"}
NAMES = {About.FIRST_CALL: N_("First call"), About.NO_SHOW: N_("Missed session")}


class CallsTable(RowsTable[Call]):
    """R notes that somebody was reached, N that there was no answer; Enter opens the person."""

    noted = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            (*_FRONT, _due(desk.today), *_BACK), name=_("Calls"), key="calls", memory=desk.memory
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Here and not in the page: a table takes letters for a search by their beginnings.
        said = {Qt.Key.Key_R: True, Qt.Key.Key_N: False}.get(Qt.Key(event.key()))
        if said is not None and not event.modifiers() and self.current() is not None:
            self.noted.emit(said)
        else:
            super().keyPressEvent(event)


def why_words(call: Call) -> str:
    """Why somebody is called, with the day."""
    day = short(call.since)
    if call.about == About.NO_SHOW:
        return _("Missed the session of %(day)s", day=day)
    return _("Registered on %(day)s", day=day)


def due_badge(call: Call, today: date) -> Badge:
    """By when they should have heard from us, and how late it is."""
    late = working_days_between(call.due, today)
    if late:
        return Badge(ngettext("%(n)s day late", "%(n)s days late", late), "bad")
    if call.due <= today:
        return Badge(_("today"), "warn")
    return Badge(_("by %(day)s", day=short(call.due)[:5]), "neutral")


def _due(today: date) -> Column[Call]:
    return Column(
        key="due",
        title=N_("Agreed"),
        text=lambda c: due_badge(c, today).text,
        badges=lambda c: [due_badge(c, today)],
        order=lambda c: c.due,
        value=lambda c: c.due,
        width=120,
    )


def _tried_words(call: Call) -> str:
    last = call.tries.last
    return _("Last tried on %(moment)s", moment=moment(last)) if last else ""


_FRONT: tuple[Column[Call], ...] = (
    Column(key="name", title=N_("Name"), text=lambda c: c.name, width=158, strong=True),
    Column(key="phone", title=N_("Telephone"), text=lambda c: c.phone, width=146),
    Column(
        key="why",
        title=N_("Why"),
        text=lambda c: _(NAMES[c.about]),
        badges=lambda c: [Badge(_(NAMES[c.about]), TONES[c.about])],
        tip=why_words,
        width=132,
    ),
    Column(
        key="since",
        title=N_("Since"),
        text=lambda c: short(c.since),
        order=lambda c: c.since,
        value=lambda c: c.since,
        width=106,
    ),
)
_BACK: tuple[Column[Call], ...] = (
    Column(
        key="tries",
        title=N_("Attempts"),
        text=lambda c: str(c.tries.count or ""),
        tip=_tried_words,
        order=lambda c: c.tries.count,
        value=lambda c: c.tries.count,
        width=80,
    ),
    Column(
        key="role",
        title=N_("Role"),
        text=lambda c: reference.chosen("role", c.role),
        width=80,
        hidden=True,
    ),
    Column(key="mail", title=N_("E-mail"), text=lambda c: c.email, width=170, hidden=True),
    Column(
        key="coordinator",
        title=N_("Coordination"),
        text=lambda c: c.coordinator,
        width=120,
        hidden=True,
    ),
    Column(key="number", title=N_("Number"), text=lambda c: c.number, width=100, hidden=True),
)

"""The table of the outcome calls: who, which round, until when, what was tried, what is next."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.followup.reaching import Next, Tried
from duodesk.followup.rounds import Known, RoundRow
from duodesk.ui.desk import Desk
from duodesk.ui.duos.outcome_side import ROUNDS
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

NEXT = {
    Next.CALL_MENTEE: N_("call the mentee"),
    Next.OTHER_WAY: N_("another way"),
    Next.CALL_MENTOR: N_("call the mentor"),
    Next.UNREACHABLE: N_("cannot be reached?"),
}


class RoundsTable(RowsTable[RoundRow]):
    """R notes an answer, N that there was none; Enter opens the duo."""

    noted = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            (*_FRONT, _due(desk.today), *_BACK), name=_("Outcome calls"), key="rounds",
            memory=desk.memory,
        )  # fmt: skip

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Here and not in the part: a table takes letters for a search by their beginnings.
        said = {Qt.Key.Key_R: True, Qt.Key.Key_N: False}.get(Qt.Key(event.key()))
        if said is not None and not event.modifiers() and self.current() is not None:
            self.noted.emit(said)
        else:
            super().keyPressEvent(event)


def due_badge(one: RoundRow, today: date) -> Badge:
    """Until when a call is in time, or that it is too late."""
    if one.known != Known.TO_CALL:
        return Badge(short(one.last_day))
    days = (one.last_day - today).days
    if days < 0:
        return Badge(ngettext("%(n)s day late", "%(n)s days late", -days), "bad")
    words = _("until %(day)s", day=short(one.last_day)[:5])
    return Badge(words, "warn" if days <= 7 else "neutral")


def tried_words(tried: Tried) -> str:
    """On how many days it was tried in vain, and by how many ways."""
    if not tried.days:
        return ""
    days = ngettext("%(n)s day", "%(n)s days", tried.days)
    ways = ngettext("%(n)s way", "%(n)s ways", len(tried.channels))
    return f"{days}, {ways}"


def next_badge(one: RoundRow) -> Badge:
    """What to do next; else what is known."""
    if one.next is not None:
        return Badge(_(NEXT[one.next]), "accent")
    known = one.known == Known.KNOWN
    return Badge(_("known") if known else _("cannot be reached"), "good" if known else "neutral")


def _due(today: date) -> Column[RoundRow]:
    return Column(
        key="due",
        title=N_("Call until"),
        text=lambda o: due_badge(o, today).text,
        badges=lambda o: [due_badge(o, today)],
        order=lambda o: o.last_day,
        value=lambda o: o.last_day,
        width=124,
    )


_FRONT: tuple[Column[RoundRow], ...] = (
    Column(key="mentee", title=N_("Mentee"), text=lambda o: o.mentee, width=150, strong=True),
    Column(key="phone", title=N_("Telephone"), text=lambda o: o.phone, width=146),
    Column(key="round", title=N_("Round"), text=lambda o: _(ROUNDS[o.round]), width=116),
)
_BACK: tuple[Column[RoundRow], ...] = (
    Column(
        key="tried",
        title=N_("Tried"),
        text=lambda o: tried_words(o.tried),
        order=lambda o: o.tried.days,
        width=96,
    ),
    Column(
        key="next",
        title=N_("Next"),
        text=lambda o: next_badge(o).text,
        badges=lambda o: [next_badge(o)],
        width=136,
    ),
    Column(key="mentor", title=N_("Mentor"), text=lambda o: o.mentor, width=140, hidden=True),
    Column(key="duo", title=N_("Number"), text=lambda o: o.duo, width=100, hidden=True),
)

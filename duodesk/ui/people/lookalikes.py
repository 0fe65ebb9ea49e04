"""Who may stand in the register twice: pairs with their reasons, compared side by side, made one
person or told apart for good.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.base.progress import Progress
from duodesk.people import apart, merging
from duodesk.people.apart import Pair
from duodesk.people.likeness import Known
from duodesk.people.text import list_name
from duodesk.ui.desk import Desk
from duodesk.ui.people.comparing import Comparison
from duodesk.ui.people.view import View
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import Card, column, panes, row, widget
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if

_SURE, _LIKELY = 85, 55


def _how_sure(pair: Pair) -> tuple[str, str]:
    if not pair.reasons:
        return _("chosen"), "neutral"
    if pair.certainty >= _SURE:
        return _("almost surely"), "warn"
    return (_("likely"), "info") if pair.certainty >= _LIKELY else (_("perhaps"), "neutral")


def _name(one: Known) -> str:
    return list_name(one.family_name, one.given_name)


def _called(one: Known) -> str:
    return f"{_name(one)} ({one.number or '?'})"


def _reasons(pair: Pair) -> str:
    """A sentence out of all reasons; of two whom somebody chose there may be none."""
    told = ", ".join(map(str, pair.reasons)) or _("Chosen in the list of people")
    return told[:1].upper() + told[1:]


COLUMNS: tuple[Column[Pair], ...] = (
    Column(
        key="both", title=N_("Two entries"), strong=True, width=236,
        text=lambda p: f"{_name(p.one)} – {_name(p.other)}",
        tip=lambda p: f"{_called(p.one)}\n{_called(p.other)}",
    ),
    Column(
        key="sure", title=N_("One person"), text=lambda p: _how_sure(p)[0],
        badges=lambda p: [Badge(*_how_sure(p))], order=lambda p: p.certainty, width=112,
    ),
    Column(key="why", title=N_("Because"), text=_reasons, tip=_reasons, width=180),
)  # fmt: skip


class LookalikesView(View):
    """The list left, the two entries of the pair that is chosen right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reading = 0
        self._wanted: frozenset[Id] = frozenset()
        self._found: list[Pair] = []
        self.pair: Pair | None = None
        self.table: RowsTable[Pair] = RowsTable(
            COLUMNS, name=_("Look-alikes"), key="lookalikes", memory=desk.memory
        )
        self.said = PlainLabel(_("Everybody is being compared with everybody."), role="muted")
        self.none = EmptyState(
            "circle-check",
            _("Nobody seems to be registered twice."),
            hint=_("Who looks like somebody else is shown here, with the reasons."),
        )
        self.comparison: Comparison | None = None
        self._make_one = Button(_("Make one person"), self.join, kind="primary")
        self._apart = Button(_("Not the same person"), self.tell_apart, icon_name="unlink")
        self._compared = Card(_("Side by side"))
        self._compared.body.addWidget(widget(row(self._make_one, self._apart, None)))
        both = panes(self.table, self._compared, shares=(5, 5), name=_("Look-alikes"), parent=self)
        both.setSizes([600, 600])
        self._both = both
        layout = column(self.said, self.none, both, spacing=8)
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)
        self.table.picked.connect(self._compare)
        self.table.opened.connect(lambda _pair: self._make_one.setFocus())
        show_if(self.none, on=False)
        self._compare(None)

    @override
    def reload(self) -> None:
        """Look through the office again, in the worker; only the latest answer counts."""
        self._reading += 1
        wanted, store = self._reading, self._desk.store

        def work(progress: Progress) -> list[Pair]:
            with store.read() as session:
                return apart.pairs(session, progress)

        def then(found: list[Pair]) -> None:
            if wanted == self._reading:
                self._show(found)

        self._desk.jobs.start(_("Look-alikes"), work, then, refused=lambda _error: None, quiet=True)

    @override
    def show_subject(self, subject: object) -> None:
        """Two entries, as a remark of the exchange or the list of people names them; they are
        shown at once, before everybody was compared with everybody.
        """
        self._wanted = frozenset(one for one in subject if isinstance(one, Id)) \
            if isinstance(subject, tuple) else frozenset()  # fmt: skip
        if self._asked_for(self._found):
            self._show(self._found)
        self.reload()

    def join(self) -> None:
        """The two are one person, with the values that are marked."""
        if self.comparison is None:
            return
        keep, other, values = self.comparison.chosen()
        words = self.comparison.words()
        done = self._desk.do(merging.merge, keep, other, values=values, words=words)
        if done is not None:
            self._desk.say(_("One person now. Ctrl+Z makes them two again."))
            self.opened.emit(keep)

    def tell_apart(self) -> None:
        """The two are two, and nobody is asked again."""
        if self.pair is None:
            return
        one, other = _ids(self.pair)
        if self._desk.do(apart.tell_apart, one, other) is not None:
            self._wanted = frozenset()
            self._desk.say(_("Two people. They are not shown here again."))
            self.reload()

    def _show(self, found: list[Pair]) -> None:
        self._found = found
        place = self.table.currentIndex().row()
        extra = self._asked_for(found)
        rows = [*extra, *found]
        self.table.set_rows(rows)
        show_if(self.said, on=False)
        show_if(self.none, on=not rows)
        show_if(self._both, on=bool(rows))
        at = self.table.rows_model.place_of(lambda pair: frozenset(_ids(pair)) == self._wanted)
        if rows:
            self.table.go_to(at if at >= 0 else min(max(place, 0), len(rows) - 1))
        self._compare(self.table.current() if rows else None)

    def _asked_for(self, found: list[Pair]) -> list[Pair]:
        """The pair somebody came for, also where it is not among the likely ones."""
        if len(self._wanted) != 2 or any(frozenset(_ids(pair)) == self._wanted for pair in found):
            return []
        asked = self._desk.read(apart.chosen_pair, *self._wanted)
        return [] if asked is None else [asked]

    def _compare(self, pair: Pair | None) -> None:
        self.pair = pair
        if pair is not None and self.comparison is not None and self.comparison.shows(*_ids(pair)):
            return  # what was chosen so far stays chosen
        if self.comparison is not None:
            self.comparison.hide()
            self.comparison.deleteLater()
            self.comparison = None
        show_if(self._compared, on=pair is not None)
        if pair is None:
            return
        self._compared.set_title(_reasons(pair))
        self.comparison = Comparison(self._desk, *_ids(pair))
        self.comparison.opened.connect(self.opened)
        self._compared.body.addWidget(self.comparison)
        self._compared.grow(self.comparison)
        whole = len(self.comparison.cards) == 2
        self._make_one.setEnabled(whole)


def _ids(pair: Pair) -> tuple[Id, Id]:
    assert pair.one.id is not None  # noqa: S101 - who is on the desk has one
    assert pair.other.id is not None  # noqa: S101
    return pair.one.id, pair.other.id

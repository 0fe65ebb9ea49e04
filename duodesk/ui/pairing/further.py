"""More mentors than the three: by what choosing them costs the others; one is looked at below."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.pairing.explain import fit_word
from duodesk.pairing.planning import Planning, fit_of
from duodesk.ui.pairing.dressing import FITS
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import show_if

MOST = 20


@dataclass(frozen=True, slots=True)
class Other:
    """A mentor beyond the three, with what choosing them means."""

    mentor_id: Id
    name: str
    fit: str
    verified: bool
    rank: int
    told: str


def _fit(row: Other) -> str:
    word = fit_word(row.fit)
    return word if row.verified else _("%(fit)s, to be asked", fit=word)


COLUMNS: tuple[Column[Other], ...] = (
    Column(key="mentor", title=N_("Mentor"), text=lambda r: r.name, width=170, strong=True),
    Column(key="fit", title=N_("Fit"), text=_fit, width=130,
           badges=lambda r: [Badge(_fit(r), FITS.get(r.fit, "neutral"))]),
    Column(key="others", title=N_("For the others"), text=lambda r: r.told, tip=lambda r: r.told,
           order=lambda r: r.rank, width=420),
)  # fmt: skip


class FurtherMentors(QWidget):
    """`picked` carries the mentor that is looked at."""

    picked = Signal(object)

    def __init__(self, planning: Planning, mentee_id: Id, shown: Collection[Id]) -> None:
        super().__init__()
        found = [one for one in planning.alternatives(mentee_id) if one.mentor not in shown]
        self._planning, self._mentee_id, self._found = planning, mentee_id, found[:MOST]
        self.button = Button(
            ngettext("%(n)s more mentor", "%(n)s more mentors", len(found)),
            self.open,
            kind="quiet",
            icon_name="chevron-down",
        )
        self.table: RowsTable[Other] = RowsTable(COLUMNS, name=_("More mentors"))
        self.table.setMinimumHeight(look().px(220))
        self.table.picked.connect(lambda one: self.picked.emit(one.mentor_id))
        self._place = column()
        self.setLayout(column(row(self.button, None), self.table, self._place, spacing=8))
        show_if(self.table, on=False)
        show_if(self, on=bool(found))

    def open(self) -> None:
        """Show or hide them; what each costs is worked out when they are first seen."""
        if not self.table.rows_model.total():
            self.table.set_rows(self._rows())
        show_if(self.table, on=self.table.isHidden())
        if not self.table.isHidden():
            self.table.setFocus()

    def show_card(self, card: QWidget | None) -> None:
        """Show one of them below the table."""
        while (item := self._place.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        if card is not None:
            self._place.addWidget(card)

    def _rows(self) -> list[Other]:
        names, choosing = self._planning.names, self._planning.choosing
        return [
            Other(
                one.mentor,
                names.get(one.mentor, "?"),
                fit_of(one.tenths),
                one.verified,
                rank,
                " ".join(choosing(self._mentee_id, one.mentor)),
            )
            for rank, one in enumerate(self._found)
        ]

"""Who is there: colleagues to tick, guests by name."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.office import queries as office
from duodesk.pairing import matching
from duodesk.pairing.matching import MatchingRow
from duodesk.pairing.naming import first_names
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.popup import Popup, TickList
from duodesk.ui.widgets.text import PlainLabel


class PresentPopup(Popup):
    """Each tick holds at once; guests are kept on Enter and on leaving the field."""

    def __init__(self, desk: Desk, row: MatchingRow, *, parent: QWidget) -> None:
        super().__init__(_("Who is here?"), parent=parent)
        self._desk, self._matching_id = desk, row.id
        names = _colleagues(desk, row)
        self._ids = {str(one): one for one in names}
        on = frozenset(str(one) for one in row.author_ids)
        self.ticks = TickList(
            {str(one): name for one, name in names.items()}, on, name=_("Colleagues")
        )
        self.ticks.ticked.connect(lambda _code, _on: self.keep())
        self.guests = LineField(placeholder=_("Nadia, Karim (Actiris)"))
        self.guests.set_name(_("Guests, with commas between them"))
        self.guests.set_value(", ".join(row.guests))
        self.guests.committed.connect(lambda _text: self.keep())
        label = PlainLabel(_("Guests, with commas between them"), role="small", wrap=True)
        self.add(self.ticks, label, self.guests)
        self.ticks.setFocus()

    def keep(self) -> None:
        """Note who is there."""
        self._desk.do(
            matching.set_present,
            self._matching_id,
            authors=[self._ids[code] for code in self.ticks.value()],
            guests=self.guests.value().split(","),
        )


def _colleagues(desk: Desk, row: MatchingRow) -> dict[Id, str]:
    """Who works here, and whoever was ticked already, by first names."""
    names = first_names(desk.read(office.author_names))
    own = desk.read(office.authors, office_id=desk.office_id)
    here = [one.id for one in own if one.left_on is None or one.left_on > desk.today]
    return {one: names.get(one, "?") for one in dict.fromkeys((*here, *row.author_ids))}

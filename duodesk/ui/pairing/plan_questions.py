"""The questions whose answers could change the plan most, each with the way to whom they are
asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from duodesk.base.i18n import _
from duodesk.pairing.planning import ToAsk
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import Body, Card, row
from duodesk.ui.widgets.text import PlainLabel


class Questions(Body):
    """Three cards at most."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=10)
        self._desk = desk
        self.setAccessibleName(_("Questions"))
        self.show_questions(None)

    def show_questions(self, asked: Sequence[ToAsk] | None) -> None:
        """What to ask; None while that is being worked out."""
        while (item := self.column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        if not asked:
            text = (
                _("Which answers could change the plan is being worked out.")
                if asked is None
                else _("No answer that is missing would change the plan.")
            )
            self.column.addWidget(PlainLabel(text, role="muted", wrap=True))
        for one in asked or ():
            open_ = Button(_("Open"), partial(self._desk.go, "people", one.question.person))
            open_.setAccessibleDescription(one.told)
            card = Card(one.told, icon_row=row(open_))
            card.body.addWidget(PlainLabel(one.why, wrap=True))
            self.column.addWidget(card)
        self.column.addStretch(1)

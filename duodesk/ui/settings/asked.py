"""Requests about data of the whole office among the settings of safety."""

from __future__ import annotations

from duodesk.base.i18n import _
from duodesk.ui.desk import Desk
from duodesk.ui.requests import RequestLines
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import Card, row
from duodesk.ui.widgets.text import PlainLabel


class RequestsCard(Card):
    """Every request with the day by which it is answered; a person's own begin on their page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Requests about data"))
        self.lines = RequestLines(desk)
        self.new = Button(_("Request of somebody unknown…"), self.lines.receive, icon_name="plus")
        self.body.addWidget(
            PlainLabel(
                _("A request of somebody known is written down on their page, under More."),
                role="small",
                wrap=True,
            )
        )
        self.body.addWidget(self.lines)
        self.body.addLayout(row(self.new, None))

    def show_now(self) -> None:
        """Read it again."""
        self.lines.reload()

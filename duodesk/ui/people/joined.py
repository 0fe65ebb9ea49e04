"""Entries that are one person, told above the fields: who goes on, what is still to be brought
over.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.people import merging
from duodesk.people.merging import Entry, Standing, standing
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button, Menu
from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import show_if


class Joined(QWidget):
    """One notice at most; nothing of an entry that stands for itself alone."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._standing: Standing | None = None
        self.notice: Notice | None = None
        self._place = column(spacing=0)
        self.setLayout(self._place)
        show_if(self, on=False)

    def show_person(self, person_id: Id) -> None:
        """Say what holds now."""
        now = self._desk.read(standing, person_id)
        if now == self._standing:
            return  # a button that has the focus keeps it
        self._standing = now
        if self.notice is not None:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None
        self.notice = self._told(person_id, now)
        if self.notice is not None:
            self._place.addWidget(self.notice)
        show_if(self, on=self.notice is not None)

    def offer(self, menu: Menu) -> None:
        """What can be done about each entry that was joined to this one."""
        for entry in self._standing.joined if self._standing else ():
            menu.item(
                _("Two people after all: %(name)s (%(number)s)", name=entry.name,
                  number=entry.number),
                partial(self._part, entry.id),
                icon_name="unlink",
            )  # fmt: skip

    def _told(self, person_id: Id, now: Standing) -> Notice | None:
        if now.goes_on is not None:
            return self._with(person_id, now.goes_on)
        if not now.left:
            return None
        text = ngettext(
            "%(n)s line was written to the other entry after both had become one person. It is "
            "shown here, and can be brought over for good.",
            "%(n)s lines were written to the other entry after both had become one person. They "
            "are shown here, and can be brought over for good.",
            now.left,
        )
        bring = Button(_("Bring over"), partial(self._desk.do, merging.bring_over, person_id))
        return Notice(text, bring, tone="info")

    def _with(self, person_id: Id, kept: Entry) -> Notice:
        text = _("Now with %(name)s (%(number)s).", name=kept.name, number=kept.number)
        return Notice(
            text,
            Button(_("Open %(name)s", name=kept.number), lambda: self.opened.emit(kept.id)),
            Button(_("They are two people after all"), partial(self._part, person_id)),
            tone="warn",
        )

    def _part(self, entry_id: Id) -> None:
        if self._desk.do(merging.part, entry_id) is not None:
            self._desk.say(_("Two people again. What was written since stays where it is."))

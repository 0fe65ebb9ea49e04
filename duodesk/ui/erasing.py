"""Erasing a person for good: the one thing that cannot be undone, told before it is done."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from duodesk.base.i18n import _, ngettext
from duodesk.base.progress import Progress
from duodesk.exchange import erasure
from duodesk.exchange.entries import table_title
from duodesk.exchange.erasure import Removed
from duodesk.people.cards import PersonCard
from duodesk.store.store import Changes
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, show_if


class EraseDialog(Dialog):
    """Says what goes and what stays; the person's number must be typed."""

    def __init__(
        self, desk: Desk, card: PersonCard | Removed, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Erase this person for good"),
            _(
                "Everything written about %(name)s is destroyed: here at once, on every other "
                "laptop when it takes in your next file. Nothing brings it back.",
                name=card.full_name,
            ),
            icon_name="trash-2",
            parent=parent,
        )
        self._desk = desk
        self._card = card
        self.goes = PlainLabel(_("What goes with them is being counted…"), wrap=True)
        stays = _(
            "A duo stays, without this name. Backups made before hold the person until they are "
            "thinned out; one that is put back is erased again at once."
        )
        self.body.addWidget(self.goes)
        self.body.addWidget(PlainLabel(stays, role="muted", wrap=True))
        self.body.addWidget(
            Notice(
                _(
                    "This is for a person who asks for it. For anything else choose “Remove this "
                    "person”: that can be undone."
                ),
                tone="warn",
            )
        )
        self.number = LineField(placeholder=card.number)
        form = Form(label_width=170)
        form.add(_("Type the number %(number)s", number=card.number), self.number)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject, default=True)
        self.yes = self.add_button(_("Erase for good"), self.erase, kind="danger")
        self.yes.setEnabled(False)
        self.number.line.textChanged.connect(
            lambda text: self.yes.setEnabled(text.strip() == card.number)
        )
        self._count()

    def _count(self) -> None:
        """In the worker: what was removed long ago stands only in the journal, and goes too."""
        store, person_id = self._desk.store, self._card.id

        def work(_progress: Progress) -> dict[str, int]:
            with store.read() as session:
                return erasure.counted(session, person_id)

        self._desk.jobs.start(
            _("Erasing"), work, self._counted, refused=lambda _error: None, quiet=True
        )

    def _counted(self, counts: dict[str, int]) -> None:
        if not isValid(self):
            return  # closed before it was counted
        parts = [_("%(what)s: %(n)s", what=table_title(table), n=n) for table, n in counts.items()]
        told = _("With them go: %(list)s.", list=" · ".join(parts)) if parts else ""
        self.goes.setText(told)
        show_if(self.goes, on=bool(told))
        QTimer.singleShot(0, self, self.fit)

    def erase(self) -> None:
        """Do it in the worker: the whole file is written anew, so that no word stays in it."""
        desk, card, typed = self._desk, self._card, self.number.value()

        def work(_progress: Progress) -> Changes:
            return erasure.erase_person(
                desk.store, card.id, typed=typed, waiting=desk.opened.waiting
            )

        self.accept()
        desk.work(_("Erasing"), work, lambda changes: _erased(desk, changes))


def _erased(desk: Desk, changes: Changes) -> None:
    desk.opened.mark()
    desk.tell(changes)
    last = erasure.erasures(desk.store)[0]
    desk.say(
        ngettext(
            "Erased for good. Confirmed by %(confirmed)s of %(n)s laptop.",
            "Erased for good. Confirmed by %(confirmed)s of %(n)s laptops; the others confirm with "
            "their next file.",
            last.laptops,
            confirmed=last.confirmed,
        )
    )

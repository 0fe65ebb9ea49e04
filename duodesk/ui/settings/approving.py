"""Who approved the text of a paper, and when."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.documents import editions
from duodesk.documents.catalog import kind_of
from duodesk.documents.editions import EditionRow
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form


class ApproveDialog(Dialog):
    """From here on papers are printed from this version, in all languages and all offices."""

    def __init__(self, desk: Desk, edition: EditionRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Approve “%(kind)s”, version %(n)s",
              kind=kind_of(edition.kind).title, n=edition.label),
            _("Papers are then printed from this version, in all languages and in all offices, and "
              "no longer say that they are a draft. Its text can no longer be changed."),
            parent=parent,
        )  # fmt: skip
        self._desk, self._edition = desk, edition
        self.by = LineField(placeholder=_("Headquarters, a lawyer…"))
        self.day = DayField(today=desk.today)
        self.day.set_value(desk.today)
        form = Form()
        form.add(_("Approved by"), self.by, required=True)
        form.add(_("Approved on"), self.day, required=True)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Approve"), self.do, kind="primary", default=True)

    def do(self) -> None:
        """Write it down."""
        by, day = self.by.value(), self.day.value()
        if not by:
            self.by.set_problem(_("Who approved it?"))
        elif day is None:
            self.day.set_problem(_("Which day?"))
        elif self._desk.do(editions.approve, self._edition, by=by, on=day) is not None:
            self.accept()

"""What is shown when the program itself failed: an apology, and what may be sent to be mended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.ui.clipboard import copy_text
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.text import PlainText, set_name


class Fallen(Dialog):
    """Says that nothing is lost, shows the report, lets it be copied."""

    def __init__(
        self, told: str, closed: Callable[[], object], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Something went wrong in Duodesk"),
            _(
                "It is not your fault, and what was saved is safe. You can go on working. "
                "The text below holds no personal data: please send it to who looks after Duodesk."
            ),
            icon_name="triangle-alert",
            parent=parent,
        )
        report = PlainText(told, lines=10)
        report.setReadOnly(True)
        set_name(report, _("Report"))
        self.body.addWidget(report)
        self.add_button(_("Copy the report"), lambda: copy_text(told))
        self.add_button(_("Go on"), self.accept, kind="primary", default=True)
        self.finished.connect(lambda _code: closed())

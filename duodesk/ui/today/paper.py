"""My day on paper, looked at first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.documents.my_day import MyDay, draw, file_name
from duodesk.ui.desk import Desk
from duodesk.ui.leaving import MANY, PaperDialog


def show(desk: Desk, sheet: MyDay, *, parent: QWidget) -> None:
    """The pages; numbers of many people leave the desk only after a question."""

    def then() -> None:
        title = file_name(sheet).removesuffix(".pdf")
        PaperDialog(desk, title, draw(sheet), parent=parent).open_over()

    if len(sheet.phones) <= MANY:
        then()
        return
    told = _("Data of %(n)s people will leave the protected desk file.", n=len(sheet.phones))
    desk.ask.confirm(told, _("Show the pages"), then)

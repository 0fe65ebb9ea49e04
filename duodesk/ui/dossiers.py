"""The dossier of a person before it leaves: looked at, then kept as PDF or as a file for programs.
It is collected in the worker, and no copy of it is left on the disk.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import _, language_name, ngettext
from duodesk.base.ids import Id
from duodesk.base.progress import Progress
from duodesk.documents.dossier import Dossier, Wanted, as_json, dossier
from duodesk.documents.dossier_sheet import dossier_file, draw_dossier
from duodesk.exchange.holders import holders
from duodesk.ui.desk import Desk
from duodesk.ui.paper_parts import offer_languages
from duodesk.ui.preview import Preview
from duodesk.ui.printing import print_pdf
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import row, widget
from duodesk.ui.widgets.text import PlainLabel

_SHARE = 0.88  # of the height of the window behind


def show_dossier(
    desk: Desk, person_id: Id, *, parent: QWidget, wanted: Wanted | None = None
) -> None:
    """Collect it, then show it."""
    store = desk.store
    asked = wanted or Wanted(office_id=desk.office_id)

    def work(progress: Progress) -> tuple[Dossier, bytes]:
        whole = replace(asked, received=holders(store, person_id))
        with store.read() as session:
            today = store.clock.today()
            told = dossier(session, person_id, today=today, wanted=whole, progress=progress)
        return told, draw_dossier(told, progress=progress)

    def then(made: tuple[Dossier, bytes]) -> None:
        DossierDialog(desk, made, asked, parent=parent).open_over()

    desk.work(_("Collecting personal data"), work, then)


class DossierDialog(Dialog):
    """The pages, in any language, with or without what changed over time."""

    def __init__(
        self, desk: Desk, made: tuple[Dossier, bytes], wanted: Wanted, *, parent: QWidget
    ) -> None:
        told, self.content = made
        super().__init__(
            _("Personal data of %(name)s", name=told.name), icon_name="shield-check", parent=parent
        )
        self._desk, self.told, self._wanted = desk, told, wanted
        self._over = parent
        count = ngettext("%(n)s entry", "%(n)s entries", told.entries)
        said = PlainLabel(f"{language_name(told.language)} · {count}", role="muted")
        words = _("Without changes") if wanted.with_changes else _("With changes over time")
        self.preview = Preview()
        self.preview.setMinimumSize(look().px(680), look().px(300))
        self.changes = Button(words, self.turn_changes, kind="quiet")
        other = MenuButton(_("Other language"), self._offer)
        self.body.addWidget(widget(row(said, None, self.changes, other)))
        self.body.addWidget(self.preview)
        self.add_button(_("Close"), self.reject)
        self.add_button(_("For programs (JSON)…"), self.save_json)
        self.add_button(_("Print…"), self.print)
        self.add_button(_("PDF…"), self.save, kind="primary", default=True)
        self.preview.show_pdf(self.content)

    @override
    def fit(self) -> None:
        """As high as the window behind it allows."""
        super().fit()
        self.resize(self.width(), max(self.height(), round(self._over.window().height() * _SHARE)))

    def save(self) -> None:
        """Keep the pages where the person says."""
        name = f"{dossier_file(self.told)}.pdf"
        self._desk.ask.save(_("Save the personal data"), name, self.content)

    def save_json(self) -> None:
        """Keep the same for programs."""
        name = f"{dossier_file(self.told)}.json"
        self._desk.ask.save(_("Save the personal data"), name, as_json(self.told))

    def print(self) -> None:
        """Put it on paper."""
        print_pdf(self._desk, [self.content], dossier_file(self.told), parent=self)

    def turn_changes(self) -> None:
        """Collect it again, with or without what changed over time."""
        self._again(replace(self._wanted, with_changes=not self._wanted.with_changes))

    def show_language(self, code: str) -> None:
        """Collect it again in another language."""
        self._again(replace(self._wanted, language=code))

    def _again(self, wanted: Wanted) -> None:
        self.accept()
        show_dossier(self._desk, self.told.person_id, parent=self._over, wanted=wanted)

    def _offer(self, menu: Menu) -> None:
        offer_languages(menu, self.show_language, self.told.language)

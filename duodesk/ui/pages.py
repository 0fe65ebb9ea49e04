"""The screens, declared once in the order of the programme; sidebar, keys, tour and tests walk this
list.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.ui.desk import Desk


class Page(Protocol):
    """What a screen offers the window beside being a widget."""

    def show_subject(self, subject: object) -> None: ...

    def reload(self) -> None: ...


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One screen: its key, title, icon, and where its class is, imported when first shown."""

    key: str
    title_id: str
    icon: str
    place: str

    @property
    def title(self) -> str:
        return _(self.title_id)

    def make(self, desk: Desk) -> QWidget:
        """The screen itself."""
        module, name = self.place.split(":")
        return cast("QWidget", getattr(import_module(module), name)(desk))


PAGES = (
    PageEntry("people", N_("People"), "users", "duodesk.ui.people.page:PeoplePage"),
    PageEntry("pairing", N_("Pairing"), "handshake", "duodesk.ui.pairing.page:PairingPage"),
    PageEntry("duos", N_("Duos"), "heart-handshake", "duodesk.ui.duos.page:DuosPage"),
    PageEntry("documents", N_("Documents"), "file-text", "duodesk.ui.documents.page:DocumentsPage"),
    PageEntry("reports", N_("Reports"), "chart-column", "duodesk.ui.reports.page:ReportsPage"),
    PageEntry("settings", N_("Settings"), "settings", "duodesk.ui.settings.page:SettingsPage"),
)


def entry(key: str) -> PageEntry:
    """The screen with this key."""
    return next(page for page in PAGES if page.key == key)

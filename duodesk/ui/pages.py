"""The screens, declared once in the programme's order; sidebar, keys, tour and tests walk them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from duodesk.base.i18n import N_, _
from duodesk.ui.desk import Desk
from duodesk.ui.page import Page


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

    def make(self, desk: Desk) -> Page:
        """The screen itself."""
        module, name = self.place.split(":")
        return cast("Page", getattr(import_module(module), name)(desk))


PAGES = (
    PageEntry("today", N_("Today"), "clipboard-check", "duodesk.ui.today.page:TodayPage"),
    PageEntry("people", N_("People"), "users", "duodesk.ui.people.page:PeoplePage"),
    PageEntry("pairing", N_("Pairing"), "handshake", "duodesk.ui.pairing.page:PairingPage"),
    PageEntry(
        "training", N_("Training"), "graduation-cap", "duodesk.ui.training.page:TrainingPage"
    ),
    PageEntry("duos", N_("Duos"), "heart-handshake", "duodesk.ui.duos.page:DuosPage"),
    PageEntry("documents", N_("Documents"), "file-text", "duodesk.ui.documents.page:DocumentsPage"),
    PageEntry("reports", N_("Reports"), "chart-column", "duodesk.ui.reports.page:ReportsPage"),
    PageEntry(
        "exchange", N_("Exchange"), "arrow-left-right", "duodesk.ui.exchange.page:ExchangePage"
    ),
    PageEntry("settings", N_("Settings"), "settings", "duodesk.ui.settings.page:SettingsPage"),
)


def entry(key: str) -> PageEntry:
    """The screen with this key."""
    return next(page for page in PAGES if page.key == key)

"""Language, theme and text size of this machine: chosen, kept, applied while the program runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from duodesk.base.i18n import SCREEN_LANGUAGES, language, set_language
from duodesk.base.settings import MachineSettings, load, save
from duodesk.ui.theme import Theme, look, next_size

USUAL_SIZE = 100


class Appearance(QObject):
    """How the program looks and speaks; made before the first window, outlives every desk."""

    language_changed = Signal()
    theme_changed = Signal()

    def __init__(self, app: QApplication, path: Path) -> None:
        super().__init__()
        self._app = app
        self._path = path
        self.settings: MachineSettings = load(path)
        self._translator: QTranslator | None = None
        self.theme = Theme(app, choice=self.settings.theme, size=self.settings.text_size)
        self.theme.changed.connect(self.theme_changed)
        self._speak(self.settings.language or system_language())

    @property
    def dark(self) -> bool:
        """Whether the screens are dark now."""
        return look().dark

    def choose_language(self, code: str) -> None:
        """Speak another language at once, everywhere."""
        self._keep(replace(self.settings, language=code))
        if code != language():
            self._speak(code)
            self.language_changed.emit()

    def choose_theme(self, theme: str) -> None:
        """Light, dark or as the system."""
        self._keep(replace(self.settings, theme=theme))
        self.theme.choose(theme, self.settings.text_size)

    def choose_size(self, percent: int) -> None:
        """Another text size."""
        self._keep(replace(self.settings, text_size=percent))
        self.theme.choose(self.settings.theme, percent)

    def choose_lock(self, minutes: int) -> None:
        """After how many minutes without a key or a click the desk locks; 0 is never."""
        self._keep(replace(self.settings, lock_minutes=minutes))

    def choose_backup_folder(self, folder: str) -> None:
        """A second place for backups; empty is none."""
        self._keep(replace(self.settings, backup_folder=folder))

    def choose_exchange_folder(self, folder: str) -> None:
        """A folder that another program carries between laptops; empty is none."""
        self._keep(replace(self.settings, exchange_folder=folder))

    def choose_printing(self, *, printer: str, duplex: str, copies: int, tray: str) -> None:
        """How papers were printed last; the next one is offered the same."""
        now = self.settings
        self._keep(replace(now, printer=printer, duplex=duplex, copies=copies, tray=tray))

    def choose_signing_copies(self, copies: int) -> None:
        """How many copies each gets who signs."""
        self._keep(replace(self.settings, signing_copies=copies))

    def zoom(self, steps: int) -> None:
        """Larger or smaller by steps; 0 is the usual size."""
        size = next_size(self.settings.text_size, steps) if steps else USUAL_SIZE
        self.choose_size(size)

    def _speak(self, code: str) -> None:
        set_language(code)
        QLocale.setDefault(QLocale(f"{code}_BE"))
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
        # qtbase_en is empty and tells nobody that it came: hence language_changed of our own.
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{code}", folder):
            self._app.installTranslator(translator)
        self._translator = translator

    def _keep(self, settings: MachineSettings) -> None:
        if settings != self.settings:
            self.settings = settings
            save(self._path, settings)


def system_language() -> str:
    """The language of the system when the screens speak it, else French."""
    code = QLocale.system().name()[:2]
    return code if code in SCREEN_LANGUAGES else "fr"

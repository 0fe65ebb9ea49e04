"""The actions that the search line offers beside people and duos."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from duodesk.base.i18n import SCREEN_LANGUAGES, _, language_name
from duodesk.ui import keys
from duodesk.ui.desk import Desk
from duodesk.ui.page import Page
from duodesk.ui.pages import PAGES
from duodesk.ui.people.parts import PARTS
from duodesk.ui.shell.palette import Command


class Frame(Protocol):
    """What of the shell the actions need."""

    desk: Desk

    def go(self, key: str, subject: object = None) -> None: ...

    def undo(self) -> None: ...

    def help(self) -> None: ...

    def log(self) -> None: ...

    def on_page(self, call: Callable[[Page], None]) -> None: ...


def commands(
    shell: Frame, lock: Callable[[], object], back_up: Callable[[], object]
) -> list[Command]:
    """Every action, in the words of the language spoken now."""
    looks = shell.desk.appearance
    return [
        *(
            Command(
                _("Go to: %(screen)s", screen=page.title), partial(shell.go, page.key), f"Ctrl+{n}"
            )
            for n, page in enumerate(PAGES, start=1)
        ),
        *(
            Command(
                _("Go to: %(screen)s", screen=part.title), partial(shell.go, "people", part.key)
            )
            for part in PARTS[1:]
        ),
        Command(
            _("Go to: %(screen)s", screen=_("Outcome round")), partial(shell.go, "duos", "rounds")
        ),
        Command(_("Log a talk or a meeting of a duo"), shell.log, _shown("log")),
        Command(_("New person"), partial(shell.go, "people", "new"), ""),
        Command(_("Bring in a list of people"), partial(shell.go, "people", "import")),
        Command(
            _("Find a mentor for a mentee"),
            partial(shell.on_page, Page.find_matches),
            _shown("matches"),
        ),
        Command(_("This list to Excel"), partial(shell.on_page, Page.to_excel), _shown("excel")),
        Command(_("Print"), partial(shell.on_page, Page.print_page), _shown("print")),
        Command(_("Undo"), shell.undo, _shown("undo")),
        Command(_("Do again"), shell.desk.redo, _shown("redo")),
        Command(_("Back up now"), back_up),
        Command(_("Lock"), lock, _shown("lock")),
        Command(_("Light screens"), partial(looks.choose_theme, "light")),
        Command(_("Dark screens"), partial(looks.choose_theme, "dark")),
        Command(_("Screens as the system"), partial(looks.choose_theme, "system")),
        Command(_("Larger text"), partial(looks.zoom, 1), _shown("larger")),
        Command(_("Smaller text"), partial(looks.zoom, -1), _shown("smaller")),
        *(
            Command(
                _("Language: %(name)s", name=language_name(code)),
                partial(looks.choose_language, code),
            )
            for code in SCREEN_LANGUAGES
        ),
        Command(_("Help and keys"), shell.help, _shown("help")),
    ]


def _shown(name: str) -> str:
    return keys.shown(keys.key(name)).split(" · ")[0]

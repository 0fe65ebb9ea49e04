"""How Duodesk looks and behaves on this computer: language, light or dark, text size, lock."""

from __future__ import annotations

import platform

from duodesk import __version__
from duodesk.base.i18n import SCREEN_LANGUAGES, _, language, language_name, ngettext
from duodesk.ui.desk import Desk
from duodesk.ui.theme import SIZES, THEMES
from duodesk.ui.widgets.choice import ChoiceField, SegmentField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, Card
from duodesk.ui.widgets.text import PlainLabel

LOCKS = (5, 10, 20, 60, 0)


class MachinePart(Body):
    """Kept in a small file beside the desk file; never exchanged."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=12)
        looks = desk.appearance
        now = looks.settings
        self.language = SegmentField([(code, language_name(code)) for code in SCREEN_LANGUAGES])
        self.language.set_value(language())
        words = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
        self.theme = SegmentField([(code, words[code]) for code in THEMES])
        self.theme.set_value(now.theme)
        self.text_size = ChoiceField([(str(size), f"{size} %") for size in SIZES], empty=None)
        self.text_size.set_value(str(now.text_size))
        self.lock = ChoiceField([(str(n), _minutes(n)) for n in LOCKS], empty=None)
        self.lock.set_value(str(now.lock_minutes))
        form = Form(label_width=190)
        form.add(_("Language of the screens"), self.language)
        form.add(_("Screens"), self.theme)
        form.add(_("Text size"), self.text_size, hint=_("Ctrl and + or − change it everywhere."))
        form.add(_("Lock by itself after"), self.lock)
        self.column.addWidget(Card(_("Look and language"), form))
        self.column.addWidget(Card(_("About Duodesk"), *_about(desk)))
        self.column.addStretch(1)
        self.language.committed.connect(looks.choose_language)
        self.theme.committed.connect(looks.choose_theme)
        self.text_size.committed.connect(lambda size: looks.choose_size(int(size)))
        self.lock.committed.connect(lambda minutes: looks.choose_lock(int(minutes)))


def _minutes(n: int) -> str:
    return ngettext("%(n)s minute", "%(n)s minutes", n) if n else _("Never")


def _about(desk: Desk) -> list[PlainLabel]:
    place = str(desk.opened.profile.folder)
    lines = (
        _("Version %(version)s, free software under the GNU GPL 3 or later", version=__version__),
        _("Your data lie in %(folder)s, encrypted", folder=place),
        f"Python {platform.python_version()} · {platform.system()} {platform.release()}",
    )
    return [PlainLabel(line, role="muted", wrap=True).selectable() for line in lines]

"""The line over every screen: back and forward, search, language, help."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import SCREEN_LANGUAGES, _, language, language_name
from duodesk.ui.appearance import Appearance
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, MenuButton
from duodesk.ui.widgets.layout import row
from duodesk.ui.widgets.text import set_name, set_tip


class TopBar(QWidget):
    """Search in the middle, because it is the way to everything."""

    search_wanted = Signal()
    back_wanted = Signal()
    forward_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, appearance: Appearance, *, demo: bool) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._appearance = appearance
        self.back = IconButton("arrow-left", _("Back (Alt+←)"), self.back_wanted.emit)
        self.forward = IconButton("arrow-right", _("Forward (Alt+→)"), self.forward_wanted.emit)
        search = Button(
            _("Search a person, a duo, an action…   Ctrl+K"),
            self.search_wanted.emit,
            icon_name="search",
        )
        search.setObjectName("search")
        search.setMinimumWidth(120)
        search.setMaximumWidth(560)
        tongue = MenuButton(language().upper(), self._offer_languages, kind="quiet")
        set_name(tongue, _("Language: %(name)s", name=language_name(language())))
        set_tip(tongue, _("Language of the screens"))
        looks = IconButton("moon", _("Light or dark"), self._turn_theme)
        help_ = IconButton("circle-help", _("Help (F1)"), self.help_wanted.emit)
        mark = [Button(_("Demonstration"), kind="chip")] if demo else []
        for button in mark:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setEnabled(False)
        line = row(self.back, self.forward, spacing=6)
        line.addWidget(search, 1)
        line.addStretch(0)
        for part in (*mark, tongue, looks, help_):
            line.addWidget(part)
        line.setContentsMargins(14, 7, 12, 7)
        self.setLayout(line)

    def _offer_languages(self, menu: Menu) -> None:
        for code in SCREEN_LANGUAGES:
            menu.item(
                language_name(code),
                lambda code=code: self._appearance.choose_language(code),  # type: ignore[misc]
                checked=code == language(),
            )

    def _turn_theme(self) -> None:
        self._appearance.choose_theme("light" if self._appearance.dark else "dark")

"""Settings in seven parts, one shown at a time; everything is kept at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.i18n import N_, _
from duodesk.ui.desk import Desk
from duodesk.ui.page import Page
from duodesk.ui.settings.choices import ChoicesPart
from duodesk.ui.settings.follow_up import FollowUpPart
from duodesk.ui.settings.machine import MachinePart
from duodesk.ui.settings.office import ColleaguesPart, OfficePart
from duodesk.ui.settings.safety import SafetyPart
from duodesk.ui.settings.texts import TextsPart
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.header import PageHeader

PARTS: tuple[tuple[str, str, Callable[[Desk], QWidget]], ...] = (
    ("machine", N_("This computer"), MachinePart),
    ("office", N_("Office"), OfficePart),
    ("colleagues", N_("Colleagues"), ColleaguesPart),
    ("choices", N_("Programme"), ChoicesPart),
    ("follow_up", N_("Follow-up"), FollowUpPart),
    ("texts", N_("Texts of papers"), TextsPart),
    ("safety", N_("Safety"), SafetyPart),
)


class SettingsPage(Page):
    """The parts are made when they are first shown."""

    tables = frozenset(
        {
            "office", "author", "setting", "follow_up_template", "follow_up_step", "expense_cap",
            "template_edition", "template_text", "document", "data_request",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._made: dict[str, QWidget] = {}
        self.parts = Segmented([(code, _(title)) for code, title, _make in PARTS], name=_("Part"))
        self.parts.chosen.connect(self.show_part)
        self.stack = QStackedWidget()
        self.lay(PageHeader(_("Settings")), self.parts, self.stack, grow=self.stack)
        self.show_part(PARTS[0][0])

    @override
    def show_subject(self, subject: object) -> None:
        if isinstance(subject, str) and subject in {code for code, _title, _make in PARTS}:
            self.show_part(subject)

    @override
    def subject(self) -> object:
        return self.parts.value()

    @override
    def reload(self) -> None:
        part = self.stack.currentWidget()
        reload = getattr(part, "reload", None)
        if reload is not None:
            reload()

    @override
    def settle(self) -> None:
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()

    def show_part(self, code: str) -> None:
        """Show one of the parts."""
        if code not in self._made:
            make = next(make for known, _title, make in PARTS if known == code)
            self._made[code] = make(self.desk)
            self.stack.addWidget(self._made[code])
        self.parts.set_value(code)
        self.stack.setCurrentWidget(self._made[code])

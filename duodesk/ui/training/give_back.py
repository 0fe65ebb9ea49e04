"""Giving a day back to its series: what changes and what speaks against it, before it is done."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import hours
from duodesk.base.i18n import N_, _
from duodesk.training import own_rule
from duodesk.training.own_rule import OwnRule
from duodesk.training.series import DayRow, SeriesRow
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.warnings import Warnings
from duodesk.ui.training.words import day_words, where_words
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel

_STEP = N_("%(what)s: %(before)s → %(after)s")


class GiveBackDialog(Dialog):
    """One sentence for each thing that changes; Enter gives the day back."""

    def __init__(
        self,
        desk: Desk,
        shown: SeriesRow,
        day: DayRow,
        rule: OwnRule,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Give back to the series: %(day)s", day=day_words(day.held_on)),
            _("The day is held again when and where “%(name)s” has it.", name=shown.name),
            icon_name="calendar-days",
            parent=parent,
        )
        self.setMinimumWidth(look().px(520))
        self._desk, self._event_id = desk, day.event_id
        self.changes = [_(_STEP, what=_(w), before=b, after=a) for w, b, a in _steps(
            shown, day, rule
        )]  # fmt: skip
        for one in self.changes:
            self.body.addWidget(PlainLabel(one, wrap=True))
        if rule.held_on < desk.today:
            self.body.addWidget(Notice(_("That day is over already."), tone="warn"))
        self.warnings = Warnings()
        self.body.addWidget(self.warnings)
        found = desk.read(own_rule.clashes_then, day.event_id, rule, today=desk.today)
        self.warnings.show_clashes(found)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Give back"), self.give_back, kind="primary", default=True).setFocus()

    def give_back(self) -> None:
        """Do it, in one step."""
        if self._desk.do(own_rule.give_back, self._event_id) is not None:
            self.accept()
            self._desk.say(_("The day is the series' again. Ctrl+Z takes it back."))


def _steps(shown: SeriesRow, day: DayRow, rule: OwnRule) -> Iterator[tuple[str, str, str]]:
    """What changes: the name of it (a msgid), how it is, how it will be."""
    told = (
        (N_("Day"), day_words(day.held_on), day_words(rule.held_on)),
        (N_("Hours"), hours(day.start, day.minutes), hours(rule.start, rule.minutes)),
        (N_("Place"), _where(shown, day.place, day.online), _where(shown, rule.place, rule.online)),
    )
    for what, before, after in told:
        if before != after:
            yield what, before or _("not settled"), after or _("not settled")


def _where(shown: SeriesRow, place: str | None, online: bool | None) -> str:
    return where_words(place or ("" if online else shown.place), online=online)

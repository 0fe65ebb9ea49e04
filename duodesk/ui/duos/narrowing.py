"""What narrows the list of duos: how they stand, whose they are, the language, and the order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.followup.overview import OverviewRow
from duodesk.followup.words import DuoStage
from duodesk.ui.desk import Desk
from duodesk.ui.duos.grid import ORDERS
from duodesk.ui.widgets.buttons import Menu, MenuButton
from duodesk.ui.widgets.search import FilterChips

STAGES = (
    (DuoStage.TO_SIGN, N_("To sign")),
    (DuoStage.ACTIVE, N_("Active")),
    (DuoStage.PAUSED, N_("Paused")),
    (DuoStage.ENDED, N_("Ended")),
)
ENDING, RISK = "ending", "risk"
_USUAL = frozenset({str(DuoStage.TO_SIGN), str(DuoStage.ACTIVE), str(DuoStage.PAUSED)})
_MINE = "duos/mine"


class Narrowing(FilterChips):
    """Chips for the stages and for what needs a look; `ordered` carries the key of an order."""

    ordered = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            [
                *((str(stage), _(title)) for stage, title in STAGES),
                (ENDING, _("Ending within 4 weeks")),
                (RISK, _("At risk")),
            ],
            name=_("Filter the duos"),
        )
        self._desk = desk
        self._coordinators: list[str] = []
        self._languages: list[str] = []
        self.mine = desk.memory.text(_MINE) == "mine"
        self.coordinator = self.language = self.sorted_by = ""
        self.whose = MenuButton("", self._offer_whose, kind="chip", icon_name="user")
        self.spoken = MenuButton("", self._offer_languages, kind="chip", icon_name="languages")
        self.order = MenuButton("", self._offer_orders, kind="chip", icon_name="list")
        for part in (self.whose, self.spoken, self.order):
            self.add(part)
        self.set_value(_USUAL)
        self._word()

    def learn(self, rows: Sequence[OverviewRow]) -> None:
        """Which coordinators and languages there are to choose from."""
        self._coordinators = sorted({name for r in rows if (name := _follower(r))})
        self._languages = sorted({r.duo.language for r in rows if r.duo.language})

    @property
    def narrows(self) -> bool:
        """Whether anything beside the chips holds."""
        return bool(self.mine or self.coordinator or self.language)

    @property
    def with_ended(self) -> bool:
        """Whether those that ended are asked for."""
        return str(DuoStage.ENDED) in self.value()

    def keeps(self, one: OverviewRow, today: date, me: Id | None) -> bool:
        """Whether a duo is shown."""
        chosen = self.value()
        stages = chosen - {ENDING, RISK}
        return (
            (not stages or one.duo.stage in stages)
            and (ENDING not in chosen or one.is_ending(today))
            and (RISK not in chosen or bool(one.alerts))
            and (not self.mine or me in {one.looks_after_id, one.coordinator_id})
            and (not self.coordinator or _follower(one) == self.coordinator)
            and (not self.language or one.duo.language == self.language)
        )

    def show_all_of(self, stage: str) -> None:
        """Let nothing hide a duo of that stage."""
        if stage not in self.value() or self.value() & {ENDING, RISK}:
            self.set_value(frozenset({stage}))
        self._choose(mine=False, coordinator="", language="")

    def show_order(self, key: str) -> None:
        """Say what the table is ordered by now."""
        self.sorted_by = key
        self._word()

    @override
    def clear(self) -> None:
        self._choose(mine=False, coordinator="", language="")
        self.set_value(_USUAL)
        self.cleared.emit()
        self.changed.emit()

    @override
    def told(self) -> str:
        others = [self.whose.accessibleName()] if self.mine or self.coordinator else []
        if self.language:
            others.append(reference.language_label(self.language))
        return ", ".join(filter(None, (super().told(), *others)))

    def _choose(
        self,
        *,
        mine: bool | None = None,
        coordinator: str | None = None,
        language: str | None = None,
    ) -> None:
        self.mine = self.mine if mine is None else mine
        self.coordinator = self.coordinator if coordinator is None else coordinator
        self.language = self.language if language is None else language
        self._desk.memory.put(_MINE, "mine" if self.mine else "")
        self._word()

    def _take(self, **chosen: str | bool) -> None:
        self._choose(**chosen)  # type: ignore[arg-type]
        self.changed.emit()

    def _word(self) -> None:
        whose = _("My duos") if self.mine else self.coordinator or _("All coordinators")
        self.whose.set_text(whose)
        language = reference.language_label(self.language) if self.language else ""
        self.spoken.set_text(language or _("All languages"))
        orders = {key: _(title) for key, title in ORDERS}
        self.order.set_text(orders.get(self.sorted_by, _("Own order")))

    def _offer_whose(self, menu: Menu) -> None:
        anybody = not self.mine and not self.coordinator
        menu.item(
            _("All coordinators"), lambda: self._take(mine=False, coordinator=""), checked=anybody
        )
        menu.item(_("My duos"), lambda: self._take(mine=True, coordinator=""), checked=self.mine)
        menu.addSeparator()
        for name in self._coordinators:
            menu.item(
                name,
                partial(self._take, mine=False, coordinator=name),
                checked=name == self.coordinator,
            )

    def _offer_languages(self, menu: Menu) -> None:
        menu.item(_("All languages"), lambda: self._take(language=""), checked=not self.language)
        for code in self._languages:
            menu.item(
                reference.language_label(code),
                partial(self._take, language=code),
                checked=code == self.language,
            )

    def _offer_orders(self, menu: Menu) -> None:
        for key, title in ORDERS:
            menu.item(_(title), partial(self.ordered.emit, key), checked=key == self.sorted_by)


def _follower(one: OverviewRow) -> str:
    """Who looks after it today."""
    return one.looks_after or one.duo.coordinator

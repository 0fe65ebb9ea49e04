"""The chosen duo: its head with what can be done, and below one of its sides at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base.i18n import _
from duodesk.followup import agreed
from duodesk.followup.overview import OverviewRow
from duodesk.followup.words import DuoStage
from duodesk.office import queries as office
from duodesk.pairing import duos
from duodesk.ui.desk import Desk
from duodesk.ui.duo_papers import PaperPair, offer_papers
from duodesk.ui.duos.dialogs import OutcomeDialog
from duodesk.ui.duos.facts import Facts, facts, story
from duodesk.ui.duos.log import MEETING, TALK, LogDialog
from duodesk.ui.duos.sides import SIDES, DuoSide
from duodesk.ui.duos.starting import StartDialog
from duodesk.ui.duos.terms import ExtendDialog, PauseDialog, RestartDialog, ResumeDialog
from duodesk.ui.widgets.buttons import Button, IconButton, Menu, MenuButton, Segmented
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.text import ElidedLabel, show_if


class DuoDetail(QWidget):
    """Shows one duo; `enlarged` tells whether it asks for all the room."""

    enlarged = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.row: OverviewRow | None = None
        self.facts: Facts | None = None
        # The list is painted first, and whoever walks down it waits for nothing.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fill)
        self.title = ElidedLabel("", role="heading")
        self.story = ElidedLabel("", role="muted")
        self._whole = False
        self.larger = IconButton("maximize-2", _("Only this duo (Enter)"), self._on_larger)
        self._actions = QWidget()
        self._head = row(self.title, self._actions, self.larger, spacing=8)
        self._head.setStretchFactor(self.title, 1)
        self.tabs = Segmented([(s.key, s.title) for s in SIDES], value=SIDES[0].key,
                              name=_("What is shown"))  # fmt: skip
        self.tabs.chosen.connect(self.show_side)
        self._sides: dict[str, DuoSide] = {}
        self._stack = QStackedWidget()
        beside = row(self.tabs, self.story, spacing=12)
        beside.setStretchFactor(self.story, 1)
        inside = column(self._head, beside, self._stack, spacing=6)
        inside.setStretchFactor(self._stack, 1)
        self._inside = widget(inside)
        self._papers_first = EmptyState(
            "file-text",
            _("The papers come first."),
            Button(_("Go to the documents"), self._to_documents),
            hint=_("Agreement and code of conduct are printed and signed by both."),
        )
        self._stack.addWidget(self._papers_first)
        self.setLayout(column(self._inside))
        self._inside.hide()

    def show_duo(self, shown: OverviewRow | None) -> None:
        """Another duo, or the same after something changed: as soon as the list stands."""
        self.row = shown
        if shown is None:
            self.facts = None
            self._inside.hide()
        else:
            self._soon.start()

    def show_side(self, key: str) -> None:
        """Show one side of the duo; before it begins there are only its papers."""
        begun = self.facts is not None and self.facts.row.duo.start is not None
        show_if(self.tabs, on=begun)
        if self.facts is None or not begun:
            self._stack.setCurrentWidget(self._papers_first)
            return
        side = self._sides.get(key)
        if side is None:
            side = self._sides[key] = next(one for one in SIDES if one.key == key).make(self._desk)
            side.wanted.connect(self.act)
            self._stack.addWidget(side)
        self.tabs.set_value(key)
        side.show_facts(self.facts)
        self._stack.setCurrentWidget(side)

    def go_in(self) -> None:
        """Go to the first place of the side that is shown."""
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.TabFocusReason)

    def show_enlarged(self, *, on: bool) -> None:
        """Say what the button does now."""
        self._whole = on
        self.larger.set_name(_("The list again (Esc)") if on else _("Only this duo (Enter)"))

    def act(self, name: str) -> None:
        """Do what a key, a button or an alert asks for, by its name."""
        shown = self.row
        if shown is None:
            return
        desk, over = self._desk, self.window()
        made: dict[str, Callable[[], Dialog]] = {
            "note": lambda: LogDialog(desk, shown.id, mode=MEETING, parent=over),
            "contact": lambda: LogDialog(desk, shown.id, mode=TALK, parent=over),
            "pause": lambda: self._pause_or_resume(shown),
            "extend": lambda: ExtendDialog(desk, shown, parent=over),
            "restart": lambda: RestartDialog(desk, shown, parent=over),
            "start": lambda: StartDialog(desk, shown, parent=over),
            "close": lambda: _closing(desk, shown, over),
            "outcome": lambda: OutcomeDialog(desk, shown.duo, parent=over),
        }
        if name in made and self._may(name, shown):
            made[name]().open_over()

    def _fill(self) -> None:
        shown = self.row
        if shown is None:
            return
        self._inside.show()
        self.facts = self._desk.read(facts, shown, today=self._desk.today)
        self.title.setText(shown.names)
        told = [story(shown), self._handed_over()]
        self.story.setText(" · ".join(part for part in told if part))
        self._show_actions(shown)
        self.show_side(self.tabs.value())

    def _may(self, name: str, shown: OverviewRow) -> bool:
        """Whether the duo stands so that this can be done; says so where it does not."""
        begun = shown.duo.start is not None
        if name == "start":
            return shown.duo.stage == DuoStage.TO_SIGN
        if name in {"pause", "extend", "restart"} and not shown.under_way:
            self._desk.say(_("This duo is not under way."), "info")
            return False
        if not begun:
            self._desk.say(_("This duo has not begun. Start it first."), "info")
        return begun

    def _pause_or_resume(self, shown: OverviewRow) -> PauseDialog | ResumeDialog:
        resting = self.facts is not None and self.facts.plan is not None and self.facts.plan.rests
        kind = ResumeDialog if resting else PauseDialog
        return kind(self._desk, shown, parent=self.window())

    def _show_actions(self, shown: OverviewRow) -> None:
        act = self.act
        actions: list[QWidget] = []
        if shown.duo.stage == DuoStage.TO_SIGN:
            actions.append(Button(_("Start the duo…"), partial(act, "start"), kind="primary"))
        if shown.under_way:
            resting = shown.duo.stage == DuoStage.PAUSED
            words = _("Goes on…") if resting else _("Pause…")
            actions.append(Button(words, partial(act, "pause")))
        if shown.duo.start is not None:
            actions.append(Button(_("Close…"), partial(act, "close")))
            outcome = Button(_("Record an outcome…"), partial(act, "outcome"), kind="primary")
            actions.append(outcome)
        actions.append(MenuButton(_("More"), self._offer))
        old, self._actions = self._actions, widget(row(*actions, spacing=8))
        self._head.replaceWidget(old, self._actions)
        old.hide()
        old.deleteLater()

    def _offer(self, menu: Menu) -> None:
        shown = self.row
        if shown is None:
            return
        go, act, duo = self._desk.go, self.act, shown.duo
        if shown.under_way:
            menu.item(_("Extend…"), partial(act, "extend"), icon_name="calendar-plus")
            menu.item(_("Another start…"), partial(act, "restart"), icon_name="calendar")
            menu.addSeparator()
        follow = Menu(_("Followed by"), menu)
        chosen = self.facts.agreed.coordinator_id if self.facts is not None else None
        for one in self._desk.read(office.authors, office_id=self._desk.office_id):
            follow.item(
                one.name,
                partial(self._desk.do, agreed.choose_coordinator, duo.id, one.id),
                checked=one.id == chosen,
            )
        menu.addMenu(follow)
        menu.item(_("Open the mentee"), partial(go, "people", duo.mentee_id), icon_name="user")
        menu.item(_("Open the mentor"), partial(go, "people", duo.mentor_id), icon_name="user")
        menu.item(_("Documents"), self._to_documents, icon_name="file-text")
        papers = Menu(_("Letters and sheets"), menu)
        pair = PaperPair(duo.id, duo.mentee_id, duo.mentor_id, duo.mentee, duo.mentor)
        offer_papers(self._desk, papers, pair, begun=duo.start is not None, parent=self.window())
        menu.addMenu(papers)
        if duo.stage == DuoStage.TO_SIGN:
            menu.addSeparator()
            menu.item(
                _("It never started"),
                partial(self._desk.do, duos.never_started, duo.id),
                icon_name="x",
            )

    def _handed_over(self) -> str:
        """A duo goes to another office with its mentee; the offer is made and answered there."""
        offer = self.facts.offer if self.facts is not None else None
        if offer is None:
            return ""
        to = self._desk.read(office.office, offer.to_office_id).name
        return _("Offered to %(office)s with the mentee; the offer is on the mentee's page.",
                 office=to)  # fmt: skip

    def _to_documents(self) -> None:
        if self.row is not None:
            self._desk.go("documents", self.row.id)

    def _on_larger(self) -> None:
        self.enlarged.emit(not self._whole)


def _closing(desk: Desk, shown: OverviewRow, over: QWidget) -> Dialog:
    from duodesk.ui.duos.closing import ClosingDialog

    return ClosingDialog(desk, shown, parent=over)

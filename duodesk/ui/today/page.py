"""Today: one list of all that needs a person, worst first, each line with its reason and the
button that finishes it.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from duodesk.base.dates import full
from duodesk.base.i18n import _, ngettext
from duodesk.store.session import Session
from duodesk.today import changed
from duodesk.today.changed import Seen
from duodesk.today.day import LONG_AWAY, Day
from duodesk.today.queries import todays
from duodesk.today.words import Group
from duodesk.ui.desk import Desk
from duodesk.ui.page import Page
from duodesk.ui.today.acting import Acting
from duodesk.ui.today.asking import asked
from duodesk.ui.today.entries import Entry, entries
from duodesk.ui.today.panel import LinePanel
from duodesk.ui.today.table import DayTable
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton, Segmented
from duodesk.ui.widgets.header import EmptyState, PageHeader
from duodesk.ui.widgets.notice import Notice

_MINE, _TEAM = "mine", "team"
_WHOSE, _SINCE = "today/whose", "today/since"
_MINUTE = 60_000  # milliseconds
_QUARTER = 15
# Groups that are open at first; the others tell how much there is.
_OPEN = frozenset({Group.OVERDUE, Group.TODAY})


class TodayPage(Page):
    """Answers one question: what needs me today?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.day: Day | None = None
        self._opened = set(_OPEN)
        self._whole: set[Group] = set()
        self._wanted: object = None
        self._since = self._known_since()
        self.acting = Acting(desk, self)
        self.whose = Segmented(
            [(_MINE, _("Mine")), (_TEAM, _("The team's"))],
            value=desk.memory.text(_WHOSE, _MINE),
            name=_("Whose lines"),
        )
        self.new = MenuButton(_("New…"), self._offer_new, icon_name="plus")
        paper = Button(_("Print my day"), self.print_page, icon_name="printer")
        self.header = PageHeader(_("Today"), "", self.whose, self.new, paper)
        self.news = Notice("", Button(_("See"), self._see), tone="info", closable=True)
        self.calm = Notice("", Button(_("Find a mentor"), partial(desk.go, "pairing")), tone="good")
        self.table = DayTable(_("Today"))
        self.none = EmptyState("circle-check", _("Nothing needs you."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.none)
        self.panel = LinePanel(desk, self.acting)
        self.lay(self.header, self.news, self.calm, self.stack, self.panel, grow=self.stack)
        self._connect()
        desk.jobs.moved.connect(self._on_job)
        self._tick = QTimer(self, interval=_MINUTE)
        self._tick.timeout.connect(self.look_at_the_clock)
        self._tick.start()
        self.setFocusProxy(self.table)
        # The window is painted first: this is the screen that a start waits for.
        self._first = QTimer(self, singleShot=True, interval=0)
        self._first.timeout.connect(self.reload)
        self._first.start()

    @override
    def reload(self) -> None:
        self._first.stop()
        mine = self.whose.value() != _TEAM
        self.day = self.desk.read(todays, asked(self.desk, mine=mine), self._since)
        self._show()
        self._go_to_wanted()

    @override
    def subject(self) -> object:
        entry = self.table.current()
        return entry.key if entry is not None else self._wanted

    @override
    def show_subject(self, subject: object) -> None:
        self._wanted = subject
        self._go_to_wanted()
        self.table.setFocus()

    @override
    def settle(self) -> None:
        """What is in sight has been seen; the next time begins from here."""
        changed.note_seen(self.desk.store)

    @override
    def make_new(self) -> None:
        menu = self.new.menu()
        if menu is not None:
            menu.popup(self.new.mapToGlobal(self.new.rect().bottomLeft()))

    @override
    def print_page(self) -> None:
        from duodesk.today.printing import collect
        from duodesk.ui.today.paper import show

        if self.day is not None:
            sheet = self.desk.read(collect, asked(self.desk), self.day)
            show(self.desk, sheet, parent=self)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.table.viewport().unsetCursor()

    def look_at_the_clock(self) -> None:
        """A new day makes another list; within a day what is over leaves each quarter of an
        hour.
        """
        day, now = self.day, self.desk.store.clock.now()
        if day is None or day.on != self.desk.today or (now - day.now).seconds >= _QUARTER * 60:
            self._stale = True
            self._refresh()

    def _show(self) -> None:
        day = self.day
        if day is None:
            return
        due = ngettext("%(n)s thing is due", "%(n)s things are due", day.due)
        told = [full(day.on), due if day.due else _("nothing is due"), *map(str, day.covering)]
        self.header.set_texts(_("Today"), " · ".join(told))
        self._show_news(day)
        self._show_calm(day)
        rows = list(entries(day, self._opened, self._whole))
        self.table.show_entries(rows)
        self.stack.setCurrentWidget(self.table if rows else self.none)
        self._on_picked(self.table.current())

    def _go_to_wanted(self) -> None:
        """To the line one came back for, once it is there."""
        wanted = self._wanted
        if self.day is not None and isinstance(wanted, str):
            place = self.table.rows_model.place_of(lambda entry: entry.key == wanted)
            if place >= 0:
                self.table.go_to(place)
            self._wanted = None

    def _show_news(self, day: Day) -> None:
        away = day.changed.days_away(day.now)
        told = list(day.changed.told)
        if day.changed.since is None or (not told and away <= LONG_AWAY):
            self.news.set_text("")
            return
        since = full(day.changed.since.date())
        words = _("What changed since %(day)s: %(what)s", day=since, what=" · ".join(told))
        if away > LONG_AWAY:
            counts = " · ".join(f"{title}: {n}" for title, n in day.digest())
            words = _("You were away for %(n)s days. %(what)s", n=away, what="\n".join(
                part for part in (" · ".join(told), counts) if part))  # fmt: skip
        self.news.set_text(words)

    def _show_calm(self, day: Day) -> None:
        """When nothing is due: who still waits for a mentor."""
        self.calm.set_text("" if day.due else self._calm_words())

    def _calm_words(self) -> str:
        waiting = self.desk.read(_waiting, self.desk)
        done = _("Nothing else needs you today.")
        told = ngettext(
            "%(n)s mentee is still waiting for a mentor.",
            "%(n)s mentees are still waiting for a mentor.",
            waiting,
        )
        return f"{done} {told}" if waiting else done

    def _connect(self) -> None:
        table, acting = self.table, self.acting
        self.whose.chosen.connect(self._on_whose)
        self.news.closed.connect(self._on_read)
        table.picked.connect(self._on_picked)
        table.turned.connect(self._on_turned)
        table.opened.connect(self._on_opened)
        table.finished.connect(lambda entry: acting.finish(entry.line))
        table.noted.connect(lambda entry: acting.note(entry.line))
        table.let_go.connect(lambda entry: acting.let_go(entry.line))
        table.put_off.connect(self._on_put_off)
        table.menu_wanted.connect(self._on_menu)

    def _on_whose(self, whose: str) -> None:
        self.desk.memory.put(_WHOSE, whose)
        self.reload()

    def _on_picked(self, entry: Entry | None) -> None:
        self.panel.show_line(entry.line if entry is not None else None)

    def _on_turned(self, entry: Entry) -> None:
        if entry.more:
            self._whole.add(entry.group)
        elif entry.group in self._opened:
            self._opened.discard(entry.group)
        else:
            self._opened.add(entry.group)
        self._show()

    def _on_opened(self, entry: Entry) -> None:
        if entry.line is not None:
            self.acting.open(entry.line)

    def _on_put_off(self, entry: Entry) -> None:
        menu = Menu(self.table)
        self.acting.offer_snooze(menu, entry.line) if entry.line is not None else None
        row = self.table.visualRect(self.table.currentIndex())
        _pop(menu, self.table.viewport().mapToGlobal(row.bottomLeft()))

    def _on_menu(self, entry: Entry, at: QPoint) -> None:
        line, acting = entry.line, self.acting
        if line is None:
            return
        menu = Menu(self.table)
        menu.item(line.finish.title, partial(acting.finish, line), icon_name="check")
        menu.item(_("Open"), partial(acting.open, line))
        menu.item(_("Note"), partial(acting.note, line), icon_name="sticky-note")
        later = Menu(_("Put off"), menu)
        acting.offer_snooze(later, line)
        menu.addMenu(later)
        if line.rule != "alert":
            menu.item(_("Not relevant"), partial(acting.let_go, line), icon_name="circle-x")
        _pop(menu, at)

    def _offer_new(self, menu: Menu) -> None:
        menu.item(_("Person"), partial(self.desk.go, "people", "new"), icon_name="user-plus")
        menu.item(_("Talk with a duo"), self.acting.talk, icon_name="phone")
        menu.item(_("Meeting of a duo"), self.acting.meeting, icon_name="heart-handshake")
        menu.item(_("Information session"), self.acting.session, icon_name="users")
        menu.item(_("Entry in the calendar"), self.acting.event, icon_name="calendar-plus")

    def _on_read(self) -> None:
        """What was closed is read, and does not come back in this sitting."""
        changed.note_seen(self.desk.store)
        self._since = self.desk.kept[_SINCE] = None

    def _on_job(self) -> None:
        """A copy was made meanwhile: what asked for it leaves."""
        lines = (*self.day.overdue, *self.day.today) if self.day is not None else ()
        if self.desk.jobs.current is None and any(line.rule == "backup" for line in lines):
            self._stale = True
            self._soon.start()

    def _see(self) -> None:
        self.desk.go("exchange", "log")

    def _known_since(self) -> Seen | None:
        """How far one had read when the desk was opened: the same until it is closed."""
        if _SINCE not in self.desk.kept:
            self.desk.kept[_SINCE] = self.desk.read(changed.seen, self.desk.store.author_id)
        known = self.desk.kept[_SINCE]
        return known if isinstance(known, Seen) else None


def _waiting(session: Session, desk: Desk) -> int:
    from duodesk.pairing.queries import waiting_mentees

    return len(waiting_mentees(session, today=desk.today, office_id=desk.office_id))


def _pop(menu: Menu, at: QPoint) -> None:
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)

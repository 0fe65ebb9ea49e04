"""A matching meeting under way: mentees left, what can be decided right, how far one is on top."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget
from typing_extensions import override

from duodesk.base.dates import long
from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.pairing import agenda, matching
from duodesk.pairing.agenda import AgendaRow, Decided, First, Shortlisted, Sitting
from duodesk.pairing.matching import DecisionValues
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.matching.after import Ending, Taken
from duodesk.ui.pairing.matching.choices import Choices
from duodesk.ui.pairing.matching.mentees import MenteeList
from duodesk.ui.pairing.matching.present import PresentPopup
from duodesk.ui.pairing.matching.projection import marked
from duodesk.ui.pairing.matching.verdict import Verdict
from duodesk.ui.pairing.speaking import announce
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.layout import Flow, column, panes, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, set_name, show_if

_DRAFTS = "matching/drafts"


class Room(QWidget):
    """`left` closes the mode, `finished` comes when the meeting was ended, `wall_wanted` puts it on
    the wall or takes it from there.
    """

    left = Signal()
    finished = Signal(object)
    wall_wanted = Signal()

    def __init__(self, desk: Desk, matching_id: Id) -> None:
        super().__init__()
        self.matching_id = matching_id
        self._desk = desk
        self._tight = False
        # Whether the desk file changed since it was read.
        self.stale = True
        self.sitting: Sitting | None = None
        self._shown: AgendaRow | None = None
        self._drafts: dict[str, object] = {}
        kept = desk.kept.setdefault(_DRAFTS, self._drafts)
        if isinstance(kept, dict):
            self._drafts = kept
        self.mentees, self.choices = MenteeList(), Choices()
        self.progress, self.bar = PlainLabel(role="heading"), QProgressBar()
        self.title = PlainLabel(role="heading")
        self.told = Notice("", closable=True)
        self.told.hide()
        self.order = Segmented(
            [
                (First.WAITING, _("Longest waiting first")),
                (First.SCARCE, _("Fewest mentors first")),
            ],
            value=First.WAITING,
            name=_("Order"),
        )
        self.present = Button("", self.ask_present, kind="quiet", icon_name="users")
        self.wall = Button(_("On the wall"), self.wall_wanted.emit, icon_name="monitor", tip="F11")
        self.end = Button(_("End the meeting…"), self.show_end, icon_name="check")
        self.close_ = Button(_("Leave"), self.left.emit, kind="quiet")
        self._right = QStackedWidget()
        self._right.addWidget(self.choices)
        self.setStyleSheet(marked(look().tokens))
        self._lay()
        self._connect()
        self.reload()

    def reload(self) -> None:
        """Read who is to be spoken of; what is being typed stays."""
        self.stale, desk = False, self._desk
        self.sitting = desk.read(
            agenda.sitting,
            self.matching_id,
            today=desk.today,
            office_id=desk.office_id,
            first=First(self.order.value() or First.WAITING),
        )
        if self.sitting is None:
            self.left.emit()
            return
        self._tell()
        self.mentees.set_rows(self.sitting.rows)
        current = self._right.currentWidget()
        typing = isinstance(current, Verdict | Ending)
        if isinstance(current, Verdict) and self.sitting.find(current.mentee_id) is None:
            typing = False
        if not typing:
            self._show_mentee()

    def show_tight(self, *, on: bool) -> None:
        """On the wall one mentor at a time is told of in full."""
        self._tight = on
        self.wall.set_text(_("From the wall") if on else _("On the wall"))
        for part in (self.order, self.close_):
            show_if(part, on=not on)
        self.setStyleSheet("" if on else marked(look().tokens))
        if self._right.currentWidget() is self.choices:
            self._show_mentee()

    def say(self, text: str, tone: str) -> None:
        """What the desk says, where it is on the wall: without a surname, and only what needs a
        person; what went well shows by itself, and may be about anybody.
        """
        if tone in {"good", "info"}:
            self.told.hide()
            return
        given = self.sitting.given if self.sitting is not None else {}
        self.told.set_text(agenda.given_only(text, given), tone=tone)

    def ask_present(self) -> None:
        """Open the list of those who are there."""
        if self.sitting is not None:
            PresentPopup(self._desk, self.sitting.row, parent=self).open_below(self.present)

    def show_end(self) -> None:
        """Ask for a note, then end."""
        if self.sitting is None:
            return
        ending = Ending(self._desk, self.sitting)
        ending.left.connect(self.show_choices)
        ending.ended.connect(self._finish)
        self._put(ending)
        ending.note.setFocus()

    def show_choices(self) -> None:
        """Back to the mentee, as it was."""
        before = self._right.currentWidget()
        choice = before.choice if isinstance(before, Verdict) else None
        self._show_mentee()
        if self._right.currentWidget() is self.choices:
            self.choices.focus_on(choice)

    def settle(self) -> None:
        """Keep what is typed."""
        current = self._right.currentWidget()
        if isinstance(current, Ending):
            current.note.flush()

    def go_on(self) -> None:
        """To the next mentee nobody spoke of yet, from here on round; to the end when there is
        none.
        """
        rows = self.sitting.rows if self.sitting is not None else ()
        here = next((n for n, one in enumerate(rows) if one.mentee_id == self.mentees.current()), 0)
        ahead = [*rows[here + 1 :], *rows[: here + 1]]
        following = next((one for one in ahead if one.decision is None), None)
        if following is None:
            self.show_end()
            return
        self.mentees.choose(following.mentee_id)
        self._enter()

    @override
    def event(self, event: QEvent) -> bool:
        """F11 puts the meeting on the wall, before the window takes it for itself."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F11:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11:
            self.wall_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _decide(self, values: DecisionValues) -> None:
        verdict = self._right.currentWidget()
        if not isinstance(verdict, Verdict):
            return
        self.told.hide()
        made = self._desk.do(matching.decide, self.matching_id, verdict.mentee_id, values)
        if made is not None:
            verdict.forget()
            self._put(self.choices)
            self.reload()
            announce(self, self.progress.text())
            self.go_on()

    def _take_back(self, mentee_id: Id) -> None:
        if self._desk.do(matching.take_back, self.matching_id, mentee_id) is not None:
            self.reload()
            self._enter()

    def _finish(self) -> None:
        if self._desk.do(matching.finish, self.matching_id) is not None:
            self.finished.emit(self.matching_id)

    def _show_mentee(self) -> None:
        mentee = self.sitting.find(self.mentees.current()) if self.sitting is not None else None
        if mentee is None or self.sitting is None:
            self.show_end()
        elif mentee.decision is not None:
            taken = Taken(mentee, mentee.decision)
            taken.again.connect(self._take_back)
            taken.left.connect(self.mentees.setFocus)
            self._put(taken)
        else:
            desk = self._desk
            found = desk.read(
                agenda.shortlist,
                self.sitting,
                mentee.mentee_id,
                today=desk.today,
                office_id=desk.office_id,
            )
            at: QWidget | None = self.focusWidget()
            had_focus = at is not None and self.choices.isAncestorOf(at)
            self.choices.show_mentee(mentee, found, tight=self._tight)
            self._put(self.choices)
            if had_focus:
                self.choices.focus_first()

    def _enter(self) -> None:
        """From the list to what can be decided."""
        current = self._right.currentWidget()
        if isinstance(current, Choices | Verdict | Taken):
            current.focus_first()

    def _choose(self, choice: Shortlisted | Decided) -> None:
        mentee = self.sitting.find(self.mentees.current()) if self.sitting is not None else None
        if mentee is None:
            return
        verdict = Verdict(mentee, choice, self._drafts)
        verdict.left.connect(self.show_choices)
        verdict.taken.connect(self._decide)
        self._put(verdict)
        verdict.focus_first()

    def _put(self, shown: QWidget) -> None:
        """Show one thing on the right; what was there goes, but for the choices."""
        old = self._right.currentWidget()
        if old is shown:
            return
        self._right.addWidget(shown)
        self._right.setCurrentWidget(shown)
        if old is not None and old is not self.choices:
            self._right.removeWidget(old)
            old.deleteLater()

    def _tell(self) -> None:
        if self.sitting is None:
            return
        held, rows, done = self.sitting.row, self.sitting.rows, self.sitting.decided
        self.title.setText(long(held.held_on))
        self.progress.setText(_("%(done)s of %(all)s", done=done, all=len(rows)))
        self.bar.setRange(0, max(len(rows), 1))
        self.bar.setValue(done)
        here = ngettext("%(n)s person is here", "%(n)s people are here", len(held.present))
        self.present.set_text(here)
        self.present.setAccessibleDescription(", ".join(held.present))

    def _lay(self) -> None:
        self.bar.setTextVisible(False)
        set_name(self.bar, _("Mentees decided about"))
        self.bar.setFixedWidth(look().px(140))
        top = Flow(spacing=12)
        far = widget(column(None, self.bar, None))
        for part in (self.title, self.progress, far, self.present, self.wall, self.end,
                     self.close_):  # fmt: skip
            part.ensurePolished()
            part.setMinimumHeight(self.end.sizeHint().height())
            top.addWidget(part)
        both = panes(self.mentees, self._right, shares=(1, 3), name=_("Mentees to speak of"))
        both.setSizes([look().px(250), look().px(860)])
        whole = column(widget(top), self.told, self.order, both, spacing=10)
        whole.setStretchFactor(both, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.mentees)

    def _on_changed(self, _changes: object) -> None:
        self.stale = True

    def _connect(self) -> None:
        self._desk.bus.changed.connect(self._on_changed)
        self.mentees.picked.connect(lambda _id: self._show_mentee())
        self.mentees.gone_in.connect(self._enter)
        self.choices.chosen.connect(self._choose)
        self.choices.gone_left.connect(
            lambda: self.mentees.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self.order.chosen.connect(lambda _code: self.reload())

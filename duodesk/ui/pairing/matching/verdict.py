"""Taking a decision: the doubts to overrule, reasons to tick, a word of one's own, Enter."""

from __future__ import annotations

from collections.abc import MutableMapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.pairing.agenda import AgendaRow, Decided, Shortlisted
from duodesk.pairing.commands import Thought
from duodesk.pairing.matching import DecisionValues
from duodesk.ui.pairing.matching.walking import Walk
from duodesk.ui.pairing.matching.words import OFTEN
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.layout import Body, Flow, row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel

_WHY = N_("Write down why the duo is proposed all the same.")
_TITLES = {
    Decided.LATER: N_("%(mentee)s: decide later"),
    Decided.NO_MENTOR: N_("%(mentee)s: no mentor now"),
}
_LIMIT = 1_000  # letters of a reason


class Verdict(Body):
    """`taken` carries the decision, `left` goes back; what was typed is kept in `drafts`."""

    taken = Signal(object)
    left = Signal()

    def __init__(
        self, mentee: AgendaRow, choice: Shortlisted | Decided, drafts: MutableMapping[str, object]
    ) -> None:
        super().__init__(spacing=12)
        self.mentee_id, self.choice = mentee.mentee_id, choice
        mentor = choice if isinstance(choice, Shortlisted) else None
        self._mentor = mentor
        self._decided = Decided.PROPOSE if isinstance(choice, Shortlisted) else choice
        self._drafts, self._key = drafts, f"{mentee.mentee_id}/{_key(choice)}"
        self.overruled = LineField(limit=_LIMIT)
        self.overruled.set_name(_("Why the team goes on all the same"))
        self.words = LineField(limit=_LIMIT, placeholder=_("In your own words, given names only"))
        self.words.set_name(_("Why?"))
        self.chips = [_chip(text) for text in _offered(mentor, self._decided)]
        self.go = Button(_("Decide"), self.take, kind="primary", icon_name="check")
        self.back = Button(_("Back"), self.left.emit)
        self._lay(_title(mentee, choice))
        self._recall()
        self._listen()

    def take(self) -> None:
        """Decide; doubts must be overruled with a word first."""
        mentor = self._mentor
        if mentor is not None and mentor.standing.bars:
            return
        why = self.overruled.value()
        if mentor is not None and mentor.standing.doubts and not why:
            self.overruled.set_problem(_(_WHY))
            self.overruled.setFocus()
            return
        thought = Thought(
            reason=self.reason(),
            score=mentor.score if mentor else None,
            overruled_reason=why,
        )
        mentor_id: Id | None = mentor.mentor_id if mentor else None
        self.taken.emit(DecisionValues(decided=self._decided, mentor_id=mentor_id, thought=thought))

    def reason(self) -> str:
        """The ticked reasons and the words, as they are kept."""
        ticked = [chip.accessibleName() for chip in self.chips if chip.isChecked()]
        return " · ".join(part for part in (*ticked, self.words.value()) if part)

    def focus_first(self) -> None:
        """Go to what is asked first."""
        doubts = self._mentor is not None and bool(self._mentor.standing.doubts)
        first: QWidget = self.overruled.line if doubts else self.chips[0]
        if not self.go.isEnabled():
            first = self.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """What was typed here was used."""
        self._drafts.pop(self._key, None)

    def _lay(self, title: str) -> None:
        self.column.addWidget(PlainLabel(title, role="title", wrap=True))
        standing = self._mentor.standing if self._mentor else None
        for against in standing.bars if standing else ():
            self.column.addWidget(Notice(str(against.text), tone="bad"))
        for against in standing.doubts if standing else ():
            self.column.addWidget(Notice(str(against.text), tone="warn"))
        if standing and standing.doubts:
            self.column.addWidget(
                PlainLabel(_("Why the team goes on all the same"), role="strong", wrap=True)
            )
            self.column.addWidget(self.overruled)
        self.go.setEnabled(not (standing and standing.bars))
        chips = Flow(spacing=8)
        for chip in self.chips:
            chips.addWidget(chip)
        self.column.addWidget(PlainLabel(_("Why?"), role="strong"))
        self.column.addWidget(widget(chips))
        self.column.addWidget(self.words)
        self.column.addLayout(row(self.go, self.back, None))
        self.column.addStretch(1)

    def _listen(self) -> None:
        walk = Walk(self)
        doubts = self._mentor is not None and bool(self._mentor.standing.doubts)
        asked: list[list[QWidget]] = [[self.overruled.line]] if doubts else []
        walk.follow([*asked, list(self.chips), [self.words.line], [self.go, self.back]])
        walk.entered.connect(self.take)
        walk.escaped.connect(self.left)
        walk.left.connect(self.left)
        for chip in self.chips:
            chip.toggled.connect(lambda _on: self._keep())
        for field in (self.words, self.overruled):
            field.line.textChanged.connect(lambda _text: self._keep())

    def _keep(self) -> None:
        """Whatever happens to this screen, what was typed is there again."""
        ticked = tuple(chip.accessibleName() for chip in self.chips if chip.isChecked())
        self._drafts[self._key] = (ticked, self.words.value(), self.overruled.value())

    def _recall(self) -> None:
        kept = self._drafts.get(self._key)
        if isinstance(kept, tuple):
            ticked, words, overruled = kept
            self.words.set_value(words)
            self.overruled.set_value(overruled)
            for chip in self.chips:
                chip.setChecked(chip.accessibleName() in ticked)


def _key(choice: Shortlisted | Decided) -> str:
    return str(choice.mentor_id if isinstance(choice, Shortlisted) else choice)


def _title(mentee: AgendaRow, choice: Shortlisted | Decided) -> str:
    if isinstance(choice, Shortlisted):
        return _("Propose %(mentor)s to %(mentee)s", mentor=choice.name, mentee=mentee.name)
    return _(_TITLES[choice], mentee=mentee.name)


def _offered(mentor: Shortlisted | None, decided: Decided) -> list[str]:
    fitting = [reason.title for reason in mentor.speaks_for] if mentor else []
    return [*fitting, *(_(text) for text in OFTEN[decided])]


def _chip(text: str) -> Button:
    chip = Button(text, kind="chip")
    chip.setCheckable(True)
    return chip

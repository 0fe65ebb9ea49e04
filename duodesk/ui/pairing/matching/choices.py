"""What can be decided about a mentee: one of three mentors, later, or no mentor now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget
from typing_extensions import override

from duodesk.base.i18n import N_, _, ngettext
from duodesk.pairing.agenda import AgendaRow, Decided, Shortlisted
from duodesk.pairing.explain import fit_word
from duodesk.ui.pairing.dressing import FITS
from duodesk.ui.pairing.matching.walking import Walk
from duodesk.ui.pairing.matching.words import about, waits, wishes
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.layout import Body, column, row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.picture import Picture
from duodesk.ui.widgets.text import PlainLabel, restyle, show_if

_COLUMNS = (
    (N_("Speaks for it"), "circle-check", "good_text", N_("Nothing is known that speaks for it.")),
    (N_("Speaks against it"), "triangle-alert", "warn_text", N_("Nothing speaks against it.")),
    (N_("Not known"), "circle-help", "info_text", N_("Everything that is asked is known.")),
)


class ChoiceButton(Button):
    """A decision to take; `reached` when the person comes to it."""

    reached = Signal()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()


class MentorCard(QFrame):
    """A mentor with what speaks for, against, and is not known, in whole sentences."""

    def __init__(self, one: Shortlisted) -> None:
        super().__init__()
        self.setObjectName("card")
        self.one = one
        sides = _sides(one)
        self.button = ChoiceButton(one.name, icon_name="handshake")
        told = [
            _("%(what)s: %(words)s", what=_(title), words=" ".join(texts) or _(none))
            for (title, _icon, _color, none), texts in zip(_COLUMNS, sides, strict=True)
        ]
        self.button.setAccessibleName(_("Propose %(name)s", name=one.name))
        self.button.setAccessibleDescription(" ".join(told))
        self.fit = Chip(fit_word(one.score.fit), FITS.get(one.score.fit, "neutral"))
        self.counts = PlainLabel(_counts(sides), role="muted", wrap=True)
        self.table = _table(one, sides)
        head = row(self.button, self.fit, self.counts, spacing=12)
        head.setStretchFactor(self.counts, 1)
        head.addStretch(0)
        whole = column(head, self.table, spacing=8)
        whole.setContentsMargins(14, 10, 14, 12)
        self.setLayout(whole)

    def show_whole(self, *, on: bool) -> None:
        """All sentences, or only how many there are."""
        show_if(self.table, on=on)
        show_if(self.counts, on=not on)

    def mark(self, *, on: bool) -> None:
        """Whether the person is on this mentor."""
        restyle(self, chosen="true" if on else "false")


class Choices(Body):
    """A mentee and all that can be decided; `chosen` carries the mentor, or the decision itself.

    On the wall one mentor at a time is told of in whole sentences: there the letters are large.
    """

    chosen = Signal(object)
    gone_left = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=10)
        self.cards: list[MentorCard] = []
        self.later = ChoiceButton(_("Later…"), lambda: self.chosen.emit(Decided.LATER))
        self.nobody = ChoiceButton(_("No mentor now…"), lambda: self.chosen.emit(Decided.NO_MENTOR))
        self.name = PlainLabel(role="title", wrap=True)
        self.waits = PlainLabel(role="strong", wrap=True)
        self.about = PlainLabel(role="muted", wrap=True)
        self.wishes = PlainLabel(wrap=True)
        self.empty = Notice("", tone="warn")
        self._list = column(spacing=10)
        self._tight = False
        self._walk = Walk(self)
        self._walk.left.connect(self.gone_left)
        self._walk.escaped.connect(self.gone_left)
        for button in (self.later, self.nobody):
            button.reached.connect(lambda: self._mark(None))
        head = column(self.name, self.waits, self.about, self.wishes, spacing=3)
        for part in (head, self._list, row(self.later, self.nobody, None)):
            self.column.addLayout(part)
        self._list.addWidget(self.empty)
        self.column.addStretch(1)

    def show_mentee(self, mentee: AgendaRow, found: Sequence[Shortlisted], *, tight: bool) -> None:
        """Tell of a mentee and of the mentors there could be."""
        self._tight = tight
        self.name.setText(mentee.name)
        for label, text in (
            (self.waits, waits(mentee)), (self.about, about(mentee)), (self.wishes, wishes(mentee)),
        ):  # fmt: skip
            label.setText(text)
            show_if(label, on=bool(text))
        self.empty.set_text("" if found else _("No free mentor is possible at the moment."))
        for gone in self.cards:
            gone.hide()
            gone.deleteLater()
        self.cards = [MentorCard(one) for one in found]
        for card in self.cards:
            card.button.clicked.connect(lambda _on=False, one=card.one: self.chosen.emit(one))
            card.button.reached.connect(lambda at=card: self._mark(at))
            self._list.addWidget(card)
        self._walk.follow([*([card.button] for card in self.cards), [self.later, self.nobody]])
        self._mark(self.cards[0] if self.cards else None)
        self.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        """Go to the first mentor, or to what can be decided without one."""
        first = self.cards[0].button if self.cards else self.later
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_on(self, choice: object) -> None:
        """Back to a choice that was left."""
        back = next((card.button for card in self.cards if card.one == choice), None)
        others = {Decided.LATER: self.later, Decided.NO_MENTOR: self.nobody}
        target = back or (others.get(choice) if isinstance(choice, Decided) else None)
        if target is None:
            self.focus_first()
        else:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, at: MentorCard | None) -> None:
        for card in self.cards:
            card.mark(on=card is at)
            card.show_whole(on=not self._tight or card is at)
        if at is not None:
            self.column.activate()
            self.ensureWidgetVisible(at, 0, 0)
            if at.height() > self.viewport().height():
                self.verticalScrollBar().setValue(at.y())


def _sides(one: Shortlisted) -> tuple[list[str], list[str], list[str]]:
    beside = [str(against.text) for against in one.beside]
    return (
        [reason.text for reason in one.speaks_for],
        [*beside, *(reason.text for reason in one.against)],
        [reason.text for reason in one.unknown],
    )


def _counts(sides: tuple[list[str], list[str], list[str]]) -> str:
    speaks_for, against, unknown = (len(side) for side in sides)
    return " · ".join(
        (
            ngettext("%(n)s for it", "%(n)s for it", speaks_for),
            ngettext("%(n)s against it", "%(n)s against it", against),
            ngettext("%(n)s not known", "%(n)s not known", unknown),
        )
    )


def _table(one: Shortlisted, sides: tuple[list[str], list[str], list[str]]) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(5)
    evidence = {r.text: r.evidence for r in (*one.speaks_for, *one.against, *one.unknown)}
    for place, ((title, icon_name, color, none), texts) in enumerate(
        zip(_COLUMNS, sides, strict=True)
    ):
        head = row(Picture(icon_name, 16, color=color), PlainLabel(_(title), role="strong"), None)
        lines = [_line(text, evidence.get(text, "")) for text in texts]
        below = column(*(lines or [PlainLabel(_(none), role="muted", wrap=True)]), None, spacing=6)
        grid.addLayout(head, 0, place)
        grid.addLayout(below, 1, place)
        grid.setColumnStretch(place, 1)
    return widget(grid)


def _line(text: str, evidence: str) -> QWidget:
    """A sentence, and where it was said."""
    parts = [PlainLabel(text, wrap=True)]
    if evidence:
        parts.append(PlainLabel(evidence, role="small", wrap=True))
    return widget(column(*parts, spacing=0))

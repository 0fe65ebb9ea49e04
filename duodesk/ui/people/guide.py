"""The guide of an interview: its parts with those talked about ticked, the questions of one part,
and what the profile still lacks.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.people.guides import Guide
from duodesk.people.missing import Gap
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import Body, Card, Flow, column, widget
from duodesk.ui.widgets.text import PlainLabel, literal, restyle, set_tip, show_if

_DONE = "✓"


class GuidePanel(Card):
    """The parts as buttons, the questions of the chosen one below it; `wanted` names a field of
    the profile.
    """

    chosen = Signal(str)
    wanted = Signal(str)

    def __init__(self, guide: Guide) -> None:
        super().__init__(_("Guide"))
        self._sections = guide.sections
        self._buttons: list[PartButton] = []
        self._questions: list[QWidget] = []
        self._at = 0
        body = Body(spacing=2)
        for place, section in enumerate(guide.sections):
            button = PartButton(place + 1, section.title, partial(self.choose, place))
            lines = column(
                *(PlainLabel(f"–  {q}", wrap=True) for q in section.questions), spacing=4
            )
            lines.setContentsMargins(14, 0, 4, 8)
            questions = widget(lines)
            self._buttons.append(button)
            self._questions.append(questions)
            body.column.addWidget(button)
            body.column.addWidget(questions)
        body.column.addStretch(1)
        self._missing = MissingFacts()
        self._missing.wanted.connect(self.wanted)
        self.body.addWidget(body)
        self.body.addWidget(self._missing)
        self.grow(body)
        self.setMinimumWidth(170)
        self.show_touched(())
        self._show()

    def step(self, by: int) -> None:
        """The next or the previous part."""
        self.choose(min(max(self._at + by, 0), len(self._buttons) - 1))

    def choose(self, place: int) -> None:
        """Open a part and tell it."""
        self._at = place
        self._show()
        self.chosen.emit(self._sections[place].title)

    def show_touched(self, keys: Collection[str]) -> None:
        """Tick the parts that were talked about."""
        done = 0
        for section, button in zip(self._sections, self._buttons, strict=True):
            button.tick(on=section.key in keys)
            done += section.key in keys
        self.set_title(_("Guide: %(n)s of %(all)s", n=done, all=len(self._sections)))

    def show_missing(self, gaps: Sequence[Gap]) -> None:
        """Name what the profile still lacks."""
        self._missing.show_gaps(gaps)

    def ticked(self) -> list[str]:
        """The titles of the parts that are ticked."""
        return [button.title for button in self._buttons if button.done]

    def _show(self) -> None:
        for place, questions in enumerate(self._questions):
            show_if(questions, on=place == self._at)


class PartButton(Button):
    """A part of the guide; a long title ends in … instead of making the panel wide."""

    def __init__(self, number: int, title: str, on_click: partial[None]) -> None:
        super().__init__("", on_click, kind="quiet")
        self.title = title
        self.done = False
        self._number = number
        restyle(self, align="left")
        set_tip(self, title)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tick(self, *, on: bool) -> None:
        """Say whether the part was talked about."""
        self.done = on
        name = f"{self._number} {self.title}"
        self.setAccessibleName(_("%(part)s, talked about", part=name) if on else name)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def _fit(self) -> None:
        mark = _DONE if self.done else str(self._number)
        words = f"{mark}  {self.title}"
        room = max(self.width() - 22, 20)
        elided = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.setText(literal(elided))


class MissingFacts(QWidget):
    """The facts not known yet, each a button that goes to its field."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = PlainLabel(_("Still missing in the profile"), role="small", wrap=True)
        self._flow = Flow(spacing=4)
        self._gaps: tuple[Gap, ...] = ()
        self.setLayout(column(self._title, widget(self._flow), spacing=2))
        self.hide()

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Other gaps; nothing moves while they are the same."""
        if tuple(gaps) == self._gaps:
            return
        self._gaps = tuple(gaps)
        self._flow.clear()
        for gap in gaps:
            words = str(gap.text)
            button = Button(words, partial(self.wanted.emit, gap.field), kind="token")
            button.setAccessibleName(_("Go to: %(field)s", field=words))
            self._flow.addWidget(button)
        show_if(self, on=bool(gaps))

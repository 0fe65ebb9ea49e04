"""The guide of an interview: its parts and questions, one part open at a time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from duodesk.base.i18n import _
from duodesk.people.guides import Guide
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import Body, Card, column, widget
from duodesk.ui.widgets.text import PlainLabel, restyle, set_tip, show_if


class GuidePanel(Card):
    """The parts as buttons, the questions of the chosen one below it."""

    chosen = Signal(str)

    def __init__(self, guide: Guide) -> None:
        super().__init__(_("Guide"))
        self._titles = [section.title for section in guide.sections]
        self._buttons: list[Button] = []
        self._questions: list[QWidget] = []
        self._at = 0
        body = Body(spacing=2)
        for place, section in enumerate(guide.sections):
            button = Button(
                f"{place + 1}  {section.title}", partial(self.choose, place), kind="quiet"
            )
            restyle(button, align="left")
            set_tip(button, section.title)
            # A long title is cut at the panel's edge instead of making the panel wide.
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
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
        self.body.addWidget(body)
        self.grow(body)
        self.setMinimumWidth(170)
        self._show()

    def step(self, by: int) -> None:
        """The next or the previous part."""
        self.choose(min(max(self._at + by, 0), len(self._titles) - 1))

    def choose(self, place: int) -> None:
        """Open a part and tell it."""
        self._at = place
        self._show()
        self.chosen.emit(self._titles[place])

    def _show(self) -> None:
        for place, questions in enumerate(self._questions):
            show_if(questions, on=place == self._at)

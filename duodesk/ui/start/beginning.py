"""The second step of first run: found an organisation, or join the one that sent an invitation."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _, language
from duodesk.exchange.joining import SUFFIX
from duodesk.office.seeds import OFFICES
from duodesk.ui.ask import Ask
from duodesk.ui.start import parts
from duodesk.ui.start.steps import Answers
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.text import ElidedLabel, show_if

FOUND, JOIN = "found", "join"


class Beginning(QWidget):
    """Two ways to begin, with the person's name below both; what is filled in stays."""

    def __init__(self, answers: Answers, ask: Ask) -> None:
        super().__init__()
        self._answers = answers
        self._ask = ask
        self.ways = Segmented(
            [(FOUND, _("We begin here")), (JOIN, _("I was invited"))],
            name=_("How does this desk begin?"),
        )
        self.ways.chosen.connect(self.choose_way)
        self.file = ElidedLabel()
        self.name = parts.line(_("Your name"), answers.author)
        self.name.textChanged.connect(partial(setattr, answers, "author"))
        self._found, self._join = self._founding(), self._joining()
        self.setLayout(
            column(
                self.ways, self._found, self._join,
                parts.words(_("Your name"), "section"),
                self.name,
                parts.words(_("Your colleagues see who wrote what."), "small"),
                spacing=12,
            )
        )  # fmt: skip
        self.choose_way(JOIN if answers.invited else FOUND)
        self._show_file()

    def choose_way(self, way: str) -> None:
        """Show the fields of one way."""
        self._answers.invited = way == JOIN
        self.ways.set_value(way)
        show_if(self._found, on=way == FOUND)
        show_if(self._join, on=way == JOIN)

    def choose_invitation(self) -> None:
        """Ask for the file."""
        self._ask.open(_("Invitation"), f"Duodesk (*{SUFFIX})", self.take_invitation)

    def take_invitation(self, path: Path) -> None:
        """This is the invitation: chosen, dropped on the window, or opened with the program."""
        self._answers.invitation = path
        self.choose_way(JOIN)
        self._show_file()
        self._words.setFocus()

    def _founding(self) -> QWidget:
        options = [(seed.code, seed.names.get(language(), seed.code)) for seed in OFFICES]
        office = ChoiceField(options, empty=None)
        office.set_name(_("Office"))
        office.set_value(self._answers.office)
        office.committed.connect(partial(setattr, self._answers, "office"))
        return widget(column(parts.words(_("Office"), "section"), office, spacing=12))

    def _joining(self) -> QWidget:
        choose = Button(_("Choose the invitation…"), self.choose_invitation)
        line = row(choose, self.file, spacing=12)
        line.setStretchFactor(self.file, 1)
        self._words = parts.line(_("The six words, with spaces between"), self._answers.spoken)
        self._words.textChanged.connect(partial(setattr, self._answers, "spoken"))
        return widget(
            column(
                parts.words(_("Invitation"), "section"),
                line,
                parts.words(_("Six words"), "section"),
                self._words,
                parts.words(_("Who invited you reads them to you over the telephone."), "small"),
                spacing=12,
            )
        )

    def _show_file(self) -> None:
        chosen = self._answers.invitation
        self.file.setText(chosen.name if chosen else _("No file chosen yet"))

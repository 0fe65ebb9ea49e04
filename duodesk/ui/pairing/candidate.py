"""One mentor for a mentee on a card: doubts, what speaks for it, the word for the fit, what it
means for the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget
from typing_extensions import override

from duodesk.base.i18n import N_, _, language
from duodesk.pairing.candidates import Candidate
from duodesk.pairing.explain import FOR, Reason, fit_word
from duodesk.pairing.score import Score
from duodesk.ui.pairing.dressing import FITS
from duodesk.ui.pairing.reading import reason_lines
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.layout import Card, Flow, column, line, row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, show_if

_SIDE_BY_SIDE = 620  # pixels from which doubts and praise stand beside each other
AT_WORK = N_("What this means for the others is being worked out.")


class CandidateCard(Card):
    """Doubts left, what speaks for it right; the number only when it is asked for."""

    proposed = Signal(object)
    kept_in_mind = Signal(object)
    ruled_out = Signal(object)
    looked_at = Signal(object)

    def __init__(self, candidate: Candidate, *, numbers: bool = False, whole: bool = False) -> None:
        one = candidate.suggestion
        open_ = Button(_("Open"), lambda: self.looked_at.emit(candidate), kind="quiet")
        open_.setAccessibleName(_("Open %(name)s", name=one.mentor))
        super().__init__(one.mentor, icon_row=row(open_))
        self.candidate = candidate
        self.setAccessibleName(one.mentor)
        self._whole, self._numbers = whole, numbers
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(look().px(14))
        self._sides.setContentsMargins(0, 0, 0, 0)
        self.others = PlainLabel(_(AT_WORK), role="muted", wrap=True)
        self.total = PlainLabel(_total(one.score), role="small", wrap=True)
        self.body.addLayout(self._sides)
        self.body.addWidget(line())
        self.body.addWidget(self.others)
        self.body.addWidget(self.total)
        self.body.addLayout(self._foot())
        self._tell()

    def show_numbers(self, on: bool) -> None:
        """Points of each criterion and of all together."""
        self._numbers = on
        self._tell()

    def show_whole(self, on: bool) -> None:
        """Also what the programme's four criteria do not ask."""
        self._whole = on
        self._tell()

    def show_others(self, sentences: Sequence[str]) -> None:
        """What choosing this pair means for everybody else."""
        self.others.setText(" ".join(sentences) or _(AT_WORK))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= look().px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction
        self._sides.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def _foot(self) -> QHBoxLayout:
        one = self.candidate
        fit, name = one.suggestion.score.fit, one.suggestion.mentor
        flow = Flow(spacing=8)
        for text, icon_name, told, signal in (
            (_("Propose…"), "send", _("Propose %(name)s", name=name), self.proposed),
            (_("Keep in mind"), "star", _("Keep %(name)s in mind", name=name), self.kept_in_mind),
            (_("Not this one…"), "x", _("Not %(name)s", name=name), self.ruled_out),
        ):
            button = Button(text, partial(signal.emit, one), icon_name=icon_name)
            button.setAccessibleDescription(told)
            flow.addWidget(button)
        chip = Chip(fit_word(fit), FITS.get(fit, "neutral"))
        buttons = widget(flow)
        foot = row(chip, buttons, spacing=12)
        foot.setStretchFactor(buttons, 1)
        foot.setAlignment(chip, Qt.AlignmentFlag.AlignVCenter)
        return foot

    def _tell(self) -> None:
        while (item := self._sides.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        told = self.candidate.shown(whole=self._whole or self._numbers)
        against = [reason for reason in told if reason.stance != FOR]
        left: list[QWidget] = [Notice(str(one.text), tone="warn") for one in self.candidate.beside]
        left += self._lines(against) or (
            [] if left else [_nothing(_("Nothing speaks against it."))]
        )
        right = self._lines([reason for reason in told if reason.stance == FOR])
        for side in (left, right or [_nothing(_("Nothing is known that speaks for it."))]):
            part = widget(column(*side, None, spacing=7))
            self._sides.addWidget(part, 1)
        show_if(self.total, on=self._numbers)

    def _lines(self, told: list[Reason]) -> list[QWidget]:
        lines = reason_lines(told)
        if not self._numbers:
            return lines
        made = []
        for shown, reason in zip(lines, told, strict=True):
            points = PlainLabel(f"{tenths(reason.points)} / {tenths(reason.most)}", role="small")
            beside = row(shown, points, spacing=8)
            beside.setStretchFactor(shown, 1)
            made.append(widget(beside))
        return made


def tenths(points: int) -> str:
    """Points with one decimal at most, as the reader writes numbers."""
    from babel.numbers import format_decimal

    return format_decimal(points / 10, format="0.#", locale=language())


def _total(score: Score) -> str:
    return _(
        "Together %(points)s of 100 (between %(low)s and %(high)s, as far as is known)",
        points=tenths(score.total),
        low=tenths(score.low),
        high=tenths(score.high),
    )


def _nothing(text: str) -> PlainLabel:
    return PlainLabel(text, role="muted", wrap=True)

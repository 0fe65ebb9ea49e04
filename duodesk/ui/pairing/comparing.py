"""Candidates side by side: a line for each criterion, a column for each mentor; what differs stands
out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.pairing.candidates import Candidate
from duodesk.pairing.explain import DOUBT, FOR, TITLES, Reason, fit_word
from duodesk.ui.pairing.candidate import AT_WORK, tenths
from duodesk.ui.pairing.dressing import FITS
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.layout import Body, column, line, row, widget
from duodesk.ui.widgets.picture import Picture
from duodesk.ui.widgets.text import PlainLabel, set_name

_SIGN = 16  # pixels
_SIGNS = {FOR: ("circle-check", "good_text"), DOUBT: ("triangle-alert", "warn_text")}
_ASK = ("circle-help", "info_text")
_WORDS = {FOR: N_("Speaks for it"), DOUBT: N_("A doubt")}


class Compared(Body):
    """The grid; what is the same for all is muted."""

    proposed = Signal(object)

    def __init__(
        self,
        found: Sequence[Candidate],
        others: Mapping[Id, Sequence[str]],
        *,
        numbers: bool = False,
    ) -> None:
        super().__init__(spacing=10)
        self._found, self._numbers = found, numbers
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(look().px(16))
        self._grid.setVerticalSpacing(look().px(9))
        self._grid.setColumnMinimumWidth(0, look().px(96))
        for place in range(1, len(found) + 1):
            self._grid.setColumnStretch(place, 1)
        self._add(
            "", [PlainLabel(one.suggestion.mentor, role="heading", wrap=True) for one in found]
        )
        self._add_beside()
        for criterion, title in TITLES.items():
            self._add_reasons(criterion, _(title))
        self._rule()
        self._add(_("Fit"), [self._fit(one) for one in found])
        told = [" ".join(others.get(one.mentor_id, ())) or _(AT_WORK) for one in found]
        self._add(_("For the others"), [PlainLabel(text, wrap=True) for text in told])
        self._add("", [self._propose(one) for one in found])
        inner = QWidget()
        inner.setLayout(self._grid)
        self.column.addWidget(inner)
        self.column.addStretch(1)

    def _add(self, title: str, cells: Sequence[QWidget]) -> None:
        place, top = self._grid.rowCount(), Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(PlainLabel(title, role="strong", wrap=True), place, 0, top)
        for side, cell in enumerate(cells, start=1):
            self._grid.addWidget(cell, place, side, top)

    def _add_beside(self) -> None:
        """What speaks against a mentor whatever the mentee, where it holds for one of them."""
        if any(one.beside for one in self._found):
            cells = []
            for one in self._found:
                texts = [str(against.text) for against in one.beside]
                stance = DOUBT if texts else FOR
                text = " ".join(texts) or _("Nothing speaks against it.")
                cells.append(self._cell(one, stance, text, _("To settle first"), same=False))
            self._add(_("To settle first"), cells)

    def _add_reasons(self, criterion: str, title: str) -> None:
        told = [_of(one, criterion) for one in self._found]
        if not any(told):
            return
        # Sentences name people: what is the same is told by what they rest on.
        same = len({_rests_on(one, criterion) for one in self._found}) == 1 and all(told)
        cells: list[QWidget] = []
        for one, reason in zip(self._found, told, strict=True):
            if reason is None:
                cells.append(QWidget())
                continue
            small = [reason.evidence] if reason.evidence else []
            if self._numbers:
                small.append(f"{tenths(reason.points)} / {tenths(reason.most)}")
            cell = self._cell(one, reason.stance, reason.text, title, same=same)
            if small:
                below = PlainLabel(" · ".join(small), role="small", wrap=True)
                below.setContentsMargins(look().px(_SIGN) + 7, 0, 0, 0)
                cell = widget(column(cell, below, spacing=1))
            cells.append(cell)
        self._add(title, cells)

    def _cell(self, one: Candidate, stance: str, text: str, title: str, *, same: bool) -> QWidget:
        name, colour = _SIGNS.get(stance, _ASK)
        sign = Picture(name, _SIGN, color="muted" if same else colour)
        label = PlainLabel(text, role="muted" if same else "", wrap=True)
        word = _(_WORDS.get(stance, N_("To be asked")))
        set_name(label, f"{one.suggestion.mentor}, {title}: {word}: {text}")
        made = row(sign, label, spacing=7)
        made.setStretchFactor(label, 1)
        made.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        return widget(made)

    def _fit(self, one: Candidate) -> QWidget:
        fit = one.suggestion.score.fit
        chip = Chip(fit_word(fit), FITS.get(fit, "neutral"))
        if not self._numbers:
            return widget(row(chip, None))
        points = PlainLabel(tenths(one.suggestion.score.total), role="small")
        return widget(row(chip, points, None))

    def _propose(self, one: Candidate) -> QWidget:
        button = Button(_("Propose…"), partial(self.proposed.emit, one), icon_name="send")
        button.setAccessibleName(_("Propose %(name)s", name=one.suggestion.mentor))
        return widget(row(button, None))

    def _rule(self) -> None:
        self._grid.addWidget(line(), self._grid.rowCount(), 0, 1, len(self._found) + 1)


def _rests_on(one: Candidate, criterion: str) -> object:
    return next((t.value for t in one.suggestion.score.terms if t.criterion == criterion), None)


def _of(one: Candidate, criterion: str) -> Reason | None:
    return next((reason for reason in one.told if reason.criterion == criterion), None)

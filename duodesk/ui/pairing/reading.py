"""Reasons as lines to read: the sign of each stance, its criterion, its sentence, its source."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.pairing.explain import DOUBT, FOR, Reason
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.picture import Picture
from duodesk.ui.widgets.text import PlainLabel, set_name

# Sign and colour say the same as the word in front of the sentence.
_SIGNS = {FOR: ("circle-check", "good_text"), DOUBT: ("triangle-alert", "warn_text")}
_ASK = ("circle-help", "info_text")
_WORDS = {FOR: N_("Speaks for it"), DOUBT: N_("A doubt")}
_ASK_WORD = N_("To be asked")


def reason_lines(told: Iterable[Reason]) -> list[QWidget]:
    """One widget a reason, in the order given."""
    return [_line(one) for one in told]


def _line(reason: Reason) -> QWidget:
    name, color = _SIGNS.get(reason.stance, _ASK)
    sign = Picture(name, 16, color=color)
    text = PlainLabel(reason.text, wrap=True)
    set_name(text, f"{_(_WORDS.get(reason.stance, _ASK_WORD))}: {reason.text}")
    words = column(PlainLabel(reason.title, role="strong", wrap=True), text, spacing=1)
    if reason.evidence:
        words.addWidget(PlainLabel(reason.evidence, role="small", wrap=True))
    line = row(sign, words, spacing=8)
    line.setStretchFactor(words, 1)
    line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    return widget(line)

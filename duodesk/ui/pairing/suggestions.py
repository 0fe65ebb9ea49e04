"""The mentors that fit a mentee: reasons in sentences first, numbers on demand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from duodesk.base import reference
from duodesk.base.i18n import N_, _, ngettext
from duodesk.pairing import commands, queries
from duodesk.pairing.commands import Thought
from duodesk.pairing.explain import DOUBT, FOR, Names, Reason, fit_word, reasons
from duodesk.pairing.queries import CandidateRow, Suggestion
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import Body, Card, column, row
from duodesk.ui.widgets.picture import Picture
from duodesk.ui.widgets.text import PlainLabel, set_name, show_if

SHOWN = 3
_FITS = {"strong": "good", "good": "accent", "possible": "warn"}
# Sign and colour say the same as the word in front of the sentence.
_STANCES = {FOR: ("circle-check", "good_text"), DOUBT: ("triangle-alert", "warn_text")}
_ASK = ("circle-help", "info_text")
_STANCE_WORDS = {FOR: N_("Speaks for it"), DOUBT: N_("A doubt")}
_ASK_WORD = N_("To be asked")


class SuggestionsView(QWidget):
    """Three mentors for one mentee, each with every criterion in the programme's order."""

    def __init__(self, desk: Desk, mentee: CandidateRow) -> None:
        super().__init__()
        self._desk = desk
        self._mentee = mentee
        self._points: list[PlainLabel] = []
        self.found = desk.read(
            queries.suggestions, mentee.id, today=desk.today, office_id=desk.office_id, top=SHOWN
        )
        numbers = Button(_("Numbers"), kind="chip")
        numbers.setCheckable(True)
        numbers.toggled.connect(self._show_points)
        title = PlainLabel(_("Mentors for %(name)s", name=mentee.name), role="heading", wrap=True)
        open_ = Button(_("Open the mentee"), self._open_mentee, kind="quiet")
        head = row(title, numbers, open_, spacing=8)
        head.setStretchFactor(title, 1)
        goal = reference.chosen("goal", mentee.goal) if mentee.goal else ""
        trades = ", ".join(reference.occupation_name(code) for code in mentee.occupations)
        waits = ngettext("waits for %(n)s day", "waits for %(n)s days", mentee.days)
        told = " · ".join(part for part in (goal, trades, mentee.municipality, waits) if part)
        body = Body(spacing=12)
        for suggestion in self.found:
            body.column.addWidget(self._card(suggestion))
        if not self.found:
            body.column.addWidget(
                EmptyState(
                    "users",
                    _("No free mentor can be proposed to %(name)s now.", name=mentee.name),
                    hint=_(
                        "A mentor needs a language in common, a free time in common, and must not "
                        "have been refused before. Look at the profile of the mentee, or wait "
                        "until a mentor is free again."
                    ),
                )
            )
        body.column.addStretch(1)
        layout = column(head, PlainLabel(told, role="muted", wrap=True), body, spacing=6)
        layout.setStretchFactor(body, 1)
        self.setLayout(layout)

    def propose(self, suggestion: Suggestion) -> None:
        """Ask for a word on why, and put the two forward to each other."""
        dialog = Dialog(
            _(
                "Propose %(mentor)s to %(mentee)s",
                mentor=suggestion.mentor,
                mentee=suggestion.mentee,
            ),
            _("Both are asked; nothing is decided yet. The reasons of today are kept with it."),
            icon_name="handshake",
            parent=self,
        )
        words = TextField(lines=3, placeholder=_("Why these two? (if you like)"))
        words.set_name(_("Why these two?"))
        dialog.body.addWidget(words)

        def do() -> None:
            made = self._desk.do(
                commands.propose,
                mentee_id=self._mentee.id,
                mentor_id=suggestion.mentor_id,
                thought=Thought(
                    reason=words.value(),
                    score=suggestion.score,
                    overruled_reason=words.value(),
                ),
            )
            dialog.accept()
            if made is not None:
                self._desk.say(_("Proposed. Note the answers under Proposals."))

        dialog.add_button(_("Cancel"), dialog.reject)
        dialog.add_button(_("Propose"), do, kind="primary", default=True)
        dialog.open_over()

    def _card(self, suggestion: Suggestion) -> Card:
        names = Names(suggestion.mentee, suggestion.mentor)
        fit = suggestion.score.fit
        head = row(
            Chip(fit_word(fit), _FITS.get(fit, "neutral")),
            Button(_("Open"), partial(self._desk.go, "people", suggestion.mentor_id), kind="quiet"),
            Button(_("Propose…"), partial(self.propose, suggestion), kind="primary"),
        )
        card = Card(suggestion.mentor, icon_row=head)
        for reason in reasons(suggestion.score, names):
            card.body.addLayout(self._line(reason))
        total = PlainLabel(
            _(
                "Together %(points)s of 100 (between %(low)s and %(high)s, as far as is known)",
                points=_tenths(suggestion.score.total),
                low=_tenths(suggestion.score.low),
                high=_tenths(suggestion.score.high),
            ),
            role="small",
            wrap=True,
        )
        total.hide()
        self._points.append(total)
        card.body.addWidget(total)
        return card

    def _line(self, reason: Reason) -> QHBoxLayout:
        name, color = _STANCES.get(reason.stance, _ASK)
        sign = Picture(name, 17, color=color)
        title = PlainLabel(reason.title, role="strong", wrap=True)
        title.setFixedWidth(look().px(150))
        told = PlainLabel(reason.text, wrap=True)
        # A reader hears the stance too, which others see by the sign.
        set_name(told, f"{_(_STANCE_WORDS.get(reason.stance, _ASK_WORD))}: {reason.text}")
        points = PlainLabel(f"{_tenths(reason.points)} / {_tenths(reason.most)}", role="small")
        points.hide()
        self._points.append(points)
        line = row(sign, title, told, points, spacing=10)
        line.setStretchFactor(told, 1)
        for part in (sign, title, told, points):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        return line

    def _show_points(self, on: bool) -> None:
        for label in self._points:
            show_if(label, on=on)

    def _open_mentee(self) -> None:
        self._desk.go("people", self._mentee.id)


def _tenths(points: int) -> str:
    return f"{points / 10:g}"

"""What became of the mentee, and how the closing of the duo stands."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.followup import closings, commands, endings, queries, rounds
from duodesk.followup.closings import ClosingRow
from duodesk.followup.closings import Part as ClosingPart
from duodesk.followup.outcomes import said
from duodesk.followup.queries import OutcomeRow
from duodesk.followup.questionnaires import AskedRow
from duodesk.followup.rounds import Known, Round, RoundRow
from duodesk.ui.desk import Desk
from duodesk.ui.duos.answers import AnswersDialog
from duodesk.ui.duos.columns import outcome_words
from duodesk.ui.duos.facts import Facts
from duodesk.ui.duos.sides import DuoSide
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.layout import Body, Card, Part, column, row, widget
from duodesk.ui.widgets.text import PlainLabel

_STACKED_FROM = 1.5
PARTS = {
    ClosingPart.MENTEE_TALK: N_("Talk with the mentee"),
    ClosingPart.MENTOR_TALK: N_("Talk with the mentor"),
    ClosingPart.MENTEE_ANSWERS: N_("Questionnaire of the mentee"),
    ClosingPart.MENTOR_ANSWERS: N_("Questionnaire of the mentor"),
    ClosingPart.REASON: N_("Day and reason of the end"),
    ClosingPart.AFTERWARDS: N_("What they wish afterwards"),
    ClosingPart.CERTIFICATE: N_("Certificate"),
    ClosingPart.THANKS: N_("Letter of thanks"),
    ClosingPart.AGAIN: N_("Another duo?"),
}
_KNOWN = {
    Known.TO_CALL: N_("not known yet"),
    Known.KNOWN: N_("known"),
    Known.UNREACHABLE: N_("cannot be reached"),
}
ROUNDS = {
    Round.NINE_MONTHS: N_("Nine months"),
    Round.TWELVE_MONTHS: N_("Twelve months"),
}


class OutcomeSide(DuoSide):
    """Left what became of the mentee, right what the closing still lacks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._inside = QWidget()
        self._layout = column(self._inside)
        self.setLayout(self._layout)

    @override
    def show_facts(self, shown: Facts) -> None:
        beside = look().scale < _STACKED_FROM
        cards = (row if beside else column)(self._outcome(shown), self._closing(shown), spacing=10)
        fresh = Body(cards, None)
        self._layout.replaceWidget(self._inside, fresh)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = fresh

    def _outcome(self, shown: Facts) -> Card:
        card = Card(_("Outcome"))
        known = outcome_words(shown.row)
        if known:
            words = (known, _("stable")) if shown.row.duo.result.stable else (known,)
            card.body.addLayout(row(Chip(" · ".join(words), "good"), None))
            card.body.addWidget(PlainLabel(self._counted(shown), role="muted", wrap=True))
        found = self._desk.read(queries.outcomes, shown.row.duo.mentee_id)
        for one in found:
            card.body.addLayout(self._event(one))
        if not found:
            card.body.addWidget(PlainLabel(_("Nothing is recorded yet."), role="muted", wrap=True))
        card.body.addWidget(
            widget(row(Button(_("Record…"), partial(self.wanted.emit, "outcome")), None))
        )
        for which in Round:
            call = self._desk.read(rounds.round_of, shown.id, which, today=self._desk.today)
            if call is not None:
                card.body.addWidget(PlainLabel(_round_words(call), role="small", wrap=True))
        return card

    def _counted(self, shown: Facts) -> str:
        """What the event that decides counts as, and on which day of the duo it began."""
        duo, today = shown.row.duo, self._desk.today
        if duo.start is None or duo.result.event is None:
            return ""
        events = self._desk.read(queries.events_of, [duo.mentee_id]).get(duo.mentee_id, [])
        rules = self._desk.read(queries.rules_for, duo.office_id, today)
        return str(said(duo.start, duo.result.event, events, rules, on=today))

    def _event(self, one: OutcomeRow) -> QHBoxLayout:
        days = f"{short(one.started_on)} – {short(one.end) if one.end else ''}".rstrip(" –")
        kind = reference.chosen("outcome", one.kind)
        proof = reference.chosen("evidence", one.evidence) if one.evidence else ""
        told = " · ".join(part for part in (days, one.employer, proof) if part)
        words = PlainLabel("\n".join(part for part in (kind, told) if part), wrap=True)
        away = IconButton(
            "trash-2",
            _("Remove: %(what)s", what=kind),
            partial(self._desk.do, commands.remove_outcome, one.id),
        )
        line = row(words, away, spacing=8)
        line.setStretchFactor(words, 1)
        return line

    def _closing(self, shown: Facts) -> Card:
        one = self._desk.read(closings.closing, shown.id, today=self._desk.today)
        card = Card(_("Closing"))
        if one is None:
            return card
        told = _ending_words(one)
        card.body.addWidget(PlainLabel(told, role="muted", wrap=True))
        asked = {str(row.role): row for row in one.questionnaires}
        for part in one.parts:
            if part.needed:
                card.body.addLayout(self._part(part.part, part.done, short(part.on), asked))
        card.body.addWidget(
            widget(row(Button(_("Go through the closing…"), partial(self.wanted.emit, "close"),
                              kind="primary"), None))
        )  # fmt: skip
        return card

    def _part(
        self, part: ClosingPart, done: bool, day: str, asked: dict[str, AskedRow]
    ) -> QHBoxLayout:
        title = PlainLabel(_(PARTS[part]), wrap=True)
        state = Chip((day or _("done")) if done else _("open"), "good" if done else "warn")
        role = {
            ClosingPart.MENTEE_ANSWERS: "mentee", ClosingPart.MENTOR_ANSWERS: "mentor"
        }.get(part)  # fmt: skip
        one = asked.get(role) if role else None
        parts: list[Part] = [title, state]
        if one is not None:
            name = _("Answers of %(name)s…", name=one.name)
            parts.append(
                IconButton(
                    "pencil",
                    name,
                    lambda: AnswersDialog(self._desk, one, parent=self.window()).open_over(),
                )
            )
        line = row(*parts, spacing=8)
        line.setStretchFactor(title, 1)
        return line


def _ending_words(one: ClosingRow) -> str:
    """When it ended and what that counts as, or from when on the end is prepared."""
    if one.ended_on is not None and one.reason:
        said = endings.said(one.ended_on, one.expected_end, one.reason)
        reason = reference.chosen("end_reason", one.reason)
        return f"{short(one.ended_on)} · {reason} · {said}"
    if one.opens_on is None:
        return ""
    return _("The end is prepared from %(day)s on.", day=short(one.opens_on))


def _round_words(one: RoundRow) -> str:
    """A round in one line: when, and what is known."""
    known = short(one.known_on) if one.known_on else ""
    told = (_(ROUNDS[one.round]), short(one.due_on), _(_KNOWN[one.known]), known)
    return " · ".join(part for part in told if part)

"""A card opened: why these two, what speaks against them, what is noted, what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.pairing import rules
from duodesk.pairing.board import BoardCard, Column
from duodesk.pairing.commands import note_reason
from duodesk.pairing.doubts import Standing, standing
from duodesk.pairing.explain import Names, Reason, doubts_first, reasons
from duodesk.pairing.kept import evidence, kept_reasons
from duodesk.pairing.moves import Step, next_step
from duodesk.pairing.pairs import pair_score, rule_of
from duodesk.store.session import Session
from duodesk.ui.desk import Desk
from duodesk.ui.duo_papers import offer_first_meeting
from duodesk.ui.pairing.asking.meeting import whose
from duodesk.ui.pairing.asking.ruling import RULED, RULES
from duodesk.ui.pairing.dressing import TITLES, chips, when
from duodesk.ui.pairing.reaching import Reaching
from duodesk.ui.pairing.reading import reason_lines
from duodesk.ui.pairing.state import BoardState
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.layout import Body, Flow, column, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel

NEXT = {
    Step.PROPOSE: (N_("Propose…"), "send"),
    Step.MEETING: (N_("Plan the meeting…"), "calendar-plus"),
    Step.MET: (N_("They met…"), "check"),
    Step.ANSWERS: (N_("Note an answer…"), "message-square-text"),
    Step.PAPERS: (N_("Papers and start…"), "file-text"),
    Step.RELEASE: (N_("Release…"), "x"),
}


class CardDetail(QWidget):
    """`asked` carries a step of the board, `ruled` a kind of rule; `signing_wanted` asks for the
    appointment to sign, `candidates_wanted` for the three candidates, `move_wanted` for the menu.
    """

    asked = Signal(object)
    ruled = Signal(object)
    signing_wanted = Signal()
    candidates_wanted = Signal()
    move_wanted = Signal()

    def __init__(self, desk: Desk, card: BoardCard, state: BoardState, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.card, self._state = desk, card, state
        self.note: TextField | None = None
        marks = Flow(spacing=5)
        marks.addWidget(Chip(_(TITLES[card.column]), "info"))
        for badge in chips(card, state):
            marks.addWidget(Chip(badge.text, badge.tone))
        self.body = Body(widget(marks), spacing=9)
        self.setLayout(column(self.body))
        self._actions()
        self._against()
        self._why()
        self._notes()
        self._people()
        self.body.column.addStretch(1)
        self.setAccessibleName(f"{card.mentee} × {card.mentor}")

    def flush(self) -> None:
        """Keep what is typed."""
        self.reaching.flush()
        if self.note is not None:
            self.note.flush()

    def keep_note(self, text: str) -> None:
        """Keep the word on why these two."""
        if self.card.proposal_id is not None and text.strip() != self.card.reason:
            self._desk.do(note_reason, self.card.proposal_id, text)

    def _actions(self) -> None:
        step = next_step(self.card)
        flow = Flow(spacing=6)
        if step is not None:
            text, icon_name = NEXT[step]
            do = partial(self.asked.emit, step)
            flow.addWidget(Button(_(text), do, kind="primary", icon_name=icon_name))
            flow.addWidget(Button(_("Move…"), self.move_wanted.emit, icon_name="arrow-right"))
        flow.addWidget(MenuButton(_("More"), self._fill_menu))
        self.body.column.addWidget(widget(flow))

    def _fill_menu(self, menu: Menu) -> None:
        card, today = self.card, self._desk.today
        if card.has_lapsed(today):
            menu.item(_("Reserve them again…"), partial(self.asked.emit, Step.PROPOSE))
        if card.column == Column.FIRST_MEETING:
            menu.item(_("Another day or place…"), partial(self.asked.emit, Step.MEETING))
            offer_first_meeting(self._desk, menu, whose(card), parent=self.window())
        if card.column == Column.SIGNED and card.started_on is None:
            menu.item(_("Plan the signing…"), self.signing_wanted.emit)
        if next_step(card) not in {None, Step.RELEASE}:
            menu.item(_("Release…"), partial(self.asked.emit, Step.RELEASE))
        menu.addSeparator()
        known = self._desk.read(rule_of, card.mentee_id, card.mentor_id)
        for kind, text in RULES.items():
            if known is None or known.kind != kind:
                menu.item(_(text), partial(self.ruled.emit, kind))
        if known is not None:
            lift = partial(self._desk.do, rules.lift_rule, known.id)
            menu.item(_("Lift the rule about these two"), lift)

    def _against(self) -> None:
        """What stands between the two today; what was overruled; what the team said for good."""
        card = self.card
        known = self._desk.read(rule_of, card.mentee_id, card.mentor_id)
        if known is not None:
            words = " · ".join(part for part in (_(RULED[known.kind]), known.reason) if part)
            self.body.column.addWidget(Notice(words, tone="warn"))
        for side in card.gone:
            name = card.mentee if side == "mentee" else card.mentor
            text = _("%(name)s has left the programme. Release the other one.", name=name)
            self.body.column.addWidget(Notice(text, tone="bad"))
        if card.column in {Column.SUGGESTED, Column.PROPOSED}:
            how = self._standing()
            for one in (*how.bars, *how.doubts):
                tone = "bad" if one in how.bars else "warn"
                self.body.column.addWidget(Notice(str(one.text), tone=tone))
        if card.overruled_reason:
            text = _("The team went on all the same: %(reason)s", reason=card.overruled_reason)
            self.body.column.addWidget(Notice(text))

    def _standing(self) -> Standing:
        card, desk = self.card, self._desk
        return desk.read(
            standing, card.mentee_id, card.mentor_id,
            today=desk.today, office_id=desk.office_id, but=(card.id,),
        )  # fmt: skip

    def _why(self) -> None:
        self.body.column.addWidget(PlainLabel(_("Why these two"), role="section", wrap=True))
        kept = self._desk.read(kept_reasons, self.card.proposal_id) if self.card.proposal_id else []
        if not kept:
            kept = self._desk.read(_reasons_today, self._desk, self.card)
            hint = _("No reasons were kept with it; these are those of today.")
            self.body.column.addWidget(PlainLabel(hint, role="small", wrap=True))
        for line in reason_lines(doubts_first(kept)):
            self.body.column.addWidget(line)

    def _notes(self) -> None:
        card = self.card
        self.body.column.addWidget(PlainLabel(_("Notes"), role="section"))
        if card.meeting is not None:
            place = ", ".join(part for part in (when(card.meeting), card.meeting.place) if part)
            text = _("First meeting: %(when)s", when=place)
            self.body.column.addWidget(PlainLabel(text, role="muted", wrap=True))
        if card.closed_reason:
            self.body.column.addWidget(PlainLabel(card.closed_reason, wrap=True))
        if card.proposal_id is None or card.is_duo:
            return
        self.note = TextField(lines=2, placeholder=_("Why these two?"))
        self.note.set_name(_("Why these two?"))
        self.note.set_value(card.reason)
        self.note.committed.connect(self.keep_note)
        self.body.column.addWidget(self.note)

    def _people(self) -> None:
        go, card = self._desk.go, self.card
        flow = Flow(spacing=6)
        mentee = Button(card.mentee, partial(go, "people", card.mentee_id), kind="quiet")
        mentor = Button(card.mentor, partial(go, "people", card.mentor_id), kind="quiet")
        mentee.setAccessibleName(_("Open %(name)s", name=card.mentee))
        mentor.setAccessibleName(_("Open %(name)s", name=card.mentor))
        flow.addWidget(mentee)
        flow.addWidget(mentor)
        if card.is_duo:
            open_duo = partial(go, "duos", card.id)
            flow.addWidget(Button(_("Open the duo"), open_duo, kind="quiet"))
        elif card.column == Column.SUGGESTED:
            flow.addWidget(Button(_("Three candidates"), self.candidates_wanted.emit, kind="quiet"))
        self.body.column.addWidget(widget(flow))
        self.reaching = Reaching(self._desk, card)
        self.body.column.addWidget(self.reaching)


def _reasons_today(session: Session, desk: Desk, card: BoardCard) -> list[Reason]:
    found = pair_score(
        session, card.mentee_id, card.mentor_id, today=desk.today, office_id=desk.office_id
    )
    if found is None:
        return []
    names = Names(card.mentee.split(" ")[0], card.mentor.split(" ")[0])
    return reasons(found, names, evidence(session, (card.mentee_id, card.mentor_id)))

"""Two questions about a pair: propose it though something speaks against it, or never again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.pairing import commands, rules
from duodesk.pairing.candidates import Candidate
from duodesk.pairing.commands import Thought
from duodesk.pairing.words import RuleKind
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, show_if

_WHY = N_("Write down why the duo is proposed all the same.")
_KINDS = ((RuleKind.FORBIDDEN, N_("Does not fit")), (RuleKind.CONFLICT, N_("They know each other")))


class ProposeDialog(Dialog):
    """Names every doubt and asks why the team goes on; what forbids the pair leaves no way."""

    def __init__(self, desk: Desk, candidate: Candidate, *, parent: QWidget) -> None:
        one = candidate.suggestion
        super().__init__(
            _("Propose %(mentor)s to %(mentee)s", mentor=one.mentor, mentee=one.mentee),
            _("Both are asked; nothing is decided yet. The reasons of today are kept with it."),
            icon_name="handshake",
            parent=parent,
        )
        self._desk, self._candidate = desk, candidate
        how = candidate.standing
        for against in (*how.bars, *how.doubts):
            tone = "bad" if against in how.bars else "warn"
            self.body.addWidget(Notice(str(against.text), tone=tone))
        self.overruled = TextField(lines=2)
        self.overruled.set_name(_("Why the team goes on all the same"))
        label = PlainLabel(_("Why the team goes on all the same"), role="strong", wrap=True)
        self.why = TextField(lines=2, placeholder=_("Why these two? (if you like)"))
        self.why.set_name(_("Why these two?"))
        for part in (label, self.overruled, self.why):
            self.body.addWidget(part)
        for part in (label, self.overruled):
            show_if(part, on=bool(how.doubts))
        self.add_button(_("Cancel"), self.reject)
        self.go = self.add_button(_("Propose"), self.propose, kind="primary", default=True)
        self.go.setEnabled(not how.bars)
        (self.overruled if how.doubts else self.why).setFocus()

    def propose(self) -> None:
        """Put the two forward to each other."""
        one, why = self._candidate.suggestion, self.overruled.value().strip()
        if self._candidate.standing.doubts and not why:
            self.overruled.set_problem(_(_WHY))
            self.overruled.setFocus()
            return
        made = self._desk.do(
            commands.propose,
            mentee_id=one.score.mentee,
            mentor_id=one.mentor_id,
            thought=Thought(reason=self.why.value(), score=one.score, overruled_reason=why),
        )
        if made is not None:
            self.accept()
            self._desk.say(_("Proposed. Both are reserved for each other."))


class NotThisDialog(Dialog):
    """Asks why a pair is never thought of again."""

    def __init__(self, desk: Desk, candidate: Candidate, *, parent: QWidget) -> None:
        one = candidate.suggestion
        super().__init__(
            _("Not %(mentor)s for %(mentee)s", mentor=one.mentor, mentee=one.mentee),
            _("The pair is not shown any more, until the rule is lifted under “Whole plan”."),
            icon_name="unlink",
            parent=parent,
        )
        self._desk, self._candidate = desk, candidate
        self.kind = Segmented(
            [(kind.value, _(text)) for kind, text in _KINDS],
            value=RuleKind.FORBIDDEN.value,
            name=_("Why?"),
        )
        self.reason = TextField(lines=2, placeholder=_("A word that a colleague understands"))
        self.reason.set_name(_("Why?"))
        self.body.addWidget(self.kind)
        self.body.addWidget(self.reason)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Not this one"), self.rule_out, kind="primary", default=True)
        self.reason.setFocus()

    def rule_out(self) -> None:
        """Keep the rule; a colleague reads the reason next year."""
        one = self._candidate.suggestion
        if not self.reason.value().strip():
            self.reason.set_problem(
                _("Write down why, so that a colleague understands it next year.")
            )
            self.reason.setFocus()
            return
        made = self._desk.do(
            rules.put_rule,
            RuleKind(self.kind.value()),
            mentee_id=one.score.mentee,
            mentor_id=one.mentor_id,
            reason=self.reason.value(),
        )
        if made is not None:
            self.accept()
            self._desk.say(_("Noted. Ctrl+Z brings the pair back."))

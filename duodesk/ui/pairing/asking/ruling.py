"""Saying something about a pair for good: never these two, they know each other, keep them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import N_, _
from duodesk.pairing import rules
from duodesk.pairing.board import BoardCard
from duodesk.pairing.words import RuleKind
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.asking.question import Question, reason_field
from duodesk.ui.widgets.form import Form

RULES = {
    RuleKind.FORBIDDEN: N_("Never pair these two…"),
    RuleKind.CONFLICT: N_("They know each other otherwise…"),
    RuleKind.LOCKED: N_("Keep these two in the plan…"),
}
RULED = {
    RuleKind.FORBIDDEN: N_("The team never pairs these two."),
    RuleKind.CONFLICT: N_("These two know each other otherwise."),
    RuleKind.LOCKED: N_("The team keeps these two in the plan."),
}


class RuleQuestion(Question):
    """Asks for the reason, so that a colleague understands it next year."""

    def __init__(self, desk: Desk, card: BoardCard, kind: RuleKind) -> None:
        super().__init__(
            desk,
            card,
            _(RULED[kind]),
            f"{card.mentee} × {card.mentor}",
        )
        self._kind = kind
        self.reason = reason_field(_("Why?"))
        form = Form(stacked=True)
        form.add(_("Why?"), self.reason, required=kind in rules.OUT)
        self.add(form)
        self.close_body()
        self.offer(_("Keep the rule"), self.do, icon_name="check")

    @override
    def first(self) -> QWidget:
        return self.reason.entry()

    def do(self) -> None:
        """Keep it until somebody lifts it."""
        card = self.card
        self.finish(
            self.desk.do(
                rules.put_rule,
                self._kind,
                mentee_id=card.mentee_id,
                mentor_id=card.mentor_id,
                reason=self.reason.value(),
            ),
            _("Kept. It holds until somebody lifts it."),
        )

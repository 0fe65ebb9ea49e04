"""Proposing: each doubt by name, with the reason why the team goes on; going back; releasing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.pairing import commands, duos
from duodesk.pairing.board import BoardCard, Column
from duodesk.pairing.doubts import standing
from duodesk.pairing.moves import stage_of
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.asking.question import Question, reason_field
from duodesk.ui.pairing.dressing import TITLES
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.notice import Notice


class ProposeQuestion(Question):
    """Asks for a word where there are doubts, and for nothing where there are none."""

    def __init__(self, desk: Desk, card: BoardCard) -> None:
        super().__init__(
            desk,
            card,
            _("Propose %(mentee)s × %(mentor)s", mentee=card.mentee, mentor=card.mentor),
            _("Both are asked and reserved for each other; nothing is decided yet."),
        )
        how = desk.read(
            standing, card.mentee_id, card.mentor_id,
            today=desk.today, office_id=desk.office_id, but=(card.id,),
        )  # fmt: skip
        self.doubts = how.doubts
        for doubt in how.doubts:
            self.add(Notice(str(doubt.text), tone="warn"))
        self.reason = reason_field(_("Why the team goes on all the same"))
        if how.doubts:
            form = Form(stacked=True)
            form.add(_("Why the team goes on all the same"), self.reason, required=True)
            self.add(form)
        self.close_body()
        self.go = self.offer(_("Propose"), self.do, icon_name="send")

    @override
    def first(self) -> QWidget:
        return self.reason.entry() if self.doubts else self.go

    def do(self) -> None:
        """Put the two forward to each other."""
        reason = self.reason.value().strip()
        if self.doubts and not reason:
            self.reason.set_problem(_("Write down why, then propose."))
            self.reason.setFocus()
            return
        self.finish(
            self.desk.do(commands.put_forward, self.card.id, overruled_reason=reason),
            _("Proposed: both are reserved for each other."),
        )


class BackQuestion(Question):
    """Asks why a card goes back."""

    def __init__(self, desk: Desk, card: BoardCard, to: Column) -> None:
        super().__init__(
            desk,
            card,
            _(
                "%(mentee)s × %(mentor)s: back to “%(column)s”",
                mentee=card.mentee, mentor=card.mentor, column=_(TITLES[to]),
            ),
        )  # fmt: skip
        self._to = to
        self.reason = reason_field(_("Why does it go back?"))
        form = Form(stacked=True)
        form.add(_("Why does it go back?"), self.reason, required=True)
        self.add(form)
        self.close_body()
        self.offer(_("Move back"), self.do, icon_name="undo-2")

    @override
    def first(self) -> QWidget:
        return self.reason.entry()

    def do(self) -> None:
        """Move it back."""
        reason = self.reason.value().strip()
        if not reason:
            self.reason.set_problem(_("Write down why, so that a colleague understands it."))
            self.reason.setFocus()
            return
        self.finish(
            self.desk.do(commands.move_back, self.card.id, stage_of(self._to), reason=reason)
        )


class ReleaseQuestion(Question):
    """Asks why a pair comes to nothing; both are free again, the wait is kept."""

    def __init__(self, desk: Desk, card: BoardCard) -> None:
        super().__init__(
            desk,
            card,
            _("Release %(mentee)s × %(mentor)s", mentee=card.mentee, mentor=card.mentor),
            _("Both are free again; the mentee keeps the time waited."),
        )
        codes = reference.picklist("closed")
        self.code = ChoiceField([(code, one.name()) for code, one in codes.items()], empty=None)
        self.code.set_value("left" if card.gone else next(iter(codes), None))
        self.reason = reason_field(_("In your own words"), _("If you like"))
        form = Form(stacked=True)
        form.add(_("Why?"), self.code, required=True)
        form.add(_("In your own words"), self.reason)
        self.add(form)
        self.close_body()
        self.offer(_("Release"), self.do, icon_name="x")

    @override
    def first(self) -> QWidget:
        return self.code.entry()

    def do(self) -> None:
        """Take the proposal back, or note that the duo never began."""
        code, reason = self.code.value(), self.reason.value().strip()
        if self.card.is_duo:
            words = " · ".join(part for part in (reference.chosen("closed", code), reason) if part)
            done = self.desk.do(duos.never_started, self.card.id, reason=words)
        else:
            done = self.desk.do(commands.withdraw, self.card.id, reason, code=code)
        self.finish(done, _("Released: both are free again."))

"""What comes after a decision: reading it again, and the end of the meeting with its note."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from duodesk.base.i18n import _, ngettext
from duodesk.pairing import matching
from duodesk.pairing.agenda import AgendaRow, Sitting
from duodesk.pairing.matching import DecisionRow
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.matching.walking import Walk
from duodesk.ui.pairing.matching.words import decided
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.layout import Body, row
from duodesk.ui.widgets.text import PlainLabel, show_if


class Taken(Body):
    """A decision that stands; `again` carries the mentee to think about once more."""

    again = Signal(object)
    left = Signal()

    def __init__(self, mentee: AgendaRow, decision: DecisionRow) -> None:
        super().__init__(spacing=10)
        self.button = Button(
            _("Take it back and decide again"),
            lambda: self.again.emit(mentee.mentee_id),
            icon_name="undo-2",
        )
        reason = decision.reason or _("No reason was noted.")
        self.column.addWidget(PlainLabel(mentee.name, role="title", wrap=True))
        self.column.addWidget(PlainLabel(decided(decision), role="heading", wrap=True))
        self.column.addWidget(PlainLabel(reason, wrap=True))
        if decision.overruled:
            words = _("In spite of doubts: %(reason)s", reason=decision.overruled)
            self.column.addWidget(PlainLabel(words, role="muted", wrap=True))
        self.column.addLayout(row(self.button, None))
        self.column.addStretch(1)
        walk = Walk(self)
        walk.follow([[self.button]])
        walk.left.connect(self.left)
        walk.escaped.connect(self.left)

    def focus_first(self) -> None:
        """Go to what can be done."""
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)


class Ending(Body):
    """How many were not spoken of, a note, and the end."""

    ended = Signal()
    left = Signal()

    def __init__(self, desk: Desk, sitting: Sitting) -> None:
        super().__init__(spacing=12)
        self._desk, self._matching_id = desk, sitting.row.id
        open_ = len(sitting.rows) - sitting.decided
        title = _("Everybody was spoken of.") if not open_ else _("End the meeting")
        self.note = TextField(lines=5, placeholder=_("What the minutes should say besides"))
        self.note.set_name(_("Note of the meeting"))
        self.note.set_value(sitting.row.note)
        self.note.committed.connect(self._keep)
        self.go = Button(_("End the meeting"), self.end, kind="primary", icon_name="check")
        self.back = Button(_("Back"), self.left.emit)
        left_over = PlainLabel(role="muted", wrap=True)
        left_over.setText(
            ngettext(
                "%(n)s mentee was not decided about; the next meeting begins there.",
                "%(n)s mentees were not decided about; the next meeting begins there.",
                open_,
            )
        )
        show_if(left_over, on=bool(open_))
        show_if(self.back, on=bool(sitting.rows))
        self.column.addWidget(PlainLabel(title, role="title", wrap=True))
        self.column.addWidget(left_over)
        self.column.addWidget(PlainLabel(_("Note of the meeting"), role="strong"))
        self.column.addWidget(self.note)
        self.column.addLayout(row(self.go, self.back, None))
        self.column.addStretch(1)
        walk = Walk(self)
        walk.follow([[self.go, self.back]])
        walk.escaped.connect(self.left)

    def end(self) -> None:
        """Keep the note, then end."""
        self.note.flush()
        self.ended.emit()

    def _keep(self, text: str) -> None:
        self._desk.do(matching.set_note, self._matching_id, text)

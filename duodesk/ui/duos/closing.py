"""Closing a duo well, in four steps: the talks, the questionnaires, the end, papers and thanks.

Each step can be done by itself and at another time; each is one step of undo.
"""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from duodesk.base.i18n import N_, _
from duodesk.followup import closings
from duodesk.followup.closings import ClosingRow
from duodesk.followup.overview import OverviewRow
from duodesk.ui.desk import Desk
from duodesk.ui.duos.closing_end import EndStep
from duodesk.ui.duos.closing_papers import PapersStep
from duodesk.ui.duos.closing_talks import AskingStep, TalksStep
from duodesk.ui.duos.outcome_side import PARTS
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import Body
from duodesk.ui.widgets.text import PlainLabel, show_if

TALKS, ASKING, END, PAPERS = "talks", "asking", "end", "papers"
_STEPS = (
    (TALKS, N_("1 Talks")),
    (ASKING, N_("2 Questionnaires")),
    (END, N_("3 The end")),
    (PAPERS, N_("4 Papers and thanks")),
)


class ClosingDialog(Dialog):
    """Begins with the first step that is not done."""

    def __init__(self, desk: Desk, shown: OverviewRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Close the duo %(names)s", names=shown.names), icon_name="heart-handshake",
            parent=parent,
        )  # fmt: skip
        self.setMinimumWidth(look().px(680))
        self._desk, self._row = desk, shown
        self.steps = Segmented([(code, _(title)) for code, title in _STEPS], name=_("Step"))
        self.steps.chosen.connect(self.show_step)
        self.left = PlainLabel("", role="small", wrap=True)
        self.talks = TalksStep(desk, shown)
        self.asking = AskingStep(desk, shown)
        self.end = EndStep(desk, shown)
        self.papers = PapersStep(desk, shown)
        self._made: dict[str, TalksStep | AskingStep | EndStep | PapersStep] = {
            TALKS: self.talks, ASKING: self.asking, END: self.end, PAPERS: self.papers
        }  # fmt: skip
        self._stack = QStackedWidget()
        for step in self._made.values():
            body = Body(step, None)
            body.setMinimumHeight(look().px(270))
            self._stack.addWidget(body)
        for part in (self.steps, self._stack, self.left):
            self.body.addWidget(part)
        self.add_button(_("Later"), self.reject)
        self.back = self.add_button(_("Back"), lambda: self._turn(-1))
        self.next = self.add_button(_("Next"), lambda: self._turn(1), kind="primary")
        self.close_ = self.add_button(_("Close the duo"), self.do, kind="primary")
        self.ready = self.add_button(_("Ready"), self.accept, kind="primary")
        desk.bus.changed.connect(self._on_changed)
        known = self._known()
        self.show_step(_first(known) if known is not None else TALKS)

    def show_step(self, code: str) -> None:
        """Show one of the steps, as things stand."""
        known = self._known()
        if known is None:
            return
        self.steps.set_value(code)
        self._made[code].show_row(known)
        codes = list(self._made)
        self._stack.setCurrentIndex(codes.index(code))
        ended = known.ended_on is not None
        show_if(self.back, on=code != TALKS)
        show_if(self.next, on=code in {TALKS, ASKING} or (code == END and ended))
        show_if(self.close_, on=code == END and not ended)
        show_if(self.ready, on=code == PAPERS)
        missing = ", ".join(_(PARTS[part]) for part in known.missing)
        self.left.setText(_("Still open: %(parts)s", parts=missing) if missing else "")

    def do(self) -> None:
        """End the duo with all that was chosen."""
        if self.end.close_duo():
            self.show_step(PAPERS)

    def _turn(self, step: int) -> None:
        codes = list(self._made)
        place = codes.index(self.steps.value()) + step
        self.show_step(codes[min(max(place, 0), len(codes) - 1)])

    def _known(self) -> ClosingRow | None:
        return self._desk.read(closings.closing, self._row.id, today=self._desk.today)

    def _on_changed(self, _changes: object) -> None:
        if self.isVisible():
            self.show_step(self.steps.value())


def _first(known: ClosingRow) -> str:
    """The first step that still lacks something."""
    if known.ended_on is not None:
        return PAPERS
    missing = {str(part) for part in known.missing}
    if {"mentee_talk", "mentor_talk"} & missing:
        return TALKS
    return ASKING if {"mentee_answers", "mentor_answers"} & missing else END

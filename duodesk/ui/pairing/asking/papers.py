"""From two yes to a duo that runs: the appointment to sign, four signatures, the first day."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.documents.catalog import kind_of
from duodesk.documents.commands import Signing, sign
from duodesk.pairing import duos, first_meeting
from duodesk.pairing.board import BoardCard
from duodesk.pairing.duos import PAPERS, SIDES
from duodesk.pairing.words import Signatory
from duodesk.ui.desk import Desk
from duodesk.ui.duo_papers import offer_papers
from duodesk.ui.pairing.asking.appointing import AppointmentForm
from duodesk.ui.pairing.asking.meeting import whose
from duodesk.ui.pairing.asking.question import Question, reason_field
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import line, row
from duodesk.ui.widgets.text import PlainLabel


class SigningQuestion(Question):
    """Asks when agreement and code of conduct are signed."""

    def __init__(self, desk: Desk, card: BoardCard) -> None:
        super().__init__(
            desk,
            card,
            _("Signing of %(mentee)s × %(mentor)s", mentee=card.mentee, mentor=card.mentor),
        )
        self.form = AppointmentForm(desk, card, card.signing)
        self.add(self.form)
        self.close_body()
        self.offer(_("Plan the signing"), self.do, icon_name="calendar-plus")

    @override
    def first(self) -> QWidget:
        return self.form.with_whom.entry()

    def do(self) -> None:
        """Write it down; the calendar shows it."""
        appointment = self.form.value()
        if appointment is not None:
            self.finish(
                self.desk.do(first_meeting.plan_signing, self.card.id, appointment),
                _("Planned; it stands in the calendar."),
            )


class PapersQuestion(Question):
    """Who has signed what, one button each; then the day on which the duo begins."""

    def __init__(self, desk: Desk, card: BoardCard) -> None:
        super().__init__(
            desk,
            card,
            _("Papers of %(mentee)s × %(mentor)s", mentee=card.mentee, mentor=card.mentor),
        )
        self.signed_on = DayField(today=desk.today)
        self.signed_on.set_value(desk.today)
        form = Form(stacked=True)
        form.add(_("Signed on"), self.signed_on)
        self.add(form)
        self.marks: dict[tuple[str, Signatory], QWidget] = {}
        for paper in PAPERS:
            self.add(PlainLabel(kind_of(paper).title, role="strong", wrap=True))
            for side in SIDES:
                self.add(self._line(paper, side))
        documents = Button(
            _("Print the papers"), partial(desk.go, "documents", card.id), kind="quiet",
            icon_name="printer",
        )  # fmt: skip
        sheets = MenuButton(_("Letters and sheets"), self._offer)
        self.add(row(documents, sheets, None), line())
        self.begins = DayField(today=desk.today)
        self.begins.set_value(desk.today)
        self.reason = reason_field(_("Why start all the same?"))
        start = Form(stacked=True)
        start.add(_("First day"), self.begins, required=True)
        if card.unsigned:
            start.add(_("Why start all the same?"), self.reason, required=True)
        self.add(start)
        self.close_body()
        self.offer(_("Start the duo"), self.start, icon_name="heart-handshake")

    @override
    def first(self) -> QWidget:
        return next((w for w in self.marks.values() if isinstance(w, Button)), self.begins.entry())

    def sign(self, paper: str, side: Signatory) -> None:
        """Note that one of them signed."""
        on = self.signed_on.value()
        self.signed_on.set_problem("" if on else _("Which day?"))
        if on is not None:
            self.again = True
            self.finish(
                self.desk.do(sign, self.card.id, Signing(paper, side, on)), _("Signature noted.")
            )

    def start(self) -> None:
        """Let the duo begin; unsigned papers need a reason."""
        on = self.begins.value()
        self.begins.set_problem("" if on else _("Which day?"))
        if on is not None:
            self.again = False
            self.finish(
                self.desk.do(
                    duos.start_duo, self.card.id, on=on, unsigned_reason=self.reason.value()
                ),
                _("The duo has begun."),
            )

    def _offer(self, menu: Menu) -> None:
        begun = self.card.started_on is not None
        pair = whose(self.card)
        offer_papers(self.desk, menu, pair, begun=begun, parent=self.window())

    def _line(self, paper: str, side: Signatory) -> QWidget:
        name = self.card.mentee if side == Signatory.MENTEE else self.card.mentor
        if (paper, side) not in self.card.unsigned:
            mark: QWidget = Chip(_("signed"), "good")
        else:
            button = Button(_("Has signed"), partial(self.sign, paper, side), icon_name="check")
            said = {"paper": kind_of(paper).title, "name": name}
            button.setAccessibleName(_("%(paper)s: %(name)s has signed", **said))
            mark = button
        self.marks[(paper, side)] = mark
        shown = QWidget()
        both = row(PlainLabel(name, wrap=True), mark)
        both.setStretch(0, 1)
        shown.setLayout(both)
        return shown

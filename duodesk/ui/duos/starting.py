"""The beginning of a duo: its first day, and every day of its plan to be looked at and changed
before it is kept.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.documents.catalog import kind_of
from duodesk.followup import plan
from duodesk.followup.overview import OverviewRow
from duodesk.followup.schedule import Move
from duodesk.pairing import duos
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel


class StartDialog(Dialog):
    """Unsigned papers are named and need a reason; days that are changed here stay as chosen."""

    def __init__(self, desk: Desk, shown: OverviewRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Start the duo %(mentee)s × %(mentor)s",
              mentee=shown.duo.mentee, mentor=shown.duo.mentor),
            icon_name="heart-handshake",
            parent=parent,
        )  # fmt: skip
        self.setMinimumWidth(look().px(620))
        self._desk, self._row = desk, shown
        self.day = DayField(today=desk.today)
        self.day.set_value(desk.today)
        self.reason = LineField()
        form = Form(label_width=150)
        form.add(_("First day"), self.day, required=True)
        missing = desk.read(duos.missing_signatures, shown.id)
        if missing:
            papers = ", ".join(
                f"{kind_of(kind).title} ({reference.chosen('signatory', who)})"
                for kind, who in missing
            )
            self.body.addWidget(Notice(_("Not signed yet: %(papers)s", papers=papers), tone="warn"))
            form.add(_("Why start all the same?"), self.reason, required=True)
        self.body.addWidget(form)
        self.end = PlainLabel("", role="strong", wrap=True)
        self.body.addWidget(self.end)
        self.days: dict[str, DayField] = {}
        self._steps: dict[str, tuple[date, list[Id]]] = {}
        self._plan = Form(label_width=300)
        self._body = Body(self._plan, None)
        self._body.setMinimumHeight(look().px(190))
        self.body.addWidget(self._body)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Begin"), self.do, kind="primary", default=True)
        self.day.committed.connect(lambda _value: self.propose())
        self.propose()

    def propose(self) -> None:
        """The plan that this first day gives; days chosen otherwise stay."""
        day = self.day.value()
        if day is None:
            return
        chosen = self._chosen()
        moves = self._desk.read(plan.preview_start, self._row.id, on=day, today=self._desk.today)
        self._steps = _alike(moves)
        for title, (will, _ids) in self._steps.items():
            field = self.days.get(title)
            if field is None:
                field = self.days[title] = DayField(today=day)
                self._plan.add(title, field)
            field.set_value(chosen.get(title, will))
        ends = [move.will for move in moves if move.step_id is None]
        self.end.setText(_("Ends on %(day)s. Every day below can be changed.",
                           day=short(ends[0])) if ends else "")  # fmt: skip

    def do(self) -> None:
        """Let it begin with this plan."""
        day = self.day.value()
        wrong = [field for field in self.days.values() if field.value() is None]
        if day is None:
            self.day.set_problem(_("Which day?"))
        elif wrong:
            wrong[0].set_problem(_("Which day?"))
            self._body.ensureWidgetVisible(wrong[0])
        elif self._desk.do(
            plan.start_with_plan, self._row.id, on=day, adjusted=self._adjusted(),
            unsigned_reason=self.reason.value(),
        ):  # fmt: skip
            self._desk.say(_("The duo has begun."))
            self.accept()

    def _chosen(self) -> dict[str, date]:
        """Days that somebody chose otherwise than the plan has them."""
        typed = {title: field.value() for title, field in self.days.items()}
        return {t: day for t, day in typed.items() if day and day != self._steps[t][0]}

    def _adjusted(self) -> dict[Id, date]:
        chosen = self._chosen()
        return {step: day for title, day in chosen.items() for step in self._steps[title][1]}


def _alike(moves: list[Move]) -> dict[str, tuple[date, list[Id]]]:
    """The steps by their titles; talks with each apart are one line, others of one name are
    numbered.
    """
    days: dict[str, list[date]] = {}
    found: dict[str, tuple[date, list[Id]]] = {}
    for move in moves:
        if move.step_id is None:
            continue
        known = days.setdefault(move.title, [])
        if move.will not in known:
            known.append(move.will)
        number = known.index(move.will) + 1
        title = move.title if number == 1 else f"{move.title} ({number})"
        found.setdefault(title, (move.will, []))[1].append(move.step_id)
    return found

"""What lies behind a line of the plan: the reasons, other mentors with what they cost the others,
and what the plan would be without a mentor.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.pairing.explain import doubts_first, fit_word, reasons
from duodesk.pairing.kept import evidence
from duodesk.pairing.planning import MentorRow, Planning, PlanRow, Wish, fit_of
from duodesk.ui.desk import Desk
from duodesk.ui.pairing.dressing import FITS
from duodesk.ui.pairing.plan_columns import fit_badges, names_of, state_badges
from duodesk.ui.pairing.reading import reason_lines
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.chips import Chip
from duodesk.ui.widgets.layout import Body, Flow, Part, column, line, row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel

_OTHERS = 4


class PairDetail(Body):
    """`kept` carries the mentor that the team keeps for this mentee, `let_go` the rule that falls,
    `in_mind` the row whose card is wanted.
    """

    kept = Signal(object)
    let_go = Signal(object)
    in_mind = Signal(object)

    def __init__(self, desk: Desk, planning: Planning, shown: PlanRow) -> None:
        super().__init__(spacing=10)
        self._desk, self._planning, self.row = desk, planning, shown
        mentor = shown.mentor.short_name if shown.mentor else "–"
        title = f"{shown.mentee.short_name} × {mentor}"
        self.setAccessibleName(title)
        self._add(PlainLabel(title, role="heading", wrap=True))
        self._add(self._actions())
        if not shown.ours:
            told = _("%(office)s decides about this mentee. Ask a colleague there.",
                     office=shown.office)  # fmt: skip
            self._add(Notice(told))
        self._reasons()
        self._add(self._marks())
        self._others()
        self.column.addStretch(1)

    def _add(self, *parts: Part) -> None:
        self.column.addLayout(column(*parts, spacing=7))

    def _marks(self) -> QWidget:
        flow = Flow(spacing=5)
        for badge in (*fit_badges(self.row), *state_badges(self.row)):
            flow.addWidget(Chip(badge.text, badge.tone))
        return widget(flow)

    def _actions(self) -> QWidget:
        shown, flow = self.row, Flow(spacing=6)
        for button in self._decisions() if shown.ours else ():
            flow.addWidget(button)
        for person in (shown.mentee, shown.mentor):
            if person is not None:
                go = partial(self._desk.go, "people", person.id)
                button = Button(person.short_name, go, kind="quiet")
                button.setAccessibleName(_("Open %(name)s", name=person.short_name))
                flow.addWidget(button)
        return widget(flow)

    def _decisions(self) -> Iterator[Button]:
        shown = self.row
        if shown.rule_id is not None:
            let_go = partial(self.let_go.emit, shown.rule_id)
            yield Button(_("Let it go"), let_go, icon_name="unlink")
        elif shown.mentor is not None:
            keep = partial(self.kept.emit, shown.mentor.id)
            yield Button(_("Keep this pair"), keep, icon_name="lock")
        if shown.mentor is not None and not shown.in_mind:
            yield Button(_("Keep in mind"), partial(self.in_mind.emit, shown), icon_name="star")

    def _reasons(self) -> None:
        shown = self.row
        if shown.score is None or shown.mentor is None:
            text = self._planning.why_nobody(shown.mentee.id)
            self._add(Notice(text, tone="warn"))
            return
        said = self._desk.read(evidence, (shown.mentee.id, shown.mentor.id))
        self._add(*reason_lines(doubts_first(reasons(shown.score, names_of(shown), said))))

    def _others(self) -> None:
        """Other mentors, each with what follows for everybody else."""
        mine = self.row.mentor.id if self.row.mentor else None
        found = [
            one for one in self._planning.alternatives(self.row.mentee.id) if one.mentor != mine
        ][:_OTHERS]
        if not found:
            return
        self._add(line(), PlainLabel(_("If it is another mentor"), role="section"))
        for one in found:
            self._add(self._other(one.mentor, one.tenths, verified=one.verified))

    def _other(self, mentor_id: Id, points: int, *, verified: bool) -> QWidget:
        name, fit = self._planning.names[mentor_id], fit_of(points)
        title = PlainLabel(name, role="strong", wrap=True)
        head = row(title, Chip(fit_word(fit), FITS.get(fit, "neutral")))
        if not verified:
            head.addWidget(Chip(_("to ask"), "info"))
        head.setStretchFactor(title, 1)
        told = " ".join(self._planning.choosing(self.row.mentee.id, mentor_id))
        parts: list[Part] = [head, PlainLabel(told, wrap=True)]
        if self.row.ours:
            keep = Button(_("Keep this pair"), partial(self.kept.emit, mentor_id), kind="quiet")
            keep.setAccessibleName(_("Keep the pair with %(name)s", name=name))
            parts.append(row(keep, None))
        return widget(column(*parts, spacing=3))


class MentorDetail(Body):
    """Who moves where when a mentor is no longer there."""

    def __init__(self, desk: Desk, planning: Planning, shown: MentorRow) -> None:
        super().__init__(spacing=8)
        name = shown.mentor.short_name
        self.setAccessibleName(name)
        self.column.addWidget(PlainLabel(name, role="heading", wrap=True))
        for sentence in (*planning.losing(shown), planning.one_more(shown.mentor.id)):
            if sentence:
                self.column.addWidget(PlainLabel(sentence, wrap=True))
        open_ = Button(_("Open the mentor"), partial(desk.go, "people", shown.mentor.id))
        self.column.addLayout(row(open_, None))
        self.column.addStretch(1)


class WishDetail(Body):
    """A kind of mentor in words, and who aims at that field."""

    def __init__(self, desk: Desk, planning: Planning, shown: Wish) -> None:
        super().__init__(spacing=8)
        self.setAccessibleName(shown.told)
        self.column.addWidget(PlainLabel(shown.told, role="heading", wrap=True))
        self.column.addWidget(PlainLabel(shown.why, wrap=True))
        flow = Flow(spacing=6)
        for mentee in planning.aiming_at(shown.kind.field):
            go = partial(desk.go, "people", mentee.id)
            button = Button(mentee.short_name, go, kind="quiet")
            button.setAccessibleName(_("Open %(name)s", name=mentee.short_name))
            flow.addWidget(button)
        self.column.addWidget(widget(flow))
        self.column.addStretch(1)

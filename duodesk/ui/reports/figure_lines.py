"""The figures of a family, one line each: what it is, how much, how sure, and who is behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QWidget

from duodesk.base.i18n import N_, _
from duodesk.reports.cohort import Cohort
from duodesk.reports.figure import Figure
from duodesk.reports.telling import MANY_UNKNOWN, Told, told
from duodesk.ui.reports.drill import is_openable
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.layout import Body, Card, column, line, row
from duodesk.ui.widgets.text import PlainLabel, set_tip, show_if

Open = Callable[[Figure], None]
# With which figure a new part of a family begins.
_SECTIONS = {
    "started": N_("Duos and mentees"),
    "positive": N_("What became of the mentees"),
    "mentees_registered": N_("Coming and going"),
    "first_call": N_("The way in"),
    "time_to_match": N_("Waiting"),
    "early_refusal": N_("The duos on their way"),
    "retention": N_("Mentors"),
    "mentees_mean": N_("Satisfaction"),
}
_BESIDE = 15  # as far from the end of the line as the words of a button are


class FigureLine(QWidget):
    """One figure: its title, its value that opens the list behind it, how sure it is below."""

    def __init__(self, figure: Figure, open_: Open) -> None:
        super().__init__()
        self.figure = figure
        self.title = PlainLabel(figure.title, wrap=True)
        self.value = Button("", partial(open_, figure), kind="quiet")
        self.value.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.alone = PlainLabel("", role="strong")
        self.alone.setContentsMargins(0, 0, look().px(_BESIDE), 0)
        self.warning = PlainLabel("", role="problem", wrap=True)
        self.sure = PlainLabel("", role="small", wrap=True)
        self.definition = PlainLabel(defined(figure), role="small", wrap=True)
        self.definition.hide()
        info = IconButton("info", _("Definition of “%(figure)s”", figure=figure.title), self.turn)
        top = row(self.title, self.value, self.alone, info, spacing=6)
        top.setStretchFactor(self.title, 1)
        parts = (self.warning, self.sure, self.definition)
        self.setLayout(column(top, *parts, spacing=2))

    def show_cohort(self, cohort: Cohort) -> None:
        """The figure of a cohort."""
        figure = self.figure
        one = told(figure, cohort)
        openable = is_openable(figure, cohort)
        self.value.set_text(one.shown)
        name = _("%(figure)s: %(value)s. Show the list.", figure=figure.title, value=one.shown)
        self.value.setAccessibleName(name)
        set_tip(self.value, _("Show the list behind it"))
        self.alone.setText(one.shown)
        show_if(self.value, on=openable)
        show_if(self.alone, on=not openable)
        doubtful = one.whole and one.unknown / one.whole > MANY_UNKNOWN
        grave = one.warnings[:1] if doubtful else ()
        others = [remark for remark in one.remarks if remark not in grave]
        sure = " ".join(filter(None, (_counted(one), *others)))
        for label, text in ((self.warning, "".join(grave)), (self.sure, sure)):
            label.setText(text)
            show_if(label, on=bool(text))

    def turn(self) -> None:
        """Show the definition, or hide it again."""
        show_if(self.definition, on=self.definition.isHidden())


class FigureList(Body):
    """The lines of one family, made once and filled for each cohort.

    They are made when they have their place: Qt dresses a part anew each time it gets a parent.
    """

    def __init__(self, figures: Sequence[Figure], open_: Open) -> None:
        super().__init__(spacing=12)
        self.lines: list[FigureLine] = []
        self._figures, self._open = figures, open_

    def show_cohort(self, cohort: Cohort) -> None:
        """The figures of a cohort."""
        if not self.lines:
            self._make()
        for one in self.lines:
            one.show_cohort(cohort)

    def _make(self) -> None:
        card: Card | None = None
        for figure in self._figures:
            title = _SECTIONS.get(figure.code)
            if title or card is None:
                card = Card(_(title) if title else "")
                self.column.addWidget(card)
            else:
                card.body.addWidget(line())
            made = FigureLine(figure, self._open)
            self.lines.append(made)
            card.body.addWidget(made)
        self.column.addStretch(1)


def defined(figure: Figure) -> str:
    """The definition of a figure, what it divides by, who is left out, and where it is read."""
    basis = figure.basis
    if basis is None:
        return figure.definition
    return "\n".join(
        (
            figure.definition,
            _("Divided by: %(whole)s.", whole=basis.whole),
            _("Left out: %(who)s.", who=basis.left_out),
            _("Read from: %(source)s.", source=basis.source),
        )
    )


def _counted(one: Told) -> str:
    """Part of whole, of a share."""
    if one.figure.unit != "share" or one.part is None or not one.whole:
        return ""
    part, whole = (f"{value:.0f}" for value in (one.part, one.whole))
    return _("%(part)s of %(whole)s.", part=part, whole=whole)

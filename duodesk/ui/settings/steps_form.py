"""The steps of a follow-up: what, with whom, when, and how long before and after is in time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import LANGUAGES, N_, SCREEN_LANGUAGES, _, language, language_name
from duodesk.followup import templates
from duodesk.followup.templates import (
    MOST_DAYS,
    MOST_WINDOW,
    StepRow,
    StepValues,
    TemplateRow,
    TemplateValues,
    kind_title,
)
from duodesk.followup.words import Party, StepKind
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, IconButton
from duodesk.ui.widgets.choice import ChoiceField, SegmentField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField, NumberField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, column, row
from duodesk.ui.widgets.popup import Popup
from duodesk.ui.widgets.text import PlainLabel, show_if

_DAYS, _WEEKS, _MONTHS = "days", "weeks", "months"
_UNITS = ((_DAYS, N_("days")), (_WEEKS, N_("weeks")), (_MONTHS, N_("months")))
_WITH = {
    Party.MENTEE: N_("mentee"),
    Party.MENTOR: N_("mentor"),
    Party.EACH: N_("each apart"),
    Party.TOGETHER: N_("both together"),
}
_HERE, _EVERYWHERE = "here", "everywhere"
_TITLE = 120  # letters


class TemplateDialog(Dialog):
    """One line for each step; what is counted in months never moves on a pause."""

    def __init__(self, desk: Desk, shown: TemplateRow, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Follow-up of a duo"),
            _("This becomes version %(n)s; duos under way keep theirs. Steps counted in months "
              "from the start never move on a pause.", n=shown.version + 1),
            icon_name="clipboard-list",
            parent=parent,
        )  # fmt: skip
        self.setMinimumWidth(look().px(740))
        self._desk, self._shown = desk, shown
        self.name = LineField(limit=80)
        self.name.set_value(shown.name)
        self.whose = SegmentField([(_EVERYWHERE, _("All offices")), (_HERE, _("Only this office"))])
        self.whose.set_value(_EVERYWHERE if shown.office_id is None else _HERE)
        form = Form()
        form.add(_("Name"), self.name, required=True)
        form.add(_("For"), self.whose)
        self.lines: list[StepLine] = []
        self._body = Body(spacing=6)
        self._body.setMinimumHeight(look().px(240))
        self._body.column.addStretch(1)
        for step in shown.steps:
            self.add_line(step)
        add = Button(_("Add a step"), self.add_line, icon_name="plus")
        for part in (form, self._body):
            self.body.addWidget(part)
        self.body.addLayout(row(add, None))
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Keep as a new version"), self.do, kind="primary")

    def add_line(self, step: StepRow | None = None) -> None:
        """One more step, at the end; kept steps stand in the order of their days."""
        line = StepLine(step)
        line.gone.connect(lambda: self._drop(line))
        self.lines.append(line)
        self._body.column.insertWidget(len(self.lines) - 1, line)
        if step is None:
            line.title.setFocus()
            self._body.ensureWidgetVisible(line)

    def do(self) -> None:
        """Keep it as a new version."""
        wrong = next((line for line in self.lines if not line.whole()), None)
        if wrong is not None:
            self._body.ensureWidgetVisible(wrong)
            return
        office = self._desk.office_id if self.whose.value() == _HERE else None
        steps = tuple(line.values() for line in self.lines)
        values = TemplateValues(name=self.name.value(), steps=steps, office_id=office)
        if self._desk.do(templates.add_version, self._shown.id, values) is not None:
            self._desk.say(_("Kept as a new version. Duos that start from now on follow it."))
            self.accept()

    def _drop(self, line: StepLine) -> None:
        self.lines.remove(line)
        self._body.column.removeWidget(line)
        line.hide()
        line.deleteLater()


class StepLine(QWidget):
    """One step, its title in the language spoken; `gone` when it is taken out."""

    gone = Signal()

    def __init__(self, step: StepRow | None = None) -> None:
        super().__init__()
        self.title = TitleField(step)
        self.kind = ChoiceField([(str(k), kind_title(k)) for k in StepKind], empty=None)
        self.party = ChoiceField([(str(p), _(word)) for p, word in _WITH.items()], empty=None)
        self.after = _number(MOST_DAYS)
        self.unit = ChoiceField([(code, _(word)) for code, word in _UNITS], empty=None)
        self.early, self.late = _number(MOST_WINDOW), _number(MOST_WINDOW)
        for field, name in (
            (self.title, _("Step")), (self.kind, _("Kind")), (self.party, _("With")),
            (self.after, _("After the start")), (self.unit, _("Counted in")),
            (self.early, _("Days before")), (self.late, _("Days after")),
        ):  # fmt: skip
            field.set_name(name)
        away = IconButton("trash-2", _("Take this step out"), self.gone.emit)
        for small in (self.after, self.early, self.late):
            small.setFixedWidth(look().px(58))
        for choice, wide in ((self.kind, 184), (self.party, 180), (self.unit, 122)):
            choice.setFixedWidth(look().px(wide))
        whole = row(self.title, self.title.lacking, self.title.others, away, spacing=6)
        whole.setStretch(0, 1)
        rest = row(
            self.kind, self.party, self.after, self.unit, 6, PlainLabel(_("in time:")), self.early,
            PlainLabel(_("days before")), self.late, PlainLabel(_("days after")), None, spacing=6,
        )  # fmt: skip
        self.setLayout(column(whole, rest, 8, spacing=4))
        self._show(step)

    def whole(self) -> bool:
        """Whether every number is one; says so where one is not."""
        numbers = (self.after, self.early, self.late)
        for field in numbers:
            field.set_problem("" if field.value() is not None else _("Number?"))
        return all(field.value() is not None for field in numbers)

    def values(self) -> StepValues:
        """What stands in the line."""
        after, unit = self.after.value() or 0, self.unit.value()
        return StepValues(
            kind=StepKind(self.kind.value() or StepKind.CONTACT),
            party=Party(self.party.value() or Party.EACH),
            titles=self.title.titles(),
            days=after * 7 if unit == _WEEKS else after,
            months=after if unit == _MONTHS else None,
            early=self.early.value() or 0,
            late=self.late.value() or 0,
        )

    def _show(self, step: StepRow | None) -> None:
        if step is None:
            self.kind.set_value(str(StepKind.CONTACT))
            self.party.set_value(str(Party.EACH))
            self.unit.set_value(_DAYS)
            self.early.set_value(5)
            self.late.set_value(5)
            return
        self.kind.set_value(str(step.kind))
        self.party.set_value(str(step.party))
        weeks = step.months is None and step.days and step.days % 7 == 0
        unit = _MONTHS if step.months is not None else _WEEKS if weeks else _DAYS
        self.unit.set_value(unit)
        self.after.set_value(step.months or (step.days // 7 if weeks else step.days))
        self.early.set_value(step.early)
        self.late.set_value(step.late)


class TitleField(LineField):
    """A title in the language spoken; `others` opens it in the other ones, `lacking` tells which
    have none yet, or still say what it was before.
    """

    def __init__(self, step: StepRow | None = None) -> None:
        super().__init__(limit=_TITLE, placeholder=step.title if step is not None else "")
        self._before: Mapping[str, str] = step.titles if step is not None else {}
        self._typed = dict(self._before)
        self.others = IconButton("languages", _("Title in other languages"), self.open_others)
        self.lacking = PlainLabel("", role="small")
        self.set_value(self._typed.get(language(), ""))
        self.line.textChanged.connect(lambda _text: self._tell())
        self._tell()

    def titles(self) -> dict[str, str]:
        """The title by language."""
        return self._typed | {language(): self.value()}

    def put(self, code: str, title: str) -> None:
        """The title in another language."""
        self._typed[code] = title
        self._tell()

    def open_others(self) -> None:
        """Show it in the other languages, each to be changed."""
        popup = Popup(_("Title in other languages"), parent=self)
        popup.setMinimumWidth(look().px(460))
        form = Form(label_width=100)
        for code in LANGUAGES:
            if code == language():
                continue
            line = LineField(limit=_TITLE)
            line.set_value(self._typed.get(code, ""))
            line.line.textEdited.connect(partial(self.put, code))
            form.add(language_name(code), line)
        popup.add(form)
        popup.open_below(self.others)

    def _tell(self) -> None:
        titles, others = self.titles(), [code for code in SCREEN_LANGUAGES if code != language()]
        missing = [code for code in others if not titles.get(code)]
        changed = titles[language()] != self._before.get(language(), "")
        same = [code for code in others if changed and titles.get(code) == self._before.get(code)]
        words = ""
        if titles[language()] and missing:
            words = _("missing: %(languages)s", languages=", ".join(missing))
        elif titles[language()] and same:
            words = _("to check: %(languages)s", languages=", ".join(same))
        self.lacking.setText(words)
        show_if(self.lacking, on=bool(words))


def _number(most: int) -> NumberField:
    return NumberField(least=0, most=most, problem=_("Number?"))
